"""Who does something and to whom it is done, told the other way round in the same words: "the zoo sues the keeper", "the
keeper sues the zoo". Names are left to `namediff`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from tracker.compare.contrasting.anchoring import exchanged_phrases
from tracker.compare.contrasting.instead import turned_instead
from tracker.compare.contrasting.voices import turned_voice
from tracker.compare.findings import word_fact
from tracker.compare.sides.passage import Passage, Range
from tracker.compare.sides.units import Unit
from tracker.compare.text.language import Language
from tracker.model import FactSub, Flag

_LONGEST = 3
_LONGEST_BETWEEN = 5
_SHORTEST = 3


def turned_flags(passage: Passage, words: Language) -> Iterator[Flag]:
    """One flag where two phrases changed places round the same verb and nothing else did."""
    found = (
        _turned(passage.old.units, passage.new.units, words)
        or _directed(passage, words)
        or _routed(passage, words)
        or turned_instead(passage, words)
        or _crossed(passage, words)
        or turned_voice(passage, words)
        or exchanged_phrases(passage, words)
    )
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


def _turned(old: tuple[Unit, ...], new: tuple[Unit, ...], words: Language) -> tuple[Range, Range] | None:
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
    indefinite, determiners = words.of("contrasting", "indefinite"), words.of("shifting", "determiners")
    if any(unit.name >= 0 or not unit.word or unit.word in indefinite for unit in old[first:last]):
        return _with_articles(old, new, first, last, words)
    one, two = before[first:last], after[first:last]
    for left in range(1, _LONGEST + 1):
        for right in range(1, min(_LONGEST, length - left - 1) + 1):
            between = one[left : length - right]
            ends = one[:left], one[length - right :]
            if (
                two == [*ends[1], *between, *ends[0]]
                and _tells(between, words)
                and all(_is_thing(end, words) for end in ends)
            ):
                start = first - 1 if first and old[first - 1].word in determiners else first
                return (old[start].start, old[last - 1].end), (new[start].start, new[last - 1].end)
    return None


def _with_articles(
    old: tuple[Unit, ...], new: tuple[Unit, ...], first: int, last: int, words: Language
) -> tuple[Range, Range] | None:
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
            if not all(map(any, ends)) and _is_deed(between, words):
                return (old[first].start, old[last - 1].end), (new[first].start, new[last - 1].end)
    return None


def _is_deed(between: list[str], words: Language) -> bool:
    """Whether what stands between two says who did it and to whom."""
    regular = between[0].endswith(words.rows_of("shifting", "participle")) and len(between[0]) > _SHORTEST
    return (regular or between[0] in words.of("contrasting", "did")) and not _says_equal(between, words)


def _says_equal(between: list[str], words: Language) -> bool:
    """Whether what stands between two says the same from either end, or nothing of them."""
    return not all(words.of("contrasting", name).isdisjoint(between) for name in ("mutual", "equal"))


def _directed(passage: Passage, words: Language) -> tuple[Range, Range] | None:
    """From whom became to whom: "leases the field from the church", "to the church"."""
    ends, determiners = words.of("contrasting", "from_or_to"), words.of("shifting", "determiners")
    for block in passage.blocks if ends else ():
        one, two = block.old_units(passage.old), block.new_units(passage.new)
        if len(one) != 1 or len(two) != 1 or {one[0].word, two[0].word} != ends:
            continue
        near = passage.old.units[max(0, block.old_start - _NEAR) : block.old_start]
        whom = [
            [unit.key for unit in side.units[end : end + _NEAR] if unit.word not in determiners][:1]
            for side, end in ((passage.old, block.old_end), (passage.new, block.new_end))
        ]
        if whom[0] == whom[1] and any(unit.word in words.of("contrasting", "transfers") for unit in near):
            return (one[0].start, one[0].end), (two[0].start, two[0].end)
    return None


def _routed(passage: Passage, words: Language) -> tuple[Range, Range] | None:
    """Two ends of a way exchanged: "from the mill to the pier", "from the pier to the mill"; names and days are left out."""
    old, new = _route(passage.old.units, words), _route(passage.new.units, words)
    if old is None or new is None:
        return None
    (one, beyond, begins, ends), (two, behind, starts, stops) = old, new
    if one == two or beyond[: len(two)] != two or behind[: len(one)] != one:
        return None
    return (begins, ends), (starts, stops)


def _crossed(passage: Passage, words: Language) -> tuple[Range, Range] | None:
    """What two people are, exchanged while they stay: "the keeper, Ada Quill, and the defender, Una Marsh", "the defender,
    Ada Quill, and the keeper, Una Marsh".
    """
    for one, two in itertools.combinations(passage.blocks[:_MOST_CROSSED], 2):
        ends = [block.old_units(passage.old) for block in (one, two)]
        others = [block.new_units(passage.new) for block in (two, one)]
        if not all(
            0 < len(end) == len(other) <= _LONGEST and _same_words(end, other) and _has_content(end, words)
            for end, other in zip(ends, others, strict=True)
        ):
            continue
        old, new = passage.old.units, passage.new.units
        between = [unit.name >= 0 for unit in old[one.old_end : two.old_start]]
        beside = old[max(0, one.old_start - _NEAR) : one.old_start], old[two.old_end : two.old_end + _NEAR]
        if any(between) and any(unit.name >= 0 for near in beside for unit in near):
            return (ends[0][0].start, old[two.old_end - 1].end), (new[one.new_start].start, new[two.new_end - 1].end)
    return None


_MOST_CROSSED = 8


def _has_content(end: Sequence[Unit], words: Language) -> bool:
    """Whether units say more than "too" and "also" do, which stand where they like."""
    return any(len(unit.word) >= _SHORTEST and unit.word not in words.stops | words.common for unit in end)


def _same_words(one: Sequence[Unit], two: Sequence[Unit]) -> bool:
    """Whether units say the same in words alone: names and values have rules of their own."""
    bare = all(unit.word and unit.name < 0 and unit.mention is None for unit in (*one, *two))
    return bare and [unit.key for unit in one] == [unit.key for unit in two]


def _route(units: tuple[Unit, ...], words: Language) -> tuple[list[str], list[str], int, int] | None:
    """From where, without determiners, and the words behind "to", with the characters from "from" to the far end."""
    places = [n for n, unit in enumerate(units) if unit.word in words.of("contrasting", "from")]
    if len(places) != 1:
        return None
    towards, determiners = words.of("contrasting", "towards"), words.of("shifting", "determiners")
    first = places[0]
    ahead = units[first + 1 : first + 2 + _LONGEST_END]
    to = next((first + 1 + n for n, unit in enumerate(ahead) if unit.word in towards), 0)
    far = units[to + 1 : to + 1 + _LONGEST_END]
    if not to or any(unit.mention or unit.name >= 0 or not unit.word for unit in units[first:to]) or not far:
        return None
    start = [unit.key for unit in units[first + 1 : to] if unit.word not in determiners]
    beyond = [unit.key for unit in far if unit.word not in determiners]
    return (start, beyond, units[first].start, far[-1].end) if start else None


_LONGEST_END = 4
_NEAR = 6


def _unbroken(units: tuple[Unit, ...]) -> bool:
    """Whether no sign stands between words."""
    return all(two.start - one.end == 1 for one, two in itertools.pairwise(units))


def _tells(between: list[str], words: Language) -> bool:
    """Whether words between two phrases put one of them first."""
    determiners = words.of("shifting", "determiners")
    if between[-1] not in determiners or _says_equal(between, words):
        return False
    return any(len(word) >= _SHORTEST and word not in determiners for word in between)


def _is_thing(phrase: list[str], words: Language) -> bool:
    return len(phrase[-1]) >= _SHORTEST and phrase[-1] not in words.of("shifting", "determiners")
