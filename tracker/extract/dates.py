"""Dates as pages write them into moments: aware, UTC; where a page names no zone, UTC is assumed."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from datetime import UTC, datetime

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?\s?(Z|[+-]\d{2}:?\d{0,2})?)?",
    re.ASCII,
)
_ZONES = {"EST": -18000, "EDT": -14400, "CST": -21600, "CDT": -18000, "MST": -25200, "MDT": -21600, "PST": -28800,
          "PDT": -25200, "ET": -18000, "PT": -28800, "BST": 3600, "CET": 3600, "CEST": 7200, "IST": 19800, "JST": 32400,
          "AEST": 36000, "AEDT": 39600, "MSK": 10800}  # fmt: skip


def moment(text: str) -> datetime | None:
    """The moment a date text means, or None where it means none or one that no page can have (before 1995)."""
    text = text.strip()[:80]
    if len(text) < 6:
        return None
    found = _ISO.match(text)
    try:
        value = _iso(found) if found else _epoch(text) if text.isdigit() else _free(text)
        if value is None:
            return None
        value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return value.replace(microsecond=0) if 1995 <= value.year <= 2100 else None


def _iso(found: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second, zone = found.groups()
    text = f"{year}-{int(month):02}-{int(day):02}T{int(hour or 0):02}:{minute or '00'}:{second or '00'}"
    if zone and zone != "Z":
        zone = zone.replace(":", "")
        text += f"{zone[:3]}:{zone[3:] or '00'}"
    elif zone:
        text += "+00:00"
    return datetime.fromisoformat(text)


def _epoch(text: str) -> datetime | None:
    if len(text) == 8:
        return datetime(int(text[:4]), int(text[4:6]), int(text[6:]), tzinfo=UTC)
    if len(text) in (10, 13):
        return datetime.fromtimestamp(int(text[:10]), tz=UTC)
    return None


def _free(text: str) -> datetime | None:
    from dateutil.parser import ParserError, UnknownTimezoneWarning, parse

    if not any(char.isdigit() for char in text):
        return None
    import warnings

    cleaned = re.sub(r"^\W*(?:published|posted|updated|last updated|on|at)\b\W*", "", text, flags=re.IGNORECASE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UnknownTimezoneWarning)
            first = parse(cleaned, tzinfos=_ZONES, default=datetime(1900, 1, 1, tzinfo=UTC))
            second = parse(cleaned, tzinfos=_ZONES, default=datetime(1904, 2, 2, tzinfo=UTC))
    except (ParserError, ValueError, OverflowError, TypeError, RecursionError):
        return None
    same_day = (first.year, first.month, first.day) == (second.year, second.month, second.day)
    return first if same_day else None
