"""Sitemaps, news sitemaps, their index files, and lists in plain text."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from tests.discovery.paper import BREAD, FERRY, MARKET, index, urlset
from tracker.discovery import Found, Kind, read_source

_URL = "https://paper.example/sitemap.xml"
_NEWS = (
    f"<url><loc>{FERRY}</loc><lastmod>2026-11-20</lastmod><news:news><news:publication><news:name>The Paper</news:name>"
    "<news:language>en</news:language></news:publication><news:publication_date>2026-11-20T13:00:00+01:00"
    "</news:publication_date><news:title>Island ferry &amp; ice</news:title></news:news></url>"
)


def _read(body: bytes) -> Found:
    return read_source(body, url=_URL, content_type="application/xml")


def _urls(found: Found) -> list[str]:
    return [item.url for item in found.items]


def test_a_news_sitemap_gives_title_and_times() -> None:
    found = _read(urlset(_NEWS))
    (item,) = found.items
    assert (found.kind, item.url, item.title) == (Kind.SITEMAP, FERRY, "Island ferry & ice")
    assert item.published_at == datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    assert item.updated_at == datetime(2026, 11, 20, tzinfo=UTC)


def test_what_a_news_sitemap_names_is_an_article_whatever_its_address() -> None:
    assert _urls(_read(urlset(_NEWS.replace(FERRY, "https://paper.example/x")))) == ["https://paper.example/x"]


def test_a_sitemap_names_lists_too_which_are_kept_apart() -> None:
    lists = ("https://paper.example/", "https://paper.example/politics/", "https://paper.example/tag/ferry")
    found = _read(urlset(*(f"<url><loc>{url}</loc></url>" for url in (*lists, FERRY, BREAD))))
    assert _urls(found) == [FERRY, BREAD]
    assert [item.url for item in found.others] == list(lists)


def test_a_picture_is_not_an_article() -> None:
    picture = "<image:image><image:loc>https://paper.example/a-picture-of-ice.jpg</image:loc><image:title>Ice</image:title></image:image>"
    found = _read(urlset(f"<url>{picture}<loc>\n  {FERRY}\n</loc></url>"))
    assert [(item.url, item.title) for item in found.items] == [(FERRY, "")]


def test_only_the_sitemap_s_own_site_counts() -> None:
    found = _read(urlset(f"<url><loc>{FERRY.replace('paper', 'victim')}</loc></url>", f"<url><loc>{FERRY}</loc></url>"))
    assert _urls(found) == [FERRY]
    assert [(one.reason, one.count) for one in found.skipped] == [("on another site than its sitemap", 1)]


def test_a_subdomain_is_the_same_site() -> None:
    assert _urls(_read(urlset(f"<url><loc>{FERRY.replace('//', '//www.')}</loc></url>")))


def test_gzip_is_unpacked_member_by_member() -> None:
    whole = urlset(_NEWS)
    assert _urls(_read(gzip.compress(whole))) == [FERRY]
    assert _urls(_read(gzip.compress(whole[:90]) + gzip.compress(whole[90:]))) == [FERRY]


def test_the_children_of_an_index_come_newest_first_and_news_before_all() -> None:
    names = ("old", "new", "undated", "google-news")
    dated = {"old": "<lastmod>2025-01-01</lastmod>", "new": "<lastmod>2026-11-01</lastmod>"}
    children = "".join(
        f"<sitemap><loc>https://paper.example/{name}.xml</loc>{dated.get(name, '')}</sitemap>" for name in names
    )
    found = _read(f"<sitemapindex>{children}</sitemapindex>".encode())
    assert found.kind is Kind.SITEMAP_INDEX
    assert [link.rpartition("/")[2] for link in found.links] == ["google-news.xml", "new.xml", "old.xml", "undated.xml"]


def test_an_index_that_names_itself_or_others_sites_leads_nowhere() -> None:
    found = _read(index(_URL, "https://victim.example/sitemap.xml", "ftp://paper.example/s.xml"))
    assert found.links == ()


def test_an_index_of_fifty_thousand_sitemaps_is_cut_and_says_so() -> None:
    found = _read(index(*(f"https://paper.example/{number}.xml" for number in range(50_000))))
    assert len(found.links) == 1_000
    assert [(one.reason, one.count) for one in found.skipped] == [("sitemaps beyond the newest 1,000", 49_000)]


def test_a_list_in_plain_text_is_a_sitemap() -> None:
    found = read_source(f"{FERRY}\r\n\r\n{BREAD}\r\nnonsense\n".encode(), url=_URL, content_type="text/plain")
    assert (found.kind, _urls(found)) == (Kind.SITEMAP, [FERRY, BREAD])


@pytest.mark.parametrize("cut", [len(urlset(_NEWS)) - 20, 700])
def test_a_sitemap_that_breaks_off_gives_what_came(cut: int) -> None:
    body = urlset(_NEWS, f"<url><loc>{MARKET}</loc></url>")
    assert FERRY in _urls(_read(body[:cut]))


def test_what_stands_beside_the_sitemaps_of_an_index_is_passed_over() -> None:
    child = "<sitemap><loc>https://paper.example/1.xml</loc></sitemap>"
    assert _read(f"<sitemapindex><note/>{child}<url/></sitemapindex>".encode()).links == (
        "https://paper.example/1.xml",
    )


def test_gzip_that_breaks_after_a_whole_part_gives_that_part() -> None:
    assert _urls(_read(gzip.compress(urlset(_NEWS)) + b"\x1f\x8b\x08 broken")) == [FERRY]
