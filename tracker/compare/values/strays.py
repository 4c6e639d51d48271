"""Pairs values that lost their passage: where sentences were joined, parted and put in another order, the old value came to
stand in a sentence that was aligned elsewhere, and neither finds the other within one passage.

A pair has to be of one sort and unit and among the same words, to be the best of either, and to have no equal near by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.compare.facts.amounts import MEASURES
from tracker.compare.facts.relative import RELATIVE
from tracker.compare.facts.tokens import ALL_BUT, Mention
from tracker.compare.findings import meet
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Side
from tracker.compare.text.language import Language
from tracker.compare.values.casualties import counts_casualties
from tracker.compare.values.factdiff import same_value
from tracker.compare.values.factflags import value_flag
from tracker.model import FactSub, Flag, FlagKind

# So many passages apart sentences that were joined or parted stand; so near a share or an amount of money needs no words.
NEAR, _CLOSE = 4, 2
# So many values of a side without an equal are paired at most: what has more was written anew.
_MOST = 60
# Words round a value that tell what it is about, and those right beside it.
_AROUND, _BESIDE = 7, 3
_SHORTEST, _STEM = 4, 4
# A number alone needs so many of the same words around it, a value with a unit one.
_WORDS_OF_NUMBER, _WORDS_OF_UNIT = 2, 1
# A number that is rare enough to need no more than a value with a unit does.
_RARE = 20


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage at its place among all; of a sentence that came or went one side is empty. `told` are its facts."""

    place: float
    part: Passage
    told: list[Flag] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Stray:
    """A value without an equal in its own passage, with the stems of the words round it and of those beside it."""

    at: Placed
    side: Side
    item: Mention
    around: frozenset[str]
    beside: frozenset[str]
    counted: str
    harmed: bool


def stray_facts(parts: Sequence[Placed], words: Language) -> Iterator[tuple[Flag, frozenset[int]]]:
    """The facts that changed from one passage to another, each with the identities of those told before that it makes
    needless: the value added here, removed there.
    """
    olds = [stray for part in parts for stray in _strays(part, words, old=True)]
    news = [stray for part in parts for stray in _strays(part, words, old=False)]
    if not olds or not news or max(len(olds), len(news)) > _MOST:
        return
    olds, news = _without_equal(olds, parts, old=True), _without_equal(news, parts, old=False)
    for one, two in _best(olds, news):
        sides = one.at.part, two.at.part
        joined = Passage(
            sides[0].old_source, sides[0].new_source, sides[0].old_text, sides[0].new_text, one.side, two.side, []
        )
        yield (
            value_flag(joined, one.item, two.item, words),
            frozenset((*_needless(one, old=True), *_needless(two, old=False))),
        )


def _needless(stray: _Stray, *, old: bool) -> Iterator[int]:
    """The identities of what was told of a value before."""
    place = (stray.item.start, stray.item.end)
    where = stray.at.part.where(place, None).before if old else stray.at.part.where(None, place).after
    for fact in stray.at.told:
        span = fact.before_span if old else fact.after_span
        if fact.kind in (FlagKind.FACT_ADDED, FlagKind.FACT_REMOVED) and meet(span, where):
            yield id(fact)


def _strays(placed: Placed, words: Language, *, old: bool) -> Iterator[_Stray]:
    """The values of one side that its passage tells as come or gone, all of a sentence that came or went itself."""
    part = placed.part
    side, other = (part.old, part.new) if old else (part.new, part.old)
    kind = FlagKind.FACT_REMOVED if old else FlagKind.FACT_ADDED
    told = [fact.before_span if old else fact.after_span for fact in placed.told if fact.kind is kind]
    for item in side.mentions:
        if item.vague or (item.number is None and item.sub not in _WHEN) or item.value.startswith(ALL_BUT):
            continue
        place = (item.start, item.end)
        where = part.where(place, None).before if old else part.where(None, place).after
        told_here = any(meet(span, where) for span in told)
        if (not other.units or told_here) and not _is_relative(side, item, words):
            yield _Stray(
                placed,
                side,
                item,
                *_stems(side, item, words),
                _counted(side, item),
                counts_casualties(side, item, words),
            )


def _is_relative(side: Side, item: Mention, words: Language) -> bool:
    """Whether a value counts on from another one, "three more", or is the first of all."""
    after = next((unit.word for unit in side.units if item.end <= unit.start <= item.end + 1), "")
    return after in words.of("values", "further") or (item.sub is FactSub.ORDINAL and item.number == 1)


def _counted(side: Side, item: Mention) -> str:
    """The stem of what stands right behind a value."""
    after = next((unit for unit in side.units if unit.start >= item.end), None)
    return after.key[:_STEM] if after is not None and len(after.word) >= _SHORTEST else ""


_WHEN = frozenset({FactSub.DATE, FactSub.TIME})


