"""A changed value as data: both values in one notation, the unit they share, and how many times larger the new one is."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from tracker.compare.facts.amounts import times
from tracker.compare.facts.relative import shown
from tracker.compare.facts.tokens import Mention
from tracker.compare.sides.passage import Passage
from tracker.compare.text.language import Language, language
from tracker.model import FactDelta, FactSub

_UNITS = {FactSub.AGE: "year"}  # of what needs none in a text
_SLIP = 10  # a digit too many or too few


def value_delta(one: Mention | None, two: Mention | None, *, score: bool = False) -> FactDelta:
    """The data of two mentions of which one may be missing. Values of different units carry theirs, and `unit` is empty;
    ranges and the ends of a `score` have no factor.
    """
    known = two or one
    if one is not None and two is not None and _is_weekday(one) and _is_weekday(two):
        # Of the days that a weekday can mean, the one next to the other: Saturday 28, Sunday 29.
        two = replace(two, days=(min(two.days, key=lambda days: abs(days[0] - one.days[0][0])),))
    if one is None or two is None or one.unit == two.unit:
        unit = known.unit or _UNITS.get(known.sub, "") if known is not None else ""
        sides = [_figure(item, score=score) if item else "" for item in (one, two)]
    else:
        unit = ""
        sides = [f"{_figure(item, score=score)} {item.unit}".strip() for item in (one, two)]
    return FactDelta(sides[0], sides[1], unit, _factor(one, two))


def slip_words(delta: FactDelta) -> str:
    """As in " (×10)": said where one value is ten times the other or more, as with a digit too many; else empty."""
    factor = delta.factor
    if not factor or factor < 0 or 1 / _SLIP < factor < _SLIP:
        return ""
    return f" (×{factor:,.4g})" if factor >= _SLIP else f" (÷{1 / factor:,.4g})"


def is_score(passage: Passage, one: Mention, two: Mention, words: Language) -> bool:
    """Whether two figures joined by a hyphen say how a game stands: the first is not the smaller one, or the sentence
    speaks of who beat whom.
    """
    if one.unit or two.unit or not (_is_range(one) and _is_range(two)):
        return False
    if not (_SCORE.fullmatch(passage.text(one, None)) and _SCORE.fullmatch(passage.text(None, two))):
        return False
    if any(first >= second for first, second in map(_ends, (one, two))):
        return True
    played = _games(words.code)
    return any(unit.word in played for side in (passage.old, passage.new) for unit in side.units)


_SCORE = re.compile(r"\d{1,3} ?[-–:] ?\d{1,3}")


@cache
def _games(code: str) -> frozenset[str]:
    words = language(code)
    return (
        words.tallied
        | {word for word, sense in words.relations.items() if sense in ("over", "under")}
        | words.contrasts.get("outcome", {}).keys()
    )


def _ends(item: Mention) -> tuple[float, float]:
    low, _, high = item.value.strip().partition("..")
    return float(low), float(high)


def _is_weekday(item: Mention) -> bool:
    return item.sub is FactSub.DATE and item.value.startswith("|||") and bool(item.days)


def _is_range(item: Mention | None) -> bool:
    """Whether a mention has two ends: "30 to 40", "3-1"."""
    return item is not None and ".." in item.value


def _figure(item: Mention, *, score: bool) -> str:
    """A value without its unit: dates in ISO 8601 where the day is known, times as HH:MM with the zone."""
    if item.sub is FactSub.DATE:
        return shown(item)
    if item.sub is FactSub.TIME:
        minutes, _, zone = item.value.partition("|")
        clock = f"{int(minutes[:4]) // 60:02d}:{int(minutes[:4]) % 60:02d}"
        return f"{clock} {zone}".strip()
    value = item.value.lstrip("=~").removesuffix(f" {item.unit}").strip()
    if score:
        return value.replace("..", "-")
    return f"{item.number:.0f}" if "e+" in value and item.number is not None and not _is_range(item) else value


def _factor(one: Mention | None, two: Mention | None) -> float | None:
    if one is None or two is None or _is_range(one) or _is_range(two) or not one.number or two.number is None:
        return None
    found = times(one, one.number, two, two.number)
    return round(found, 6) if found is not None else None
