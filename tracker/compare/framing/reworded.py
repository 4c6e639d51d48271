"""Tells when a publisher's note says in other words what it said: "An earlier version said the vote was on May 4"."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.sides.units import Unit
from tracker.compare.text.language import Language
from tracker.compare.text.spelling import same_spelling
from tracker.compare.values.factdiff import same_value


def same_note(old: Sequence[Unit], new: Sequence[Unit], words: Language) -> bool:
    """Whether two notes differ in nothing but spelling, the form of values, and the formula that notes are made of, but
    for one word at most; a mistake that only one of them admits is told.
    """
    left, right = _content(old, words), _content(new, words)
    admitted = [sum(_said(unit) in _admitting(words) for unit in units) for units in (old, new)]
    if bool(admitted[0]) is not bool(admitted[1]):
        return False
    if len(left) == len(right) and all(_same(one, two, words) for one, two in zip(left, right, strict=True)):
        return True
    shorter, longer = sorted((left, right), key=len)
    told = bool(shorter) and _has_one_more(shorter, longer, words)
    return admitted[0] == admitted[1] and (told or _in_fewer_words(shorter, longer, words))


def _has_one_more(shorter: Sequence[Unit], longer: Sequence[Unit], words: Language) -> bool:
    """Whether one note says the same in one word more, which denies and names nothing: "40 metres", "40 metres deep"."""
    if len(longer) != len(shorter) + 1:
        return False
    place = next((n for n, unit in enumerate(shorter) if not _same(unit, longer[n], words)), len(shorter))
    more, rest = longer[place], longer[place + 1 :]
    if more.mention or more.name >= 0 or more.quoted or _said(more) in words.negators:
        return False
    return all(_same(one, two, words) for one, two in zip(shorter[place:], rest, strict=True))


def _in_fewer_words(shorter: Sequence[Unit], longer: Sequence[Unit], words: Language) -> bool:
    """Whether two notes have the same values and names, and the one that is shorter has no other word than the longer, in
    whatever form: "hieß es, die Molkerei beschäftige 120 Menschen", "war von 120 Beschäftigten die Rede".
    """
    if len({sum(_said(unit) in words.negators for unit in units) for units in (shorter, longer)}) > 1:
        return False
    told = [[unit for unit in units if unit.mention] for units in (shorter, longer)]
    told = told if any(told) else [[unit for unit in units if unit.name >= 0] for units in (shorter, longer)]
    if not told[0] or len(told[0]) != len(told[1]) or len(longer) - len(shorter) > _MOST_MORE:
        return False
    named = [[unit.key for unit in units if unit.name >= 0] for units in (shorter, longer)]
    if [key for key in named[0] if key in named[1]] != [key for key in named[1] if key in named[0]]:
        return False
    values = all(_same(one, two, words) for one, two in zip(*told, strict=True))
    return values and all(
        unit.mention or any(_same(unit, other, words) or _of_one_stem(unit.word, other.word) for other in longer)
        for unit in shorter
    )


_MOST_MORE = 3


def _of_one_stem(one: str, two: str) -> bool:
    """Whether two words begin alike but for a few last letters."""
    most = min(len(one), len(two))
    return most >= _SHORTEST and one[: max(_SHORTEST, most - _ENDING)] == two[: max(_SHORTEST, most - _ENDING)]


_SHORTEST, _ENDING = 5, 2


def _said(unit: Unit) -> str:
    return unit.word or unit.token.lower


def _admitting(words: Language) -> frozenset[str]:
    return words.of("notes", "admitted") or words.of("notes", "mistaken")


def _content(units: Sequence[Unit], words: Language) -> list[Unit]:
    """What a note says beside its formula."""
    formula = words.of("notes", "formula") | _admitting(words)
    return [unit for unit in units if _said(unit) not in formula]


def _same(one: Unit, two: Unit, words: Language) -> bool:
    if one.mention and two.mention:
        return same_value(one.mention, two.mention)
    return one.key == two.key or same_spelling(one.word, two.word, words)
