"""Reads words for somebody of an age that have its number in them: "il quarantaduenne", "una trentenne"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language, language
from tracker.compare.text.spelling import folded
from tracker.model import FactSub

_YOUNGEST = 10


def read_age_word(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """Such a word at a place, or nothing."""
    age = age_words(words.code).get(items[place].lower)
    return mention(items, place, place + 1, FactSub.AGE, f"{age:g}", number=age) if age else None


@cache
def age_words(code: str) -> dict[str, float]:
    """The words for somebody of an age in a language, also behind an article that lost its vowel, with the age in years. The
    number loses its last vowel, but where that has an accent: "ventunenne", "ventitreenne".
    """
    words = language(code)
    endings = words.of("facts", "age_endings")
    numbers = {word: number for word, number in words.numbers.items() if number >= _YOUNGEST} if endings else {}
    plain = {f"{stem}{ending}": n for word, n in numbers.items() for stem in _stems(word) for ending in endings}
    behind = {f"{article}'{word}": n for word, n in plain.items() for article in words.of("text", "elided")}
    return plain | behind


def _stems(word: str) -> tuple[str, ...]:
    return (folded(word), word[:-1])
