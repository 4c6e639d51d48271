"""Key points above, in or beside an article: its own words, wherever they stand and whatever their box is called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.extract.newsroom import FERRY, page
from tracker.extract import extract, read
from tracker.extract.parsing.heads import NOTE, SUMMARY, head_kind
from tracker.extract.sketches.likeness import doubt
from tracker.model import BlockKind

_URL = "https://paper.example/story"
_TEXTS = [text for _, text in FERRY.pieces]
_SHORT = (
    "Last ferry sails on 3 November",
    "County cut the sum by a third",
    "61 percent voted against a bridge",
)
_LONG = (
    "The last ferry of the season will leave Skarvoy on 3 November.",
    "The county has cut the sum for the service by a third.",
    "In May 61 percent of the islanders voted against a bridge.",
)
_TITLES = (
    "Museum finds a lost letter behind a cupboard",
    "Why the night train is always late on Sundays",
    "Handball club looks for its third coach this year",
)
_HEAD = f"<h1>{FERRY.headline}</h1><p class='byline'>By <a rel='author' href='/a'>{FERRY.author}</a></p>"
_TEXT = "".join(f"<p>{text}</p>" for text in _TEXTS)


def _items(lines: tuple[str, ...], tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"


def inside(box: str) -> str:
    return f"<main><article>{_HEAD}<div class='article-body'>{box}{_TEXT}</div></article></main>"


def before(box: str) -> str:
    return f"<main><article>{_HEAD}{box}<div class='article-body'>{_TEXT}</div></article></main>"


def in_header(box: str) -> str:
    return f"<main><article><header>{_HEAD}{box}</header><div class='article-body'>{_TEXT}</div></article></main>"


def far_above(box: str) -> str:
    return f"<main><div class='top'>{_HEAD}</div><div class='c-3'>{box}</div><div class='c-4'><article>{_TEXT}</article></div></main>"


def between(box: str) -> str:
    parts = "".join(f"<p>{text}</p>" for text in _TEXTS[:2]), "".join(f"<p>{text}</p>" for text in _TEXTS[2:])
    return f"<main><article>{_HEAD}<div class='article-body'>{parts[0]}{box}{parts[1]}</div></article></main>"


def below(box: str) -> str:
    return f"<main><article>{_HEAD}<div class='article-body'>{_TEXT}{box}</div></article></main>"


_PLACES: tuple[Callable[[str], str], ...] = (inside, before, in_header, far_above, between, below)
_BOXES = {
    "named": f"<div class='key-points'><h2>Key points</h2>{_items(_SHORT)}</div>",
    "aside": f"<aside class='article-summary'><h3>At a glance</h3>{_items(_LONG)}</aside>",
    "parts": f"<div class='KeyPoints-root'><div class='KeyPoints-header'>Key Points</div><div class='KeyPoints-list'><div>{_items(_SHORT)}</div></div></div>",
    "details": f"<details class='ai-summary'><summary>Summary</summary>{_items(_SHORT)}</details>",
    "bold": f"<div class='article-highlights'><p><strong>Highlights</strong></p>{_items(_SHORT)}</div>",
    "hashed": f"<div class='sc-aa12'><div class='sc-bb13'>What we know</div>{''.join(f'<div class=sc-cc14><span>{line}</span></div>' for line in _LONG)}</div>",
    "paragraphs": f"<section class='box'><h3>In short</h3>{''.join(f'<p>{line}</p>' for line in _LONG)}</section>",
    "widget": f"<aside class='widget'><h4>Das Wichtigste in Kürze</h4>{_items(_LONG, 'ol')}</aside>",
    "teaser": f"<div class='article__teaser'><h4>L’essentiel</h4>{_items(_LONG)}</div>",
    "buttons": f"<section><h2>Claves</h2><button>Hide</button>{_items(_LONG)}<div><span>Was this helpful?</span><button>Yes</button></div></section>",
}


def _lines(body: str) -> list[str]:
    return [block.text for block in extract(page(body, FERRY), url=_URL).blocks]


@pytest.mark.parametrize("place", _PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("box", _BOXES)
def test_key_points_are_the_articles_own(box: str, place: Callable[[str], str]) -> None:
    blocks = extract(page(place(_BOXES[box]), FERRY), url=_URL).blocks
    points = list(_SHORT if _SHORT[0] in _BOXES[box] else _LONG)
    lines = [block.text for block in blocks]
    assert [line for line in lines if line in points] == points
    assert [line for line in lines if line in _TEXTS] == _TEXTS
    assert len(lines) == len(points) + len(_TEXTS) + 1  # and what stands above them
    head = next(block for block in blocks if block.text not in (*points, *_TEXTS))
    assert head_kind(head.text) == SUMMARY
    assert head.kind is BlockKind.HEADING
    listed = BlockKind.LIST_ITEM if "<li>" in _BOXES[box] else BlockKind.PARAGRAPH
    assert {block.kind for block in blocks if block.text in points} == {listed}


@pytest.mark.parametrize("place", [before, in_header, far_above], ids=lambda place: place.__name__)
@pytest.mark.parametrize("head", ["", "<h4>Worum es dabei geht</h4>", "<p><b>De quoi s’agit-il</b></p>"])
def test_a_list_above_the_text_needs_no_name(head: str, place: Callable[[str], str]) -> None:
    lines = _lines(place(f"<div class='c-7'>{head}{_items(_SHORT)}</div>"))
    assert [line for line in lines if line in _SHORT] == list(_SHORT)
    assert len(lines) == len(_TEXTS) + len(_SHORT) + bool(head)


def test_points_right_in_the_text_are_kept_with_their_head() -> None:
    for head in ("<h2>Key points</h2>", "<p><strong>Key points</strong></p>"):
        assert _lines(inside(f"{head}{_items(_SHORT)}")) == ["Key points", *_SHORT, *_TEXTS]


def test_points_may_lead_to_where_a_word_is_explained() -> None:
    linked = _LONG[0].replace("3 November", "<a href='/calendar'>3 November</a>")
    box = f"<div class='key-facts'><h2>Key facts</h2>{_items((linked, *_LONG[1:]))}</div>"
    assert _lines(before(box)) == ["Key facts", *_LONG, *_TEXTS]


_ELSEWHERE = {
    "links": f"<div class='highlights'><h3>Highlights</h3><ul>{''.join(f'<li><a href=/t>{title}</a></li>' for title in _TITLES)}</ul></div>",
    "others": f"<aside><h3>In brief</h3>{_items(_TITLES)}</aside>",
    "contents": "<div class='box'><h3>Overview</h3><ul><li><a href='#a'>The last ferry</a></li><li><a href='#b'>A bridge that nobody wants</a></li></ul></div>",
    "letter": "<div class='box'><h3>Need to know</h3><p>The ferry, the county, the islanders, the school: our letter.</p><form><input type='email'><button>Send</button></form></div>",
    "hidden": f"<div hidden><h3>Summary</h3>{_items(_LONG)}</div>",
    "comments": f"<div class='comments'><h3>Highlights</h3>{_items(_LONG)}</div>",
}


@pytest.mark.parametrize("place", [before, far_above, below], ids=lambda place: place.__name__)
@pytest.mark.parametrize("box", _ELSEWHERE)
def test_what_leads_elsewhere_is_no_summary(box: str, place: Callable[[str], str]) -> None:
    assert _lines(place(_ELSEWHERE[box])) == _TEXTS


def test_the_points_of_the_next_article_are_not_taken() -> None:
    follows = f"<article><h1>Museum finds a letter</h1><div class='key-points'><h2>Key points</h2>{_items(_TITLES)}</div></article>"
    assert _lines(f"{before('')}{follows}") == _TEXTS


def test_a_summary_behind_the_text_leaves_its_end_as_it_was() -> None:
    signed = "<p>Maren Holt is a reporter and covers the islands.</p>"
    box = f"<aside class='box'><h3>At a glance</h3>{_items(_LONG)}</aside>"
    assert _lines(below(signed + box)) == [*_TEXTS, "At a glance", *_LONG]


def test_an_edit_in_the_key_points_is_no_unchanged_page() -> None:
    old = page(far_above(_BOXES["named"]), FERRY)
    first = read(old.encode(), url=_URL, status=200, headers=())
    assert first.sketch is not None
    assert doubt(first.sketch, old.encode(), _URL) == ""
    assert doubt(first.sketch, old.replace("61 percent voted", "16 percent voted").encode(), _URL)


def test_points_that_are_the_standfirst_stand_there_only_once() -> None:
    box = f"<div class='standfirst'>{_items(_LONG[:2])}</div>"
    document = extract(page(before(box), FERRY), url=_URL)
    assert document.standfirst == " ".join(_LONG[:2])
    assert [block.text for block in document.blocks] == _TEXTS


@pytest.mark.parametrize(
    "head",
    [
        "KEY POINTS",
        "Key takeaways:",
        "TL;DR",
        "What we know so far",
        "L'essentiel",
        "【要点】",
        "Что известно к утру",
        "Özet",
    ],
)
def test_heads_are_told_whatever_their_case_and_signs(head: str) -> None:
    assert head_kind(head) == SUMMARY


@pytest.mark.parametrize(
    "head", ["Summary of the terms", "Read more", "The keys to the flat", "", "Related", "What we know " * 9]
)
def test_other_lines_are_no_heads(head: str) -> None:
    assert head_kind(head) == ""


@pytest.mark.parametrize(
    "head", ["Correction", "Corrections and clarifications", "Editor’s note:", "RECTIFICATIF", "訂正"]
)
def test_heads_of_notes_are_told_apart(head: str) -> None:
    assert head_kind(head) == NOTE
