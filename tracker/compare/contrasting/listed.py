"""Tells when two words that exclude each other are members of one list, whose order says nothing."""

from __future__ import annotations

from collections.abc import Container

from tracker.compare.sides.units import Side
from tracker.compare.text.language import Language


def in_one_list(old: Side, new: Side, pair: tuple[str, str], members: Container[str], words: Language) -> bool:
    """Whether both words stand in one list on both sides: "the Greens and the Liberals", "the Liberals and the Greens";
    `members` are the words of their class.
    """
    ands = words.of("values", "and_or")
    small = ands | words.of("values", "articles")
    for said in (old.words(), new.words()):
        if any(said.count(word) != 1 for word in pair):
            return False
        first, last = sorted(map(said.index, pair))
        between = said[first + 1 : last]
        if ands.isdisjoint(between) or not all(word in small or word in members for word in between):
            return False
    return words.of("values", "respectively").isdisjoint(old.words())
