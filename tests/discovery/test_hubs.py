"""Which hub tells of a feed: in Link headers, in Atom's links inside Atom and RSS, in JSON Feed."""

from __future__ import annotations

import json

import pytest

from tests.scripted.effort import within
from tracker.discovery.hubs import Told, told_in_headers
from tracker.discovery.reading import read_source

URL = "https://paper.example/feed"
HUB, TOPIC = "https://hub.example/", "https://paper.example/feed.xml"
TOLD = Told(HUB, TOPIC)
_LINKS = f"<link rel='hub' href='{HUB}'/><link rel='self' href='{TOPIC}'/>"
ATOM = f"<feed xmlns='http://www.w3.org/2005/Atom'>{_LINKS}<entry><link href='/a'/></entry></feed>"
RSS = (
    "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>Paper</title><link>https://paper.example/"
    f"</link>{_LINKS.replace('<link', '<atom:link')}<item><link>https://paper.example/a</link></item></channel></rss>"
)
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "feed_url": TOPIC,
        "hubs": ["junk", {"type": "rssCloud", "url": "https://x.example/"}, {"type": "WebSub", "url": HUB}],
        "items": [],
    }
)


@pytest.mark.parametrize("body", [ATOM, RSS, JSON], ids=["atom", "rss", "json"])
def test_a_feed_names_its_hub_and_itself(body: str) -> None:
    assert read_source(body.encode(), url=URL).told == TOLD


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([f'<{HUB}>; rel="hub", <{TOPIC}>; rel="self"'], TOLD),
        ([f"<{HUB}>; rel=hub", f'<{TOPIC}>; type="x"; rel="self alternate"'], TOLD),
        ([f"<{HUB}>; rel=HUB"], Told(HUB, URL)),
        (["</hub>; rel=hub"], Told("https://paper.example/hub", URL)),
        ([f"<{TOPIC}>; rel=self"], Told()),
        (["<javascript:alert(1)>; rel=hub"], Told()),
        (["rel=hub", "<>", "<a", ";;;"], Told()),
        ([], Told()),
    ],
)
def test_link_headers_name_the_hub_and_the_topic(values: list[str], told: Told) -> None:
    assert told_in_headers(values, url=URL) == told


def test_a_link_of_an_entry_is_no_hub_of_the_feed() -> None:
    inside = ATOM.replace(_LINKS, "").replace("<entry>", f"<entry>{_LINKS}")
    assert read_source(inside.encode(), url=URL).told == Told()


def test_a_hostile_header_is_read_quickly() -> None:
    with within(2):
        for piece in ("<", "<a>;rel=", ";rel=hub", "<>;;", ","):
            told_in_headers([piece * 1_000_000], url=URL)
