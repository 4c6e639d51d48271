from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tracker.compare import compare
from tracker.model import Document, FlagKind

WEDNESDAY = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
SAID = Document.from_text("The committee met on Tuesday to hear the engineers.")
TUESDAY_5 = Document.from_text("The committee met on 5 May to hear the engineers.")
MONDAY_4 = Document.from_text("The committee met on 4 May to hear the engineers.")


def kinds(old: Document, new: Document, seen_at: datetime | None = None) -> list[FlagKind]:
    return [flag.kind for flag in compare(old, new, seen_at=seen_at).flags if flag.kind is FlagKind.FACT_CHANGED]


def test_a_weekday_and_its_date_are_one_day_when_the_page_was_seen() -> None:
    assert kinds(SAID, TUESDAY_5, WEDNESDAY) == kinds(TUESDAY_5, SAID, WEDNESDAY) == []


def test_a_weekday_is_read_against_the_date_of_its_own_document() -> None:
    assert kinds(replace(SAID, published_at=WEDNESDAY), TUESDAY_5) == []


def test_another_day_than_the_weekday_meant_is_told() -> None:
    assert kinds(SAID, MONDAY_4, WEDNESDAY) == [FlagKind.FACT_CHANGED]


def test_a_weekday_far_from_the_day_the_page_was_seen_is_another_day() -> None:
    assert kinds(SAID, TUESDAY_5, datetime(2026, 9, 2, tzinfo=UTC)) == [FlagKind.FACT_CHANGED]


def test_without_any_date_nothing_speaks_against_a_weekday_that_became_a_date() -> None:
    assert kinds(SAID, TUESDAY_5) == []


def test_without_any_date_another_weekday_beside_the_date_is_told() -> None:
    assert kinds(SAID, Document.from_text("The committee met on Monday 4 May to hear the engineers.")) == [
        FlagKind.FACT_CHANGED
    ]


def test_a_line_of_publication_gives_the_day_a_weekday_is_read_against() -> None:
    line = "Published Wednesday 6 May 2026\n\n"
    said, meant, other = (Document.from_text(line + text.text) for text in (SAID, TUESDAY_5, MONDAY_4))
    assert kinds(said, meant) == []
    assert kinds(said, other) == [FlagKind.FACT_CHANGED]


EQUAL = [
    ("It ended yesterday in Bonn.", "It ended on Tuesday in Bonn."),
    ("It ended yesterday in Bonn.", "It ended on 5 May in Bonn."),
    ("It opened four years ago.", "It opened in 2022."),
    ("It was sold last week.", "It was sold on 29 April."),
    ("He won this year.", "He won in 2026."),
    ("He votes tonight.", "He votes on Wednesday evening."),
    ("A year ago he left.", "Last year he left."),
    ("Il a gagné il y a quatre ans.", "Il a gagné en 2022."),
    ("Er kam gestern in Kassel an.", "Er kam am Dienstag in Kassel an."),
    ("Llegó ayer a Cádiz.", "Llegó el martes a Cádiz."),
    ("Chegou ontem a Lisboa.", "Chegou a 5 de maio a Lisboa."),
    ("È arrivato ieri a Roma.", "È arrivato martedì a Roma."),
]


@pytest.mark.parametrize(("said", "meant"), EQUAL)
def test_a_relative_day_and_the_day_it_means_are_one(said: str, meant: str) -> None:
    one, two = Document.from_text(said), Document.from_text(meant)
    assert kinds(one, two, WEDNESDAY) == kinds(two, one, WEDNESDAY) == []


UNEQUAL = [
    ("It ended yesterday in Bonn.", "It ended on Monday in Bonn.", "2026-05-05", "2026-05-04"),
    ("It opened four years ago.", "It opened in 2021.", "2022", "2021"),
    ("It opened four years ago.", "It opened five years ago.", "2022", "2021"),
    ("It was sold last week.", "It was sold last month.", "2026-04-27/2026-05-03", "2026-04"),
    ("Llegó hace cuatro años.", "Llegó en 2021.", "2022", "2021"),
]


@pytest.mark.parametrize(("said", "meant", "before", "after"), UNEQUAL)
def test_another_day_is_told_with_both_days_resolved(said: str, meant: str, before: str, after: str) -> None:
    change = compare(Document.from_text(said), Document.from_text(meant), seen_at=WEDNESDAY)
    deltas = [flag.delta for flag in change.flags if flag.kind is FlagKind.FACT_CHANGED and flag.delta]
    assert [(delta.before_value, delta.after_value) for delta in deltas] == [(before, after)]


def test_the_same_word_read_on_another_day_is_no_change() -> None:
    old = replace(Document.from_text("The talks ended yesterday in Bonn."), modified_at=WEDNESDAY)
    new = replace(
        Document.from_text("The talks ended yesterday in Köln."), modified_at=datetime(2026, 5, 9, tzinfo=UTC)
    )
    changed = [flag for flag in compare(old, new).flags if flag.kind is FlagKind.FACT_CHANGED]
    assert [flag.before for flag in changed] == ["Bonn"]


def test_each_side_is_read_against_its_own_day() -> None:
    old = replace(Document.from_text("The talks ended today in Bonn."), modified_at=WEDNESDAY)
    new = replace(
        Document.from_text("The talks ended yesterday in Bonn."), modified_at=datetime(2026, 5, 7, tzinfo=UTC)
    )
    assert kinds(old, new) == []


def test_without_a_day_two_relative_days_differ_and_nothing_speaks_against_an_absolute_one() -> None:
    last_week, last_month, monday = (
        Document.from_text(f"It was sold {when}.") for when in ("last week", "last month", "on Monday")
    )
    assert kinds(last_week, last_month) == [FlagKind.FACT_CHANGED]
    assert kinds(last_week, monday) == []
