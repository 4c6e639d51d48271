"""Tells when a date gave way to the period named before it: "in December", "over the same period"."""

from __future__ import annotations

import re

from tracker.compare.facts.tokens import Mention
from tracker.compare.sides.passage import Passage
from tracker.compare.text.language import Language
from tracker.model import FactSub

# So many characters before a passage can name the period it speaks of.
_LOOKED_BACK = 300
_WORD = re.compile(r"[^\W\d_]+")


def same_period(passage: Passage, date: Mention, words: Language, *, turned: bool) -> tuple[int, int] | None:
    """Where the other side says "the same period" for a month that stands on one side only, the new one if `turned`; None
    where it does not, and where that month is the only one its text has named right before.
    """
    months = _months(date, passage, turned=turned) & words.months.keys()
    if date.sub is not FactSub.DATE or not months:
        return None
    side, text = (passage.old, passage.old_text.text) if turned else (passage.new, passage.new_text.text)
    said = [unit.word for unit in side.units]
    for place in range(len(said) - 1):
        if f"{said[place]} {said[place + 1]}" in words.same_period:
            start = side.units[place].start
            before = set(_WORD.findall(text[max(0, start - _LOOKED_BACK) : start].lower())) & words.months.keys()
            same = {words.months[month] for month in before} == {words.months[month] for month in months}
            return None if same else (start, side.units[place + 1].end)
    return None


def _months(date: Mention, passage: Passage, *, turned: bool) -> set[str]:
    text = (passage.new_text if turned else passage.old_text).text
    return set(_WORD.findall(text[date.start : date.end].lower()))
