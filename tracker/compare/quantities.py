"""Reads quantities: figures and number words with scale, unit, currency or percent; ages, ordinals, ranges, fractions,
scores and codes such as 614D. Equal amounts in other clothes get equal values: five = 5, $1.2bn = $1,200 million.
"""

# ruff: noqa: PLR2004, PLR0911, C901 - powers of ten and places in a phrase are what this module is about; a reader of
# phrases returns where it has read one

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.compare.amounts import CENTS
from tracker.compare.composed import read_composed, shared_unit
from tracker.compare.language import Language
from tracker.compare.measures import age_of, percent_after, unit_after
from tracker.compare.mentions import Mention, Token, mention
from tracker.compare.numberwords import LARGEST, and_a_half, worded
from tracker.compare.othercounts import HAN_COUNTERS, HAN_SCALES, han_number, other_number, read_other
from tracker.model import FactSub

_FIGURE = re.compile(r"(\d+(?:[.,]\d+)*)([^\W\d_]*)$")
_DECADE_OF_LIFE = re.compile(r"(\d{2})s$")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|º|ª|er|ème)$")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_POINTED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
_SYMBOLS = frozenset("$£€¥₹₽₩")
_GROUP = re.compile(r"(\d{3})([.,]\d{1,2}|[^\W\d_]+)?$")
# No amount in the news is written with more signs.
_LONGEST_FIGURE = 40
_LETTER_SCALES = {"m": 1e6, "k": 1e3, "b": 1e9}
# Whose dollars and cents, as the letters before a dollar sign say it: "A$5" = "5 Australian dollars".
_NATIONS = {"us": "", "american": "", "australian": "a-", "canadian": "c-", "zealand": "nz-", "kong": "hk-"}
_LATIN, _HAN = "\u024f", "\u2fff"
# Units only where they hang on the figure: "6ft 2in", but "six in Paris"; "88F", but "platform 4 F".
_ATTACHED = {"in": "inch", "f": "f"}
_OF = frozenset({"de", "di", "d'"})
_BETWEEN = frozenset({"between", "entre", "zwischen", "tra", "from"})
_TO = frozenset({"to", "and", "-", "or", "à", "bis", "und", "et", "a", "y", "e"})


