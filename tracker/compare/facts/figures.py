"""Reads one plain number, in figures or words, with its scale: "1.2 million", "21 000", "1億5千万", "3 hundred thousand"."""

# ruff: noqa: PLR2004 - powers of ten and places in a phrase are what this module is about

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.compare.facts.numberwords import LARGEST, and_a_half, fused_number, worded, words_for_numbers
from tracker.compare.facts.othercounts import HAN_COUNTERS, HAN_SCALES, han_number, other_number
from tracker.compare.facts.tokens import AFTER_DEVANAGARI, DEVANAGARI, Token
from tracker.compare.text.language import Language, map_of_all

_FIGURE = re.compile(r"(\d+(?:[.,]\d+)*)([^\W\d_]*)$")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_POINTED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
_COMMA = re.compile(r"\d+,\d{1,2}$")
_GROUP = re.compile(r"(\d{3})([.,]\d{1,2}|[^\W\d_]+)?$")
# No amount in the news is written with more signs.
_LONGEST_FIGURE = 40
_THOUSAND = 1000
_LETTER_SCALES = {"m": 1e6, "k": 1e3, "b": 1e9}
_LATIN, _HAN = "\u024f", "\u2fff"


def plain(items: Sequence[Token], place: int, words: Language) -> tuple[float, int, str] | None:
    """A number in figures or words with its scale: (value, next place, letters that hung on the figure)."""
    token = items[place]
    match = _FIGURE.match(token.lower)
    if match:
        value = figure(match.group(1), "." if _is_priced(items, place) else words.decimal)
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
    if token.lower in words_for_numbers(words.code) or fused_number(token.lower, words.code):
        return worded(items, place, words)
    return None


def _is_priced(items: Sequence[Token], place: int) -> bool:
    """Whether a figure hangs on the sign of dollars or pounds and has thousands set apart as their countries do: "$2,500"."""
    return place > 0 and items[place - 1].text in ("$", "£") and bool(_THOUSANDS.match(items[place].text))


def _scaled(items: Sequence[Token], last: int, value: float, words: Language) -> tuple[float, int]:
    """The scales after a figure: 1.2 million, 3 hundred thousand, 2 dozen, "3 milioni e mezzo"."""
    scale = 1.0
    if (named := words.map_of("facts", "scale_phrases")) and last + 2 < len(items):
        phrase = " ".join(item.lower for item in items[last : last + 3])
        if phrase in named:
            return value * float(named[phrase]), last + 3
    while last < len(items) and items[last].lower in words.scales and len(items[last].text) > 1 and value < LARGEST:
        value *= words.scales[items[last].lower]
        scale *= words.scales[items[last].lower]
        last += 1
        if last + 1 < len(items) and items[last].text == "." and items[last + 1].lower in words.currencies:
            last += 1
    if scale >= _THOUSAND and (half := and_a_half(items, last, words)) > last:
        return value + scale / 2, half
    while last + 1 < len(items) and items[last].text in _HAN_PARTS and _goes_on_in_han(items, last + 1):
        value, last = _with_smaller_han(items, last + 1, value * _HAN_PARTS[items[last].text])
    if last < len(items) and _FIRST_SCRIPT <= items[last].text[0] < AFTER_DEVANAGARI:
        return _scaled_in_script(items, last, value)
    sign = items[last].lower if last < len(items) and items[last].spaced else ""
    if sign in ("m", "k", "b") and value < 1000 and _of_money(items, last, words):
        value *= words.scales.get(sign, _LETTER_SCALES[sign])
        last += 1
    while last < len(items) and items[last].text in HAN_SCALES and value < LARGEST:
        value, last = value * HAN_SCALES[items[last].text], last + 1
        value, last = _with_smaller_han(items, last, value)
    return value, last


def _goes_on_in_han(items: Sequence[Token], place: int) -> bool:
    """Whether what stands behind a scale of Han counts on or names what is counted: "5千万", "3千人"."""
    if not items[place].spaced and items[place].text.isdigit():  # "3千5百人"
        return place + 1 < len(items) and items[place + 1].text in _HAN_PARTS
    return items[place].text in HAN_SCALES or (not items[place].spaced and items[place].text in HAN_COUNTERS)


def _with_smaller_han(items: Sequence[Token], last: int, value: float) -> tuple[float, int]:
    """As in "1億5000万" and "1億5千万": what stands behind a scale in a smaller one is added."""
    if last >= len(items) or items[last].spaced or not items[last].text.isdigit():
        return value, last
    part, place = float(items[last].text[:_LONGEST_FIGURE]), last + 1
    while place < len(items) and items[place].text in _HAN_PARTS:
        part, place = part * _HAN_PARTS[items[place].text], place + 1
    return (value + part, place) if place > last + 1 and part < value else (value, last)


# Hebrew, Arabic and Devanagari stand behind it.
_FIRST_SCRIPT = "\u0590"


def _scaled_in_script(items: Sequence[Token], last: int, value: float) -> tuple[float, int]:
    """Scales in other scripts than Latin and Han; the vowel signs of Devanagari are tokens of their own."""
    end, word = last + 1, items[last].text
    while end < len(items) and not items[end].spaced and DEVANAGARI < items[end].text[0] < AFTER_DEVANAGARI:
        word, end = word + items[end].text, end + 1
    scale = map_of_all("facts", "script_scales").get(word)
    return (value * float(scale), end) if scale else (value, last)


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


def is_whole(text: str) -> bool:
    """Whether a text is a whole number in figures that can be read: signs such as "²" and "፩" are digits, but no figures,
    and Python refuses to read thousands of them.
    """
    return text.isdecimal() and len(text) <= _LONGEST_FIGURE


def figure(text: str, decimal: str) -> float | None:
    """The value of figures with separators; where they can be read either way, the language's decimal sign decides."""
    if len(text) > _LONGEST_FIGURE:
        return None
    if _THOUSANDS.match(text) and (decimal == "." or text.count(",") > 1 or "." in text):
        return float(text.replace(",", ""))
    if _POINTED.match(text) and (decimal == "," or text.count(".") > 1 or "," in text):
        return float(text.replace(".", "").replace(",", "."))
    if _COMMA.match(text):  # a decimal comma in whatever language, as no thousands are grouped so
        decimal = ","
    try:
        return float(text.replace(",", ".") if decimal == "," else text.replace(",", ""))
    except ValueError:
        return None
