"""What a page says of its article: headlines, byline, dates with their sources, marks."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.extract.newsroom import FERRY, page, plain
from tracker.extract import extract
from tracker.extract.dating.dates import moment, moment_in
from tracker.model import Document, Mark

_URL = "https://paper.example/story?from=feed"


def _read(top: str = "", head: str = "", h1: str = f"<h1>{FERRY.headline}</h1>") -> Document:
    return extract(page(f"<article>{h1}{top}<div class='t'>{plain(FERRY)}</div></article>", FERRY, head), url=_URL)


def _data(**fields: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **fields})}</script>"


def test_each_headline_is_kept_apart() -> None:
    document = _read(head=_data(headline="Ferry line closes early"))
    assert document.headlines.h1 == FERRY.headline
    assert document.headlines.og == FERRY.headline
    assert document.headlines.title == f"{FERRY.headline} | The Paper"
    assert document.headlines.json_ld == "Ferry line closes early"


def test_the_name_of_the_paper_is_no_headline() -> None:
    logo = "<h1 class='logo'>The Paper</h1>"
    assert _read(h1=f"{logo}<h1>{FERRY.headline}</h1>").headline == FERRY.headline


def test_a_second_level_heading_is_the_headline_where_it_says_what_the_page_claims() -> None:
    assert _read(h1=f"<h2 class='title'>{FERRY.headline}</h2>").headlines.h1 == FERRY.headline


@pytest.mark.parametrize(
    ("shown", "byline", "authors"),
    [
        ("<p class='byline'>By Maren Holt</p>", "Maren Holt", ("Maren Holt",)),
        ("<p class='byline'>By Maren Holt and Tor Elvang</p>", "Maren Holt and Tor Elvang", ("Maren Holt", "Tor Elvang")),
        ("<div class='author'>Von Jördis Kamp, 3. März 2026</div>", "Jördis Kamp", ("Jördis Kamp",)),
        ("<div class='author'>Maren Holt @marenholt Nov 18, 2025 at 9:24 pm</div>", "Maren Holt", ("Maren Holt",)),
        ("<a rel='author' href='/a'>Maren Holt</a> | The Paper", "Maren Holt", ("Maren Holt",)),
        ("<span itemprop='author'>Par Ana Lima</span>", "Ana Lima", ("Ana Lima",)),
        ("<div class='byline'><span>Maren Holt</span><span>Business Correspondent</span></div>", "Maren Holt Business Correspondent", ()),
    ],
)  # fmt: skip
def test_a_byline_is_read_as_shown_without_what_stands_around_it(
    shown: str, byline: str, authors: tuple[str, ...]
) -> None:
    document = _read(shown)
    assert document.byline == byline
    assert document.authors == authors or not authors


def test_names_come_from_json_ld_first() -> None:
    document = _read("<p class='byline'>By M. Holt</p>", _data(author=[{"name": "Maren Holt"}, {"name": "Tor Elvang"}]))
    assert document.byline == "M. Holt"
    assert document.authors == ("Maren Holt", "Tor Elvang")


def test_commenters_are_no_authors() -> None:
    comment = "<section class='comments'><div class='comment'><span class='author'>angry reader</span><p>No.</p></div></section>"
    assert _read(comment).byline == ""


@pytest.mark.parametrize(
    ("head", "top", "source"),
    [
        (_data(datePublished="2026-03-04T10:20:00+02:00"), "", "json-ld"),
        ("<meta property='article:published_time' content='2026-03-04T08:20:00Z'>", "", "meta article:published_time"),
        ("", "<span itemprop='datePublished' content='2026-03-04T03:20:00-05:00'>x</span>", "microdata"),
        ("", "<time datetime='2026-03-04T08:20Z'>4 March</time>", "time element"),
        ("", "<p>Published March 4, 2026 at 8:20 am UTC</p>", "visible text"),
        ("", "<p>4. März 2026, 08:20 Uhr</p>", "visible text"),
    ],
)
def test_the_day_of_publication_is_found_with_its_source(head: str, top: str, source: str) -> None:
    document = _read(top, head)
    assert (document.published_at, document.published_source) == (datetime(2026, 3, 4, 8, 20, tzinfo=UTC), source)


def test_the_time_of_the_last_change_is_read() -> None:
    document = _read(head=_data(datePublished="2026-03-04T08:00:00Z", dateModified="2026-03-05T09:30:00Z"))
    assert document.modified_at == datetime(2026, 3, 5, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "0000-00-00", "2026-13-45", "12", "9" * 60, "1970-01-01T00:00:00Z"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert moment(text) is None
    assert moment_in(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wed, 04 Mar 2026 08:20:00 GMT", datetime(2026, 3, 4, 8, 20, tzinfo=UTC)),
        ("March 4, 2026 3:20 AM EST", datetime(2026, 3, 4, 8, 20, tzinfo=UTC)),
        ("1772612400", datetime(2026, 3, 4, 8, 20, tzinfo=UTC)),
        ("20260304", datetime(2026, 3, 4, tzinfo=UTC)),
    ],
)
def test_many_ways_of_writing_a_moment_are_understood(text: str, expected: datetime) -> None:
    assert moment(text) == expected


def test_marks_are_read() -> None:
    assert Mark.PAYWALL in _read(head=_data(isAccessibleForFree=False)).marks
    assert Mark.OPINION in _read(head=_data(articleSection="Opinion")).marks
    assert _read().marks == frozenset()


def test_a_host_that_is_called_a_tribune_prints_no_opinions_for_that() -> None:
    page = "<html><body><article><h1>Wall</h1></article></body></html>"
    assert extract(page, url="https://www.bay-tribune.example/2026/11/wall").marks == frozenset()
    assert extract(page, url="https://bay.example/tribunes/wall").marks == {Mark.OPINION}
    assert extract(page, url="https://[bay.example/wall").marks == frozenset()


def test_language_section_and_canonical_address_are_read() -> None:
    head = "<link rel='canonical' href='/story'><meta property='article:section' content='Coast'>"
    document = _read(head=head)
    assert (document.language, document.section, document.canonical_url) == (
        "en",
        "Coast",
        "https://paper.example/story",
    )


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "null",
        "[]",
        "[[[[]]]]",
        '{"@type": 3}',
        '{"@type": "NewsArticle", "author": {"name": {"a": 1}}}',
        '{"@type":"NewsArticle","headline":["\\ud800"]}',
    ],
)
def test_broken_json_ld_is_endured(script: str) -> None:
    document = _read(head=f"<script type='application/ld+json'>{script}</script>")
    assert document.headline == FERRY.headline
    document.headlines.json_ld.encode()


@pytest.mark.parametrize(
    ("top", "published", "source"),
    [
        ("<span property='dc:date dc:created' content='2025-02-20T17:56:00+00:00'>Thu</span>", datetime(2025, 2, 20, 17, 56, tzinfo=UTC), "rdfa"),
        ("<abbr class='published' title='2025-11-27T21:15:00+00:00'>9:15 PM</abbr>", datetime(2025, 11, 27, 21, 15, tzinfo=UTC), "microformat"),
        ("<p>Published: 04:25 UTC on Saturday 24 May 2025 | Last updated: 02:35 UTC on Sunday 25 May 2025</p>", datetime(2025, 5, 24, 4, 25, tzinfo=UTC), "visible text"),
    ],
)  # fmt: skip
def test_dates_are_found_in_older_markup(top: str, published: datetime, source: str) -> None:
    document = _read(top)
    assert (document.published_at, document.published_source) == (published, source)


def test_a_line_below_the_text_may_say_when_it_was_posted() -> None:
    foot = "<p class='postmetadata'><small>This entry was posted on Sunday, April 13th, 2025 at 9:01 PM and is filed under Law.</small></p>"
    document = extract(page(f"<div><h2>{FERRY.headline}</h2>{plain(FERRY)}{foot}</div>", FERRY), url=_URL)
    assert document.published_at == datetime(2025, 4, 13, 21, 1, tzinfo=UTC)


def test_the_last_update_is_found_in_the_text_where_nothing_else_says_it() -> None:
    document = _read(
        "<p>Published: 04:25 UTC on Saturday 24 May 2025 | Last updated: 02:35 UTC on Sunday 25 May 2025</p>"
    )
    assert (document.modified_at, document.modified_source) == (
        datetime(2025, 5, 25, 2, 35, tzinfo=UTC),
        "visible text",
    )


@pytest.mark.parametrize(
    ("top", "names"),
    [
        ("<p>Submitted by <span rel='sioc:has_creator'><a href='/u'>Maren Holt</a></span> on Thu</p>", ("Maren Holt",)),
        (
            "<p class='meta'>By Maren Holt and Tor van Elvang | 18/07/2025 03:50 GMT</p>",
            ("Maren Holt", "Tor van Elvang"),
        ),
        ("<div class='who'>June 29, 2025 by Maren Holt</div>", ("Maren Holt",)),
        ("<div class='auth'>लेखक: सुनीता रावत</div>", ("सुनीता रावत",)),
        ("<div class='auth'>بقلم: سعاد الحداد</div>", ("سعاد الحداد",)),
        ("<p>The line is run by Maren Holt of the county.</p>", ()),
    ],
)
def test_authors_are_found_where_no_markup_says_so(top: str, names: tuple[str, ...]) -> None:
    assert _read(top).authors == names


@pytest.mark.parametrize("title", ["The Paper: {}", "{} - News - The Paper", "Coast | {} | The Paper"])
def test_a_headline_without_a_heading_is_the_title_s_part_that_the_page_shows(title: str) -> None:
    html = f"<html><head><title>{title.format(FERRY.headline)}</title></head><body><font size=5><b>{FERRY.headline}</b></font><br><br>{plain(FERRY)}</body></html>"
    assert extract(html, url=_URL).headline == FERRY.headline


@pytest.mark.parametrize(
    ("before", "after", "day"),
    [
        ("<div>3.11.2025</div>", "", 3),
        ("", "<aside><dl><dt>Erschienen</dt><dd>4.11.2025</dd></dl></aside>", 4),
        ("<h1>The Paper</h1><p>About</p><p>Home</p>", "<p>5. November 2025</p>", 5),
    ],
)
def test_a_day_is_found_beside_the_visible_headline(before: str, after: str, day: int) -> None:
    body = f"<article>{before}<h1>{FERRY.headline}</h1>{after}<div class='t'>{plain(FERRY)}</div></article>"
    assert extract(page(body, FERRY), url=_URL).published_at == datetime(2025, 11, day, tzinfo=UTC)


def test_the_footer_of_a_post_says_when_it_was_written_and_that_of_a_comment_does_not() -> None:
    text = f"<h1>{FERRY.headline}</h1><div class='t'>{plain(FERRY)}</div>"
    footer = "<div class='post-footer'>Dieser Artikel wurde am 14. Dezember 2025 um 14:48 von Tor eingestellt</div>"
    comments = f"<div class='comments'><p>{FERRY.pieces[0][1]}</p>{footer}</div>"
    assert extract(page(text + footer, FERRY), url=_URL).published_at == datetime(2025, 12, 14, 14, 48, tzinfo=UTC)
    assert extract(page(text + comments, FERRY), url=_URL).published_at is None


@pytest.mark.parametrize("wrapper", ["<blockquote>{}</blockquote>", "<div class='related-posts'>{}</div>"])
def test_the_time_of_an_embedded_post_or_a_teaser_is_not_the_articles(wrapper: str) -> None:
    assert _read(wrapper.format("<p>A post <time datetime='2024-01-02T03:04Z'>2 Jan</time></p>")).published_at is None


def test_the_day_is_taken_from_the_page_in_json_ld_and_at_last_from_the_address() -> None:
    head = _data(**{"@type": "WebPage", "datePublished": "2026-03-04T08:20:00Z"})
    assert _read(head=head).published_at == datetime(2026, 3, 4, 8, 20, tzinfo=UTC)
    body = page(f"<article><h1>{FERRY.headline}</h1>{plain(FERRY)}</article>", FERRY)
    document = extract(body, url="https://paper.example/2026/03/04/story")
    assert (document.published_at, document.published_source) == (datetime(2026, 3, 4, tzinfo=UTC), "address")
    assert extract(body, url="https://paper.example/2026/13/44/story").published_at is None


@pytest.mark.parametrize(
    "claim",
    ["Küstenblatt Verlag, Hafenstadt, Germany", "Example Media GmbH & Co. KG", "Opinion", "Dieser Eintrag wurde"],
)
def test_what_is_no_persons_name_gives_way_to_the_byline_that_is_shown(claim: str) -> None:
    document = _read("<p class='byline'>Geschrieben von Maren Holt</p>", f"<meta name='author' content='{claim}'>")
    assert (document.byline, document.authors) == ("Maren Holt", ("Maren Holt",))


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-04",
        "2026/3/4",
        "2026年3月4日",
        "2026년 3월 4일",
        "4 marca 2026",
        "4. března 2026",
        "4 Mart 2026",
        "4 maj 2026",
        "03/24/2026",
        "4.3.2026",
    ],
)
def test_a_day_is_understood_as_many_languages_write_it(text: str) -> None:
    found = moment_in(f"Posted: {text}")
    assert found is not None
    expected = {"4 maj 2026": (5, 4), "03/24/2026": (3, 24)}.get(text, (3, 4))
    assert (found.year, found.month, found.day) == (2026, *expected)


@pytest.mark.parametrize("text", ["2026-13-45", "32/13/2026", "192.168.2026.1", "version 1.2026.3.4.5"])
def test_what_only_looks_like_a_day_is_none(text: str) -> None:
    assert moment_in(text) is None


def test_the_day_is_taken_from_the_canonical_address_too() -> None:
    head = "<link rel='canonical' href='https://paper.example/coast/2026/3/4/ferry'>"
    assert _read(head=head).published_at == datetime(2026, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize("name", ["publish_date", "dc:created", "datecreated"])
def test_more_names_of_the_day_are_known(name: str) -> None:
    assert _read(head=f"<meta property='{name}' datetime='2026-03-04'>").published_at == datetime(
        2026, 3, 4, tzinfo=UTC
    )
