"""Dates as pages write them into moments: aware, UTC; where a page names no zone, UTC is assumed."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

from tracker.extract.dating.attributes import usual
from tracker.extract.dating.calendars import in_usual_form, with_halves
from tracker.extract.dating.months import MONTH, REST, month_of

_ISO = re.compile(
    r"(\d{4})(-?)(\d{1,2})\2(\d{1,2})(?:[T ,]+(\d{1,2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d{1,9})?\s?(Z|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?(?!\d)|[A-Z]{2,4}\b)?)?",
    re.ASCII,
)
_ZONES = {"EST": -18000, "EDT": -14400, "CST": -21600, "CDT": -18000, "MST": -25200, "MDT": -21600, "PST": -28800,
          "PDT": -25200, "ET": -18000, "CT": -21600, "MT": -25200, "PT": -28800, "AST": -14400, "ADT": -10800, "NST": -12600, "NDT": -9000, "AKST": -32400, "AKDT": -28800,
          "HST": -36000, "BST": 3600, "WEST": 3600, "CET": 3600, "CEST": 7200, "MEZ": 3600, "MESZ": 7200, "EET": 7200,
          "EEST": 10800, "SAST": 7200, "WAT": 3600, "EAT": 10800, "MSK": 10800, "МСК": 10800, "IST": 19800, "PKT": 18000,
          "WIB": 25200, "SGT": 28800, "HKT": 28800, "PHT": 28800, "JST": 32400, "KST": 32400, "AEST": 36000,
          "AEDT": 39600, "NZST": 43200, "NZDT": 46800, "BRT": -10800, "GMT": 0, "UTC": 0}  # fmt: skip
_AMERICAN = frozenset(("EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "ET", "CT", "MT", "PT", "AST", "ADT", "NST", "NDT", "AKST", "AKDT", "HST"))  # fmt: skip
_SUMMERTIME = {"ET": 3600, "CT": 3600, "MT": 3600, "PT": 3600}

_YEAR = r"(?:19|20)\d\d"
_WRITTEN = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+|ב)?(?P<month>{MONTH}){REST}\.?\s?,?\s+(?:de\s+)?(?P<year>{_YEAR}|25[5-9]\d)\b"
    rf"|\b(?P<month2>{MONTH}){REST}\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s+(?:\d{{1,2}}:\d\d(?::\d\d)?\s+)?(?P<year2>{_YEAR})\b"
    rf"|\b(?P<day3>\d{{1,2}})(?:[./]|\. )(?P<month3>\d{{1,2}})(?:[./]|\. )(?P<year3>{_YEAR})(?!\d)"
    rf"|(?<!\d)(?P<year4>{_YEAR})(?:[-/.]|\s?[年년]\s?)(?P<month4>\d{{1,2}})(?:[-/.]|\s?[月월]\s?)(?P<day4>\d{{1,2}})(?!\d|\.\d)"
    rf"|(?<!\d)(?P<year5>{_YEAR})\.?\s+(?:m\.\s+)?(?P<month5>{MONTH}){REST}\.?\s+(?P<day5>\d{{1,2}})(?!\d)",
    re.IGNORECASE,
)
_WITH_YEAR = re.compile(r"(?:19|20|25)\d\d")  # as each written date is: told quickly
_YEARLESS = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:de\s+)?(?P<month>{MONTH}){REST}\b(?!\.?,?\s+(?:de\s+)?\d{{4}})"
    rf"|\b(?P<month2>{MONTH}){REST}\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,?\s+\d{{4}})",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s*$", re.IGNORECASE)
_BETWEEN = " ,،|·•-–—/@"
_SHORT = re.compile(r"(?<![\d.,/])(?P<day>\d{1,2})([./])(?P<month>\d{1,2})\2(?P<year>[0-4]\d)(?!\d|[.,/]\d)")
_ZONE = r"(?:uhr|hrs|h\b|น\.)?\s*[|(]?\s?(?:(?P<zone>[A-Za-z]{2,4}|МСК)(?:\b|(?-i:(?=[A-Z][a-z])))|(?![A-Za-z\d_]))\s?(?P<offset>[+-]\d{1,2}(?::?\d\d)?(?!\d))?"
_CLOCK = re.compile(
    rf"(?<![\d.:])(?:(?P<hour>\d{{1,2}})(?:(?:[:.h]|\s:\s|\sh\s)(?P<minute>\d\d)(?::\d\d)?(?![.:]?\d)(?:(?P<half3>[ap])\b(?!\.)|\s*(?:(?P<half>[ap])\.?\s?m\b\.?)?)|\s*(?P<half2>[ap])\.?m\b\.?)\s*{_ZONE}"
    r"|(?P<hour2>[01]\d|2[0-3])(?P<minute2>[0-5]\d)\s(?P<zone2>GMT|UTC|EST|EDT|CET|CEST|BST|IST|HKT)\b)"
    r"|(?P<part>오후|午後|下午|오전|午前|上午)?\s?(?P<hour3>\d{1,2})\s?[時时시点點]\s?(?P<minute3>\d{1,2})\s?[分분]",
    re.IGNORECASE,
)
_TIMED = re.compile(r"\d[:h]\d\d|\dT\d{4}|\d\s?[ap]\.?m\b|^\d{10}(?:\d{3})?$", re.IGNORECASE)
_ZONED = re.compile(
    rf"\dZ|:\d\d(?:[.,]\d+)?\s?(?:GMT|UTC)?[+-]\d{{1,2}}(?::?\d\d)?(?!\d)|[:\d][+-]\d\d:?(?:\d\d)?\s*$|\s[+-]\d{{4}}\b|\b(?:{'|'.join(_ZONES)})\b|^\d{{10}}(?:\d{{3}})?$"
)
_ZEROS = (
    0x0660,
    0x06F0,
    0x0966,
    0x09E6,
    0x0A66,
    0x0AE6,
    0x0B66,
    0x0BE6,
    0x0C66,
    0x0CE6,
    0x0D66,
    0x0E50,
    0x17E0,
    0x1040,
    0xFF10,
)  # ٠, ۰, ०, ০, …
# signs of other scripts by those of ours; Urdu writes a hamza behind a year of the common era
_SIGNS = {first + digit: str(digit) for first in _ZEROS for digit in range(10)} | {0x060C: ",", 0x0621: " "}
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}\b")
_CROATIAN = re.compile(
    r"\d{1,2}\. listopada", re.IGNORECASE
)  # October; November in Poland, where no point follows the day
_CLOCKLIKE = re.compile(r"\d:\d")
_BEHIND = re.compile(r"\s?[(]?([A-Z]{2,4}|МСК)\b")  # "09:30, 4 March 2026 (MSK)"
_FAR = 70  # characters between a date and a time of day that may still belong to it


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment and how much of it was said: whether a time of day, and whether a zone, which is `ahead` seconds of UTC."""

    at: datetime
    timed: bool
    zoned: bool
    ahead: int = field(default=0, compare=False)

    @property
    def clock(self) -> datetime:
        """The day and the minute that a clock in that zone shows."""
        return self.at.replace(second=0) + timedelta(seconds=self.ahead)


