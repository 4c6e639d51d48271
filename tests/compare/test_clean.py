from __future__ import annotations

import unicodedata

import pytest

from tracker.compare.text.clean import clean, normal


@pytest.mark.parametrize("marked", ["“so”", '"so"', "„so“", "«so»", "« so »", "»so«", "「so」"])
def test_every_double_mark_becomes_one(marked: str) -> None:
    assert clean(marked).text == '"so"'


@pytest.mark.parametrize("dash", ["yes—no", "yes -- no", "yes — no", "yes ― no"])
def test_long_dashes_stand_apart(dash: str) -> None:
    assert " ".join(clean(dash).text.split()) == "yes - no"


def test_places_lead_back_to_the_original_characters() -> None:
    original = "He  said…\n\n“Cafe\u0301\u00a0— ﬁne”"
    text = clean(original)
    for word in ("He", "said", "..."):
        start = text.text.index(word)
        span = text.span(start, start + len(word))
        assert original[span.start : span.end] in (word, "…")
    start = text.text.index("Café")
    span = text.span(start, start + 4)
    assert original[span.start : span.end] == "Cafe\u0301"


def test_a_blank_line_is_one_newline_and_a_wrapped_line_a_space() -> None:
    assert clean("one\ntwo\n\n\nthree").text == "one two\nthree"


def test_soft_hyphens_and_zero_width_signs_are_dropped() -> None:
    assert clean("ad\u00adver\u200btise").text == "advertise"


def test_a_power_is_not_read_as_part_of_the_number() -> None:
    assert clean("10²").text != clean("102").text


def test_the_normal_form_ignores_composition_and_white_space_only() -> None:
    assert normal(unicodedata.normalize("NFD", "é  a\n")) == normal("é a")
    assert normal("“a”") != normal('"a"')
