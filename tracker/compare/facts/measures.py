"""Reads what stands behind a number: percent and points, an age, a unit."""

# ruff: noqa: PLR2004 - places in a phrase are what this module is about

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language, of_all
from tracker.model import FactSub

# Units only where they hang on the figure: "6ft 2in", but "six in Paris"; "88F", but "platform 4 F".
_ATTACHED = {"in": "inch", "f": "f"}
_OLDEST = 120
_NO_COUNT = 10  # as in "he was 34 when", but "he was one of"
_LONGEST_SYMBOL = 3


def percent_after(items: Sequence[Token], last: int, words: Language) -> tuple[str, int] | None:
    """The unit of a percentage at a place ("%", "points", "basis") and the next place, or nothing."""
    one = items[last].lower if last < len(items) else ""
    two = f"{one} {items[last + 1].lower}" if last + 1 < len(items) else ""
    three = f"{two} {items[last + 2].lower}" if last + 2 < len(items) else ""
    if one in words.basis or two in words.basis:
        return "basis", last + (1 if one in words.basis else 2)
    # Not the lone "points" of a game, but "Prozentpunkte".
    alone = one in words.points and one.startswith(("pp", *words.percent))
    if two in words.points or alone:
        return "points", last + (2 if two in words.points else 1)
    if one in words.percent:
        return "%", last + 1
    if two in words.percent:
        return "%", last + 2
    if three in words.points:
        return "points", last + 3
    return None


def age_of(items: Sequence[Token], place: int, last: int, number: float, words: Language) -> Mention | None:
    """As in "34-year-old", "34 years old", "aged 34", ", 34,", "she was 34."."""
    ahead = [item.lower for item in items[last : last + 4]]
    if len(ahead) >= 2 and (length := _years_old(ahead, words, spaced=items[last].spaced)):
        return mention(items, place, last + length, FactSub.AGE, f"{number:g}", number=number)
    before = [item.text for item in items[max(0, place - 2) : place]]
    after = items[last].lower if last < len(items) else "."
    if 0 < number < _OLDEST and number == int(number) and after in ",.)" and len(before) == 2:
        word_before = before[0][:1].isalpha()
        if (before[1] == "," and word_before) or (before[1] == "(" and after == ")" and before[0][:1].isupper()):
            return mention(items, place, last, FactSub.AGE, f"{number:g}", number=number)
    is_told = after in ",.;)" or (number > _NO_COUNT and after in words.stops)
    if 0 < number < _OLDEST and is_told and behind_age(items, place, words):
        return mention(items, place, last, FactSub.AGE, f"{number:g}", number=number)
    return None


def _years_old(ahead: Sequence[str], words: Language, *, spaced: bool) -> int:
    """How many of the words and signs behind a number make it an age: "-year-old", "-Jähriger", "jaar oud"."""
    phrases = words.of("facts", "years_old")
    if ahead[0] != "-":
        return 2 if f"{ahead[0]} {ahead[1][:4]}" in phrases else 0
    if len(ahead) == 4 and ahead[2] == "-" and f"{ahead[1]} {ahead[3]}" in phrases:
        return 4
    return 2 if not spaced and ahead[1].startswith(_old_endings()) else 0


@cache
def _old_endings() -> tuple[str, ...]:
    """How words for somebody of an age begin in any language, as in "34-Jähriger"."""
    return tuple(of_all("facts", "old_endings"))


def behind_age(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether words such as "aged", "she was" stand right before a place."""
    before = [item.lower for item in items[max(0, place - 2) : place]]
    return bool(before) and (before[-1] in words.age or " ".join(before) in words.age)


def unit_after(items: Sequence[Token], last: int, words: Language) -> tuple[str, int]:
    """The unit after a number, with a hyphen or a degree sign before it if there is one."""
    place = last
    if place < len(items) and items[place].text in ("-", "°"):
        place += 1
    if place + 1 < len(items):
        joint = place + 2 if items[place + 1].text == "-" and place + 2 < len(items) else place + 1
        pair = f"{items[place].lower} {items[joint].lower}"
        three = f"{pair} {items[joint + 1].lower}" if joint + 1 < len(items) else ""
        if three in words.units:
            return words.units[three], joint + 2
        if pair in words.units:
            return words.units[pair], joint + 1
    if (
        place < len(items)
        and items[place].lower in words.units
        and (
            not items[place].capital
            or not items[place].text[_LONGEST_SYMBOL - 1 :].islower()
            or "nouns" in words.of("text", "capitalised")
        )
    ):
        return words.units[items[place].lower], place + 1
    return "", last


def attached_unit(items: Sequence[Token], suffix: str, last: int, words: Language) -> tuple[str, int]:
    """The unit that hangs on a figure, with what it is counted by: "110km/h"."""
    ahead = items[last : last + 2]
    if len(ahead) > 1 and ahead[0].text == "/" and not ahead[0].spaced:
        rate = f"{suffix} / {ahead[1].lower}"
        if rate in words.units:
            return words.units[rate], last + 2
    return unit_of(suffix, words), last


def unit_of(suffix: str, words: Language) -> str:
    """The unit that letters on a figure are, empty for none."""
    return words.units.get(suffix) or _ATTACHED.get(suffix) or words.map_of("facts", "attached").get(suffix, "")


def times_after(items: Sequence[Token], last: int, words: Language) -> int:
    """The place behind what is counted where what it is out of follows: "seven times out of ten", "nine cases out of ten";
    else the place itself.
    """
    behind = [item.lower for item in items[last : last + 4]]
    if " ".join(behind[:2]) in words.of("facts", "times_of"):
        return last + 1
    # "Nine cases out of ten": what is counted stands between.
    counted = len(behind) == _COUNTED and behind[0].isalpha() and behind[3] in words.numbers
    out_of = " ".join(behind[1:3]) in words.of("facts", "out_of")
    # "Four cases in ten", but not "four people in two cars".
    in_all = len(behind) > _COUNTED - 2 and behind[0].isalpha() and behind[1] in words.of("facts", "in")
    return last + (bool(counted and out_of) or (in_all and behind[2] in words.of("facts", "shared_out")))


_COUNTED = 4
