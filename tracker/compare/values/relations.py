"""Who of two people a sentence puts first: "A beat B" and "B lost to A" agree, "B beat A" does not. The phrases stand in
the language data.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from tracker.compare.naming.names import Name
from tracker.compare.naming.samename import same_name
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language

# Behind this many words the phrase belongs to other people.
_FARTHEST = 9
_LONGEST_PHRASE = 3
_OPPOSITE = {"over": "under", "under": "over", "after": "before", "before": "after"}
_FIRST = frozenset({"over", "after"})


@dataclass(frozen=True, slots=True)
class Relation:
    """Who is put first and who second; `place` holds both names and the phrase between them, in clean characters."""

    sense: str
    first: Name
    second: Name
    place: tuple[int, int]


def reversed_relation(old: Side, new: Side, words: Language) -> tuple[Relation, Relation] | None:
    """The relation in the old and in the new side, where the same two people stand the other way round."""
    for was in _relations(old, words):
        for now in _relations(new, words):
            if now.sense not in (was.sense, _OPPOSITE[was.sense]):
                continue
            turned = same_name(was.first, now.second, words) and same_name(was.second, now.first, words)
            if turned and not same_name(was.first, now.first, words):
                return was, now
    return None


def _relations(side: Side, words: Language) -> Iterator[Relation]:
    """The relations of neighbouring names with such a phrase between them."""
    for left, right in zip(side.names, side.names[1:], strict=False):
        first, last = (bisect_left(side.units, place, key=attrgetter("start")) for place in (left.end, right.start))
        between = side.units[first:last]
        if not 0 < len(between) <= _FARTHEST:
            continue
        sense = _sense(between, words)
        if sense:
            place = (left.start, right.end)
            if sense in _FIRST:
                yield Relation(sense, left, right, place)
            else:
                yield Relation(_OPPOSITE[sense], right, left, place)


def _sense(between: Sequence[Unit], words: Language) -> str:
    """The sense of the longest phrase known; "by" behind it turns it round, also before the other name: "was succeeded as
    leader by"; not before a figure: "leads by two shots".
    """
    agents = words.of("values", "by")
    if len(between) == 1:
        for name, sense in (("first_of_two", "over"), ("second_of_two", "under")):
            if between[0].word in words.of("values", name):
                return sense
    for length in range(_LONGEST_PHRASE, 0, -1):
        for start in range(len(between) - length + 1):
            found = words.relations.get(" ".join(unit.word for unit in between[start : start + length]))
            if found:
                behind = between[start + length :]
                figure = len(behind) > 1 and behind[1].mention is not None
                near = (*behind[:1], *behind[-1:])[figure:]
                passive = any(unit.word in agents for unit in near)
                return _OPPOSITE[found] if passive else found
    return ""
