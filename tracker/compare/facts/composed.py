"""Reads amounts that several words make up together: "eighty-eighth", "four hundredths of a second", "three-quarters of an
hour", "her fifties", "388p".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.compare.facts.measures import unit_after
from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language
from tracker.model import FactSub

_PENCE = re.compile(r"(\d{1,4}(?:\.\d)?)p$")
_RACE = re.compile(r"(\d{1,2}):(\d{2}):(\d{2}(?:\.\d{1,3})?)$")
_HUNDREDTHS = {"tenth": 10, "tenths": 10, "hundredth": 100, "hundredths": 100, "thousandth": 1000, "thousandths": 1000}
_DECADES = dict(
    zip(
        ["teens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"],
        range(10, 100, 10),
        strict=True,
    )
)
OF_COMPOSED = frozenset(_DECADES)
_OWNERS = frozenset(["his", "her", "their", "my", "your", "our"])
_PARTS_OF_DECADES = frozenset(["early", "mid", "late", "-"])
_OF_A = frozenset(["a", "an"])
# Two words and a hyphen between them.
_JOINED = 3


def read_composed(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """An amount of such words at a place, or nothing. English only: other languages say these otherwise."""
    if words.code != "en":
        return None
    return (
        _race_time(items, place) or _rank(items, place, words) or _decade_of_life(items, place) or _pence(items, place)
    )


def shared_unit(items: Sequence[Token], found: Mention | None, words: Language) -> Mention | None:
    """A number with what it is parts of: "four" + "hundredths of a second", "three-quarters" + "of an hour"."""
    if found is None or found.number is None or found.unit or found.sub is not FactSub.NUMBER or words.code != "en":
        return found
    last, number = found.last, found.number
    if last < len(items) and items[last].lower in _HUNDREDTHS:
        number, last = number / _HUNDREDTHS[items[last].lower], last + 1
    if not 0 < number < 1 or [item.lower for item in items[last : last + 1]] != ["of"]:
        return found
    if last + 2 >= len(items) or items[last + 1].lower not in _OF_A:
        return found
    unit, end = unit_after(items, last + 2, words)
    if not unit:
        return found
    return mention(items, found.first, end, FactSub.NUMBER, f"{number:.12g} {unit}", number=number, unit=unit)


def _race_time(items: Sequence[Token], place: int) -> Mention | None:
    """As in "2:04:11", in seconds."""
    found = _RACE.match(items[place].text)
    if found is None:
        return None
    hours, minutes, seconds = (float(part) for part in found.groups())
    number = (hours * _SIXTY + minutes) * _SIXTY + seconds
    return mention(items, place, place + 1, FactSub.NUMBER, f"{number:.12g} second", number=number, unit="second")


_SIXTY = 60


def _rank(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """As in "eighty-eighth"."""
    tens = words.numbers.get(items[place].lower)
    if not tens or place + 2 >= len(items) or items[place + 1].text != "-" or items[place + 1].spaced:
        return None
    ones = words.ordinals.get(items[place + 2].lower)
    if ones is None or not 0 < int(ones) < _TEN or tens % _TEN or tens < 2 * _TEN:
        return None
    rank = int(tens) + int(ones)
    return mention(items, place, place + _JOINED, FactSub.ORDINAL, str(rank), number=float(rank))


_TEN = 10


def _decade_of_life(items: Sequence[Token], place: int) -> Mention | None:
    """As in "a woman in her fifties", but not "the fifties"."""
    decade = _DECADES.get(items[place].lower)
    before = place
    while before and items[before - 1].lower in _PARTS_OF_DECADES:
        before -= 1
    if decade is None or not before or items[before - 1].lower not in _OWNERS:
        return None
    return mention(items, place, place + 1, FactSub.AGE, f"{decade}s", number=float(decade))


def _pence(items: Sequence[Token], place: int) -> Mention | None:
    """As in "closed at 388p", in pounds."""
    found = _PENCE.match(items[place].lower)
    if found is None:
        return None
    number = float(found.group(1)) / 100
    return mention(items, place, place + 1, FactSub.MONEY, f"{number:.12g} GBP", number=number, unit="GBP")
