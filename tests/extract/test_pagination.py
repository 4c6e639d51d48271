"""Where a page says that its article goes on, in the ways of different publishers; and what only looks like it."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extract.newsroom import FERRY
from tests.scripted.effort import within
from tracker.extract import Pagination, Sheet, goes_on_at, read
from tracker.extract.paging.pagination import find_pagination
from tracker.extract.parsing.page import parse
from tracker.model import Document

_TEXT = "".join(f"<p>{text}</p>" for _, text in FERRY.pieces)
_TEASER = (
    "<div class='card'><h3><a href='/{slug}'>{title}</a></h3><p>Nobody knows yet how long it will take the workers to mend"
    " it, and the mayor has asked the people of both banks to be patient until the end of the month at least.</p></div>"
)
_TEASERS = "".join(
    _TEASER.format(slug=title.lower().replace(" ", "-"), title=title)
    for title in ("Bridge shut after frost", "Mill to be sold", "A school without a roof", "Market moves to the quay")
)


def page(body: str, head: str = "", title: str = FERRY.headline) -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{title} | The Skarvoy Post</title>{head}</head><body>"
        f"<nav class='main-menu'><a href='/'>Home</a> <a href='/news'>News</a> <a href='/page/2'>Archive</a></nav>{body}"
        "<footer><a href='/about'>About us</a> © 2026 The Skarvoy Post</footer></body></html>"
    )


def paper(pager: str, head: str = "") -> str:
    """An article with something after its text."""
    return page(f"<main><article><h1>{FERRY.headline}</h1>{_TEXT}{pager}</article></main>", head)


def told(html: str, url: str) -> Pagination:
    got = read(html.encode(), url=url, status=200, headers=(("Content-Type", "text/html; charset=utf-8"),))
    assert got.quality.ok, got.quality
    return got.pagination


def numbers(html: str, url: str) -> dict[int, str]:
    return dict(told(html, url).pages)


# What goes on: (address of the first page, what stands after its text, addresses of its further pages)
GOES_ON = {
    "a row with a parameter": (
        "https://post.example/news/ferry",
        "<div class='pagination'><span class='current'>1</span> <a href='?page=2'>2</a> <a href='?page=3'>3</a></div>",
        {2: "https://post.example/news/ferry?page=2", 3: "https://post.example/news/ferry?page=3"},
    ),
    "below a heading of the text that speaks of reviews": (
        "https://post.example/ferry",
        "<h2>Reviews of the winter line</h2><p>Nobody wrote one.</p><div>1 <a href='?page=2'>2</a></div>",
        {2: "https://post.example/ferry?page=2"},
    ),
    "a blog system's page links": (
        "https://blog.example/2026/11/ferry/",
        ("<div class='page-links'>Pages: <span class='post-page-numbers current'>1</span>"
        " <a class='post-page-numbers' href='https://blog.example/2026/11/ferry/2/'>2</a></div>"),
        {2: "https://blog.example/2026/11/ferry/2/"},
    ),
    "a weekly in German": (
        "https://woche.example/reisen/faehre",
        ("<nav class='article-pagination'><a class='next' href='/reisen/faehre/seite-2'>Nächste Seite: Die Brücke</a>"
        "<ol><li>Seite 1</li><li><a href='/reisen/faehre/seite-2'>Seite 2</a></li>"
        "<li><a href='/reisen/faehre/komplettansicht'>Auf einer Seite lesen</a></li></ol></nav>"),
        {2: "https://woche.example/reisen/faehre/seite-2"},
    ),
    "an old magazine with numbered files": (
        "http://magazin.example/panorama/faehre.html",
        ("<table class='nav'><tr><td>1 <a href='faehre-2.html'>2</a> <a href='faehre-3.html'>3</a>"
        " <a href='faehre-2.html'>weiter »</a></td></tr></table>"),
        {2: "http://magazin.example/panorama/faehre-2.html", 3: "http://magazin.example/panorama/faehre-3.html"},
    ),
    "a row that leaves numbers out": (
        "https://post.example/ferry",
        "<ul class='pager'><li>1</li><li><a href='/ferry/2'>2</a></li><li>…</li><li><a href='/ferry/9'>9</a></li></ul>",
        {2: "https://post.example/ferry/2", 9: "https://post.example/ferry/9"},
    ),
    "no more than a link to the next page": (
        "https://post.example/ferry",
        "<p><a rel='next' href='/ferry?pg=2'>Continue reading on the next page</a></p>",
        {2: "https://post.example/ferry?pg=2"},
    ),
    "page one of three": (
        "https://post.example/ferry.php?id=81",
        "<div>Page 1 of 3 <a href='/ferry.php?id=81&amp;page=2'>Next »</a></div>",
        {2: "https://post.example/ferry.php?id=81&page=2"},
    ),
    "a list of chapters": (
        "https://tests.example/reviews/ferry",
        ("<div class='toc'><a href='/reviews/ferry?seite=1'>The ferry</a><a href='/reviews/ferry?seite=2'>Nächste Seite</a>"
        "<a href='/reviews/ferry?seite=3'>Our verdict</a></div>"),
        {2: "https://tests.example/reviews/ferry?seite=2", 3: "https://tests.example/reviews/ferry?seite=3"},
    ),
    "a list to choose from": (
        "https://tests.example/show/ferry",
        ("<form>1 <select><option value='/show/ferry'>Page 1</option><option value='/show/ferry/2'>Page 2</option></select>"
        "</form>"),
        {2: "https://tests.example/show/ferry/2"},
    ),
    "an arrow without words": (
        "https://post.example/ferry",
        "<div class='pages'><a href='/ferry?page=2' aria-label='Next page'><svg></svg></a></div>",
        {2: "https://post.example/ferry?page=2"},
    ),
    "Japanese": (
        "https://shimbun.example/articles/-/81",
        "<div class='pager'><span>1</span><a href='/articles/-/81?page=2'>2</a><a href='/articles/-/81?page=2'>次のページ</a></div>",
        {2: "https://shimbun.example/articles/-/81?page=2"},
    ),
    "Chinese, with numbered files": (
        "https://bao.example/a/20261103.shtml",
        "<div class='fanye'><span>1</span> <a href='20261103_2.shtml'>2</a> <a href='20261103_2.shtml'>下一页</a></div>",
        {2: "https://bao.example/a/20261103_2.shtml"},
    ),
    "French": (
        "https://gazette.example/bac",
        "<p class='suite'><a href='/bac?page=2'>Page suivante</a></p>",
        {2: "https://gazette.example/bac?page=2"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GOES_ON)
def test_an_article_goes_on(name: str) -> None:
    url, pager, pages = GOES_ON[name]
    assert numbers(paper(pager), url) == pages


def test_the_head_of_an_article_may_name_its_next_page() -> None:
    head = "<meta property='og:type' content='article'><link rel='next' href='https://post.example/ferry?page=2'>"
    assert numbers(paper("", head), "https://post.example/ferry") == {2: "https://post.example/ferry?page=2"}


def test_the_pages_of_a_canonical_address_are_the_articles() -> None:
    head = "<link rel='canonical' href='https://post.example/news/ferry-81'>"
    pager = "<div class='pagination'>1 <a href='/news/ferry-81?page=2'>2</a></div>"
    assert 2 in numbers(paper(pager, head), "https://post.example/n/81")


def test_a_first_page_may_be_numbered_itself() -> None:
    pager = "<div class='pagination'>1 <a href='/ferry_2.html'>2</a></div>"
    assert numbers(paper(pager), "https://post.example/ferry_1.html") == {2: "https://post.example/ferry_2.html"}


def test_numbers_that_begin_with_nought_lead_to_no_page_twice() -> None:
    pager = "<div class='pagination'><a href='?page=0'>1</a> <a href='?page=1'>2</a> <a href='?page=2'>3</a></div>"
    pages = {2: "https://post.example/ferry?page=1", 3: "https://post.example/ferry?page=2"}
    assert numbers(paper(pager), "https://post.example/ferry") == pages
    assert numbers(paper(pager), "https://post.example/ferry?page=1") == {}


def test_a_view_of_the_whole_is_told_where_no_pages_are() -> None:
    pager = "<a href='/ferry?view=all'>View as a single page</a>"
    assert told(paper(pager), "https://post.example/ferry") == Pagination(whole="https://post.example/ferry?view=all")


# What does not

_ARTICLE = f"<main><article><h1>{FERRY.headline}</h1>{_TEXT}</article></main>"
ELSEWHERE = {
    "the pages of comments": (
        _ARTICLE + "<section id='comments'><h2>Comments</h2><p>I shall miss it, it was the only way to school.</p>"
        "<div class='pager'>1 <a href='/ferry?page=2'>2</a> <a href='/ferry?page=2'>next</a></div></section>"
    ),
    "the pages of comments, by their address": (
        _ARTICLE + "<div>1 <a href='/ferry/comment-page-2/'>2</a> <a href='/ferry?page=2#comments'>Next page</a></div>"
    ),
    "the pages of reviews, by their heading": (
        _ARTICLE + "<div id='r7'><h2>Отзывы</h2><div><strong>1</strong> <a href='?page=2'>2</a> <a href='?page=3'>3</a></div></div>"
    ),
    "the pages of what readers say, by its heading": (
        _ARTICLE + "<div><h3>17 comments</h3><p>I shall miss it.</p><p>So shall I.</p>1 <a href='?page=2'>2</a></div>"
    ),
    "the next article": _ARTICLE + "<a rel='next' href='/bread-gets-dearer'>Next: bread gets dearer</a>",
    "the next article, named alike": _ARTICLE + "<nav class='post-navigation'><a rel='next' href='/ferry-2'>Next</a></nav>",
    "the next article, numbered": _ARTICLE + "<a rel='next' href='/82'>Next page</a>",
    "teasers that can be leafed through": (
        _ARTICLE + f"<div class='related-stories'>{_TEASERS}<div>1 <a href='/ferry?page=2'>2</a></div></div>"
    ),
    "a gallery": (
        f"<main><article><h1>{FERRY.headline}</h1>{_TEXT}<div class='gallery'><img src='1.jpg'>"
        "1 / 9 <a href='/ferry?page=2'>Next</a></div></article></main>"
    ),
    "pictures by number": _ARTICLE + "<div>1 <a href='/ferry?image=2'>2</a> <a href='/ferry#slide-2'>3</a></div>",
    "an archive": _ARTICLE + "<div class='pagination'>1 <a href='/page/2'>2</a> <a href='/news?page=2'>Next page</a></div>",
    "search results": _ARTICLE + "<div class='pagination'>1 <a href='/search?q=ferry&amp;page=2'>2</a></div>",
    "another host": _ARTICLE + "<div class='pagination'>1 <a href='https://other.example/ferry?page=2'>2</a></div>",
    "the way back": _ARTICLE + "<div class='pagination'><a rel='prev' href='/ferry?page=2'>Previous page</a></div>",
    "all stories": _ARTICLE + "<a href='/news?view=all'>View all</a> <a href='/ferry?comments=all'>View all comments</a>",
    "a number in the text": _ARTICLE.replace("</article>", "<p>In 2026 <a href='/ferry/61'>61 percent</a> were against.</p></article>"),
}  # fmt: skip


@pytest.mark.parametrize("name", ELSEWHERE)
def test_an_article_ends_where_something_else_goes_on(name: str) -> None:
    assert told(page(ELSEWHERE[name]), "https://post.example/ferry") == Pagination()


@pytest.mark.parametrize("path", ["/ferry", "/2026/ferry.html", "/81"])
def test_endless_scrolling_leads_to_other_articles(path: str) -> None:
    head = "<meta property='og:type' content='article'><link rel='next' href='/bread?page=2'>"
    pager = "<div class='infinite' data-next='/bread'></div><a class='next' href='/bread-2.html'>Next page</a>"
    assert told(paper(pager, head), f"https://post.example{path}") == Pagination()


@pytest.mark.parametrize("address", ["/news", "/news/", "/news?sort=new"])
def test_a_list_of_articles_is_not_one(address: str) -> None:
    joint = "&" if "?" in address else "?"
    pager = f"<div class='pagination'>1 <a href='{address}{joint}page=2'>2</a></div>"
    html = page(f"<main><h1>News from the island</h1>{_TEASERS}{_TEXT}{pager}</main>", title="News from the island")
    assert told(html, f"https://post.example{address}") == Pagination()


def test_a_front_page_is_never_an_article() -> None:
    assert (
        told(paper("<div class='pagination'>1 <a href='/?page=2'>2</a></div>"), "https://post.example/") == Pagination()
    )


def test_a_live_blog_is_not_leafed_through_because_posts_move_through_its_pages() -> None:
    data = (
        '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Island ferry to stop"}</script>'
    )
    pager = "<div class='pagination'>1 <a href='/ferry?page=2'>2</a></div>"
    assert told(paper(pager, data), "https://post.example/ferry") == Pagination()


def test_a_page_in_the_middle_tells_of_the_pages_after_it() -> None:
    pager = (
        "<div class='pagination'><a href='/ferry'>1</a> <b>2</b> <a href='/ferry?page=3'>3</a>"
        " <a href='/ferry?page=1'>Previous</a> <a href='/ferry?page=3'>Next</a></div>"
    )
    sheet = Sheet(paper(pager).encode(), "https://post.example/ferry?page=2", 200, ())
    first = read(paper("").encode(), url="https://post.example/ferry", status=200, headers=()).document
    assert goes_on_at(sheet, 2, first) == Pagination(((3, "https://post.example/ferry?page=3"),))
    assert goes_on_at(sheet, 2, Document()) == Pagination()


def test_addresses_that_are_none_lead_nowhere() -> None:
    pager = "<div class='pagination'>1 <a href='http://[::1/2'>2</a> <a href='javascript:go(2)'>2</a> <a href='?page=0x2'>2</a></div>"
    assert told(paper(pager), "https://post.example/ferry") == Pagination()


_PIECES = st.lists(
    st.sampled_from(["/ferry", "/", "?page=", "2", "3", "//other.example", "http://", "[", "&", "#", "-", ".html", "%2", "post.example"]),
    max_size=7,
).map("".join)  # fmt: skip


@given(st.lists(_PIECES | st.text(max_size=12), max_size=6))
def test_whatever_is_linked_an_article_goes_on_at_its_own_address_only(hrefs: list[str]) -> None:
    links = "".join(f'<a href="{escape(href)}">{number}</a> ' for number, href in enumerate(hrefs, 2))
    for _, address in told(paper(f"<div class='pages'>1 {links}</div>"), "https://post.example/ferry").pages:
        parts = urlsplit(address)
        assert parts.netloc.lower() == "post.example"
        assert parts.path.startswith("/ferry")


@pytest.mark.parametrize(
    "pager",
    [
        "<a href='?page=2'>2</a>" * 60_000,
        "<div>" * 240 + "<a href='?page=2'>next page</a>",
        "<h2><a href='/x'>y</a></h2>" * 30_000 + "1 <a href='?page=2'>2</a>",
        "<div>1 <a href='?page=2'>2</a>" + "<i></i>" * 100_000,
        f"<a href='/ferry{'-' * 1_900}2.html'>2</a>" * 1_000,
        f"<a href='?{'page=2&' * 280}'>2</a>" * 1_000,
    ],
)
def test_a_hostile_page_is_looked_through_in_bounded_time(pager: str) -> None:
    root = parse(paper(pager)).root
    with within(2):
        find_pagination(root, "https://post.example/ferry", ("https://post.example/ferry",))


def text_beside(line: str) -> list[str]:
    """What the article's body has besides its own pieces, with a line behind its text."""
    document = read(paper(line).encode(), url="https://post.example/n/81", status=200, headers=()).document
    own = {text for _, text in FERRY.pieces}
    return [block.text for block in document.blocks if block.text not in own]


@pytest.mark.parametrize(
    "line",
    [
        "<div class='foot'>Page: <span>1</span> <a href='?page=2'>2</a> <a href='?page=3'>3</a></div>",
        "<p>Page: 1 <a href='/n/81/2/'>2</a> <a href='/n/81/3/'>3</a></p>",
        "<p>Pages: <a href='/n/81/2/'>2</a></p>",
        "<p>Seite 1 / 3 <a href='/n/81/2'>Weiter</a></p>",
        "<p>Page 1 of 3</p>",
        "<div>Sidan 1 av 2</div>",
        "<p>Página 1 de 3</p>",
        "<p>1 | <a href='/n/81/2'>2</a> | <a href='/n/81/3'>3</a> | <a href='/n/81/2'>Next</a></p>",
    ],
)
def test_the_numbers_of_pages_are_no_text(line: str) -> None:
    assert text_beside(line) == []


@pytest.mark.parametrize(
    "line", ["1 2 3", "3 of 4.", "Page 1 of the accord names the river.", "Continued on page 2", "Pages 12 to 14"]
)
def test_numbers_that_nothing_says_are_of_pages_are_text(line: str) -> None:
    assert text_beside(f"<p>{line}</p>") == [line]
