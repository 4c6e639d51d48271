"""Reads dates: "Dec. 2, 2024" = "2 December 2024" = "December 2nd".

A missing year is left open in the value: `same_when` compares with that in mind, dates here and times of day by `clock`.
"""

# ruff: noqa: PLR2004 - days and parts of a date are what this module is about

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.compare.facts.clock import same_time
from tracker.compare.facts.figures import is_whole
from tracker.compare.facts.otherdates import era_year, han_date, numbered_weekday
from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language, of_all, other_months
from tracker.model import FactSub

_DAY = re.compile(r"(\d{1,2})([^\W\d]*|[.º])$")
_YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)$")
_DECADE = re.compile(r"(?:(1[5-9]|20)?(\d)0)([^\W\d_]+)$")
_OF_DECADE = re.compile(r"(?:1[5-9]|20)\d0$")
_ISO = re.compile(r"\d{4}$")
_LAST_DAY = 31


def read_date(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """A date at a place: a day, a month, a year, a decade or a weekday, or several of them together."""
    weekday = ""
    first = place
    if (day := _bare(items[place])) in words.weekdays and _is_name(items, place, words):
        weekday = str(words.weekdays[day])
        following = _skip(items, place + 1)
        if following < len(items) and items[following].lower in words.of("facts", "weekday_articles"):
            following += 1
        found = _day_and_month(items, following, words)
        if found is None:
            return mention(items, first, place + 1, FactSub.DATE, f"||| {weekday}".replace(" ", ""))
        year, month, day, last = found
        return mention(items, first, last, FactSub.DATE, f"{year}|{month}|{day}|{weekday}")
    found = (
        _numeric(items, place, words)
        or _without_year(items, place, words)
        or _day_and_month(items, place, words)
        or _year(items, place, words)
    )
    if found is None:
        return numbered_weekday(items, place, words)
    year, month, day, last = found
    return mention(items, first, last, FactSub.DATE, f"{year}|{month}|{day}|{weekday}")


def with_part_of_day(token: Token, words: Language) -> bool:
    """Whether a word is a weekday and a part of it in one: "Donnerstagabend"."""
    return token.lower in words.weekdays and token.lower.endswith(words.rows_of("facts", "day_parts"))


def same_when(one: str, two: str) -> bool:
    """Whether two values of dates or of times can be the same moment: an open part fits any."""
    if one == two:
        return True
    left, right = one.split("|"), two.split("|")
    if len(left) != len(right):
        return False
    if len(left) == 2:
        return same_time(left, right)
    left, right = _without_end(left, right), _without_end(right, left)
    if not any(a and b for a, b in zip(left, right, strict=True)):
        return False
    return all(a == b or not a or not b for a, b in zip(left, right, strict=True)) and _as_fine(left, right)


def _without_end(parts: list[str], other: list[str]) -> list[str]:
    """The end of a month as the day that the other side gives, if it can be its last, else as the whole month."""
    if parts[2] != _END:
        return parts
    day = other[2] if other[2] == _END or other[2] in _LAST_DAYS.get(parts[1], ("31",)) else ""
    return [*parts[:2], day, *parts[3:]]


_LAST_DAYS = {"2": ("28", "29")} | dict.fromkeys(("4", "6", "9", "11"), ("30",))


def _as_fine(left: list[str], right: list[str]) -> bool:
    """A year or a weekday may be open, a day or a month named on one side only is another date."""
    return bool(left[2]) == bool(right[2]) and bool(left[1]) == bool(right[1])


def _day_and_month(items: Sequence[Token], place: int, words: Language) -> tuple[str, str, str, int] | None:
    if place >= len(items):
        return None
    return (
        _month_first(items, place, words)
        or _day_first(items, place, words)
        or _feast(items, place, words)
        or _iso(items, place)
        or han_date(items, place)
    )


def _feast(items: Sequence[Token], place: int, words: Language) -> tuple[str, str, str, int] | None:
    """As in "New Year's Eve 1611", "an Heiligabend"."""
    opens = items[place].capital or items[place].lower in words.of("facts", "feast_openings")
    if not words.feasts or not opens:
        return None
    for end in range(min(len(items), place + _LONGEST_FEAST), place, -1):
        named = words.feasts.get(" ".join(item.lower for item in items[place:end] if item.text != "."))
        if named:
            month, _, day = named.partition("-")
            year, last = _year_after(items, end)
            return year, month, day, last
    return None


_LONGEST_FEAST = 5


def _numeric(items: Sequence[Token], place: int, words: Language) -> tuple[str, str, str, int] | None:
    """As in "3.5.1961" and "3/5/1961"; which of the two is the month the language's use of the decimal comma decides."""
    match = _DOTTED.match(items[place].text)
    last = place + 1
    if match is None:
        parts = items[place : place + 5]
        if [part.text for part in parts[1::2]] != ["/", "/"] or any(part.spaced for part in parts[1:]):
            return None
        match, last = _DOTTED.match(".".join(part.text for part in parts[::2])), place + 5
    if match is None:
        return None
    first, second, year = (str(int(part)) for part in match.groups())
    if words.decimal == "." and "." not in items[place].text:
        if int(first) > _LAST_MONTH >= int(second):
            return year, second, first, last
        if int(second) > _LAST_MONTH >= int(first):
            return year, first, second, last
        return year, f"{first}/{second}", "", last
    return (year, second, first, last) if int(second) <= _LAST_MONTH and int(first) <= _LAST_DAY else None


def _without_year(items: Sequence[Token], place: int, words: Language) -> tuple[str, str, str, int] | None:
    """As in "am 12.5.", "dia 12/5", behind a word that only a date follows so."""
    if not place or items[place - 1].lower not in words.of("facts", "before_short_dates"):
        return None
    parts = [part.text for part in items[place : place + 4]]
    dotted = parts[1:2] == ["."]
    match = _DAY_MONTH.match(parts[0] if dotted else "".join(parts[:3]).replace("/", "."))
    if match is None or parts[3:4] == ["/"] or not (dotted or parts[1:2] == ["/"]):
        return None
    day, month = (int(part) for part in match.groups())
    return (
        ("", str(month), str(day), place + (2 if dotted else 3)) if month <= _LAST_MONTH and day <= _LAST_DAY else None
    )


_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})$")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_LAST_MONTH = 12


