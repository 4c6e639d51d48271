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
    if not all(admitted) and any(admitted):
        return False
    if len(left) == len(right):
        return all(_same(one, two, words) for one, two in zip(left, right, strict=True))
    shorter, longer = sorted((left, right), key=len)
    return bool(shorter) and admitted[0] == admitted[1] and _has_one_more(shorter, longer, words)


def _has_one_more(shorter: Sequence[Unit], longer: Sequence[Unit], words: Language) -> bool:
    """Whether one note says the same in one word more, which denies and names nothing: "40 metres", "40 metres deep"."""
    if len(longer) != len(shorter) + 1:
        return False
    place = next((n for n, unit in enumerate(shorter) if not _same(unit, longer[n], words)), len(shorter))
    more, rest = longer[place], longer[place + 1 :]
    if more.mention or more.name >= 0 or more.quoted or _said(more) in words.negators:
        return False
    return all(_same(one, two, words) for one, two in zip(shorter[place:], rest, strict=True))


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
