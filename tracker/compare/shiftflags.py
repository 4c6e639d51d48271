"""Says where a hedge came or went and where a negation was flipped, as flags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.compare.findings import flag
from tracker.compare.language import Language
from tracker.compare.passage import Passage
from tracker.compare.shifts import Shift, evidence, hedges, negations
from tracker.compare.units import Unit
from tracker.model import Flag, FlagKind

_ACCUSING = frozenset(["allegedly", "alleged", "suspected", "reportedly", "accused"])


def shift_flags(passage: Passage, words: Language) -> Iterator[Flag]:
    """Hedges and negations of a passage that came or went."""
    hedged = list(hedges(passage.old, passage.new, passage.blocks, words))
    for shift in hedged or evidence(passage.old, passage.new, passage.blocks, words):
        yield _hedge(passage, shift)
    for shift in negations(passage.old, passage.new, passage.blocks, words):
        yield _negation(passage, shift)


def _hedge(passage: Passage, shift: Shift) -> Flag:
    verb = "added" if shift.added else "removed"
    return flag(
        FlagKind.HEDGING_ADDED if shift.added else FlagKind.HEDGING_REMOVED,
        passage.where(_range(shift.old), _range(shift.new)),
        rule=f"hedge.{verb}",
        reason="accused" if not shift.added and shift.word in _ACCUSING else "",
        explanation="What was stated with a doubt is stated as sure."
        if not shift.added
        else "What was stated as sure is stated with a doubt.",
        summary=f"“{shift.word}” {verb}: {_context(passage, shift)}",
    )


def _negation(passage: Passage, shift: Shift) -> Flag:
    verb = "added" if shift.added else "removed"
    return flag(
        FlagKind.NEGATION_CHANGED,
        passage.where(_range(shift.old), _range(shift.new)),
        rule=f"negation.{verb}",
        explanation="A negation stands on one side only: the statement is reversed.",
        summary=f"Negation “{shift.word}” {verb}: {_context(passage, shift)}",
    )


def _context(passage: Passage, shift: Shift) -> str:
    units, text = (shift.new, passage.new_text) if shift.added else (shift.old, passage.old_text)
    bounds = _range(units)
    span = text.span(*bounds) if bounds else None
    return f"“{text.original[span.start : span.end]}”" if span else ""


def _range(units: Sequence[Unit]) -> tuple[int, int] | None:
    return (units[0].start, units[-1].end) if units else None
