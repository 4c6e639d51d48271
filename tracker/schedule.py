"""When to look at an article again. Pure: time and chance are passed in.

The default ladder (config.toml) is dense while edits are likely and never ends: published studies place 63 % of last
edits on the first day and more than 90 % of headline edits within ten hours (Guo et al., WWW 2022), while some edits
come a year later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

_FIRST_RETRY = timedelta(minutes=5)
_LONGEST_RETRY = timedelta(hours=12)
_GONE_PAUSE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rungs of (until this age, pause between checks) in growing age; the last holds for ever. `jitter` is the largest
    share of a pause by which it is lengthened or shortened.
    """

    rungs: tuple[tuple[timedelta, timedelta], ...]
    jitter: float = 0.1
    confirm_after: timedelta = timedelta(minutes=5)

    def pause(self, age: timedelta, unchanged_for: timedelta) -> timedelta:
        """The pause for an article followed for `age` whose text has stood for `unchanged_for`.

        A recent change moves it a rung up: an edited article is likelier to be edited again.
        """
        rung = self._rung(age)
        if rung and unchanged_for < self.rungs[rung - 1][0]:
            rung -= 1
        return self.rungs[rung][1]

    def _rung(self, age: timedelta) -> int:
        return next((index for index, (until, _) in enumerate(self.rungs) if age < until), len(self.rungs) - 1)


def next_check_at(
    ladder: Ladder, *, now: datetime, added_at: datetime, changed_at: datetime | None, chance: float
) -> datetime:
    """When to check again after a check at `now` that could be believed. `chance` in [0, 1) is the jitter's die."""
    pause = ladder.pause(now - added_at, now - (changed_at or added_at))
    return now + _jittered(pause, ladder.jitter, chance)


def confirm_at(ladder: Ladder, *, now: datetime, chance: float) -> datetime:
    """When to look again at what could not be believed at once: a block page, a sudden shrink, a first 404."""
    return now + _jittered(ladder.confirm_after, ladder.jitter, chance)


def retry_at(
    ladder: Ladder, *, now: datetime, failures: int, retry_after: datetime | None = None, chance: float
) -> datetime:
    """When to try again after `failures` failed checks in a row (1 for the first): doubling from five minutes to half
    a day, and never before the `Retry-After` of the server (RFC 9110 §10.2.3).
    """
    pause = min(_FIRST_RETRY * 2 ** min(failures - 1, 16), _LONGEST_RETRY)
    at = now + _jittered(pause, ladder.jitter, chance)
    return max(at, retry_after) if retry_after else at


def gone_check_at(ladder: Ladder, *, now: datetime, chance: float) -> datetime:
    """When to look whether an article that is gone has returned."""
    return now + _jittered(_GONE_PAUSE, ladder.jitter, chance)


def _jittered(pause: timedelta, jitter: float, chance: float) -> timedelta:
    return pause * (1 + jitter * (2 * chance - 1))
