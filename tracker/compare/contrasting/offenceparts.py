"""Tells when an offence became one of attempt, complicity, negligence and the like, or ceased to be: "attempted murder",
"Beihilfe zum Betrug", "complicité d'escroquerie", "furto aggravato". The words stand in the language data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.compare.findings import flag, word_delta
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language
from tracker.compare.text.spelling import unelided
from tracker.model import FactSub, Flag, FlagKind

_LONGEST, _LONGEST_OFFENCE = 3, 4


def qualified_offence(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """The flag of a block in which nothing but such a part of an offence came or went."""
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    sides = (
        (passage.old, one, two, block.old_start, block.old_end),
        (passage.new, two, one, block.new_start, block.new_end),
    )
    for side, units, other, start, end in sides:
        run, offence = _parted(units, other, words)
        if not run or (other and run == units) or not _qualifies(run, words):
            continue
        offence = offence or _beside(side, start, end, words)
        if not offence:
            continue
        span = (min(run[0].start, offence[0].start), max(run[-1].end, offence[-1].end))
        old, new = (span, None) if side is passage.old else (None, span)
        yield flag(
            FlagKind.FACT_CHANGED,
            passage.where(old, new),
            rule="fact.offence_qualified",
            sub=FactSub.OTHER.value,
            reason="offence",
            explanation="The offence is another one in law.",
            summary=f"Offence: “{' '.join(unit.word for unit in (*run, *offence))}” {'dropped' if old else 'added'}",
            delta=word_delta(*passage.cuts(old, new)),
        )
        return


def _parted(units: Sequence[Unit], other: Sequence[Unit], words: Language) -> tuple[Sequence[Unit], Sequence[Unit]]:
    """What stands before an offence that the other side has alone, in another form of its word: "Betrug", "Betrugs"."""
    offences = words.contrasts.get("offence", {})
    if len(other) == 1 and len(units) > 1 and other[0].word in offences:
        same = offences.get(units[-1].word) == offences[other[0].word]
        return (units[:-1], units[-1:]) if same else ((), ())
    return units, ()


def _qualifies(run: Sequence[Unit], words: Language) -> bool:
    """Whether a run is such a word with nothing but small ones beside it: "attempted", "complicité d'", "complicidad en una"."""
    said = [unit.word for unit in run]
    if not 0 < len(said) <= _LONGEST or words.qualifiers.isdisjoint(said):
        return False
    known = words.qualifiers - words.hedges
    small = words.of("contrasting", "of_field") | words.of("contrasting", "of_offence") | words.ones
    return all(word in known or word in small for word in said) or (said[0] in known and len(said) < _LONGEST)


def _beside(side: Side, start: int, end: int, words: Language) -> Sequence[Unit]:
    """The offence right behind a block, of one word or several, or right before it, where the qualifier stands behind."""
    offences = words.contrasts.get("offence", {})
    articles = words.rows_of("contrasting", "elided")
    if end < len(side.units) and side.units[end].word in words.ones:  # "complicidad en una estafa"
        end += 1
    for size in range(1, _LONGEST_OFFENCE + 1):
        near = side.units[end : end + size]
        said = [unelided(near[0].word, articles), *(unit.word for unit in near[1:])] if near else []
        if len(near) == size and " ".join(said) in offences:
            return near
    before = side.units[start - 1 : start] if start else ()
    behind = words.of("contrasting", "qualifiers_behind")
    told = before and before[0].word in offences and side.units[start : start + 1]
    return before if told and told[0].word in behind else ()
