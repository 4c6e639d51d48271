"""Knows which words a language has, by the frequency lists of pyspellchecker: to tell a word mistyped from another word."""

from __future__ import annotations

from functools import cache

# The languages of ours that the package has a list for; it takes a few tenths of a second to load, and only where two
# words are so alike that one may be the other mistyped.
_LISTED = frozenset(["de", "en", "es", "fr", "it", "nl", "pt"])


def has_words(code: str) -> bool:
    """Whether words of a language can be looked up at all."""
    return code in _LISTED


def is_word(word: str, code: str) -> bool:
    """Whether a lower-case word is one of a language that `has_words`, in American spelling where that differs."""
    return word in _words(code)


@cache
def _words(code: str) -> frozenset[str]:
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(language=code, distance=1).word_frequency.dictionary)
