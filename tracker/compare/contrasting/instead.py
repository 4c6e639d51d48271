"""Tells when what is said of one thing and denied of another is said the other way round: "built of brick, not stone", "built
of stone, not brick"; "by an aide rather than the mayor", "by the mayor, not by an aide".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tracker.compare.sides.passage import Passage, Range
from tracker.compare.sides.units import Side
from tracker.compare.text.language import Language

# So many words, small ones left out, what is denied may have.
_LONGEST = 4


class _Instead(NamedTuple):
    """The last word of what is said, the words of what is denied, and the place of both."""

    said: str
    denied: frozenset[str]
    place: Range


def turned_instead(passage: Passage, words: Language) -> tuple[Range, Range] | None:
    """The places on both sides where what is said and what is denied changed places; None for none."""
    if not words.of("shifting", "rather_than"):
        return None
    olds, news = list(_insteads(passage.old, words)), list(_insteads(passage.new, words))
    for one in olds:
        for two in news:
            if one.said in two.denied - one.denied and two.said in one.denied - two.denied:
                return one.place, two.place
    return None


def _insteads(side: Side, words: Language) -> Iterator[_Instead]:
    """Where one thing is denied right behind another: behind a comma and "not", or behind "rather than"."""
    negators, phrases = words.of("shifting", "not"), words.of("shifting", "rather_than")
    commas = {item.end for item in side.items if item.text == ","}
    units = side.units
    for place, (one, two) in enumerate(pairwise(units)):
        if not place:
            continue
        phrase = f"{one.word} {two.word}" in phrases
        behind_comma = one.word in negators and (one.start - 1 in commas or one.start in commas)
        if phrase or behind_comma:
            denied, end = _denied(side, place + 1 + phrase, commas, words)
            if denied:
                yield _Instead(units[place - 1].key, denied, (units[place - 1].start, end))


def _denied(side: Side, first: int, commas: set[int], words: Language) -> tuple[frozenset[str], int]:
    """The words of content of the phrase that begins at a place, and where it ends."""
    small = words.of("shifting", "determiners") | words.of("shifting", "before_named")
    found: list[str] = []
    end = side.units[first - 1].end
    for unit in side.units[first : first + 2 * _LONGEST]:
        if len(found) == _LONGEST or (found and unit.start - end > 1) or (end in commas and found):
            break
        if unit.word in small and found:
            break
        if unit.word not in small:
            found.append(unit.key)
        end = unit.end
    return frozenset(found), end
