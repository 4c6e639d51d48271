"""Tells whether a bare number counts people who died, were hurt or are missing, by the words around it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tracker.compare.facts.tokens import Mention
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language
from tracker.model import FactSub

# How many words away a word of harm may stand: further behind, for what is counted may be long ("seven of the pupils on
# the bus were treated"), nearer where the number counts what is seldom harmed itself.
_BEFORE, _BEHIND, _AT_ONCE = 6, 8, 5
_LONGEST_PHRASE = 3
_FIGURE = "#"


def counts_casualties(side: Side, item: Mention, words: Language) -> bool:
    """Whether a word or phrase of harm stands near a number that counts nothing else: "injuring 14 passengers", but not
    "destroyed 14 homes and killed a man", and not the first figure in "of 60 passengers, nine were hurt".
    """
    place = next(number for number, unit in enumerate(side.units) if unit.mention is item)
    before, behind = side.units[max(0, place - _BEFORE) : place], side.units[place : place + _BEHIND + 1]
    if any(unit.word in words.uncounted for unit in behind[1:3]):
        return harmed(before[-2:], words) or harmed(_clause(behind, words), words)
    return harmed(before, words) or harmed(_own(behind, words), words)


def _own(units: Sequence[Unit], words: Language) -> Sequence[Unit]:
    """A number and what stands behind up to the next one, where that is the one harmed: two that are joined both are."""
    for number, unit in enumerate(units[1:], start=1):
        if unit.mention is not None and unit.mention.sub is FactSub.NUMBER and not unit.mention.unit:
            joints = words.of("values", "and_or") | words.of("values", "of_whole")
            joined = any(other.word in joints for other in units[1:number])
            return units if joined else units[:number]
    return units


def _clause(units: Sequence[Unit], words: Language) -> Sequence[Unit]:
    """A number and what is said at once of what it counts: "two firefighters were slightly hurt"."""
    near = units[: _AT_ONCE + 1]
    for number, (one, two) in enumerate(itertools.pairwise(near), start=1):
        if two.word in words.of("values", "and_or") or two.start - one.end > 1:
            return near[:number]
    return near


def harmed(units: Sequence[Unit], words: Language) -> bool:
    """Whether a word or a phrase of harm stands among units."""
    said = [unit.word or _FIGURE for unit in units]
    if not words.casualty.isdisjoint(said):
        return True
    lengths = range(2, _LONGEST_PHRASE + 1)
    return any(" ".join(said[n : n + length]) in words.casualty for length in lengths for n in range(len(said)))
