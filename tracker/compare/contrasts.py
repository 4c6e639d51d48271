"""Closed classes of words that exclude each other: rose and fell, murder and manslaughter, before and after, titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.compare.blocks import Block
from tracker.compare.language import Language
from tracker.compare.units import Side, Unit

_LONGEST_BLOCK = 12


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two units of one class in different senses."""

    group: str
    old: Unit
    new: Unit


def contrasts(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[Contrast]:
    """Reversals in blocks that differ: a sense gone from the whole passage, another of its class come."""
    before, after = set(old.words()), set(new.words())
    for block in found:
        if block.old_end - block.old_start > _LONGEST_BLOCK or block.new_end - block.new_start > _LONGEST_BLOCK:
            continue
        used: set[int] = set()
        for unit in block.old_units(old):
            for number, other in enumerate(block.new_units(new)):
                if number in used:
                    continue
                group = _reversed(unit, other, before, after, words)
                if group:
                    used.add(number)
                    yield Contrast(group, unit, other)
                    break


def _reversed(old: Unit, new: Unit, before: set[str], after: set[str], words: Language) -> str:
    """The class in which two words have different senses, each sense only on its own side."""
    if not old.word or not new.word or (old.name >= 0) != (new.name >= 0):
        return ""
    for group, senses in words.contrasts.items():
        one, two = senses.get(old.word), senses.get(new.word)
        if one and two and one != two:
            if any(senses.get(word) == one for word in after) or any(senses.get(word) == two for word in before):
                continue
            return group
    return ""
