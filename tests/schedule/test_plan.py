from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.config import ScheduleSettings
from tracker.schedule import (
    MOST_URGENT,
    HintKind,
    Ladder,
    Life,
    confirm_at,
    first_urgency,
    gone_check_at,
    hinted_at,
    next_check_at,
    next_look,
    pace_of,
    retry_at,
    urgency_at,
)

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
DEFAULT = Ladder(rungs=ScheduleSettings().ladder)
TICK = timedelta(microseconds=2)
MIDDLE = 0.5  # the chance that neither lengthens nor shortens

ages = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000))
rates = st.floats(min_value=1 / 9, max_value=9)
chances = st.floats(min_value=0, max_value=1, exclude_max=True)


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """Any ladder the settings accept whose pauses grow with the age."""
    seconds = st.integers(min_value=1, max_value=10**8)
    until = sorted(draw(st.sets(seconds, min_size=1, max_size=8)))
    pauses = sorted(draw(st.lists(seconds, min_size=len(until), max_size=len(until))))
    rungs = tuple((timedelta(seconds=age), timedelta(seconds=pause)) for age, pause in zip(until, pauses, strict=True))
    return Ladder(rungs=rungs, jitter=draw(st.floats(min_value=0, max_value=0.5)))


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Any life up to NOW, also of an article that was followed late."""
    added_at = ago(draw(ages))
    born_at = draw(st.none() | ages.map(lambda age: added_at - age))
    changed_at = draw(st.none() | ages.map(ago))
    return Life(
        added_at=added_at,
        born_at=born_at,
        changed_at=changed_at,
        changes=draw(st.integers(min_value=0, max_value=300)) if changed_at else 0,
        hint=draw(st.none() | st.sampled_from(HintKind)),
        idle_hints=draw(st.integers(min_value=0, max_value=12)),
    )


def ago(length: timedelta) -> datetime:
    return NOW - length


def a_life(age: timedelta, **fields: Any) -> Life:
    """An article that was born and found so long before NOW, whose changes were all that could be expected of it."""
    return Life(added_at=NOW - age, **fields)


@given(ladder=ladders(), life=lives(), rate=rates, chance=chances)
def test_checks_never_stop(ladder: Ladder, life: Life, rate: float, chance: float) -> None:
    at = next_check_at(ladder, life, rate=rate, now=NOW, chance=chance)
    longest = max(pause for _, pause in ladder.rungs)
    assert NOW < at <= NOW + longest * 3 * (1 + ladder.jitter) + TICK


@given(ladder=ladders(), life=lives(), rate=rates, chance=chances)
def test_the_next_look_is_planned_and_weighed_as_if_each_were_asked_alone(
    ladder: Ladder, life: Life, rate: float, chance: float
) -> None:
    at = next_check_at(ladder, life, rate=rate, now=NOW, chance=chance)
    urgency = urgency_at(life, rate=rate, now=NOW)
    assert next_look(ladder, life, rate=rate, now=NOW, chance=chance) == (at, urgency)
    assert life.of_urgency(urgency) == replace(life, urgency=urgency)


@given(ladder=ladders(), young=ages, older=ages)
def test_checks_are_never_rarer_when_an_article_is_young(ladder: Ladder, young: timedelta, older: timedelta) -> None:
    young, older = sorted((young, older))
    assert ladder.pause(young, young) <= ladder.pause(older, older)


@given(ladder=ladders(), ages=st.lists(ages, min_size=2, max_size=2), rate=rates)
def test_the_pause_grows_with_age_whatever_was_learnt(ladder: Ladder, ages: list[timedelta], rate: float) -> None:
    young, older = (pace_of(ladder, a_life(age), rate=rate, now=NOW).pause for age in sorted(ages))
    assert young <= older + TICK


@given(ladder=ladders(), age=ages, unchanged=ages)
def test_a_change_never_makes_checks_rarer(ladder: Ladder, age: timedelta, unchanged: timedelta) -> None:
    assert ladder.pause(age, min(unchanged, age)) <= ladder.pause(age, age)


@given(ladder=ladders(), life=lives(), rate=rates, chance=chances)
def test_a_hint_never_lengthens_a_pause(ladder: Ladder, life: Life, rate: float, chance: float) -> None:
    without = next_check_at(ladder, replace(life, hint=None), rate=rate, now=NOW, chance=chance)
    assert next_check_at(ladder, replace(life, hint=HintKind.PAGE), rate=rate, now=NOW, chance=chance) <= without


@given(ladder=ladders(), life=lives(), rate=rates, chance=chances)
def test_the_jitter_stays_within_its_share(ladder: Ladder, life: Life, rate: float, chance: float) -> None:
    life = replace(life, hint=None)
    pause = next_check_at(ladder, life, rate=rate, now=NOW, chance=chance) - NOW
    meant = pace_of(ladder, life, rate=rate, now=NOW).pause
    assert meant * (1 - ladder.jitter) - TICK <= pause <= meant * (1 + ladder.jitter) + TICK


@given(life=lives(), rate=st.floats(min_value=0, allow_infinity=False, allow_nan=False))
def test_what_was_learnt_makes_pauses_three_times_as_long_or_short_at_most(life: Life, rate: float) -> None:
    pace = pace_of(DEFAULT, life, rate=rate, now=NOW)
    assert pace.rung_pause / 3 - TICK <= pace.pause <= pace.rung_pause * 3 + TICK or pace.is_cut


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
    assert DEFAULT.pause(age, age) == pause


def test_the_first_day_of_an_article_that_never_changes_has_its_checks() -> None:
    at, looks = NOW, 0
    while at < NOW + timedelta(days=1):
        at = next_check_at(DEFAULT, Life(added_at=NOW), now=at, chance=MIDDLE)
        looks += 1
    assert 30 <= looks <= 12 + 14 + 14


def test_for_an_hour_after_a_change_an_article_stands_on_the_first_rung_and_then_one_rung_up() -> None:
    age = timedelta(days=20)
    assert DEFAULT.pause(age, timedelta(0)) == timedelta(minutes=15)
    assert DEFAULT.pause(age, timedelta(hours=1)) == timedelta(hours=6)
    assert DEFAULT.pause(age, timedelta(days=8)) == timedelta(days=1)


def test_a_page_that_never_stands_still_is_not_asked_for_like_a_new_one_for_ever() -> None:
    life = a_life(timedelta(days=20), changed_at=NOW, changes=500)
    assert pace_of(DEFAULT, life, rate=1, now=NOW).rung_pause == timedelta(hours=6)


def test_a_change_on_the_first_rung_stays_on_it() -> None:
    assert DEFAULT.pause(timedelta(hours=1), timedelta(0)) == timedelta(minutes=15)


def test_a_clock_that_was_set_back_counts_as_young() -> None:
    at = next_check_at(DEFAULT, Life(added_at=NOW + timedelta(days=400)), now=NOW, chance=MIDDLE)
    assert at == NOW + timedelta(minutes=15)


def test_an_article_that_was_followed_late_is_not_treated_as_new() -> None:
    followed = timedelta(hours=1)
    late = Life(added_at=NOW - followed, born_at=NOW - timedelta(days=20))
    new = Life(added_at=NOW - followed)
    paces = [pace_of(DEFAULT, life, rate=1, now=NOW).rung_pause for life in (late, new)]
    assert paces == [timedelta(days=1), timedelta(minutes=15)]


def test_an_old_article_is_left_alone_for_as_long_as_it_was_followed_at_most() -> None:
    """So a date of birth that is wrong, or a lie, costs days and not a month."""
    at, pauses = NOW, []
    for _ in range(7):
        life = Life(added_at=NOW, born_at=NOW - timedelta(days=1000))
        later = next_check_at(DEFAULT, life, now=at, chance=MIDDLE)
        pauses.append((later - at) / timedelta(days=1))
        at = later
    assert pauses == pytest.approx([1, 1, 2, 4, 8, 16, 30], rel=0.05)


def test_an_article_that_changes_is_looked_at_more_often_than_its_siblings() -> None:
    age = timedelta(hours=9)
    long_ago = NOW - timedelta(hours=8)
    restless = a_life(age, changed_at=long_ago, changes=5)
    assert pace_of(DEFAULT, restless, rate=1, now=NOW).pause < pace_of(DEFAULT, a_life(age), rate=1, now=NOW).pause


def test_a_feed_that_always_says_now_gets_few_looks_more() -> None:
    """Each look finds nothing; after each the feed claims an update at once."""
    at, looks = NOW, 0
    life = a_life(timedelta(days=20))
    end = NOW + timedelta(days=10)
    while at < end:
        planned_at = next_check_at(DEFAULT, replace(life, hint=None), now=at, chance=MIDDLE)
        at = hinted_at(planned_at, last_look_at=at, now=at + timedelta(minutes=1), idle_hints=life.idle_hints)
        life = replace(life, hint=HintKind.LIST).looked_at(at, changed=False, claimed_at=None)
        looks += 1
    alone = timedelta(days=10) / pace_of(DEFAULT, a_life(timedelta(days=20)), rate=1, now=NOW).pause
    assert alone <= looks <= alone + 10


def test_a_hint_that_was_worth_something_is_believed_again() -> None:
    life = replace(a_life(timedelta(days=20)), hint=HintKind.LIST, idle_hints=5)
    life = life.looked_at(NOW, changed=True, claimed_at=None)
    soon = hinted_at(
        NOW + timedelta(days=1), last_look_at=NOW, now=NOW + timedelta(minutes=1), idle_hints=life.idle_hints
    )
    assert soon == NOW + timedelta(minutes=1)


def test_a_newer_date_of_change_beside_the_same_text_brings_a_look_soon() -> None:
    life = a_life(timedelta(days=20)).looked_at(
        NOW - timedelta(days=1), changed=False, claimed_at=NOW - timedelta(days=9)
    )
    assert life.hint is None
    life = life.looked_at(NOW, changed=False, claimed_at=NOW - timedelta(hours=1))
    assert life.hint is HintKind.PAGE
    assert next_check_at(DEFAULT, life, now=NOW, chance=MIDDLE) == NOW + timedelta(minutes=5)


def test_an_older_date_of_change_says_nothing() -> None:
    life = a_life(timedelta(days=20), claimed_at=NOW)
    assert life.looked_at(NOW, changed=False, claimed_at=NOW - timedelta(days=1)).hint is None
    assert life.looked_at(NOW, changed=False, claimed_at=None) == life


@given(young=ages, older=ages, rate=rates)
def test_younger_articles_are_more_urgent(young: timedelta, older: timedelta, rate: float) -> None:
    young, older = sorted((young, older))
    urgencies = [urgency_at(a_life(age), rate=rate, now=NOW) for age in (young, older)]
    assert urgencies[0] >= urgencies[1]
    assert first_urgency(young) >= first_urgency(older)


@given(life=lives(), rate=rates)
def test_a_hint_makes_a_look_more_urgent(life: Life, rate: float) -> None:
    plain, hinted = (urgency_at(replace(life, hint=hint), rate=rate, now=NOW) for hint in (None, HintKind.LIST))
    assert plain < hinted <= MOST_URGENT


@given(age=ages)
def test_the_first_look_is_the_most_urgent_of_an_article(age: timedelta) -> None:
    assert first_urgency(age) > urgency_at(a_life(age), rate=1, now=NOW)


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
