"""The clock that a page's readers go by, where the page names no zone: that of its country, if all of it has one.

The country is told by the page's address (.dk) or by its language (da, es-CO). Countries of several zones tell nothing.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

# Countries of which all but islands, exclaves or regions with few papers have one clock.
_MAINLY = {
    "AR": "America/Argentina/Buenos_Aires", "CN": "Asia/Shanghai", "CY": "Asia/Nicosia", "DE": "Europe/Berlin",
    "EC": "America/Guayaquil", "ES": "Europe/Madrid", "MY": "Asia/Kuala_Lumpur", "PT": "Europe/Lisbon",
    "UA": "Europe/Kyiv", "UZ": "Asia/Tashkent", "XK": "Europe/Belgrade",
}  # fmt: skip
_SPOKEN = {  # languages that nearly all papers are written in of one country, or of several with one clock
    "da": "DK", "sv": "SE", "nb": "NO", "nn": "NO", "no": "NO", "fi": "FI", "is": "IS", "de": "DE", "nl": "NL", "it": "IT",
    "pl": "PL", "cs": "CZ", "sk": "SK", "hu": "HU", "sl": "SI", "hr": "HR", "sr": "RS", "bs": "BA", "mk": "MK", "sq": "AL",
    "ro": "RO", "bg": "BG", "el": "GR", "uk": "UA", "et": "EE", "lv": "LV", "lt": "LT", "ca": "ES", "eu": "ES", "gl": "ES",
    "tr": "TR", "ja": "JP", "ko": "KR", "th": "TH", "vi": "VN", "hi": "IN", "bn": "", "ta": "", "fa": "IR", "ka": "GE", "hy": "AM", "az": "AZ", "be": "BY", "he": "IL", "ne": "NP",
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
    if not _known(ending) or (_known(told) and not _same(told, ending)):
        return ""
    return ending


def offset(country: str, at: datetime) -> int:
    """The seconds east of UTC that a country's clocks show at a moment, given as they show it."""
    return _east(_clocks()[country], at)


@cache
def _clocks() -> dict[str, ZoneInfo]:
    """The countries with one clock, by the IANA time zone database: those with one zone, and a few more."""
    zones: dict[str, list[str]] = {}
    table = (resources.files("tzdata.zoneinfo") / "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            zones.setdefault(country, []).append(zone)
    single = {country: names[0] for country, names in zones.items() if len(names) == 1}
    return {country: ZoneInfo(name) for country, name in (single | _MAINLY).items()}


def _east(zone: ZoneInfo, at: datetime) -> int:
    ahead = at.replace(tzinfo=zone).utcoffset()
    return 0 if ahead is None else int(ahead.total_seconds())


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
    return country in _clocks()


def _same(country: str, other: str) -> bool:
    """Whether two countries have the same clock, in winter and in summer."""
    days = (datetime(2020, month, 15, tzinfo=UTC) for month in (1, 7))
    return all(offset(country, day) == offset(other, day) for day in days)
