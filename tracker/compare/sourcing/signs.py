"""Tells signs that end a phrase from those inside a name: "Sunday-Times", "J. Moss", "Prof. Moss"."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.tokens import Token
from tracker.compare.text.language import of_all

LONGEST_SOURCE = 12
_LONGEST_INITIAL = 4
SIGNS = frozenset(',.;:!?"()-')


def inner(items: Sequence[Token], place: int) -> bool:
    """A sign inside a name: a hyphen between letters, a point after an initial, an honorific or before a comma."""
    token = items[place]
    if token.text == "-":
        return not token.spaced and place + 1 < len(items) and not items[place + 1].spaced
    if token.text == "." and place and place + 1 < len(items):
        follows = items[place + 1]
        if follows.text == "," and not follows.spaced:  # "Reno, Nev., said": no sentence ends so
            return True
        return _is_short(items[place - 1]) and (follows.capital or follows.text.isdigit()) and not token.spaced
    return False


def _is_short(token: Token) -> bool:
    """Whether a word with a capital is an initial or cut short, so that its point ends no sentence: "J", "Mr", "Prof"."""
    if not token.capital or len(token.text) > _LONGEST_INITIAL or not token.text.isalpha():
        return False
    cut = token.lower in of_all("sourcing", "cut") or (_VOWELS.isdisjoint(token.lower) and not token.text.isupper())
    return len(token.text) == 1 or cut


_VOWELS = frozenset("aeiouy")
