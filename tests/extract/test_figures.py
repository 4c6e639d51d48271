"""Figures alone in boxes: key figures, results, statistics, votes, budgets, ratings, what goes into a dish. An edit of one has
to be seen, and the weather, share prices, other matches and counters of readers must stay out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.extract.newsroom import Story, boxed, page
from tracker.extract import extract, read
from tracker.extract.parsing import ratings
from tracker.extract.sketches.likeness import doubt
from tracker.model import BlockKind, Document

_URL = "https://paper.example/story"
P = BlockKind.PARAGRAPH


def _story(headline: str, *lines: str) -> Story:
    return Story(headline, "Maren Holt", tuple((P, line) for line in lines))


_FLOOD = _story(
    "Three dead after dam fails at Askvatn",
    "A dam above the village of Askvatn failed on Sunday night and killed three people, the police said on Monday.",
    "Another 12 were hurt, two of them badly, and some 40 homes were flooded or carried off by the water.",
    "The dam was built in 1931 and was to be repaired in the spring, at a cost of 2.3 million, the county said.",
    "“We heard it before we saw it,” said Tor Elvang, whose house is one of those that are still standing.",
)
_MATCH = _story(
    "Rovers come from behind to beat United",
    "Rovers won for the first time since August on Saturday when they came from behind to beat United by two goals to one.",
    "Abara had put the visitors ahead after nine minutes, and for an hour United looked like the better side by far.",
    "Elvang made it one each with a header before Holt scored the winner in the last minute of the match.",
    "It leaves Rovers in ninth place, a point below United, who have a match in hand against the team in last place.",
)
_VOTE = _story(
    "Parliament rejects the harbour bill",
    "Parliament on Thursday voted against the harbour bill, 311 members to 280, after a debate of eleven hours.",
    "Twelve members abstained, among them the former minister for transport, who had written most of the bill himself.",
    "The government needed 296 votes for the bill, and had counted on the members from the islands until Wednesday.",
    "It may bring the bill before parliament again in the spring, a spokesman said, with another name and fewer harbours.",
)
_REVIEW = _story(
    "A crossing that takes its time",
    "The new play at the harbour theatre takes three hours over a crossing of forty minutes, and one does not look up once.",
    "Holt plays the captain as a man who has said all that he had to say some years ago, and who is asked again each day.",
    "The sea is a bed sheet, the bridge a ladder, and the fog is the only thing on this stage that does too much.",
    "When the lights go on, the passengers sit there as if they had missed their stop and did not mind very much.",
)
_DISH = _story(
    "The soup that the ferry was named for",
    "On the island they make the soup with smoked fish, and put the potatoes in only when the onions are done.",
    "It takes an hour, most of which the cook may spend elsewhere, and it is better on the second day than on the first.",
    "Those who have no smoked fish at hand take salted fish, which has to lie in water for a night, and less salt.",
    "The butter goes in last, with the pot off the fire, and the bread stands on the table before anyone sits down.",
)


def _texts(story: Story) -> list[str]:
    return [text for _, text in story.pieces]


def _head(story: Story) -> str:
    return f"<h1>{story.headline}</h1><p class='byline'>By <a rel='author' href='/a'>{story.author}</a></p>"


def _lines(texts: Sequence[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def inside(story: Story, box: str) -> str:
    return f"<main><article>{_head(story)}<div class='article-body'>{box}{_lines(_texts(story))}</div></article></main>"


def between(story: Story, box: str) -> str:
    parts = _lines(_texts(story)[:2]), _lines(_texts(story)[2:])
    return f"<main><article>{_head(story)}<div class='article-body'>{parts[0]}{box}{parts[1]}</div></article>{_MORE}</main>"


def above(story: Story, box: str) -> str:
    return f"<main><article>{_head(story)}{box}<div class='article-body'>{_lines(_texts(story))}</div></article></main>"


def in_header(story: Story, box: str) -> str:
    return f"<article><header>{_head(story)}{box}</header><section class='story'>{_lines(_texts(story))}</section></article>{_MORE}"


def far_above(story: Story, box: str) -> str:
    text = f"<div class='sc-4'><article>{_lines(_texts(story))}</article></div>"
    return f"<main><div class='sc-1'>{_head(story)}</div><div class='sc-2'>{box}</div>{text}</main>{_MORE}"


def below(story: Story, box: str) -> str:
    return f"<main><article>{_head(story)}<div class='article-body'>{_lines(_texts(story))}{box}</div></article></main>"


def beside(story: Story, box: str) -> str:
    parts = [f"<div class='article-body'>{_lines(texts)}</div>" for texts in (_texts(story)[:2], _texts(story)[2:])]
    return f"<main><article>{_head(story)}{parts[0]}<aside class='c-3'>{box}</aside>{parts[1]}</article></main>"


_MORE = "<section class='more'><h2>More news</h2><ul><li><a href='/1'>Museum finds a letter</a></li><li><a href='/2'>The night train is late</a></li></ul></section>"
_Place = Callable[[Story, str], str]
_PLACES: tuple[_Place, ...] = (inside, between, above, in_header, far_above, below, beside)


def _each(rows: Sequence[tuple[str, str]], row: str, around: str = "div class='grid'") -> str:
    rows_ = "".join(row.format(n, what) for n, what in rows)
    return boxed(around, rows_)


_ROWS: dict[str, tuple[str, str]] = {
    "named": ("<div class='stat'><div class='stat-number'>{}</div><div class='stat-label'>{}</div></div>", "div class='stats-grid'"),
    "hashed": ("<div class='sc-a1'><div class='sc-b2'>{}</div><div class='sc-c3'>{}</div></div>", "div class='sc-d4'"),
    "bare": ("<div><div>{}</div><div>{}</div></div>", "div"),
    "spans": ("<div class='fig'><span class='n'>{}</span><span class='l'>{}</span></div>", "div class='figs'"),
    "bold": ("<div class='fig'><strong>{}</strong><span>{}</span></div>", "section class='numbers'"),
    "paragraphs": ("<div><p class='big'>{}</p><p class='small'>{}</p></div>", "div class='key-figures'"),
    "headings": ("<div class='col'><h3>{}</h3><p>{}</p></div>", "div class='row'"),
    "listed": ("<li><div>{}</div><div>{}</div></li>", "ul class='data'"),
    "flat": ("<div class='n'>{}</div><div class='l'>{}</div>", "div class='table'"),
    "wrapped": ("<div class='c'><div class='i'><div><div>{}</div></div><div><p>{}</p></div></div></div>", "div class='factbox'"),
}  # fmt: skip
_KEY_FIGURES = (("3", "people killed"), ("12", "hurt"), ("40", "homes flooded"))


def _document(body: str, story: Story, previous: Document | None = None) -> Document:
    return extract(page(body, story), url=_URL, previous=previous)


def _boxed(document: Document, story: Story) -> list[str]:
    """What was read beside the paragraphs, all of which have to be there."""
    texts = [block.text for block in document.blocks]
    assert [text for text in texts if text in _texts(story)] == _texts(story)
    return [text for text in texts if text not in _texts(story)]


@pytest.mark.parametrize("place", _PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("style", _ROWS)
def test_key_figures_are_rows_of_the_article(style: str, place: _Place) -> None:
    document = _document(place(_FLOOD, _each(_KEY_FIGURES, *_ROWS[style])), _FLOOD)
    assert _boxed(document, _FLOOD) == ["3 people killed", "12 hurt", "40 homes flooded"]
    assert {block.kind for block in document.blocks if block.text == "12 hurt"} <= {
        BlockKind.TABLE_ROW,
        BlockKind.LIST_ITEM,
    }


@pytest.mark.parametrize("place", [between, above, beside], ids=lambda place: place.__name__)
@pytest.mark.parametrize("style", _ROWS)
def test_an_edit_of_a_figure_is_seen(style: str, place: _Place) -> None:
    edited = (("4", "people killed"), ("13", "hurt"), ("40", "homes flooded"))
    old = _document(place(_FLOOD, _each(_KEY_FIGURES, *_ROWS[style])), _FLOOD)
    new = _document(place(_FLOOD, _each(edited, *_ROWS[style])), _FLOOD, old)
    assert _boxed(new, _FLOOD) == ["4 people killed", "13 hurt", "40 homes flooded"]


@pytest.mark.parametrize("style", _ROWS)
def test_an_edit_of_a_figure_is_not_stopped_by_the_sketch(style: str) -> None:
    story = _story(_FLOOD.headline, *_texts(_FLOOD), *_texts(_VOTE))
    pages = [
        page(between(story, _each(rows, *_ROWS[style])), story).encode()
        for rows in (_KEY_FIGURES, (("4", "people killed"), *_KEY_FIGURES[1:]), (*_KEY_FIGURES, ("2", "dogs")))
    ]
    sketch = read(pages[0], url=_URL, status=200, headers=()).sketch
    assert sketch is not None
    assert not doubt(sketch, pages[0], _URL)
    assert all(doubt(sketch, one, _URL) for one in pages[1:])


@pytest.mark.parametrize(
    "head", ["<h3>By the numbers</h3>", "<h4>The dam in figures</h4>", "<p><b>En chiffres</b></p>"]
)
@pytest.mark.parametrize("place", [between, above, beside], ids=lambda place: place.__name__)
def test_what_stands_above_and_below_figures_stays_with_them(head: str, place: _Place) -> None:
    rows = _each(_KEY_FIGURES, *_ROWS["named"])
    document = _document(
        place(_FLOOD, f"<div class='factbox'>{head}{rows}<p>Homes in the valley only, rounded</p></div>"), _FLOOD
    )
    found = _boxed(document, _FLOOD)
    assert found[1:] == ["3 people killed", "12 hurt", "40 homes flooded", "Homes in the valley only, rounded"]
    assert found[0] in head


def test_one_big_number_of_the_text_is_a_row() -> None:
    box = "<div class='c-1'><div class='c-2'>12</div><div class='c-3'>people were hurt when the dam failed</div></div>"
    for place in _PLACES:
        assert _boxed(_document(place(_FLOOD, box), _FLOOD), _FLOOD) == ["12 people were hurt when the dam failed"]


_RESULTS = {
    "cells": "<div class='match'><div class='team'>Rovers</div><div class='goals'>2</div><div class='goals'>1</div><div class='team'>United</div></div>",
    "middle": "<div class='sc-1'><div class='sc-2'>Rovers</div><div class='sc-3'>2–1</div><div class='sc-2'>United</div></div>",
    "linear": "<div class='score'><div><span>Rovers</span> <b>2</b></div><div><b>1</b> <span>United</span></div></div>",
    "sides": "<div class='result'><div class='home'><span class='name'>Rovers</span><span class='goals'>2</span></div><div class='away'><span class='goals'>1</span><span class='name'>United</span></div></div>",
}


@pytest.mark.parametrize("place", _PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("result", _RESULTS)
def test_the_result_of_the_match_is_read(result: str, place: _Place) -> None:
    joined = " ".join(_boxed(_document(place(_MATCH, _RESULTS[result]), _MATCH), _MATCH))
    assert joined in ("Rovers 2 1 United", "Rovers 2–1 United")


@pytest.mark.parametrize("place", _PLACES, ids=lambda place: place.__name__)
def test_votes_are_read_whichever_stands_first(place: _Place) -> None:
    rows = (("For", "280"), ("Against", "311"), ("Abstained", "12"))
    assert _boxed(_document(place(_VOTE, _each(rows, *_ROWS["hashed"])), _VOTE), _VOTE) == [
        "For 280",
        "Against 311",
        "Abstained 12",
    ]


_RATINGS = {
    "line": ("<div class='rating'>4 out of 5</div>", ["4 out of 5"]),
    "stars": ("<div class='c-9'>★★★★☆</div>", ["★★★★☆"]),
    "verdict": ("<div class='verdict'><h3>Verdict</h3><div>7/10</div></div>", ["Verdict", "7/10"]),
    "german": ("<aside class='wertung'><div>Wertung</div><div>4 von 5 Punkten</div></aside>", ["Wertung 4 von 5 Punkten"]),
    "number": ("<section class='box'><div>7,5</div><div>Note</div></section>", ["7,5 Note"]),
    "label": ("<p class='score'>Our rating: 3/5</p>", ["Our rating: 3/5"]),
}  # fmt: skip


@pytest.mark.parametrize("place", [above, in_header, between, below], ids=lambda place: place.__name__)
@pytest.mark.parametrize("rating", _RATINGS)
def test_what_a_critic_thinks_is_read(rating: str, place: _Place) -> None:
    box, lines = _RATINGS[rating]
    assert _boxed(_document(place(_REVIEW, box), _REVIEW), _REVIEW) == lines


@pytest.mark.parametrize("place", _PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize(
    "box",
    [
        "<aside class='ingredients'><h3>Ingredients</h3><ul>{}</ul></aside>",
        "<div class='sidebar'><h4>You need</h4><ul>{}</ul></div>",
        "<section class='widget'><h2>Zutaten für 4 Personen</h2><ul>{}</ul></section>",
        "<div class='recipe-card'><div class='c-1'><p><b>Ingrédients :</b></p></div><div><ul>{}</ul></div></div>",
    ],
)
def test_what_goes_into_a_dish_is_read(box: str, place: _Place) -> None:
    lines = ["400 g smoked fish", "6 potatoes", "2 onions", "butter, salt"]
    found = _boxed(_document(place(_DISH, box.format(_lines(lines, "li"))), _DISH), _DISH)
    assert found[-4:] == lines
    assert len(found) == 5


_TEAMS = (("Nord", 1, 0, "Sud"), ("Est", 2, 2, "Ouest"), ("Alba", 0, 3, "Boro"))
_FURNITURE = {
    "matches": _each([], "") + "".join(f"<div class='m'><div>{a}</div><div>{x}</div><div>{y}</div><div>{b}</div></div>" for a, x, y, b in _TEAMS),
    "linked": "<div class='c-2'>" + "".join(f"<a href='/m/{a}'><div>{a}</div><div>{x}</div><div>{y}</div><div>{b}</div></a>" for a, x, y, b in _TEAMS) + "</div>",
    "weather": _each([("9 °C", "Light rain"), ("12 °C", "Monday"), ("3 °C", "at night")], *_ROWS["bare"]),
    "water": _each([("9 °C", "water"), ("12 °C", "village"), ("3 °C", "night")], *_ROWS["named"]),
    "shares": _each([("7,812.40", "FTSE 100"), ("18,020.11", "DAX"), ("39,101", "Nikkei")], *_ROWS["named"]),
    "prices": "<div>" + "".join(f"<div><div>{a}</div><div>{b}</div><div>{c}</div></div>" for a, b, c in (("County Water", "78.40", "+0.3%"), ("Askvatn Dam", "18.11", "−0.2%"))) + "</div>",
    "counters": _each([("150", "shares"), ("18", "comments"), ("1.2k", "views")], *_ROWS["named"]),
    "Zähler": _each([("150", "mal geteilt"), ("18", "Kommentare"), ("320", "Aufrufe")], *_ROWS["named"]),
    "most read": "<div class='c-3'><h3>Most read</h3>" + "".join(f"<div><div>{at}</div><div><a href='/{at}'>{title}</a></div></div>" for at, title in enumerate(("Police said on Monday", "The dam and the county", "Homes that are flooded"), 1)) + "</div>",
    "offer": _each([("€1", "first month"), ("€9.90", "per month"), ("30", "days free")], *_ROWS["named"]),
    "countdown": _each([("12", "days"), ("4", "hours"), ("31", "minutes")], *_ROWS["named"]),
    "author": _each([("112", "articles"), ("3.4k", "followers"), ("2019", "joined")], *_ROWS["hashed"]),
    "poll": "<div class='c-5'><div>Should the dam be repaired?</div><div><div>Yes, the dam</div><div>61 %</div></div><div><div>No, the village</div><div>39 %</div></div><button>Vote</button></div>",
    "results": "<div><div>Your choice</div><div><div>The county</div><div>165 votes</div></div><div><div>The village</div><div>250 votes</div></div></div>",
    "reading": _each([("4 min", "reading time"), ("812", "words")], *_ROWS["named"]),
    "stamp": "<div class='c-6'><div>Askvatn</div><div>3/11/2026, 9:40</div></div>",
    "readers": "<div class='c-7'><div>4.3 / 5</div><div>212 ratings</div></div>",
    "ask": "<div class='c-8'><div>4/5</div><button>Rate this</button></div>",
    "goods": "<div class='c-9'><div><a href='https://shop.example/kettle'>A kettle for the village</a></div><div>4.5 out of 5</div></div>",
}  # fmt: skip


@pytest.mark.parametrize("place", _PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("box", _FURNITURE)
def test_figures_of_other_things_stay_out(box: str, place: _Place) -> None:
    assert not _boxed(_document(place(_FLOOD, _FURNITURE[box]), _FLOOD), _FLOOD)


def test_numbered_headings_stay_headings() -> None:
    parts = "".join(
        f"<div class='item'><div class='no'>{at}</div><h2>Reason {name}</h2><p>{text}</p></div>"
        for at, (name, text) in enumerate(zip(("one", "two", "three", "four"), _texts(_FLOOD), strict=True), 1)
    )
    document = _document(f"<main><article>{_head(_FLOOD)}<div class='body'>{parts}</div></article></main>", _FLOOD)
    assert [block.text for block in document.blocks if block.kind is BlockKind.HEADING][:2] == [
        "Reason one",
        "Reason two",
    ]
    assert [block.text for block in document.blocks if block.kind is P] == _texts(_FLOOD)


def test_figures_of_the_next_article_are_not_taken() -> None:
    following = f"<article><h1>Rovers win</h1>{_RESULTS['cells']}{_lines(_texts(_MATCH))}</article>"
    body = f"<main>{between(_FLOOD, '')}{following}</main>"
    assert not [block for block in _document(body, _FLOOD).blocks if "Rovers" in block.text]


@pytest.mark.parametrize(
    "text",
    ["4 out of 5", "8/10", "★★★☆☆", "4 von 5 Sternen", "Note : 3,5/5", "VERDICT: 4 stars", "5 点", "Оценка: 7 из 10"],
)
def test_ratings_are_told(text: str) -> None:
    assert ratings.is_rating(text)


@pytest.mark.parametrize(
    "text", ["4 of them left", "3/11", "2–1", "out of 5", "10 October", "5", "4 out of 5 voters", "*"]
)
def test_other_lines_are_no_ratings(text: str) -> None:
    assert not ratings.is_rating(text)
