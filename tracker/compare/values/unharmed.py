"""Tells where a sentence by which nobody was harmed gave way to one by which somebody was, or the other way round: "Nobody was
hurt.", "One person was treated for smoke inhalation."
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.compare.findings import word_fact
from tracker.compare.shifting.negators import negator_at
from tracker.compare.sides.passage import Passage, Range
from tracker.compare.sides.units import Side
from tracker.compare.text.language import Language
from tracker.compare.values.casualties import counts_casualties, harmed
from tracker.compare.values.strays import NEAR, Placed
from tracker.model import FactSub, Flag

# Within so many words of a negator, or of who it is, stands what became of them.
_BEHIND = 6


def harm_flags(placed: Sequence[Placed], lone: Sequence[Placed], words: Language) -> Iterator[Flag]:
    """A flag for each sentence that went (`lone`) and one that came near by, of which one has harm and the other has none."""
    if not words.casualty:
        return
    gone = [item for item in lone if item.part.old.units]
    come = [item for item in lone if item.part.new.units]
    for one in gone:
        for two in come:
            if abs(one.place - two.place) > NEAR:
                continue
            left, right = one.part.old, two.part.new
            places = (_nobody(left, words), _somebody(right, words)), (_somebody(left, words), _nobody(right, words))
            both = next((pair for pair in places if all(pair)), None)
            told = both is not None and not _said_too(placed, lone, words, none=both is places[0], at=one.place)
            if told and both is not None:
                yield _flag(one, two, both)
                break


def _said_too(placed: Sequence[Placed], lone: Sequence[Placed], words: Language, *, none: bool, at: float) -> bool:
    """Whether what one sentence says is said near by on the other side, too: that nobody was harmed where `none` of the
    old side was.
    """
    near = [item.part for item in (*placed, *lone) if abs(item.place - at) <= NEAR]
    if none:
        return any(_nobody(part.new, words) for part in near) or any(_somebody(part.old, words) for part in near)
    return any(_nobody(part.old, words) for part in near) or any(_somebody(part.new, words) for part in near)


def _nobody(side: Side, words: Language) -> Range | None:
    """Where a side says that nobody was harmed: "no injuries were reported"."""
    for place, unit in enumerate(side.units):
        behind = side.units[place : place + 1 + _BEHIND]
        if unit.word in words.of("values", "nobody") and negator_at(side.units, place, words) and harmed(behind, words):
            return unit.start, behind[-1].end
    return None


def _somebody(side: Side, words: Language) -> Range | None:
    """Where a side says that somebody was: "a man was taken to hospital"."""
    if any(negator_at(side.units, place, words) for place in range(len(side.units))):
        return None
    people = words.contrasts.get("person", {})
    for place, unit in enumerate(side.units):
        item = unit.mention
        counted = item is not None and item.sub is FactSub.NUMBER and not item.unit and (item.number or 0) >= 1
        behind = side.units[place : place + 1 + _BEHIND]
        if (item is not None and counted and counts_casualties(side, item, words)) or (
            unit.word in people and harmed(behind, words)
        ):
            return unit.start, behind[-1].end
    return None


def _flag(one: Placed, two: Placed, places: tuple[Range | None, Range | None]) -> Flag:
    old, new = one.part, two.part
    joined = Passage(old.old_source, new.new_source, old.old_text, new.new_text, old.old, new.new, [])
    return word_fact(
        joined.where(*places),
        joined.cuts(*places),
        rule="fact.casualty",
        sub=FactSub.CASUALTY,
        label="Casualties",
        explanation="Nobody was harmed by one side, somebody by the other.",
    )
