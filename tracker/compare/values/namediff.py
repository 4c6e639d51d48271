"""Pairs the names of two sides of a passage: which became which, which changed places, which came or went."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap
from operator import attrgetter

from tracker.compare.contrasting.converses import meet_as_equals
from tracker.compare.naming.names import Name
from tracker.compare.naming.nations import from_other_lands, parted_natives
from tracker.compare.naming.samename import same_in_case, same_name
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.pairing import shape, stayed_first, unequal
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.families import bearers
from tracker.compare.text.language import Language
from tracker.compare.text.spelling import folded
from tracker.compare.values.acronyms import spelt_out
from tracker.compare.values.capitals import called_capital, is_its_capital
from tracker.compare.values.households import same_household
from tracker.compare.values.relations import reversed_relation
from tracker.compare.values.states import acts_for, told_in_full
from tracker.model import FactSub

_BETWEEN, _WITH_CALLING = 2, 3


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


def changed_names(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[NamePair]:
    """Names that became others, then those dropped from or put into a list, or that came or went."""
    olds, news = unequal(
        *stayed_first(old, old.names, new, new.names, found),
        lambda one, two: (
            same_name(one, two, words)
            or spelt_out(old, one, two)
            or spelt_out(new, two, one)
            or same_household(old, one, new, two, words)
            or acts_for(old, one, new, two, words)
            or is_its_capital(one, two, new, words)
            or is_its_capital(two, one, old, words)
        ),
    )
    if not olds and not news:
        yield from _swapped_names(old, new, found, words)
        return
    yield from starmap(NamePair, _natives(old, olds, new, news))
    for block in found:
        left = [item for item in olds if _touched(item, block.old_units(old))]
        right = [item for item in news if _touched(item, block.new_units(new))]
        for one, two in zip(left, right, strict=False):
            if max(block.old_end - block.old_start, block.new_end - block.new_start) > _LONG and _unlike(one, two):
                continue
            olds.remove(one)
            news.remove(two)
            yield NamePair(one, two)
    for one in list(olds):
        grown = next((item for item in news if one.parts[-1] == item.parts[-1] in words.titles), None)
        grown = grown or next(
            (
                item
                for item in news
                if (_shares(one, item) and (_same_neighbour(old, one, new, item) or not one.first + item.first))
                or _owner_turned(one, item, words)
            ),
            None,
        )
        if grown is not None:
            olds.remove(one)
            news.remove(grown)
            yield NamePair(one, grown)
    for one in [item for item in olds if item.sub is FactSub.PLACE]:
        there = next((item for item in news if item.sub is FactSub.PLACE and _same_event(old, one, new, item)), None)
        if there is not None:
            olds.remove(one)
            news.remove(there)
            yield NamePair(one, there)
    if len(olds) == len(news) == 1 and _of_a_sort(olds[0], news[0], words):
        yield NamePair(olds.pop(), news.pop())
    yield from (
        NamePair(one, None, listed=_listed(old, one, words))
        for one in olds
        if not _told_otherwise(old, one, new, words)
    )
    yield from (
        NamePair(None, two, listed=_listed(new, two, words))
        for two in news
        if not _told_otherwise(new, two, old, words)
    )


def _natives(old: Side, olds: list[Name], new: Side, news: list[Name]) -> Iterator[tuple[Name, Name]]:
    """Take out those who are told with their lands in another way on the other side; whose land is another is given back."""
    yield from parted_natives(old.names, olds, new.names, news)
    yield from ((one, two) for two, one in parted_natives(new.names, news, old.names, olds))
    for one in list(olds):
        other = next((two for two in news if from_other_lands(one, two)), None)
        if other is not None:
            olds.remove(one)
            news.remove(other)
            yield one, other


# In a block of more words than these the sentence was told anew: then no place stands where a person stood.
_LONG = 6


def _unlike(one: Name, two: Name) -> bool:
    """Whether one of two names is a person in full and the other a place."""
    return {one.sub, two.sub} == {FactSub.PERSON, FactSub.PLACE} and max(len(one.parts), len(two.parts)) > 1


def _told_otherwise(side: Side, name: Name, other: Side, words: Language) -> bool:
    return (
        _of_firm(name, other.names, words)
        or _by_letter(name, other, words)
        or _in_small(name, other)
        or _in_letters(name, other)
        or _as_noun(name, other, words)
        or called_capital(name, other, words)
        or told_in_full(side, name, other, words)
    )


def _in_small(name: Name, other: Side) -> bool:
    """Whether the other side has the words of a name in small letters, in their order, or a longer name with its word or
    its last letters: "Agency Owned", "agency owned"; "FOSS", "Common FOSS"; "Free Open Source Software", "Common FOSS".
    """
    parts, said = list(name.parts), [unit.word if unit.name < 0 else "" for unit in other.units]
    if len(parts) == 1 and any(parts[0] in one.parts[1:] for one in other.names):
        return True
    land = bearers().get(parts[0]) if len(parts) == 1 else None
    if land and any(bearers().get(part) == land for one in other.names for part in (one.parts[0], one.parts[-1])):
        return True
    if any(said[n : n + len(parts)] == parts for n in range(len(said) - len(parts) + 1)):
        return True
    heads = "".join(part[0] for part in parts)
    spelt = (part for one in other.names for part in one.parts)
    return len(parts) > _FEWEST_SPELT and any(len(part) > _FEWEST_SPELT and heads.endswith(part) for part in spelt)


_FEWEST_SPELT = 2


def _in_letters(name: Name, other: Side) -> bool:
    """Whether the other side has a land by letters that are a small word elsewhere, behind a comma: "Monroe, La."."""
    land = bearers().get("_".join(name.parts))
    if not land or len(name.parts[0]) <= _FEWEST_SPELT:
        return False
    near = zip(other.items, other.items[1:], other.items[2:], strict=False)
    return any(
        sign.text == "," and item.capital and dot.text == "." and bearers().get(item.lower) == land
        for sign, item, dot in near
    )


def _as_noun(name: Name, other: Side, words: Language) -> bool:
    """Whether a lone noun, in a language that writes them with capitals, stands on the other side where it is known for one:
    "neun von zehn Kindern", "90 Prozent der Kinder".
    """
    if len(name.parts) > 1 or len(name.parts[0]) < _SHORTEST_NOUN or "nouns" not in words.of("text", "capitalised"):
        return False
    nouns = (unit.word for unit in other.units if unit.name < 0 and unit.token.capital and unit.word)
    return any(same_in_case(name.parts[0], folded(noun), words) for noun in nouns)


def _by_letter(name: Name, other: Side, words: Language) -> bool:
    """Whether the other side has a party by its letter: "Democrat", "D-Texas"."""
    parties = words.contrasts.get("politics", {})
    party = parties.get(name.parts[-1])
    said = (part for unit in other.units for part in unit.token.lower.split("-")[:1] if len(part) == 1)
    return party is not None and any(parties.get(letter) == party for letter in said)


def _of_firm(name: Name, others: Sequence[Name], words: Language) -> bool:
    """Whether one side writes as a body's one name what the other has in pieces: "Trask and Daughters, Ltd", "Trask &
    Daughters Ltd".
    """
    parts = set(name.parts)
    if any(parts < set(other.parts) and not words.organisations.isdisjoint(other.parts) for other in others):
        return True
    pieces = {part for other in others if parts.issuperset(other.parts) for part in other.parts}
    return pieces == parts and not words.organisations.isdisjoint(parts)


def _of_a_sort(one: Name, two: Name, words: Language) -> bool:
    """Whether the only two names without an equal stand for each other wherever they stand: two countries, or two bodies
    of one sort such as universities.
    """
    countries = all(name.parts[0] in bearers() for name in (one, two))
    return countries or not words.organisations.isdisjoint(set(one.parts) & set(two.parts))


def _shares(one: Name, two: Name) -> bool:
    """As in the High Court and the Court of Appeal: a word of the one is a word of the other."""
    return one.sub is two.sub and bool(set(one.parts) & set(two.parts))


def _owner_turned(one: Name, two: Name, words: Language) -> bool:
    """Whether what belongs to somebody opens one name and ends the other: "Sohn von Ina Holt", "Jan Dorns Sohn"."""
    owned = min(len(one.parts), len(two.parts)) > _BETWEEN and bool(words.of("naming", "owner_ends"))
    return owned and (one.parts[0] == two.parts[-1] or two.parts[0] == one.parts[-1])


def _same_neighbour(old: Side, one: Name, new: Side, two: Name) -> bool:
    left, right = (
        [unit.key for unit in side.units if unit.end <= name.start][-2:] for side, name in ((old, one), (new, two))
    )
    return bool(left) and left == right


def _same_event(old: Side, one: Name, new: Side, two: Name) -> bool:
    """Whether the same verb or noun and preposition stand before two places: "Born in Cork", "he was born in Galway"."""
    event = [unit.word for unit in old.units if unit.end <= one.start][-2:]
    return _same_neighbour(old, one, new, two) and len(event[0]) >= _SHORTEST_NOUN


def _touched(item: Name, units: Sequence[Unit]) -> bool:
    return any(item.start <= unit.start < item.end for unit in units)


def _reordered(old: Side, new: Side, words: Language) -> Iterator[NamePair]:
    """Two people of whom the other one is put first, whatever words say so."""
    found = reversed_relation(old, new, words) if shape(old, words) != shape(new, words) else None
    if found is not None:
        one, two = found
        yield NamePair(one.first, two.first, swapped=True, old_place=one.place, new_place=two.place)


def _swapped_names(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[NamePair]:
    """The same two names exchanged among the same words, unless they stand in a list or meet as equals."""
    yield from _reordered(old, new, words)
    yield from _crossed(old, new, found, words)
    if not found or len(old.names) != len(new.names) or len(old.names) <= 1 or shape(old, words) != shape(new, words):
        return
    if meet_as_equals(old, words) and meet_as_equals(new, words):
        return
    for one, two in zip(old.names, new.names, strict=True):
        if not same_name(one, two, words) and not _listed(old, one, words, 2) and not _listed(new, two, words, 2):
            yield NamePair(one, two, swapped=True)
            return


def _crossed(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[NamePair]:
    """Two names that are alike in sort and change places before words that stay: "a Slovene mother and an Italian
    father", "an Italian mother and a Slovene father".
    """
    if not found or len(old.names) != len(new.names):
        return
    before = [(name, _following(old, name, words)) for name in old.names]
    after = [(name, _following(new, name, words)) for name in new.names]
    there = {key: name for name, key in after}
    for (one, noun), (other, other_noun) in itertools.pairwise(before):
        if noun == other_noun or not noun or not other_noun or noun not in there or other_noun not in there:
            continue
        crossed = same_name(there[noun], other, words) and same_name(there[other_noun], one, words)
        if crossed and not same_name(one, other, words):
            yield NamePair(one, there[noun], swapped=True)
            return


def _following(side: Side, name: Name, words: Language) -> str:
    """The common noun right behind a name, empty where a sign, a verb or a small word follows."""
    place = bisect_left(side.units, name.end, key=attrgetter("start"))
    if place < len(side.units) and side.units[place].start - name.end > 1:
        return ""  # "Ama Roy, director of the fund"
    word = side.units[place].word if place < len(side.units) and side.units[place].name < 0 else ""
    verb = word.endswith(words.rows_of("values", "verb_endings"))
    return word if len(word) >= _SHORTEST_NOUN and not verb else ""


_SHORTEST_NOUN = 4


def _listed(side: Side, name: Name, words: Language, least: int = 3) -> bool:
    """Whether a name stands in a list of names: at least `least` of them with nothing but commas or "and" between, and
    articles and callings where there is an "and": "the Greens, Plaid Cymru and the Liberals", "the chef Tom Adair, the model
    Ife Bright and the cellist Noor Haddad", not "the Commons, the MP, Dame Ada".
    """
    ands = words.of("values", "and_or")
    chain = list(_chain(side, side.names.index(name), ands, words))
    bare = list(_chain(side, side.names.index(name), ands))
    return len(bare) + 1 >= least or (len(chain) + 1 >= least and any(not ands.isdisjoint(joint) for joint in chain))


def _chain(side: Side, index: int, ands: frozenset[str], words: Language | None = None) -> Iterator[set[str]]:
    """The words in each joint of the list that a name stands in; with articles and callings in them where `words` is given."""
    for step in (-1, 1):
        place = index
        while 0 <= place + step < len(side.names):
            joint = _joint(side, min(place, place + step), max(place, place + step), ands, words)
            if joint is None:
                break
            yield joint
            place += step


_NO_JOINTS = frozenset('"()')


def _joint(side: Side, first: int, second: int, ands: frozenset[str], words: Language | None) -> set[str] | None:
    """The words between two names that may stand in one list; None where they do not."""
    end, start = side.names[first].end, side.names[second].start
    between = [unit.word for unit in side.units if end <= unit.start < start]
    signs = {item.text for item in side.items if end <= item.start < start}
    if len(between) > (_WITH_CALLING if words else _BETWEEN):
        return None
    called = _is_calling(between[-1], side.names[second], words) if words and between else False
    small = between[:-1] if called else between
    # A title in marks is no member ("at the museum, “Salt and Iron” shows"), nor what brackets explain.
    if signs & _NO_JOINTS or not (ands | words.of("values", "articles") if words else ands).issuperset(small):
        return None
    apart = "," in signs or not ands.isdisjoint(small)
    return set(small) if apart or not between else None


def _is_calling(word: str, name: Name, words: Language) -> bool:
    """Whether a word before a person in full says what they are: "the cellist Noor Haddad"."""
    if name.sub is not FactSub.PERSON or len(name.parts) < _IN_FULL:
        return False
    verb = word in words.verbs or word.endswith(words.rows_of("values", "verb_endings"))
    return word in words.roles or (len(word) >= _SHORTEST_NOUN and word not in words.common and not verb)


_IN_FULL = 2
