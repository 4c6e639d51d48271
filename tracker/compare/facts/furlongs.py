"""Reads the distance of a horse race by its letters: "2m 4f", "1m2f", in furlongs; "2m" alone may be metres or millions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language
from tracker.model import FactSub

_WHOLE = re.compile(r"(\d)([^\W\d_])(\d)([^\W\d_])$")
_PART = re.compile(r"(\d)([^\W\d_])$")
_FURLONGS, _PARTS = 8, 4


def read_furlongs(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """A distance in miles and furlongs at a place, or nothing."""
    if not "0" < items[place].text[0] <= "9" or not (letters := words.rows_of("facts", "miles_and_furlongs")):
        return None
    last, found = place + 1, _WHOLE.match(items[place].lower)
    parts = found.groups() if found else ()
    if not parts and place + 1 < len(items):
        two = [_PART.match(item.lower) for item in items[place : place + 2]]
        parts = tuple(part for one in two if one for part in one.groups())
        last = place + 2
    if len(parts) != _PARTS or parts[1::2] != letters or int(parts[2]) >= _FURLONGS:
        return None
    number = float(int(parts[0]) * _FURLONGS + int(parts[2]))
    return mention(items, place, last, FactSub.NUMBER, f"{number:g} furlong", number=number, unit="furlong")
