"""Reads negators: words that deny what stands behind them, in languages with a file and in scripts without one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from tracker.compare.sides.units import Unit
from tracker.compare.text.files import scripts_file
from tracker.compare.text.language import Language
from tracker.model import FactSub

_NEITHER = 10  # so many words behind "neither" its "nor" may stand
_EITHER = 14  # so many words behind "whether" its "or not" may


def negator_at(units: Sequence[Unit], place: int, words: Language) -> str:
    """The negator at a place, empty for none."""
    word = units[place].word
    if is_contracted(word, words):
        return word
    after = next(iter(units[_behind_day(units, place + 1, words) :][:1]), None)
    if word in words.of("shifting", "yet") and after is not None and after.word in words.of("shifting", "to"):
        return word if place and units[place - 1].word in words.of("shifting", "be") else ""
    known = word in words.negators or _no_more(units, place, words) or _bare(units, place, words)
    if not known and not _of_other_script(units, place):
        return ""
    rules = (_double, _goes_on, _delays, _either_way, _compares)
    if any(rule(units, place, words) for rule in rules):
        return ""
    return "" if _denies_nothing(word, after, words) or _is_number_ten(units[place], place, after, words) else word


def _behind_day(units: Sequence[Unit], place: int, words: Language) -> int:
    """The place behind the day that stands at one: "refused on Monday to hear"."""
    day = place + (place < len(units) and units[place].word in words.of("shifting", "on"))
    dated = day < len(units) and (said := units[day].mention) is not None and said.sub is FactSub.DATE
    return day + 1 if dated else place


def is_contracted(word: str, words: Language) -> bool:
    """Whether a word has its "not" in it: "couldn't"."""
    return word.endswith(words.rows_of("shifting", "contracted"))


def _denies_nothing(word: str, after: Unit | None, words: Language) -> bool:
    """Whether a word that can be a negator is none before the word that follows: "not only", "he failed.", "avoided it"."""
    then = after.word if after is not None else ""
    if word in words.of("shifting", "then_to"):
        return then not in words.of("shifting", "to")
    if word in words.of("shifting", "then_doing"):
        return not then.endswith(words.rows_of("shifting", "doing"))
    return word in words.of("shifting", "plain_negators") and then in words.of("shifting", "denies_nothing")


def _is_number_ten(unit: Unit, place: int, after: Unit | None, words: Language) -> bool:
    """Whether "No" stands for a number: "No 10"; where it opens a sentence, only before a bare figure."""
    if after is None or after.mention is None or not unit.token.capital:
        return False
    bare = after.mention.value.isdigit() and after.token.text.isdigit() and after.end == after.token.end
    return (place > 0 or bare) and unit.word in words.of("shifting", "no")


def _double(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "not without risk": each of the two takes back the other."""
    double = words.of("shifting", "double")
    return bool(double) and any(
        " ".join(unit.word for unit in units[n : n + 2]) in double for n in (place, place - 1) if n >= 0
    )


def _goes_on(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "neither the minister nor her deputy", "the minister has not, and neither has her deputy", "no dimitió nadie",
    which deny once.
    """
    word = units[place].word
    before = [unit.word for unit in units[max(0, place - _NEITHER) : place]]
    neither = words.of("shifting", "neither")
    if word in words.of("shifting", "nor"):
        return not neither.isdisjoint(before)
    if word in neither:
        return not words.of("shifting", "and").isdisjoint(before[-1:])
    return word in words.of("shifting", "again") and not words.of("shifting", "denied").isdisjoint(before)


def count_negators(units: Sequence[Unit], words: Language) -> int:
    """How many words among units deny something."""
    return sum(bool(negator_at(units, place, words)) for place in range(len(units)))


def _either_way(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "whether or not he knew", "ob er es wusste oder nicht", which deny nothing."""
    before = [unit.word for unit in units[max(0, place - _EITHER) : place]]
    joined = not words.of("shifting", "or").isdisjoint(before[-1:])
    return joined and not words.of("shifting", "whether").isdisjoint(before)


def _delays(units: Sequence[Unit], place: int, words: Language) -> bool:
    """Whether a negator only says when something came about: "It was not until she was 50 that", "no fue hasta 2020"."""
    near = [unit.word for unit in units[place + 1 : place + 4]]
    if units[place].word in words.of("shifting", "delaying"):
        return not words.of("shifting", "until").isdisjoint(near[:1])
    came_about = len(near) > 1 and near[0] in words.of("shifting", "came_about")
    return came_about and near[1] in words.of("shifting", "came_until")


def _compares(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "Not since 1990 had turnout been so high", which denies that of the years between."""
    near = [unit.word for unit in units[place : place + 2]]
    return " ".join(near) in words.of("shifting", "not_since")


def _no_more(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "ne travaille plus", "n'est plus"."""
    no_more = words.of("shifting", "no_more")
    word = units[place].word
    if word not in words.of("shifting", "then_no_more") and not word.startswith(words.rows_of("shifting", "elided")):
        return False
    near = units[place + 1 : place + _NO_MORE_WITHIN + 1]
    # "Ne reste plus que quatre" says "only", and denies nothing.
    that, elided = words.of("shifting", "that"), words.rows_of("shifting", "elided_that")
    only = any(
        one.word in no_more and (two.word in that or (elided and two.word.startswith(elided)))
        for one, two in pairwise(near)
    )
    return not only and any(unit.word in no_more for unit in near[: _NO_MORE_WITHIN - 1])


_NO_MORE_WITHIN = 4


def _bare(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "ne peut partir", "n'ose parler": a denial without its second word, which some verbs do not need."""
    word, elided = units[place].word, words.rows_of("shifting", "elided")
    verb = units[place + 1].word if place + 1 < len(units) and word in words.of("shifting", "then_no_more") else ""
    verb = verb or (word.partition("'")[2] if elided and word.startswith(elided) else "")
    if verb not in words.of("shifting", "denied_alone"):
        return False
    second = words.negators | words.of("shifting", "no_more") | words.of("shifting", "that")
    return not any(unit.word in second for unit in units[place + 1 : place + _SECOND_WITHIN])


_SECOND_WITHIN = 6


def _of_other_script(units: Sequence[Unit], place: int) -> bool:
    """A negator in a script whose languages have no file; signs but where they are part of another word."""
    word = units[place].word
    if word.isascii():
        return False
    known = _scripts()
    if word in known.negators:
        return True
    signs = known.signs.get(word)
    if signs is None:
        return False
    before = units[place - 1].word if place else " "
    after = units[place + 1].word if place + 1 < len(units) else ""
    if before in signs.part_behind or (after and after in signs.part_before):
        return False
    return "".join(unit.word for unit in units[place : place + 3]).startswith(signs.starts)


class _Signs(NamedTuple):
    """The negators of a script without spaces, and the signs behind or before which they are part of another word."""

    starts: tuple[str, ...]
    part_behind: frozenset[str]
    part_before: frozenset[str]


class _Scripts(NamedTuple):
    """The negators of the languages without a file: words, and by the sign that each begins with."""

    negators: frozenset[str]
    signs: dict[str, _Signs]


@cache
def _scripts() -> _Scripts:
    words: set[str] = set()
    signs: dict[str, _Signs] = {}
    for table in scripts_file().values():
        words.update(table.get("negators", ()))
        starts = tuple(table.get("negator_starts", ()))
        own = _Signs(starts, frozenset(table.get("part_behind", "")), frozenset(table.get("part_before", "")))
        signs.update((start[0], own) for start in starts)
    return _Scripts(frozenset(words), signs)
