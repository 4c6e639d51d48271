"""Says who said it, and when the source of a quotation or of reported speech became another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.compare.alignment.aligned import Aligned
from tracker.compare.facts.tokens import Token
from tracker.compare.findings import arrow, flag
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import QUOTE
from tracker.compare.sourcing.aliases import Aliases, both, described_by
from tracker.compare.sourcing.asides import same_told, told
from tracker.compare.sourcing.cues import Cue, cues
from tracker.compare.sourcing.samesource import other_portfolio, same_source
from tracker.compare.sourcing.seats import by_another_name
from tracker.compare.sourcing.sources import Sort, Source, source_of
from tracker.compare.sourcing.speech import callings, saying
from tracker.compare.speaking.mediums import medium_flag
from tracker.compare.speaking.speakers import aliases_in
from tracker.compare.text.language import Language
from tracker.model import Flag, FlagKind

_MILD = {
    "say": "said",
    "claim": "claimed",
    "admit": "admitted",
    "deny": "denied",
    "confirm": "confirmed",
    "joke": "joked",
}


@dataclass(frozen=True, slots=True)
class Attribution:
    """A passage's finding: the flag, and the clean ranges of both sources, which are no facts of their own; the clauses
    hold what is said of the source beside its name. Where both are offices for different things that did
    something rather than say it, it `acts`. Without a flag both are one body by two names.
    """

    flag: Flag | None
    old: tuple[int, int]
    new: tuple[int, int]
    old_clause: tuple[int, int]
    new_clause: tuple[int, int]
    acts: bool = False


def attributions(passage: Passage, aligned: Aligned) -> Iterator[Attribution]:
    """Sources that became others among the cues of a passage, and verbs that colour the words otherwise."""
    words = aligned.old.language
    olds, news = cues(passage.old.items, words), cues(passage.new.items, words)
    if not olds or not news:
        return
    aliases = aliases_of_both(aligned)
    for one, two in _paired(passage, olds, news, aliases, words):
        left, right = told(passage.old.items, one, words), told(passage.new.items, two, words)
        old, new = (one.start, left.end), (two.start, right.end)
        other = not same_told(left, right, aliases, words) and not _same_age(passage, one, two)
        both_named = Sort.NAME is left.source.sort is right.source.sort
        other = other and not (both_named and passage.same_person(old, new))
        other = other and not _for_same(passage, one, two, words)
        if other or _somebodys(passage, one, two, words):
            clauses = _clause(passage.old.items, one), _clause(passage.new.items, two)
            named = Sort.NAME in (left.source.sort, right.source.sort)
            acts = (
                not named
                and other_portfolio(left.source, right.source, words)
                and _acts(passage.old.items, one, words)
                and _acts(passage.new.items, two, words)
            )
            yield Attribution(_changed(passage, old, new, named=named), old, new, *clauses, acts)
        elif _renamed(left.source, right.source, aligned):
            bare = (one.start, one.end), (two.start, two.end)
            yield Attribution(None, *bare, *bare)
        elif occasion := medium_flag(passage, one, two, words):
            said, old, new = occasion
            yield Attribution(said, old, new, old, new)
        if one.sense != two.sense and one.verb.lower != two.verb.lower:
            verbs = (one.verb.start, one.verb.end), (two.verb.start, two.verb.end)
            yield Attribution(_verb(passage, one, two, words), *verbs, *verbs)


def _renamed(one: Source, two: Source, aligned: Aligned) -> bool:
    """Whether one body is called by another name, or a pronoun stands for a name that its text has elsewhere, so that what
    both phrases name is no fact.
    """
    words = aligned.old.language
    for pronoun, named, reading in ((one, two, aligned.old), (two, one, aligned.new)):
        if pronoun.sort is Sort.PRONOUN and named.sort is Sort.NAME:
            return named.name[-1] in aliases_in(reading).words
    return one.text.lower() != two.text.lower() and by_another_name(one, two, callings(words.code))


def _acts(items: Sequence[Token], cue: Cue, words: Language) -> bool:
    """Whether a thing and no statement stands behind a verb that can do with one: "confirmed the flight", "denied a charge",
    but not "confirmed the flight was late", "told the BBC".
    """
    known = saying(words.code)
    if cue.beside or cue.verb.lower not in known.doing or cue.verb.start < cue.start:
        return False
    behind = [item.lower for item in items if item.start >= cue.verb.end]
    end = next((n for n, word in enumerate(behind) if word in _ENDS), len(behind))
    clause = set(behind[:end])
    return bool(clause) and QUOTE not in clause and clause.isdisjoint(known.finite | known.breaks | {":"})


_ENDS = frozenset([*".!?;", ","])


def _clause(items: Sequence[Token], cue: Cue) -> tuple[int, int]:
    """From the head of the clause a source stands in to its end or that of the verb, with what is said of the source
    behind it: "Her tutor, Ian Mott, said", "says Ian Mott, who was not involved."
    """
    start, end = cue.start, max(cue.end, cue.verb.end)
    described = False
    for item in items:
        if item.start < cue.start:
            sign = item.text in '.;:!?"' or item.text == QUOTE
            start = cue.start if sign else item.start if start == cue.start else start
        elif item.start >= cue.end > cue.verb.end:
            if item.text in '.;:!?"' or item.text == QUOTE or not (described or item.text == ","):
                break
            described, end = True, item.end
    return start, end


def _paired(
    passage: Passage, olds: list[Cue], news: list[Cue], aliases: Aliases, words: Language
) -> Iterator[tuple[Cue, Cue]]:
    """Cues of both sides that stand for each other: in order where they are as many, but those that only changed
    places with their clauses by their names; else those whose clauses say the same. Whether the words moved along is
    for `voices` to see.
    """
    left = [source_of(cue.source, words) for cue in olds]
    right = [source_of(cue.source, words) for cue in news]
    same = _alike(aliases, words)
    if len(olds) != len(news):
        if len(olds) * len(news) <= _FEW:
            yield from _by_clause(
                passage, list(zip(olds, left, strict=True)), list(zip(news, right, strict=True)), same
            )
        return
    if len(olds) > 1 and not all(map(same, left, right)):
        order = _reordered(left, right, same)
        if order is not None and not _stayed(passage, olds, news, order):
            yield from ((olds[one], news[two]) for one, two in enumerate(order))
            return
    yield from zip(olds, news, strict=True)


_FEW = 36
# The share of words two clauses must have in common to be one.
_SAME_CLAUSE = 0.6


def _by_clause(
    passage: Passage,
    olds: list[tuple[Cue, Source]],
    news: list[tuple[Cue, Source]],
    same: Callable[[Source, Source], bool],
) -> Iterator[tuple[Cue, Cue]]:
    """Where one side has more cues: those with the same words around them, unless either source stands on the other
    side, too.
    """
    for cue, source in olds:
        if any(_one_name(source, other) or same(source, other) for _, other in news):
            continue
        said = _around(passage.old.items, cue, [one for one, _ in olds])
        for there, other in news:
            if any(same(other, earlier) for _, earlier in olds):
                continue
            told = _around(passage.new.items, there, [one for one, _ in news])
            if min(len(said), len(told)) >= _SHORTEST and len(said & told) >= _SAME_CLAUSE * max(len(said), len(told)):
                yield cue, there
                break


_SHORTEST = 3


def _one_name(one: Source, two: Source) -> bool:
    return bool(set(one.name) & set(two.name))


def _around(items: Sequence[Token], cue: Cue, others: Sequence[Cue]) -> set[str]:
    """The words of the clause a cue stands in, without its own: those up to the ends of its sentence and other cues."""
    ends = {item.start for other in others if other is not cue for item in (other.verb, *other.source)}
    found: set[str] = set()
    for item in items:
        if item.text in ".!?;" or item.start in ends:
            if item.start >= max(cue.end, cue.verb.end):
                break
            found.clear()
        elif item.text[0].isalnum() and not cue.start <= item.start < cue.end and item is not cue.verb:
            found.add(item.lower)
        elif item.text == QUOTE:
            found.add(QUOTE)
    return found


def _stayed(passage: Passage, olds: list[Cue], news: list[Cue], order: list[int]) -> bool:
    """Whether sources changed places and what they say did not: "Parr said it was late; Rees said it was cold"."""
    moved = [(one, two) for one, two in enumerate(order) if one != two]
    for one, two in moved:
        said = _around(passage.old.items, olds[one], olds)
        here, there = (_around(passage.new.items, news[place], news) for place in (one, two))
        figures = {word for word in said if word[0].isdigit()}
        if (
            not figures <= here
            or len(said) < _SHORTEST
            or len(said & here) < _SAME_CLAUSE * len(said)
            or len(said & there) >= len(said & here)
        ):
            return False
    return bool(moved)


def _alike(aliases: Aliases, words: Language) -> Callable[[Source, Source], bool]:
    return lambda one, two: same_source(one, two, aliases, words)


def _reordered(left: list[Source], right: list[Source], same: Callable[[Source, Source], bool]) -> list[int] | None:
    """For each source the place of its equal on the other side, if all have one; a pronoun takes what names leave."""
    free = list(range(len(right)))
    order: dict[int, int] = {}
    for strict in (True, False):
        for number, source in enumerate(left):
            if number in order:
                continue
            pronoun = [Sort.PRONOUN in (source.sort, other.sort) for other in right]
            place = next((n for n in free if not (strict and pronoun[n]) and same(source, right[n])), None)
            if place is not None:
                free.remove(place)
                order[number] = place
    return [order[number] for number in range(len(left))] if len(order) == len(left) else None


def _somebodys(passage: Passage, one: Cue, two: Cue, words: Language) -> bool:
    """Whether one side has a pronoun and the other somebody of theirs: "she said", "her teacher, Abel Stott, said"."""
    owners = callings(words.code).owners
    sides = (passage.old.items, one, two), (passage.new.items, two, one)
    pairs = (
        (there.source[0].lower, _possessor(items, cue, words)) for items, cue, there in sides if len(there.source) == 1
    )
    return any(pair in owners for pair in pairs)


def _for_same(passage: Passage, one: Cue, two: Cue, words: Language) -> bool:
    """Whether a name alone was read of who speaks for it: "Lawyers for the driver, Abel Crane, say", "Abel Crane's lawyers
    say".
    """
    known = callings(words.code)
    for items, cue, there in ((passage.old.items, one, two), (passage.new.items, two, one)):
        place = next((n for n, item in enumerate(items) if item.start == cue.start), 0)
        near = [item.lower for item in items[max(0, place - _APPOSITION) : place]]
        shared = known.close_to.intersection(near, (item.lower for item in there.source))
        if any(near[n] in shared and near[n + 1] in known.behalf for n in range(len(near) - 1)):
            return True
    return False


def _possessor(items: Sequence[Token], cue: Cue, words: Language) -> str:
    """The "her" of "her teacher" or of "her teacher, Abel Stott"; empty where the source is nobody's."""
    known = callings(words.code).possessive
    if cue.source[0].lower in known and len(cue.source) > 1:
        return cue.source[0].lower
    place = next((n for n, item in enumerate(items) if item.start == cue.start), 0)
    near = [item.lower for item in items[max(0, place - _APPOSITION) : place]]
    owner = next((n for n, word in enumerate(near) if word in known), -1)
    described = owner >= 0 and near[-1] == "," and not described_by(words.code).isdisjoint(near[owner + 1 : -1])
    return near[owner] if described else ""


