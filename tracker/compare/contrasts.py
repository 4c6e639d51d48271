"""Closed classes of words that exclude each other: rose and fell, murder and manslaughter, before and after, titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.compare.blocks import Block
from tracker.compare.language import Language
from tracker.compare.units import Side, Unit

_LONGEST_BLOCK = 12
# Inside a name only a title can be exchanged alone; any other word there makes another name.
_TITLES = "title"


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two units of one class in different senses."""

    group: str
    old: Unit
    new: Unit


def contrasts(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[Contrast]:
    """Reversals in blocks that differ: a sense gone from the whole passage, another of its class come."""
    before, after = set(old.words()), set(new.words())
    told: set[tuple[str, frozenset[str]]] = set()
    for block in found:
        if block.old_end - block.old_start > _LONGEST_BLOCK or block.new_end - block.new_start > _LONGEST_BLOCK:
            continue
        used: set[int] = set()
        for unit in block.old_units(old):
            for number, other in enumerate(block.new_units(new)):
                if number in used:
                    continue
                lone = block.old_end - block.old_start == block.new_end - block.new_start == 1
                group = _reversed(unit, other, (set(), set()) if lone else (before, after), words)
                if group and (group, exchange := frozenset((unit.word, other.word))) not in told:
                    used.add(number)
                    told.add((group, exchange))
                    yield Contrast(group, unit, other)
                    break


def _reversed(old: Unit, new: Unit, present: tuple[set[str], set[str]], words: Language) -> str:
    """The class in which two words have different senses, each sense only on its own side among the words present."""
    before, after = present
    if not old.word or not new.word or (old.name >= 0) != (new.name >= 0):
        return ""
    for group, senses in words.contrasts.items():
        one, two = senses.get(old.word), senses.get(new.word)
        if (old.name >= 0 or new.name >= 0) and group != _TITLES:
            continue
        if one and two and one != two:
            if any(senses.get(word) == one for word in after) or any(senses.get(word) == two for word in before):
                continue
            return group
    return ""
