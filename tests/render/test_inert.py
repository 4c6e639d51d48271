from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.render.inert import arrows_forward, clip, clip_pair, flowing, inert, one_line

ANY_TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\x00b\x07c\x7f", "a␀b␇c␡"),
        ("\x9b31m", "‹U+009B›31m"),
        ("safe\u202egnp.exe", "safe‹U+202E›gnp.exe"),
        ("\u2066x\u2069\u200f\u061c", "‹U+2066›x‹U+2069›‹U+200F›‹U+061C›"),
        ("one\u2028two\u2029", "one‹U+2028›two‹U+2029›"),
        ("\ud800 and \udfff", "‹U+D800› and ‹U+DFFF›"),
        ("\ufffe\uffff", "‹U+FFFE›‹U+FFFF›"),
        ("dos\r\nline\rreturn", "dos\nline␍return"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("“Crème brûlée”, 東京, עברית, 👍", "“Crème brûlée”, 東京, עברית, 👍"),
    ],
)
def test_acting_characters_are_shown_by_name_and_words_are_left_alone(given_text: str, shown: str) -> None:
    assert inert(given_text) == shown


@given(ANY_TEXT)
def test_nothing_that_acts_survives(text: str) -> None:
    shown = inert(text)
    assert not [mark for mark in shown if unicodedata.category(mark) in {"Cc", "Cs", "Zl", "Zp"} and mark not in "\n\t"]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    assert inert(shown) == shown
    shown.encode("utf-8")


@given(ANY_TEXT)
def test_one_line_and_flowing_text_hold_no_line_break(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1
    assert len(flowing(text).splitlines()) <= 1


def test_text_is_clipped_with_an_ellipsis_only_where_it_is_too_long() -> None:
    assert clip("twelve words", 12) == "twelve words"
    assert clip("twelve words", 8) == "twelve…"


def test_a_clipped_pair_keeps_its_first_difference_in_sight() -> None:
    lead = "word " * 200
    before, after = clip_pair(lead + "guilty of it" + lead, lead + "cleared of it" + lead, 90)
    assert "guilty" in before
    assert "cleared" in after
    assert max(len(before), len(after)) <= 90
    assert before.startswith("…")


def test_a_side_that_is_empty_stays_empty_when_the_other_is_clipped() -> None:
    assert clip_pair("", "word " * 100, 20) == ("", "word word word word…")


@given(ANY_TEXT, ANY_TEXT, st.integers(min_value=2, max_value=50))
def test_a_clipped_pair_fits_its_room(before: str, after: str, room: int) -> None:
    assert all(len(side) <= room for side in clip_pair(before, after, room))


def test_an_arrow_between_words_from_right_to_left_still_leads_from_old_to_new() -> None:
    assert arrows_forward("Number: 12 → 21") == "Number: 12 → 21"
    assert arrows_forward("Zahl: „zwölf“ → „elf“") == "Zahl: „zwölf“ → „elf“"
    assert arrows_forward("Quote: “أبدا” → “الآن”") == "Quote: “أبدا” \u200e→\u200e “الآن”"
    assert arrows_forward("Quote: “לעולם” → “עכשיו”") == "Quote: “לעולם” \u200e→\u200e “עכשיו”"