def _month_first(items: Sequence[Token], place: int, words: Language) -> tuple[str, str, str, int] | None:
    """As in "December 2nd, 2024", "Dec. 2", "December 2024", "December"."""
    if (name := _bare(items[place])) not in words.months or not _is_name(items, place, words):
        return None
    month = str(words.months[name])
    last = place + 1
    following = _skip(items, last, ".")
    # In French "sept" is seven unless it stands by a day or a year.
    counts = items[place].lower in words.numbers
    day = _day(items, following, words)
    if day:
        last = following + 1
        year, last = _year_after(items, last)
        return year, month, day, last
    year, last = _year_after(items, following) if following < len(items) else ("", last)
    if year or (not counts and _is_month_alone(items, place, words)):
        return year, month, _END if _is_at_end(items, place, words) else "", max(last, place + 1) if year else place + 1
    return None


def _is_at_end(items: Sequence[Token], place: int, words: Language) -> bool:
    """As in "the end of June", "the last day of June", "Ende Juni": before a month, which then means its last day, too."""
    before = [item.lower for item in items[max(0, place - 2) : place]]
    day = " ".join(item.lower for item in items[max(0, place - 3) : place - 1])
    if day in words.of("facts", "last_day") and before[-1] in words.of("facts", "of"):
        return True
    ends = words.of("facts", "end")
    if not before or before[-1] in ends:
        return bool(before)
    return len(before) > 1 and before[0] in ends and before[-1] in words.of("facts", "of")


_END = "end"


def _day_first(items: Sequence[Token], place: int, words: Language) -> tuple[str, str, str, int] | None:
    """As in "2 December 2024", "the 2nd of December", "2. Dezember"."""
    day, place = _counted_day(items, place, words)
    if not day:
        return None
    following = _skip(items, _skip(items, place + 1, "."), "°")
    of = words.of("facts", "of")
    if following < len(items) and items[following].lower in of:
        following += 1
    if following >= len(items) or items[following].lower not in words.months:
        return None
    month = str(words.months[items[following].lower])
    last = _skip(items, following + 1, ".") if items[following].lower[:3] == items[following].lower else following + 1
    if last < len(items) and items[last].lower in of:
        last += 1
    year, end = _year_after(items, last)
    return year, month, day, end if year else following + 1


def _counted_day(items: Sequence[Token], place: int, words: Language) -> tuple[str, int]:
    """A day in figures or words and the place of its last word: "5", "5-го", "пятого", "двадцать первого"."""
    behind = [item.lower for item in items[place + 1 : place + 4]]
    named = words.map_of("facts", "days")
    if (listed := named.get(items[place].lower)) and behind:
        ones = int(named.get(behind[0], _TENS))
        if int(listed) >= _TENS and ones < _ONES and behind[1:2] and behind[1] in words.months:
            return (str(int(listed) + ones), place + 1) if int(listed) + ones <= _LAST_DAY else ("", place)
        return (listed, place) if behind[0] in words.months else ("", place)
    day = _day(items, place, words) or _worded_day(items, place, words)
    ended = bool(day) and behind[:1] == ["-"] and behind[1:2] and behind[1] in words.of("facts", "day_endings")
    return day, place + 2 if ended else place


_TENS, _ONES = 20, 10


def _iso(items: Sequence[Token], place: int) -> tuple[str, str, str, int] | None:
    """As in "2024-12-02" (ISO 8601)."""
    parts = items[place : place + 5]
    if len(parts) < 5 or parts[1].text != "-" or parts[3].text != "-" or any(part.spaced for part in parts[1:]):
        return None
    if not (_ISO.match(parts[0].text) and is_whole(parts[2].text) and is_whole(parts[4].text)):
        return None
    return parts[0].text, str(int(parts[2].text)), str(int(parts[4].text)), place + 5


