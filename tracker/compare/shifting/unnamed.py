"""Tells where a statement lost a source without a name ("people familiar with the matter said") and now stands as sure, or
got one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.compare.shifting.shifts import Shift
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language

_LONGEST = 12


def unnamed_sources(passage: Passage, words: Language) -> Iterator[Shift]:
    """A clause that gives a statement to nobody who is named, on one side of a block; nothing where the other side says
    that it is told by somebody, too.
    """
    if not words.of("shifting", "unnamed"):
        return
    for block in passage.blocks:
        for own, other, span, place, added in _ends(passage, block):
            gone = own.units[slice(*span)]
            short = place[1] - place[0] <= 1 and 1 < len(gone) <= _LONGEST
            if not short or not _unnamed(gone, words) or not _told(gone, words) or _told(other.units, words):
                continue
            stayed = other.units[max(0, place[0] - 1) : place[1] + 1]
            yield Shift(" ".join(unit.word for unit in gone), *((stayed, gone) if added else (gone, stayed)), added)


_Range = tuple[int, int]


def _ends(passage: Passage, block: Block) -> Iterator[tuple[Side, Side, _Range, _Range, bool]]:
    """Both sides of a block either way round, with the units of each and whether the first one is the new one."""
    old, new = (block.old_start, block.old_end), (block.new_start, block.new_end)
    yield passage.old, passage.new, old, new, False
    yield passage.new, passage.old, new, old, True


def _unnamed(units: Sequence[Unit], words: Language) -> bool:
    """Whether units name nobody and have such a source among them: "insiders", "a person briefed on the talks"."""
    said = f" {' '.join(unit.word for unit in units)} "
    return all(unit.name < 0 for unit in units) and any(
        f" {phrase} " in said for phrase in words.of("shifting", "unnamed")
    )


def _told(units: Sequence[Unit], words: Language) -> bool:
    """Whether units say that what they say is told by somebody."""
    telling = words.of("shifting", "according")
    return any(unit.word in telling or unit.word in words.verbs for unit in units)
