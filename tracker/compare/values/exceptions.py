"""Tells where what was said of all is now said of all but some, or the other way round: "all of them", "all but one of them"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.compare.findings import word_fact
from tracker.compare.shifting.negators import count_negators
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language
from tracker.model import FactSub, Flag

# So few words before it "all" stands: "every school in the town except for one".
_NEAR, _LONGEST = 6, 5


def exception_flags(passage: Passage, words: Language) -> Iterator[Flag]:
    """A flag for each block that says on one side alone that some are left out."""
    for block in passage.blocks if words.of("values", "excepting") else ():
        old, new = block.old_units(passage.old), block.new_units(passage.new)
        ends = (
            (passage.old, old, block.old_start, new, passage.new),
            (passage.new, new, block.new_start, old, passage.old),
        )
        for own, units, start, others, other in ends:
            if others or not _excepts(own, units, start, words) or _excepted(other, words):
                continue
            place = _all_before(own, start, words)
            there = next((unit for unit in other.units if unit.key == own.units[place].key), None)
            if there is None or count_negators(own.units, words) != count_negators(other.units, words):
                continue
            here, whole = (own.units[place].start, units[-1].end), (there.start, there.end)
            places = (here, whole) if own is passage.old else (whole, here)
            yield word_fact(
                passage.where(*places),
                passage.cuts(*places),
                rule="fact.exception",
                sub=FactSub.OTHER,
                label="Fact",
                explanation="What is said of all on one side is said of all but some on the other.",
            )


def _excepts(side: Side, units: Sequence[Unit], start: int, words: Language) -> bool:
    """Whether units leave somebody out of all that were named right before; behind a sign "but" opens a clause."""
    if not start or not 1 < len(units) <= _LONGEST:
        return False
    close = units[0].start - side.units[start - 1].end == 1 and units[0].word in words.of("values", "excepting_close")
    whom = units[1].mention or units[1].name >= 0 or units[1].word in words.of("values", "behind_excepting")
    excepting = close or units[0].word in words.of("values", "excepting")
    return excepting and bool(whom) and _all_before(side, start, words) >= 0


def _all_before(side: Side, start: int, words: Language) -> int:
    """The place of the last word for all before another place in its clause, -1 for none."""
    near = range(max(0, start - _NEAR), start)
    return next((n for n in reversed(near) if side.units[n].word in words.of("values", "of_everyone")), -1)


def _excepted(side: Side, words: Language) -> bool:
    """Whether a side leaves out somebody in whatever words."""
    known = (words.of("values", name) for name in ("excepting", "excepting_close", "but_some"))
    return not frozenset[str]().union(*known).isdisjoint(side.words())
