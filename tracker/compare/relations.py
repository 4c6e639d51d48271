"""Who of two people a sentence puts first: "A beat B" and "B lost to A" agree, "B beat A" does not. The phrases stand in
the language data.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.compare.language import Language
from tracker.compare.names import Name, same_name
from tracker.compare.units import Side

# Behind this many words the phrase belongs to other people.
_FARTHEST = 9
_LONGEST_PHRASE = 3
_OPPOSITE = {"over": "under", "under": "over", "after": "before", "before": "after"}
_FIRST = frozenset({"over", "after"})


def reversed_relation(old: Side, new: Side, words: Language) -> tuple[Name, Name] | None:
    """The one put first in the old and in the new side, where the same two people stand the other way round."""
    for sense, first, second in _relations(old, words):
        for other_sense, one, two in _relations(new, words):
            if _OPPOSITE[sense] != other_sense and sense != other_sense:
                continue
            if same_name(first, two, words) and same_name(second, one, words) and not same_name(first, one, words):
                return first, one
    return None


def _relations(side: Side, words: Language) -> Iterator[tuple[str, Name, Name]]:
    """(sense, who is put first, who is put second) for neighbouring names with such a phrase between them."""
    for left, right in zip(side.names, side.names[1:], strict=False):
        between = [unit.word for unit in side.units if left.end <= unit.start < right.start]
        if not 0 < len(between) <= _FARTHEST:
            continue
        sense = _sense(between, words)
        if sense:
            yield (sense, left, right) if sense in _FIRST else (_OPPOSITE[sense], right, left)


def _sense(between: list[str], words: Language) -> str:
    """The sense of the longest phrase known; "by" behind a lone verb turns it round."""
    for length in range(_LONGEST_PHRASE, 0, -1):
        for start in range(len(between) - length + 1):
            sense = words.relations.get(" ".join(between[start : start + length]))
            if sense:
                passive = "by" in between[start + length : start + length + 1]
                return _OPPOSITE[sense] if passive else sense
    return ""
