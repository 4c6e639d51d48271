"""Closed classes of words that exclude each other: rose and fell, murder and manslaughter, before and after, titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.compare.contrasting.converses import same_ends
from tracker.compare.contrasting.exchanges import alike
from tracker.compare.contrasting.listed import in_one_list
from tracker.compare.facts.calendar import with_part_of_day
from tracker.compare.facts.relative import RELATIVE
from tracker.compare.facts.tokens import Mention
from tracker.compare.shifting.negators import is_contracted
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.families import bearers
from tracker.compare.text.language import Language
from tracker.compare.text.spelling import same_spelling, unelided, without_end
from tracker.model import FactSub

_LONGEST_BLOCK = 12
_LONGEST_PHRASE = 4
# Inside a name only a title can be exchanged alone; any other word there makes another name.
_IN_NAMES = frozenset({"title", "portfolio", "politics", "peerage", "knighthood"})
_OFFICES = frozenset(["title", "portfolio"])


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two words or phrases of one class in different senses, as ranges of clean characters."""

    group: str
    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Term:
    """A word or phrase of the closed classes: its units [first, last) and all it can mean."""

    first: int
    last: int
    text: str
    named: bool
    senses: tuple[tuple[str, str], ...]


def contrasts(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[Contrast]:
    """Reversals in blocks that differ: a sense gone from the whole passage, another of its class come."""
    before, after = ({word for said in side.words() for word in (said, _bare(said, words))} for side in (old, new))
    particles = words.of("contrasting", "particles")
    told: set[tuple[str, frozenset[str]]] = set()
    for block in _joined(old, found, words):
        if block.old_end - block.old_start > _LONGEST_BLOCK or block.new_end - block.new_start > _LONGEST_BLOCK:
            continue
        lone = block.old_end - block.old_start == block.new_end - block.new_start == 1
        present: tuple[set[str], set[str]] = (set(), set()) if lone else (before, after)
        rest = list(_terms(new.units, block.new_start, block.new_end, words))
        for term in _terms(old.units, block.old_start, block.old_end, words):
            for other in rest:
                group = _reversed(term, other, present, words)
                at = (term.first, term.last), (other.first, other.last)
                if group and (
                    same_ends(old, new, *at, words)
                    or _of_one_land(term.text, after)
                    or _of_one_land(other.text, before)
                    or _spaced(old, new, term, other)
                    or _stays((old, new), term, other, group, words)
                    or _keep_their_facts(old, new, term, other)
                    or _since_the_last((old, term), (new, other), words)
                    or (lone and in_one_list(old, new, (term.text, other.text), words.contrasts[group], words))
                    or _of_other_figures(old, new, term, other, words)
                    or (lone and _only_dropped(old, new, term.text, other.text))
                    or _only_say(group, (old, term), (new, other), words)
                ):
                    continue
                if _is_of_two(group, words) and not _same_before(old, term, new, other):
                    continue
                if (
                    not lone
                    and term.text in particles
                    and other.text in particles
                    and _other_verb(old, term, new, other)
                ):
                    continue
                if group and (group, exchange := frozenset((term.text, other.text))) not in told:
                    rest.remove(other)
                    told.add((group, exchange))
                    yield Contrast(group, _range(old.units, term), _range(new.units, other))
                    break
    if not told:
        yield from _moved(old, new, (before, after), words)


def is_office(kind: str, words: Language) -> bool:
    """Whether the words of a class, known by the word that heads it, are offices."""
    return kind in _OFFICES or kind in words.of("contrasting", "offices")


def _is_of_two(group: str, words: Language) -> bool:
    """Whether the words of a class reverse something only behind the same word: who gave and who received."""
    return group == "period" or group in words.of("contrasting", "same_before")


def _of_one_land(text: str, said: set[str]) -> bool:
    """Whether a word for a country stands on the other side, too, in another form: "Spanish", "of Spain"."""
    land = bearers().get(text)
    return land is not None and any(bearers().get(word) == land for word in said)


def _spaced(old: Side, new: Side, term: _Term, other: _Term) -> bool:
    """Whether one is the other written in two words: "coast guard", "coastguard", or "week-end", "weekend"."""
    pairs = (old, term, other.text), (new, other, term.text)
    for side, at, whole in pairs:
        before, after = side.units[at.first - 1 : at.first], side.units[at.last : at.last + 1]
        if any(unit.word + at.text == whole for unit in before) or any(at.text + unit.word == whole for unit in after):
            return True
    return False


def _keep_their_facts(old: Side, new: Side, term: _Term, other: _Term) -> bool:
    """Whether both words stand on both sides, each before the same fact: "silver in 2016 and bronze in 2019", "bronze in
    2019 and silver in 2016".
    """
    facts = [[_fact_behind(side, one.text) for side in (old, new)] for one in (term, other)]
    return all(before is not None and before == after for before, after in facts)


def _of_other_figures(old: Side, new: Side, term: _Term, other: _Term, words: Language) -> bool:
    """Whether two comparatives are of figures that cannot be compared: "less than a second", "more than 30 billion years"."""
    units = set[str]()
    for side, at in ((old, term), (new, other)):
        last = at.last - (side.units[at.last - 1].word in words.of("contrasting", "than"))
        near = side.units[last : last + _NEXT]
        if not near or near[0].word not in words.of("contrasting", "than"):
            return False
        units.add(next((unit.mention.unit for unit in near if unit.mention is not None), " "))
    return len(units) > 1


_NEXT = 2


def _since_the_last(one: tuple[Side, _Term], two: tuple[Side, _Term], words: Language) -> bool:
    """Whether the first for a time is told by how long ago the last one was: "her first interview in six years", "six years
    since her last interview".
    """
    first, last, since = (words.of("contrasting", name) for name in ("first", "last", "since"))
    for (_, term), (side, other) in ((one, two), (two, one)):
        if term.text in first and other.text in last:
            return not since.isdisjoint(side.words()) or any(
                unit.mention is not None and unit.mention.value.startswith(RELATIVE) for unit in side.units
            )
    return False


def _fact_behind(side: Side, word: str) -> str | None:
    """The value of the first fact behind a word that stands once on a side; None where there is none."""
    places = [place for place, unit in enumerate(side.units) if unit.word == word]
    if len(places) != 1:
        return None
    return next((unit.mention.value for unit in side.units[places[0] :] if unit.mention is not None), None)


def _only_dropped(old: Side, new: Side, gone: str, come: str) -> bool:
    """Whether one of two words went or came and the other stands as often as it did: "failed five times and passed",
    "passed at the sixth attempt".
    """
    before, after = old.words(), new.words()
    fewer = before.count(gone) - after.count(gone)
    more = after.count(come) - before.count(come)
    return (fewer > 0 >= more and come in before) or (more > 0 >= fewer and gone in after)


def _only_say(group: str, one: tuple[Side, _Term], two: tuple[Side, _Term], words: Language) -> bool:
    """Whether what is done to people elsewhere is only said here, in either of two words: "cautioned that", "warned that"."""
    behind = [side.units[at.last : at.last + 1] for side, at in (one, two)]
    return group == "procedure" and all(
        any(unit.word in words.of("contrasting", "reported") for unit in units) for units in behind
    )


def _other_verb(old: Side, term: _Term, new: Side, other: _Term) -> bool:
    """Whether two particles belong to different words: "signed up", "put their names down"."""
    return term.first > 0 < other.first and old.units[term.first - 1].key != new.units[other.first - 1].key


def _moved(old: Side, new: Side, present: tuple[set[str], set[str]], words: Language) -> Iterator[Contrast]:
    """A reversal in a sentence put in another order: the same word of content stands right before both terms."""
    before, after = present
    gone, come = _meant(before - after, words), _meant(after - before, words)
    shared = {group for senses in gone.values() for group in senses} & {
        group for senses in come.values() for group in senses
    }
    if not shared or len(new.units) > _LONGEST_SENTENCE:
        return
    rest = list(_among(new.units, come, shared, words))
    for term in _among(old.units, gone, shared, words):
        if not term.first or not _tells(old.units[term.first - 1]):
            continue
        for other in rest:
            group = _reversed(term, other, present, words) if _same_before(old, term, new, other) else ""
            ends = (term.first, term.last), (other.first, other.last)
            if group and not (
                _is_of_two(group, words)
                or same_ends(old, new, *ends, words)
                or _only_say(group, (old, term), (new, other), words)
            ):
                yield Contrast(group, _range(old.units, term), _range(new.units, other))
                return


def _tells(unit: Unit) -> bool:
    """Whether a unit says enough to be the same place in another order: a word of content, or a day."""
    return len(unit.word) >= _CONTENT or (unit.mention is not None and unit.mention.sub is FactSub.DATE)


def _meant(said: set[str], words: Language) -> dict[str, list[str]]:
    """The classes of each word that has any."""
    return {word: [group for group, _ in words.senses[word]] for word in said if word in words.senses}


def _among(units: Sequence[Unit], said: dict[str, list[str]], groups: set[str], words: Language) -> Iterator[_Term]:
    """The terms at words of some classes."""
    for place, unit in enumerate(units):
        if unit.word in said and not groups.isdisjoint(said[unit.word]):
            yield from _terms(units, place, place + 1, words)


_LONGEST_SENTENCE, _CONTENT = 60, 4


def _same_before(old: Side, term: _Term, new: Side, other: _Term) -> bool:
    """Whether the same word stands before both: "a week", "a month", but not "seven days a week", "every day"."""
    if not term.first or not other.first:
        return False
    return old.units[term.first - 1].key == new.units[other.first - 1].key


def _joined(old: Side, found: list[Block], words: Language) -> Iterator[Block]:
    """The blocks, two of them as one where only a title or the head of a phrase stands between: "finance chief", "chief
    executive"; "Court of Appeal", "Supreme Court".
    """
    waiting: Block | None = None
    for block in found:
        if waiting is not None:
            between = old.units[waiting.old_end : block.old_start]
            one = between[0].word if len(between) == 1 == block.new_start - waiting.new_end else ""
            if one in words.titles or one in words.of("contrasting", "heads"):
                waiting = Block(waiting.old_start, block.old_end, waiting.new_start, block.new_end)
                continue
            yield waiting
        waiting = block
    if waiting is not None:
        yield waiting


def _terms(units: Sequence[Unit], first: int, last: int, words: Language) -> Iterator[_Term]:
    """The terms that reach into units [first, last), the longest at each place."""
    place = max(0, first - _LONGEST_PHRASE + 1)
    while place < last:
        end, text, senses = _longest(units, place, words)
        if senses and end > first and not _negated(units, place, words) and not _about(units, end, text, words):
            yield _Term(place, end, text, any(unit.name >= 0 for unit in units[place:end]), senses)
        place = max(end, place + 1)


def _about(units: Sequence[Unit], end: int, text: str, words: Language) -> bool:
    """Whether a word before a figure only says that it is not exact: "some 1,900 posts"."""
    figure = units[end].mention if end < len(units) else None
    return figure is not None and not figure.vague and text in words.of("contrasting", "about")


def _longest(units: Sequence[Unit], place: int, words: Language) -> tuple[int, str, tuple[tuple[str, str], ...]]:
    found: tuple[int, str, tuple[tuple[str, str], ...]] = place, "", ()
    phrase, no_terms = "", words.of("contrasting", "no_terms")
    for number, unit in enumerate(units[place : place + _LONGEST_PHRASE], start=place + 1):
        if not (text := _text(unit, words)):
            break
        phrase = f"{phrase} {text}" if phrase else text
        if phrase in no_terms:
            found = number, phrase, ()
        elif senses := words.senses.get(phrase):
            found = number, phrase, senses
    return found


def _text(unit: Unit, words: Language) -> str:
    """The word without an ending of possession; a code such as CO2 is one, too, what counts without a figure ("few") and a
    rank of one word ("first", whose end is "last").
    """
    if unit.mention is not None and (
        unit.mention.sub is FactSub.OTHER
        or _is_vague(unit.mention)
        or (unit.mention.sub is FactSub.ORDINAL and unit.end == unit.token.end)
        or unit.token.lower in words.of("contrasting", "shares")
        or with_part_of_day(unit.token, words)
    ):
        return unit.token.lower
    return _bare(unit.word, words)


def _bare(word: str, words: Language) -> str:
    """A word without an ending of possession and without an article that lost its vowel: "l'engrais"."""
    if "'" not in word:  # most have none
        return word
    word = without_end(word, words.rows_of("contrasting", "possession"))
    return unelided(word, words.rows_of("contrasting", "elided")) if len(word) > _SHORTEST_ELIDED else word


_SHORTEST_ELIDED = 4


def _is_vague(item: Mention) -> bool:
    return item.vague and item.last - item.first == 1


def _negated(units: Sequence[Unit], place: int, words: Language) -> bool:
    """Whether a term stands behind a negator, "not safe" is no opposite of "unsafe", or is part of a verb: "broke up"."""
    before = [unit.word for unit in units[max(0, place - _NOBODY_BEFORE) : place]]
    if not before:
        return False
    near, last = before[-_NEAR:], before[-1]
    said = (*near, " ".join(near[-2:]))  # "no longer"
    if not words.of("contrasting", "denying").isdisjoint(said) or any(is_contracted(word, words) for word in near):
        return True
    # Behind "neither" what is said is said of nobody: "Neither of the two drivers was drunk".
    if last in words.negators or not words.of("contrasting", "of_nobody").isdisjoint(before):
        return True
    if last in words.of("contrasting", "lessening"):  # "less expensive"
        return True
    return last in words.of("contrasting", "phrasal") and units[place].word in words.of("contrasting", "particles")


_NOBODY_BEFORE, _NEAR = 9, 3


def _reversed(old: _Term, new: _Term, present: tuple[set[str], set[str]], words: Language) -> str:
    """The class in which two terms have different senses, each sense only on its own side among the words present."""
    before, after = present
    others = dict(new.senses)
    if _is_excepted(before, after, words):
        return ""
    for group, one in old.senses:
        two = others.get(group, one)
        if (
            one == two
            or same_spelling(old.text, new.text, words)
            or alike(old.text, new.text, words)
            or ((old.named or new.named) and not _told_in_names(group, old, new, words))
        ):
            continue
        # One of two titles before the same name may be read as part of it, the other not: "Governor Ann Roe", "Senator Ann Roe".
        # Letters such as CEO are never part of one.
        lettered = not words.of("naming", "no_names").isdisjoint((old.text, new.text))
        if old.named != new.named and not lettered and group != "politics" and (before or after):
            continue
        senses = words.contrasts[group]
        if any(senses.get(word) == one for word in after) or any(senses.get(word) == two for word in before):
            continue
        return group
    return ""


def _told_in_names(group: str, old: _Term, new: _Term, words: Language) -> bool:
    """Whether a class tells names apart: offices, and phrases on both sides, such as courts."""
    phrases = " " in old.text and " " in new.text
    return phrases or group in _IN_NAMES or is_office(group.partition("/")[0], words)


def _stays(sides: tuple[Side, Side], term: _Term, other: _Term, group: str, words: Language) -> bool:
    """Whether what a phrase says stands on the other side, too: "by bus and by train", "by train and by bus"."""
    if " " not in term.text + other.text:
        return False
    senses = words.contrasts[group]
    meant = dict(term.senses)[group], dict(other.senses)[group]
    for side, own, sense in zip(sides, (term, other), reversed(meant), strict=True):
        said = f" {' '.join(side.words())} ".replace(f" {own.text} ", " ")
        if any(one == sense and f" {phrase.replace('-', ' ')} " in said for phrase, one in senses.items()):
            return True
    return False


def _is_excepted(before: set[str], after: set[str], words: Language) -> bool:
    """As in "open every day but Sunday" beside "closed only on Sunday": what all have but one, only that one has not."""
    excepting, every = words.of("contrasting", "excepting"), words.of("contrasting", "all")
    unless, provided = words.of("contrasting", "unless"), words.of("contrasting", "provided")
    return any(
        (
            not (excepting.isdisjoint(one) or every.isdisjoint(one))
            and excepting.isdisjoint(two)
            and every.isdisjoint(two)
        )
        or (not (unless.isdisjoint(one) or provided.isdisjoint(two)) and unless.isdisjoint(two))
        for one, two in ((before, after), (after, before))
    )


def _range(units: Sequence[Unit], term: _Term) -> tuple[int, int]:
    return units[term.first].start, units[term.last - 1].end