def _year(items: Sequence[Token], place: int, words: Language) -> tuple[str, str, str, int] | None:
    """A year or a decade alone, not a count of something."""
    decade = _DECADE.match(items[place].lower)
    if decade and decade.group(3) not in words.of("facts", "decade_endings"):
        decade = None
    if decade and not (decade.group(1) is None and _of_age(items, place, words)):
        return f"{decade.group(1) or '19'}{decade.group(2)}0s", "", "", place + 1
    if _OF_DECADE.match(items[place].text) and _is_apostrophed(items, place, words):
        return f"{items[place].text}s", "", "", place + 3
    if (of_era := era_year(items, place)) is not None:
        return of_era
    if not _YEAR.match(year := _bare(items[place])):
        return None
    following = items[place + 1].lower if place + 1 < len(items) else ""
    before = items[place - 1].text if place else ""
    if following == "%" or following in words.of("facts", "counted") or before in ("$", "£", "€"):
        return None
    return year, "", "", place + (2 if following == "年" else 1)


def _bare(item: Token) -> str:
    """A word without its English possessive ending, as in "Tuesday's vote" and "2019's floods"."""
    return item.lower.removesuffix("'s")


def _is_apostrophed(items: Sequence[Token], place: int, words: Language) -> bool:
    """As in "the 1930's", "the late 1930's" and "1930's-style", but not "2020's floods"."""
    behind = items[place + 1 : place + 3]
    if len(behind) <= 1 or behind[0].text != "'" or any(item.spaced for item in behind):
        return False
    if behind[1].lower not in words.of("facts", "decade_endings"):
        return False
    joined = items[place + 3 : place + 4]
    if joined and joined[0].text == "-" and not joined[0].spaced:
        return True
    return place > 0 and items[place - 1].lower in words.of("facts", "before_decades")


def _of_age(items: Sequence[Token], place: int, words: Language) -> bool:
    """As in "the over-60s", "in her 40s": years of life, not of a century."""
    before = [item.lower for item in items[max(0, place - 2) : place]]
    return not words.of("facts", "before_ages").isdisjoint(before)


def _year_after(items: Sequence[Token], place: int) -> tuple[str, int]:
    following = _skip(items, place, ",")
    if following < len(items) and _YEAR.match(items[following].text):
        return items[following].text, following + 1
    return "", place


def _day(items: Sequence[Token], place: int, words: Language) -> str:
    if place >= len(items):
        return ""
    word = items[place].lower
    if word in words.of("facts", "elided_days"):
        return word.rpartition("'")[2]
    if word in words.first:
        return "1"
    counted = words.numbers.get(items[place].lower, 0.0) if words.decimal == "," else 0.0
    following = items[place + 1].lower if place + 1 < len(items) else ""
    if 1 < counted <= _LAST_DAY and counted == int(counted) and following in words.months:
        return str(int(counted))
    match = _DAY.match(items[place].lower)
    if not match or not 1 <= int(match.group(1)) <= _LAST_DAY:
        return ""
    ending = match.group(2)
    return str(int(match.group(1))) if ending in _DAY_SIGNS or ending in words.of("facts", "day_endings") else ""


_DAY_SIGNS = ("", ".", "º")


def _worded_day(items: Sequence[Token], place: int, words: Language) -> str:
    """As in "the first of March", "am zweiten Mai", "el tres de mayo"."""
    word, following, further = (*(item.lower for item in items[place : place + 3]), "", "")[:3]
    day = words.ordinals.get(word, 0)
    if not day and following in words.of("facts", "of") and further in words.months:
        day = int(words.numbers.get(word, word in words.ones))
    followed = following in words.of("facts", "of") or (following in words.months and following not in words.ordinals)
    return str(day) if 0 < day <= _LAST_DAY and followed else ""


def _skip(items: Sequence[Token], place: int, sign: str = ",") -> int:
    return place + 1 if place < len(items) and items[place].text == sign else place


def _is_name(items: Sequence[Token], place: int, words: Language) -> bool:
    """Months and weekdays have a capital in English and German; "may", "march", "sun" and "sat" must have one; "the Sun" is
    no day.
    """
    if place and items[place - 1].lower in words.of("facts", "no_day_behind") and len(items[place].text) <= _CUT_SHORT:
        return False
    return (
        items[place].capital
        or "calendar" not in words.of("text", "capitalised")
        or items[place].lower in other_months()
    )


# Weekdays of so few letters are cut short.
_CUT_SHORT = 4


def _is_month_alone(items: Sequence[Token], place: int, words: Language) -> bool:
    """As in "May" and "March" alone are months only after a word that asks for one."""
    of = of_all if items[place].lower in other_months() else words.of
    if items[place].lower not in of("facts", "doubtful_months"):
        return True
    return place > 0 and items[place - 1].lower in of("facts", "before_months")
