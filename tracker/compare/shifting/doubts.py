"""Reads hedges: words and phrases that make a statement a doubtful one, where they do so among their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from tracker.compare.sides.units import Unit
from tracker.compare.text.language import Language, language

_LONGEST_PHRASE = 4


def hedge_at(units: Sequence[Unit], place: int, words: Language) -> str:
    """The hedge that begins at a place, empty for none."""
    word = _without_not(units[place].word, words)
    if word not in _first_words(words.code):
        return ""
    heads = _heads(words.code)
    for length in range(_LONGEST_PHRASE, 1, -1) if word in heads else ():
        phrase = " ".join(unit.word for unit in units[place : place + length])
        if length == _HYPHENED and _hyphened(units, place) in words.hedges:
            return word
        if phrase in words.hedges and phrase.count(" ") == length - 1:
            return phrase if word not in words.of("shifting", "of_be") or _after_be(units, place, words) else ""
    if _said_of(units, place, words) or _accused_of(units, place, words) or _of_the_past(units, place, words):
        return word
    if (
        word not in words.hedges
        or units[place].name >= 0
        or _is_month(units, place, words)
        or (word in words.futures and _announced(units, place, words))
    ):
        return ""
    return word if _doubts(units, place, word, words) else ""


def _hyphened(units: Sequence[Unit], place: int) -> str:
    """The word that two make with a hyphen between them at a place, as "peut-être", empty for none."""
    pair = units[place : place + _HYPHENED]
    joined = len(pair) == _HYPHENED and pair[1].start - pair[0].end == 1 and not pair[1].token.spaced
    return "-".join(unit.word for unit in pair) if joined else ""


_HYPHENED = 2


def _is_month(units: Sequence[Unit], place: int, words: Language) -> bool:
    """Whether a word with a capital is the month: one that opens no sentence ("job gains for May and June"), or before a date ("May XX-YY")."""
    unit = units[place]
    within = place > 0 and unit.start - units[place - 1].end == 1
    named = place + 1 < len(units) and (units[place + 1].mention is not None or units[place + 1].token.text.isupper())
    return unit.word in words.months and unit.token.capital and not unit.token.text.isupper() and (within or named)


def _announced(units: Sequence[Unit], place: int, words: Language) -> bool:
    """Whether a conditional tells what was said to come: "a annoncé que le pont serait fermé"."""
    near = [unit.word for unit in units[max(0, place - _SAID_BEFORE) : place]]
    that, elided = words.of("shifting", "that"), words.rows_of("shifting", "elided_that")
    joint = next((n for n in range(len(near) - 1, 0, -1) if near[n] in that or near[n].startswith(elided)), 0)
    return joint > 0 and not words.verbs.keys().isdisjoint(near[max(0, joint - 3) : joint])


_SAID_BEFORE = 12


@cache
def _first_words(code: str) -> frozenset[str]:
    """The words at which a hedge can begin."""
    words = language(code)
    others = ("of_others", "accused_of", "reported_future")
    return frozenset().union(words.hedges, _heads(code), *(words.of("shifting", name) for name in others))


@cache
def _heads(code: str) -> frozenset[str]:
    """The words that phrases which hedge begin with."""
    phrases = [phrase.replace("-", " ") for phrase in language(code).hedges]
    return frozenset(phrase.split()[0] for phrase in phrases if " " in phrase)


def _doubts(units: Sequence[Unit], place: int, word: str, words: Language) -> bool:
    """Whether a word that can hedge does so among its neighbours."""
    before = units[place - 1].word if place else ""
    after = units[place + 1].word if place + 1 < len(units) else ""
    of_be = word in words.of("shifting", "of_be") and not _after_be(units, place, words)
    if of_be or before in _undoubting(words.code).get(word, ()):
        return False
    if word in words.of("shifting", "ability") and _can(units, place, words):
        return False
    if word in words.of("shifting", "possible") and _as_far(units, place, words):
        return False
    then = word in words.of("shifting", "then_to") and word not in words.of("shifting", "at_once")
    if then and after not in words.of("shifting", "then_said"):
        return False
    passive = before in words.of("shifting", "be") and before not in words.of("shifting", "own_belief")
    believed = passive and after not in words.of("shifting", "no_belief")
    if word in words.of("shifting", "after_be") and not believed:
        return False
    return word not in words.of("shifting", "after_determiner") or before in words.of("shifting", "determiners")


@cache
def _undoubting(code: str) -> dict[str, frozenset[str]]:
    """The hedges that doubt nothing behind some words, with those."""
    rows = (row.partition("|") for row in language(code).rows_of("shifting", "undoubting"))
    return {hedge.strip(): frozenset(before.split()) for hedge, _, before in rows}


def _can(units: Sequence[Unit], place: int, words: Language) -> bool:
    """Whether "can" tells what is open to somebody or fits in: "You can apply" invites, "if they can" sets a condition,
    "so that it can" a purpose, "labels can now be moved" tells what is new.
    """
    adverbs, so_that = words.of("shifting", "adverbs"), words.of("shifting", "so_that")
    before = [unit.word for unit in units[max(0, place - 2) : place]]
    after = [unit.word for unit in units[place + 1 : place + 5] if unit.word not in adverbs][:2]
    ends = [unit.word for unit in units[max(0, place - _PURPOSE) : place]]
    if any(f"{one} {two}" in so_that for one, two in pairwise(ends)):
        return True
    if units[place].word in words.of("shifting", "holding"):
        beside = [unit.word for unit in units[max(0, place - 1) : place + 2]]
        if not words.of("shifting", "held").isdisjoint(after[:1]) or not words.of("shifting", "new").isdisjoint(beside):
            return True
    if not words.of("shifting", "invited").isdisjoint(before[-1:]) or (
        len(before) > 1 and before[0] in words.of("shifting", "if")
    ):
        return True
    return not words.of("shifting", "sensed").isdisjoint(after)


# As in "so that its roof can be replaced".
_PURPOSE = 6


def _as_far(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "as clearly as possible" and "if at all possible": a measure or a condition, no doubt."""
    near = [unit.word for unit in units[max(0, place - _LONGEST_PHRASE) : place]]
    conditions, measures = words.of("shifting", "on_condition"), words.of("shifting", "as")
    measured = near and near[-1] in measures and not measures.isdisjoint(near[:-1])
    return bool(measured) or any(" ".join(near[n:]) in conditions for n in range(len(near)))