def moment(text: str) -> datetime | None:
    """The moment a date text means, or None where it means none or one that no page can have (before 1995)."""
    found = dated(text)
    return found.at if found else None


def dated(text: str, *, day_first: bool = False) -> Dated | None:
    """The moment that a text of which all is a date means, with how much it says; see `moment`. `day_first` reads
    3/4/2026 as the third of April; 3.4.2026 is that everywhere.
    """
    text = usual(text.strip()[:80])
    if len(text) < 6:
        return None
    found = _ISO.match(text)
    try:
        value = (
            _epoch(text)
            if text.isdigit()
            else _iso(found)
            if found
            else _free(text, day_first or _DOTTED.match(text) is not None)
        )
        if value is None:
            return None if text.isdigit() else _believed(text)
        ahead = value.utcoffset() or timedelta()
        value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    if not 1995 <= value.year <= 2100:
        return None
    timed = _TIMED.search(text) is not None
    zoned = timed and _ZONED.search(text) is not None
    return Dated(value.replace(microsecond=0), timed, zoned, round(ahead.total_seconds()) if zoned else 0)


def _believed(text: str) -> Dated | None:
    """The date in a text that has more in it; none where its time of day cannot be read, for then nothing of it is sure."""
    found = dated_in(text)
    return None if found and not found.timed and _CLOCKLIKE.search(text) else found


