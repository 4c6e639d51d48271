"""What became of the sentences of an article: each with its events, by the revision in which they happened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EventKind(StrEnum):
    """What happened to a sentence. `RETOUCHED` is a change of typography or spelling, without one of meaning."""

    BORN = "born"
    CHANGED = "changed"
    RETOUCHED = "retouched"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    GONE = "gone"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened to a sentence in the step that led to revision number `revision`."""

    kind: EventKind
    revision: int


@dataclass(frozen=True, slots=True)
class SentenceLife:
    """One sentence in its latest words, verbatim, and what happened to it, its birth first. `start` and `end` are its
    characters in the body of the last revision that had it; `omitted` counts events that are not told any more.
    """

    text: str
    events: tuple[Event, ...]
    start: int
    end: int
    omitted: int = 0

    @property
    def born(self) -> int:
        """The revision that had it first, in whatever words."""
        return self.events[0].revision


@dataclass(frozen=True, slots=True)
class Blame:
    """The sentences that stand in a revision, in reading order, and those gone before it, the last to go first."""

    revision: int = 0
    standing: tuple[SentenceLife, ...] = ()
    gone: tuple[SentenceLife, ...] = ()
    forgotten: int = 0
