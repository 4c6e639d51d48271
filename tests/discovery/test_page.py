"""Home and section pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.discovery.paper import BREAD, FERRY, FRONT, MARKET, page, teasers
from tracker.discovery import Found, Kind, feeds_for, read_source

_SECTION = "https://paper.example/politics"
_THREE = ((FERRY, "Island ferry to stop in winter"), (BREAD, "Five things on bread"), (MARKET, "Vote postponed"))


def _read(body: str, url: str = _SECTION, head: str = "<title>Politics | The Paper</title>") -> Found:
    return read_source(page(body, head=head), url=url, content_type="text/html; charset=utf-8")


def _urls(found: Found) -> list[str]:
    return [item.url for item in found.items]


def test_the_articles_of_a_section_are_harvested_in_their_order_with_their_headlines() -> None:
    found = _read(teasers(*_THREE))
    assert (found.kind, found.title) == (Kind.PAGE, "Politics | The Paper")
    assert [(item.url, item.title) for item in found.items] == list(_THREE)


@pytest.mark.parametrize(
    "around",
    [
        "<nav>{}</nav>",
        "<footer>{}</footer>",
        '<div role="navigation">{}</div>',
        '<ul class="main-menu">{}</ul>',
        '<div class="site-footer">{}</div>',
        '<ol class="breadcrumb">{}</ol>',
        '<div id="cookie-banner">{}</div>',
        '<div class="pagination">{}</div>',
    ],
)
def test_links_around_the_content_are_no_articles(around: str) -> None:
    link = '<li><a href="/our-history-in-five-chapters-40001">Our history in five chapters</a></li>'
    assert _urls(_read(around.format(link) + teasers(*_THREE))) == [FERRY, BREAD, MARKET]


@pytest.mark.parametrize(
    "href",
    [
        "/politics/elections",
        "/tag/fish-market-and-harbour",
        "/author/maren-holt",
        "/",
        "#top",
        "/privacy",
        "mailto:desk@paper.example",
        "javascript:void(0)",
        "https://social.example/share-this-story-with-friends-12345",
        "/static/report-on-the-fish-market.pdf",
        _SECTION,
    ],
)
def test_links_that_are_no_articles_stay_out(href: str) -> None:
    body = teasers(*_THREE).replace("</main>", f'<p><a href="{href}">More about all of this here</a></p></main>')
    assert _urls(_read(body)) == [FERRY, BREAD, MARKET]


def test_a_terse_address_is_an_article_where_its_neighbours_are() -> None:
    terse = "https://paper.example/city/ice"
    links = (*_THREE, (terse, "Ice closes the northern harbour"))
    body = "<main>" + "".join(f'<div class="t"><a href="{url}">{title} again today</a></div>' for url, title in links)
    assert terse in _urls(_read(body))
    assert terse not in _urls(_read(f'<main><div class="t"><a href="{terse}">Ice closes the harbour</a></div></main>'))


def test_headlines_without_spaces_count_by_their_characters() -> None:
    link = '<div><a href="/articles/c4gzn48jwz2o">島を結ぶフェリーが冬の間は運航を停止</a></div>'
    assert _urls(_read(link)) == ["https://paper.example/articles/c4gzn48jwz2o"]


def test_a_link_around_a_whole_teaser_has_its_heading_for_a_title() -> None:
    body = f'<a href="{FERRY}"><img src="x"><span>Travel</span><h2>Island ferry to stop</h2><p>Long words.</p></a>'
    assert [(item.url, item.title) for item in _read(body).items] == [(FERRY, "Island ferry to stop")]


def test_the_time_of_a_teaser_is_its_article_s() -> None:
    one = (
        f'<li><h3><a href="{FERRY}">Island ferry to stop</a></h3><time datetime="2026-11-20T12:00:00Z">now</time></li>'
    )
    two = f'<li><h3><a href="{BREAD}">Five things to know</a></h3></li>'
    at = {item.url: item.published_at for item in _read(f"<ul>{one}{two}</ul>").items}
    assert at == {FERRY: datetime(2026, 11, 20, 12, 0, tzinfo=UTC), BREAD: None}


def test_links_are_relative_to_the_base_of_the_page() -> None:
    head = '<base href="https://paper.example/en/">'
    found = _read('<h2><a href="island-ferry-to-stop">Island ferry to stop</a></h2>', head=head)
    assert _urls(found) == ["https://paper.example/en/island-ferry-to-stop"]


def test_a_page_of_scripts_holds_nothing_which_is_no_error() -> None:
    assert _read('<div id="root"></div><script>render()</script>').items == ()


_FEEDS = """<link rel="alternate" type="application/rss+xml" title="The Paper" href="/feed">
<link rel="alternate" type="application/rss+xml" title="The Paper » Comments" href="/comments/feed">
<link rel="alternate" type="application/atom+xml" href="/politics/atom.xml">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">
<link rel="alternate" hreflang="de" href="/de/"><link rel="stylesheet" href="/feed.css">"""


def test_the_feeds_that_a_page_declares_are_its_links_but_not_those_of_comments() -> None:
    assert _read("", head=_FEEDS).links == ("https://paper.example/feed", "https://paper.example/politics/atom.xml")


def test_a_front_page_is_told_by_all_its_feeds_a_section_by_its_own() -> None:
    front, section = _read("", url=FRONT, head=_FEEDS), _read("", head=_FEEDS)
    assert feeds_for(front, FRONT) == front.links
    assert feeds_for(section, _SECTION) == ("https://paper.example/politics/atom.xml",)
    assert feeds_for(section, "https://paper.example/economy") == ()


def test_where_no_feed_is_declared_a_link_that_looks_like_one_counts() -> None:
    found = _read('<footer><a href="/rss.xml">RSS</a><a href="https://other.example/feed">x</a></footer>')
    assert found.links == ("https://paper.example/rss.xml",)


def test_only_a_page_has_feeds_to_tell_of() -> None:
    assert feeds_for(Found(Kind.SITEMAP_INDEX, links=("https://paper.example/1.xml",)), FRONT) == ()


def test_a_time_far_above_a_link_is_not_its_own() -> None:
    wrapped = f'<div><div><div><div><h3><a href="{FERRY}">Island ferry to stop</a></h3></div></div></div></div>'
    body = f'<section><time datetime="2026-11-20">Friday</time>{wrapped}</section>'
    assert [item.published_at for item in _read(body).items] == [None]


@pytest.mark.parametrize(
    "around",
    [
        '<div class="page mobile-menu-open">{}</div>',
        '<form id="aspnetForm">{}</form>',
        '<div id="social"><div class="wrap">{}</div></div>',
    ],
)
def test_a_wrapper_around_the_whole_page_is_not_its_navigation(around: str) -> None:
    assert _urls(_read(around.format(teasers(*_THREE)))) == [FERRY, BREAD, MARKET]
    bare = "".join(f'<h3><a href="{url}">{title}</a></h3>' for url, title in _THREE)
    assert _urls(_read(around.format(bare))) == [FERRY, BREAD, MARKET]


@pytest.mark.parametrize("name", ["topnav", "main-menu", "site-header__nav-item", "MegaMenu", "subnavigation"])
def test_menus_are_known_by_their_usual_names(name: str) -> None:
    link = '<a href="/our-history-in-five-chapters-40001">Our history in five chapters</a>'
    assert _urls(_read(f'<div class="{name}">{link}</div>' + teasers(*_THREE))) == [FERRY, BREAD, MARKET]
