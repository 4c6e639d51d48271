"""Amounts and ranks that several words make up together."""

from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, FlagKind

EQUAL = [
    ("He scored in the eighty-eighth minute.", "He scored in the 88th minute."),
    ("She won by four hundredths of a second.", "She won by 0.04 seconds."),
    ("It was out in three-quarters of an hour.", "It was out in 45 minutes."),
    ("A woman in her fifties was hurt.", "A woman in her 50s was hurt."),
    ("The shares closed at £4.10 in London.", "The shares closed at 410p in London."),
    ("It opens on the first of March.", "It opens on 1 March."),
    ("He got three years and six months.", "He got three-and-a-half years."),
    ("Only one in ten was opposed.", "Just one in every 10 was opposed."),
]
OTHER = [
    ("She won by four hundredths of a second.", "She won by six hundredths of a second."),
    ("A woman in her late fifties was hurt.", "A woman in her late sixties was hurt."),
    ("The shares closed at 388p in London.", "The shares closed at 361p in London."),
    ("She ran it in 2:04:11 on Sunday.", "She ran it in 2:04:41 on Sunday."),
    ("It came in the twenty-first minute.", "It came in the twenty-third minute."),
    ("He was married three times in all.", "He was married twice in all."),
]


@pytest.mark.parametrize(("old", "new"), EQUAL)
def test_equal_amounts_in_other_words_are_no_fact(old: str, new: str) -> None:
    assert _facts(old, new) == 0


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_another_amount_is_one_fact(old: str, new: str) -> None:
    assert _facts(old, new) == 1


def _facts(old: str, new: str) -> int:
    flags = compare(Document.from_text(old), Document.from_text(new)).flags
    return sum(flag.kind is FlagKind.FACT_CHANGED for flag in flags)
