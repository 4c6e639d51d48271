"""Typed, normalised mentions of facts in clean text: numbers with their units, money, percentages, dates, times, ages,
ordinals, scores and codes. Read left to right over tokens, so that one place has one type and time is linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tracker.compare.facts.agewords import age_words
from tracker.compare.facts.calendar import read_date
from tracker.compare.facts.centuries import century_heads
from tracker.compare.facts.clipped import read_clipped
from tracker.compare.facts.clock import read_time
from tracker.compare.facts.daysinrow import with_days
from tracker.compare.facts.fromend import heads, read_from_end
from tracker.compare.facts.fused import fused_words
from tracker.compare.facts.numberwords import fused_number
from tracker.compare.facts.othercounts import numerals
from tracker.compare.facts.quantities import read_quantity
from tracker.compare.facts.relative import ago, read_relative
from tracker.compare.facts.scriptnames import read_script_name, script_heads
from tracker.compare.facts.shares import share_heads
from tracker.compare.facts.spokenclock import read_spoken
from tracker.compare.facts.tokens import Mention, Token
from tracker.compare.facts.yearspans import read_year_span
from tracker.compare.text.language import Language, language


def mentions(items: Sequence[Token], words: Language) -> list[Mention]:
    """All mentions among tokens, in order and without overlap."""
    found: list[Mention] = []
    starts = _starts(words.code)
    place = 0
    while place < len(items):
        text = items[place].text
        plain = text.isalpha() or (text[0].isalpha() and text.islower())
        known = items[place].lower in starts or fused_number(items[place].lower, words.code)
        if (plain and not known and text[0] < _HAN) or (not text[0].isalnum() and text[0] not in _SYMBOLS):
            place += 1
            continue
        mention = (
            read_clipped(items, place)
            or read_from_end(items, place, words)
            or read_time(items, place, words)
            or read_spoken(items, place, words)
            or read_year_span(items, place, words)
            or read_date(items, place, words)
            or read_relative(items, place, words)
            or read_quantity(items, place, words)
            or read_script_name(items, place)
        )
        if mention is None:
            place += 1
        else:
            found.append(ago(items, mention, words))
            place = found[-1].last
    return with_days(items, found, words)


@cache
def _starts(code: str) -> frozenset[str]:
    """The words a fact can begin with; most words of a text are none, and are not looked at further."""
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
            *(f"{one}'{unit}" for one in words.ones for unit, of in words.units.items() if of == "hour"),
            *(phrase.split()[0] for phrase in (words.clock.ahead if words.clock else ())),
            *numerals(),
            *script_heads(),
            *_CODES,
            *(
                word
                for name in ("articles", "half", "halved", "unhalved", "aged", "between", "elided_days")
                for word in words.of("facts", name)
            ),
            *(
                word
                for name in ("hours", "vague", "numbered_days", "decades_of_life", "fractions", "days")
                for word in words.map_of("facts", name)
            ),
            *(word.partition("-")[0] for word in fused_words(code)),
            *share_heads(code),
            *century_heads(code),
            *age_words(code),
        )
    )


_HAN = "\u3000"
_SYMBOLS = frozenset("$£€¥₹₽₩")
# The letters of currencies.
_CODES = frozenset(["us", "usd", "gbp", "eur", "chf", "c", "au", "ca", "nz", "r", "hk"])
