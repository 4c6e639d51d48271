"""When an article was published, where a page says it in several places, partly or differently."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.extract.newsroom import FERRY, page, plain
from tracker.extract import extract
from tracker.model import Document

_AT = datetime(2026, 3, 4, 8, 20, tzinfo=UTC)
_META = "<meta property='article:published_time' content='2026-03-04T08:20:00+00:00'>"


def _ld(**fields: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **fields})}</script>"


def _read(head: str = "", top: str = "", before: str = "", after: str = "", lang: str = "en") -> Document:
    body = f"{before}<article><h1>{FERRY.headline}</h1>{top}<div class='t'>{plain(FERRY)}</div>{after}</article>"
    return extract(page(body, FERRY, head).replace("lang='en'", f"lang='{lang}'"), url="https://paper.example/story")


@pytest.mark.parametrize(
    ("head", "top", "source"),
    [
        (_ld(datePublished="2026-03-04") + _META, "", "meta article:published_time"),
        (_ld(datePublished="March 4, 2026") + _META, "", "meta article:published_time"),
        (_ld(datePublished="2026-03-04 03:20:00") + _META, "", "meta article:published_time"),
        ("<meta name='date' content='2026-03-04'>", "<i itemprop='datePublished'>2026-03-04T09:20:00+01:00</i>", "microdata"),
        ("<meta name='date' content='2026-03-04'>", "<p class='byline'>March 4, 2026, 3:20 a.m. ET</p>", "visible text"),
        (_ld(datePublished="2026-03-04T03:20:00"), "<p class='date'>March 4, 2026 at 3:20 am EST</p>", "visible text"),
        (_ld(datePublished=1772612400000), "", "json-ld"),
        (_ld(dateCreated="2026-03-04T08:20:00Z"), "", "json-ld"),
        ("<meta property='og:locale' content='en_GB'><meta name='pubdate' content='04/03/2026 08:20'>", "", "meta pubdate"),
        ("", "<div class='date' data-seconds='1772612400'>4 March 2026</div>", "visible text"),
    ],
)  # fmt: skip
def test_a_day_or_a_time_without_zone_is_completed_by_what_says_more_of_it(head: str, top: str, source: str) -> None:
    document = _read(head, top)
    assert (document.published_at, document.published_source) == (_AT, source)


def test_a_day_is_not_completed_by_another_days_time() -> None:
    document = _read(_ld(datePublished="2026-03-01") + _META)
    assert document.published_at == datetime(2026, 3, 1, tzinfo=UTC)


def test_of_two_claims_with_different_zones_the_one_that_readers_see_is_right() -> None:
    head = _ld(datePublished="2026-03-04T08:20:00-06:00") + _META
    assert _read(head, "<div class='date'>Mar 4, 2026, 2:20 am CST</div>").published_at == _AT
    assert _read(head).published_source == "json-ld"


@pytest.mark.parametrize(
    "top",
    [
        "<p><time datetime='2026-03-05T10:00Z'>Updated Mar 5</time> <time datetime='2026-03-04T08:20Z'>Posted Mar 4</time></p>",
        "<div class='modified'>Updated: 5 Mar 2026 9:38 pm</div><div class='publish-date'>Posted: 4 Mar 2026 8:20 am</div>",
        "<p>Updated: March 5, 2026 10:00 am | Posted: March 4, 2026 8:20 am</p>",
        "<p>PUBLISHED: March 4, 2026 at 8:20 am | UPDATED: March 5, 2026 at 10:16 pm</p>",
    ],
)  # fmt: skip
def test_an_update_is_not_the_publication_wherever_it_stands(top: str) -> None:
    assert _read(top=top).published_at == _AT


def test_the_times_of_teasers_and_comments_are_not_the_articles() -> None:
    teasers = "".join(
        f"<li><a href='/{n}'>Other</a> <time datetime='2026-03-0{n}T01:00Z'>then</time></li>" for n in (5, 6)
    )
    comment = (
        "<div><div itemscope itemtype='http://schema.org/Comment'>"
        "<i itemprop='datePublished' content='2026-03-08T10:00Z'>later</i></div></div>"
    )
    document = _read(
        top="<p class='date'><time datetime='2026-03-04T08:20Z'>4 March</time></p>",
        before=f"<ul>{teasers}</ul>",
        after=comment,
    )
    assert document.published_at == _AT


def test_a_date_in_pieces_and_an_american_one_are_read() -> None:
    pieces = "<div class='date'><div class='calendar'>March 4</div><div><b>08:20</b> <b>2026</b></div></div>"
    assert _read(top=pieces).published_at == _AT
    assert _read(top="<p>03/04/2026 08:20</p>", lang="en-US").published_at == _AT
    assert _read(top="<p>04/03/2026 08:20</p>", lang="en-GB").published_at == _AT


def test_when_an_article_was_put_into_a_system_counts_only_where_nothing_else_is_said() -> None:
    created = "<meta itemprop='dateCreated' content='2026-09-01T10:00:00Z'>"
    assert _read(created, "<p class='date'>04.03.2026, 08:20 Uhr</p>").published_at == _AT
    assert _read(created).published_at == datetime(2026, 9, 1, 10, tzinfo=UTC)


def test_a_moment_in_the_title_of_a_time_ago_is_read() -> None:
    ago = "<p>By Maren Holt – <abbr title='2026-03-04T08:20:00Z'>1 hour ago</abbr></p>"
    comment = "<ul class='comments'><li><abbr title='2026-03-04T09:00:00Z'>5 minutes ago</abbr> No.</li></ul>"
    document = _read(top=ago, after=comment)
    assert (document.published_at, document.published_source) == (_AT, "time element")


def test_the_time_beside_a_link_to_another_article_is_not_the_articles() -> None:
    teaser = (
        "<ul><li><a href='/b'>The night train is late again</a> <time datetime='2026-03-08'>8 March</time></li></ul>"
    )
    assert _read(top="<ul class='info'><li>4 March 2026</li></ul>", after=teaser).published_at == datetime(
        2026, 3, 4, tzinfo=UTC
    )


def test_a_time_of_day_below_the_text_completes_the_day_above_it() -> None:
    line = "<div class='meta'>posted by Maren at 08:20</div>"
    assert _read(before="<h2 class='date'>4.3.26</h2>", after=line).published_at == _AT
    assert _read(_META, after="<div class='meta'>posted by Maren at 12:53</div>").published_at == _AT


@pytest.mark.parametrize(
    "line",
    [
        "<ul class='facts'><li><b>Date</b> 04.03.2026 08:20</li><li><b>Author</b> Maren Holt</li></ul>",
        "<div id='foot'><div>veröffentlicht: 04.03.2026 08:20</div></div>",
    ],
)
def test_a_labelled_date_below_the_text_is_read(line: str) -> None:
    assert _read(after=line).published_at == _AT


def test_a_date_below_the_second_place_of_the_headline_is_read() -> None:
    menu = "".join(f"<li><a href='/{n}'>Page {n}</a></li>" for n in range(20))
    assert (
        _read(before=f"<h1>{FERRY.headline}</h1><ul>{menu}</ul>", top="<div>2026-03-04 08:20</div>").published_at == _AT
    )


def test_the_name_of_a_zone_in_linked_data_is_read() -> None:
    assert _read(_ld(datePublished="2026-03-04T10:20:00EET")).published_at == _AT
    assert _read(_ld(datePublished="2026-03-04T08:20:00XYZ")).published_at == _AT


@pytest.mark.parametrize(
    "top",
    [
        "<p class='when'><time datetime='2026-03-09T10:18:46Z'>Published 4 March 2026</time></p>",
        "<p><b>(04.03.2026)</b> The boat to Skarvoy will sail less often from now on, said the county, which pays for it and has long wanted to, as all who live there know, and as the paper wrote in May and in June of last year.</p>",
        "<div><i class='updated rich-snippet-hidden'>2026-03-09T17:27:31Z</i><i>March 4th, 2026</i></div>",
    ],
)  # fmt: skip
def test_the_day_that_readers_are_told_goes_before_what_machines_are_told_of_changes(top: str) -> None:
    published = _read(top=top).published_at
    assert published is not None
    assert published.date() == _AT.date()


def test_of_days_that_the_head_claims_the_one_that_readers_see_is_right() -> None:
    head = "<meta name='dc.date.issued' content='2026-03-05'><meta name='date' content='2026-03-04'>"
    assert _day(head, "<div class='date'>March 4, 2026</div>") == (2026, 3, 4)
    assert _day(head, "") == (2026, 3, 5)


def _day(head: str, top: str) -> tuple[int, int, int]:
    at = _read(head, top).published_at
    assert at is not None
    return at.year, at.month, at.day


@pytest.mark.parametrize(
    "top",
    [
        "<div class='utility'>Posted by Maren Holt March 4, 2026 08:20</div>",
        "<div class='pic'>The boat in the harbour as it was seen on 3 March, 2026, by all.</div><p class='day'>4 March 2026 08:20</p>",
        "<blockquote><p>An old post</p><p>5 May 2019</p></blockquote><p>4 March 2026 08:20</p>",
        "<ul><li><a href='/b'>The night train is late again</a><div class='timestamp'>Tue, Mar 3 2026</div></li></ul><p class='byline'>By Maren Holt</p><p>BERGEN | Wed Mar 4, 2026 8:20am GMT</p>",
        "<ul><li class='entryDate'>03.04.26</li><li class='entryTime'>8:20 AM</li></ul>",
        "<div aria-label='Published: 8:20 a.m. GMT March 4, 2026 Updated: 9:20 a.m. GMT March 5, 2026'></div>",
        "<section class='byline'><i>Maren Holt</i><span class='when' data-timestamp='2026-03-04T08:20:00Z'>yesterday</span></section>",
        "<div class='date'><b>4.3.2026 klo 8.20</b><b>päivitetty 4.3.2026 klo 14.00</b></div>",
        "<span class='published' title='2026-03-04T08:20:00Z' style='display:none'>March 4</span>",
        "<p>Published: 4 March 2026</p><span class='updated' title='2026-03-04T08:20:00Z' style='display:none'>x</span>",
        "<p>Published: 03.04.26, 08:20 / Island News</p>",
        "<p>By Maren Holt of the Island News - 03/04/26 8:20 AM GMT and 142 comments of readers</p>",
        "<p><time content='2026-03-04T08:20:00Z'>Mar 4, 2026<b>8:20 AM</b></time></p>",
    ],
)  # fmt: skip
def test_the_moment_is_found_among_buttons_pictures_and_teasers(top: str) -> None:
    assert _read(top=top, lang="en-US" if "03." in top or "03/" in top else "en").published_at == _AT


@pytest.mark.parametrize(
    "address",
    ["/2026/03/04/ferry", "/2026-03/04/ferry", "/2026/mar/04/ferry", "/news/20260304/ferry", "/ferry-20260304.html"],
)
def test_the_day_in_an_address_is_read_and_completed_by_a_line_without_a_year(address: str) -> None:
    html = page(f"<article><h1>{FERRY.headline}</h1><p>Published: Mar 4 8:20 AM</p>{plain(FERRY)}</article>", FERRY, "")
    assert extract(html, url=f"https://paper.example{address}").published_at == _AT


def test_what_markup_says_of_the_articles_in_a_list_is_not_said_of_the_page() -> None:
    item = "<ul><li><a href='/b'>The night train is late again</a><meta itemprop='datePublished' content='2020-01-01T00:00Z'></li></ul>"
    assert _read(top="<p>4 March 2026 08:20</p>", before=item).published_at == _AT


def test_a_time_without_a_zone_is_in_the_one_in_which_readers_see_the_last_change() -> None:
    head = (
        "<meta itemprop='datePublished' content='2026-03-04T03:20:00'>"
        "<meta itemprop='dateModified' content='2026-03-04T14:49:00'>"
    )
    assert _read(head, "<div class='date'>2:49 p.m. EST March 4, 2026</div>").published_at == _AT
    assert _read(head, "<div class='date'>2:50 p.m. EST March 4, 2026</div>").published_at != _AT


def test_the_date_in_a_long_line_of_facts_is_read() -> None:
    line = "<div>Editor's choice Academic journal Main category: Ferries Also included in: The sea, winter, islands, boats Article date: 04 Mar 2026 - 8:20 GMT Current ratings for the boat of the island in the winter, by those who sail it</div>"
    assert _read(top=line).published_at == _AT


@pytest.mark.parametrize(
    "card",
    [
        "<aside><article><h4><a href='/a'>The school roof is mended in the spring</a></h4><time datetime='2025-05-05T10:00Z'>May 5</time></article></aside>",
        "<div><h3><a href='/a'>The school roof is mended in the spring</a></h3><meta itemprop='datePublished' content='2025-05-05T10:00Z'></div>",
        "<div class='item'><a href='/a'>The school roof is mended in the spring</a><p>By Kurt Blom | 5 May 2025</p></div>",
        "<table><tr><td><a href='/a'>The school roof is mended in the spring</a> <b>05.05.2025 10:00</b></td></tr></table>",
    ],
)  # fmt: skip
def test_the_dates_on_other_articles_cards_are_not_the_articles(card: str) -> None:
    assert (
        _read(top="<p>Published 4 March 2026, 08:20 | Updated 6 March 2026, 10:00</p>", before=card).published_at == _AT
    )
    assert _read(before=card).published_at is None


def test_a_publishers_clock_that_was_taken_for_utc_is_told_by_the_same_clock_in_another_zone() -> None:
    head = _ld(datePublished="2026-03-04T03:20:00Z")
    assert _read(head, "<p class='date'>Posted: Mar 4, 2026 / 03:20 AM EST</p>").published_at == _AT


@pytest.mark.parametrize(
    "line", ["Mar 4, 2026, 08:20 GMT", "Mar 4, 2026, 3:20 AM EST", "Mar 4, 2026, 9:40 AM EST", "4 March 2026"]
)
def test_a_moment_in_utc_stays_where_readers_see_the_same_or_another_one(line: str) -> None:
    assert _read(_ld(datePublished="2026-03-04T08:20:00Z"), f"<p class='date'>{line}</p>").published_at == _AT
