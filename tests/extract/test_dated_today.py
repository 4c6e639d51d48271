"""Habits of present-day publishers in dating and heading an article: each with its other forms, and with what only looks like it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.extract.newsroom import FERRY, plain
from tracker.extract import extract
from tracker.model import Document


def _read(head: str = "", top: str = "", *, title: str = "", heading: str = "", lang: str = "en", path: str = "story", bottom: str = "") -> Document:  # fmt: skip
    body = f"<article><h1>{heading or FERRY.headline}</h1>{top}<div class='t'>{plain(FERRY)}{bottom}</div></article>"
    html = f"<!doctype html><html lang='{lang}'><head><title>{title or FERRY.headline}</title><meta property='og:title' content='{FERRY.headline}'>{head}</head><body>{body}</body></html>"
    return extract(html, url=f"https://paper.example/{path}")


_MOMENT = datetime(2026, 3, 4, 16, 7, tzinfo=UTC)
_LOCAL = "<meta name='date' content='2026-03-04 11:07:31'>"
_STAMP = "<span class='DateStamp'>March 4, 2026: 11:07 AM ET</span>"


@pytest.mark.parametrize(
    "top",
    [
        f"<div class='share-byline-timestamp'><div id='sharewidgets'></div><span class='cbyline'> by <span class='byline'>Maren Holt</span></span> {_STAMP}</div>",
        f"<div class='share-byline'><p>By Maren Holt</p><p>{_STAMP}</p></div>",
        f"<div class='byline-share'><span>Maren Holt</span> {_STAMP}</div>",
        f"<div class='ShareByline'><div>By Maren Holt</div><div>{_STAMP}</div></div>",
        f"<div class='social-meta'><span>By Maren Holt</span> {_STAMP}</div>",
        f"<div class='article-share-date'>{_STAMP}</div>",
        f"<div class='share-tools'><span class='timestamp'>{_STAMP}</span></div>",
        f"<div class='author-follow'><span>Maren Holt</span></div><div>{_STAMP}</div>",
        f"<div class='byline social'><span>By Maren Holt</span> {_STAMP}</div>",
    ],
)
def test_a_byline_that_shares_its_element_with_buttons_is_read(top: str) -> None:
    found = _read(_LOCAL, top).published_at
    assert found is not None
    assert found.replace(second=0) == _MOMENT


@pytest.mark.parametrize(
    "top",
    [
        "<ul><li class='date-and-time' title='2026-03-04T21:00:00+10:00'><span class='d'>March 4, 2026</span> <span class='t'>9:00PM</span></li></ul>",
        "<span class='datestamp' title='2026-03-04T21:00:00+10:00'>March 4, 2026 9:00PM</span>",
        "<span class='timestamp' title='2026-03-04T21:00:00+1000'>4 March 2026</span>",
        "<p class='post-date'><span title='2026-03-04T11:00:00Z'>4 March 2026, 9:00PM</span></p>",
        "<p class='date' data-date='2026-03-04T11:00:00Z'>4 March 2026</p>",
        "<span class='date' data-utc='2026-03-04T11:00:00Z'>4 March 2026</span>",
        "<span class='date' data-iso='2026-03-04T11:00:00Z'>4 March 2026</span>",
        "<span class='date' data-publish-date='2026-03-04T11:00:00Z'>4 March 2026</span>",
        "<span class='published' datetime='2026-03-04T11:00:00Z'>4 March 2026</span>",
        "<div class='byline'>Maren Holt <abbr title='2026-03-04T21:00:00+10:00'>4 March 2026</abbr></div>",
    ],
)
def test_a_moment_in_an_attribute_of_what_shows_the_date_is_read(top: str) -> None:
    assert _read(top=top).published_at == datetime(2026, 3, 4, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "top",
    [
        "<span class='date' title='Share this'>4 March 2026</span>",
        "<span class='date' title='Updated 2026-03-05T11:00:00Z'>4 March 2026</span>",
        "<p class='date'><a title='2019-01-01T00:00:00Z' href='/x'>4 March 2026</a></p>",
    ],
)
def test_an_attribute_that_tells_another_day_or_none_is_not_believed(top: str) -> None:
    found = _read(top=top).published_at
    assert found is not None
    assert found.date().isoformat() == "2026-03-04"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2026-03-04T17:46-500", datetime(2026, 3, 4, 22, 46, tzinfo=UTC)),
        ("2026-03-04T17:46-0500", datetime(2026, 3, 4, 22, 46, tzinfo=UTC)),
        ("2026-03-04T17:46:10-5:00", datetime(2026, 3, 4, 22, 46, 10, tzinfo=UTC)),
        ("2026-03-04T17:46:10+530", datetime(2026, 3, 4, 12, 16, 10, tzinfo=UTC)),
        ("2026-03-04T17:46:10+5:30", datetime(2026, 3, 4, 12, 16, 10, tzinfo=UTC)),
        ("2026-03-04T17:46:10+05", datetime(2026, 3, 4, 12, 46, 10, tzinfo=UTC)),
        ("2026-03-04T17:46:10+5", datetime(2026, 3, 4, 12, 46, 10, tzinfo=UTC)),
        ("2026-03-04T17:46:10 +0100", datetime(2026, 3, 4, 16, 46, 10, tzinfo=UTC)),
        ("2026-03-04 17:46:10 GMT+0100", datetime(2026, 3, 4, 16, 46, 10, tzinfo=UTC)),
        ("2026-03-04T17:46:10 UTC+1", datetime(2026, 3, 4, 16, 46, 10, tzinfo=UTC)),
        ("2026-03-04T17:46:10.123-05:00[America/New_York]", datetime(2026, 3, 4, 22, 46, 10, tzinfo=UTC)),
        ("2026-03-04T17:46:10Z[UTC]", datetime(2026, 3, 4, 17, 46, 10, tzinfo=UTC)),
        ("2026-03-04T17:46", datetime(2026, 3, 4, 17, 46, tzinfo=UTC)),
        ("2026-3-4T7:46", datetime(2026, 3, 4, 7, 46, tzinfo=UTC)),
    ],
)
def test_zones_are_read_however_short_they_are_written(told: str, expected: datetime) -> None:
    top = f"<span class='ts' content='{told}' itemprop='datePublished'>March 4</span>"
    assert _read(top=top).published_at == expected
    assert _read(f"<meta property='article:published_time' content='{told}'>").published_at == expected


_PICTURE = "<div class='gallery'><div class='gal-caption'><span class='gal-caption-title'>Jan. 20, 2015</span> <span class='gal-caption-text'>Engineers inspect the dam.</span></div></div>"


@pytest.mark.parametrize(
    "top",
    [
        _PICTURE,
        "<figure><img src='/a.jpg'><figcaption>20 January 2015</figcaption></figure>",
        "<figure><img src='/a.jpg'><figcaption>The pier, Jan. 20, 2015.</figcaption></figure>",
        "<div class='caption'>Photo taken on 20 January 2015</div>",
        "<p class='image-caption'>20.01.2015</p>",
        "<div class='photo-credit'>A. Berg, 20 January 2015</div>",
        "<p class='cutline'>Jan. 20, 2015</p>",
        "<div class='media-caption'><p>20 janvier 2015</p></div>",
    ],
)
def test_the_day_below_a_picture_is_not_the_articles_where_its_address_tells_another(top: str) -> None:
    found = _read(top=top, path="world/2026/03/04/dam").published_at
    assert found is not None
    assert found.date().isoformat() == "2026-03-04"


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='publish-date' content='Wed, 04 Mar 2026 08:14:52 +0530'><meta name='modified-date' itemprop='datePublished' content='Wed, 04 Mar 2026 17:02:08 +0530'>",
        "<meta name='pubdate' content='2026-03-04T08:14:52+05:30'><meta name='lastmod' itemprop='datePublished' content='2026-03-04T17:02:08+05:30'>",
        "<meta name='publish_date' content='2026-03-04T08:14:52+05:30'><meta name='last-updated' itemprop='datePublished' content='2026-03-04T17:02:08+05:30'>",
        "<meta property='article:published_time' itemprop='datePublished' content='2026-03-04T08:14:52+05:30'><meta property='article:modified_time' itemprop='dateModified' content='2026-03-04T17:02:08+05:30'>",
        "<meta property='og:updated_time' itemprop='datePublished' content='2026-03-04T17:02:08+05:30'><meta property='article:published_time' content='2026-03-04T08:14:52+05:30'>",
        "<meta name='publish-date' itemprop='dateModified' content='2026-03-04T08:14:52+05:30'>",
        "<meta name='revised' itemprop='datePublished' content='2026-03-05T17:02:08+05:30'><meta name='date' content='2026-03-04T08:14:52+05:30'>",
        "<meta name='DC.date.issued' itemprop='datePublished' content='2026-03-04T08:14:52+05:30'>",
    ],
)
def test_a_name_that_tells_of_a_change_goes_before_markup_that_tells_of_the_publication(head: str) -> None:
    assert _read(head).published_at == datetime(2026, 3, 4, 2, 44, 52, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (f"{FERRY.headline} - 04.03.2026 - EL NACIONAL", "2026-03-04"),
        (f"{FERRY.headline} - Mar. 4, 2026", "2026-03-04"),
        (f"{FERRY.headline} | 4 March 2026 | The Paper", "2026-03-04"),
        (f"{FERRY.headline} - 04/03/2026 - Esporte - Gazeta", "2026-03-04"),
        (f"{FERRY.headline} (4.3.2026)", "2026-03-04"),
        (f"The Paper, 4 March 2026 - {FERRY.headline}", "2026-03-04"),
        (f"{FERRY.headline} – The Paper – 4 mars 2026", "2026-03-04"),
        (f"{FERRY.headline} | 2026-03-04", "2026-03-04"),
        ("What we know of the ferry of 4 March 2026", ""),
        ("Timeline: 4 March 2026 to 5 May 2026 | The Paper", ""),
        ("4 March 2026 will be the last day of the ferry | The Paper", ""),
        (f"{FERRY.headline} | Copyright 2026 | The Paper", ""),
    ],
)
def test_a_day_that_is_a_part_of_the_title_is_the_last_resort(title: str, expected: str) -> None:
    found = _read(title=title, lang="es").published_at
    assert (found.date().isoformat() if found else "") == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        (f"<span class='head__label'>Liveblog</span> <span class='head__topline'>Winter</span> <span class='head__headline'>{FERRY.headline}</span>", FERRY.headline),
        (f"<span class='label'>Live</span> {FERRY.headline}", FERRY.headline),
        (f"<span class='badge'>Exclusive</span> <span class='headline'>{FERRY.headline}</span>", FERRY.headline),
        (f"<span class='flag'>Premium</span> {FERRY.headline}", FERRY.headline),
        (f"<span class='tag'>Interview</span> {FERRY.headline}", FERRY.headline),
        (f"<strong class='prefix'>Opinion</strong> <span>{FERRY.headline}</span>", FERRY.headline),
        (f"<span class='article-label'>Kommentar</span><span class='article-title'>{FERRY.headline}</span>", FERRY.headline),
        (f"<span class='pretitle'>Ferries</span><span>{FERRY.headline}</span>", FERRY.headline),
        (f"<span class='label'>{FERRY.headline}</span>", FERRY.headline),
        ("<span class='label'>Island ferry</span> to stop in winter", FERRY.headline),
        ("Island <em class='tag'>ferry</em> to stop in winter", FERRY.headline),
        ("<span class='title-label'>Island ferry</span> <span class='title-label'>to stop in winter</span>", FERRY.headline),
    ],
)  # fmt: skip
def test_a_label_in_the_heading_is_no_part_of_the_headline_unless_its_words_are(heading: str, expected: str) -> None:
    assert _read(heading=heading).headlines.visible == expected


def test_what_the_head_says_in_a_broken_script_is_still_read() -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": FERRY.headline, "datePublished": "2026-03-04T16:07:00Z"})
    assert _read(f"<script type='application/ld+json'>{data[:-1]}  ,}}</script>").published_at == _MOMENT


_TITLE = "Why the geese will not leave the harbour"
_SHORT = (
    "<p>The ferry will stop in winter, the line said on its page, and it gave no day on which it will sail again.</p>"
)


@pytest.mark.parametrize(
    "card",
    [
        f"<article class='card'><a href='/a'><h3>{_TITLE}</h3></a><p class='byline'>By Kurt Blom</p><time>1 December 2025</time></article>",
        f"<div class='item'><h4><a href='/a'>{_TITLE}</a></h4><span class='date'>1 December 2025</span></div>",
        f"<li><a href='/a'>{_TITLE}</a><p>By Kurt Blom</p><p class='date'>1 December 2025</p></li>",
        f"<div><a href='/a'><img src='/i'><h3>{_TITLE}</h3></a><div><p>Kurt Blom</p><p>1 December 2025</p></div></div>",
        f"<section><div class='tile'><h3><a href='/a'>{_TITLE}</a></h3><p>Kurt Blom</p><p>Published 1 December 2025</p></div></section>",
        f"<div class='box'><a href='/a'>{_TITLE}</a><div class='meta'><span>Kurt Blom</span><span>1 December 2025</span></div></div>",
        "<article><a href='/a'><h3>渡し船、運休続く見込み</h3></a><p>三枝ひなの</p><p>2025年12月1日</p></article>",
        f"<td><h3><a href='/a'>{_TITLE}</a></h3><p>By Kurt Blom</p><p>1 December 2025</p></td>",
    ],
)
def test_the_dates_of_cards_below_a_short_text_are_not_the_articles(card: str) -> None:
    rows = f"<table><tr>{card * 3}</tr></table>" if card.startswith("<td") else card * 3
    body = f"<main><article><h1>{FERRY.headline}</h1>{_SHORT * 2}</article><aside>{rows}</aside></main>"
    html = f"<!doctype html><html lang='en'><head><title>{FERRY.headline}</title></head><body>{body}</body></html>"
    assert extract(html, url="https://paper.example/story").published_at is None
