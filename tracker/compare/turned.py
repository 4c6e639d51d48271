"""Who does something and to whom it is done, told the other way round in the same words: "the zoo sues the keeper", "the
keeper sues the zoo". Names are left to `namediff`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from tracker.compare.findings import word_fact
from tracker.compare.passage import Passage, Range
from tracker.compare.units import Unit
from tracker.model import FactSub, Flag

_LONGEST = 3
_LONGEST_BETWEEN = 5
_SHORTEST = 3
_DETERMINERS = frozenset(["the", "a", "an", "his", "her", "its", "their", "this", "that"])
# What says the same from either end, and what says nothing of two.
_EQUAL = frozenset(
    [
        "and",
        "or",
        "nor",
        "with",
        "like",
        "than",
        "met",
        "meets",
        "meet",
        "married",
        "marries",
        "marry",
        "beside",
        "alongside",
        "near",
        "opposite",
        "equals",
        "between",
        "joins",
        "joined",
        "borders",
        "plus",
        "versus",
        "und",
        "oder",
        "mit",
        "et",
        "ou",
        "avec",
        "y",
        "o",
        "con",
        "e",
    ]
)


def turned_flags(passage: Passage) -> Iterator[Flag]:
    """One flag where two phrases changed places round the same verb and nothing else did."""
    found = _turned(passage.old.units, passage.new.units)
    if found is None:
        return
    where = passage.where(*found)
    yield word_fact(
        where,
        passage.cuts(*found),
        rule="fact.turned",
        sub=FactSub.OTHER,
        label="Fact",
        explanation="The same words say the reverse: who did it and to whom changed places.",
    )


def _turned(old: tuple[Unit, ...], new: tuple[Unit, ...]) -> tuple[Range, Range] | None:
    if len(old) != len(new):
        return None
    before, after = [unit.key for unit in old], [unit.key for unit in new]
    differing = [n for n, (one, two) in enumerate(zip(before, after, strict=True)) if one != two]
    if not differing:
        return None
    first, last = differing[0], differing[-1] + 1
    length = last - first
    if length > 2 * _LONGEST + _LONGEST_BETWEEN or any(unit.name >= 0 or not unit.word for unit in old[first:last]):
        return None
    if not (_unbroken(old[first:last]) and _unbroken(new[first:last])):
        return None
    one, two = before[first:last], after[first:last]
    for left in range(1, _LONGEST + 1):
        for right in range(1, min(_LONGEST, length - left - 1) + 1):
            between = one[left : length - right]
            ends = one[:left], one[length - right :]
            if two == [*ends[1], *between, *ends[0]] and _tells(between) and all(map(_is_thing, ends)):
                start = first - 1 if first and old[first - 1].word in _DETERMINERS else first
                return (old[start].start, old[last - 1].end), (new[start].start, new[last - 1].end)
    return None


def _unbroken(units: tuple[Unit, ...]) -> bool:
    """Whether no sign stands between words."""
    return all(two.start - one.end == 1 for one, two in itertools.pairwise(units))


def _tells(between: list[str]) -> bool:
    """Whether words between two phrases put one of them first."""
    if between[-1] not in _DETERMINERS or not _EQUAL.isdisjoint(between):
        return False
    return any(len(word) >= _SHORTEST and word not in _DETERMINERS for word in between)


def _is_thing(phrase: list[str]) -> bool:
    return len(phrase[-1]) >= _SHORTEST and _DETERMINERS.isdisjoint(phrase[-1:])
