from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, Flag, FlagKind


def degrees(old: str, new: str) -> list[Flag]:
    change = compare(Document.from_text(old), Document.from_text(new))
    return [flag for flag in change.flags if flag.kind is FlagKind.INTENSITY_CHANGED]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("The plan was very popular.", "The plan was popular.", "intensity.removed"),
        ("The fund is empty.", "The fund is nearly empty.", "intensity.added"),
        ("He was extremely worried.", "He was slightly worried.", "intensity.changed"),
        ("Some residents left.", "Many residents left.", "intensity.changed"),
        ("About 40 people came.", "At least 40 people came.", "intensity.changed"),
        ("Le plan est très cher.", "Le plan est cher.", "intensity.removed"),
    ],
)
def test_words_of_degree_that_come_go_or_change_are_told(old: str, new: str, rule: str) -> None:
    assert [flag.rule for flag in degrees(old, new)] == [rule]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("About 40 people came.", "Some 40 people came."),
        ("It was almost over.", "It was nearly over."),
        ("“It was very cold,” she said.", "“It was cold,” she said."),
        ("He jumped over the wall.", "He climbed the wall."),
        ("Sales rose slightly.", "Sales rose sharply."),
    ],
)
def test_the_same_degree_quotations_and_opposites_are_none(old: str, new: str) -> None:
    assert degrees(old, new) == []
