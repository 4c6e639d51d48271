"""Dates as pages write them into moments: aware, UTC; where a page names no zone, UTC is assumed."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?\s?(Z|[+-]\d{2}:?\d{0,2})?)?",
    re.ASCII,
)
_ZONES = {"EST": -18000, "EDT": -14400, "CST": -21600, "CDT": -18000, "MST": -25200, "MDT": -21600, "PST": -28800,
          "PDT": -25200, "ET": -18000, "PT": -28800, "BST": 3600, "CET": 3600, "CEST": 7200, "IST": 19800, "JST": 32400,
          "AEST": 36000, "AEDT": 39600, "MSK": 10800}  # fmt: skip

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen янв sty oca ian led", "feb fév fev фев lut şub úno", "mar mär mrt мар bře", "apr abr avr апр kwi nis dub",
            "may mai mag mei май мая maj kvě", "jun jui giu июн cze haz", "jul lug июл lip tem", "aug ago aoû авг sie ağu agu srp",
            "sep set сен wrz eyl zář", "oct okt out ott окт paź eki říj", "nov ноя lis kas", "dec dez dic déc дек gru ara des pro",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(_MONTHS)
_WRITTEN = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?(?P<month>{_MONTH})\w{{0,8}}\.?,?\s+(?:de\s+)?(?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<month2>{_MONTH})\w{{0,8}}\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>(?:19|20)\d\d)\b"
    r"|\b(?P<day3>\d{1,2})[./](?P<month3>\d{1,2})[./](?P<year3>(?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)(?P<year4>(?:19|20)\d\d)(?:[-/.]|\s?[年년]\s?)(?P<month4>\d{1,2})(?:[-/.]|\s?[月월]\s?)(?P<day4>\d{1,2})(?![\d.])",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b(\d{1,2})[:.h](\d\d)(?!\.?\d)\s*(?:([ap])\.?m\.?)?\s*\(?([A-Z]{2,4})?\b", re.IGNORECASE)


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


def moment_in(text: str) -> datetime | None:
    """The first full date (day, month and year) in a line of text, with a time of day where one stands beside it."""
    found = _WRITTEN.search(text)
    if found is None:
        return None
    day, month, year = next(
        parts
        for parts in ((found[f"day{n}"], found[f"month{n}"], found[f"year{n}"]) for n in ("", 2, 3, 4))
        if parts[0]
    )
    number = int(month) if month.isdigit() else _MONTHS[month.lower()[:3]]
    if number > 12:
        day, number = str(number), int(day)  # month/day/year
    clock = _CLOCK.search(text)
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    if clock and clock[3]:
        hour = hour % 12 + (12 if clock[3].lower() == "p" else 0)
    offset = _ZONES.get(clock[4].upper(), 0) if clock and clock[4] else 0
    try:
        value = datetime(int(year), number, int(day), hour % 24, minute, tzinfo=UTC) - timedelta(seconds=offset)
    except (ValueError, OverflowError):
        return None
    return value if 1995 <= value.year <= 2100 else None


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
    except (ParserError, ValueError, ArithmeticError, TypeError, RecursionError):  # decimals of thirty digits, too
        return None
    same_day = (first.year, first.month, first.day) == (second.year, second.month, second.day)
    return first if same_day else None