def read_quantity(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """A quantity at a place, or nothing."""
    if (found := read_composed(items, place, words)) is not None:
        return found
    first = shared_unit(items, _single(items, place, words), words)
    return _range(items, place, first, words) or _duration(items, place, first, words) or read_other(items, place)


def _range(items: Sequence[Token], place: int, first: Mention | None, words: Language) -> Mention | None:
    """As in "30 to 40 minutes", "between 25,000 and 35,000", "3-1", "one in four"."""
    start = place + 1 if items[place].lower in _BETWEEN else place
    if start >= len(items):
        return None
    low = first if start == place else _single(items, start, words)
    if low is None or low.last + 1 >= len(items):
        return None
    if items[low.last].lower in words.tallied and items[low.last + 1].lower in _TO:
        low = replace(low, last=low.last + 1)
    if low.last + 1 >= len(items):
        return None
    joint = items[low.last].lower
    kinds = (FactSub.NUMBER, FactSub.MONEY, FactSub.PERCENT)
    fraction = joint in ("in", "/") and low.sub is FactSub.NUMBER
    if not fraction and (joint not in _TO or low.sub not in kinds):
        return None
    if joint in ("and", "und", "et", "y", "e") and start == place:
        return None
    every = fraction and items[low.last + 1].lower == "every" and low.last + 2 < len(items)
    high = _single(items, low.last + (2 if every else 1), words)
    if high is None or high.number is None or low.number is None or high.sub not in kinds:
        return None
    if low.sub is not high.sub and FactSub.NUMBER not in (low.sub, high.sub):
        return None
    if low.unit and not high.unit and high.last < len(items) and items[high.last].lower in words.months:
        return None
    if fraction:
        if high.unit or high.number <= low.number or items[low.last + 1].text in _SYMBOLS:
            return None
        return mention(
            items, place, high.last, FactSub.NUMBER, f"={low.number / high.number:.6g}", number=low.number / high.number
        )
    if start == place + 1 and items[place].lower == "from":
        start, place = place + 1, place + 1
    unit = high.unit or low.unit
    least = low.number * _shared_scale(items, low, high, words)
    return mention(
        items,
        place,
        high.last,
        high.sub,
        f"{least:.12g}..{high.number:.12g} {unit}",
        number=high.number,
        unit=unit,
    )


def _shared_scale(items: Sequence[Token], low: Mention, high: Mention, words: Language) -> float:
    """As in "3 to 5 million": the scale behind the second figure is meant for both."""
    scales = [words.scales.get(items[place].lower, 1.0) for place in range(high.first, high.last)]
    scale = max(
        [*scales, *(float(words.scales.get(_letters(items[n].lower), 1.0)) for n in range(high.first, high.last))]
    )
    bare = items[low.last].text == "-" and not low.unit and low.number is not None and 0 < low.number < _THOUSAND
    if scale == 1 and bare and high.number and high.number % _THOUSAND == 0:
        # As in "20-25,000".
        scale = _THOUSAND
    return scale if scale > 1 and low.number and high.number and low.number * scale < high.number else 1.0


_THOUSAND = 1000.0


def _letters(word: str) -> str:
    return word.lstrip("0123456789.,")


def _duration(items: Sequence[Token], place: int, found: Mention | None, words: Language) -> Mention | None:
    """A single quantity, or hours, minutes and seconds that belong together: "two hours and five minutes"."""
    found = _feet_and_inches(items, place, found) or found or _one_and_a_half(items, place, words)
    while found is not None and found.number is not None and found.unit in _SMALLER:
        start = found.last
        while start < len(items) and items[start].lower in (*_TO, ",") and start - found.last < 2:
            start += 1
        rest = _single(items, start, words) if start < len(items) else None
        smaller, times = _SMALLER[found.unit]
        if rest is None or rest.number is None or rest.unit != smaller or rest.number >= times:
            break
        number = found.number * times + rest.number
        found = mention(
            items, place, rest.last, FactSub.NUMBER, f"{number:.12g} {smaller}", number=number, unit=smaller
        )
    return found


def _feet_and_inches(items: Sequence[Token], place: int, found: Mention | None) -> Mention | None:
    """As in 6'2" and 6-foot-2, in inches."""
    if found is None or found.sub is not FactSub.NUMBER or found.unit not in ("", "foot"):
        return None
    ahead = items[found.last : found.last + 3]
    marks = [item.text for item in ahead]
    if found.unit or marks[:1] != ["'"] or len(ahead) <= 2 or any(item.spaced for item in ahead[:2]):
        return None
    if not marks[1].isdigit() or int(marks[1]) >= 12 or marks[2] not in ('"', "'") or found.number is None:
        return None
    number = found.number * 12 + int(marks[1])
    return mention(items, place, found.last + 3, FactSub.NUMBER, f"{number:g} inch", number=number, unit="inch")


def _one_and_a_half(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """As in "un an et demi", where the article counts one for the half behind."""
    if items[place].lower not in words.ones or place + 1 >= len(items):
        return None
    unit, last = unit_after(items, place + 1, words)
    half = and_a_half(items, last, words)
    if not unit or half == last:
        return None
    return mention(items, place, half, FactSub.NUMBER, f"1.5 {unit}", number=1.5, unit=unit)


_SMALLER = {"foot": ("inch", 12), "hour": ("minute", 60), "minute": ("second", 60), "year": ("month", 12)}


def _single(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    token = items[place]
    if token.lower == "aged" and place + 1 < len(items) and (age := _plain(items, place + 1, words)):
        return mention(items, place, age[1], FactSub.AGE, f"{age[0]:g}", number=age[0])
    currency = (
        words.currencies.get(token.lower, "")
        if token.text in _SYMBOLS or token.lower in ("us$", "usd", "gbp", "eur", "chf")
        else ""
    )
    start = place + 1 if currency else place
    if (
        token.lower in ("us", "a", "c", "au", "ca", "nz", "hk", "r")
        and start == place
        and place + 1 < len(items)
        and items[place + 1].text in _SYMBOLS
        and not items[place + 1].spaced
    ):
        currency, start = words.currencies.get(items[place + 1].text, "USD"), place + 2
        currency = currency if token.lower == "us" else "BRL" if token.lower == "r" else f"{token.lower}-{currency}"
    if start >= len(items):
        return None
    ordinal = _ordinal(items, start, words) if not currency else None
    if ordinal is not None:
        return ordinal
    if not currency and (aged := _DECADE_OF_LIFE.match(token.lower)):
        return mention(items, place, place + 1, FactSub.AGE, f"{aged.group(1)}s", number=float(aged.group(1)))
    found = _plain(items, start, words)
    if found is None:
        return None
    number, last, suffix = found
    signed = start == place and place > 0 and items[place - 1].text == "-" and not items[place].spaced
    if (signed and (place == 1 or items[place - 1].spaced)) or (place and items[place - 1].lower == "minus"):
        number = -number
    return _dressed(items, (place, last), number, suffix=suffix, currency=currency, words=words)


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
    elif suffix and suffix not in words.units and suffix not in _ATTACHED:
        return None
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
    age = None if suffix else age_of(items, place, last, number)
    if age is not None:
        return age
    unit, last = (words.units.get(suffix) or _ATTACHED[suffix], last) if suffix else unit_after(items, last, words)
    half = and_a_half(items, last, words)
    if half > last:
        unit, last = (unit, half) if unit else unit_after(items, half, words)
        number += 0.5
    if unit == "year" and _is_age(items, place, last, number):
        return mention(items, place, last, FactSub.AGE, f"{number:g}", number=number)
    if not unit and last < len(items) and not items[last].spaced and items[last].text in HAN_COUNTERS:
        last += 1
    return mention(items, place, last, FactSub.NUMBER, f"{number:.12g} {unit}".strip(), number=number, unit=unit)


def _whole(currency: str, nation: str, number: float) -> tuple[str, float]:
    """The currency and the amount in it of what may be counted in hundredths; cents of nobody are of whichever money the
    page speaks of.
    """
    if currency == "c-USD" and not nation:
        return CENTS, number
    return (nation + currency[2:], number / 100) if currency.startswith("c-") else (nation + currency, number)


def _currency_after(items: Sequence[Token], last: int, suffix: str, words: Language) -> tuple[str, int]:
    """The currency that follows a figure, and the next place; pounds are no money behind a unit that hangs on it."""
    following = items[last].lower.rpartition("'")[2] if last < len(items) else ""
    if following == "pounds":
        return ("GBP", last + 1) if not suffix else ("", last)
    if following == "swiss" and last + 1 < len(items) and words.currencies.get(items[last + 1].lower) == "CHF":
        return "CHF", last + 2
    if following in words.currencies or following in _SYMBOLS:
        return words.currencies[following], last + 1
    return "", last


def _is_age(items: Sequence[Token], place: int, last: int, number: float) -> bool:
    """As in "la maire, 34 ans, ..."; "34 years" in the same place, too."""
    before = [item.text for item in items[max(0, place - 2) : place]]
    after = items[last].text if last < len(items) else "."
    return len(before) == 2 and before[1] == "," and before[0][0].isalpha() and after in ",.)" and 0 < number < _OLDEST


_OLDEST = 120


def _behind_of(items: Sequence[Token], last: int, words: Language) -> int:
    """The place of a currency behind "de": "1,2 millones de euros"."""
    after = items[last + 1].lower if last + 1 < len(items) else ""
    return last + 1 if items[last : last + 1] and items[last].lower in _OF and after in words.currencies else last


def _nation(items: Sequence[Token], last: int, words: Language) -> tuple[str, int]:
    """Whose dollars or cents are counted, as in "60 US cents", and the next place; empty where nobody's are named."""
    name = items[last].lower if last + 1 < len(items) else ""
    if name in _NATIONS and words.currencies.get(items[last + 1].lower, "").endswith("USD"):
        return _NATIONS[name], last + 1
    return "", last


def _plain(items: Sequence[Token], place: int, words: Language) -> tuple[float, int, str] | None:
    """A number in figures or words with its scale: (value, next place, letters that hung on the figure)."""
    token = items[place]
    match = _FIGURE.match(token.lower)
    if match:
        value = figure(match.group(1), words.decimal)
        last, suffix = place + 1, match.group(2)
        if value is None:
            return None
        if not suffix:
            value, last, suffix = _grouped(items, place, value, words)
        if suffix and suffix[0] > _LATIN:
            suffix = ""
        if not suffix:
            value, last = _scaled(items, last, value, words)
        return value, last, suffix
    if token.text > _HAN and (han := han_number(items, place)) is not None:
        return *han, ""
    if (other := other_number(items, place)) is not None:
        return *other, ""
    if token.lower in ("a", "an", "half") or token.lower in words.numbers or token.lower in words.scales:
        return worded(items, place, words)
    return None


def _scaled(items: Sequence[Token], last: int, value: float, words: Language) -> tuple[float, int]:
    """The scales after a figure: 1.2 million, 3 hundred thousand, 2 dozen."""
    while last < len(items) and items[last].lower in words.scales and len(items[last].text) > 1 and value < LARGEST:
        value *= words.scales[items[last].lower]
        last += 1
        if last + 1 < len(items) and items[last].text == "." and items[last + 1].lower in words.currencies:
            last += 1
    while last + 1 < len(items) and items[last].text in _HAN_PARTS and items[last + 1].text in HAN_SCALES:
        value, last = value * _HAN_PARTS[items[last].text], last + 1
    if last < len(items) and _DEVANAGARI < items[last].text[0] < _AFTER_DEVANAGARI:
        return _scaled_in_hindi(items, last, value)
    sign = items[last].lower if last < len(items) and items[last].spaced else ""
    if sign in ("m", "k", "b") and value < 1000 and _of_money(items, last, words):
        value *= words.scales.get(sign, _LETTER_SCALES[sign])
        last += 1
    while last < len(items) and items[last].text in HAN_SCALES and value < LARGEST:
        value, last = value * HAN_SCALES[items[last].text], last + 1
        value, last = _with_smaller_han(items, last, value)
    return value, last


def _with_smaller_han(items: Sequence[Token], last: int, value: float) -> tuple[float, int]:
    """As in "1億5000万" and "1億5千万": what stands behind a scale in a smaller one is added."""
    if last >= len(items) or items[last].spaced or not items[last].text.isdigit():
        return value, last
    part, place = float(items[last].text[:_LONGEST_FIGURE]), last + 1
    while place < len(items) and items[place].text in _HAN_PARTS:
        part, place = part * _HAN_PARTS[items[place].text], place + 1
    return (value + part, place) if place > last + 1 and part < value else (value, last)


def _scaled_in_hindi(items: Sequence[Token], last: int, value: float) -> tuple[float, int]:
    """Scales in Devanagari, whose vowel signs are tokens of their own."""
    end, word = last + 1, items[last].text
    while end < len(items) and not items[end].spaced and _DEVANAGARI < items[end].text[0] < _AFTER_DEVANAGARI:
        word, end = word + items[end].text, end + 1
    scale = _HINDI_SCALES.get(word)
    return (value * scale, end) if scale else (value, last)


_DEVANAGARI, _AFTER_DEVANAGARI = "\u0900", "\u0980"
_HINDI_SCALES = {"हज़ार": 1e3, "हजार": 1e3, "लाख": 1e5, "करोड़": 1e7, "करोड": 1e7, "अरब": 1e9}
_HAN_PARTS = {"千": 1e3, "百": 1e2} | HAN_SCALES


def _of_money(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether the figure before a place has a currency on either side: only then is "5 m" five million."""
    before = items[place - 2].lower if place > 1 else ""
    after = items[place + 1].lower if place + 1 < len(items) else ""
    return before in words.currencies or after in words.currencies


def _grouped(items: Sequence[Token], place: int, value: float, words: Language) -> tuple[float, int, str]:
    """Thousands set apart by spaces or apostrophes: "21 000", "1'250'000"."""
    text, last = items[place].text, place + 1
    if not (text.isdigit() and len(text) <= 3) or text[0] == "0":
        return value, last, ""
    while value < LARGEST:
        at = last + 1 if last < len(items) and items[last].text == "'" and not items[last].spaced else last
        match = _GROUP.match(items[at].lower) if at < len(items) else None
        if match is None or (at > last and items[at].spaced) or (at == last and not items[at].spaced):
            return value, last, ""
        value, last = value * 1000 + float(match.group(1)), at + 1
        if match.group(2):
            tail = figure(f"0{match.group(2)}", words.decimal) if match.group(2)[0] in ".," else 0.0
            suffix = match.group(2) if match.group(2)[0] not in ".," else ""
            return value + (tail or 0.0), last, suffix
    return value, last, ""


def figure(text: str, decimal: str) -> float | None:
    """The value of figures with separators; where they can be read either way, the language's decimal sign decides."""
    if len(text) > _LONGEST_FIGURE:
        return None
    if _THOUSANDS.match(text) and (decimal == "." or text.count(",") > 1 or "." in text):
        return float(text.replace(",", ""))
    if _POINTED.match(text) and (decimal == "," or text.count(".") > 1 or "," in text):
        return float(text.replace(".", "").replace(",", "."))
    try:
        return float(text.replace(",", ".") if decimal == "," else text.replace(",", ""))
    except ValueError:
        return None


def _ordinal(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    match = _ORDINAL.match(items[place].lower)
    if match:
        return mention(items, place, place + 1, FactSub.ORDINAL, match.group(1), number=float(match.group(1)))
    value = words.ordinals.get(items[place].lower)
    if value is None:
        return None
    return mention(items, place, place + 1, FactSub.ORDINAL, str(value), number=float(value))
