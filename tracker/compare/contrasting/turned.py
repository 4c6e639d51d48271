"""Who does something and to whom it is done, told the other way round in the same words: "the zoo sues the keeper", "the
keeper sues the zoo". Names are left to `namediff`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from tracker.compare.contrasting.converses import MUTUAL
from tracker.compare.findings import word_fact
from tracker.compare.text.language import language as _l

DETERMINERS = _l("en").of("shifting", "determiners")
from tracker.compare.sides.passage import Passage, Range
from tracker.compare.sides.units import Unit
from tracker.model import FactSub, Flag

_LONGEST = 3
_LONGEST_BETWEEN = 5
_SHORTEST = 3
# What says the same from either end, and what says nothing of two.
_EQUAL = MUTUAL | frozenset(
    [
        *("and", "or", "nor", "with", "like", "than", "beside", "alongside", "near", "opposite", "equals", "between"),
        *("joins", "joined", "borders", "plus", "versus"),
        *("und", "oder", "mit", "et", "ou", "avec", "y", "o", "con", "e"),
    ]
)


def turned_flags(passage: Passage) -> Iterator[Flag]:
    """One flag where two phrases changed places round the same verb and nothing else did."""
    found = _turned(passage.old.units, passage.new.units) or _directed(passage) or _routed(passage)
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
    unbroken = _unbroken(old[first:last]) and _unbroken(new[first:last])
    if not unbroken or length > 2 * _LONGEST + _LONGEST_BETWEEN:
        return None
    if any(unit.name >= 0 or not unit.word or unit.word in ("a", "an") for unit in old[first:last]):
        return _with_articles(old, new, first, last)
    one, two = before[first:last], after[first:last]
    for left in range(1, _LONGEST + 1):
        for right in range(1, min(_LONGEST, length - left - 1) + 1):
            between = one[left : length - right]
            ends = one[:left], one[length - right :]
            if two == [*ends[1], *between, *ends[0]] and _tells(between) and all(map(_is_thing, ends)):
                start = first - 1 if first and old[first - 1].word in DETERMINERS else first
                return (old[start].start, old[last - 1].end), (new[start].start, new[last - 1].end)
    return None


def _with_articles(old: tuple[Unit, ...], new: tuple[Unit, ...], first: int, last: int) -> tuple[Range, Range] | None:
    """The same round a verb that says who did it, where a phrase has its article or figure with it or is a name: "Shell
    sued a rival", "A rival sued Shell". Two names are left out.
    """
    one, two = [unit.key for unit in old[first:last]], [unit.key for unit in new[first:last]]
    named = [unit.name >= 0 for unit in old[first:last]]
    length = last - first
    for left in range(1, min(_LONGEST + 2, length - 1)):
        for right in range(1, min(_LONGEST + 2, length - left)):
            between = one[left : length - right]
            if two != [*one[length - right :], *between, *one[:left]] or any(named[left : length - right]):
                continue
            ends = named[:left], named[length - right :]
            if not all(map(any, ends)) and _is_deed(between):
                return (old[first].start, old[last - 1].end), (new[first].start, new[last - 1].end)
    return None


def _is_deed(between: list[str]) -> bool:
    """Whether what stands between two says who did it and to whom."""
    deed = between[0] in _DEEDS or (between[0].endswith("ed") and len(between[0]) > _SHORTEST)
    return deed and _EQUAL.isdisjoint(between)


_DEEDS = frozenset(
    [
        *("bought", "sold", "beat", "shot", "hit", "gave", "lent", "paid", "sent", "led", "caught", "fought", "won"),
        *("sues", "buys", "sells", "beats", "pays", "leads", "owes", "owns", "bit", "struck", "taught", "owed"),
    ]
)


def _directed(passage: Passage) -> tuple[Range, Range] | None:
    """From whom became to whom: "leases the field from the church", "to the church"."""
    for block in passage.blocks:
        one, two = block.old_units(passage.old), block.new_units(passage.new)
        if len(one) != 1 or len(two) != 1 or {one[0].word, two[0].word} != {"from", "to"}:
            continue
        near = passage.old.units[max(0, block.old_start - _NEAR) : block.old_start]
        whom = [
            [unit.key for unit in side.units[end : end + _NEAR] if unit.word not in DETERMINERS][:1]
            for side, end in ((passage.old, block.old_end), (passage.new, block.new_end))
        ]
        if whom[0] == whom[1] and any(unit.word in _TRANSFERS for unit in near):
            return (one[0].start, one[0].end), (two[0].start, two[0].end)
    return None


def _routed(passage: Passage) -> tuple[Range, Range] | None:
    """Two ends of a way exchanged: "from the mill to the pier", "from the pier to the mill"; names and days are left out."""
    old, new = _route(passage.old.units), _route(passage.new.units)
    if old is None or new is None:
        return None
    (one, beyond, begins, ends), (two, behind, starts, stops) = old, new
    if one == two or beyond[: len(two)] != two or behind[: len(one)] != one:
        return None
    return (begins, ends), (starts, stops)


def _route(units: tuple[Unit, ...]) -> tuple[list[str], list[str], int, int] | None:
    """From where, without determiners, and the words behind "to", with the characters from "from" to the far end."""
    places = [n for n, unit in enumerate(units) if unit.word == "from"]
    if len(places) != 1:
        return None
    first = places[0]
    ahead = units[first + 1 : first + 2 + _LONGEST_END]
    to = next((first + 1 + n for n, unit in enumerate(ahead) if unit.word in ("to", "into", "towards")), 0)
    far = units[to + 1 : to + 1 + _LONGEST_END]
    if not to or any(unit.mention or unit.name >= 0 or not unit.word for unit in units[first:to]) or not far:
        return None
    start = [unit.key for unit in units[first + 1 : to] if unit.word not in DETERMINERS]
    beyond = [unit.key for unit in far if unit.word not in DETERMINERS]
    return (start, beyond, units[first].start, far[-1].end) if start else None


_LONGEST_END = 4
_NEAR = 6
_TRANSFERS = frozenset(
    [
        *("lease", "leases", "leased", "rent", "rents", "rented", "hire", "hires", "hired", "flew", "fled", "flies"),
        *("travelled", "traveled", "sailed", "drove", "walked", "ran", "moved", "returned", "shipped", "smuggled"),
        *("imported", "exported", "deported", "transferred", "letter", "letters", "email", "emails", "gift", "gifts"),
    ]
)


def _unbroken(units: tuple[Unit, ...]) -> bool:
    """Whether no sign stands between words."""
    return all(two.start - one.end == 1 for one, two in itertools.pairwise(units))


def _tells(between: list[str]) -> bool:
    """Whether words between two phrases put one of them first."""
    if between[-1] not in DETERMINERS or not _EQUAL.isdisjoint(between):
        return False
    return any(len(word) >= _SHORTEST and word not in DETERMINERS for word in between)


def _is_thing(phrase: list[str]) -> bool:
    return len(phrase[-1]) >= _SHORTEST and DETERMINERS.isdisjoint(phrase[-1:])
