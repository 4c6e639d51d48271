from __future__ import annotations

import pytest

from tracker.compare.text.clean import clean
from tracker.compare.text.language import language
from tracker.compare.text.sentences import LONGEST, sentences


def cut(text: str, code: str = "en") -> list[str]:
    cleaned = clean(text)
    return [cleaned.text[found.start : found.end] for found in sentences(cleaned, language(code))]


@pytest.mark.parametrize(
    "whole",
    [
        "Mr. Hale met Dr. Weiss on Dec. 2 in St. Ives.",
        "The U.S. Senate voted 3.5 to 1.",
        "“Why now?” Hale asked.",
        "She lives in Washington, D.C. and works there.",
        "Yahoo! said nothing.",
        "He waited... and left.",
    ],
)
def test_these_are_one_sentence(whole: str) -> None:
    assert len(cut(whole)) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He left. She stayed.", 2),
        ("“Go.” He left.", 2),
        ("It ended at 8 p.m. The crowd left.", 2),
        ("Was it true? Nobody knew! It rained.", 3),
        ("He came from the U.S. The others did not.", 2),
        ("市長は辞任した。市民は驚いた。", 2),
        ("वह गया। वह आया।", 2),
    ],
)
def test_these_are_several(text: str, count: int) -> None:
    assert len(cut(text)) == count


def test_german_dates_and_abbreviations_hold_a_sentence_together() -> None:
    assert len(cut("Das war z.B. Dr. Weiss.", "de")) == 1


def test_a_page_without_full_stops_is_cut_all_the_same() -> None:
    found = cut("word " * 5000)
    assert len(found) > 10
    assert max(map(len, found)) <= 2 * LONGEST
