"""Reads centuries by their rank: "XIXe siècle", "19e siècle", "siglo XIX", and by a name of their own: "l'Ottocento"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language, language
from tracker.model import FactSub

_LAST = 21
_TENS, _ONES = ("", "X", "XX"), ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def read_century(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """A century at a place, or nothing; a language without a word for centuries has none."""
    named = words.of("facts", "century")
    if not named:
        return None
    token = items[place]
    bare = token.text.rpartition("'")[2]
    called = words.map_of("facts", "centuries").get(bare.lower()) if bare[:1].isupper() else None
    if called:
        return _century(items, place, place + 1, int(called))
    following = items[place + 1] if place + 1 < len(items) else None
    if following is None:
        return None
    if following.lower in named:
        rank = _rank(bare, words)
    else:
        rank = _rank(following.text, words) if token.lower in named else 0
    return _century(items, place, place + 2, rank) if rank else None


@cache
def century_heads(code: str) -> frozenset[str]:
    """The words that a century can begin with in a language, but those that are common for something else: "i" in Italian."""
    words = language(code)
    named = words.of("facts", "century")
    if not named:
        return frozenset()
    endings = ("", *words.of("facts", "century_endings"))
    ranks = {f"{numeral.lower()}{ending}" for numeral in _numerals() for ending in endings}
    return frozenset((*named, *words.map_of("facts", "centuries"), *(ranks - words.common)))


@cache
def _numerals() -> dict[str, int]:
    """The Roman numerals of the centuries that there were."""
    return {f"{_TENS[n // 10]}{_ONES[n % 10]}": n for n in range(1, _LAST + 1)}


def _rank(text: str, words: Language) -> int:
    """The rank that a Roman numeral, a figure or a word says, with or without its ending; 0 for none."""
    if text.lower() in words.ordinals:
        return words.ordinals[text.lower()]
    plain = text
    for ending in words.of("facts", "century_endings"):
        if (text.endswith(ending) and text.removesuffix(ending).isupper()) or (
            text.endswith(ending) and text.removesuffix(ending).isdigit()
        ):
            plain = text.removesuffix(ending)
    plain = plain.rstrip("ºª°")
    if plain.isascii() and plain.isdigit():
        return int(plain) if 0 < int(plain) <= _LAST else 0
    return _numerals().get(plain, 0)


def _century(items: Sequence[Token], place: int, last: int, rank: int) -> Mention:
    return mention(items, place, last, FactSub.ORDINAL, str(rank), number=float(rank))