def moment_in(text: str) -> datetime | None:
    """The first full date (day, month and year) in a line of text, with a time of day where one stands beside it."""
    found = dated_in(text)
    return found.at if found else None


def dated_in(text: str, *, month_first: bool = False, short: bool = False) -> Dated | None:
    """The first full date in a line, with how much it says. `month_first` reads 3/4/2026 as Americans do (a zone of
    theirs in the line says so too), `short` takes years of two digits.
    """
    if not text.isascii():
        text = text.translate(_SIGNS)
        text = with_halves(text) if ":" in text else text
    found = _written(text)
    if not found and (other := in_usual_form(text)) is not text:
        text, found = other, _written(other)
    number = 0
    if found:
        number = next(n for n in (1, 2, 3, 4, 5) if found["day" + (str(n) if n > 1 else "")])
        mark = str(number) if number > 1 else ""
        day, month, year = (found[part + mark] for part in ("day", "month", "year"))
    elif short and (found := _SHORT.search(text)):
        number, day, month, year = 3, found["day"], found["month"], f"20{found['year']}"
    else:
        return None
    clock = _clock(text, *found.span())
    zone = _zone(clock)
    if clock and not zone[0] and (behind := _BEHIND.match(text, found.end())) and behind[1] in _ZONES:
        zone = (behind[1], _ZONES[behind[1]])
    if month.isdigit() and (
        int(month) > 12 or (number == 3 and int(day) <= 12 and (month_first or zone[0] in _AMERICAN))
    ):
        day, month = month, day
    named = int(month) if month.isdigit() else month_of(month)
    named -= named == 11 and _CROATIAN.match(found[0]) is not None
    hour, minute = _time_of_day(clock)
    try:
        value = datetime(_common_year(int(year)), named, int(day), hour % 24, minute, tzinfo=UTC)
        ahead = _summer(zone, value)
        value -= timedelta(seconds=ahead)
    except (ValueError, OverflowError):
        return None
    said = clock is not None
    return Dated(value, said, said and bool(zone[0]), ahead) if 1995 <= value.year <= 2100 else None


def after_day(text: str, day: datetime) -> str:
    """What follows this day of a year, where a line names it without the year: "12:53" of "4 March, 12:53"."""
    for found in _YEARLESS.finditer(text[:120]):
        named = month_of(found["month"] or found["month2"])
        if (named, int(found["day"] or found["day2"])) == (day.month, day.day):
            return text[found.end() :]
    return ""


def after_date(text: str) -> str:
    """What follows the date that opens a line, and its time of day; empty where the line does not begin so."""
    found = _written(text)
    if not found or _WEEKDAY.sub("", text[: found.start()]).strip():
        return ""
    after = text[found.end() :].lstrip(_BETWEEN)
    clock = _CLOCK.match(after)
    return (after[clock.end() :] if clock else after).strip(_BETWEEN)


def before_date(text: str) -> str:
    """What stands before the first date of a line, without its weekday; empty where the line has none."""
    found = _written(text)
    return _WEEKDAY.sub("", text[: found.start()]).strip(_BETWEEN) if found else ""


def _written(text: str) -> re.Match[str] | None:
    """The first full date in a line; most lines have no year in them, and need no search. The signs of other scripts are
    put into ours one for one, so that its places are those of the line.
    """
    text = text if text.isascii() else text.translate(_SIGNS)
    return _WRITTEN.search(text) if _WITH_YEAR.search(text) else None


def _common_year(year: int) -> int:
    """The year of the common era: Thai pages count from 543 years before it."""
    return year - 543 if year > 2500 else year


def _clock(text: str, start: int, end: int) -> re.Match[str] | None:
    """The time of day nearest to the date that stands from `start` to `end` of a line, or in it."""
    inside = _CLOCK.search(text[start:end]) if ":" in text[start:end] else None
    if inside:
        return inside
    after = _CLOCK.search(text[end : end + _FAR])
    before = None
    base = max(0, start - _FAR)
    for before in _CLOCK.finditer(text[base:start]):  # noqa: B007 -- the last one is the nearest
        pass
    if after and before:
        return after if after.start() <= start - base - before.end() else before
    return after or before


