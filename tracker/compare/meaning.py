"""Goes through the aligned passages that differ and asks the recognisers of facts and shifts about each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from tracker.compare.alignment.align import Group
from tracker.compare.alignment.aligned import Aligned, places_of
from tracker.compare.facts.relative import is_span
from tracker.compare.facts.tokens import Mention
from tracker.compare.findings import Where, flag, meet
from tracker.compare.framing.credits import is_appeal, is_credit
from tracker.compare.framing.dateline import dateline, printed_day
from tracker.compare.framing.headfigures import headline_flags
from tracker.compare.naming.samename import same_name
from tracker.compare.notes.notes import is_timestamp
from tracker.compare.quoting.utterances import Utterance
from tracker.compare.reading import Reading
from tracker.compare.shifting.elsewhere import SHIFTS, came, said_elsewhere
from tracker.compare.shifting.shiftflags import shift_flags
from tracker.compare.sides.passage import Passage, passage
from tracker.compare.speaking.attribution import Attribution, aliases_of_both, attributions
from tracker.compare.speaking.needless import needless_sources
from tracker.compare.speaking.quotediff import QuotePair
from tracker.compare.text.clean import Clean, normal
from tracker.compare.text.language import Language
from tracker.compare.text.words import Budget
from tracker.compare.values.closedlists import moved_members
from tracker.compare.values.factdiff import same_value
from tracker.compare.values.factflags import fact_flags
from tracker.compare.values.strays import NEAR, Placed, stray_facts
from tracker.compare.values.straywords import stray_contrasts, stray_hedges
from tracker.compare.values.unharmed import harm_flags
from tracker.model import Document, Edit, FactSub, Flag, FlagKind, Span

# So many clean characters of changed passages, both sides together, are read for facts and shifts: a live blog of 2,000
# sentences with every one rewritten has 400,000. Behind them the word diff stands alone.
MOST_READ = 450_000


def meaning_flags(
    aligned: Aligned, edits: Sequence[Edit], pairs: Sequence[QuotePair], *, seen_at: datetime | None = None
) -> Iterator[Flag]:
    """What facts, hedges and negations changed in the body, outside quotations that stand on both sides. Days are read
    against when each document was modified or published by its data or by a line at its head, else `seen_at`.
    """
    words = aligned.old.language
    read = _reader(aligned, pairs, seen_at=seen_at)
    places = places_of(aligned)
    placed = [Placed(places[number], read(old, new)) for number, old, new in _read_ranges(aligned, edits)]
    parts = [item.part for item in placed]
    told: list[Flag] = []
    for number, part in enumerate(parts):
        sources = list(attributions(part, aligned))
        beside = [*parts[max(0, number - _NEIGHBOURS) : number], *parts[number + 1 : number + 1 + _NEIGHBOURS]]
        facts = [fact for fact in _without_told(list(fact_flags(part, words))) if not _moved(part, fact, beside, words)]
        sources = [source for source in sources if not (source.acts and _told_as_actor(part, source, facts))]
        told += (source.flag for source in sources if source.flag is not None)
        shifts = (found for found in shift_flags(part, words) if not _told_as_reversal(found, facts))
        found_here = [
            found
            for found in (*facts, *shifts)
            if not any(_covers(part, source, found, words) for source in sources) and not _by_role(part, found, aligned)
        ]
        placed[number].told.extend(found_here)
        told += found_here
    lone = list(_lone(aligned, edits, placed, places, read))
    strays = list(stray_facts([*placed, *lone], words))
    moved = (*_moved_shifts(placed, lone, words), *moved_members(told))
    needless = frozenset(
        (*(n for _, numbers in strays for n in numbers), *moved, *needless_sources(told, parts, words))
    )
    yield from (found for found in told if id(found) not in needless)
    yield from (found for found, _ in strays)
    yield from stray_contrasts(placed, lone, words)
    yield from stray_hedges(placed, lone, words)
    yield from harm_flags(placed, lone, words)
    if normal(aligned.old.document.headline) != normal(aligned.new.document.headline):
        yield from headline_flags(aligned)


def _told_as_actor(part: Passage, source: Attribution, facts: Sequence[Flag]) -> bool:
    """Whether facts tell that somebody else did a thing: "the defence ministry confirmed the flight"."""
    where = part.where(source.old, source.new)
    return any(
        fact.kind is FlagKind.FACT_CHANGED
        and _within(fact.before_span, where.before)
        and _within(fact.after_span, where.after)
        for fact in facts
    )


# A value that moved is looked for in so many changed passages on either side.
_NEIGHBOURS = 2


def _moved(part: Passage, fact: Flag, beside: Sequence[Passage], words: Language) -> bool:
    """Whether two values only changed places with neighbours: the old one stands in a changed passage near by on the new
    side, the new one on its old side.
    """
    if fact.kind is not FlagKind.FACT_CHANGED or not beside or fact.before_span is None or fact.after_span is None:
        return False
    one = next(
        (item for item in part.old.mentions if meet(part.where((item.start, item.end), None).before, fact.before_span)),
        None,
    )
    two = next(
        (item for item in part.new.mentions if meet(part.where(None, (item.start, item.end)).after, fact.after_span)),
        None,
    )
    if fact.rule == "fact.swapped" or _in_place(part):
        return False
    if one is None or two is None:
        return _name_moved(part, fact, beside, words)
    gone = any(_is_same(one, item) for other in beside for item in other.new.mentions)
    return gone and any(_is_same(item, two) for other in beside for item in other.old.mentions)


def _in_place(part: Passage) -> bool:
    """Whether nothing but one value of a passage is another one: then it did not move there with its clause."""
    if len(part.blocks) != 1:
        return False
    (block,) = part.blocks
    return block.old_end - block.old_start == block.new_end - block.new_start == 1


def _is_same(one: Mention, two: Mention) -> bool:
    """Whether a value is another one in its own words: "Monday" can be a day of "last week", and is not told by it."""
    return one.value == two.value or (is_span(one) == is_span(two) and same_value(one, two))


def _name_moved(part: Passage, fact: Flag, beside: Sequence[Passage], words: Language) -> bool:
    """The same for names, where more was rewritten than one of them: the old one stands near by on the new side, the new
    one near by on the old side.
    """
    olds = [name for name in part.old.names if meet(part.where((name.start, name.end), None).before, fact.before_span)]
    news = [name for name in part.new.names if meet(part.where(None, (name.start, name.end)).after, fact.after_span)]
    if len(olds) != 1 or len(news) != 1 or len(part.blocks) == 1:
        return False
    gone = any(same_name(olds[0], name, words) for other in beside for name in other.new.names)
    return gone and any(same_name(name, news[0], words) for other in beside for name in other.old.names)


def _without_told(facts: Sequence[Flag]) -> list[Flag]:
    """Facts without values that came or went where a change already tells of them: "two men", "a man"."""
    changed = [fact for fact in facts if fact.kind is FlagKind.FACT_CHANGED]
    return [
        fact
        for fact in facts
        if fact.kind is FlagKind.FACT_CHANGED
        or not any(
            _within(fact.before_span, other.before_span) or _within(fact.after_span, other.after_span)
            for other in changed
        )
    ]


def _told_as_reversal(found: Flag, facts: Sequence[Flag]) -> bool:
    """Whether a degree is part of a fact that is told already, or a negation a verb such as "refused" or "denied" that
    was exchanged for its opposite.
    """
    if found.kind is FlagKind.INTENSITY_CHANGED:
        return any(
            _within(found.before_span, fact.before_span) or _within(found.after_span, fact.after_span)
            for fact in facts
            if fact.kind is FlagKind.FACT_CHANGED or found.rule != "intensity.changed"
        )
    if found.kind is not FlagKind.NEGATION_CHANGED:
        return False
    return any(
        fact.rule.startswith("fact.contrast.")
        and (
            (_within(fact.before_span, found.before_span) or _within(fact.after_span, found.after_span))
            or (meet(fact.before_span, found.before_span) and meet(fact.after_span, found.after_span))
        )
        for fact in facts
    )


def _by_role(part: Passage, found: Flag, aligned: Aligned) -> bool:
    """Whether a name that both texts have gave way to a role that they give it, or the other way round: "Strand", "the
    captain". Who is named for the first time is told.
    """
    if found.kind not in (FlagKind.FACT_ADDED, FlagKind.FACT_REMOVED) or found.delta is None or found.sub not in _NAMED:
        return False
    said = part.new.words() if found.kind is FlagKind.FACT_REMOVED else part.old.words()
    name = found.delta.before_value or found.delta.after_value
    known, parts = aliases_of_both(aligned), tuple(name.split())
    return parts[-1] in known.in_both and known.says(frozenset(said), parts)


_NAMED = frozenset({FactSub.PERSON, FactSub.ORG})


def _within(inner: Span | None, outer: Span | None) -> bool:
    return inner is not None and outer is not None and outer.start <= inner.start and inner.end <= outer.end


def _covers(part: Passage, source: Attribution, found: Flag, words: Language) -> bool:
    """Whether a finding speaks of nothing but a source that is told of already."""
    if (
        source.flag is not None
        and source.flag.kind is FlagKind.VERB_CHANGED
        and found.rule.startswith("fact.contrast.")
    ):
        return False
    # What may or might be is no matter of who says so.
    if found.kind in SHIFTS and not words.of("shifting", "may").isdisjoint(
        f"{found.before} {found.after}".lower().split()
    ):
        return False
    about = found.sub in _OF_SOURCES or found.kind in SHIFTS
    where = part.where(*((source.old_clause, source.new_clause) if about else (source.old, source.new)))
    sides = [(found.before_span, where.before), (found.after_span, where.after)]
    inside = [
        span is None or (outer is not None and outer.start <= span.start and span.end <= outer.end)
        for span, outer in sides
    ]
    return all(inside)


_OF_SOURCES = frozenset({FactSub.TITLE, FactSub.PERSON, FactSub.ORG, FactSub.PLACE})


_NOTHING = (0, 0)


def _read_ranges(aligned: Aligned, edits: Sequence[Edit]) -> Iterator[tuple[int, tuple[int, int], tuple[int, int]]]:
    """The places and the clean ranges of both sides of the passages whose words differ; notes and lines of dates are left
    out, and what comes behind the first `MOST_READ` characters of such passages.
    """
    unread = MOST_READ
    for place, old, new in _differing(aligned, edits):
        unread -= old[1] - old[0] + new[1] - new[0]
        if unread < 0:
            return
        yield place, old, new


def _reader(
    aligned: Aligned, pairs: Sequence[QuotePair], *, seen_at: datetime | None
) -> Callable[[tuple[int, int], tuple[int, int]], Passage]:
    """What reads both sides of a passage by their clean ranges."""
    budget = Budget()
    before, after = (_day(side.document) or printed_day(side) for side in (aligned.old, aligned.new))
    seen = seen_at.date() if seen_at else None
    before, after = before or seen, after or seen
    days = before or after, after or before
    one, two = dateline(aligned.old), dateline(aligned.new)
    masks = _masks(_said(aligned.old, pairs, old=True), one), _masks(_said(aligned.new, pairs, old=False), two)
    lower_words = _lower(aligned.old.body, aligned.new.body)

    def read(old: tuple[int, int], new: tuple[int, int]) -> Passage:
        return passage(
            (aligned.old, aligned.new),
            (aligned.old.body, aligned.new.body),
            (old, new),
            masks=(_near(masks[0], old), _near(masks[1], new)),
            words=aligned.old.language,
            lower_words=lower_words,
            budget=budget,
            days=days,
        )

    return read


def _lone(
    aligned: Aligned,
    edits: Sequence[Edit],
    placed: Sequence[Placed],
    places: Sequence[float],
    read: Callable[[tuple[int, int], tuple[int, int]], Passage],
) -> Iterator[Placed]:
    """Sentences that came or went, where a value of one can have an equal or another value on the other side."""
    gone = {n for n, edit in enumerate(edits) if not edit.new and aligned.groups[n].old[0] not in aligned.old.notes}
    come = {n for n, edit in enumerate(edits) if not edit.old and aligned.groups[n].new[0] not in aligned.new.notes}
    lost = {places[n] for n in gone} | {item.place for item in placed if _tells(item, FlagKind.FACT_REMOVED, *SHIFTS)}
    found = {places[n] for n in come} | {item.place for item in placed if _tells(item, FlagKind.FACT_ADDED, *SHIFTS)}
    for number in sorted(gone | come, key=places.__getitem__)[:_MOST_LONE]:
        if any(abs(places[number] - other) <= NEAR for other in (found if number in gone else lost)):
            group = aligned.groups[number]
            old = aligned.old.range(*group.old) if number in gone else _NOTHING
            new = aligned.new.range(*group.new) if number in come else _NOTHING
            yield Placed(places[number], read(old, new))


_MOST_LONE = 60


def _moved_shifts(placed: Sequence[Placed], lone: Sequence[Placed], words: Language) -> Iterator[int]:
    """The identities of the negations and hedges that only changed passages."""
    for item in placed:
        for found in item.told:
            if found.kind in SHIFTS:
                near = [other.part for other in (*placed, *lone) if 0 < abs(other.place - item.place) <= NEAR]
                sides = [(part.old, part.new) if came(found) else (part.new, part.old) for part in near]
                if said_elsewhere(found, sides, words):
                    yield id(found)


def _tells(item: Placed, *kinds: FlagKind) -> bool:
    return any(fact.kind in kinds for fact in item.told)


def unread_flags(aligned: Aligned, edits: Sequence[Edit]) -> Iterator[Flag]:
    """A remark at the place behind which facts were not read, so that nobody takes silence for sameness."""
    if len(aligned.old.body.text) + len(aligned.new.body.text) <= MOST_READ:
        return
    unread = MOST_READ
    for _, old, new in _differing(aligned, edits):
        unread -= old[1] - old[0] + new[1] - new[0]
        if unread < 0:
            yield flag(
                FlagKind.FACTS_UNREAD,
                Where(aligned.old, aligned.new, aligned.old.span(*old), aligned.new.span(*new)),
                rule="fact.unread",
                explanation=f"More than {MOST_READ:,} characters changed: from this passage on facts, sources, hedges and "
                "negations were not read; the word diff, quotations and notes are complete.",
                summary=f"Facts not read from here on: more than {MOST_READ:,} characters changed",
            )
            return


def _differing(aligned: Aligned, edits: Sequence[Edit]) -> Iterator[tuple[int, tuple[int, int], tuple[int, int]]]:
    """The place and the clean ranges of both sides of each passage whose words differ, notes, credits and lines of dates left out."""
    for place, (group, edit) in enumerate(zip(aligned.groups, edits, strict=True)):
        if not edit.old or not edit.new or edit.silent or len(edit.pieces) <= 1:
            continue
        noted = group.old[0] in aligned.old.notes, group.new[0] in aligned.new.notes
        if all(noted) or (any(noted) and not _stays(aligned, group)):
            continue
        old, new = aligned.old.range(*group.old), aligned.new.range(*group.new)
        texts = aligned.old.body.text[slice(*old)], aligned.new.body.text[slice(*new)]
        if not all(map(is_credit, texts)) and not all(map(is_appeal, texts)) and not all(map(is_timestamp, texts)):
            yield place, old, new


def _stays(aligned: Aligned, group: Group) -> bool:
    """Whether a sentence only got or lost a note at its head, "UPDATE 15:20", and is none itself."""
    old, new = (
        {word for number in range(*bounds) for word in side.sentences[number].words}
        for side, bounds in ((aligned.old, group.old), (aligned.new, group.new))
    )
    return 2 * len(old & new) >= min(len(old), len(new))


def _day(document: Document) -> date | None:
    """The day on which a document says of itself that it was said."""
    when = document.modified_at or document.published_at
    return when.date() if when else None


def _said(reading: Reading, pairs: Sequence[QuotePair], *, old: bool) -> Iterator[Utterance]:
    """The quotations of one side that stand on both, whole or cut elsewhere: those that came or went are read."""
    lone = {id(pair.old if old else pair.new) for pair in pairs if pair.old is None or pair.new is None}
    return (quote for quote in reading.quotes if id(quote) not in lone)


def _masks(quotes: Iterator[Utterance | None], head: tuple[int, int] | None) -> list[tuple[int, int]]:
    return sorted([*((quote.start, quote.end) for quote in quotes if quote is not None), *([head] if head else [])])


def _near(masks: list[tuple[int, int]], bounds: tuple[int, int]) -> list[tuple[int, int]]:
    from bisect import bisect_left

    first = max(0, bisect_left(masks, bounds) - 1)
    found = []
    for number in range(first, len(masks)):
        start, end = masks[number]
        if start >= bounds[1]:
            break
        if end > bounds[0]:
            found.append((max(start, bounds[0]), end))
    return found


def _lower(*texts: Clean) -> frozenset[str]:
    # Most stand there more than once.
    words = set[str]().union(*[text.text.replace("\n", " ").split(" ") for text in texts])
    return frozenset(word for word in words if word.isalpha() and word.islower())
