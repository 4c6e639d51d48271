"""Knows what belongs to a name or stands before it although its capitals do not say so: the second syllable of a given name,
a word that opens an office written in small letters.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.tokens import Token
from tracker.compare.text.language import Language, of_all

_LONGEST_SYLLABLE = 5


def before_office(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether a word opens an office written in small letters: "Deputy mayor Silke Ahrens"."""
    if items[place].lower not in words.of("naming", "qualifying") or place + 1 >= len(items):
        return False
    office = items[place + 1].lower
    return office in words.titles or office in words.roles or office in words.contrasts.get("title", {})


def is_syllable(items: Sequence[Token], number: int) -> bool:
    """Whether a hyphen joins the second syllable of a given name, which has no capital: "Kim Jong-un", "Chiang Kai-shek"."""
    behind = items[number + 1] if number + 1 < len(items) and items[number].text == "-" else None
    if behind is None or items[number].spaced or behind.spaced:
        return False
    return len(items[number - 1].text) <= _LONGEST_SYLLABLE and behind.text in of_all("naming", "syllables")