def _time_of_day(clock: re.Match[str] | None) -> tuple[int, int]:
    if clock is None:
        return 0, 0
    hour = int(clock["hour"] or clock["hour2"] or clock["hour3"])
    minute = int(clock["minute"] or clock["minute2"] or clock["minute3"] or 0)
    half = (clock["half"] or clock["half2"] or clock["half3"] or "").lower() or {
        "오후": "p",
        "午後": "p",
        "下午": "p",
    }.get(clock["part"] or "")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, minute


def _zone(clock: re.Match[str] | None) -> tuple[str, int]:
    """The name of the zone in which a time of day is given, and its seconds before UTC; no name where none is given."""
    if clock is None:
        return "", 0
    written = clock["zone"] or clock["zone2"] or ""
    name = written.upper()
    if name not in _ZONES or (not written.isupper() and len(written) < 3) or written == "est":
        name = ""  # "et" and "est" are words, too
    if (offset := clock["offset"]) and name in ("", "UTC", "GMT"):
        digits = offset[1:].replace(":", "")
        hours, minutes = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
        return name or "UTC", (hours * 3600 + minutes * 60) * (-1 if offset[0] == "-" else 1)
    return name, _ZONES.get(name, 0)


def _summer(zone: tuple[str, int], at: datetime) -> int:
    """The seconds before UTC of a zone that is named alike in summer and winter, as America's ET: from the second
    Sunday of March to the first of November.
    """
    extra = _SUMMERTIME.get(zone[0], 0)
    if not extra:
        return zone[1]
    march, november = datetime(at.year, 3, 1, 2, tzinfo=UTC), datetime(at.year, 11, 1, 2, tzinfo=UTC)
    begins = march + timedelta(days=(6 - march.weekday()) % 7 + 7)
    ends = november + timedelta(days=(6 - november.weekday()) % 7)
    return zone[1] + (extra if begins <= at < ends else 0)


def _iso(found: re.Match[str]) -> datetime:
    year, _, month, day, hour, minute, second, zone = found.groups()
    text = f"{year}-{int(month):02}-{int(day):02}T{int(hour or 0):02}:{minute or '00'}:{second or '00'}"
    if zone and zone in _ZONES:
        at = datetime.fromisoformat(text)
        return at.replace(tzinfo=timezone(timedelta(seconds=_summer((zone, _ZONES[zone]), at.replace(tzinfo=UTC)))))
    zone = (zone or "").removeprefix("GMT").removeprefix("UTC")
    if zone[:1] in ("+", "-"):
        hours, minutes = zone[1:].replace(":", ""), "00"
        if len(hours) > 2:
            hours, minutes = hours[:-2], hours[-2:]
        text += f"{zone[0]}{int(hours):02}:{minutes}"
    elif zone == "Z":
        text += "+00:00"
    return datetime.fromisoformat(text)


def _epoch(text: str) -> datetime | None:
    if len(text) == 8:
        return datetime(int(text[:4]), int(text[4:6]), int(text[6:]), tzinfo=UTC)
    if len(text) in (10, 13):
        return datetime.fromtimestamp(int(text[:10]), tz=UTC)
    return None


def _free(text: str, day_first: bool) -> datetime | None:  # noqa: FBT001
    from dateutil.parser import ParserError, UnknownTimezoneWarning, parse

    if not any(char.isdigit() for char in text):
        return None
    import warnings

    cleaned = re.sub(r"^\W*(?:published|posted|updated|last updated|on|at)\b\W*", "", text, flags=re.IGNORECASE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UnknownTimezoneWarning)
            first = parse(cleaned, tzinfos=_ZONES, dayfirst=day_first, default=datetime(1900, 1, 1, tzinfo=UTC))
            second = parse(cleaned, tzinfos=_ZONES, dayfirst=day_first, default=datetime(1904, 2, 2, tzinfo=UTC))
    except (ParserError, ValueError, ArithmeticError, TypeError, RecursionError):  # decimals of thirty digits, too
        return None
    same_day = (first.year, first.month, first.day) == (second.year, second.month, second.day)
    return first if same_day else None