_APPOSITION = 5


def _same_age(passage: Passage, one: Cue, two: Cue) -> bool:
    """Whether the same age stands behind both sources: "The actress, 71,", "The soap legend, 71,"."""
    ages = _age(passage.old.items, one), _age(passage.new.items, two)
    return bool(ages[0]) and ages[0] == ages[1]


def _age(items: Sequence[Token], cue: Cue) -> str:
    place = next((n for n, item in enumerate(items) if item.start >= cue.end), len(items))
    near = [item.text for item in items[place : place + 3]]
    # As in "according to the ministry, 300 beds are empty", a figure may open what is said.
    closed = not near[2:] or near[2] in ",.;:!?" + QUOTE
    return near[1] if near[:1] == [","] and near[1:] and near[1].isdigit() and closed else ""


def _changed(passage: Passage, one: tuple[int, int], two: tuple[int, int], *, named: bool) -> Flag:
    old, new = passage.cuts(one, two)
    return flag(
        FlagKind.ATTRIBUTION_CHANGED,
        passage.where(one, two),
        rule="attribution.source",
        reason="" if named else "unnamed",
        explanation="The same words are given to another source.",
        summary=f"Attribution: {arrow(old, new)}",
        speaker=new,
    )


def _verb(passage: Passage, one: Cue, two: Cue, words: Language) -> Flag:
    old, new = (one.verb.start, one.verb.end), (two.verb.start, two.verb.end)
    told_as = words.map_of("speaking", "told_as")
    said = (told_as.get(verb.lower(), verb) for verb in passage.cuts(old, new))
    return flag(
        FlagKind.VERB_CHANGED,
        passage.where(old, new),
        rule="attribution.verb",
        explanation=f"The verb of saying is of another colour: {_MILD.get(one.sense, one.sense)}, now {_MILD.get(two.sense, two.sense)}.",
        summary=f"Verb of saying: {arrow(*said)}",
    )


@lru_cache(maxsize=1)
def aliases_of_both(aligned: Aligned) -> Aliases:
    """What both versions say of the people they name."""
    return both(aliases_in(aligned.old), aliases_in(aligned.new))
