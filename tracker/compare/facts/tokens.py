"""One token of clean text, and one mention of a fact over several of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tracker.compare.text.sentences import tokens
from tracker.model import FactSub


class Token(NamedTuple):
    """One token of clean text; `lower` is its lower case without dots inside an abbreviation. A tuple, because there
    are thousands of them and they are made in half the time.
    """

    start: int
    end: int
    text: str
    lower: str
    spaced: bool

    def moved(self, by: int) -> Token:
        """The same token so many characters further on."""
        return Token(self.start + by, self.end + by, self.text, self.lower, self.spaced)

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def letters(self) -> bool:
        """Whether a small word is the letters of a body's name: "the WHO said"."""
        return _FEWEST_LETTERS <= len(self.text) <= _MOST_LETTERS and self.text.isupper()


_FEWEST_LETTERS, _MOST_LETTERS = 3, 4
DEVANAGARI, AFTER_DEVANAGARI = "\u0900", "\u0980"  # where signs of vowels are tokens of their own


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact at tokens [first, last) and clean characters [start, end). `value` is equal for equal facts; `number` is
    its size where it has one, `unit` what it counts in; `vague` marks a quantity without a figure ("a few"); `days` are
    the days a date can mean, as ordinals.
    """

    sub: FactSub
    value: str
    first: int
    last: int
    start: int
    end: int
    number: float | None = None
    unit: str = ""
    vague: bool = False
    days: tuple[tuple[int, int], ...] = ()


# How the value of a count begins that says how many are left out: "all but two".
ALL_BUT = "all but "


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """The tokens of clean text [start, end), without what is struck through ("~~18~~ 22")."""
    found: list[Token] = []
    stop = start
    for match in tokens(text, start, end):
        word = match[0]
        first, last = match.span()
        lower = word.lower()
        if "." in lower and lower[0].isalpha():
            lower = lower.replace(".", "")
        found.append(tuple.__new__(Token, (first, last, word, lower, first > stop)))  # past the keywords, for speed
        stop = last
    return _standing(found, text) if text.count(_STRUCK, start, end) > 1 else found


_STRUCK = "~~"


def _standing(found: list[Token], text: str) -> list[Token]:
    """The tokens outside pairs of strokes; a stroke without a partner strikes nothing."""
    strokes = [token.start for token in found if text.startswith(_STRUCK, token.start)]
    pairs = list(zip(strokes[::2], strokes[1::2], strict=False))
    return [
        token
        for token in found
        if token.text != "~" and not any(first <= token.start < last for first, last in pairs[:_MOST_STRUCK])
    ]


_MOST_STRUCK = 50


def mention(
    items: Sequence[Token],
    first: int,
    last: int,
    sub: FactSub,
    value: str,
    *,
    number: float | None = None,
    unit: str = "",
    vague: bool = False,
) -> Mention:
    """A mention of tokens [first, last)."""
    return Mention(sub, value, first, last, items[first].start, items[last - 1].end, number, unit, vague)
