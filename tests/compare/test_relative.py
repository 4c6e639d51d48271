from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

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


def test_without_any_date_a_weekday_is_not_resolved() -> None:
    assert kinds(SAID, TUESDAY_5) == [FlagKind.FACT_CHANGED]
