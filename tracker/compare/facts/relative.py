"""Reads days told from where the reader stands ("yesterday", "last week", "four years ago") and resolves them, weekdays
and dates without a year against the day a page was modified, published or seen.

A relative day has the value `@d-1`: a unit (d, w, m, y) and how many of them away it lies.
"""

from __future__ import annotations

from calendar import day_name, monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language
from tracker.model import FactSub

RELATIVE = "@"
_UNITS = {
    "day": ("d", 1),
    "week": ("w", 1),
    "fortnight": ("w", 2),
    "month": ("m", 1),
    "year": ("y", 1),
    "decade": ("y", 10),
}
_LONGEST_PHRASE = 3
_WEEK = 7
_MONTHS = 12
# A date without a year is the one nearest to when it was read.
_HALF_A_YEAR = timedelta(days=183)


def read_relative(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """A phrase such as "yesterday" or "last week" at a place."""
    if items[place].lower.removesuffix("'s") not in words.relative_heads:
        return None
    for length in range(_LONGEST_PHRASE, 0, -1):
        parts = [item.lower for item in items[place : place + length]]
        if len(parts) == length and (value := words.relative.get(" ".join(parts).removesuffix("'s"))):
            return mention(items, place, place + length, FactSub.DATE, f"{RELATIVE}{value}")
    return None


def ago(items: Sequence[Token], found: Mention, words: Language) -> Mention:
    """The quantity itself, or with a word such as "ago" at its side the time it lies back."""
    step = _UNITS.get(found.unit)
    if step is None or found.number is None or found.number != int(found.number):
        return found
    first, last = found.first, found.last
    if last < len(items) and items[last].lower in words.ago:
        last += 1
    elif (length := _before(items, first, words)) > 0:
        first -= length
    else:
        return found
    unit, times = step
    count = int(found.number) * times
    if unit == "m" and count % _MONTHS == 0:
        unit, count = "y", count // _MONTHS
    return mention(items, first, last, FactSub.DATE, f"{RELATIVE}{unit}{-count}")


def _before(items: Sequence[Token], first: int, words: Language) -> int:
    """How many words long the phrase before a quantity is that makes it a time ago: "il y a", "vor"; 0 for none."""
    for phrase in words.ago_before:
        parts = phrase.split()
        if first >= len(parts) and [item.lower for item in items[first - len(parts) : first]] == parts:
            return len(parts)
    return 0


def resolved(item: Mention, when: date | None) -> Mention:
    """The mention with the days it can mean, as ordinals [first, last], if it is a date and there is a day to read it
    against or none is needed.
    """
    if item.sub is not FactSub.DATE:
        return item
    try:
        days = _relative(item.value, when) if item.value.startswith(RELATIVE) else _absolute(item.value, when)
    except (ValueError, OverflowError):
        return item
    return replace(item, days=days) if days else item


def is_span(item: Mention) -> bool:
    """Whether it is told from where the reader stands and is longer than a day: "last week", "a year ago"."""
    return item.value.startswith(RELATIVE) and not item.value.startswith(f"{RELATIVE}d")


def same_days(one: Mention, two: Mention) -> bool:
    """Whether two dates can be one, of which at least one is relative or a weekday. Two relative ones must mean the
    same days, a relative and a plain one may differ in how fine they are. Without a day to read a relative date or a
    weekday against nothing speaks against it.
    """
    both = one.value.startswith(RELATIVE) and two.value.startswith(RELATIVE)
    either = one.value.startswith(RELATIVE) or two.value.startswith(RELATIVE)
    if not one.days or not two.days:
        return (either and not both) or _weekday_and_date(one, two)
    if both or not either:
        return any(left == right for left in one.days for right in two.days)
    return any(_holds(left, right) or _holds(right, left) for left in one.days for right in two.days)


def _weekday_and_date(one: Mention, two: Mention) -> bool:
    """Whether a weekday alone stands against a day and month without one that says otherwise."""
    left, right = one.value.split("|"), two.value.split("|")
    if not len(left) == len(right) == _PARTS:
        return False
    lone, dated = (left, right) if not left[1] else (right, left)
    if lone[0] or lone[1] or not dated[1] or not dated[2]:
        return False
    days = two.days or one.days
    weekday = dated[3] or (str(date.fromordinal(days[0][0]).isoweekday()) if days else "")
    return not weekday or weekday == lone[3]


_PARTS = 4


def shown(item: Mention) -> str:
    """The days of a date in ISO 8601 where they are known, those of a weekday nearest to when it was said; else the
    value in a form that says how much is open.
    """
    if not item.days:
        return _open(item.value)
    first, last = (date.fromordinal(day) for day in item.days[0])
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, _MONTHS, 31):
        return f"{first.year:04d}"
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1] and first.month == last.month:
        return f"{first.year:04d}-{first.month:02d}"
    return f"{first.isoformat()}/{last.isoformat()}"


def _open(value: str) -> str:
    """A date that no day was there to read against: "-4 years", "Tuesday", "--05-03" (ISO 8601 without a year)."""
    if value.startswith(RELATIVE):
        return f"{int(value[2:]):+d} {_NAMES[value[1]]}"
    year, month, day, weekday = value.split("|")
    if weekday and not (year or month):
        return day_name[int(weekday) - 1]
    if month and month.isdigit():
        return f"{year or '-'}-{int(month):02d}" + (f"-{int(day):02d}" if day.isdigit() else "")
    return value.strip("|")


_NAMES = {"d": "days", "w": "weeks", "m": "months", "y": "years"}

Days = tuple[tuple[int, int], ...]


def _holds(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _relative(value: str, when: date | None) -> Days:
    if when is None:
        return ()
    unit, count = value[1], int(value[2:])
    match unit:
        case "d":
            day = when.toordinal() + count
            return ((day, day),)
        case "w":
            monday = when.toordinal() - when.weekday() + _WEEK * count
            return ((monday, monday + _WEEK - 1),)
        case "m":
            months = when.year * _MONTHS + when.month - 1 + count
            return (_month(months // _MONTHS, months % _MONTHS + 1),)
        case _:
            return (_year(when.year + count),)


def _absolute(value: str, when: date | None) -> Days:
    year, month, day, weekday = (int(part) if part.isdigit() else 0 for part in value.split("|"))
    if year:
        exact = date(year, month, day).toordinal() if month and day else 0
        return ((exact, exact),) if exact else (_month(year, month),) if month else (_year(year),)
    if when is None:
        return ()
    if month and day:
        near = [date(when.year + step, month, day) for step in (-1, 0, 1) if _is_day(when.year + step, month, day)]
        return tuple((day.toordinal(), day.toordinal()) for day in near if abs(day - when) <= _HALF_A_YEAR)[:1]
    if weekday and not month:
        # The nearest first, of two as near the one that is over.
        around = sorted(range(-_WEEK, _WEEK + 1), key=lambda step: (abs(step), step))
        days = [when.toordinal() + step for step in around]
        return tuple((day, day) for day in days if date.fromordinal(day).isoweekday() == weekday)
    return ()


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= _MONTHS and 1 <= day <= monthrange(year, month)[1]


def _month(year: int, month: int) -> tuple[int, int]:
    return date(year, month, 1).toordinal(), date(year, month, monthrange(year, month)[1]).toordinal()


def _year(year: int) -> tuple[int, int]:
    return date(year, 1, 1).toordinal(), date(year, _MONTHS, 31).toordinal()
