"""Reads what counts without being a plain number: quantities without a figure ("a few"), codes such as 614D, and the
numerals of Han script before a counter ("三人" = "3人").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language, map_of_all
from tracker.model import FactSub

_CODE = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Za-z0-9]{2,12}$")
_TENS = range(20, 100, 10)
_HAN = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "両": 2, "兩": 2}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}
HAN_SCALES = {"万": 10_000, "萬": 10_000, "亿": 10**8, "億": 10**8, "兆": 10**12}
_LONGEST_NUMERAL = 12
# A numeral alone is as often a part of a word; before one of these it counts.
HAN_COUNTERS = frozenset(
    "人名位個个枚件台间間家所座辆輛艘架年月日歳岁円元時时分秒回次度票倍頭匹本冊店社校戸軒隻条项項点%割号歩階期"
)


def read_other(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """A quantity without a figure or a code at a place, or nothing."""
    return _vague(items, place, words) or _code(items, place)


def other_number(items: Sequence[Token], place: int) -> tuple[float, int] | None:
    """The value of a numeral of a language without a file, ones hanging on tens, and the next place."""
    known = numerals()
    number = known.get(items[place].lower)
    if number is None:
        return None
    ones = known.get(items[place + 1].lower, 0.0) if place + 1 < len(items) and number in _TENS else 0.0
    return (number + ones, place + 2) if 0 < ones < _TENS[0] // 2 else (number, place + 1)


@cache
def numerals() -> dict[str, float]:
    """The numerals of languages without a file, by their forms."""
    return {form: float(number) for form, number in map_of_all("facts", "numerals").items()}


def han_number(items: Sequence[Token], place: int) -> tuple[float, int] | None:
    """The value of Han numerals that stand before a counter, and the next place."""
    total = part = digit = 0
    last = place
    while last < len(items) and last - place < _LONGEST_NUMERAL and (last == place or not items[last].spaced):
        char = items[last].text
        if char in _HAN:
            digit = 10 * digit + _HAN[char]
        elif char in _HAN_TENS:
            part, digit = part + (digit or 1) * _HAN_TENS[char], 0
        elif char in HAN_SCALES and last > place:
            total, part, digit = total + (part + digit) * HAN_SCALES[char], 0, 0
        else:
            break
        last += 1
    if last == place or last >= len(items) or items[last].text not in HAN_COUNTERS:
        return None
    return float(total + part + digit), last


def han_figures(text: str) -> str:
    """A text with figures for its Han numerals: "五月" as "5月"."""
    return _HAN_NUMERAL.sub(_figures_of, text)


def _figures_of(match: re.Match[str]) -> str:
    total, digit = 0, 0
    for char in match.group():
        if char in _HAN_TENS:
            total, digit = total + (digit or 1) * _HAN_TENS[char], 0
        else:
            digit = 10 * digit + _HAN[char]
    return str(total + digit)


_HAN_NUMERAL = re.compile(f"[{''.join((*_HAN, *_HAN_TENS))}]{{1,12}}")


def han_percent(items: Sequence[Token], place: int) -> Mention | None:
    """As in "百分之二十五" and "百分之25"."""
    if [item.text for item in items[place : place + 3]] != ["百", "分", "之"] or place + 3 >= len(items):
        return None
    total = digit = 0
    last = place + 3
    if items[last].text.isdecimal() and len(items[last].text) <= _LONGEST_NUMERAL:
        total, last = int(items[last].text), last + 1
    while last < len(items) and last - place < _LONGEST_NUMERAL and items[last].text in _HAN | _HAN_TENS:
        char = items[last].text
        total, digit = (
            (total + (digit or 1) * _HAN_TENS[char], 0) if char in _HAN_TENS else (total, 10 * digit + _HAN[char])
        )
        last += 1
    number = float(total + digit)
    return mention(items, place, last, FactSub.PERCENT, f"{number:g} %", number=number, unit="%")


def _vague(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    word, known = items[place].lower, words.map_of("facts", "vague")
    if word in words.of("facts", "articles") and place + 1 < len(items) and known.get(items[place + 1].lower) == "few":
        return mention(items, place, place + 2, FactSub.NUMBER, "~few", vague=True)
    if word in known and not (place and f"{items[place - 1].lower} {word}" in words.of("facts", "not_vague")):
        return mention(items, place, place + 1, FactSub.NUMBER, f"~{known[word]}", vague=True)
    return None


def _code(items: Sequence[Token], place: int) -> Mention | None:
    if not _CODE.match(items[place].text):
        return None
    return mention(items, place, place + 1, FactSub.OTHER, items[place].text)
