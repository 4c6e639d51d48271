"""Reads days that share the month of a date beside them: "9 and 10 October" = "October 9-10"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.compare.facts.tokens import Mention, Token
from tracker.compare.text.language import Language
from tracker.model import FactSub

_LAST_DAY = 31
_PARTS = 4


def with_days(items: Sequence[Token], found: list[Mention], words: Language) -> list[Mention]:
    """The mentions with bare numbers read as days where a date right beside them names their month."""
    if not any(_day(items, item) for item in found):
        return found
    out = list(found)
    for n in range(len(out) - 1, 0, -1):
        number, date = out[n - 1], out[n]
        between = items[number.last : date.first]
        if _day(items, number) and _opens_with_day(items, date) and _joint(between, words, _of(out, n)):
            year, month, day, _ = date.value.split("|")
            if _day(items, number) < int(day):
                out[n - 1] = _dated(number, f"{year}|{month}|{_day(items, number)}|")
    for n in range(len(out) - 1, 0, -1):
        date, number = out[n - 1], out[n]
        between = items[date.last : number.first]
        if _day(items, number) and _ends_with_day(items, date) and _joint(between, words):
            year, month, day, weekday = date.value.split("|")
            if int(day) < _day(items, number) and _ends(items, number, words):
                year, last = _year_behind(items, number, out[n + 1 : n + 2])
                out[n - 1] = replace(date, value=f"{year}|{month}|{day}|{weekday}") if last else date
                out[n : n + 1 + bool(last)] = [_dated(number, f"{year}|{month}|{_day(items, number)}|", last)]
    return out


def _year_behind(items: Sequence[Token], number: Mention, behind: Sequence[Mention]) -> tuple[str, Mention | None]:
    """The year that ends a row, as in "October 9-10, 2024", with its mention."""
    for item in behind:
        year, _, rest = item.value.partition("|")
        between = [token.text for token in items[number.last : item.first]]
        if item.sub is FactSub.DATE and year.isdecimal() and rest == "||" and between in ([], [","]):
            return year, item
    return "", None


def _of(out: Sequence[Mention], n: int) -> tuple[str, ...]:
    """The comma of a row, where the day behind it has its month from a date further on itself: "7, 8 and 9 October"."""
    return (",",) if out[n].last - out[n].first == 1 else ()


def _dated(number: Mention, value: str, year: Mention | None = None) -> Mention:
    last, end = (year.last, year.end) if year else (number.last, number.end)
    return replace(number, sub=FactSub.DATE, value=value, number=None, last=last, end=end)


def _day(items: Sequence[Token], item: Mention) -> int:
    """The bare number of a mention if it can be a day, else 0."""
    text = items[item.first].text
    bare = item.sub is FactSub.NUMBER and not item.unit and item.last - item.first == 1 and text.isdecimal()
    return int(text) if bare and len(text) <= len("31") and 0 < int(text) <= _LAST_DAY else 0


def _opens_with_day(items: Sequence[Token], item: Mention) -> bool:
    return _has_day(item) and items[item.first].text[:1].isdecimal()


def _ends_with_day(items: Sequence[Token], item: Mention) -> bool:
    return _has_day(item) and not items[item.first].text[:1].isdecimal() and items[item.last - 1].text[:1].isdecimal()


def _has_day(item: Mention) -> bool:
    parts = item.value.split("|")
    return item.sub is FactSub.DATE and len(parts) == _PARTS and parts[1].isdecimal() and parts[2].isdecimal()


def _joint(items: Sequence[Token], words: Language, more: tuple[str, ...] = ()) -> bool:
    """Whether one word or sign joins two days, behind the point of a German one."""
    between = [item.lower for item in items]
    between = between[1:] if between[:1] == ["."] else between
    if len(between) != 1:
        return False
    return between[0] in ("&", "-", "/", *more) or between[0] in words.of("facts", "day_joints")


def _ends(items: Sequence[Token], number: Mention, words: Language) -> bool:
    """Whether nothing that a number could count stands behind it: "October 9 and 10 in Lille", no "October 9 and 10 men"."""
    if items[number.first - 1].text == "-" and not items[number.first].spaced:
        return True
    after = items[number.last] if number.last < len(items) else None
    return after is None or not after.text[0].isalnum() or after.lower in words.stops
