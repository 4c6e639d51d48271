"""Passages around what was searched for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model.query import parse_query
from tracker.render.marks import passage

LONG = "one two three four five six seven eight nine ten " * 40


def told(text: str, typed: str, room: int = 300) -> str:
    return "".join(
        f"[{run.text}]" if run.found else run.text for run in passage(text, parse_query(typed).terms, room=room)
    )


def test_the_words_are_marked_where_they_stand() -> None:
    assert told("The wall rose. A Wall fell.", "wall") == "The [wall] rose. A [Wall] fell."


def test_the_passage_with_most_of_the_words_is_chosen() -> None:
    text = f"A wall. {LONG} Then a wall by the harbour was built. {LONG}"
    words = told(text, "wall harbour")
    assert words.startswith("…")
    assert words.endswith("…")
    assert "[wall] by the [harbour] was built" in words


def test_a_text_without_the_words_is_shown_from_its_beginning() -> None:
    assert told(LONG, "marzipan", room=50) == "one two three four five six seven eight nine ten…"


def test_what_acts_is_made_harmless() -> None:
    assert told("a \u202ewall\u2028\x1b[31m", "wall") == "a ‹U+202E›[wall]‹U+2028›␛[31m"


@given(st.text(max_size=2000), st.text(max_size=20), st.integers(min_value=20, max_value=300))
def test_a_passage_is_bounded(text: str, typed: str, room: int) -> None:
    assert sum(len(run.text) for run in passage(text, parse_query(typed).terms, room=room)) <= 10 * room + 20


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_nothing_is_nothing(text: str) -> None:
    assert told(text, "wall").strip() == ""
