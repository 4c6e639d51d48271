"""What the schedule knows of an article: when it was born, when it changed, and what hints were worth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tracker.schedule.urgency import MOST_URGENT

_NONE, _DAY = timedelta(0), timedelta(days=1)
_OLDEST_CLAIM = timedelta(days=60 * 365)
_MOST_CHANGES = 20
_HINT_PAUSE = timedelta(minutes=5)
_MOST_IDLE = 12  # hints in vain that are counted; by then a hint waits for two weeks


class HintKind(StrEnum):
    """Who said that an article was edited: the feed or sitemap that lists it, or the date of change on its own page."""

    LIST = "list"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Life:
    """What an article's schedule depends on.

    `added_at` is when it was first followed, `born_at` when it was published as far as known, `changed_at` when a
    change was seen last, `changes` how many were. `section` is where it stands in its paper. `claimed_at` is the newest date of change that its
    page has shown. `hint` is who said since the last look that it was edited; `idle_hints` counts the hints in a row
    that led to nothing. `urgency` is its level (see `urgency`).
    """

    added_at: datetime
    born_at: datetime | None = None
    changed_at: datetime | None = None
    changes: int = 0
    section: str = ""
    claimed_at: datetime | None = None
    hint: HintKind | None = None
    idle_hints: int = 0
    urgency: int = MOST_URGENT

    @property
    def is_restless(self) -> bool:
        """Whether it has changed so often that one more change says little."""
        return self.changes > _MOST_CHANGES

    def age(self, now: datetime) -> timedelta:
        """How old the article is; 0 where the clock was set back."""
        return max(_NONE, now - (self.born_at or self.added_at))

    @property
    def found_at_age(self) -> timedelta:
        """How old it was when it was first followed."""
        return self.age(self.added_at) if self.born_at else _NONE

    def followed_for(self, now: datetime) -> timedelta:
        """How long it has been followed."""
        return max(_NONE, now - self.added_at)

    def unchanged_for(self, now: datetime) -> timedelta:
        """How long its text has stood; its whole age where no change was seen."""
        return now - self.changed_at if self.changed_at else self.age(now)

    def read(self, *, published_at: datetime | None, section: str) -> Life:
        """With what a page says of itself: its birth, where none was known, and its section."""
        born_at = self.born_at or birth(published_at, self.added_at)
        section = " ".join(section.split())[:100] or self.section
        if born_at == self.born_at and section == self.section:
            return self  # as at nearly every look, and `replace` takes as long as all the rest of planning
        return replace(self, born_at=born_at, section=section)

    def looked_at(self, now: datetime, *, changed: bool, claimed_at: datetime | None) -> Life:
        """After a look that could be believed. A hint that led to it was worth something where the text had changed.

        A date of change on the page that is newer than any before, beside a text that is the same, is a hint in turn.
        """
        newest = max(self.claimed_at, claimed_at) if self.claimed_at and claimed_at else self.claimed_at or claimed_at
        moved = bool(claimed_at and self.claimed_at and claimed_at > self.claimed_at)
        idle = 0 if changed else min(self.idle_hints + (self.hint is not None), _MOST_IDLE)
        return Life(  # written out: it runs at every look, and `replace` takes three times as long
            added_at=self.added_at,
            born_at=self.born_at,
            changed_at=now if changed else self.changed_at,
            changes=self.changes + changed,
            section=self.section,
            claimed_at=newest,
            hint=HintKind.PAGE if moved and not changed else None,
            idle_hints=idle,
            urgency=self.urgency,
        )

    def of_urgency(self, urgency: int) -> Life:
        """The same life at that level."""
        return Life(  # written out as well
            added_at=self.added_at,
            born_at=self.born_at,
            changed_at=self.changed_at,
            changes=self.changes,
            section=self.section,
            claimed_at=self.claimed_at,
            hint=self.hint,
            idle_hints=self.idle_hints,
            urgency=urgency,
        )


def birth(published_at: datetime | None, added_at: datetime) -> datetime | None:
    """When an article was born, by what it claims; None where the claim cannot be: after it was first seen, or before
    there was a web to publish on. A date without a time of day (midnight) means some time on that day: the latest, so
    that nothing young is taken for old.
    """
    if published_at is None or published_at > added_at or published_at < added_at - _OLDEST_CLAIM:
        return None
    is_whole_day = published_at.hour == published_at.minute == published_at.second == 0
    return min(published_at + _DAY, added_at) if is_whole_day else published_at


def hinted_at(planned_at: datetime, *, last_look_at: datetime, now: datetime, idle_hints: int) -> datetime:
    """When to look where something hints at an edit: at once, or a while after the last look that grows with every hint
    in vain, and never later than planned. So a list that always says "now" gets a few looks, not one each time.
    """
    waited = _HINT_PAUSE * 2 ** min(idle_hints, _MOST_IDLE) if idle_hints else _NONE
    return min(planned_at, max(now, last_look_at + waited))
