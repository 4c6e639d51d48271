"""Boxes beside the running text that are the article's (facts, a statement, a table), and those that only stand there."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, boxed, page
from tracker.extract import extract
from tracker.model import BlockKind, Document

_URL = "https://paper.example/story"
_TEXTS = [text for _, text in FERRY.pieces]
_PEOPLE = (
    "Tor Elvang has run the line with two of his brothers since the county sold the ferry to them.",
    "The headteacher of the school wrote to parents, and teaches 23 pupils at home.",
    "The islanders voted against the bridge; 61 percent of them in the poll of May.",
)
_HEAD = f"<h1>{FERRY.headline}</h1><p class='byline'>By <a rel='author' href='/a'>{FERRY.author}</a></p>"
_WRAPPERS = ("aside", "aside class='c-4'", "div class='sidebar'", "section class='widget infobox'")


def _article(*, between: str = "", below: str = "", after: str = "") -> str:
    parts = ["".join(f"<p>{text}</p>" for text in texts) for texts in (_TEXTS[:3], _TEXTS[3:])]
    body = f"<div class='article-body'>{parts[0]}{between}{parts[1]}{below}</div>"
    return page(f"<main><article>{_HEAD}{body}</article>{after}</main>", FERRY)


def _read(html: str) -> Document:
    return extract(html, url=_URL)


def _lines(html: str) -> list[str]:
    return [block.text for block in _read(html).blocks]


def _box(wrapper: str, inner: str) -> str:
    return boxed(wrapper, inner)


@pytest.mark.parametrize("wrapper", _WRAPPERS)
@pytest.mark.parametrize("place", ["between", "below"])
def test_facts_beside_the_text_are_kept(wrapper: str, place: str) -> None:
    box = _box(wrapper, f"<h3>The people</h3>{''.join(f'<p>{line}</p>' for line in _PEOPLE)}")
    lines = _lines(_article(between=box) if place == "between" else _article(below=box))
    assert [line for line in lines if line in _PEOPLE] == list(_PEOPLE)
    assert [line for line in lines if line in _TEXTS] == _TEXTS
    assert "The people" in lines


@pytest.mark.parametrize("wrapper", _WRAPPERS)
def test_a_table_beside_the_text_is_kept(wrapper: str) -> None:
    rows = "<tr><th>Year</th><th>Passengers</th></tr><tr><td>2024</td><td>31,200</td></tr><tr><td>2025</td><td>29,870</td></tr>"
    lines = _lines(_article(between=_box(wrapper, f"<h4>Fewer every year</h4><table>{rows}</table>")))
    assert "2024 31,200" in lines
    assert "2025 29,870" in lines


_OFFERS = {
    "letter": "<h3>The morning in your inbox</h3><p>Six stories before coffee, every weekday, free.</p><p>No ads, no noise, the county and the school.</p>",
    "paper": "<h3>About us</h3><p>This paper was founded by dockers a hundred years ago, and belongs to those who read it; nobody else owns a share.</p>",
    "author": f"<p>{FERRY.author} is a reporter who covers the islands, the county, the ferry, the school and the bridge for this paper.</p>",
    "members": "<h3>Stand with us</h3><p>Subscribe to our newsletter: the ferry, the county, the islanders and the school, every day for 4 euros a month.</p>",
    "links": f"<p>{_PEOPLE[0]}</p><p><a href='/t'>Museum finds a lost letter behind a cupboard</a></p>",
    "form": f"<p>{_PEOPLE[0]} {_PEOPLE[1]}</p><form><input name='q'><button>Vote</button></form>",
    "short": "<p>The ferry of the islanders.</p>",
}


@pytest.mark.parametrize("wrapper", _WRAPPERS)
@pytest.mark.parametrize("offer", _OFFERS)
def test_what_is_offered_beside_the_text_is_not(wrapper: str, offer: str) -> None:
    box = _box(wrapper, _OFFERS[offer])
    assert _lines(_article(between=box)) == _TEXTS
    assert _lines(_article(below=box)) == _TEXTS


_NOTE = "We have changed the sum that the county paid for the service: it was 1.4 million a year, not 1.6 million."


@pytest.mark.parametrize(
    "note",
    [
        f"<div class='note'><h4>Correction</h4><p>{_NOTE}</p></div>",
        f"<section class='c-19'><h2>Corrections</h2><ul><li>{_NOTE}</li></ul></section>",
        f"<aside class='box'><strong>Editor’s note</strong><p>{_NOTE}</p></aside>",
        f"<div><p><b>Berichtigung:</b></p><p>{_NOTE}</p></div>",
    ],
)
def test_a_correction_that_only_its_head_tells_is_a_note(note: str) -> None:
    for html in (_article(below=note), _article(after=note)):
        blocks = _read(html).blocks
        assert [block.text for block in blocks if block.kind is BlockKind.CORRECTION] == [_NOTE]
        assert [block.text for block in blocks if block.text in _TEXTS] == _TEXTS


def test_what_a_paper_says_of_its_corrections_is_no_note() -> None:
    policy = "<div class='c-2'><h4>Corrections</h4><p>Found a mistake? Write to the editors, who read all letters within two days.</p></div>"
    assert _lines(_article(after=policy)) == _TEXTS
    assert _lines(_article(after="<div><h4>Corrections</h4></div>")) == _TEXTS


def test_a_subheading_of_a_story_about_corrections_is_no_note() -> None:
    html = _article(between="<h2>Corrections</h2>")
    assert not [block for block in _read(html).blocks if block.kind is BlockKind.CORRECTION]
