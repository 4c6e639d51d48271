"""Tells when an amount became one for each of some time, or was one: "$4 million", "$4 million a year", "£2,000 annually"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.compare.facts.tokens import Mention
from tracker.compare.findings import word_fact
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Unit
from tracker.compare.text.language import Language
from tracker.model import FactSub, Flag

_PERIODS = frozenset(("hour", "day", "week", "month", "year"))
_AMOUNTS = frozenset((FactSub.MONEY, FactSub.NUMBER, FactSub.PERCENT))
_LONGEST, _WITH_NOUN = 3, 2


def per_period_flags(passage: Passage, words: Language) -> Iterator[Flag]:
    """One flag for each amount with a time it is counted by on one side, where the other side has it without any."""
    for block in passage.blocks:
        old, new = block.old_units(passage.old), block.new_units(passage.new)
        if bool(old) == bool(new) or not _is_per(old or new, words):
            continue
        was, becomes = _before(passage.old.units[: block.old_start]), _before(passage.new.units[: block.new_start])
        other = passage.new.units if old else passage.old.units
        if was is None or becomes is None or _counts_by_time(other, words):
            continue
        one, two = _with(was, old), _with(becomes, new)
        yield word_fact(
            passage.where(one, two),
            passage.cuts(one, two),
            rule="fact.per_period",
            sub=was.sub,
            label="Amount",
            explanation="The amount is one for each of some time on one side, and one in all on the other.",
        )


def _is_per(units: Sequence[Unit], words: Language) -> bool:
    """Whether units say no more than for each of what time: "a year", "per month", "annually"."""
    said = [unit.word.removesuffix("'s") for unit in units]
    if len(said) == 1:
        return said[0] in words.of("values", "timely")
    by = " ".join(said[:-1])
    for_each = by in words.per or by in words.every or by in words.of("values", "by_period")
    return 1 < len(said) <= _LONGEST and words.units.get(said[-1]) in _PERIODS and for_each


def _counts_by_time(units: Sequence[Unit], words: Language) -> bool:
    """Whether something on a side is for each of some time, in whatever form: "a yearly $4 million"."""
    return any(
        _is_per(units[place : place + length], words)
        for place in range(len(units))
        for length in range(1, _LONGEST + 1)
    )


def _before(units: Sequence[Unit]) -> Mention | None:
    """The amount that units end with, or that counts the noun they end with: "300 people"."""
    found = next((unit.mention for unit in reversed(units[-_WITH_NOUN:]) if unit.mention), None)
    counted = found is not None and found.number is not None and found.sub in _AMOUNTS and found.unit not in _PERIODS
    return found if counted else None


def _with(amount: Mention, units: Sequence[Unit]) -> tuple[int, int]:
    return amount.start, units[-1].end if units else amount.end
