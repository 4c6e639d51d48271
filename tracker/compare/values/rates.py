"""Tells when how often a thing happens is told the other way round ("every 15 minutes", "four an hour"), and when a time of
day lies within the part of the day that stood there before ("this morning", "at 6am").
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tracker.compare.facts.tokens import Mention
from tracker.compare.sides.units import Side
from tracker.compare.text.language import Language
from tracker.model import FactSub

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_LONGEST_EVERY, _NEAR = 2, 4
_DAY = 1440
# So many rates of a passage are looked at.
_FEW = 20
_NEAR_ENOUGH = 1e-6


def told_as_rate(
    old: Side, olds: list[Mention], new: Side, news: list[Mention], words: Language
) -> Iterator[tuple[Mention, Mention]]:
    """The values of both sides of which one is the time between two and the other how many there are in a time, taken out
    of their lists; those that say another rate are given back.
    """
    if not words.every:
        return
    before, after = _rates(old, olds, words), _rates(new, news, words)
    for one, (left, every) in before:
        pair = next(((two, right) for two, (right, other) in after[:_FEW] if other is not every), None)
        if pair is None:
            continue
        two, right = pair
        olds.remove(one)
        news.remove(two)
        after = [item for item in after if item[0] is not two]
        if abs(left - right) > _NEAR_ENOUGH * left:
            yield one, two


def _rates(side: Side, items: list[Mention], words: Language) -> list[tuple[Mention, tuple[float, bool]]]:
    """The values among some that say how often, each with the seconds from one to the next and whether it says these."""
    found: list[tuple[Mention, tuple[float, bool]]] = []
    for item in items:
        between = _between(side, item, words)
        seconds = between or _in_time(side, item, words)
        if seconds and len(found) < _FEW:
            found.append((item, (seconds, bool(between))))
    return found


def _between(side: Side, item: Mention, words: Language) -> float:
    """The seconds from one to the next, as in "every 15 minutes"; 0 where a value says none."""
    if not item.number or item.unit not in _SECONDS:
        return 0.0
    before = [token.lower for token in side.items[max(0, item.first - _LONGEST_EVERY) : item.first]]
    every = any(" ".join(before[n:]) in words.every for n in range(len(before)))
    return item.number * _SECONDS[item.unit] if every else 0.0


def _in_time(side: Side, item: Mention, words: Language) -> float:
    """The same of "four an hour", "vier Busse pro Stunde"."""
    if not item.number or item.number < 1 or item.unit or item.sub is not FactSub.NUMBER or item.vague:
        return 0.0
    near = [token.lower for token in side.items[item.last : item.last + _NEAR]]
    for per, unit in pairwise(near):
        if not per[0].isalnum():
            break
        if per in words.per and words.units.get(unit) in _SECONDS:
            return _SECONDS[words.units[unit]] / item.number
    return 0.0


def is_rate(side: Side, other: Side, item: Mention, words: Language) -> bool:
    """Whether a count is of what happens in a time, which the other side tells by the time between two: "four an hour", "a
    bus every 15 minutes", which is no single one.
    """
    return bool(_in_time(side, item, words)) and any(_between(other, one, words) for one in other.mentions)


def leave_refined(vague: Side, parts: list[Mention], times: list[Mention], words: Language) -> None:
    """Take out a part of today and a time of day within it: "this morning", "at 6am"."""
    for part in list(parts) if words.clock and words.clock.spans else ():
        said = " ".join(token.lower for token in vague.items[part.first : part.last])
        first, _, last = words.clock.spans.get(said, "").partition("-") if words.clock else ("", "", "")
        within = (one for one in times if last and one.sub is FactSub.TIME and _within(one, int(first), int(last)))
        time = next(within, None)
        if time is not None:
            parts.remove(part)
            times.remove(time)


def _within(time: Mention, first: int, last: int) -> bool:
    """Whether a time of day can lie between two minutes, the second of which may be one of the day after."""
    minute = time.value.partition("|")[0]
    starts = (int(minute.rstrip("?")), int(minute.rstrip("?")) + _DAY // 2) if "?" in minute else (int(minute),)
    return any(first <= start % _DAY + day < last for start in starts for day in (0, _DAY))
