"""Typed, normalised mentions of facts in clean text: numbers with their units, money, percentages, dates, times, ages,
ordinals, scores and codes. Read left to right over tokens, so that one place has one type and time is linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tracker.compare.language import Language
from tracker.compare.sentences import tokens
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
        found.append(Token(first, last, word, lower, first > stop))
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


def mentions(items: Sequence[Token], words: Language) -> list[Mention]:
    """All mentions among tokens, in order and without overlap."""
    from tracker.compare.calendar import read_date
    from tracker.compare.clipped import read_clipped
    from tracker.compare.clock import read_time
    from tracker.compare.daysinrow import with_days
    from tracker.compare.fromend import read_from_end
    from tracker.compare.quantities import read_quantity
    from tracker.compare.relative import ago, read_relative
    from tracker.compare.spokenclock import read_spoken

    found: list[Mention] = []
    starts = _starts(words.code)
    place = 0
    while place < len(items):
        text = items[place].text
        plain = text.isalpha() or (text[0].isalpha() and text.islower())
        if (plain and items[place].lower not in starts and text[0] < _HAN) or (
            not text[0].isalnum() and text[0] not in _SYMBOLS
        ):
            place += 1
            continue
        mention = (
            read_clipped(items, place)
            or read_from_end(items, place, words)
            or read_time(items, place, words)
            or read_spoken(items, place, words)
            or read_date(items, place, words)
            or read_relative(items, place, words)
            or read_quantity(items, place, words)
        )
        if mention is None:
            place += 1
        else:
            mention = ago(items, mention, words)
            found.append(mention)
            place = mention.last
    return with_days(items, found, words)


@cache
def _starts(code: str) -> frozenset[str]:
    """The words a fact can begin with; most words of a text are none, and are not looked at further."""
    from tracker.compare.clock import MIDNIGHTS
    from tracker.compare.composed import OF_COMPOSED
    from tracker.compare.fromend import heads
    from tracker.compare.language import language
    from tracker.compare.othercounts import OTHER_NUMBERS, VAGUE
    from tracker.compare.otherdates import NUMBERED_DAYS

    words = language(code)
    return frozenset(
        (
            *words.numbers,
            *words.scales,
            *words.months,
            *words.weekdays,
            *words.ordinals,
            *words.currencies,
            *heads(code),
            *words.relative_heads,
            *(f"{head}'s" for head in words.relative_heads),
            *words.first,
            *(phrase.split()[0] for phrase in words.feasts),
            *words.ones,
            *(phrase.split()[0] for phrase in (words.clock.ahead if words.clock else ())),
            *(NUMBERED_DAYS if code == "pt" else ()),
            *VAGUE,
            *OF_COMPOSED,
            *OTHER_NUMBERS,
            *MIDNIGHTS,
            *_OTHER_STARTS,
        )
    )


_HAN = "\u3000"
_SYMBOLS = frozenset("$£€¥₹₽₩")
_OTHER_STARTS = frozenset(
    [
        "a",
        "an",
        "half",
        "aged",
        "noon",
        "midday",
        "midnight",
        "us",
        "usd",
        "gbp",
        "eur",
        "chf",
        "c",
        "au",
        "ca",
        "nz",
        "r",
        "hk",
        "between",
        "entre",
        "zwischen",
        "tra",
        "from",
    ]
)


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
