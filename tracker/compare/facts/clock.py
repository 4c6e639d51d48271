"""Reads times of day with their zones: "8.30pm" = "20:30", "Eastern Standard Time" = "EST".

A missing am or pm is left open in the value: `same_time` compares with that in mind.
"""

# ruff: noqa: PLR2004 - hours and minutes are what this module is about

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.compare.facts.figures import is_whole
from tracker.compare.facts.otherdates import han_clock
from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language
from tracker.model import FactSub

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?(am|pm|h)?$|(\d{1,2})(am|pm)$|(\d{1,2})h(\d{2})?$")
_MINUTES = re.compile(r"[0-5]\d$")
# What zones are called in letters; those of America for each half of the year, too.
_ZONES = frozenset(
    [
        *("gmt", "bst", "utc", "est", "edt", "et", "ct", "mt", "pt", "pst", "pdt", "cst", "cdt", "mst", "mdt"),
        *("cet", "cest", "ist", "jst", "aest", "aedt", "hkt"),
    ]
)
_LAST_HOUR = 23
_LAST_MINUTE = 59


def read_time(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """A time of day at a place, with its zone where one follows."""
    first = items[place]
    joined = place > 0 and items[place - 1].text == "-" and not first.spaced  # "après-midi"
    if (named := words.map_of("facts", "hours").get(first.lower)) is not None and not joined:
        return mention(items, place, place + 1, FactSub.TIME, f"{int(named):04d}|")
    if not first.text[0].isdigit():
        return None
    if (han := han_clock(items, place)) is not None:
        return han
    clock = _clock(items, place, words)
    if clock is None or first.text.count(":") > 1:  # how long a race took
        return None
    hour, minute, half, last = clock
    if words.clock and last < len(items) and items[last].lower in words.clock.signs:  # "20:30 Uhr"
        last += 1
    zone, last = _zone(items, last, words)
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    open_half = "" if half or hour > 12 or hour == 0 else "?"
    return mention(items, place, last, FactSub.TIME, f"{hour * 60 + minute:04d}{open_half}|{zone}")


def _zone(items: Sequence[Token], last: int, words: Language) -> tuple[str, int]:
    """The zone that a time is followed by, empty for none, and the next place."""
    zone = items[last].lower if last < len(items) else ""
    if zone in _ZONES:
        return zone, last + 1
    following = [item.lower for item in items[last + 1 : last + 3]]
    time = words.of("facts", "time")
    if zone in words.of("facts", "local"):
        return "local", last + (2 if following[:1] and following[0] in time else 1)
    letter = words.map_of("facts", "zones").get(zone)
    if letter is None:
        return "", last
    if following[1:] and following[1] in time:
        return letter + words.map_of("facts", "zone_seasons").get(following[0], "") + "t", last + 3
    return f"{letter}t", last + (2 if following[:1] and following[0] in time else 1)


def _clock(items: Sequence[Token], place: int, words: Language) -> tuple[int, int, str, int] | None:
    """(hour, minute, am or pm or nothing, next place)."""
    match = _CLOCK.match(items[place].lower)
    last = place + 1
    half = ""
    following = items[last].lower if last < len(items) else ""
    if match is None:
        if is_whole(items[place].text) and following in ("am", "pm"):
            return (int(items[place].text), 0, following, last + 1) if int(items[place].text) <= 12 else None
        return None
    if match.group(4):
        return int(match.group(4)), 0, match.group(5), last
    if match.group(6):
        hour, minute, last = int(match.group(6)), *_minutes(items, place, match.group(7))
        return (hour, minute, "24", last) if hour <= _LAST_HOUR and minute <= _LAST_MINUTE else None
    hour, minute, half = int(match.group(1)), int(match.group(2)), match.group(3) or ""
    if not half and following in ("am", "pm"):
        half, last = following, last + 1
    named = half or _zone(items, last, words)[0]
    if hour > _LAST_HOUR or minute > _LAST_MINUTE or ("." in items[place].text and not named):
        return None
    return hour, minute, "24" if half == "h" else half, last


def _minutes(items: Sequence[Token], place: int, written: str | None) -> tuple[int, int]:
    """The minutes of a French time such as "14h30", whose figures are a token of their own, and the next place."""
    after = items[place + 1] if place + 1 < len(items) else None
    if written is None and after is not None and not after.spaced and _MINUTES.match(after.text):
        return int(after.text), place + 2
    return int(written or 0), place + 1


def same_time(left: list[str], right: list[str]) -> bool:
    """Whether two values of times, cut at their zones, can be the same moment."""
    if left[1] and right[1] and left[1] != right[1] and not _same_zone(left[1], right[1]):
        return False
    one, two = int(left[0].rstrip("?")), int(right[0].rstrip("?"))
    if "?" in left[0] + right[0]:
        return one % 720 == two % 720
    return one == two


def _same_zone(one: str, two: str) -> bool:
    """As "ET" is both "EST" and "EDT", whichever holds; the two are not each other."""
    return _GENERAL.get(one, one[0] + one[-1]) == _GENERAL.get(two, two[0] + two[-1]) and (
        one in _GENERAL or two in _GENERAL
    )


_GENERAL = {"et": "et", "ct": "ct", "mt": "mt", "pt": "pt"}
