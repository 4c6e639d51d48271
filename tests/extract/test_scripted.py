"""Pages whose article their scripts write: told from short articles, which have much the same scripts around them."""

from __future__ import annotations

import json

import pytest

from tests.extract.newsroom import FERRY
from tracker.extract import Reading, extract, read
from tracker.model import QualityVerdict

_URL = "https://post.example/ferry"
_MENU = "<header><nav><a href='/'>Home</a> <a href='/news'>News</a> <a href='/sport'>Sport</a></nav></header>"
_COOKIES = "<div class='cookie-bar'><p>We use cookies to make our pages better, and for nothing else.</p></div>"
_FOOT = "<footer><p>© 2026 The Skarvoy Post. All rights reserved.</p></footer>"
_STANDFIRST = "<p>From November no ship will call at the island, and the school does not know what comes then.</p>"
_BRIEF = (
    "<p>The ferry to Skarvoy did not sail on Monday because of a storm from the north-west, the line said.</p>"
    "<p>It is to sail again on Tuesday morning at eight, if the wind allows it.</p>"
)
_APPEAL = "<noscript><p>Please enable JavaScript to use this page.</p></noscript>"
_STATE = f"<script>window.__INITIAL_STATE__ = {json.dumps({'menu': [{'id': n, 'label': f'Item {n}'} for n in range(80)]})}</script>"
_SCRIPT = "<script src='/static/main.81.js'></script>"
_ARTICLE = f"<h1>{FERRY.headline}</h1>" + "".join(f"<p>{text}</p>" for _, text in FERRY.pieces)


def page(body: str, scripts: str = _SCRIPT) -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{FERRY.headline} | The Skarvoy Post</title>"
        f"<meta property='og:title' content='{FERRY.headline}'></head>"
        f"<body>{_MENU}{_COOKIES}{body}{_FOOT}{scripts}</body></html>"
    )


def reading(html: str, *headers: tuple[str, str]) -> Reading:
    return read(html.encode(), url=_URL, status=200, headers=(("content-type", "text/html; charset=utf-8"), *headers))


WAITING = {
    "an app's box and a standfirst": page(f"{_STANDFIRST}<div id='root'></div>"),
    "an app's box that says so": page(f"{_STANDFIRST}<div id='__next'><span>Loading…</span></div>"),
    "an element of its own": page(f"{_STANDFIRST}<app-root></app-root>"),
    "an empty main part": page(f"<h1>{FERRY.headline}</h1>{_STANDFIRST}<main></main>"),
    "an empty body of the article": page(f"<article><h1>{FERRY.headline}</h1>{_STANDFIRST}<div itemprop='articleBody'></div></article>"),
    "an appeal that everybody sees": page(f"<h1>{FERRY.headline}</h1>{_STANDFIRST}<p>You need to enable JavaScript to read this article.</p>"),
    "the same in German": page(f"<h1>Fähre</h1>{_STANDFIRST}<p>Bitte aktivieren Sie JavaScript, um diesen Artikel zu lesen.</p>"),
    "an appeal to a few, and a state": page(f"<h1>{FERRY.headline}</h1>{_STANDFIRST}{_APPEAL}", _STATE + _SCRIPT),
    "boxes that wait, and an appeal": page(f"<article><h1>{FERRY.headline}</h1>{_STANDFIRST}<div class='text-skeleton'></div></article>{_APPEAL}"),
}  # fmt: skip


@pytest.mark.parametrize("name", WAITING)
def test_a_page_that_shows_something_else_than_its_article_is_empty(name: str) -> None:
    quality = reading(WAITING[name]).quality
    assert quality.verdict is QualityVerdict.EMPTY
    assert "JavaScript" in quality.evidence


def test_a_line_on_cookies_before_the_scripts_have_run_is_no_wall() -> None:
    shell = page("<div id='root'></div>").replace("og:title", "other")
    assert reading(shell).quality.verdict is QualityVerdict.EMPTY
    assert reading(shell.replace("id='root'", "id='x'")).quality.verdict is QualityVerdict.CONSENT


WHOLE = {
    "a short article with an appeal": page(f"<article><h1>{FERRY.headline}</h1>{_BRIEF}</article>{_APPEAL}"),
    "a short article with a state": page(f"<article><h1>{FERRY.headline}</h1>{_BRIEF}</article>", _STATE + _SCRIPT),
    "a short article in an app's box": page(f"<div id='root'><h1>{FERRY.headline}</h1>{_BRIEF}</div>{_APPEAL}"),
    "a short article beside one box that waits": page(
        f"<article><h1>{FERRY.headline}</h1>{_BRIEF}</article><div class='comments-skeleton'></div>"
    ),
    "an article with all of it": page(
        f"<article>{_ARTICLE}</article><div id='app'></div><p>Enable JavaScript to comment.</p>{_APPEAL}",
        _STATE + _SCRIPT,
    ),
    "a page without scripts": page(f"{_STANDFIRST}<main></main>", ""),
    "an article about the thing itself": page(
        f"<article>{_ARTICLE}<p>Readers had been told that JavaScript is required for the line's timetable.</p></article>"
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_an_article_is_there_whatever_scripts_would_add(name: str) -> None:
    assert reading(WHOLE[name]).quality.verdict is QualityVerdict.OK


def test_a_teaser_before_a_paywall_waits_for_money_and_not_for_scripts() -> None:
    wall = "<p>Subscribe to continue reading.</p>"
    assert reading(page(f"{_STANDFIRST}{wall}<div id='root'></div>")).quality.verdict is QualityVerdict.PAYWALL
    sold = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "F", "isAccessibleForFree": false}</script>'
    assert reading(page(f"{_STANDFIRST}<div id='root'></div>{sold}")).quality.verdict is QualityVerdict.OK


def test_the_article_in_a_pages_own_data_is_read_first() -> None:
    body = "\n".join(text for _, text in FERRY.pieces)
    data = json.dumps({"@type": "NewsArticle", "headline": FERRY.headline, "articleBody": body})
    shell = f"{_STANDFIRST}{_STANDFIRST}<div id='root'></div>"
    html = page(f"{shell}<script type='application/ld+json'>{data}</script>")
    assert reading(html).quality.verdict is QualityVerdict.OK
    assert FERRY.pieces[0][1] in extract(html, url=_URL).text


def test_what_scripts_leave_behind_says_nothing_of_a_page_that_they_made() -> None:
    rendered = ("x-tracker-rendered", "Chromium 140")
    left = page(f"<article><h1>{FERRY.headline}</h1>{_BRIEF}</article>{_APPEAL}", _STATE + _SCRIPT)
    assert reading(left).quality.verdict is QualityVerdict.EMPTY
    assert reading(left, rendered).quality.verdict is QualityVerdict.OK


@pytest.mark.parametrize("name", ["an app's box and a standfirst", "an appeal that everybody sees", "boxes that wait, and an appeal"])  # fmt: skip
def test_a_page_that_is_no_fuller_after_its_scripts_is_empty_still(name: str) -> None:
    rendered = ("x-tracker-rendered", "Chromium 140")
    assert reading(WAITING[name], rendered).quality.verdict is QualityVerdict.EMPTY
