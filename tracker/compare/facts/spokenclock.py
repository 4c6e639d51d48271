"""Reads times of day as they are spoken: "halb acht" = 7.30, "las doce y media", "sei di sera", "half past six"."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.measures import percent_after
from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language, SpokenClock
from tracker.model import FactSub

_NOON, _DAY, _HOUR, _LAST_HOUR = 12, 24, 60, 23
# Until this hour a night is the one that began the evening before: "dos de la noche".
_SMALL_HOURS = 5
_LONGEST_LEAD = 3


def read_spoken(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """A time of day at a place, from the words before the hour ("viertel vor") to the part of the day behind it
    ("abends"). An hour alone is a number: one piece that is sure, or two that are not, make it a time.
    """
    clock = words.clock
    if not clock:
        return None
    ahead, start = _longest(items, place, clock.ahead)
    read = _hour(items, start, words)
    if read is None or (read[1] is None and ahead and start == place):
        return None
    hour, minutes, last = read
    if _is_day(items, last, words):
        return None
    bare = last
    sign, last = _sign(items, last, clock.signs)
    sign = sign or bool(start and items[start - 1].lower in clock.signs)
    if sign and minutes is None and (more := _minutes(items, last)) is not None:
        minutes, last = more, last + 1
    behind, last = (ahead, last) if ahead or minutes is not None else _longest(items, last, clock.behind)
    end = last + 1 if last < len(items) and items[last].text == "," else last
    part, end = _longest(items, end, clock.parts)
    figure = read[1] is not None and words.decimal == "," and not _measures(items, bare, words)
    pieces = {"ahead": ahead, "lead": _led(items, place, clock), "sign": sign, "behind": behind, "part": part}
    # As in "alle 18.": a figure behind a word that asks for a time, and nothing that it counts.
    ends = bare >= len(items) or items[bare].text in _ENDS
    told = hour <= _NOON or words.decimal == ","  # in English "at 16" is an age
    alone = bool(ends and told and items[start].text.isdecimal() and pieces["lead"])
    said = {name for name, there in (pieces | {"figure": figure, "alone": alone}).items() if there}
    if not said & clock.sure and len(said) < _ENOUGH:
        return None
    last = end if part else last
    if last < len(items) and items[last].lower in clock.never and not part:
        return None
    total = hour * _HOUR + (minutes or 0) + int(behind or 0)
    return mention(items, place, last, FactSub.TIME, _value(total, part, hour))


def _is_day(items: Sequence[Token], last: int, words: Language) -> bool:
    """Whether a month follows: "bis 10. Oktober"."""
    behind = [item.lower for item in items[last : last + 2] if item.text != "."]
    return bool(behind) and behind[0] in words.months and items[last].text == "."


_ENOUGH, _ENDS = 2, ".,;:!?()"


def _value(total: int, part: str, hour: int) -> str:
    """Minutes since midnight, open where the half of the day is."""
    if part == "pm" and hour <= _NOON and total < _NOON * _HOUR:
        total += _NOON * _HOUR
    if part == "night" and _SMALL_HOURS < hour < _NOON:
        total += _NOON * _HOUR
    if part in ("am", "night") and hour == _NOON:
        total -= _NOON * _HOUR
    total %= _DAY * _HOUR
    sure = part or hour > _NOON or hour == 0
    return f"{total:04d}{'' if sure else '?'}|"


def _hour(items: Sequence[Token], place: int, words: Language) -> tuple[int, int | None, int] | None:
    """(hour, minutes if they stand in the figure, next place)."""
    if place >= len(items):
        return None
    word = items[place].lower
    head, sign, tail = word.replace(":", ".").partition(".")
    if head.isdecimal() and len(head) <= len("23"):
        if sign and (len(tail) != len("30") or not tail.isdecimal() or int(tail) >= _HOUR):
            return None
        return (int(head), int(tail) if sign else None, place + 1) if int(head) <= _LAST_HOUR else None
    number = words.numbers.get(word, 1.0 if word in words.ones else 0.0)
    return (int(number), None, place + 1) if number == int(number) and 0 < number <= _DAY else None


def _measures(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether a unit, a currency or a percent sign follows: "12.30 Euro" is no time."""
    following = items[place].lower if place < len(items) else ""
    return following in words.currencies or bool(percent_after(items, place, words)) or following in words.scales


def _minutes(items: Sequence[Token], place: int) -> int | None:
    """The minutes behind the sign, as in "21 Uhr 30"."""
    text = items[place].text if place < len(items) else ""
    return int(text) if len(text) == len("30") and text.isdecimal() and int(text) < _HOUR else None


def _sign(items: Sequence[Token], place: int, signs: frozenset[str]) -> tuple[bool, int]:
    found = place < len(items) and items[place].lower in signs
    return found, place + 1 if found else place


def _longest(items: Sequence[Token], place: int, phrases: dict[str, str]) -> tuple[str, int]:
    """What the longest of some phrases at a place stands for and where it ends, or nothing and the place."""
    for length in range(_LONGEST_LEAD, 0, -1):
        found = phrases.get(" ".join(item.lower for item in items[place : place + length]))
        if found is not None and place + length <= len(items):
            return found, place + length
    return "", place


def _led(items: Sequence[Token], place: int, clock: SpokenClock) -> bool:
    """Whether what stands before an hour asks for a time: "a las", "alle ore"."""
    before = [item.lower for item in items[max(0, place - _LONGEST_LEAD) : place]]
    return any(" ".join(before[-length:]) in clock.leads for length in range(1, len(before) + 1))
