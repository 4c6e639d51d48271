"""Knows which words a language has, by the frequency lists of pyspellchecker: to tell a word mistyped from another word."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable


@cache
def has_words(code: str) -> bool:
    """Whether words of a language can be looked up at all: whether the package has a list for it."""
    return _list(code).is_file()


@lru_cache(maxsize=4_096)
def is_word(word: str, code: str) -> bool:
    """Whether a lower-case word is one of a language that `has_words`, in American spelling where that differs."""
    lines, sought = _lines(code), word.encode(errors="replace")
    # A line begins with its line break; those from `low` up to `high` may be the word's.
    low, high = lines.index(b"\n"), lines.rindex(b"\n")
    while low < high:
        line = lines.rfind(b"\n", low, (low + high) // 2 + 1)
        found = lines[line + 2 : lines.index(b'":', line)]
        if found == sought:
            return True
        if found < sought:
            low = lines.index(b"\n", line + 1)
        else:
            high = line
    return False


@cache
def _lines(code: str) -> bytes:
    """The list as it comes, sorted, a line for each word: `"word": count,`. As objects of Python the words of one language
    would take twenty to fifty times a megabyte in every reader; so it is two to eight.
    """
    return gzip.decompress(_list(code).read_bytes())


def _list(code: str) -> Traversable:
    return resources.files("spellchecker") / "resources" / f"{code}.json.gz"
