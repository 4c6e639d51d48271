"""Reads hedges: words and phrases that make a statement a doubtful one, where they do so among their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tracker.compare.shifting.negators import BE, THEN_TO
from tracker.compare.sides.units import Unit
from tracker.compare.text.language import Language, language

DETERMINERS = frozenset(["the", "a", "an", "his", "her", "their", "its", "this", "that"])
AFTER_BE = frozenset(["believed", "thought", "understood", "feared"])
_OF_OTHERS = frozenset(
    ["believed", "thought", "understood", "said", "reported", "alleged", "claimed", "presumed", "rumoured", "rumored"]
)
_BESIDE_BE = frozenset(["widely", "also", "now", "still", "not", "it", "long", "generally", "previously", "initially"])
_AFTER_DETERMINER = frozenset({"reported"})
# What someone is considering or tipped to do; without a form of "be" before them the words are no hedges.
_OF_BE = frozenset(["considering", "mulling", "contemplating", "weighing", "tipped"])
ABLE = frozenset(["could", "can"])
# What can be felt, seen or heard is felt, seen or heard: an ability, no doubt.
_SENSED = frozenset(
    [
        "felt",
        "seen",
        "noticed",
        "detected",
        "counted",
        "visited",
        "bought",
        "heard",
        "smelt",
        "smelled",
        "reached",
        "traced",
        "found",
        "feel",
        "see",
        "hear",
    ]
)
# What a room can hold it has room for, and what visitors can buy is on sale.
_HELD = frozenset(
    [
        "hold",
        "carry",
        "seat",
        "accommodate",
        "produce",
        "generate",
        "handle",
        "store",
        "fit",
        "house",
        "buy",
        "order",
        "book",
        "register",
        "apply",
        "enrol",
        "write",
        "contact",
        "email",
        "phone",
    ]
)
# There is no doubt, and what is "more likely" is compared.
_UNDOUBTING = {
    "doubt": frozenset(["no", "without", "beyond"]),
    "likely": frozenset(["more", "less", "times", "as", "equally"]),
}
# Who seems tired is perhaps not: nothing need follow as behind "appeared".
_AT_ONCE = frozenset(["likely", "seem", "seems", "seemed"])
_LONGEST_PHRASE = 4


def hedge_at(units: Sequence[Unit], place: int, words: Language) -> str:
    """The hedge that begins at a place, empty for none."""
    heads = _heads(words.code)
    word = _without_not(units[place].word)
    if not word:
        return ""
    for length in range(_LONGEST_PHRASE, 1, -1) if word in heads else ():
        phrase = " ".join(unit.word for unit in units[place : place + length])
        if phrase in words.hedges and phrase.count(" ") == length - 1:
            return phrase if word not in _OF_BE or _after_be(units, place) else ""
    if _said_of(units, place) or _accused_of(units, place) or (word in _REPORTED and _of_the_past(units, place)):
        return word
    if (
        word not in words.hedges
        or units[place].name >= 0
        or (word in words.futures and _announced(units, place, words))
    ):
        return ""
    return word if _doubts(units, place, word) else ""


def _announced(units: Sequence[Unit], place: int, words: Language) -> bool:
    """Whether a conditional tells what was said to come: "a annoncé que le pont serait fermé"."""
    near = [unit.word for unit in units[max(0, place - _SAID_BEFORE) : place]]
    joint = next((n for n in range(len(near) - 1, 0, -1) if near[n] in _THAT or near[n].startswith("qu'")), 0)
    return joint > 0 and not words.verbs.keys().isdisjoint(near[max(0, joint - 3) : joint])


_SAID_BEFORE, _THAT = 12, frozenset(["que", "che"])


@cache
def _heads(code: str) -> frozenset[str]:
    """The words that phrases which hedge begin with."""
    return frozenset(phrase.split()[0] for phrase in language(code).hedges if " " in phrase)


def _doubts(units: Sequence[Unit], place: int, word: str) -> bool:
    """Whether a word that can hedge does so among its neighbours."""
    before = units[place - 1].word if place else ""
    after = units[place + 1].word if place + 1 < len(units) else ""
    if (word in _OF_BE and not _after_be(units, place)) or before in _UNDOUBTING.get(word, ()):
        return False
    if (word in ABLE and _can(units, place)) or (word == "possible" and _as_far(units, place)):
        return False
    if word in THEN_TO and word not in _AT_ONCE and after not in ("to", "that", "as", "not", "likely"):
        return False
    if word in AFTER_BE and (before not in BE or after in ("of", "to")):
        return False
    return word not in _AFTER_DETERMINER or before in DETERMINERS


def _can(units: Sequence[Unit], place: int) -> bool:
    """Whether "can" tells what is open to somebody or fits in: "You can apply" invites, "if they can" sets a condition,
    "so that it can" a purpose.
    """
    before = [unit.word for unit in units[max(0, place - 2) : place]]
    after = [unit.word for unit in units[place + 1 : place + 5] if unit.word not in _ADVERBS][:2]
    ends = [unit.word for unit in units[max(0, place - _PURPOSE) : place]]
    if any(ends[n : n + 2] == ["so", "that"] for n in range(len(ends))):
        return True
    holds = units[place].word == "can" and not _HELD.isdisjoint(after[:1])
    return before[-1:] == ["you"] or (len(before) > 1 and before[0] == "if") or holds or not _SENSED.isdisjoint(after)


# As in "so that its roof can be replaced".
_PURPOSE = 6
# As in "can now be seen".
_ADVERBS = frozenset(["now", "still", "also", "already", "easily", "clearly", "only", "even", "then"])


def _as_far(units: Sequence[Unit], place: int) -> bool:
    """As in "as clearly as possible" and "if at all possible": a measure or a condition, no doubt."""
    near = [unit.word for unit in units[max(0, place - _LONGEST_PHRASE) : place]]
    measured = near[-1:] == ["as"] and "as" in near[:-1]
    return measured or near[-1:] in (["if"], ["where"], ["whenever"]) or near[-3:] == ["if", "at", "all"]


def _said_of(units: Sequence[Unit], place: int) -> bool:
    """As in "are said to have", "believed to be", "it is thought that": unnamed others say so."""
    word = units[place].word
    if word not in _OF_OTHERS:
        return False
    before, after = (units[n].word if 0 <= n < len(units) else "" for n in (place - 1, place + 1))
    passive = before in BE or (before in _BESIDE_BE and place > 1 and units[place - 2].word in BE)
    if after == "to":
        following = units[place + 2].word if place + 2 < len(units) else ""
        return passive or (word in AFTER_BE and following in ("be", "have"))
    return after == "that" and passive and place > 1 and units[place - 2].word == "it"


def _after_be(units: Sequence[Unit], place: int) -> bool:
    """As in "is considering", "is now considering": a form of "be" stands right before, or one word further."""
    before, further = (units[n].word if n >= 0 else "" for n in (place - 1, place - 2))
    return before in BE or further in BE


def _accused_of(units: Sequence[Unit], place: int) -> bool:
    """As in "is accused of taking" beside "took": what someone is only said to have done."""
    after = units[place + 1].word if place + 1 < len(units) else ""
    deed = units[place + 2].word if place + 2 < len(units) else ""
    return units[place].word in ("accused", "suspected") and after == "of" and deed.endswith("ing")


def _of_the_past(units: Sequence[Unit], place: int) -> bool:
    """As in "terá vendido": the Portuguese future with a participle tells what others say to have happened."""
    near = units[place + 1 : place + 3]
    return any(unit.word.endswith(_PARTICIPLES) and len(unit.word) > _SHORTEST_PARTICIPLE for unit in near[:1]) or (
        [unit.word for unit in near[:1]] == ["sido"] and len(near) > 1
    )


_REPORTED = frozenset(["terá", "terão"])
_PARTICIPLES = ("ado", "ido", "sto", "eito", "rto", "crito", "ganho", "pago", "gasto", "pego")
_SHORTEST_PARTICIPLE = 4


def _without_not(word: str) -> str:
    """The modal in couldn't and cannot: a denied possibility hedges as much as the possibility."""
    if word == "cannot":
        return "can"
    return word.removesuffix("n't") if word in ("couldn't", "mightn't") else "can" if word == "can't" else word
