"""Lists of feeds as feed readers export them."""

from __future__ import annotations

import pytest

from tracker.discovery import read_opml
from tracker.errors import UsageError

_LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>My papers</title></head><body>
<outline text="News"><outline type="rss" text="The Paper" title="The &amp; Paper" xmlUrl="https://paper.example/feed"/>
<outline type="rss" text="The Port" xmlURL="https://port.example/rss?a=1&b=2" htmlUrl="https://port.example"/></outline>
<outline text="a note"/><outline type="rss" text="again" xmlUrl="https://paper.example/feed"/>
<outline type="rss" text="bad" xmlUrl="javascript:alert(1)"/></body></opml>"""


def test_every_feed_is_named_once_whatever_folder_it_stands_in() -> None:
    assert read_opml(_LIST.encode()) == (
        ("The & Paper", "https://paper.example/feed"),
        ("The Port", "https://port.example/rss?a=1&b=2"),
        ("bad", "javascript:alert(1)"),
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"https://paper.example/feed",
        b"<html><body>Log in</body></html>",
        b"<rss/>",
        b'<!DOCTYPE opml [<!ENTITY a "aaaa">]><opml><body><outline text="&a;" xmlUrl="https://a.example"/></body></opml>',
    ],
)
def test_what_is_no_list_of_feeds_is_refused(body: bytes) -> None:
    with pytest.raises(UsageError):
        read_opml(body)


def test_a_list_without_end_is_refused_with_its_size() -> None:
    outlines = "".join(f'<outline xmlUrl="https://{number}.example/"/>' for number in range(10_001))
    with pytest.raises(UsageError, match="10,001 feeds"):
        read_opml(f"<opml><body>{outlines}</body></opml>".encode())


def test_outlines_without_end_inside_each_other_are_refused_and_not_read_in_part() -> None:
    body = b"<opml><body>" + b'<outline xmlUrl="https://a.example/">' * 100_000
    with pytest.raises(UsageError, match="nests deeper"):
        read_opml(body)
