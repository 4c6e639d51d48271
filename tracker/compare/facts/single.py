"""Reads one quantity: a figure or number in words with its scale, unit, currency or percent; an age; a rank. Equal amounts
in other clothes get equal values: five = 5, $1.2bn = $1,200 million.
"""

# ruff: noqa: PLR2004, PLR0911, C901 - powers of ten and places in a phrase are what this module is about; a reader of
# phrases returns where it has read one

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.compare.facts.amounts import CENTS, MEASURES
from tracker.compare.facts.figures import plain
from tracker.compare.facts.measures import age_of, attached_unit, behind_age, percent_after, unit_after, unit_of
from tracker.compare.facts.numberwords import LARGEST, and_a_half
from tracker.compare.facts.othercounts import HAN_COUNTERS
from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language
from tracker.model import FactSub

_DECADE_OF_LIFE = re.compile(r"(\d{2})([^\W\d_]+)$")
_ORDINAL = re.compile(r"(\d+)([^\W\d_]+)$")
_RANK_SIGNS = frozenset("ºª")
SYMBOLS = frozenset("$£€¥₹₽₩")
# Whose dollars and cents, by the letters beside a dollar sign or before them: "A$5", "$A5", "60 US cents".
_DOLLARS = {
    letters: code
    for code, names in (
        ("USD", "us"),
        ("AUD", "a au"),
        ("CAD", "c ca"),
        ("NZD", "nz"),
        ("HKD", "hk"),
        ("SGD", "s"),
        ("BRL", "r"),
    )
    for letters in names.split()
}
_CODES = frozenset(["us$", "usd", "gbp", "eur", "chf", "inr", "rs", "aud", "cad", "nzd", "hkd", "sgd"])


