"""Finds the word that stands on one side for a rank that the other counts from the end: "last", "last but one"."""

from __future__ import annotations

from tracker.compare.facts.fromend import FROM_END, LAST, NEXT
from tracker.compare.facts.tokens import Mention
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language


def at_end(side: Side, rank: Mention, words: Language) -> Unit | None:
    """Where a side says "last" or "next" alone, as the other says a `rank` counted from there; None where it does not."""
    if not rank.value.startswith(FROM_END):
        return None
    sought = NEXT if rank.value.startswith(f"{FROM_END}n") else LAST
    return next((unit for unit in side.units if unit.word and words.from_end.get(unit.word) == sought), None)
