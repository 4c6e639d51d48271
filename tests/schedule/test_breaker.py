from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tracker.schedule import HostHealth, HostNotice, after_answer, after_failure, notice, rest_after_waiting

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


def failed(times: int) -> list[tuple[HostHealth, datetime | None]]:
    steps, health, now = [], HostHealth(), NOW
    for _ in range(times):
        health, rest_until = after_failure(health, now=now)
        steps.append((health, rest_until))
        now = rest_until or now
    return steps


def test_a_host_rests_from_the_fifth_failure_in_a_row_on() -> None:
    steps = failed(6)
    assert [rest_until for _, rest_until in steps[:4]] == [None] * 4
    assert steps[4][1] == NOW + timedelta(minutes=5)
    assert steps[5][1] == NOW + timedelta(minutes=5 + 10)
    assert {health.stopped_at for health, _ in steps[4:]} == {NOW}


@given(failures=st.integers(min_value=0, max_value=10**6))
def test_no_rest_is_longer_than_six_hours_and_none_ends_at_once(failures: int) -> None:
    health, rest_until = after_failure(HostHealth(failures=failures), now=NOW)
    assert health.failures == failures + 1
    assert rest_until is None or timedelta(minutes=5) <= rest_until - NOW <= timedelta(hours=6)


def test_any_answer_ends_it() -> None:
    (*_, (stopped, _)) = failed(9)
    assert after_answer() == HostHealth()
    assert notice(stopped, after_answer()) is HostNotice.ANSWERS_AGAIN


def test_stopping_and_answering_are_told_once_each() -> None:
    healths = [HostHealth(), *(health for health, _ in failed(8)), after_answer(), after_answer()]
    told = [notice(before, after) for before, after in pairwise(healths)]
    assert [one for one in told if one] == [HostNotice.STOPPED, HostNotice.ANSWERS_AGAIN]
    assert told.index(HostNotice.STOPPED) == 4


def test_a_host_that_hangs_rests_four_times_as_long_as_it_was_waited_for_but_five_minutes_at_most() -> None:
    assert rest_after_waiting(timedelta(seconds=30)) == timedelta(minutes=2)
    assert rest_after_waiting(timedelta(minutes=10)) == timedelta(minutes=5)
    assert rest_after_waiting(timedelta(0)) == timedelta(0)
