from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.schedule import edits_per_day, expected_edits

ages = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("until", "share"),
    [(timedelta(hours=10), 0.54), (DAY, 0.66), (2 * DAY, 0.86), (6 * DAY, 0.95), (365 * DAY, 0.99), (730 * DAY, 1.0)],
)
def test_edits_come_when_the_studies_say(until: timedelta, share: float) -> None:
    assert expected_edits(timedelta(0), until) == pytest.approx(share)


@given(young=ages, older=ages)
def test_edits_become_rarer_with_age_and_never_stop(young: timedelta, older: timedelta) -> None:
    young, older = sorted((young, older))
    assert edits_per_day(young) >= edits_per_day(older) > 0


@given(times=st.lists(ages, min_size=3, max_size=3))
def test_what_is_expected_adds_up(times: list[timedelta]) -> None:
    start, middle, end = sorted(times)
    assert expected_edits(start, end) == pytest.approx(expected_edits(start, middle) + expected_edits(middle, end))
    assert expected_edits(end, start) == 0 or start == end


@given(age=ages)
def test_a_short_time_brings_what_the_rate_of_the_age_says(age: timedelta) -> None:
    """Within a minute the rate may fall once; it never rises."""
    minute = timedelta(minutes=1)
    found = expected_edits(age, age + minute) * 1440
    assert edits_per_day(age + minute) - 1e-9 <= found <= edits_per_day(age) + 1e-9
