"""Feeds of every dialect, well-formed and not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.discovery.paper import BREAD, FERRY, MARKET, atom, rss, rss_item
from tracker.discovery import Found, Kind, read_source
from tracker.errors import UsageError

_URL = "https://paper.example/feed.xml"
_NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def _read(body: bytes, content_type: str = "application/rss+xml") -> Found:
    return read_source(body, url=_URL, content_type=content_type)


def _urls(found: Found) -> list[str]:
    return [item.url for item in found.items]


def test_rss_gives_title_address_name_and_time() -> None:
    found = _read(
        rss(rss_item(more="<pubDate>Fri, 20 Nov 2026 13:00:00 +0100</pubDate><guid isPermaLink='false'>n-17</guid>"))
    )
    (item,) = found.items
    assert (found.kind, found.title) == (Kind.FEED, "The Paper")
    assert (item.url, item.title, item.published_at, item.guid) == (FERRY, "Island ferry to stop", _NOON, "n-17")


def test_atom_gives_the_alternate_link_and_both_times() -> None:
    found = _read(
        atom(
            f"<entry><title type='html'>Bread &amp;amp; &lt;i&gt;gas&lt;/i&gt;</title><id>tag:x,2026:1</id>"
            f"<link rel='self' href='/api/1'/><link rel='alternate' type='application/pdf' href='/1.pdf'/>"
            f"<link rel='alternate' type='text/html' href='{BREAD}'/>"
            f"<published>2026-11-20T12:00:00Z</published><updated>2026-11-20T15:30:00+02:00</updated></entry>"
        )
    )
    (item,) = found.items
    assert (item.url, item.title, item.published_at) == (BREAD, "Bread & gas", _NOON)
    assert item.updated_at == datetime(2026, 11, 20, 13, 30, tzinfo=UTC)


def test_an_xhtml_title_is_read_as_text() -> None:
    found = _read(
        atom(
            f"<entry><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <b>bold</b> one</div></title>"
            f"<link href='{FERRY}'/></entry>"
        )
    )
    assert found.items[0].title == "A bold one"


def test_items_of_rss_1_stand_beside_the_channel() -> None:
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Paper</title></channel>'
        f"<item><title>Bread</title><link>{BREAD}</link><dc:date>2026-11-20T12:00:00Z</dc:date></item></rdf:RDF>"
    )
    found = _read(body.encode())
    assert (found.title, _urls(found), found.items[0].published_at) == ("The Paper", [BREAD], _NOON)


def test_relative_links_are_relative_to_xml_base_and_else_to_the_feed() -> None:
    found = _read(
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/a-story'/></entry>"
        b"<entry xml:base='https://archive.paper.example/2026/'><link href='b-story'/></entry></feed>"
    )
    assert _urls(found) == ["https://paper.example/a-story", "https://archive.paper.example/2026/b-story"]


def test_a_permanent_guid_is_an_address_where_there_is_no_link() -> None:
    found = _read(
        rss(
            f"<item><title>x</title><guid>{FERRY}</guid></item>",
            f"<item><title>y</title><guid isPermaLink='false'>{BREAD}</guid></item>",
        )
    )
    assert _urls(found) == [FERRY]
    assert [(one.reason, one.count, one.example) for one in found.skipped] == [("without a link", 1, "y")]


def test_the_article_behind_a_roundabout_link_is_taken() -> None:
    names = "xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'"
    more = f"<feedburner:origLink {names}>{FERRY}</feedburner:origLink>"
    assert _urls(_read(rss(rss_item("https://feeds.example/~r/x/1", more=more)))) == [FERRY]


def test_one_name_or_one_address_is_one_item() -> None:
    same = "<guid isPermaLink='false'>n-17</guid>"
    found = _read(rss(rss_item(FERRY, more=same), rss_item(BREAD, more=same), rss_item(FERRY), rss_item(MARKET)))
    assert _urls(found) == [FERRY, MARKET]
    assert [(one.reason, one.count) for one in found.skipped] == [("named twice", 2)]


def test_fragments_do_not_make_another_article() -> None:
    assert _urls(_read(rss(rss_item(f"{FERRY}#comments"), rss_item(FERRY)))) == [FERRY]


def test_a_picture_s_title_is_not_the_item_s() -> None:
    media = "<media:title xmlns:media='http://search.yahoo.com/mrss/'>Photo: Ulla Berg</media:title>"
    body = rss(f"<item>{media}<link>{FERRY}</link><title>Island ferry</title></item>")
    assert _read(body).items[0].title == "Island ferry"


@pytest.mark.parametrize(
    "broken",
    [
        rss(rss_item(title="Fish & chips &nbsp; <b>now")),
        rss(rss_item())[:-30],
        b"\n\n  " + rss(rss_item()),
        b"<br />\nWarning: cannot connect\n" + rss(rss_item()),
        rss(rss_item()).replace(b"<rss", b"<!-- cached --><rss"),
        rss(rss_item(more="<media:thing url='/x'/>")),
        rss(rss_item(more="\x01\x0b")),
        rss(rss_item(FERRY + "?a=1&b=2")),
        rss(rss_item(f"<![CDATA[{FERRY}]]>")),
        b'<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'
        + rss(rss_item()).partition(b"?>")[2],
    ],
)
def test_what_is_not_well_formed_is_mended(broken: bytes) -> None:
    found = _read(broken)
    assert [url.partition("?")[0] for url in _urls(found)] == [FERRY]
    assert found.kind is Kind.FEED


def test_a_query_with_bare_ampersands_stays_whole() -> None:
    assert _urls(_read(rss(rss_item("https://paper.example/news?id=7&amp;p=2&c=3")))) == [
        "https://paper.example/news?id=7&p=2&c=3"
    ]


@pytest.mark.parametrize(
    ("encoding", "declared", "title"),
    [
        ("utf-8", "utf-8", "Fähre fährt nicht"),
        ("utf-8", "iso-8859-1", "Fähre fährt nicht"),
        ("windows-1252", "iso-8859-1", "Fähre „fährt“ nicht"),
        ("iso-8859-2", "iso-8859-2", "Łódź żyje"),
        ("utf-16", "utf-16", "Fähre"),
        ("windows-1251", "windows-1251", "Паром не ходит зимой"),
        ("windows-1251", "utf-8", "Паром не ходит зимой"),
        ("windows-1251", "iso-8859-1", "Паром не ходит зимой"),
        ("shift_jis", "shift_jis", "島のフェリーが冬に停止"),
    ],
)
def test_characters_are_read_whatever_is_declared(encoding: str, declared: str, title: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><rss><channel>{rss_item(title=title)}</channel></rss>'
    assert _read(text.encode(encoding), content_type="text/xml").items[0].title == title


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Fri, 20 Nov 2026 12:00:00 GMT", _NOON),
        ("Fri, 20 Nov 2026 07:00:00 EST", _NOON),
        ("20 Nov 2026 12:00 +0000", _NOON),
        ("2026-11-20T13:00:00+01:00", _NOON),
        ("2026-11-20 12:00:00", _NOON),
        ("Nov 20, 2026 12:00 PM", _NOON),
        ("yesterday", None),
        ("Fri, 99 Nov 2026 12:00:00 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Fri, 20 Nov 2026 13:099999999999999999999999999990:00 GMT", None),
        ("", None),
    ],
)
def test_times_are_read_in_every_usual_form(written: str, meant: datetime | None) -> None:
    assert _read(rss(rss_item(more=f"<pubDate>{written}</pubDate>"))).items[0].published_at == meant


def test_an_empty_feed_holds_nothing_which_is_no_error() -> None:
    assert _read(rss()).items == ()


def test_a_feed_is_known_by_its_bytes_not_by_its_label() -> None:
    assert _read(rss(rss_item()), content_type="text/html; charset=utf-8").kind is Kind.FEED


def test_xml_of_another_kind_is_refused() -> None:
    with pytest.raises(UsageError, match="neither a feed"):
        _read(b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml")


def test_a_list_of_feeds_is_no_feed_and_the_refusal_says_what_to_do() -> None:
    with pytest.raises(UsageError) as refused:
        _read(b"<opml><body><outline xmlUrl='https://paper.example/feed'/></body></opml>")
    assert "tracker follow -f" in refused.value.hint


def test_a_title_in_ten_thousand_pieces_is_cut() -> None:
    (item,) = _read(rss(rss_item(title="ice<b/>" * 10_000))).items
    assert len(item.title) == 300


def test_a_base_that_is_no_address_counts_for_nothing() -> None:
    found = _read(b"<feed xml:base='http://[x'><entry><link href='/a-story'/></entry></feed>")
    assert _urls(found) == ["https://paper.example/a-story"]