def _said_of(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "are said to have", "believed to be", "it is thought that": unnamed others say so."""
    word = units[place].word
    if word not in words.of("shifting", "of_others"):
        return False
    be, beside = words.of("shifting", "be"), words.of("shifting", "beside_be")
    before, after = (units[n].word if 0 <= n < len(units) else "" for n in (place - 1, place + 1))
    further = units[place - 2].word if place > 1 else ""
    passive = before in be or (before in beside and further in be)
    if after in words.of("shifting", "to"):
        following = units[place + 2].word if place + 2 < len(units) else ""
        return passive or (word in words.of("shifting", "after_be") and following in words.of("shifting", "be_have"))
    return passive and after in words.of("shifting", "that") and further in words.of("shifting", "it")


def _after_be(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "is considering", "is now considering": a form of "be" stands right before, or one word further."""
    before, further = (units[n].word if n >= 0 else "" for n in (place - 1, place - 2))
    return before in words.of("shifting", "be") or further in words.of("shifting", "be")


def gives_words(said: Sequence[str], words: Language) -> bool:
    """Whether words say whose they are: then the mood of their verbs doubts nothing: "er sei müde, sagte Holt"."""
    if not (words.verbs.keys() | words.of("shifting", "giving")).isdisjoint(said):
        return True
    text = f" {' '.join(said)} "
    return any(f" {phrase} " in text for phrase in words.according)


def _accused_of(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "is accused of taking" beside "took": what someone is only said to have done."""
    if units[place].word not in words.of("shifting", "accused_of"):
        return False
    after, deed = (units[n].word if n < len(units) else "" for n in (place + 1, place + 2))
    return after in words.of("shifting", "of") and deed.endswith(words.rows_of("shifting", "doing"))


def _of_the_past(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "terá vendido": the Portuguese future with a participle tells what others say to have happened."""
    if units[place].word not in words.of("shifting", "reported_future"):
        return False
    near, participles = units[place + 1 : place + 3], words.rows_of("shifting", "participle")
    return any(unit.word.endswith(participles) and len(unit.word) > _SHORTEST_PARTICIPLE for unit in near[:1]) or (
        len(near) > 1 and near[0].word in words.of("shifting", "been")
    )


_SHORTEST_PARTICIPLE = 4


def _without_not(word: str, words: Language) -> str:
    """The modal in couldn't and cannot: a denied possibility hedges as much as the possibility."""
    return words.map_of("shifting", "unable").get(word, word)
