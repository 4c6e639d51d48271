"""When a page is asked for on condition that it changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tracker.schedule import DISTRUST, asks_for_all, distrusted_until

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
MOMENT = timedelta(seconds=1)


def test_one_look_in_twelve_at_an_honest_host_sets_no_condition() -> None:
    looks = [asks_for_all(None, now=NOW, chance=number / 1200) for number in range(1200)]
    assert sum(looks) == 100


def test_a_host_that_lied_is_asked_for_all_until_its_time_is_over() -> None:
    lied_at = NOW - DISTRUST + MOMENT
    assert asks_for_all(lied_at, now=NOW, chance=0.9)
    assert distrusted_until(lied_at, now=NOW) == NOW + MOMENT
    assert not asks_for_all(lied_at, now=NOW + MOMENT, chance=0.9)
    assert distrusted_until(lied_at, now=NOW + MOMENT) is None
