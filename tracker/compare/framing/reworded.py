"""Tells when a publisher's note says in other words what it said: "An earlier version said the vote was on May 4"."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.sides.units import Unit
from tracker.compare.text.language import Language
from tracker.compare.text.spelling import same_spelling
from tracker.compare.values.factdiff import same_value


def same_note(old: Sequence[Unit], new: Sequence[Unit], words: Language) -> bool:
    """Whether two notes differ in nothing but spelling, the form of values, and the formula that notes are made of; a
    mistake that only one of them admits is told.
    """
    mistaken = words.of("notes", "mistaken")
    left, right = _content(old, words), _content(new, words)
    admitted = [any(_said(unit) in mistaken for unit in units) for units in (old, new)]
    if len(left) != len(right) or len(set(admitted)) > 1:
        return False
    return all(_same(one, two, words) for one, two in zip(left, right, strict=True))


def _said(unit: Unit) -> str:
    return unit.word or unit.token.lower


def _content(units: Sequence[Unit], words: Language) -> list[Unit]:
    """What a note says beside its formula."""
    formula = words.of("notes", "formula") | words.of("notes", "mistaken")
    return [unit for unit in units if _said(unit) not in formula]


def _same(one: Unit, two: Unit, words: Language) -> bool:
    if one.mention and two.mention:
        return same_value(one.mention, two.mention)
    return one.key == two.key or same_spelling(one.word, two.word, words)
