"""Says which figures of a headline or a standfirst became others, and which doubts and denials came or went in a headline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.compare.alignment.aligned import Aligned
from tracker.compare.shifting.elsewhere import SHIFTS
from tracker.compare.shifting.shiftflags import shift_flags
from tracker.compare.sides.passage import Passage, passage
from tracker.compare.text.clean import clean
from tracker.compare.text.language import Language
from tracker.compare.text.words import Budget
from tracker.compare.values.factflags import fact_flags
from tracker.model import FactSub, Flag, FlagKind, Part


def headline_flags(aligned: Aligned) -> Iterator[Flag]:
    """Figures of the headline that became others, doubts and denials that came or went where most of it stands; the number of
    a list ("9 things to know") is no fact of the world.
    """
    words = aligned.old.language
    headlines = aligned.old.document.headline, aligned.new.document.headline
    part = _read(aligned, Part.HEADLINE)
    if _stands(part):
        shifts = (found for found in shift_flags(part, words) if found.kind in SHIFTS)
        yield from (found for found in shifts if found.kind is FlagKind.NEGATION_CHANGED or not _retold(part, words))
    for found in _figures(part, Part.HEADLINE, words):
        listicle = found.sub == FactSub.NUMBER and found.before_span is not None and found.before_span.start == 0
        if found.sub == FactSub.PLACE and headlines[0].replace(found.before, found.after, 1) != headlines[1]:
            continue  # in a headline told anew another place may say the same
        if not listicle or words.listed.isdisjoint(_counted(*headlines)):
            yield found


def standfirst_flags(aligned: Aligned, told: Sequence[Flag]) -> Iterator[Flag]:
    """Figures of the standfirst that became others, unless the headline or the text says the same of them."""
    said = {fact.delta for fact in told if fact.kind is FlagKind.FACT_CHANGED}
    part = _read(aligned, Part.STANDFIRST)
    yield from (found for found in _figures(part, Part.STANDFIRST, aligned.old.language) if found.delta not in said)


def _stands(part: Passage) -> bool:
    """Whether most words of both sides stand as they were: who told the headline anew may doubt nothing of what was said."""
    changed = [
        sum(block.old_end - block.old_start for block in part.blocks),
        sum(block.new_end - block.new_start for block in part.blocks),
    ]
    sides = part.old.units, part.new.units
    return all(2 * count <= len(units) for count, units in zip(changed, sides, strict=True))


def _retold(part: Passage, words: Language) -> bool:
    """Whether one verb or noun gave way to another besides, so that the claim is another one, not more or less sure: "cures
    blindness", "may slow blindness".
    """
    small = words.common | words.of("shifting", "may")
    gone = {unit.word for block in part.blocks for unit in block.old_units(part.old) if unit.word} - small
    come = {unit.word for block in part.blocks for unit in block.new_units(part.new) if unit.word} - small
    return bool(gone - come) and bool(come - gone)


def _read(aligned: Aligned, which: Part) -> Passage:
    """A part before the body, both sides read."""
    documents = (aligned.old.document, aligned.new.document)
    old, new = (clean(document.part(which), which) for document in documents)
    return passage(
        documents,
        (old, new),
        ((0, len(old.text)), (0, len(new.text))),
        masks=((), ()),
        words=aligned.old.language,
        lower_words=frozenset(),
        budget=Budget(),
    )


def _figures(part: Passage, which: Part, words: Language) -> Iterator[Flag]:
    """The figures of such a part that became others."""
    for found in fact_flags(part, words):
        where = which is Part.HEADLINE and found.sub == FactSub.PLACE
        if found.kind is FlagKind.FACT_CHANGED and (where or found.sub in _HEADLINE_FACTS):
            yield found


def _counted(*headlines: str) -> set[str]:
    """The words that the number at the head of a headline can count: "9 surprising things"."""
    return {word.strip(".,:;!?'\"").lower() for headline in headlines for word in headline.split()[1:_COUNTED]}


_COUNTED = 5
_HEADLINE_FACTS = frozenset(
    {FactSub.NUMBER, FactSub.MONEY, FactSub.PERCENT, FactSub.CASUALTY, FactSub.AGE, FactSub.DATE, FactSub.TIME}
)
