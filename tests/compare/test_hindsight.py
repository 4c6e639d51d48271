from __future__ import annotations

from itertools import pairwise

import pytest

from tracker.compare import compare
from tracker.compare.notes.hindsight import explanations
from tracker.model import Document, Flag

FIRST = "The manuscript was burned on Nov. 9 in a garden.\n\nThe fire took 12 minutes, said Ada Quill, the author."
DATED = FIRST.replace("Nov. 9", "Nov. 19")
TIMED = DATED.replace("12 minutes", "15 minutes")


def flags(old: str, new: str) -> tuple[Flag, ...]:
    return compare(Document.from_text(old), Document.from_text(new)).flags


def history(note: str) -> list[tuple[int, tuple[Flag, ...]]]:
    """A date changed in revision 2, a number in 3, and a note appended in 4."""
    steps = (FIRST, DATED, TIMED, f"{TIMED}\n\n{note}")
    return [(1, ()), *((n + 2, flags(old, new)) for n, (old, new) in enumerate(pairwise(steps)))]


@pytest.mark.parametrize(
    ("note", "explained"),
    [
        ("Correction: An earlier version gave Nov. 9 as the date. It was Nov. 19.", [2]),
        ("Correction: The fire took 15 minutes, not 12.", [3]),
        ("Correction: The date was Nov. 19, and the fire took 15 minutes.", [2, 3]),
        ("Correction: An earlier version misspelt the name of the street.", []),
        ("Correction: The garden is at number 120.", []),
    ],
)
def test_a_note_explains_the_edits_whose_values_it_names(note: str, explained: list[int]) -> None:
    found = explanations(history(note))
    assert [one.revision for one in found] == explained
    assert {one.note_revision for one in found} <= {4}


def test_a_note_does_not_explain_what_came_after_it() -> None:
    noted = f"{FIRST}\n\nCorrection: The date was Nov. 19."
    later = noted.replace("on Nov. 9", "on Nov. 19")
    assert explanations([(1, ()), (2, flags(FIRST, noted)), (3, flags(noted, later))]) == ()


def test_without_notes_nothing_is_explained() -> None:
    assert explanations([(1, ()), (2, flags(FIRST, DATED))]) == ()
    assert explanations([]) == ()
