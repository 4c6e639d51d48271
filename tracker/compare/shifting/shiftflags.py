"""Says where a hedge came or went and where a negation was flipped, as flags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tracker.compare.findings import arrow, flag
from tracker.compare.shifting.agency import Agency, agency
from tracker.compare.shifting.intensity import Degree, degrees
from tracker.compare.shifting.negators import is_contracted
from tracker.compare.shifting.shifts import Shift, evidence, hedges, negations
from tracker.compare.shifting.unnamed import unnamed_sources
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.clean import Clean
from tracker.compare.text.language import Language
from tracker.model import Flag, FlagKind


def shift_flags(passage: Passage, words: Language) -> Iterator[Flag]:
    """Hedges and negations of a passage that came or went, degrees that changed, and agents dropped or named."""
    hedged = _with_sources(list(hedges(passage.old, passage.new, passage.blocks, words)), passage, words)
    quoted = _quoted(passage.old, passage.old_text, words), _quoted(passage.new, passage.new_text, words)
    hedged = [shift for shift in hedged if not _out_of_quote(shift, quoted, words)]
    for shift in hedged or evidence(passage.old, passage.new, passage.blocks, words):
        yield hedge_flag(passage, shift, words)
    for shift in negations(passage.old, passage.new, passage.blocks, words):
        if not _out_of_quote(shift, quoted, words):
            yield _negation(passage, shift)
    for degree in degrees(passage.old, passage.new, passage.blocks, words):
        yield _intensity(passage, degree)
    for turn in agency(passage.old, passage.new, passage.blocks, words):
        yield _agency(passage, turn)


def _with_sources(hedged: list[Shift], passage: Passage, words: Language) -> list[Shift]:
    """The hedges with the sources without a name: one that gave way to the other doubts as much: "sources said",
    "reportedly".
    """
    sources = list(unnamed_sources(passage, words))
    return [
        *(shift for shift in hedged if not any(source.added != shift.added for source in sources)),
        *(source for source in sources if not any(source.added != shift.added for shift in hedged)),
    ]


def _out_of_quote(shift: Shift, quoted: tuple[Counter[str], Counter[str]], words: Language) -> bool:
    """Whether a word only left a quotation or went into one: “I don’t get lost”, that he didn’t “get lost”; `quoted` are
    the words in marks of both sides.
    """
    without, other = quoted if shift.added else quoted[::-1]
    shifted, denials = frozenset(_plain(word, words) for word in shift.word.split()), words.of("shifting", "denials")
    sought = denials if shifted & denials else shifted
    return sum(without[word] for word in sought) > sum(other[word] for word in sought)


def _quoted(side: Side, text: Clean, words: Language) -> Counter[str]:
    return Counter(
        _plain(word, words) for unit in side.units if unit.quoted for word in text.text[unit.start : unit.end].split()
    )


def _plain(word: str, words: Language) -> str:
    """A word without signs, a contracted "not" as that alone."""
    bare = word.strip(".,;:!?\"'()").lower()
    denied = is_contracted(bare, words) or bare in words.of("shifting", "cannot")
    return words.rows_of("shifting", "contracted")[0] if denied else bare


def _intensity(passage: Passage, degree: Degree) -> Flag:
    old, new = _range(degree.old), _range(degree.new)
    shown = arrow(*passage.cuts(old, new)) if degree.how == "changed" else f"“{degree.word}” {degree.how}"
    return flag(
        FlagKind.INTENSITY_CHANGED,
        passage.where(old, new),
        rule=f"intensity.{degree.how}",
        explanation="The statement is stronger, weaker or less exact than it was.",
        summary=f"Degree: {shown}",
    )


def _agency(passage: Passage, turn: Agency) -> Flag:
    verb = "no longer said" if turn.dropped else "now said"
    return flag(
        FlagKind.AGENCY_CHANGED,
        passage.where(_range(turn.old), _range(turn.new)),
        rule="agency.dropped" if turn.dropped else "agency.named",
        explanation="The same deed stands in the passive on one side, without saying who did it.",
        summary=f"Who did it is {verb}: {turn.agent}",
    )


def hedge_flag(passage: Passage, shift: Shift, words: Language) -> Flag:
    """The flag for a hedge that came or went."""
    verb = "added" if shift.added else "removed"
    return flag(
        FlagKind.HEDGING_ADDED if shift.added else FlagKind.HEDGING_REMOVED,
        passage.where(_range(shift.old), _range(shift.new)),
        rule=f"hedge.{verb}",
        reason="accused" if not shift.added and shift.word in words.of("shifting", "accusing") else "",
        explanation="What was stated with a doubt is stated as sure."
        if not shift.added
        else "What was stated as sure is stated with a doubt.",
        summary=f"“{shift.word}” {verb}: {_context(passage, shift)}",
    )


def _negation(passage: Passage, shift: Shift) -> Flag:
    verb = "added" if shift.added else "removed"
    turned = arrow(*passage.cuts(_range(shift.old), _range(shift.new))) if shift.turned else ""
    return flag(
        FlagKind.NEGATION_CHANGED,
        passage.where(_range(shift.old), _range(shift.new)),
        rule=f"negation.{verb}",
        explanation="A negation stands on one side only: the statement is reversed.",
        summary=f"Negation: {turned}" if turned else f"Negation “{shift.word}” {verb}: {_context(passage, shift)}",
    )


def _context(passage: Passage, shift: Shift) -> str:
    units, text = (shift.new, passage.new_text) if shift.added else (shift.old, passage.old_text)
    bounds = _range(units)
    span = text.span(*bounds) if bounds else None
    return f"“{text.original[span.start : span.end]}”" if span else ""


def _range(units: Sequence[Unit]) -> tuple[int, int] | None:
    return (units[0].start, units[-1].end) if units else None
