"""The ladder of config.toml: how the pause between two looks grows with the age of an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

_AFTER_A_CHANGE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rungs of (until this age, pause between checks) in growing age; the last holds for ever. `jitter` is the largest
    share of a pause by which it is lengthened or shortened.
    """

    rungs: tuple[tuple[timedelta, timedelta], ...]
    jitter: float = 0.1
    confirm_after: timedelta = timedelta(minutes=5)

    def pause(self, age: timedelta, unchanged_for: timedelta, *, is_restless: bool = False) -> timedelta:
        """The pause for an article of this age whose text has stood for `unchanged_for`."""
        return self.rungs[self.place(age, unchanged_for, is_restless=is_restless)][1]

    def place(self, age: timedelta, unchanged_for: timedelta, *, is_restless: bool = False) -> int:
        """The rung, from 0, that an article stands on: that of its age, and one rung up after a recent change, because an
        edited article is likelier to be edited again.

        For an hour after a change it stands on the first rung: what is corrected or undone at once would be missed. Not
        so what `is_restless`: pages that never stand still would be asked for at that pace for ever.
        """
        rung = self.rung(age)
        if unchanged_for < min(_AFTER_A_CHANGE, age) and not is_restless:
            return 0
        return rung - 1 if rung and unchanged_for < self.rungs[rung - 1][0] else rung

    def rung(self, age: timedelta) -> int:
        """The rung, from 0, for this age."""
        for index, (until, _) in enumerate(self.rungs):
            if age < until:
                return index
        return len(self.rungs) - 1
