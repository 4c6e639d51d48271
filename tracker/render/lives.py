"""Sentences with one history told together: what stands next to each other and was born, changed and moved alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.model.blame import EventKind, SentenceLife
from tracker.render.wording import counted

_BREAK = len("\n\n")
_REVISIONS = 8

EVENT_WORDS = {
    EventKind.BORN: "since revision",
    EventKind.CHANGED: "changed in",
    EventKind.RETOUCHED: "retouched in",
    EventKind.MOVED: "moved in",
    EventKind.SPLIT: "split in",
    EventKind.MERGED: "merged in",
    EventKind.GONE: "gone in",
    EventKind.RETURNED: "back in",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring sentences of one history. `events` are its kinds in the order in which they came first, each with the
    revisions of all its events; `omitted` counts those not told any more.
    """

    lives: tuple[SentenceLife, ...]
    events: tuple[tuple[EventKind, tuple[int, ...]], ...]

    @property
    def paragraphs(self) -> tuple[tuple[SentenceLife, ...], ...]:
        """The sentences by paragraph: between two of them the body has an empty line. Those that are gone stood apart."""
        found: list[list[SentenceLife]] = []
        for life in self.lives:
            joins = found and life.events[-1].kind is not EventKind.GONE and life.start - found[-1][-1].end < _BREAK
            if joins:
                found[-1].append(life)
            else:
                found.append([life])
        return tuple(map(tuple, found))

    @property
    def born(self) -> int:
        """The revision that had them first."""
        return self.lives[0].born

    @property
    def omitted(self) -> int:
        """How many events are not told any more."""
        return self.lives[0].omitted

    @property
    def last(self) -> int:
        """The revision in which something happened to them last."""
        return self.lives[0].events[-1].revision


def stretches(lives: Sequence[SentenceLife]) -> list[Stretch]:
    """The sentences in their order, those with equal events together."""
    return [_stretch(tuple(together)) for _, together in groupby(lives, key=lambda life: (life.events, life.omitted))]


def history_line(stretch: Stretch) -> str:
    """What happened to a stretch, in words: "since revision 1 · changed in 3, 5"; of very many revisions the last."""
    told = []
    for kind, numbers in stretch.events:
        more = f"{len(numbers) - _REVISIONS} earlier, " if len(numbers) > _REVISIONS else ""
        told.append(f"{EVENT_WORDS[kind]} {more}{', '.join(map(str, numbers[-_REVISIONS:]))}")
    return " · ".join(told) + (f" · {counted(stretch.omitted, 'event')} before" if stretch.omitted else "")


def _stretch(lives: tuple[SentenceLife, ...]) -> Stretch:
    by_kind: dict[EventKind, list[int]] = {}
    for event in lives[0].events:
        by_kind.setdefault(event.kind, []).append(event.revision)
    return Stretch(lives, tuple((kind, tuple(numbers)) for kind, numbers in by_kind.items()))
