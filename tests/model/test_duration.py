from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model.duration import duration_text, parse_duration


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("200ms", timedelta(milliseconds=200)),
        ("90s", timedelta(seconds=90)),
        ("15m", timedelta(minutes=15)),
        ("3h", timedelta(hours=3)),
        ("2d", timedelta(days=2)),
        ("1w", timedelta(weeks=1)),
        (" 5 M ", timedelta(minutes=5)),
        ("0s", timedelta(0)),
    ],
)
def test_a_length_is_a_number_and_a_unit(text: str, length: timedelta) -> None:
    assert parse_duration(text) == length


@pytest.mark.parametrize("text", ["", "5", "m", "-5m", "1.5h", "5 min", "1h30m", "12345678s", "٣m", "5m\0"])
def test_anything_else_is_refused_with_the_form(text: str) -> None:
    with pytest.raises(ValueError, match="write a number and a unit: 90s, 15m, 3h, 2d or 1w"):
        parse_duration(text)


def test_the_longest_length_that_can_be_written_is_one() -> None:
    assert parse_duration("9999999w") == timedelta(weeks=9_999_999)


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(0), "0 s"),
        (timedelta(seconds=-5), "0 s"),
        (timedelta(milliseconds=600), "1 s"),
        (timedelta(minutes=14, seconds=5), "14 min 5 s"),
        (timedelta(hours=3), "3 h"),
        (timedelta(days=2, hours=3, minutes=59), "2 d 3 h"),
        (timedelta(days=400), "400 d"),
    ],
)
def test_people_read_the_two_largest_units(length: timedelta, text: str) -> None:
    assert duration_text(length) == text


@given(st.integers(min_value=0, max_value=9_999_999))
def test_what_is_written_in_seconds_is_read_so(seconds: int) -> None:
    assert parse_duration(f"{seconds}s") == timedelta(seconds=seconds)
