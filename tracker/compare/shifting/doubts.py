"""Reads hedges: words and phrases that make a statement a doubtful one, where they do so among their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from re import split

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
        phrase = _phrase(units[place : place + length])
        if phrase in words.hedges and len(_parted(phrase)) == length:
            return phrase if _holds(units, place, place + length, words) else ""
    rules = (_said_of, _accused_of, _of_the_past, _claimed_done)
    if any(rule(units, place, words) for rule in rules):
        return word
    if (
        word not in words.hedges
        or units[place].name >= 0
        or _within_phrase(units, place, words)
        or _is_month(units, place, words)
        or (word in words.futures and _announced(units, place, words))
    ):
        return ""
    return word if _doubts(units, place, word, words) else ""


def _holds(units: Sequence[Unit], place: int, end: int, words: Language) -> bool:
    """Whether a phrase that can hedge does: some do so behind a form of "be" alone, some before what is being done."""
    word, then = units[place].word, units[end].word if end < len(units) else ""
    if word in words.of("shifting", "before_doing"):
        return then.endswith(words.rows_of("shifting", "doing"))
    if word in words.of("shifting", "presuming"):
        known = words.participles.keys() | words.of("shifting", "presumed_of")
        return then in known or then.endswith(words.rows_of("shifting", "participle"))
    return word not in words.of("shifting", "of_be") or _after_be(units, place, words)


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
    others = ("of_others", "accused_of", "reported_future", "claiming_done")
    return frozenset().union(words.hedges, _heads(code), *(words.of("shifting", name) for name in others))


@cache
def _heads(code: str) -> frozenset[str]:
    """The words that phrases which hedge begin with."""
    parts = (_parted(phrase) for phrase in language(code).hedges)
    return frozenset(found[0] for found in parts if len(found) > 1)


def _within_phrase(units: Sequence[Unit], place: int, words: Language) -> bool:
    """Whether a phrase that hedges begins before a word and has it in it: the "pare" of "a quanto pare" doubts nothing more."""
    heads = _heads(words.code)
    return any(
        units[start].word in heads and _phrase(units[start : start + length]) in words.hedges
        for start in range(max(0, place - _LONGEST_PHRASE + 1), place)
        for length in range(place - start + 1, _LONGEST_PHRASE + 1)
    )


def _phrase(units: Sequence[Unit]) -> str:
    """Words as they stand, with a hyphen where no space parts them: "peut-être" is no "peut être"."""
    head, *rest = units
    return head.word + "".join(f" {unit.word}" if unit.token.spaced else f"-{unit.word}" for unit in rest)


def _parted(phrase: str) -> list[str]:
    return split("[ -]", phrase)


def _doubts(units: Sequence[Unit], place: int, word: str, words: Language) -> bool:
    """Whether a word that can hedge does so among its neighbours."""
    before = units[place - 1].word if place else ""
    after = units[place + 1].word if place + 1 < len(units) else ""
    of_be = word in words.of("shifting", "of_be") and not _after_be(units, place, words)
    if of_be or before in _undoubting(words.code).get(word, ()):
        return False
    seeming = word in words.of("shifting", "seeming") and not _seems(units, place, words)
    owed = word in words.of("shifting", "before_infinitive") and not _before_infinitive(units, place, words)
    if seeming or owed or (word in words.of("shifting", "ability") and _can(units, place, words)):
        return False
    if word in words.of("shifting", "possible") and _as_far(units, place, words):
        return False
    said = before in words.of("shifting", "it") and after in words.of("shifting", "determiners")
    then = word in words.of("shifting", "then_to") and word not in words.of("shifting", "at_once") and not said
    if then and after not in words.of("shifting", "then_said"):
        return False
    passive = before in words.of("shifting", "be") and before not in words.of("shifting", "own_belief")
    believed = passive and after not in words.of("shifting", "no_belief")
    if word in words.of("shifting", "after_be") and not believed:
        return False
    return word not in words.of("shifting", "after_determiner") or before in words.of("shifting", "determiners")


def _seems(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "scheint geflohen zu sein", but not "die Sonne scheint"."""
    return any(unit.word in words.of("shifting", "to_do") for unit in units[place + 1 : place + _CLAUSE])


@cache
def _undoubting(code: str) -> dict[str, frozenset[str]]:
    """The hedges that doubt nothing behind some words, with those."""
    rows = (row.partition("|") for row in language(code).rows_of("shifting", "undoubting"))
    return {hedge.strip(): frozenset(before.split()) for hedge, _, before in rows}


def _before_infinitive(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "deve deixar o cargo" and "deve ainda deixar", but not "deve 300 euros", which is owed."""
    near = [unit.word for unit in units[place + 1 : place + 1 + _ADVERBS]]
    return any(word.endswith(words.rows_of("shifting", "infinitive")) for word in near)


# How far behind its modal an infinitive may stand.
_ADVERBS = 3


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
    if before in words.negators:
        return False  # "there have been no reports of"
    return before in words.of("shifting", "be") or further in words.of("shifting", "be")


def gives_words(said: Sequence[str], words: Language) -> bool:
    """Whether words say whose they are: then the mood of their verbs doubts nothing: "er sei müde, sagte Holt"."""
    if not (words.verbs.keys() | words.of("shifting", "giving")).isdisjoint(said):
        return True
    text = f" {' '.join(said)} "
    return any(f" {phrase} " in text for phrase in words.according)


def _accused_of(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "is accused of taking" beside "took", "accused killer" beside "killer": what someone is only said to have done."""
    if units[place].word not in words.of("shifting", "accused_of"):
        return False
    after, deed = (units[n].word if n < len(units) else "" for n in (place + 1, place + 2))
    accused = after in words.of("shifting", "doers")
    return accused or (after in words.of("shifting", "of") and deed.endswith(words.rows_of("shifting", "doing")))


def _of_the_past(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "terá vendido": the Portuguese future with a participle tells what others say to have happened."""
    if units[place].word not in words.of("shifting", "reported_future"):
        return False
    near, participles = units[place + 1 : place + 3], words.rows_of("shifting", "participle")
    return any(unit.word.endswith(participles) and len(unit.word) > _SHORTEST_PARTICIPLE for unit in near[:1]) or (
        len(near) > 1 and near[0].word in words.of("shifting", "been")
    )


_SHORTEST_PARTICIPLE = 4


def _claimed_done(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "will nichts gewusst haben": what somebody only says of their own deeds."""
    if units[place].word not in words.of("shifting", "claiming_done"):
        return False
    done = words.of("shifting", "done")
    return any(
        two.word in done and _is_participle(one, words) for one, two in pairwise(units[place + 1 : place + _CLAUSE])
    )


def _is_participle(unit: Unit, words: Language) -> bool:
    """Whether a word is a participle by its beginning and its end: "gewusst", "verkauft", but no noun: "Geduld"."""
    plain = not unit.token.capital and unit.word not in words.common and unit.word not in words.negators
    begins = unit.word.startswith(words.rows_of("shifting", "done_begins"))
    within = any(part in unit.word[2:-_SHORTEST_PARTICIPLE] for part in words.rows_of("shifting", "done_within"))
    return plain and (begins or within) and unit.word.endswith(words.rows_of("shifting", "done_ends"))


_CLAUSE = 12


def _without_not(word: str, words: Language) -> str:
    """The modal in couldn't and cannot: a denied possibility hedges as much as the possibility."""
    return words.map_of("shifting", "unable").get(word, word)
