"""Reads spans of years with a dash or a word between: "1974-97", "1974-1997", "1974 until 1997" are one span."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language
from tracker.model import FactSub

_FIRST, _LAST, _CENTURY = 1000, 2099, 100
_WHOLE, _SHORT = 4, 2
_JOINTS = frozenset("-/")


def read_year_span(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """A span of years that begins at a place, the second with all of its figures or its last two; a day in figures
    ("2010-11-29") is none.
    """
    begins = items[place].text
    if len(begins) != _WHOLE or not begins.isdecimal() or place + 2 >= len(items):
        return None
    joint, ends = items[place + 1], items[place + 2].text
    dash = joint.text in _JOINTS
    if not ends.isdecimal() or not (dash or joint.lower in words.of("facts", "years_to")):
        return None
    if dash and place + 3 < len(items) and items[place + 3].text in _JOINTS and not items[place + 3].spaced:
        return None
    first, last = int(begins), int(ends)
    if len(ends) == _SHORT and dash:
        last += first - first % _CENTURY
    elif len(ends) != _WHOLE:
        return None
    if not _FIRST <= first < last <= _LAST:
        return None
    return mention(items, place, place + 3, FactSub.NUMBER, f"{first}..{last} ", number=float(last))
