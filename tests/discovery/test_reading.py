"""Any bytes into what they hold: properties over made-up feeds and over noise."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.discovery.paper import FERRY, atom, page, rss, rss_item, teasers, urlset
from tracker.discovery import Found, Kind, Wanted, choose, read_opml, read_source
from tracker.errors import UsageError

_URL = "https://paper.example/feed"
_WORD = st.text("abcdefghijklmnop", min_size=2, max_size=8)
_SLUGS = st.tuples(st.lists(_WORD, min_size=3, max_size=6), st.integers(10_000, 99_999)).map(
    lambda made: f"{'-'.join(made[0])}-{made[1]}"
)
_WORDS = st.lists(st.text("aZäéłя島&\"'", min_size=1, max_size=9), min_size=4, max_size=9).map(" ".join)
_STORIES = st.dictionaries(_SLUGS.map("https://paper.example/".__add__), _WORDS, min_size=1, max_size=12)

_PIECES = st.sampled_from(
    [b"<rss>", b"<feed>", b"<urlset>", b"<sitemapindex>", b"<url>", b"<loc>", b"<item>", b"<entry>", b"<title>", b"</title>",
     b"<link>", b"</link>", b"<link href='", b"'/>", b"<![CDATA[", b"]]>", b"<!--", b"<?xml", b"?>", b"<!DOCTYPE html>", b"<a href=",
     b"https://paper.example/a-b-c-12345", b"<html><body>", b"{", b'"items":[', b"\x1f\x8b\x08", b"\xff\xfe", b"&", b";", b"\x00"]
)  # fmt: skip
_NOISE = st.one_of(
    st.binary(max_size=300), st.lists(st.one_of(_PIECES, st.binary(max_size=9)), max_size=30).map(b"".join)
)


@given(_NOISE, st.sampled_from(["", "text/html", "application/xml; charset=utf-7", "text/plain; charset=hex", "\x00"]))
@example(b"<feed><entry><link href='http://[x]/'/></entry></feed>", "")
def test_noise_is_read_or_refused_and_gives_addresses_of_the_web_only(body: bytes, content_type: str) -> None:
    try:
        found = read_source(body, url=_URL, content_type=content_type)
    except UsageError:
        return
    addresses = [item.url for item in (*found.items, *found.others)] + list(found.links)
    for address in addresses:
        assert urlsplit(address).scheme in {"http", "https"}
        assert urlsplit(address).hostname
        assert address.isprintable()


@given(_NOISE)
def test_noise_is_no_list_of_feeds(body: bytes) -> None:
    with pytest.raises(UsageError, match=r"OPML|gzip|entities"):
        read_opml(body)


@given(_STORIES)
def test_every_form_of_a_source_gives_the_same_stories(stories: dict[str, str]) -> None:
    def read(body: bytes) -> Found:
        return read_source(body, url=_URL)

    written = [(escape(url), escape(title)) for url, title in stories.items()]
    feed = read(rss(*(rss_item(url, title=title) for url, title in written)))
    entries = read(atom(*(f'<entry><link href="{url}"/><title>{title}</title></entry>' for url, title in written)))
    sitemap = read(urlset(*(f"<url><loc>{url}</loc></url>" for url, _ in written)))
    section = read(page(teasers(*written)))
    assert [(item.url, item.title) for item in feed.items] == list(stories.items())
    assert feed.items == entries.items
    assert [(item.url, item.title) for item in section.items] == list(stories.items())
    assert [item.url for item in sitemap.items] == list(stories)


@given(_STORIES, st.integers(min_value=1, max_value=5))
def test_a_choice_is_never_more_than_the_cap_and_accounts_for_every_item(stories: dict[str, str], cap: int) -> None:
    found = read_source(rss(*(rss_item(url) for url in stories)), url=_URL)
    choice = choose(found, Wanted(cap=cap, exclude=("-a",)))
    assert len(choice.items) <= cap
    assert len(choice.items) + sum(one.count for one in choice.skipped) == len(stories)


def test_a_page_that_shows_the_source_of_a_feed_is_a_page() -> None:
    body = page(
        f"<h1>How to write a feed</h1><pre>{escape('<rss>')}</pre><p><a href='{FERRY}'>Island ferry to stop now</a>"
    )
    assert read_source(body, url=_URL).kind is Kind.PAGE