def single(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """A figure or number in words at a place with what belongs to it, or a rank, or nothing."""
    token = items[place]
    aged = token.lower in words.of("facts", "aged") and place + 1 < len(items)
    if aged and (age := plain(items, place + 1, words)):
        return mention(items, place, age[1], FactSub.AGE, f"{age[0]:g}", number=age[0])
    currency = words.currencies.get(token.lower, "") if token.text in SYMBOLS or token.lower in _CODES else ""
    start = place + 1 if currency else place
    near = items[place + 1] if place + 1 < len(items) and not items[place + 1].spaced else token
    if near.text in SYMBOLS and token.lower in _DOLLARS:
        currency, start = words.currencies.get(near.text, "USD"), place + 2
        currency = _DOLLARS[token.lower] if currency in ("USD", "$") else currency
    elif token.text == "$" and near.lower in _DOLLARS:
        currency, start = _DOLLARS[near.lower], place + 2
    if start >= len(items):
        return None
    ordinal = _ordinal(items, start, words) if not currency else None
    if ordinal is not None:
        return ordinal
    decade = _DECADE_OF_LIFE.match(token.lower) if not currency else None
    if decade and decade.group(2) in words.of("facts", "decade_endings"):
        return mention(items, place, place + 1, FactSub.AGE, f"{decade.group(1)}s", number=float(decade.group(1)))
    if decade and decade.group(2) in words.of("facts", "age_endings"):
        return mention(items, place, place + 1, FactSub.AGE, decade.group(1), number=float(decade.group(1)))
    found = plain(items, start, words)
    if found is None:
        return None
    number, last, suffix = found
    signed = start == place and place > 0 and items[place - 1].text == "-" and not items[place].spaced
    if (signed and (place == 1 or items[place - 1].spaced)) or _below_zero(items, place, words):
        number = -number
    return _dressed(items, (place, last), number, suffix=suffix, currency=currency, words=words)


def _below_zero(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether "minus" stands before a figure, but not "plus or minus", which is a margin."""
    if not place or items[place - 1].lower not in words.of("facts", "minus"):
        return False
    return place == 1 or items[place - 2].lower not in words.of("facts", "or")


def _dressed(
    items: Sequence[Token], bounds: tuple[int, int], number: float, *, suffix: str, currency: str, words: Language
) -> Mention | None:
    """The number with what follows it: scale, currency, percent, age or unit."""
    place, last = bounds
    if abs(number) > LARGEST:
        return None
    if suffix in words.scales:
        number *= words.scales[suffix]
        suffix = ""
    elif suffix and not unit_of(suffix, words):
        return None
    number, last = _with_fraction(items, last, number)
    nation, last = ("", last) if currency else _nation(items, last, words)
    last = last if currency else _behind_of(items, last, words)
    if not currency:
        currency, last = _currency_after(items, last, suffix, words)
    if currency:
        currency, number = _whole(currency, nation, number)
        return mention(items, place, last, FactSub.MONEY, f"{number:.12g} {currency}", number=number, unit=currency)
    percent = percent_after(items, last, words)
    if percent is not None:
        unit, last = percent
        if unit == "basis":
            unit, number = "points", number / 100
        return mention(items, place, last, FactSub.PERCENT, f"{number:.12g} {unit}", number=number, unit=unit)
    age = None if suffix else age_of(items, place, last, number, words)
    if age is not None:
        return age
    unit, last = attached_unit(items, suffix, last, words) if suffix else unit_after(items, last, words)
    half = and_a_half(items, last, words)
    if half > last:
        unit, last = (unit, half) if unit else unit_after(items, half, words)
        number += 0.5
    if not unit and last < len(items) and items[last].text == "m":  # whatever is counted in millions has a currency
        unit, last = "m", last + 1
    if unit == "year" and (_is_age(items, place, last, number, words) or _is_told_age(items, place, last, words)):
        return mention(items, place, last, FactSub.AGE, f"{number:g}", number=number)
    if not unit and last < len(items) and not items[last].spaced and items[last].text in HAN_COUNTERS:
        last += 1
    return mention(items, place, last, FactSub.NUMBER, f"{number:.12g} {unit}".strip(), number=number, unit=unit)


def _with_fraction(items: Sequence[Token], last: int, number: float) -> tuple[float, int]:
    """A whole number with the fraction that follows it in figures, and where that ends: "1 1/2 cups"."""
    parts = items[last : last + 3]
    over = [part.text for part in parts]
    if number % 1 or over[1:2] != ["/"] or not (over[0].isdecimal() and over[2:] and over[2].isdecimal()):
        return number, last
    proper = not any(part.spaced for part in parts[1:]) and 0 < int(over[0][:3]) < int(over[2][:3])
    return (number + int(over[0][:3]) / int(over[2][:3]), last + 3) if proper else (number, last)


def _whole(currency: str, nation: str, number: float) -> tuple[str, float]:
    """The currency and the amount in it of what may be counted in hundredths; cents of nobody are of whichever money the
    page speaks of.
    """
    if currency == "c-USD" and not nation:
        return CENTS, number
    return (nation or currency[2:], number / 100) if currency.startswith("c-") else (nation or currency, number)


def _currency_after(items: Sequence[Token], last: int, suffix: str, words: Language) -> tuple[str, int]:
    """The currency that follows a figure, and the next place; pounds are no money behind a unit that hangs on it."""
    following = items[last].lower.rpartition("'")[2] if last < len(items) else ""
    if following in words.of("facts", "pounds"):
        return ("GBP", last + 1) if not suffix else ("", last)
    if (
        following in words.of("facts", "swiss")
        and last + 1 < len(items)
        and words.currencies.get(items[last + 1].lower) == "CHF"
    ):
        return "CHF", last + 2
    if following in words.currencies or following in SYMBOLS:
        return words.currencies[following], last + 1
    return "", last


def _is_age(items: Sequence[Token], place: int, last: int, number: float, words: Language) -> bool:
    """As in "la maire, 34 ans, ...", "la alcaldesa, de 34 años, ..."; "34 years" in the same place, too."""
    place -= bool(place) and items[place - 1].lower in words.of("facts", "counted_of")
    before = [item.text for item in items[max(0, place - 2) : place]]
    after = items[last].text if last < len(items) else "."
    return len(before) == 2 and before[1] == "," and before[0][0].isalpha() and after in ",.)" and 0 < number < _OLDEST


def _is_told_age(items: Sequence[Token], place: int, last: int, words: Language) -> bool:
    """As in "elle avait 34 ans.", "tenía 34 años y"; not "he was 34 years in office"."""
    after = items[last].text if last < len(items) else "."
    years = items[last - 1].lower in words.of("facts", "age_units")
    return years and after in ",.;)" and behind_age(items, place, words)


_OLDEST = 120


def _behind_of(items: Sequence[Token], last: int, words: Language) -> int:
    """The place of a currency behind "de", or of a unit behind millions of it: "1,2 millones de euros", "de toneladas"."""
    after = items[last + 1].lower if last + 1 < len(items) else ""
    of = bool(after) and items[last].lower in words.of("facts", "counted_of")
    in_millions = of and words.scales.get(items[last - 1].lower, 0) >= _MILLION and words.units.get(after) in MEASURES
    return last + 1 if of and (in_millions or after in words.currencies) else last


_MILLION = 1e6


def _nation(items: Sequence[Token], last: int, words: Language) -> tuple[str, int]:
    """Whose dollars or cents are counted, as in "60 US cents", "5 Hong Kong dollars", and the next place; empty where
    nobody's are named.
    """
    place = last + (last < len(items) and items[last].lower in words.of("facts", "nation_heads"))
    name = items[place].lower if place + 1 < len(items) else ""
    nation = words.map_of("facts", "dollars").get(name) or (_DOLLARS.get(name) if len(name) > 1 else None)
    if nation and words.currencies.get(items[place + 1].lower, "").endswith("USD"):
        return nation, place + 1
    return "", last


def _is_unit(figures: str, letters: str, words: Language) -> bool:
    """Whether letters that end ranks are a unit behind figures that these ranks do not end with: "14st", but not "21st"."""
    ranks_end = figures[-1] == "1" and figures[-2:] != "11"
    return letters in words.map_of("facts", "attached") and not ranks_end


def _ordinal(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    match = _ORDINAL.match(items[place].lower)
    if (
        match
        and not _is_unit(match.group(1), match.group(2), words)
        and (match.group(2) in _RANK_SIGNS or match.group(2) in words.of("facts", "ordinal_endings"))
    ):
        return mention(items, place, place + 1, FactSub.ORDINAL, match.group(1), number=float(match.group(1)))
    value = words.ordinals.get(items[place].lower)
    if value is None:
        return None
    return mention(items, place, place + 1, FactSub.ORDINAL, str(value), number=float(value))
