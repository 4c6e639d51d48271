"""How often to look at a source."""

from __future__ import annotations

from datetime import timedelta

from tracker.discovery.pace import FIRST_PAUSE, LONGEST_PAUSE, SHORTEST_PAUSE, next_pause


def test_a_source_that_brings_something_is_looked_at_twice_as_often_and_no_more_often_than_every_five_minutes() -> None:
    assert next_pause(timedelta(minutes=40), new=1) == timedelta(minutes=20)
    assert next_pause(timedelta(minutes=7), new=50) == SHORTEST_PAUSE == timedelta(minutes=5)


def test_a_source_that_brings_nothing_is_looked_at_less_often_and_at_least_every_hour() -> None:
    assert next_pause(FIRST_PAUSE, new=0) == timedelta(minutes=18, seconds=45)
    pause = FIRST_PAUSE
    for _ in range(20):
        pause = next_pause(pause, new=0)
    assert pause == LONGEST_PAUSE == timedelta(hours=1)
