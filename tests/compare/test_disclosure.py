from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tracker.compare import compare
from tracker.model import Document, Verdict

OLD = "The driver, 42, was charged on Monday."
NEW = "The driver, 43, was charged on Monday."
NOTE = "Correction: An earlier version of this article gave the wrong age for the driver."
VAGUE = "Correction: This article has been corrected."


def verdict(old: str, new: str) -> Verdict:
    return compare(Document.from_text(old), Document.from_text(new)).disclosure.verdict


def test_an_edit_without_a_note_is_silent() -> None:
    assert verdict(OLD, NEW) is Verdict.SILENT


def test_a_note_that_speaks_of_the_edit_discloses_it_and_is_quoted() -> None:
    old, new = Document.from_text(OLD), Document.from_text(f"{NEW}\n\n{NOTE}")
    found = compare(old, new).disclosure
    assert (found.verdict, found.note) == (Verdict.DISCLOSED, NOTE)
    assert found.note_span is not None
    assert new.cut(found.note_span) == NOTE


def test_a_note_that_says_nothing_in_particular_is_partial() -> None:
    assert verdict(OLD, f"{NEW}\n\n{VAGUE}") is Verdict.PARTIAL


def test_a_note_that_speaks_of_one_of_two_edits_is_partial() -> None:
    found = verdict(f"{OLD} Two vans were seized.", f"{NEW} Six vans were seized.\n\n{NOTE}")
    assert found is Verdict.PARTIAL


def test_a_note_that_comes_alone_is_late() -> None:
    assert verdict(NEW, f"{NEW}\n\n{NOTE}") is Verdict.LATE


def test_a_change_that_needs_no_saying_is_none() -> None:
    assert verdict(OLD, f"{OLD} It was raining.") is Verdict.NONE


def test_a_moved_date_alone_does_not_disclose() -> None:
    first, later = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    old = replace(Document.from_text(OLD), modified_at=first)
    found = compare(old, replace(Document.from_text(NEW), modified_at=later)).disclosure
    assert (found.verdict, found.modified_moved) == (Verdict.SILENT, True)


def test_a_note_may_give_in_figures_what_the_text_has_in_words() -> None:
    old, new = "Three people died in the fire.", "Four people died in the fire."
    assert verdict(old, f"{new}\n\nThis article was amended: 4 people died.") is Verdict.DISCLOSED


def test_a_note_in_another_language_may_name_the_sort_of_thing() -> None:
    old, new = "Die Lehrerin, 34, starb in Tarn.", "Die Lehrerin, 43, starb in Tarn."
    assert verdict(old, f"{new}\n\nIn einer früheren Version war das Alter falsch angegeben.") is Verdict.DISCLOSED
