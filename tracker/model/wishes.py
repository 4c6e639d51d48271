"""What a subscriber wishes: which words a change is searched for, how often to be told, and when to be left alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Cadence(StrEnum):
    """How often a subscriber is told: of each change at once, or of all that came together in a digest."""

    AT_ONCE = "at-once"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of every day in which nobody is told: from the minute `start` of the day up to `end`, which is excluded and
    may lie on the next day. The two differ.
    """

    start: int
    end: int

    def holds(self, minute: int) -> bool:
        """Whether a minute of the day is quiet."""
        if self.start < self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a subscriber is told. `zone` names the time zone that the hours are meant in (empty: UTC); `digest_minute` is
    the minute of the day at which daily and weekly digests go out, weekly ones on Mondays.
    """

    cadence: Cadence = Cadence.AT_ONCE
    zone: str = ""
    digest_minute: int = 8 * 60
    quiet: Quiet | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """Words that a changed passage must hold, near each other: all of `words` on one of its two sides; `drops` stood
    beside them in the old text and do no longer, `adds` stand there in the new text and did not before. All empty: no
    search.
    """

    words: str = ""
    drops: str = ""
    adds: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.drops or self.adds)


NO_SEARCH = Search()
AT_ONCE = Rhythm()
