"""A passage of a text around the words that were searched for, with these marked. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model.query import Term, marked
from tracker.render.inert import one_line

_ROOM = 300
_LEAD = 90
_LOOKED_AT = 200_000
_SPACES = frozenset(" \n\t\r")


@dataclass(frozen=True, slots=True)
class Run:
    """Inert words of a passage, and whether they were searched for."""

    text: str
    found: bool


def passage(text: str, terms: Sequence[Term], *, room: int = _ROOM) -> tuple[Run, ...]:
    """At most about `room` characters where most of the terms stand together, cut between words; the beginning of the
    text where none does. Costs time linear in the text, of which only the first 200,000 characters are looked at.
    """
    text = text[:_LOOKED_AT]
    places = marked(text, terms)
    start = _start(text, places, room)
    end = _word_end(text, start + room)
    runs: list[Run] = [Run("…", found=False)] if start else []
    at = start
    for left, right in places:
        if start <= left and right <= end:
            runs += [_run(text[at:left], found=False), _run(text[left:right], found=True)]
            at = right
    runs.append(_run(text[at:end], found=False))
    if end < len(text):
        runs.append(Run("…", found=False))
    return tuple(run for run in runs if run.text)


def _start(text: str, places: Sequence[tuple[int, int]], room: int) -> int:
    """Where the window with the most marks begins, moved back to a little before its first, at a word."""
    best, most, last = 0, 0, 0
    for at, (left, _) in enumerate(places):
        last = max(last, at)
        while last < len(places) and places[last][1] <= left + room - _LEAD:
            last += 1
        if last - at > most:
            best, most = left, last - at
    start = max(0, best - _LEAD)
    if not most or not start:
        return 0
    space = text.find(" ", start, best)
    return space + 1 if space >= 0 else best


def _word_end(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", max(0, end - 40), end)
    return space if space > 0 else end


def _run(text: str, *, found: bool) -> Run:
    lead, tail = text[:1] in _SPACES, text[-1:] in _SPACES
    line = one_line(text)
    return Run(f"{' ' if lead else ''}{line}{' ' if tail and line else ''}", found=found)
