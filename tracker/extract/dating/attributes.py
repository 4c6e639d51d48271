"""Dates as programs leave them in attributes and in the head, put into the form of ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DAY = r"(\d{4}-\d{1,2}-\d{1,2})"
_CLOCK = r"(\d{1,2}:\d\d(?::\d\d)?)(?:\.\d{1,9})?"
_ZONE_BETWEEN = re.compile(rf"{_DAY}[T ]?([A-Z]{{3,4}}) ?{_CLOCK}")  # of "yyyy-MM-ddzHH:mm", where a T was meant
_NAMED_ZONE = re.compile(rf"{_DAY}[T ]{_CLOCK}\s?[\[(]?([A-Z][a-z]+/[A-Z][A-Za-z_]+)[\])]?")
_HALVES = re.compile(rf"^{_DAY}(?:[T,]|\s+at)?\s*{_CLOCK}\s?([ap])\.?m\.?(?![a-z])", re.IGNORECASE)
_DIGITS = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])([01]\d|2[0-3])([0-5]\d)([0-5]\d)?")
_COUNTED = re.compile(r"(?:/Date\()?(\d{10})(?:\.\d{1,9}|\d{3})?(?:[+-]\d{4})?(?:\)/)?")
_NOON = 12


def usual(text: str) -> str:
    """A date in an odd but certain form as ISO 8601 has it; any other text as it is."""
    if not text[:5].isascii() or not (text[:4].isdigit() or text.startswith("/Date(")):
        return text
    if found := _COUNTED.fullmatch(text):
        return found[1]
    if found := _DIGITS.fullmatch(text):
        year, month, day, hour, minute, second = found.groups("00")
        return f"{year}-{month}-{day}T{hour}:{minute}:{second}"
    if (found := _ZONE_BETWEEN.fullmatch(text)) and found[2] not in ("AM", "PM"):
        return f"{found[1]}T{found[3]} {found[2]}"
    if found := _NAMED_ZONE.fullmatch(text):
        return _in_zone(text, f"{found[1]} {found[2]}", found[3])
    return _HALVES.sub(_in_whole_day, text, count=1)


def _in_whole_day(found: re.Match[str]) -> str:
    """A day and a time of twelve hours with one of 24."""
    hour, _, rest = found[2].partition(":")
    hours = int(hour) % _NOON + (_NOON if found[3] in "pP" else 0) if int(hour) <= _NOON else int(hour)
    return f"{found[1]}T{hours:02}:{rest}"


def _in_zone(text: str, clock: str, name: str) -> str:
    """A clock of a zone by its name in the IANA database, with its distance from UTC; the text where there is none such."""
    form = "%Y-%m-%d %H:%M:%S" if clock.count(":") > 1 else "%Y-%m-%d %H:%M"
    try:
        return datetime.strptime(clock, form).replace(tzinfo=ZoneInfo(name)).isoformat()
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return text