def _stems(side: Side, item: Mention, words: Language) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of what is told round a value, small words left out; equal values count as words."""
    place = next(number for number, unit in enumerate(side.units) if unit.mention is item)
    around, beside = set[str](), set[str]()
    for distance in range(1, _AROUND + 1):
        for number in (place - distance, place + distance):
            if not 0 <= number < len(side.units):
                continue
            unit = side.units[number]
            if unit.mention is None and (
                len(unit.word) < _SHORTEST or unit.word in words.common or unit.word in words.verbs
            ):
                continue
            stem = unit.key if unit.mention else unit.key.removesuffix("s")[:_STEM]
            around.add(stem)
            if distance <= _BESIDE:
                beside.add(stem)
    return frozenset(around), frozenset(beside)


def _without_equal(strays: list[_Stray], parts: Sequence[Placed], *, old: bool) -> list[_Stray]:
    """Those that stand near by on the other side in no form."""
    return [
        stray
        for stray in strays
        if not any(
            same_value(stray.item, item)
            and not _measures_alone(stray.item, item)
            and _is_of_reader(stray.item) == _is_of_reader(item)
            for part in parts
            if abs(part.place - stray.at.place) <= 2 * NEAR
            for item in (part.part.new if old else part.part.old).mentions
        )
    ]


def _measures_alone(one: Mention, two: Mention) -> bool:
    """Whether one of two values measures what the other only counts: "five counts", "five years"."""
    return (one.unit in MEASURES and not two.unit) or (two.unit in MEASURES and not one.unit)


def _is_of_reader(item: Mention) -> bool:
    """Whether a date is told from where the reader stands, so that it can be many: "next year", "on Monday"."""
    return item.value.startswith((RELATIVE, "|||"))


def _best(olds: list[_Stray], news: list[_Stray]) -> Iterator[tuple[_Stray, _Stray]]:
    """The pairs of which each is the best of the other, by far or alone."""
    scores = {
        (left, right): score
        for left, one in enumerate(olds)
        for right, two in enumerate(news)
        if (score := _score(one, two))
    }
    for (left, right), score in scores.items():
        rivals = [other for (one, two), other in scores.items() if (one == left) != (two == right) and other >= score]
        if not rivals:
            yield olds[left], news[right]


def _score(one: _Stray, two: _Stray) -> int:
    """How much tells that one value became the other, 0 where they cannot be of one thing."""
    if abs(one.at.place - two.at.place) > NEAR or not _of_a_kind(one, two):
        return 0
    shared, near = one.around & two.around, (one.beside & two.around) | (two.beside & one.around)
    if (_is_common(one.item) or _is_common(two.item)) and not (one.harmed and two.harmed):
        counted = one.counted in two.around or two.counted in one.around
        enough = counted or (bool(near) and len(shared) >= _WORDS_OF_NUMBER)
    else:
        close = one.item.unit == two.item.unit and abs(one.at.place - two.at.place) <= _CLOSE
        close = close and (bool(one.item.unit) or _akin(one.side, two.side))
        enough = close or len(shared) >= _WORDS_OF_UNIT
    return 1 + len(shared) + len(near) if enough else 0


def _akin(one: Side, two: Side) -> bool:
    """Whether two sentences share a longer word: dates of texts that have nothing in common are two dates."""
    left, right = (
        {unit.key[:_STEM] for unit in side.units if len(unit.word) >= _SHORTEST and unit.mention is None}
        for side in (one, two)
    )
    return not left.isdisjoint(right)


def _is_common(item: Mention) -> bool:
    """Whether a value is a small number or a rank, which any sentence may have."""
    return item.sub is FactSub.ORDINAL or (item.sub is FactSub.NUMBER and not item.unit and (item.number or 0) < _RARE)


def _of_a_kind(left: _Stray, right: _Stray) -> bool:
    """Whether two values are of one sort and unit, two dates told in the same parts."""
    one, two = left.item, right.item
    if _bare_for(left, right) or _bare_for(right, left):
        return one.number != two.number
    if one.sub is not two.sub or (".." in one.value) != (".." in two.value) or not _in_one_unit(left, right):
        return False
    if one.sub in _WHEN:
        return _parts(one) == _parts(two)
    return _ends(one) != _ends(two)


def _bare_for(left: _Stray, right: _Stray) -> bool:
    """Whether a number alone can be the age or the percentage of the other side: "now 36, she runs", "34 per cent, the Greens
    nine".
    """
    one, two = left.item, right.item
    if one.sub is not FactSub.NUMBER or one.unit or one.number is None:
        return False
    if two.sub is FactSub.AGE:
        return _YOUNGEST < one.number < _OLDEST
    return two.unit == "%" and any(key.startswith("\x01percent") for key in left.around)


_YOUNGEST, _OLDEST = 12, 110


def _in_one_unit(left: _Stray, right: _Stray) -> bool:
    """Whether both have one unit, or the one has it a few words away: "15 hours of care", "15 free hours"."""
    one, two = left.item.unit, right.item.unit
    return one == two or (not one and two[:_STEM] in left.beside) or (not two and one[:_STEM] in right.beside)


def _ends(item: Mention) -> list[str]:
    """The ends of a range or a score in any order, signs left out: who won 88-81 is who lost 81-88, "-6.5%" a fall of 6.5%."""
    return sorted(end.lstrip("-") for end in item.value.split(" ")[0].split(".."))


def _parts(item: Mention) -> tuple[bool, ...]:
    return tuple(bool(part) for part in item.value.split("|"))
