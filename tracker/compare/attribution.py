"""Says who said it, and when the source of a quotation or of reported speech became another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tracker.compare.aliases import Aliases, both
from tracker.compare.aligned import Aligned
from tracker.compare.cues import Cue, cues
from tracker.compare.findings import arrow, flag
from tracker.compare.language import Language
from tracker.compare.mentions import Token
from tracker.compare.passage import Passage
from tracker.compare.samesource import same_source
from tracker.compare.sources import Sort, Source, source_of
from tracker.compare.speakers import aliases_in
from tracker.compare.units import QUOTE
from tracker.model import Flag, FlagKind

_MILD = {"say": "said", "claim": "claimed", "admit": "admitted", "deny": "denied", "confirm": "confirmed"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """A passage's finding: the flag, and the clean ranges of both sources, which are no facts of their own; the clauses
    hold what is said of the source beside its name.
    """

    flag: Flag
    old: tuple[int, int]
    new: tuple[int, int]
    old_clause: tuple[int, int]
    new_clause: tuple[int, int]


def attributions(passage: Passage, aliases: Aliases, words: Language) -> Iterator[Attribution]:
    """Sources that became others among the cues of a passage, and verbs that colour the words otherwise."""
    olds, news = cues(passage.old.items, words), cues(passage.new.items, words)
    for one, two in _paired(olds, news, aliases, words):
        left, right = source_of(one.source, words), source_of(two.source, words)
        old, new = (one.start, one.end), (two.start, two.end)
        if not same_source(left, right, aliases, words):
            clauses = _clause(passage.old.items, one), _clause(passage.new.items, two)
            yield Attribution(_changed(passage, one, two, left, right), old, new, *clauses)
        if one.sense != two.sense:
            verbs = (one.verb.start, one.verb.end), (two.verb.start, two.verb.end)
            yield Attribution(_verb(passage, one, two), *verbs, *verbs)


def _clause(items: Sequence[Token], cue: Cue) -> tuple[int, int]:
    """From the head of the clause a source stands in to its end or that of the verb: "Her tutor, Ian Mott, said"."""
    start = cue.start
    for item in items:
        if item.start >= cue.start:
            break
        if item.text in '.;:!?"' or item.text == QUOTE:
            start = cue.start
        elif start == cue.start:
            start = item.start
    return start, max(cue.end, cue.verb.end)


def _paired(olds: list[Cue], news: list[Cue], aliases: Aliases, words: Language) -> Iterator[tuple[Cue, Cue]]:
    """Cues of both sides that stand for each other: in order where they are as many, but those that only changed
    places with their clauses by their names; whether the words moved along is for `voices` to see.
    """
    if len(olds) != len(news):
        return
    left = [source_of(cue.source, words) for cue in olds]
    right = [source_of(cue.source, words) for cue in news]
    named = all(source.sort is Sort.NAME for source in (*left, *right))
    if named and len(olds) > 1 and not all(map(_alike(aliases, words), left, right)):
        order = _reordered(left, right, _alike(aliases, words))
        if order is not None:
            yield from ((olds[one], news[two]) for one, two in enumerate(order))
            return
    yield from zip(olds, news, strict=True)


def _alike(aliases: Aliases, words: Language) -> Callable[[Source, Source], bool]:
    return lambda one, two: same_source(one, two, aliases, words)


def _reordered(left: list[Source], right: list[Source], same: Callable[[Source, Source], bool]) -> list[int] | None:
    """For each source the place of its equal on the other side, if all have one."""
    free = list(range(len(right)))
    order = []
    for source in left:
        place = next((number for number in free if same(source, right[number])), None)
        if place is None:
            return None
        free.remove(place)
        order.append(place)
    return order


def _changed(passage: Passage, one: Cue, two: Cue, left: Source, right: Source) -> Flag:
    old, new = passage.cuts((one.start, one.end), (two.start, two.end))
    named = Sort.NAME in (left.sort, right.sort)
    return flag(
        FlagKind.ATTRIBUTION_CHANGED,
        passage.where((one.start, one.end), (two.start, two.end)),
        rule="attribution.source",
        reason="" if named else "unnamed",
        explanation="The same words are given to another source.",
        summary=f"Attribution: {arrow(old, new)}",
        speaker=new,
    )


def _verb(passage: Passage, one: Cue, two: Cue) -> Flag:
    old, new = (one.verb.start, one.verb.end), (two.verb.start, two.verb.end)
    return flag(
        FlagKind.VERB_CHANGED,
        passage.where(old, new),
        rule="attribution.verb",
        explanation=f"The verb of saying is of another colour: {_MILD.get(one.sense, one.sense)}, now {_MILD.get(two.sense, two.sense)}.",
        summary=f"Verb of saying: {arrow(*passage.cuts(old, new))}",
    )


def aliases(aligned: Aligned) -> Aliases:
    """What both versions say of the people they name."""
    return both(aliases_in(aligned.old), aliases_in(aligned.new))
