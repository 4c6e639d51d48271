"""Tells when two words are one word in another spelling: national variants, inflection-free slips, accents, case."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from tracker.compare.text.files import DEFAULT
from tracker.compare.text.language import Language, language
from tracker.compare.text.lexicon import has_words, is_word

_VOWELS = frozenset("aeiouy")
_LONGEST = 60
_JOINED_SCRIPTS = "\u0530"
_SHORTEST_SLIP = 5
_LONG_WORD = 7
_VERY_LONG_WORD = 9
_SHORTEST_VARIANT = 4
# No slip makes a word longer or shorter by more letters.
_FURTHEST = 2


_SLAVIC = (
    (re.compile(r"(?<=sk)(?:iy|ii|ij|yy|yi|yj|i)$"), "y"),
    (re.compile(r"(?:iy|ii|ij|yy)$"), "y"),
    (re.compile(r"iya$"), "ia"),
)
_SHORTEST_SLAVIC, _SLAVIC_ENDS = 5, frozenset("iyja")


def _transliterated(word: str) -> str:
    """A name with the ending that most give one from Cyrillic letters: "Sokolovskiy", "Sokolovsky"; "Nataliya", "Natalia"."""
    if len(word) < _SHORTEST_SLAVIC:
        return word
    for pattern, ending in _SLAVIC:
        word = pattern.sub(ending, word)
    return word


def same_spelling(old: str, new: str, words: Language) -> bool:
    """Whether two lower-case words are variants an editor would not call a change: labour/labor, U.S./US, café/cafe."""
    if old[:1].isdigit() or new[:1].isdigit():
        return old == new
    one, two = _bare(old, words), _bare(new, words)
    if one == two or (
        one[-1:] in _SLAVIC_ENDS and two[-1:] in _SLAVIC_ENDS and _transliterated(one) == _transliterated(two)
    ):
        return True
    return min(len(one), len(two)) >= _SHORTEST_VARIANT and american(one, words.code) == american(two, words.code)


def slip(old: str, new: str, words: Language) -> bool:
    """Whether one of two lower-case words is the other mistyped: one is no word of the language and a letter away from the
    other, which is. Never an ending that means something (want/wanted), never two words that both exist (county/country).
    """
    if abs(len(old) - len(new)) > _FURTHEST or not set(old[:2]) & set(new[:2]):
        return False
    if not has_words(words.code):
        return name_slip(old, new, words)
    exist = _is_word(old, words), _is_word(new, words)
    if all(exist) or max(len(old), len(new)) > _LONGEST or max(old + new) >= _JOINED_SCRIPTS:
        return False
    return _mistyped(old, new, words) if any(exist) else name_slip(old, new, words)


def _mistyped(old: str, new: str, words: Language) -> bool:
    """Whether a word is a letter away from one that is none."""
    if not (old + new).isalpha():
        return False
    if sorted(old) == sorted(new) and (_one_swap(old, new) or _jumbled(old, new)):
        return True
    if old[0] != new[0] or _inflected(old, new, words):
        return False
    if max(len(old), len(new)) < _SHORTEST_SLIP:
        return len(old) == len(new) and _undoubled(old) == _undoubled(new)
    return _one_slip(old, new, any_letter=True) or _twice_doubled(old, new)


def _is_word(word: str, words: Language) -> bool:
    return known(word, words) or is_word(word, words.code) or is_word(american(word, words.code), words.code)


def _one_swap(old: str, new: str) -> bool:
    """Whether two letters side by side were typed in the wrong order: "teh", "hte"."""
    differing = [place for place, (one, two) in enumerate(zip(old, new, strict=True)) if one != two]
    return len(differing) == len("ab") and differing[1] == differing[0] + 1


def _jumbled(old: str, new: str) -> bool:
    return len(old) >= _LONG_WORD and old[-1] == new[-1] and old[0] == new[0]


def _twice_doubled(old: str, new: str) -> bool:
    """Whether letters are doubled otherwise in two places: "comittee", "embarassing"."""
    return len(old) >= _LONG_WORD and _undoubled(old) == _undoubled(new)


def _undoubled(word: str) -> str:
    return "".join(letter for place, letter in enumerate(word) if not place or letter != word[place - 1])


def name_slip(old: str, new: str, words: Language) -> bool:
    """The same for names, which no list has: letters swapped, doubled or left out, and in longer ones one vowel for
    another, never two words that the language's data has.
    """
    if (
        min(len(old), len(new)) < _SHORTEST_SLIP
        or max(len(old), len(new)) > _LONGEST
        or not (old.isalpha() and new.isalpha())
    ):
        return False
    # In scripts without spaces or with joined particles one letter can be a word of its own, such as "not".
    if max(old) >= _JOINED_SCRIPTS or max(new) >= _JOINED_SCRIPTS:
        return False
    if old[0] != new[0] or _inflected(old, new, words) or (known(old, words) and known(new, words)):
        return False
    return _one_slip(old, new) or (len(old) >= _LONG_WORD and old[-1] == new[-1] and sorted(old) == sorted(new))


def slip_apart(old: str, new: str) -> bool:
    """Whether two words are one letter apart, or have the same letters in another order."""
    jumbled = old[:1] == new[:1] and sorted(old) == sorted(new)
    return old.isalpha() and new.isalpha() and (jumbled or _one_slip(old, new, any_letter=True))


def folded(word: str) -> str:
    """A word without accents and case."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFD", word.lower().translate(_LETTERS))
    return "".join(char for char in plain if not unicodedata.combining(char))


