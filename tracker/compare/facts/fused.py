"""Reads words that are a number and its unit in one: "hour-long", "weeklong", "un'ora", "zweijährig"; and halves of units:
"media hora", "demi-heure".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tracker.compare.facts.numberwords import and_a_half
from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language, language
from tracker.model import FactSub

# Two words and a hyphen between them.
_HYPHENED = 3
_HALF = 0.5


def read_fused(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """Such a word at a place, with a half that hangs on it ("un'ora e mezza"), or nothing."""
    if (half_unit := _halved(items, place, words)) is not None:
        return half_unit
    known = fused_words(words.code)
    word, last = items[place].lower, place + 1
    if word not in known and last < len(items) and items[last].text == "-":
        word, last = "".join(item.lower for item in items[place : place + _HYPHENED]), place + _HYPHENED
    if word not in known:
        return None
    number, unit = known[word]
    half = and_a_half(items, last, words)
    number += _HALF if half > last else 0
    return mention(items, place, half, FactSub.NUMBER, f"{number:g} {unit}".strip(), number=number, unit=unit)


def _halved(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """As in "media hora", "eine halbe Stunde", "demi-heure", and "ein ganzes Jahr" beside "ein halbes"; "medio día" is as
    often a time of day.
    """
    half = items[place].lower in words.of("facts", "halved")
    whole = place > 0 and items[place].lower in words.of("facts", "unhalved") and items[place - 1].lower in words.ones
    if not half and not whole:
        return None
    last = place + 1 + (place + 1 < len(items) and items[place + 1].text == "-" and not items[place + 1].spaced)
    unit = words.units.get(items[last].lower, "") if last < len(items) else ""
    if not unit or unit == "day":
        return None
    number = _HALF if half else 1.0
    return mention(items, place, last + 1, FactSub.NUMBER, f"{number:g} {unit}", number=number, unit=unit)


@cache
def fused_words(code: str) -> dict[str, tuple[float, str]]:
    """What each such word of a language counts, and in what unit."""
    words = language(code)
    found = {word: (1.0, unit) for word, unit in words.map_of("facts", "taking_one").items()}
    found |= {word: (float(number), "") for word, number in words.map_of("facts", "tallies").items()}
    found |= {word: (_HALF, unit) for word, unit in words.map_of("facts", "taking_half").items()}
    numbers = {**words.numbers, **dict.fromkeys(words.of("facts", "hanging_on_one"), 1.0)}
    for stem, unit in words.map_of("facts", "hanging").items():
        for ending in ("", *words.of("facts", "hanging_endings")):
            found.update({f"{word}{stem}{ending}": (number, unit) for word, number in numbers.items()})
    return found
