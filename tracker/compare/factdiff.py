"""Pairs the facts of two sides of a passage: which value became which, what was swapped, what came or went."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tracker.compare.amounts import same_amount, same_span
from tracker.compare.blocks import Block
from tracker.compare.calendar import same_when
from tracker.compare.language import Language, bearers
from tracker.compare.mentions import Mention
from tracker.compare.names import Name, same_name
from tracker.compare.relations import reversed_relation
from tracker.compare.relative import RELATIVE, same_days
from tracker.compare.spelling import folded
from tracker.compare.units import Side, Unit
from tracker.model import FactSub

_AMOUNTS = frozenset({FactSub.NUMBER, FactSub.MONEY, FactSub.PERCENT, FactSub.AGE, FactSub.ORDINAL})
_WHEN = frozenset({FactSub.DATE, FactSub.TIME})
_ROUND = frozenset({"~dozens", "~scores", "~hundreds", "~thousands", "~millions"})
_BETWEEN = 2

T = TypeVar("T", Mention, Name)
Same = Callable[[Mention, Mention], bool]


@dataclass(frozen=True, slots=True)
class MentionPair:
    """A value of the old and the new side; one of them is missing where it came or went."""

    old: Mention | None
    new: Mention | None
    swapped: bool = False


@dataclass(frozen=True, slots=True)
class NamePair:
    """A name of the old and the new side; one of them is missing where it came or went; `listed` if from a list. The
    places are wider where what is said of two names was turned round.
    """

    old: Name | None
    new: Name | None
    listed: bool = False
    swapped: bool = False
    old_place: tuple[int, int] | None = None
    new_place: tuple[int, int] | None = None


def same_value(one: Mention, two: Mention) -> bool:
    """Whether two mentions say the same: equal amounts of one unit, or moments that can be one."""
    if one.value == two.value and (one.sub is two.sub or FactSub.OTHER not in (one.sub, two.sub)):
        return True
    if one.sub in _WHEN or two.sub in _WHEN:
        if FactSub.TIME in (one.sub, two.sub) and one.sub is not two.sub:
            return same_when(*(item.value if item.sub is FactSub.TIME else _on_clock(item) for item in (one, two)))
        if one.sub is two.sub is FactSub.DATE and (_of_reader(one) or _of_reader(two)) and same_days(one, two):
            return True
        return one.sub is two.sub and RELATIVE not in one.value + two.value and same_when(one.value, two.value)
    if one.number is None or two.number is None or ".." in one.value or ".." in two.value:
        return False
    return same_amount(one, one.number, two, two.number)


def _on_clock(item: Mention) -> str:
    """A figure that reads as a year as a time of day, "at 1700"; empty where it is none."""
    year = item.value.removesuffix("|||")
    if item.sub is FactSub.DATE and year.isdecimal() and int(year[:2]) < _HOURS and int(year[2:]) < _MINUTES:
        return f"{int(year[:2]) * _MINUTES + int(year[2:]):04d}|"
    return ""


_HOURS, _MINUTES = 24, 60


def _of_reader(item: Mention) -> bool:
    """Whether a date is told from where the reader stands: "yesterday", or a weekday alone."""
    return item.value.startswith((RELATIVE, "|||"))


def changed_mentions(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[MentionPair]:
    """Values that became others, then those that came or went; values that only stand elsewhere are left out."""
    same: Same = lambda one, two: same_value(one, two) or same_span(one, two, words.loose_days)  # noqa: E731 - a name for what is equal in this language
    olds, news = _unequal(*_stayed_first(old, old.mentions, new, new.mentions, found), same)
    _leave_tallies(olds, news)
    _leave_tallies(news, olds)
    if not olds and not news:
        yield from _swapped(old, new, same)
        return
    for block in found:
        left = [item for item in olds if _within(item, block.old_units(old))]
        right = [item for item in news if _within(item, block.new_units(new))]
        for pair in _in_order(left, right):
            olds.remove(pair.old)  # type: ignore[arg-type]  # both sides of these are set
            news.remove(pair.new)  # type: ignore[arg-type]
            yield pair
    for one in list(olds):
        two = next((item for item in news if _kindred(one, item) and _same_place(old, one, new, item)), None)
        if two is not None:
            olds.remove(one)
            news.remove(two)
            yield MentionPair(one, two)
    if len(olds) == len(news) == 1 and _same_statement(old, olds[0], new, news[0]):
        yield MentionPair(olds.pop(), news.pop())
    yield from (MentionPair(one, None) for one in olds)
    yield from (MentionPair(None, two) for two in news)


def _same_statement(old: Side, one: Mention, new: Side, two: Mention) -> bool:
    """Whether the only two values without an equal stand in one statement said in other words: of one sort and unit,
    among words of which most are the same.
    """
    if one.sub is not two.sub or one.unit != two.unit or one.vague or two.vague:
        return False
    left, right = ({unit.key for unit in side.units if len(unit.word) >= _CONTENT} for side in (old, new))
    return bool(left and right) and len(left & right) >= _MOST * min(len(left), len(right))


_CONTENT, _MOST = 4, 0.6


def _leave_tallies(ranges: list[Mention], singles: list[Mention]) -> None:
    """Take out a tally that the other side gives in two figures: "61 votes to 38", "61 in favour and 38 against"."""
    for item in [item for item in ranges if ".." in item.value]:
        low, _, high = item.value.partition(" ")[0].partition("..")
        ends = [next((one for one in singles if one.value.split(" ")[0] == end), None) for end in (low, high)]
        if ends[0] is not None and ends[1] is not None and ends[0] is not ends[1]:
            ranges.remove(item)
            singles.remove(ends[0])
            singles.remove(ends[1])


def changed_names(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[NamePair]:
    """Names that became others, then those dropped from or put into a list, or that came or went."""
    olds, news = _unequal(
        *_stayed_first(old, old.names, new, new.names, found),
        lambda one, two: same_name(one, two, words) or _spelt_out(old, one, two) or _spelt_out(new, two, one),
    )
    if not olds and not news:
        yield from _swapped_names(old, new, found, words)
        return
    for block in found:
        left = [item for item in olds if _touched(item, block.old_units(old))]
        right = [item for item in news if _touched(item, block.new_units(new))]
        for one, two in zip(left, right, strict=False):
            olds.remove(one)
            news.remove(two)
            yield NamePair(one, two)
    for one in list(olds):
        grown = next((item for item in news if one.parts[-1] == item.parts[-1] in words.titles), None)
        grown = grown or next(
            (item for item in news if _shares(one, item) and _same_neighbour(old, one, new, item)), None
        )
        if grown is not None:
            olds.remove(one)
            news.remove(grown)
            yield NamePair(one, grown)
    if len(olds) == len(news) == 1 and _of_a_sort(olds[0], news[0], words):
        yield NamePair(olds.pop(), news.pop())
    yield from (NamePair(one, None, listed=_listed(old, one)) for one in olds)
    yield from (NamePair(None, two, listed=_listed(new, two)) for two in news)


def _of_a_sort(one: Name, two: Name, words: Language) -> bool:
    """Whether the only two names without an equal stand for each other wherever they stand: two countries, or two bodies
    of one sort such as universities.
    """
    countries = all(name.parts[0] in bearers() for name in (one, two))
    return countries or not words.organisations.isdisjoint(set(one.parts) & set(two.parts))


def _spelt_out(side: Side, long: Name, short: Name) -> bool:
    """Whether a name with the small-letter words behind it spells out an acronym: Organizzazione mondiale della sanità,
    Oms.
    """
    letters = short.parts[0] if len(short.parts) == 1 else ""
    if not (_SHORTEST_ACRONYM - (letters in bearers())) <= len(letters) <= _LONGEST_ACRONYM:
        return False
    first = next((n for n, unit in enumerate(side.units) if long.start <= unit.start), len(side.units))
    for place in range(max(0, first - _AHEAD), first + 1):
        near = [unit.word for unit in side.units[place : place + 2 * len(letters)] if unit.word]
        plain = [_ARTICLE.sub("", folded(word))[:1] for word in near]
        heads = [head for head, word in zip(plain, near, strict=True) if word not in _LINKS]
        if letters in ("".join(heads[: len(letters)]), "".join(plain[: len(letters)])):
            return True
    return False


# A word that opens its sentence may stand before what was read of a name: "The Department for Transport".
_AHEAD = 2
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 3, 6
_ARTICLE = re.compile(r"^(?:l|d|dell|all|nell|sull)'")
_LINKS = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "de",
        "des",
        "du",
        "della",
        "delle",
        "del",
        "dei",
        "di",
        "la",
        "les",
        "le",
        "für",
        "und",
        "y",
        "da",
        "do",
        "e",
        "et",
    ]
)


def _shares(one: Name, two: Name) -> bool:
    """As in the High Court and the Court of Appeal: a word of the one is a word of the other."""
    return one.sub is two.sub and bool(set(one.parts) & set(two.parts))


def _same_neighbour(old: Side, one: Name, new: Side, two: Name) -> bool:
    left, right = (
        [unit.key for unit in side.units if unit.end <= name.start][-2:] for side, name in ((old, one), (new, two))
    )
    return bool(left) and left == right


def _stayed_first(
    old: Side, olds: Sequence[T], new: Side, news: Sequence[T], found: list[Block]
) -> tuple[list[T], list[T]]:
    """Both lists with those first that stand where nothing changed, so that each of them finds itself and not the same
    value elsewhere: "five of six" that becomes "six of six".
    """
    left = {unit.start for block in found for unit in block.old_units(old)}
    right = {unit.start for block in found for unit in block.new_units(new)}
    return (
        sorted(olds, key=lambda item: any(item.start <= start < item.end for start in left)),
        sorted(news, key=lambda item: any(item.start <= start < item.end for start in right)),
    )


def _unequal(old: Sequence[T], new: Sequence[T], same: Callable[[T, T], bool]) -> tuple[list[T], list[T]]:
    """What has no equal on the other side, each equal used once, verbatim equals first."""
    olds, news = list(old), list(new)
    for one in list(olds):
        two = next((item for item in news if _identical(one, item)), None)
        if two is not None:
            olds.remove(one)
            news.remove(two)
    for one in list(olds):
        two = next((item for item in news if same(one, item)), None)
        if two is not None:
            olds.remove(one)
            news.remove(two)
    return olds, news


def _identical(one: Mention | Name, two: Mention | Name) -> bool:
    if isinstance(one, Mention) and isinstance(two, Mention):
        return one.value == two.value and one.sub is two.sub
    return isinstance(one, Name) and isinstance(two, Name) and one.parts == two.parts


def _in_order(left: list[Mention], right: list[Mention]) -> Iterator[MentionPair]:
    """Pairs within one block: kindred ones in their order, the same sort first."""
    rest = list(right)
    for strict in (True, False):
        for one in list(left):
            two = next(
                (item for item in rest if (one.sub is item.sub if strict else True) and _kindred(one, item)), None
            )
            if two is not None:
                left.remove(one)
                rest.remove(two)
                yield MentionPair(one, two)


def _kindred(one: Mention, two: Mention) -> bool:
    """Whether one value can stand for the other: amounts for amounts, moments for moments, codes for codes."""
    if one.vague and two.vague:
        return one.value in _ROUND and two.value in _ROUND
    if FactSub.ORDINAL in (one.sub, two.sub):
        return one.sub is two.sub
    if one.sub in _WHEN and two.sub in _WHEN:
        return True
    return (one.sub in _AMOUNTS and two.sub in _AMOUNTS) or one.sub is two.sub


def _within(item: Mention, units: Sequence[Unit]) -> bool:
    return any(unit.mention is item for unit in units)


def _touched(item: Name, units: Sequence[Unit]) -> bool:
    return any(item.start <= unit.start < item.end for unit in units)


def _same_place(old: Side, one: Mention, new: Side, two: Mention) -> bool:
    """Whether the word after, or the two words before, are the same on both sides."""
    left, right = _around(old, one), _around(new, two)
    return (left[1] == right[1] != "") or (left[0] == right[0] != "")


def _around(side: Side, item: Mention) -> tuple[str, str]:
    place = next(number for number, unit in enumerate(side.units) if unit.mention is item)
    before = side.units[place - 1].key if place else ""
    after = side.units[place + 1].key if place + 1 < len(side.units) else ""
    return before, after


def _swapped(old: Side, new: Side, same: Same) -> Iterator[MentionPair]:
    """The same values in another order among the same words: killed 30 and injured 200, killed 200 and injured 30."""
    if len(old.mentions) != len(new.mentions) or len(old.mentions) <= 1 or _shape(old) != _shape(new):
        return
    for one, two in zip(old.mentions, new.mentions, strict=True):
        if not same(one, two) and one.sub is two.sub:
            yield MentionPair(one, two, swapped=True)
            return


def _reordered(old: Side, new: Side, words: Language) -> Iterator[NamePair]:
    """Two people of whom the other one is put first, whatever words say so."""
    found = reversed_relation(old, new, words) if _shape(old) != _shape(new) else None
    if found is not None:
        one, two = found
        yield NamePair(one.first, two.first, swapped=True, old_place=one.place, new_place=two.place)


def _swapped_names(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[NamePair]:
    """The same two names exchanged among the same words, unless they stand in a list or meet as equals."""
    yield from _reordered(old, new, words)
    yield from _crossed(old, new, found, words)
    if not found or len(old.names) != len(new.names) or len(old.names) <= 1 or _shape(old) != _shape(new):
        return
    for one, two in zip(old.names, new.names, strict=True):
        if not same_name(one, two, words) and not _listed(old, one, 2) and not _listed(new, two, 2):
            yield NamePair(one, two, swapped=True)
            return


def _crossed(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[NamePair]:
    """Two names that are alike in sort and change places before words that stay: "a Slovene mother and an Italian
    father", "an Italian mother and a Slovene father".
    """
    if not found or len(old.names) != len(new.names):
        return
    before = [(name, _following(old, name)) for name in old.names]
    after = [(name, _following(new, name)) for name in new.names]
    for (one, noun), (other, other_noun) in itertools.pairwise(before):
        there = {key: name for name, key in after}
        if noun == other_noun or not noun or not other_noun or noun not in there or other_noun not in there:
            continue
        crossed = same_name(there[noun], other, words) and same_name(there[other_noun], one, words)
        if crossed and not same_name(one, other, words):
            yield NamePair(one, there[noun], swapped=True)
            return


def _following(side: Side, name: Name) -> str:
    """The common noun right behind a name, empty where a verb or small word follows."""
    place = next((number for number, unit in enumerate(side.units) if unit.start >= name.end), len(side.units))
    word = side.units[place].word if place < len(side.units) and side.units[place].name < 0 else ""
    return word if len(word) >= _SHORTEST_NOUN and not word.endswith(("ed", "ing")) else ""


_SHORTEST_NOUN = 4


def _shape(side: Side) -> list[str]:
    """The words of a side with facts and names reduced to their sort."""
    shape: list[str] = []
    for unit in side.units:
        key = f"\x01{unit.mention.sub}" if unit.mention else "\x03name" if unit.name >= 0 else unit.key
        if key != "\x03name" or not shape or shape[-1] != key:
            shape.append(key)
    return shape


def _listed(side: Side, name: Name, least: int = 3) -> bool:
    """Whether a name stands in a list of names: at least `least` of them with nothing but commas or "and" between."""
    index = side.names.index(name)
    count = 1
    for step in (-1, 1):
        place = index
        while 0 <= place + step < len(side.names) and _joined(side, *sorted((place, place + step))):
            count += 1
            place += step
    return count >= least


_LIST_WORDS = frozenset(("and", "or", "und", "oder", "et", "ou", "y", "e", "o"))


def _joined(side: Side, first: int, second: int) -> bool:
    end, start = side.names[first].end, side.names[second].start
    between = [unit for unit in side.units if end <= unit.start < start]
    return len(between) <= _BETWEEN and all(unit.word in _LIST_WORDS for unit in between)
