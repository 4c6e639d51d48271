"""Tells when a statement was made stronger or weaker, more or less exact, without another value or negation: "very",
"slightly", "nearly", "some" and "many". The words stand in the language data, by what they do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.compare.facts.tokens import ALL_BUT
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language

# In a longer block the word came or went with its clause.
_LONGEST_BLOCK = 4
_LONGEST_PHRASE = 3


@dataclass(frozen=True, slots=True)
class Degree:
    """A word of degree that became another one, came or went; `word` is the one that tells, units of the one side may
    be those around its place.
    """

    word: str
    old: Sequence[Unit]
    new: Sequence[Unit]
    how: str


_Found = tuple[int, int, str, str] | None


def degrees(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[Degree]:
    """The words of degree in small blocks that have no equal in their sense on the other side of the passage."""
    for block in found:
        left, right = block.old_units(old), block.new_units(new)
        if max(len(left), len(right)) > _LONGEST_BLOCK:
            continue
        gone = _in(old.units, block.old_start, block.old_end, words)
        come = _in(new.units, block.new_start, block.new_end, words)
        if not gone and not come:
            continue
        before, after = _senses(old.units, words), _senses(new.units, words)
        if _rounds_too(gone, come, old, new, words) or _excepts_too(left, right, words):
            continue
        if gone and come and gone[2] != come[2]:
            yield Degree(come[3], left, right, "changed")
        elif gone and not come and before.count(gone[2]) > after.count(gone[2]):
            yield Degree(gone[3], old.units[gone[0] : gone[1]], right or _near(new, block.new_start), "removed")
        elif come and not gone and after.count(come[2]) > before.count(come[2]):
            yield Degree(come[3], left or _near(old, block.old_start), new.units[come[0] : come[1]], "added")


def _rounds_too(gone: _Found, come: _Found, old: Side, new: Side, words: Language) -> bool:
    """Whether a count that is said to be about right is a round one on the other side: "una treintena", "unos 30"."""
    if (gone is None) == (come is None):
        return False
    (sense, other) = (gone[2], new) if gone else (come[2] if come else "", old)
    rounds = words.of("facts", "lone_scales")
    return sense == "about" and any(
        item.lower in rounds and words.scales.get(item.lower, 0.0) < _SCALE
        for mention in other.mentions
        for item in other.items[mention.first : mention.last]
    )


_SCALE = 1e6


def _excepts_too(left: Sequence[Unit], right: Sequence[Unit], words: Language) -> bool:
    """Whether one side says how few there are and the other that all but so many are: "only two", "all but two"."""
    few = words.of("values", "just_so_many")
    return any(
        any(unit.word in few for unit in one)
        and any(unit.mention is not None and unit.mention.value.startswith(ALL_BUT) for unit in two)
        for one, two in ((left, right), (right, left))
    )


def _near(side: Side, place: int) -> Sequence[Unit]:
    return side.units[place : place + 1]


def _senses(units: Sequence[Unit], words: Language) -> list[str]:
    found, place = [], 0
    while place < len(units):
        end, sense, _ = _at(units, place, words)
        if sense:
            found.append(sense)
        place = max(end, place + 1)
    return found


def _in(units: Sequence[Unit], first: int, last: int, words: Language) -> tuple[int, int, str, str] | None:
    """The first word of degree that begins in [first, last): where it stands, its sense and its text."""
    for place in range(first, last):
        end, sense, text = _at(units, place, words)
        if sense:
            return place, end, sense, text
    return None


def _at(units: Sequence[Unit], place: int, words: Language) -> tuple[int, str, str]:
    figures = words.map_of("shifting", "before_figures")
    for length in range(_LONGEST_PHRASE, 0, -1):
        near = units[place : place + length]
        text = " ".join(_word(unit) for unit in near)
        sense = words.intensity.get(text, "") if len(near) == length else ""
        # What some say hangs on a figure behind them: "over 100 homes", "over the wall"; "some people" has a sense, too.
        if figured := figures.get(text):
            counted = place + length < len(units) and units[place + length].mention is not None
            sense = figured if counted else sense if sense != figured else ""
        if sense and near[0].name < 0:
            then = units[place + length].word if place + length < len(units) else ""
            no_degree = f"{text} {then}" in words.of("shifting", "no_degree")  # "rather than"
            return (place, "", "") if no_degree else (place + length, sense, text)
    return place, "", ""


def _word(unit: Unit) -> str:
    """A word, also one that counts without a figure, such as "many"."""
    vague = unit.mention is not None and unit.mention.vague
    return unit.token.lower if vague else unit.word
