"""Reads dates and times as only some languages write them: Han clocks, dates and eras, weekdays by number."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.figures import is_whole
from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language
from tracker.model import FactSub

_NOON, _LAST_HOUR, _LAST_MINUTE = 12, 24, 59


def han_clock(items: Sequence[Token], place: int) -> Mention | None:
    """As in "午後3時", "15時30分", "8時半", "下午3点"; not "3時間", which is a span."""
    behind = [item.text for item in items[place + 1 : place + 4]]
    if not behind or behind[0] not in _HAN_HOURS or not is_whole(items[place].text) or behind[1:2] in (["間"], ["间"]):
        return None
    hour, minute, last = int(items[place].text[:3]), 0, place + 2
    if behind[2:] == ["分"] and is_whole(behind[1]):
        minute, last = int(behind[1][:3]), place + 4
    elif behind[1:2] == ["半"]:
        minute, last = _HALF_HOUR, place + 3
    half = "".join(item.text for item in items[max(0, place - 2) : place])
    if half.endswith(_HAN_LATE) and hour < _NOON:
        hour += _NOON
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        return None
    return mention(items, place, last, FactSub.TIME, f"{hour * 60 + minute:04d}|")


_HALF_HOUR = 30
_HAN_HOURS = frozenset("時时點点")
_HAN_LATE = ("午後", "下午", "晚上", "晚", "夜")


def han_date(items: Sequence[Token], place: int) -> tuple[str, str, str, int] | None:
    """As in "2024年5月3日", "5月3日"."""
    found = {"年": "", "月": "", "日": ""}
    last = place
    while last + 1 < len(items) and is_whole(items[last].text) and found.get(items[last + 1].text, "x") == "":
        found[items[last + 1].text] = str(int(items[last].text))
        last += 2
    return (found["年"], found["月"], found["日"], last) if found["月"] else None


def era_year(items: Sequence[Token], place: int) -> tuple[str, str, str, int] | None:
    """As in "令和8年": the year of a Japanese era as (year, month, day, next place), the two empty."""
    era = "".join(item.text for item in items[max(0, place - 2) : place])
    if era not in _ERAS or not is_whole(items[place].text) or place + 1 >= len(items):
        return None
    year = _ERAS[era] + int(items[place].text[:2])
    return str(year), "", "", place + (2 if items[place + 1].text == "年" else 1)


# Years of Japanese eras begin behind these.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}


def numbered_weekday(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """As in "na segunda-feira" and, where no noun follows, "na segunda"."""
    weekday = words.map_of("facts", "numbered_days").get(items[place].lower)
    if not weekday:
        return None
    behind = [item.lower for item in items[place + 1 : place + 3]]
    named = behind[:1] == ["-"] and behind[-1] in words.of("facts", "feira")
    last = place + 3 if named else place + 1
    alone = items[place - 1].lower in words.of("facts", "before_weekdays") if place else False
    ends = not behind or not behind[0][0].isalnum() or behind[0] in words.of("facts", "behind_weekdays")
    if last == place + 1 and not (alone and ends):
        return None
    return mention(items, place, last, FactSub.DATE, f"|||{weekday}")
