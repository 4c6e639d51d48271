"""The ladder of config.toml: how the pause between two looks grows with the age of an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rungs of (until this age, pause between checks) in growing age; the last holds for ever. `jitter` is the largest
    share of a pause by which it is lengthened or shortened.
    """

    rungs: tuple[tuple[timedelta, timedelta], ...]
    jitter: float = 0.1
    confirm_after: timedelta = timedelta(minutes=5)

    def pause(self, age: timedelta, unchanged_for: timedelta) -> timedelta:
        """The pause for an article of this age whose text has stood for `unchanged_for`.

        A recent change moves it a rung up: an edited article is likelier to be edited again.
        """
        return self.rungs[self.rung(age) - self.is_lifted(age, unchanged_for)][1]

    def rung(self, age: timedelta) -> int:
        """The place of the rung for this age, from 0."""
        return next((index for index, (until, _) in enumerate(self.rungs) if age < until), len(self.rungs) - 1)

    def is_lifted(self, age: timedelta, unchanged_for: timedelta) -> bool:
        """Whether a change was so recent that the article stands a rung higher than its age says."""
        rung = self.rung(age)
        return rung > 0 and unchanged_for < self.rungs[rung - 1][0]
