"""When a host is left alone because it is the host that fails, and not one article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

OPENS_AFTER = 5
"""Checks of a host's articles in a row that must fail before the host as a whole rests."""

_REST_PER_WAIT = 4
"""A host that hangs rests for so many times as long as it was waited for, so that it holds a place among those visited
for a fifth of the time at most.
"""

_FIRST_REST = timedelta(minutes=5)
_LONGEST_REST = timedelta(hours=6)


class HostNotice(StrEnum):
    """What is worth telling about a host, once each time it happens."""

    STOPPED = "stopped"
    ANSWERS_AGAIN = "answers_again"


@dataclass(frozen=True, slots=True)
class HostHealth:
    """How a host answers: `failures` of the host itself in a row (no answer, 5xx, 429), whichever article was asked for;
    `stopped_at` is since when it has rested, None while it is asked as usual.
    """

    failures: int = 0
    stopped_at: datetime | None = None


def after_failure(health: HostHealth, *, now: datetime) -> tuple[HostHealth, datetime | None]:
    """The health after one more failure, and until when the host rests (None where one article was at fault so far).

    Each rest is twice as long as the one before, up to six hours; after it one article tries the host again.
    """
    failures = health.failures + 1
    if failures < OPENS_AFTER:
        return replace(health, failures=failures), None
    rest = min(_FIRST_REST * 2 ** min(failures - OPENS_AFTER, 16), _LONGEST_REST)
    return HostHealth(failures=failures, stopped_at=health.stopped_at or now), now + rest


def rest_after_waiting(waited: timedelta) -> timedelta:
    """How long a host rests that let a whole request run out of time: each of its articles would cost as much again."""
    return min(_REST_PER_WAIT * waited, _FIRST_REST)


def after_answer() -> HostHealth:
    """The health after any answer that was the host's own: the article may be gone, the host is there."""
    return HostHealth()


def notice(before: HostHealth, after: HostHealth) -> HostNotice | None:
    """What the step from one health to the next is worth telling."""
    if after.stopped_at and not before.stopped_at:
        return HostNotice.STOPPED
    if before.stopped_at and not after.stopped_at:
        return HostNotice.ANSWERS_AGAIN
    return None
