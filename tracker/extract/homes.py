"""The clock that a page's readers go by, where the page names no zone: that of its country, if all of it has one.

The country is told by the page's address (.dk) or by its language (da, es-CO). Countries of several zones tell nothing.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

_HOUR = 3600
# IANA time zone database 2025b: countries with one zone (but for islands and cities of few papers), in seconds east of UTC
_STEADY = {
    -5: "CO PE EC PA JM", -4: "VE BO DO PR TT", -3: "AR UY", -6: "CR GT SV HN NI", 0: "IS GH SN CI", 1: "NG DZ TN AO CM",
    2: "ZA ZW ZM BW NA MZ", 3: "TR SA KE BY IQ QA KW UG TZ ET", 4: "AE OM AM AZ GE", 5: "PK UZ", 5.5: "IN LK", 5.75: "NP",
    6: "BD", 6.5: "MM", 7: "TH VN KH", 8: "CN TW HK SG MY PH", 9: "JP KR",
}  # fmt: skip
_EUROPEAN = {  # with summer time from the last Sunday of March to the last of October, at 1:00 UTC
    0: "GB IE PT",
    1: "DE AT CH FR IT ES NL BE LU DK SE NO PL CZ SK HU SI HR RS BA MK ME AL MT LI XK",
    2: "FI EE LV LT RO BG GR CY UA MD",
}
_OFFSETS = {name: int(hours * _HOUR) for hours, names in _STEADY.items() for name in names.split()}
_SUMMERY = {name: hours * _HOUR for hours, names in _EUROPEAN.items() for name in names.split()}
_SPOKEN = {  # languages that nearly all papers are written in of one country, or of several with one clock
    "da": "DK", "sv": "SE", "nb": "NO", "nn": "NO", "no": "NO", "fi": "FI", "is": "IS", "de": "DE", "nl": "NL", "it": "IT",
    "pl": "PL", "cs": "CZ", "sk": "SK", "hu": "HU", "sl": "SI", "hr": "HR", "sr": "RS", "bs": "BA", "mk": "MK", "sq": "AL",
    "ro": "RO", "bg": "BG", "el": "GR", "uk": "UA", "et": "EE", "lv": "LV", "lt": "LT", "ca": "ES", "eu": "ES", "gl": "ES",
    "tr": "TR", "ja": "JP", "ko": "KR", "th": "TH", "vi": "VN", "hi": "IN", "bn": "", "ta": "",
}  # fmt: skip
_ANYBODYS = frozenset(
    ("co", "io", "me", "tv", "ai", "cc", "to", "ws", "la", "fm", "am")
)  # endings that papers take anywhere
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_]([a-z]{2}))?(?![a-z])", re.IGNORECASE)


def home_of(url: str, languages: tuple[str, ...]) -> str:
    """The country of a page: what its address ends with, else the first of its `languages` that tells one. Empty where
    neither tells, where they tell two clocks, or where the country has several.
    """
    ending = _ending(url)
    told = next((country for one in languages if (country := _spoken_in(one))), "")
    if not ending:
        return told if _known(told) else ""
    if not _known(ending) or (_known(told) and _standard(told) != _standard(ending)):
        return ""
    return ending


def offset(country: str, at: datetime) -> int:
    """The seconds east of UTC that a country's clocks show at a moment, given as they show it."""
    if country in _SUMMERY:
        at = at.replace(tzinfo=UTC) - timedelta(seconds=_SUMMERY[country])
        begins, ends = (_last_sunday(at.year, month) + timedelta(hours=1) for month in (3, 10))
        return _SUMMERY[country] + (_HOUR if begins <= at < ends else 0)
    return _OFFSETS[country]


def _ending(url: str) -> str:
    try:
        last = (urlsplit(url).hostname or "").rpartition(".")[2]
    except ValueError:
        return ""
    if len(last) != len("xx") or last in _ANYBODYS or not last.isalpha():
        return ""
    return "GB" if last == "uk" else "" if last == "eu" else last.upper()


def _spoken_in(language: str) -> str:
    found = _LANGUAGE.match(language.strip())
    if not found:
        return ""
    return (found[2] or "").upper() or _SPOKEN.get(found[1].lower(), "")


def _known(country: str) -> bool:
    return country in _OFFSETS or country in _SUMMERY


def _standard(country: str) -> tuple[int, bool]:
    return _SUMMERY.get(country, _OFFSETS.get(country, 0)), country in _SUMMERY


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)
