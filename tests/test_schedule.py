from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.config import ScheduleSettings
from tracker.schedule import Ladder, confirm_at, gone_check_at, next_check_at, retry_at

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
DEFAULT = Ladder(rungs=ScheduleSettings().ladder)
MIDDLE = 0.5  # the chance that neither lengthens nor shortens

ages = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000))
chances = st.floats(min_value=0, max_value=1, exclude_max=True)


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """Any ladder the settings accept whose pauses grow with the age."""
    seconds = st.integers(min_value=1, max_value=10**8)
    until = sorted(draw(st.sets(seconds, min_size=1, max_size=8)))
    pauses = sorted(draw(st.lists(seconds, min_size=len(until), max_size=len(until))))
    rungs = tuple((timedelta(seconds=age), timedelta(seconds=pause)) for age, pause in zip(until, pauses, strict=True))
    return Ladder(rungs=rungs, jitter=draw(st.floats(min_value=0, max_value=0.5)))


@given(ladder=ladders(), age=ages, unchanged=ages, chance=chances)
def test_checks_never_stop(ladder: Ladder, age: timedelta, unchanged: timedelta, chance: float) -> None:
    at = next_check_at(ladder, now=NOW, added_at=NOW - age, changed_at=NOW - min(unchanged, age), chance=chance)
    assert NOW < at <= NOW + ladder.rungs[-1][1] * (1 + ladder.jitter)


@given(ladder=ladders(), young=ages, older=ages)
def test_checks_are_never_rarer_when_an_article_is_young(ladder: Ladder, young: timedelta, older: timedelta) -> None:
    young, older = sorted((young, older))
    assert ladder.pause(young, young) <= ladder.pause(older, older)


@given(ladder=ladders(), age=ages, unchanged=ages)
def test_a_change_never_makes_checks_rarer(ladder: Ladder, age: timedelta, unchanged: timedelta) -> None:
    assert ladder.pause(age, min(unchanged, age)) <= ladder.pause(age, age)


@given(ladder=ladders(), age=ages, chance=chances)
def test_the_jitter_stays_within_its_share(ladder: Ladder, age: timedelta, chance: float) -> None:
    pause = next_check_at(ladder, now=NOW, added_at=NOW - age, changed_at=None, chance=chance) - NOW
    meant = ladder.pause(age, age)
    tick = timedelta(microseconds=1)
    assert meant * (1 - ladder.jitter) - tick <= pause <= meant * (1 + ladder.jitter) + tick


@pytest.mark.parametrize(
    ("age", "pause"),
    [
        (timedelta(0), timedelta(minutes=15)),
        (timedelta(hours=3), timedelta(minutes=30)),
        (timedelta(hours=12), timedelta(hours=1)),
        (timedelta(days=3), timedelta(hours=6)),
        (timedelta(days=20), timedelta(days=1)),
        (timedelta(days=60), timedelta(days=7)),
        (timedelta(days=100), timedelta(days=30)),
        (timedelta(days=3650), timedelta(days=30)),
    ],
)
def test_the_default_ladder_is_dense_at_first_and_holds_its_last_rung(age: timedelta, pause: timedelta) -> None:
    at = next_check_at(DEFAULT, now=NOW, added_at=NOW - age, changed_at=None, chance=MIDDLE)
    assert at == NOW + pause


def test_the_first_day_of_the_default_ladder_has_its_checks() -> None:
    added_at, at, looks = NOW, NOW, 0
    while at < added_at + timedelta(days=1):
        at = next_check_at(DEFAULT, now=at, added_at=added_at, changed_at=None, chance=MIDDLE)
        looks += 1
    assert looks == 12 + 14 + 14


def test_a_fresh_change_moves_the_article_one_rung_up() -> None:
    age = timedelta(days=20)
    changed = next_check_at(DEFAULT, now=NOW, added_at=NOW - age, changed_at=NOW, chance=MIDDLE)
    long_ago = next_check_at(DEFAULT, now=NOW, added_at=NOW - age, changed_at=NOW - timedelta(days=8), chance=MIDDLE)
    assert changed == NOW + timedelta(hours=6)
    assert long_ago == NOW + timedelta(days=1)


def test_a_change_on_the_first_rung_stays_on_it() -> None:
    at = next_check_at(DEFAULT, now=NOW, added_at=NOW - timedelta(hours=1), changed_at=NOW, chance=MIDDLE)
    assert at == NOW + timedelta(minutes=15)


def test_a_clock_that_was_set_back_counts_as_young() -> None:
    at = next_check_at(DEFAULT, now=NOW, added_at=NOW + timedelta(days=400), changed_at=None, chance=MIDDLE)
    assert at == NOW + timedelta(minutes=15)


@given(failures=st.integers(min_value=1, max_value=10**9), chance=chances)
def test_retries_double_up_to_half_a_day(failures: int, chance: float) -> None:
    pause = retry_at(DEFAULT, now=NOW, failures=failures, chance=chance) - NOW
    meant = min(timedelta(minutes=5) * 2 ** min(failures - 1, 16), timedelta(hours=12))
    assert abs(pause - meant) <= meant * DEFAULT.jitter + timedelta(microseconds=1)


def test_the_first_retries_are_five_ten_and_twenty_minutes() -> None:
    pauses = [retry_at(DEFAULT, now=NOW, failures=count, chance=MIDDLE) - NOW for count in (1, 2, 3)]
    assert pauses == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]


@given(failures=st.integers(min_value=1, max_value=40), wait=ages, chance=chances)
def test_no_retry_comes_before_the_server_wants_it(failures: int, wait: timedelta, chance: float) -> None:
    own = retry_at(DEFAULT, now=NOW, failures=failures, chance=chance)
    asked = retry_at(DEFAULT, now=NOW, failures=failures, retry_after=NOW + wait, chance=chance)
    assert asked == max(own, NOW + wait)


@given(chance=chances)
def test_a_doubtful_capture_is_looked_at_again_soon(chance: float) -> None:
    ladder = Ladder(rungs=DEFAULT.rungs, jitter=0.2, confirm_after=timedelta(minutes=10))
    assert timedelta(minutes=8) <= confirm_at(ladder, now=NOW, chance=chance) - NOW <= timedelta(minutes=12)


@given(chance=chances)
def test_an_article_that_is_gone_is_looked_for_every_day(chance: float) -> None:
    pause = gone_check_at(DEFAULT, now=NOW, chance=chance) - NOW
    assert timedelta(hours=21.6) <= pause <= timedelta(hours=26.4)
