from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scripted.records import a_revision
from tracker.desk.references import parse_moment, parse_revision
from tracker.errors import UsageError

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
REVISIONS = [a_revision(number, first_seen_at=NOW - timedelta(days=10 - number)) for number in (1, 2, 3, 4)]


def meant(text: str) -> int:
    return parse_revision(text, now=NOW, zone=PARIS).among(REVISIONS).number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("latest", 4),
        ("previous", 3),
        ("1", 1),
        (" 2 ", 2),
        ("7d", 3),
        ("2w", None),
        ("2026-03-07", 3),
        ("2026-03-06T12:00", 1),
        ("2026-03-06T13:00", 2),
        ("2026-03-06T12:00Z", 2),
        ("2026-03-06T12:00+00:00", 2),
        ("2031-01-01", 4),
    ],
)
def test_a_revision_is_meant_by_number_place_date_or_age(text: str, number: int | None) -> None:
    if number is None:
        with pytest.raises(UsageError, match="there is no revision 2w: there are 1 to 4"):
            meant(text)
    else:
        assert meant(text) == number


def test_previous_of_a_single_revision_is_that_one() -> None:
    assert parse_revision("previous", now=NOW, zone=PARIS).among(REVISIONS[:1]).number == 1


@pytest.mark.parametrize("text", ["0", "5", "999999999"])
def test_a_number_that_was_never_given_is_told_with_those_that_were(text: str) -> None:
    with pytest.raises(UsageError, match=f"there is no revision {text}: there are 1 to 4") as caught:
        meant(text)
    assert "tracker log" in caught.value.hint


def test_an_article_without_a_revision_says_so() -> None:
    with pytest.raises(UsageError, match="no revision yet"):
        parse_revision("latest", now=NOW, zone=PARIS).among([])


@pytest.mark.parametrize(
    "text",
    ["", " ", "first", "-1", "1.5", "９", "²", "12345678901234567890", "2026-13-01", "2026-02-30", "3y", "d", "\0", "9" * 5000, "999999w"],
)  # fmt: skip
def test_anything_else_is_neither_a_revision_nor_a_time(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        meant(text)
    assert len(str(caught.value)) < 200


@given(st.text(max_size=40))
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        parse_revision(text, now=NOW, zone=PARIS)
    except UsageError as error:
        assert error.hint  # noqa: PT017 - either a reference or an error with its next step


def test_a_day_ends_at_midnight_of_the_zone() -> None:
    first = parse_moment("2026-03-01", now=NOW, zone=PARIS)
    last = parse_moment("2026-03-01", now=NOW, zone=PARIS, end_of_day=True)
    assert first == datetime(2026, 2, 28, 23, 0, tzinfo=UTC)
    assert last == datetime(2026, 3, 1, 22, 59, 59, 999999, tzinfo=UTC)


def test_a_day_of_23_hours_ends_at_its_midnight_too() -> None:
    last = parse_moment("2026-03-29", now=NOW, zone=PARIS, end_of_day=True)
    assert last.astimezone(UTC) == datetime(2026, 3, 29, 21, 59, 59, 999999, tzinfo=UTC)


def test_an_age_counts_back_from_now() -> None:
    assert parse_moment("90m", now=NOW, zone=PARIS) == NOW - timedelta(minutes=90)