# Letters that no decomposition takes apart, as newsrooms without them write them.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)


def known(word: str, words: Language) -> bool:
    """Whether the language's data has this word: such words are meant."""
    return (
        word in words.common
        or word in words.numbers
        or word in words.scales
        or word in words.negators
        or word in words.hedges
        or word in words.units
        or word in words.verbs
        or word in words.senses
    )


def _bare(word: str, words: Language) -> str:
    plain = folded(word).replace(".", "")
    return words.variants.get(word, words.variants.get(plain, plain)).replace(".", "")


def unelided(word: str, articles: tuple[str, ...]) -> str:
    """A word without one of these articles that lost its vowel: "l'engrais"."""
    return word.partition("'")[2] if word.startswith(articles) else word


def without_end(word: str, ends: tuple[str, ...]) -> str:
    """A word without one of some endings, the first that it has."""
    return next((word.removesuffix(end) for end in ends if word.endswith(end)), word)


def american(word: str, code: str = DEFAULT) -> str:
    """A lower-case word in the one spelling of those that the countries of a language have; of English the American one:
    harbour as harbor, and what is spelt alike as it is.
    """
    for pattern, replacement in _national(code):
        word = pattern.sub(replacement, word)
    return word


@cache
def _national(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = (row.rsplit(" ", 1) for row in language(code).rows_of("text", "national"))
    return tuple((re.compile(pattern), replacement) for pattern, replacement in rows)


def _inflected(old: str, new: str, words: Language) -> bool:
    shorter, longer = sorted((old, new), key=len)
    if old[-1] + new[-1] in words.of("text", "heard_alike") or longer.endswith(words.rows_of("text", "no_endings")):
        return False
    endings = words.of("text", "endings")
    stem = shorter.removesuffix("e")
    if longer.startswith(shorter) and longer[len(shorter) :] in endings:
        return True
    if longer.startswith(stem) and longer[len(stem) :] in endings:
        return True
    return old[:-3] == new[:-3] and old[-1] != new[-1]


def _one_slip(old: str, new: str, *, any_letter: bool = False) -> bool:
    """Optimal string alignment: one swap, one letter more or less, or one for another: a vowel in longer words, or
    `any_letter`.
    """
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    one, two = old[start : len(old) - end], new[start : len(new) - end]
    match len(one), len(two):
        case (0, 1) | (1, 0):
            return True
        case (0, 2) | (2, 0):
            return min(len(old), len(new)) >= _VERY_LONG_WORD
        case (2, 2):
            return one == two[::-1]
        case (1, 1):
            return any_letter or (len(old) >= _LONG_WORD and {one, two} <= _VOWELS)
        case _:
            return False
