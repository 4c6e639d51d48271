"""Takes out values that the other side tells otherwise: a score from the other team's end, a number whose scale and unit
stand behind the next one alone, a part of a whole that both sides name.
"""

from __future__ import annotations

from tracker.compare.facts.tokens import Mention
from tracker.compare.sides.units import Side
from tracker.compare.text.language import Language
from tracker.compare.values.tallies import is_count
from tracker.model import FactSub

_SCALES = (1e3, 1e6, 1e9)
_THOUSAND = 1000
_BETWEEN = 2


def leave_retold(old: Side, olds: list[Mention], new: Side, news: list[Mention], words: Language) -> bool:
    """Take out of the values without an equal those that are told otherwise on the other side; whether one was a part."""
    _leave_turned_scores(old, olds, new, news, cricket=words.of("values", "cricket"))
    _leave_scaled(old, olds, news)
    _leave_scaled(new, news, olds)
    parts = _leave_parts(old, olds, new, news), _leave_parts(new, news, old, olds)
    return any(parts)


def _leave_parts(side: Side, shares: list[Mention], other: Side, counts: list[Mention]) -> bool:
    """As in "half of the village's 600 homes" beside "300 of the village's 600 homes"; whether there was one."""
    many = len(shares)
    for share in [item for item in shares if _part(item)]:
        whole = next((item for item in side.mentions if item.start >= share.end), None)
        if whole is None or not is_count(whole) or not _beside(side, share, whole, within=_WHOLE_WITHIN):
            continue
        if not any(is_count(item) and item.number == whole.number for item in other.mentions):
            continue
        part = _part(share) * (whole.number or 0)
        two = next((item for item in counts if is_count(item) and abs((item.number or 0) - part) < _HALF_A_ONE), None)
        if two is not None:
            shares.remove(share)
            counts.remove(two)
    return len(shares) < many


def _part(item: Mention) -> float:
    """How much of one a share is; 0 for what is none."""
    if item.unit == "%":
        return (item.number or 0) / 100
    return item.number if not item.unit and item.number and 0 < item.number < 1 else 0.0


_HALF_A_ONE = 0.5
_WHOLE_WITHIN = 4


def _leave_turned_scores(
    old: Side, olds: list[Mention], new: Side, news: list[Mention], *, cricket: frozenset[str]
) -> None:
    """As in "Rovers beat Albion 3-1" beside "Albion lost 1-3 to Rovers": the same score, of the other one first; in cricket
    Australians tell the wickets first: "212-4 at stumps", "4-212 at stumps".
    """
    turned = _named_first(old, new) and _named_first(new, old)
    turned = turned or not (cricket.isdisjoint(old.words()) or cricket.isdisjoint(new.words()))
    for one in [item for item in olds if _score(item)] if turned else ():
        two = next((item for item in news if _score(item) == _score(one)[::-1]), None)
        if two is not None:
            olds.remove(one)
            news.remove(two)


def _score(item: Mention) -> list[str]:
    """The two figures of a tally without a unit, none for any other value."""
    ends, _, unit = item.value.partition(" ")
    figures = ends.split("..")
    return figures if len(figures) > 1 and not unit and item.sub is FactSub.NUMBER else []


def _named_first(side: Side, other: Side) -> bool:
    """Whether the first name of a side stands on the other side behind another one."""
    first = side.names[0].parts if side.names else ()
    return bool(first) and any(name.parts == first for name in other.names[1:]) and other.names[0].parts != first


def _leave_scaled(side: Side, bare: list[Mention], dressed: list[Mention]) -> None:
    """As in "from 40 to 80 million euros" beside "from 40 million euros": what stands behind the second is of both."""
    for one in [item for item in bare if item.sub is FactSub.NUMBER and not item.unit and item.number]:
        behind = next((item for item in side.mentions if item.start >= one.end), None)
        if behind is None or not _beside(side, one, behind) or not 0 < (one.number or 0) < _THOUSAND:
            continue
        scales = [scale for scale in _SCALES if 1 <= (behind.number or 0) / scale < _THOUSAND]
        two = next(
            (
                item
                for item in dressed
                if item.unit == behind.unit and item.sub is behind.sub
                if any(item.number == (one.number or 0) * scale for scale in scales)
            ),
            None,
        )
        if two is not None:
            bare.remove(one)
            dressed.remove(two)


def _beside(side: Side, one: Mention, two: Mention, *, within: int = _BETWEEN) -> bool:
    """Whether no more than so many words stand between two values."""
    return sum(one.end <= unit.start < two.start for unit in side.units) <= within
