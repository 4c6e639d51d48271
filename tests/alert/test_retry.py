from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.alert.retry import GIVE_UP_AFTER, next_attempt_at

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(0, 0), (1, 1), (2, 5), (3, 15), (4, 60), (5, 180), (6, 180), (43, 180)]
)
def test_the_delays_grow_to_three_hours(attempts: int, minutes: int) -> None:
    assert next_attempt_at(attempts, NOW, 0.0) == NOW + timedelta(minutes=minutes)


def test_five_days_of_failures_are_enough() -> None:
    at, attempts = NOW, 0
    while (following := next_attempt_at(attempts, at, 0.0)) is not None:
        at, attempts = following, attempts + 1
    assert GIVE_UP_AFTER - timedelta(hours=3) < at - NOW <= GIVE_UP_AFTER
    assert attempts == 44


def test_six_hours_without_a_server_lose_nothing() -> None:
    tries = []
    at, attempts = NOW, 0
    while at - NOW < timedelta(hours=6):
        tries.append(at)
        attempts += 1
        following = next_attempt_at(attempts, at, 1.0)
        assert following is not None
        at = following
    assert at - NOW < timedelta(hours=9)
    assert len(tries) == 6


@given(attempts=st.integers(0, 1000), jitter=st.floats(0, 1))
def test_chance_makes_a_delay_longer_by_a_tenth_at_most(attempts: int, jitter: float) -> None:
    plain, spread = next_attempt_at(attempts, NOW, 0.0), next_attempt_at(attempts, NOW, jitter)
    if plain is None or spread is None:
        assert plain is spread
    else:
        assert plain <= spread <= plain + (plain - NOW) / 10 + timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("attempts", "now", "jitter"), [(-1, NOW, 0.0), (1, NOW, 1.1), (1, NOW, -0.1), (1, NOW.replace(tzinfo=None), 0.0)]
)
def test_what_is_no_state_of_a_queue_is_refused(attempts: int, now: datetime, jitter: float) -> None:
    with pytest.raises(ValueError, match="not a state of a queue"):
        next_attempt_at(attempts, now, jitter)
