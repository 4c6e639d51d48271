from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, FlagKind


def changed(old: str, new: str) -> list[tuple[str, str]]:
    flags = compare(Document.from_text(old), Document.from_text(new)).flags
    return [(flag.before, flag.after) for flag in flags if flag.kind is FlagKind.FACT_CHANGED]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Mr and Mrs Reeve sold the farm.", "The Reeves sold the farm."),
        ("The Reeves sold the farm.", "Paul and Anna Reeve sold the farm."),
        ("The Voss family sold the farm.", "The Vosses sold the farm."),
        ("Mrs Quilters garden won the prize.", "Mrs Quilter’s garden won the prize."),
    ],
)
def test_a_family_and_a_lost_apostrophe_are_the_same_name(old: str, new: str) -> None:
    assert changed(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("Paul Reeve sold the farm.", "Paul Reeves sold the farm.", ("Paul Reeve", "Paul Reeves")),
        ("Mr Reeve sold the farm.", "Mr Reeves sold the farm.", ("Reeve", "Reeves")),
        ("Mr and Mrs Reeve sold the farm.", "The Barlows sold the farm.", ("Reeve", "Barlows")),
    ],
)
def test_a_surname_put_right_is_another_name(old: str, new: str, names: tuple[str, str]) -> None:
    assert changed(old, new) == [names]


def test_a_score_turned_round_is_no_other_spelling() -> None:
    assert changed("Northfield won 3-1 on Saturday.", "Northfield won 1-3 on Saturday.") == [("3-1", "1-3")]


def test_a_lost_minus_is_no_punctuation() -> None:
    assert len(changed("Frost fell to -5C.", "Frost fell to 5C.")) == 1


def test_a_head_of_nothing_but_full_stops_is_no_dateline() -> None:
    assert changed("The tide turned.", "… —.") == []
