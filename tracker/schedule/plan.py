"""When to look again: the pause of the ladder, the learnt rate, hints, failures, and jitter against herds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.schedule.habits import edits_per_day, expected_edits
from tracker.schedule.ladder import Ladder
from tracker.schedule.life import Life, hinted_at
from tracker.schedule.rate import own_rate, pace_factor
from tracker.schedule.urgency import MOST_URGENT, urgency_of

_FIRST_RETRY = timedelta(minutes=5)
_LONGEST_RETRY = timedelta(hours=12)
_GONE_PAUSE = timedelta(days=1)
_SHORTEST_CAP = timedelta(days=1)
_FIRST_LOOK = 3  # levels
_HINTED = 3  # levels: one hinted look in two finds an edit, where an ordinary one finds one in a hundred


@dataclass(frozen=True, slots=True)
class Pace:
    """How the pause after a look comes about, step by step: the rung for the article's `age` and the `place` where it
    stands after its changes (both from 0), the pause that this gives, the `rate` whose root divides it (that of its
    section, and of what it did itself), whether it was cut because the article has not been followed for long, and the
    `pause` that is left, before jitter.
    """

    age: timedelta
    rung: int
    place: int
    rung_pause: timedelta
    rate: float
    is_cut: bool
    pause: timedelta


def pace_of(ladder: Ladder, life: Life, *, rate: float, now: datetime) -> Pace:
    """The pause after a look at `now` that could be believed. `rate` is how many times as often as the average article
    those of its source and section change (`learnt_rate`).

    It is never longer than the article has been followed, or a day: a date of birth is a claim, and an old article was
    followed for a reason.
    """
    age = life.age(now)
    place = ladder.place(age, life.unchanged_for(now), is_restless=life.is_restless)
    rung_pause = ladder.rungs[place][1]
    own = _rate_of(life, rate, age)
    pause, is_cut = _pause(rung_pause, own, life, now)
    return Pace(
        age=age, rung=ladder.rung(age), place=place, rung_pause=rung_pause, rate=own, is_cut=is_cut, pause=pause
    )


def next_look(ladder: Ladder, life: Life, *, rate: float, now: datetime, chance: float) -> tuple[datetime, int]:
    """When to check again after a look at `now` that could be believed, and how urgent that will be: `next_check_at` and
    `urgency_at` in one, as age and rate cost most of either and every look asks both.
    """
    age = life.age(now)
    own = _rate_of(life, rate, age)
    return _planned_at(ladder, life, age, own, now=now, chance=chance), _urgency(life, age, own)


def next_check_at(ladder: Ladder, life: Life, *, rate: float = 1.0, now: datetime, chance: float) -> datetime:
    """When to check again after a look at `now` that could be believed. `chance` in [0, 1) is the jitter's die."""
    age = life.age(now)
    return _planned_at(ladder, life, age, _rate_of(life, rate, age), now=now, chance=chance)


def urgency_at(life: Life, *, rate: float, now: datetime) -> int:
    """How urgent the next look is, among others that are due: by the edits that are expected at this age and rate."""
    age = life.age(now)
    return _urgency(life, age, _rate_of(life, rate, age))


def urgency_hinted(urgency: int) -> int:
    """The urgency once something hints at an edit."""
    return min(urgency + _HINTED, MOST_URGENT)


def first_urgency(age: timedelta) -> int:
    """How urgent the first look is at an article of this age: more than any other look at one of that age, because what
    is edited before it is lost for good.
    """
    return min(urgency_of(edits_per_day(max(age, timedelta(0)))) + _FIRST_LOOK, MOST_URGENT)


def confirm_at(ladder: Ladder, *, now: datetime, chance: float) -> datetime:
    """When to look again at what could not be believed at once: a block page, a sudden shrink, a first 404."""
    return now + jittered(ladder.confirm_after, ladder.jitter, chance)


def retry_at(
    ladder: Ladder, *, now: datetime, failures: int, retry_after: datetime | None = None, chance: float
) -> datetime:
    """When to try again after `failures` failed checks in a row (1 for the first): doubling from five minutes to half
    a day, and never before the `Retry-After` of the server (RFC 9110 §10.2.3).
    """
    pause = min(_FIRST_RETRY * 2 ** min(failures - 1, 16), _LONGEST_RETRY)
    at = now + jittered(pause, ladder.jitter, chance)
    return max(at, retry_after) if retry_after else at


def gone_check_at(ladder: Ladder, *, now: datetime, chance: float) -> datetime:
    """When to look whether an article that is gone has returned."""
    return now + jittered(_GONE_PAUSE, ladder.jitter, chance)


def jittered(pause: timedelta, jitter: float, chance: float) -> timedelta:
    """The pause made longer or shorter by up to the share `jitter`, as `chance` in [0, 1) has it."""
    return pause * (1 + jitter * (2 * chance - 1))


def _planned_at(ladder: Ladder, life: Life, age: timedelta, rate: float, *, now: datetime, chance: float) -> datetime:
    rung_pause = ladder.pause(age, life.unchanged_for(now), is_restless=life.is_restless)
    pause, _ = _pause(rung_pause, rate, life, now)  # as `pace_of` has it, which tells more
    planned_at = now + jittered(pause, ladder.jitter, chance)
    if life.hint is None:
        return planned_at
    soon = now + jittered(ladder.confirm_after, ladder.jitter, chance)
    return hinted_at(planned_at, last_look_at=now, now=soon, idle_hints=life.idle_hints)


def _urgency(life: Life, age: timedelta, rate: float) -> int:
    urgency = urgency_of(edits_per_day(age) * rate)
    return urgency_hinted(urgency) if life.hint else urgency


def _pause(rung_pause: timedelta, rate: float, life: Life, now: datetime) -> tuple[timedelta, bool]:
    """The pause before jitter, and whether it was cut because the article has not been followed for long."""
    wanted = rung_pause / pace_factor(rate)
    longest = max(life.followed_for(now), _SHORTEST_CAP)
    return (longest, True) if longest < wanted else (wanted, False)


def _rate_of(life: Life, rate: float, age: timedelta) -> float:
    expected = expected_edits(life.found_at_age, age)
    return own_rate(rate, changes=life.changes, expected=expected)
