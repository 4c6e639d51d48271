"""Tells where somebody said something: "in a statement", "in an interview with the Herald", "told reporters"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tracker.compare.facts.tokens import Token
from tracker.compare.findings import arrow, flag, word_fact
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import QUOTE
from tracker.compare.sourcing.cues import Cue
from tracker.compare.sourcing.speech import callings, saying
from tracker.compare.text.language import Language
from tracker.model import FactSub, Flag, FlagKind

_Range = tuple[int, int]
_REACH, _PHRASE = 14, 4


def medium_flag(passage: Passage, one: Cue, two: Cue, words: Language) -> tuple[Flag, _Range, _Range] | None:
    """A flag where one source said the same on an occasion of another kind or to another paper, with the places of both;
    none where either side names neither. The occasion is told as mildly as a verb of saying, another paper is a fact.
    """
    if places := _apart(_medium, passage, (one, two), words):
        found = flag(
            FlagKind.VERB_CHANGED,
            passage.where(*places),
            rule="attribution.medium",
            explanation="The same source is said to have spoken on another occasion.",
            summary=f"Occasion of saying: {arrow(*passage.cuts(*places))}",
        )
        return found, *places
    if (places := _apart(_outlet, passage, (one, two), words)) and not _by_initials(*passage.cuts(*places)):
        found = word_fact(
            passage.where(*places),
            passage.cuts(*places),
            rule="fact.outlet",
            sub=FactSub.ORG,
            label="Name",
            explanation="The same source is said to have spoken to another paper or station.",
        )
        return found, *places
    return None


def _by_initials(one: str, two: str) -> bool:
    """Whether one name is the other's first letters: "AP", "Associated Press"."""
    short, long = sorted((one, two), key=len)
    return short == "".join(word[0] for word in long.split() if word[0].isupper())


_Found = tuple[frozenset[str], _Range] | None


def _apart(
    read: Callable[[Sequence[Token], Cue, Language], _Found],
    passage: Passage,
    cues: tuple[Cue, Cue],
    words: Language,
) -> tuple[_Range, _Range] | None:
    """Where both sides name what is read beside their cues, and nothing of it is the same; None else."""
    left, right = read(passage.old.items, cues[0], words), read(passage.new.items, cues[1], words)
    return (left[1], right[1]) if left and right and left[0].isdisjoint(right[0]) else None


def _outlet(items: Sequence[Token], cue: Cue, words: Language) -> _Found:
    """The words of the name of a paper or a station to which a source spoke: "told the Bend Tribune", "told KLBX radio"."""
    if cue.verb.lower not in words.of("speaking", "telling"):
        return None
    sorts, articles = words.of("speaking", "outlets"), saying(words.code).articles
    place = next((n + 1 for n, item in enumerate(items) if item is cue.verb), len(items))
    place += any(item.lower in articles for item in items[place : place + 1])
    end = place
    while end < min(len(items), place + _LONGEST_OUTLET) and _is_of_name(items[end], sorts):
        end += 1
    name = [item.lower for item in items[place:end]]
    known = words.of("framing", "sites_last") | words.of("framing", "sites_named") | words.of("framing", "sites_alone")
    own = frozenset(name) - sorts
    if not own or ((known | sorts).isdisjoint(name) and not any(map(_is_call_sign, items[place:end]))):
        return None
    return own, (items[place].start, items[end - 1].end)


_LONGEST_OUTLET = 6


def _is_call_sign(item: Token) -> bool:
    """Whether figures and capitals make the name of a station: "2GB", "3AW"."""
    return item.text[0].isdigit() and item.text[-1].isupper()


def _is_of_name(item: Token, sorts: frozenset[str]) -> bool:
    return item.capital or item.text[0].isdigit() or item.lower in sorts


def _medium(items: Sequence[Token], cue: Cue, words: Language) -> _Found:
    """What kinds of occasion a clause names beside its cue, and where."""
    mediums = words.map_of("speaking", "mediums")
    if not mediums:
        return None
    for place in _beside(items, cue):
        kinds = mediums.get(items[place].lower.rpartition("'")[2])
        start = _opens(items, place, cue, words) if kinds else -1
        if kinds and start >= 0:
            return frozenset(kinds.split()), (items[start].start, items[place].end)
    return None


def _beside(items: Sequence[Token], cue: Cue) -> list[int]:
    """The places behind a cue up to the end of its clause, then those that open its sentence: "In a statement, she said"."""
    last = next((n for n, item in enumerate(items) if item.start >= max(cue.end, cue.verb.end)), len(items))
    end = next((n for n in range(last, len(items)) if _ends(items[n])), len(items))
    first = next((n for n, item in enumerate(items) if item.start >= min(cue.start, cue.verb.start)), 0)
    head = next((n + 1 for n in range(first - 1, -1, -1) if _ends(items[n])), 0)
    opening = range(head, first) if first and first - head <= _REACH and items[first - 1].text == "," else range(0)
    return [*range(last, min(end, last + _REACH)), *opening]


def _ends(item: Token) -> bool:
    return item.text in ".;!?:" or item.text == QUOTE


def _opens(items: Sequence[Token], place: int, cue: Cue, words: Language) -> int:
    """Where the phrase begins whose noun names the occasion: "in a short statement"; those told stand right behind the
    verb. -1 where it is no occasion.
    """
    said = saying(words.code)
    if items[place - 1] is cue.verb or (place and items[place - 1].end <= cue.verb.end):
        return place
    for number in range(place - 1, max(-1, place - _PHRASE), -1):
        if items[number].lower in words.of("speaking", "occasions"):
            between = [item.lower for item in items[number + 1 : place]]
            plain = not between or between[0] in said.articles | callings(words.code).possessive
            return number if plain else -1
    return -1
