"""Reads amounts that several words make up together: "eighty-eighth", "four hundredths of a second", "three-quarters of an
hour", "her fifties", "hour-long", "2:1", "388p".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.compare.facts.furlongs import read_furlongs
from tracker.compare.facts.measures import unit_after
from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language
from tracker.model import FactSub

_PENCE = re.compile(r"(\d{1,4}(?:\.\d)?)([^\W\d_])$")
# Hours may be left out where a tenth of a second or more minutes than a day has hours show what is counted: "30:12".
_RACE = re.compile(
    r"(?:(\d{1,2}):(\d{2}):(\d{2}(?:\.\d{1,3})?)|(\d{1,2}):([0-5]\d\.\d{1,3})|(2[4-9]|[3-5]\d):([0-5]\d))$"
)
_SCORE = re.compile(r"(\d{1,2}):(\d)$")
# Two words and a hyphen between them.
_JOINED = 3


def read_composed(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """An amount of such words at a place, or nothing."""
    return (
        _race_time(items, place, words)
        or _score(items, place)
        or _set_score(items, place)
        or _rank(items, place, words)
        or _decade_of_life(items, place, words)
        or _pence(items, place, words)
        or read_furlongs(items, place, words)
    )


def shared_unit(items: Sequence[Token], found: Mention | None, words: Language) -> Mention | None:
    """A number with what it is parts of: "four" + "hundredths of a second", "three-quarters" + "of an hour"."""
    if found is None or found.number is None or found.unit or found.sub is not FactSub.NUMBER:
        return found
    last, number = found.last, found.number
    parts = words.map_of("facts", "small_parts").get(items[last].lower) if last < len(items) else None
    if parts:
        number, last = number / int(parts), last + 1
    if not 0 < number < 1 or last + 2 >= len(items):
        return found
    if items[last].lower not in words.of("facts", "parts_of") or items[last + 1].lower not in words.of(
        "facts", "articles"
    ):
        return found
    unit, end = unit_after(items, last + 2, words)
    if not unit:
        return found
    return mention(items, found.first, end, FactSub.NUMBER, f"{number:.12g} {unit}", number=number, unit=unit)


def _race_time(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """As in "2:04:11" and "1:58.2", in seconds; two figures alone are a score elsewhere than in English: "24:19 Stimmen"."""
    found = _RACE.match(items[place].text)
    if found is None:
        return None
    if words.decimal != "." and found.group(6):
        return _tally(items, place, int(found.group(6)), int(found.group(7)))
    parts = [float(part) for part in found.groups() if part is not None]
    hours, minutes, seconds = [0.0, *parts][-3:]
    number = (hours * _SIXTY + minutes) * _SIXTY + seconds
    return mention(items, place, place + 1, FactSub.NUMBER, f"{number:.12g} second", number=number, unit="second")


_SIXTY = 60


def _score(items: Sequence[Token], place: int) -> Mention | None:
    """As in "2:1", which is no time of day."""
    found = _SCORE.match(items[place].text)
    if found is None:
        return None
    return _tally(items, place, *(int(part) for part in found.groups()))


def _set_score(items: Sequence[Token], place: int) -> Mention | None:
    """As in "6/4, 3/6 y 7/6", the sets of a match: one game is won at six or seven, and others stand beside."""
    if (games := _games(items, place)) is None:
        return None
    near = (n for n in range(max(0, place - _SETS_WITHIN), place + _SETS_WITHIN + 1) if abs(n - place) > 2)  # noqa: PLR2004 - tokens of one
    if not any(_games(items, n) for n in near):
        return None
    value = f"{games[0]}..{games[1]} "
    return mention(items, place, place + _JOINED, FactSub.NUMBER, value, number=float(games[1]))


def _games(items: Sequence[Token], place: int) -> tuple[int, int] | None:
    """The games of a set at a place, with a stroke between them; None where there are none."""
    parts = items[place : place + _JOINED]
    if len(parts) < _JOINED or parts[1].text != "/" or any(part.spaced for part in parts[1:]):
        return None
    one, two = (part.text if part.text.isdecimal() and len(part.text) == 1 else "9" for part in parts[::2])
    return (int(one), int(two)) if max(one, two) in ("6", "7") and one != two else None


_SETS_WITHIN = 7


def _tally(items: Sequence[Token], place: int, ours: int, theirs: int) -> Mention:
    return mention(items, place, place + 1, FactSub.NUMBER, f"{ours}..{theirs} ", number=float(theirs))


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


def _decade_of_life(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """As in "a woman in her fifties", but not "the fifties"."""
    decade = words.map_of("facts", "decades_of_life").get(items[place].lower)
    if decade is None:
        return None
    before, parts = place, words.of("facts", "parts_of_decades")
    while before and items[before - 1].lower in parts:
        before -= 1
    if not before or items[before - 1].lower not in words.of("facts", "owners"):
        return None
    return mention(items, place, place + 1, FactSub.AGE, f"{decade}s", number=float(decade))


def _pence(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """As in "closed at 388p", in pounds."""
    found = _PENCE.match(items[place].lower)
    if found is None or found.group(2) not in words.of("facts", "pence"):
        return None
    number = float(found.group(1)) / 100
    return mention(items, place, place + 1, FactSub.MONEY, f"{number:.12g} GBP", number=number, unit="GBP")
