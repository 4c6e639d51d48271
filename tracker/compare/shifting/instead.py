"""Tells when what one side denies of somebody the other side says of another instead: "by an aide, not by the mayor", "by an
aide rather than the mayor".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language


def is_instead(negator: Sequence[Unit], negated: Side, without: Side, words: Language) -> bool:
    """Whether the thing that a negator denies is the one that the side without it names another instead of."""
    phrases, negators = words.of("shifting", "rather_than"), words.of("shifting", "not")
    end = next((two.end for one, two in pairwise(without.units) if f"{one.word} {two.word}" in phrases), -1)
    denying = next((unit for unit in negator if unit.word in negators), None)
    if end < 0 or denying is None:
        return False
    small = words.of("shifting", "determiners") | words.of("shifting", "before_named")
    named = named_behind(without, end, small)
    return named != "" and named == named_behind(negated, denying.end, small)


def named_behind(side: Side, end: int, small: frozenset[str]) -> str:
    """The first word of content behind a place, which is none of the small ones."""
    return next((unit.key for unit in side.units if unit.start >= end and unit.word not in small), "")
