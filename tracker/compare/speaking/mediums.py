"""Tells where somebody said something: "in a statement", "in an interview with the Herald", "told reporters"."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.tokens import Token
from tracker.compare.findings import arrow, flag
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import QUOTE
from tracker.compare.sourcing.cues import Cue
from tracker.compare.sourcing.speech import callings, saying
from tracker.compare.text.language import Language
from tracker.model import Flag, FlagKind

_Range = tuple[int, int]
_REACH, _PHRASE = 14, 4


def medium_flag(passage: Passage, one: Cue, two: Cue, words: Language) -> Flag | None:
    """A flag where one source said the same on an occasion of another kind; none where either side names no occasion."""
    left, right = _medium(passage.old.items, one, words), _medium(passage.new.items, two, words)
    if left is None or right is None or not left[0].isdisjoint(right[0]):
        return None
    old, new = passage.cuts(left[1], right[1])
    return flag(
        FlagKind.ATTRIBUTION_CHANGED,
        passage.where(left[1], right[1]),
        rule="attribution.medium",
        reason="named only",
        explanation="The same source is said to have spoken on another occasion.",
        summary=f"Attribution: {arrow(old, new)}",
    )


def _medium(items: Sequence[Token], cue: Cue, words: Language) -> tuple[frozenset[str], _Range] | None:
    """What kinds of occasion a clause names beside its cue, and where."""
    mediums = words.map_of("speaking", "mediums")
    if not mediums:
        return None
    for place in _beside(items, cue):
        kinds = mediums.get(items[place].lower)
        start = _opens(items, place, cue, words) if kinds else -1
        if kinds and start >= 0:
            return frozenset(kinds.split()), (items[start].start, items[place].end)
    return None


def _beside(items: Sequence[Token], cue: Cue) -> list[int]:
    """The places behind a cue up to the end of its clause, then those that open its sentence: "In a statement, she said"."""
    last = next((n for n, item in enumerate(items) if item.start >= max(cue.end, cue.verb.end)), len(items))
    end = next((n for n in range(last, len(items)) if _ends(items[n])), len(items))
    first = next((n for n, item in enumerate(items) if item.start >= min(cue.start, cue.verb.start)), 0)
    head = next((n + 1 for n in range(first - 1, -1, -1) if _ends(items[n])), 0)
    opening = range(head, first) if first and first - head <= _REACH and items[first - 1].text == "," else range(0)
    return [*range(last, min(end, last + _REACH)), *opening]


def _ends(item: Token) -> bool:
    return item.text in ".;!?:" or item.text == QUOTE


def _opens(items: Sequence[Token], place: int, cue: Cue, words: Language) -> int:
    """Where the phrase begins whose noun names the occasion: "in a short statement"; those told stand right behind the
    verb. -1 where it is no occasion.
    """
    said = saying(words.code)
    if items[place - 1] is cue.verb or (place and items[place - 1].end <= cue.verb.end):
        return place
    for number in range(place - 1, max(-1, place - _PHRASE), -1):
        if items[number].lower in words.of("speaking", "occasions"):
            between = [item.lower for item in items[number + 1 : place]]
            plain = not between or between[0] in said.articles | callings(words.code).possessive
            return number if plain else -1
    return -1
