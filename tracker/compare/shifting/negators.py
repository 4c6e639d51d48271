"""Reads negators: words that deny what stands behind them, in languages with a file and in scripts without one."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.sides.units import Unit
from tracker.compare.text.language import Language

BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "'re", "has", "have", "had"])
THEN_TO = frozenset(
    [
        "appear",
        "appears",
        "appeared",
        "seem",
        "seems",
        "seemed",
        "failed",
        "fails",
        "fail",
        "refused",
        "refuses",
        "declined",
        "declines",
        "unable",
        "likely",
    ]
)


def negator_at(units: Sequence[Unit], place: int, words: Language) -> str:
    """The negator at a place, empty for none."""
    word = units[place].word
    if word.endswith(("n't", "'nt")):  # "could'nt" is the same mistyped
        return word
    if word == "yet" and place + 1 < len(units) and units[place + 1].word == "to":
        return word if place and units[place - 1].word in BE else ""
    if word not in words.negators and not _foreign_negator(units, place):
        return ""
    after = units[place + 1] if place + 1 < len(units) else None
    doing = after is not None and after.word.endswith("ing")
    if (
        _double(units, place)
        or _goes_on(units, place)
        or _delays(units, place)
        or (word in THEN_TO and (after is None or after.word != "to"))
    ):
        return ""
    if (word in _THEN_DOING and not doing) or (
        word in ("no", "not")
        and after is not None
        and (
            after.word in ("only", "doubt", "just")
            or (word == "no" and after.mention and units[place].token.capital and place)
        )
    ):
        return ""
    return word


_THEN_DOING = frozenset(["avoid", "avoids", "avoided"])


def _double(units: Sequence[Unit], place: int) -> bool:
    """As in "not without risk": each of the two takes back the other."""
    pairs = [[unit.word for unit in units[n : n + 2]] for n in (place, place - 1) if n >= 0]
    return ["not", "without"] in pairs


def _goes_on(units: Sequence[Unit], place: int) -> bool:
    """As in "neither the minister nor her deputy", "the minister has not, and neither has her deputy", "no dimitió nadie",
    which deny once.
    """
    before = [unit.word for unit in units[max(0, place - _NEITHER) : place]]
    match units[place].word:
        case "nor":
            return "neither" in before
        case "neither":
            return before[-1:] == ["and"]
    return units[place].word in _AGAIN and not _DENIED.isdisjoint(before)


_NEITHER = 10
_DENIED = frozenset(["no", "não", "non"])
_AGAIN = frozenset(
    [
        "nadie",
        "nada",
        "nunca",
        "jamás",
        "ninguno",
        "ninguna",
        "ningún",
        "tampoco",
        "ninguém",
        "nenhum",
        "nenhuma",
        "nessuno",
        "nessuna",
        "nessun",
        "niente",
        "nulla",
        "mai",
        "neanche",
        "neppure",
    ]
)


def _foreign_negator(units: Sequence[Unit], place: int) -> bool:
    """A negator in a script whose languages have no file; Han ones but before characters that make another word."""
    word = units[place].word
    after = units[place + 1].word if place + 1 < len(units) else ""
    if word in _JAPANESE and (not place or units[place - 1].word not in _OF_ADJECTIVES):
        return "".join(unit.word for unit in units[place : place + 3]).startswith(_JAPANESE[word])
    if word == "ne" or word.startswith("n'"):
        return any(unit.word == "plus" for unit in units[place + 1 : place + 4])
    return word in _FOREIGN or (word in _HAN and after not in _OF_OTHER_WORDS)


# Vowel signs are no part of a word in Devanagari: "नह" is what is read of "नहीं".
_FOREIGN = frozenset(
    [
        "не",
        "нет",
        "ни",
        "без",
        "никто",
        "ничего",
        "никогда",
        "нельзя",
        "ні",
        "لم",
        "لا",
        "لن",
        "ليس",
        "ليست",
        "ولم",
        "ولا",
        "ولن",
        "وليس",
        "دون",
        "بدون",
        "नह",
        "ना",
    ]
)
_JAPANESE = {"な": ("ない", "なかっ"), "ま": ("ません",)}
_OF_ADJECTIVES = frozenset("少危切")
_HAN = frozenset("不没沒未非")
_OF_OTHER_WORDS = frozenset("仅僅過过少同久断斷但只管足满滿来來成常")


def _delays(units: Sequence[Unit], place: int) -> bool:
    """Whether a negator only says when something came about: "It was not until she was 50 that", "no fue hasta 2020"."""
    near = [unit.word for unit in units[place + 1 : place + 4]]
    if units[place].word == "not":
        return near[:1] == ["until"]
    return len(near) > 1 and near[0] in _CAME_ABOUT and near[1] in _UNTIL


_CAME_ABOUT = frozenset(["fue", "foi", "era", "fu", "è", "fut", "est", "was"])
_UNTIL = frozenset(["hasta", "até", "senão", "fino", "sino", "before"])
