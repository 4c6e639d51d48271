"""What the names of elements say once the hashes are left out that build tools put into them: CSS modules
(`Story_text__x1Y2z`), styled-components (`sc-1abcd2-0 kXyZab`), Emotion (`css-1x2y3z`), Svelte, styled-jsx.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tracker.extract.parsing.segment import TESTS

# what such tools call everything, and what people add to that
_MADE = re.compile(r"(?:(?:css|jsx|jss|svelte|emotion)-(?=[a-z]*\d)|sc-)\w+(.*)")
_MODULE = re.compile(r"(.*?)(?:__|--|_)((?=[\w-]*[\dA-Z])[\w-]{5,8})(?:_\d+)?")  # what they hang on to a name
_LETTERS = re.compile(r"[A-Za-z]{5,8}")
_PART = re.compile(r"[^-_:/.,]+")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_LONGEST = 300  # characters
_SHORTEST = 3  # letters of a word in a camel-cased name
_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)


def words_of_names(element: Any) -> tuple[frozenset[str], bool]:
    """The words in an element's class, id and attributes for tests, in small letters, and whether hashes stood beside them."""
    words: set[str] = set()
    hashed = False
    for name in (*(element.get("class") or "")[:_LONGEST].split(), *_others(element)):
        if _is_scraps(name):
            hashed = True
            continue
        rest = _without_hash(name)
        hashed = hashed or rest != name
        for part in _PART.findall(rest):
            if part.rstrip("0123456789").isalpha():
                words.update(word.lower() for word in _WORD.findall(part))
            elif not part.isdecimal():
                hashed = True
    return frozenset(words), hashed


def _others(element: Any) -> Iterator[str]:
    for key in ("id", *TESTS):
        if value := element.get(key):
            yield from value[:_LONGEST].split()


def _without_hash(name: str) -> str:
    if found := _MADE.fullmatch(name):
        return found[1]
    found = _MODULE.fullmatch(name)
    return found[1] if found and (any(map(str.isdecimal, found[2])) or _is_scraps(found[2])) else name


def _is_scraps(name: str) -> bool:
    """Whether the case of letters changes too often for words: "kXyZab"."""
    if not _LETTERS.fullmatch(name) or name[1:].islower() or name.isupper():
        return False
    return not all(len(word) >= _SHORTEST and _VOWEL.search(word) for word in _WORD.findall(name))
