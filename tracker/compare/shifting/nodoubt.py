"""Tells when a hedge that stands on one side only says nothing new: the other side believes, suspects, expects or limits the same
in other words, or it is denied.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tracker.compare.shifting.delays import is_delay
from tracker.compare.shifting.doubts import gives_words
from tracker.compare.shifting.negators import is_contracted
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language


def is_no_doubt(word: str, place: int, block: Block, sides: tuple[Side, Side], words: Language, *, added: bool) -> bool:
    """Whether a hedge says nothing new: it is denied, the other side believes the same in other words or says whose words
    they are, or it is the limit that the other side says with "up to".
    """
    old, new = sides
    if _denied(new.units if added else old.units, place, words):
        return True
    other = old if added else new
    units = (new if added else old).units
    accuses = word in words.of("shifting", "accused")
    beside = block.old_units(old) if added else block.new_units(new)
    believed = any(unit.word in words.of("shifting", "believe") for unit in beside)  # "It seems that", "Police believe"
    others = word in words.of("shifting", "indirect") and gives_words(other.words(), words)
    if (
        others
        or believed
        or _suspected_instead(word, other.words(), (new if added else old).words(), words)
        or _as_much(word, other, new if added else old, words)
        or (accuses and _judged(beside, words))
        or (accuses and (_accused_too(other, units, place, words) or _according(old, new, words, added=added)))
    ):
        return True
    expected = words.of("shifting", "expected")
    anywhere = words.of("shifting", "may") | words.of("shifting", "foreseeing")
    near = other.units if word in anywhere else beside
    if any(unit.word in expected for unit in near) and expected.isdisjoint(unit.word for unit in units):
        return True
    # What was often so and now never is, is denied, not stated as sure.
    seldom = words.of("shifting", "seldom")
    if word in words.of("shifting", "at_times") and any(
        unit.word in words.negators or unit.word in seldom for unit in beside
    ):
        return True
    if word not in words.of("shifting", "ability"):
        return False
    then = "".join(unit.word for unit in units[place + 1 : place + 2])
    enabled = any(_enables(unit.word, then, words) for unit in beside) or _does(units, place, other, words)
    enabled = enabled or not words.of("shifting", "enabled").isdisjoint(map(" ".join, pairwise(other.words())))
    return enabled or is_delay(other, new if added else old, words)


def _judged(beside: Sequence[Unit], words: Language) -> bool:
    """Whether the other side says what became of the case, which is another fact and no doubt: "cleared of selling it"."""
    return any(group in _OF_COURTS for unit in beside for group, _ in words.senses.get(unit.word, ()))


_OF_COURTS = frozenset({"verdict", "procedure"})


def _suspected_instead(word: str, other: Sequence[str], own: Sequence[str], words: Language) -> bool:
    """Whether the one who is presumed to be something is only called a suspect on the other side: "der mutmaßliche Dieb",
    "der Tatverdächtige".
    """
    suspects = words.of("shifting", "suspected_one")
    presumed = word in words.of("shifting", "presumed")
    return presumed and not suspects.isdisjoint(other) and suspects.isdisjoint(own)


# What says as much of a thing as a hedge does: the names of words that can stand for each other.
_AS_MUCH = (
    ("open", "ruled_out"),
    ("after_be", "believe"),
    ("suspected", "believe"),
    ("accused", "accused"),
    ("accused", "complaining"),
    ("hearsay", "unproved"),
    ("hearsay", "reports_say"),
    ("heard_of", "reported"),
    ("reported", "heard_of"),
    ("frequent", "frequent"),
    ("due", "due"),
    ("due", "obliged"),
    ("possible", "ability"),
    ("claiming_to", "saying"),
    ("near_done", "nearing"),
    ("unsettled", "asking"),
)
_LONGEST_PHRASE = 4
# Of these the words that can be nouns: the suspect who stands on both sides believes nothing.
_OF_NOUNS = frozenset({"accused", "believe"})


def _as_much(word: str, other: Side, own: Side, words: Language) -> bool:
    """Whether the other side says as much as a hedge does, in other words: "suspected of", "accused of"; a word that
    accuses on both sides makes up for nothing: "the suspect allegedly fled", "the suspect fled".
    """
    kept = set(own.words())
    said = other.words()
    # "Rule out", but not "rule"; "every now and then".
    phrases = {" ".join(said[n : n + size]) for size in range(1, _LONGEST_PHRASE + 1) for n in range(len(said))}
    return _as_open(word, other, words) or any(
        word in words.of("shifting", those)
        and not (words.of("shifting", so) - (kept if so in _OF_NOUNS else frozenset())).isdisjoint(phrases)
        for those, so in _AS_MUCH
    )


def _as_open(word: str, other: Side, words: Language) -> bool:
    """As in "not impossible", which is as much as "possible", and "not certain", as much as "uncertain"."""
    no_chance = words.of("shifting", "no_chance") if word in words.of("shifting", "open") else frozenset[str]()
    negators, prefixes = words.of("shifting", "not"), words.rows_of("shifting", "denying")
    return any(
        (two in no_chance or any(word == prefix + two or two == prefix + word for prefix in prefixes))
        and (one in negators or is_contracted(one, words))
        for one, two in pairwise(other.words())
    )


def _according(old: Side, new: Side, words: Language, *, added: bool) -> bool:
    """Whether the side without a doubt gives the statement to somebody instead: "allegedly", "according to the charge"."""
    side, other = (old, new) if added else (new, old)
    according = words.of("shifting", "according")
    return not according.isdisjoint(side.words()) and according.isdisjoint(other.words())


def _accused_too(side: Side, units: Sequence[Unit], place: int, words: Language) -> bool:
    """Whether a side accuses or suspects somebody of what the units of the other one do, in other words."""
    return _suspects(side.words(), words) or _open_charge(side, units[place + 1 : place + 3], words)


def _open_charge(side: Side, deed: Sequence[Unit], words: Language) -> bool:
    """Whether a side says by itself that a charge is open: who "has gone on trial for selling data" is accused of selling
    them; `deed` are the words behind the one that accuses.
    """
    said, doing = side.words(), words.rows_of("shifting", "doing")
    deeds, charged_for = {unit.word for unit in deed if unit.word.endswith(doing)}, words.of("shifting", "charged_for")
    charged = any(one in charged_for and two in deeds for one, two in pairwise(said))
    return charged and not words.proceedings.isdisjoint(said)


def _suspects(said: Sequence[str], words: Language) -> bool:
    """As in "police suspect him of setting it", where the verb is no suspect."""
    of, noun = words.of("shifting", "of"), words.of("shifting", "a_suspect")
    places = (n for n, word in enumerate(said) if word in words.of("shifting", "suspects"))
    return any(not of.isdisjoint(said[n + 1 : n + 5]) and said[max(0, n - 1)] not in noun for n in places)


def _enables(word: str, then: str, words: Language) -> bool:
    """Whether a word says what somebody can or what can be done: "was able to leave", "could leave"; "could be measured",
    "was measurable".
    """
    if word in words.of("shifting", "enabling"):
        return True
    can_be = len(word) >= _SHORTEST_ABLE and word.endswith(words.rows_of("shifting", "able"))
    return can_be and then in words.of("shifting", "could_be")


_SHORTEST_ABLE = 6


def _does(units: Sequence[Unit], place: int, other: Side, words: Language) -> bool:
    """Whether what can be done to a thing is what it does by itself on the other side: "can be charged", "charges"."""
    near = [unit.word for unit in units[place + 1 : place + 3]]
    if len(near) < _WITH_PARTICIPLE or near[0] not in words.of("shifting", "could_be"):
        return False
    base = near[1].removesuffix("d").removesuffix("e")
    forms = {base + ending for ending in ("", "e", "s", "es")}
    return any(two in forms and one not in words.of("shifting", "be") for one, two in pairwise(other.words()))


_WITH_PARTICIPLE = 2


def _denied(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "could not be reached" and "not possible": what is denied is no doubt that came or went."""
    word = units[place].word
    if word not in words.of("shifting", "deniable") and not is_contracted(word, words):
        return False
    modal, nothing = word in words.of("shifting", "modal"), words.of("shifting", "nothing")
    # "Not likely" is denied, "likely never" is a doubt about a denial.
    near = units[max(0, place - 1) : place + (2 if modal else 1)]
    if modal and any(unit.word in nothing for unit in units[place + 2 : place + 3]):
        return True  # "could find no evidence"
    return word in words.of("shifting", "cannot") or any(
        unit.word in words.negators or is_contracted(unit.word, words) for unit in near
    )
