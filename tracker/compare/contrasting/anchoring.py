"""Tells when two phrases changed places among values that stand: "the library at 9am and the pool at 7am", "the pool at 9am
and the library at 7am".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.compare.facts.tokens import Mention
from tracker.compare.sides.passage import Passage, Range
from tracker.compare.sides.units import Side
from tracker.compare.text.language import Language

_Content = frozenset[str]
_SHORTEST, _MOST, _LONGEST = 3, 8, 60


def exchanged_phrases(passage: Passage, words: Language) -> tuple[Range, Range] | None:
    """Both statements from the first of two such phrases to the second value, or nothing."""
    old, new = passage.old, passage.new
    if max(len(old.units), len(new.units)) > _LONGEST or not 1 < len(old.mentions) == len(new.mentions) <= _MOST:
        return None
    for (one, two), (first, second) in zip(_pairs(old), _pairs(new), strict=False):
        if one.value != first.value or two.value != second.value or one.value == two.value:
            continue
        for behind in (False, True):
            was = _beside(old, one, two, words, behind=behind)
            now = _beside(new, first, second, words, behind=behind)
            if _crosses(was, now):
                return (one.start, two.end), (first.start, second.end)
    return None


def _pairs(side: Side) -> Iterator[tuple[Mention, Mention]]:
    """Values of one sort that follow one another."""
    for sub in dict.fromkeys(item.sub for item in side.mentions):
        yield from pairwise([item for item in side.mentions if item.sub is sub])


def _beside(side: Side, one: Mention, two: Mention, words: Language, *, behind: bool) -> tuple[_Content, _Content]:
    """The words of content that lead to two values, or those that follow them, up to the next value of their sort."""
    bounds = [item for item in side.mentions if item.sub is one.sub]
    place = bounds.index(one)
    if behind:
        last = bounds[place + 2].start if place + 2 < len(bounds) else side.units[-1].end + 1
        return _content(side, one.end, two.start, words), _content(side, two.end, last, words)
    first = bounds[place - 1].end if place else 0
    return _content(side, first, one.start, words), _content(side, one.end, two.start, words)


def _content(side: Side, start: int, end: int, words: Language) -> _Content:
    small = words.stops | words.starters
    return frozenset(
        unit.key
        for unit in side.units
        if start <= unit.start < end and (unit.mention or unit.name >= 0 or _tells(unit.word, small))
    )


def _tells(word: str, small: frozenset[str] | Sequence[str]) -> bool:
    return len(word) >= _SHORTEST and word not in small


def _crosses(was: tuple[_Content, _Content], now: tuple[_Content, _Content]) -> bool:
    """Whether each phrase stands where the other stood, what leads to both or follows both left out."""
    kept = (was[0] & now[0]) | (was[1] & now[1])
    (one, two), (three, four) = ([part - kept for part in side] for side in (was, now))
    return bool(one and two) and one == four and two == three
