"""Says which figures of a headline or a standfirst became others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.compare.alignment.aligned import Aligned
from tracker.compare.sides.passage import passage
from tracker.compare.text.clean import clean
from tracker.compare.text.words import Budget
from tracker.compare.values.factflags import fact_flags
from tracker.model import FactSub, Flag, FlagKind, Part


def headline_flags(aligned: Aligned) -> Iterator[Flag]:
    """Figures of the headline that became others; the number of a list ("9 things to know") is no fact of the world."""
    words = aligned.old.language
    headlines = aligned.old.document.headline, aligned.new.document.headline
    for found in _figures_of(aligned, Part.HEADLINE):
        listicle = found.sub == FactSub.NUMBER and found.before_span is not None and found.before_span.start == 0
        if found.sub == FactSub.PLACE and headlines[0].replace(found.before, found.after, 1) != headlines[1]:
            continue  # in a headline told anew another place may say the same
        if not listicle or words.listed.isdisjoint(_counted(*headlines)):
            yield found


def standfirst_flags(aligned: Aligned, told: Sequence[Flag]) -> Iterator[Flag]:
    """Figures of the standfirst that became others, unless the headline or the text says the same of them."""
    said = {fact.delta for fact in told if fact.kind is FlagKind.FACT_CHANGED}
    yield from (found for found in _figures_of(aligned, Part.STANDFIRST) if found.delta not in said)


def _figures_of(aligned: Aligned, which: Part) -> Iterator[Flag]:
    """The figures of a part before the body that became others."""
    documents = (aligned.old.document, aligned.new.document)
    old, new = (clean(document.part(which), which) for document in documents)
    part = passage(
        documents,
        (old, new),
        ((0, len(old.text)), (0, len(new.text))),
        masks=((), ()),
        words=aligned.old.language,
        lower_words=frozenset(),
        budget=Budget(),
    )
    for found in fact_flags(part, aligned.old.language):
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
