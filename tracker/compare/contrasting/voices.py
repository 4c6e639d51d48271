"""Tells when the same one does a thing on one side and has it done to them by the same other on the other: "the firm sued
the bank", "the firm was sued by the bank".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from tracker.compare.sides.passage import Passage, Range
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language, language

# So many words stand between the two at most: "will not now be", "was last year".
_LONGEST = 5
_STEM = 3


def turned_voice(passage: Passage, words: Language) -> tuple[Range, Range] | None:
    """Both statements from who stands first to who stands last, or nothing."""
    by = words.of("shifting", "by")
    if not words.participles or by.isdisjoint(unit.word for unit in (*passage.old.units, *passage.new.units)):
        return None
    for active, passive in ((passage.old, passage.new), (passage.new, passage.old)):
        for first, verb, last in _passives(passive, words):
            ends = passive.units[first], passive.units[last]
            place = _active(active, ends, passive.units[verb].word, words)
            if place is not None:
                there = ends[0].start, ends[1].end
                return (place, there) if active is passage.old else (there, place)
    return None


def same_deed(passage: Passage, pair: frozenset[str], words: Language) -> bool:
    """Whether one side says in the passive what the other says in the active of the same two, `pair`: "buses replace trains",
    "trains are replaced by buses".
    """
    for active, passive in ((passage.old, passage.new), (passage.new, passage.old)):
        for first, verb, last in _passives(passive, words):
            ends = passive.units[last], passive.units[first]
            if frozenset(end.word for end in ends) == pair and _active(active, ends, passive.units[verb].word, words):
                return True
    return False


def _passives(side: Side, words: Language) -> Iterator[tuple[int, int, int]]:
    """The places of whom something was done to, of the verb and of who did it: "the firm was sued by the bank"."""
    be, by = words.of("shifting", "be"), words.of("shifting", "by")
    when = words.of("shifting", "by_when")
    for place, unit in enumerate(side.units[:-1]):
        verb = place - 1
        if (
            unit.word not in by
            or side.units[place + 1].word in when
            or verb < 1
            or not _is_participle(side.units[verb].word, words)
        ):
            continue
        near = range(verb - 1, max(-1, verb - 1 - _LONGEST), -1)
        first = next((n for n in near if _is_end(side.units[n], words)), -1)
        last = next((n for n in range(place + 1, len(side.units)) if _is_end(side.units[n], words)), -1)
        beside = 0 < last <= place + 1 + _STEM
        if first >= 0 and beside and any(other.word in be for other in side.units[first:verb]):
            yield first, verb, last


def _active(side: Side, ends: tuple[Unit, Unit], verb: str, words: Language) -> Range | None:
    """Where the same two stand round the verb on a side that says it in the active, in the same order."""
    for first, unit in enumerate(side.units):
        if unit.key != ends[0].key:
            continue
        behind = side.units[first + 1 : first + 2 + _LONGEST]
        last = next((n for n, other in enumerate(behind) if other.key == ends[1].key), 0)
        between = behind[:last]
        passive = words.of("shifting", "by") | words.of("contrasting", "equal") | words.of("contrasting", "mutual")
        if not between or not _unbroken((unit, *behind[: last + 1])):
            continue
        if any(other.word in passive or not other.word for other in between):
            continue
        if any(_is_form(other.word, verb, words) for other in between) and _at_once(between, verb, words):
            return unit.start, behind[last].end
    return None


def _at_once(between: Sequence[Unit], verb: str, words: Language) -> bool:
    """Whether nothing but small words stands behind the verb."""
    place = next(n for n, unit in enumerate(between) if _is_form(unit.word, verb, words))
    return all(unit.word in words.of("shifting", "small") for unit in between[place + 1 :])


def _is_form(word: str, verb: str, words: Language) -> bool:
    """Whether a word is a form of the verb of a participle: "sue", "sued"; "bit", "bitten"; "buy", "bought"."""
    if word in words.of("shifting", "be") or word in words.stops or word in words.starters or len(word) < _STEM:
        return False
    past = words.participles.get(verb, "")
    return word[:_STEM] == verb[:_STEM] or word == past or (bool(past) and word[0] == verb[0])


def _unbroken(units: Sequence[Unit]) -> bool:
    """Whether no sign stands between units."""
    return all(two.start - one.end == 1 for one, two in pairwise(units))


def _is_participle(word: str, words: Language) -> bool:
    return word in words.participles or word.endswith(words.rows_of("shifting", "participle"))


def _is_end(unit: Unit, words: Language) -> bool:
    """Whether a unit names somebody or something: no small word and none that goes with a verb."""
    if unit.name >= 0:
        return True
    return bool(unit.word) and unit.mention is None and unit.word not in _no_ends(words.code)


@cache
def _no_ends(code: str) -> frozenset[str]:
    """The words of a language that name nobody: small ones, and those that go with a verb."""
    words = language(code)
    names = ("small", "be", "have", "sure", "adverbs", "between", "to", "by")
    return words.hedges | words.negators | frozenset[str]().union(*(words.of("shifting", name) for name in names))
