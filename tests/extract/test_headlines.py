"""The headline that readers see, on pages that make it hard to tell."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, plain
from tracker.extract import extract

_H = FERRY.headline


def _headline(body: str, title: str = f"{_H} | The Paper", head: str = "", after: str = "") -> str:
    html = f"<html><head><title>{title}</title>{head}</head><body>{body}<div class='t'>{plain(FERRY)}</div>{after}</body></html>"
    return extract(html, url="https://paper.example/story").headline


@pytest.mark.parametrize(
    "body",
    [
        f"<h1><a href='/'>The Paper</a></h1><h2 class='title'>{_H}</h2>",
        f"<h1 class='logo'>The Paper</h1><p class='big'>{_H}</p>",
        f"<h1><a href='https://paper.example/'>Hafenblatt</a></h1><dl><dt>{_H}</dt></dl>",
        f"<div class='x'>{_H}</div>",
        f"<h1><span class='kicker'>Ports</span><br>{_H}</h1>",
        f"<h1>{_H}<span class='sr-only'> - article</span></h1>",
        f"<h1>Fewer sail each year</h1><h2>{_H}</h2>",
        f"<h2><time>Mar 4</time> {_H}</h2>",
        f"<header><h1>{_H[:14]}…</h1></header><h1>{_H}</h1>",
    ],
)
def test_the_papers_name_and_what_stands_around_a_headline_are_not_it(body: str) -> None:
    assert _headline(body) == _H


def test_a_headline_without_a_heading_loses_the_sites_name_that_the_head_adds() -> None:
    assert _headline(f"<div>{_H}</div>", head=f"<meta property='og:title' content='{_H} - The Paper'>") == _H


def test_a_headline_unlike_all_claims_is_believed_and_none_further_down() -> None:
    shown = "Nine passengers a day"
    head = "<meta property='og:title' content='Why the Skarvoy boat is laid up'>"
    logo = "<h1 class='logo'>The Paper</h1>"
    later = "<h1>Hear of the boat by mail</h1>"
    assert _headline(f"{logo}<h1>{shown}</h1>", "Skarvoy boat laid up", head, later) == shown


@pytest.mark.parametrize(
    ("name", "headline", "title"),
    [
        ("港湾新聞", "港湾委員会が古い桟橋の修理を決定", "港湾委員会が古い桟橋の修理を決定 - Harbour"),
        ("港报网", "港口委员会决定修复旧码头", "港口委员会决定修复旧码头_新闻_港报网"),
    ],
)
def test_words_without_spaces_are_compared_by_their_characters(name: str, headline: str, title: str) -> None:
    assert _headline(f"<h1>{name}</h1><h2>{headline}</h2>", title) == headline


def test_the_lines_of_a_headline_are_parted_by_a_space() -> None:
    assert _headline("<h1>Island ferry<br>to stop <div>in winter</div></h1>") == _H


def test_a_line_above_the_headline_is_not_it_though_the_site_adds_words_to_the_title() -> None:
    assert _headline(f"<h1>Fewer sail each year</h1><h2>{_H}</h2>", f"{_H} - coast.news.of.the.paper.example") == _H


def test_the_word_that_old_themes_put_before_the_title_is_no_headline() -> None:
    blog = "<h1><a href='/ports/'>Ports and Boats</a></h1>"
    assert _headline(f"{blog}<h2><a href='/a'>{_H}</a></h2>", f"Ports and Boats » Blog Archive » {_H}") == _H


def test_a_short_headline_is_the_first_part_of_the_title() -> None:
    assert (
        _headline("<h2>Ferry laid up!</h2><h1>Ferry laid open</h1>", "Ferry laid up! | Portsandboats")
        == "Ferry laid up!"
    )


def test_a_page_that_names_the_site_alone_has_its_first_heading_as_headline() -> None:
    assert _headline(f"<h1><img src='/logo.png'></h1><h2>{_H}</h2>", "paper.example") == _H


def test_a_copy_below_that_was_not_edited_is_not_the_headline() -> None:
    copy = f"<aside><h2>Most read</h2><h3>{_H}</h3></aside>"
    edited = f"{_H.rsplit(' ', 1)[0]} after inquiry 4711"
    assert _headline(f"<h1>{edited}</h1>", after=copy) == edited


@pytest.mark.parametrize("inner", ["<a href='/topics/sea'>Harbour</a>", "<span class='author'>By Maren Holt</span>"])
def test_a_section_or_an_author_within_the_heading_is_not_the_headline(inner: str) -> None:
    assert _headline(f"<h1>{_H} {inner}</h1>", head=f"<meta property='og:title' content='{_H}'>") == _H


def test_a_headline_behind_the_sections_name_in_one_line_is_found_by_the_head() -> None:
    body = f"<div><span>Sea</span> <a href='#'>{_H}</a><br>Maren Holt</div>"
    assert _headline(body, f"Paper - {_H}", f"<meta name='title' content='{_H}'>") == _H


_RUNNING = (
    "<p>The last ferry of the season leaves the island on Monday, four weeks earlier than usual, said the county.</p>"
    * 4
)


@pytest.mark.parametrize(
    ("head", "body", "headline"),
    [
        (
            "Ferries: The quiet end - SUN",
            "<h2 class='art-headline'>The quiet end of a ferry</h2>",
            "The quiet end of a ferry",
        ),
        (
            "The Sun",
            "<div class='t'>Nine years on, the ferry runs again</div><div class='d'>4 March 2026</div>",
            "Nine years on, the ferry runs again",
        ),
        (
            "The Sun - March 4, 2026",
            "<font size='5'><b>Bees stolen from a roof</b></font><br><br><font><b>By Maren Holt</b><br>Sun staff writer</font>",
            "Bees stolen from a roof",
        ),
    ],
)
def test_headlines_that_the_head_does_not_claim_are_found(head: str, body: str, headline: str) -> None:
    html = f"<html><head><title>{head}</title></head><body><div id='c'>{body}{_RUNNING}</div></body></html>"
    assert extract(html, url="https://paper.example/x").headlines.h1 == headline


def test_a_line_above_the_headline_that_the_head_parts_with_a_colon_is_not_of_it() -> None:
    from tracker.extract import extract

    def headline(claim: str) -> str:
        top = "<h2><span>Altenrode</span> <span>Wie ein Fest eine Stadt spaltete</span></h2>"
        text = (
            "<p>Das Fest begann am Abend und dauerte bis in den Morgen, sagten die Leute, die dort gewesen waren.</p>"
            * 3
        )
        page = f"<html><head><meta property='og:title' content='{claim}'></head><body><article>{top}{text}</article></body></html>"
        return extract(page, url="https://paper.example/story").headline

    assert headline("Altenrode: Wie ein Fest eine Stadt spaltete") == "Wie ein Fest eine Stadt spaltete"
    assert headline("Altenrode Wie ein Fest eine Stadt spaltete") == "Altenrode Wie ein Fest eine Stadt spaltete"
