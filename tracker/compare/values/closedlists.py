"""A body in small letters that was put into a list of bodies or dropped from it: "the coastguard, the prison service and
the border police"; a thing put into a list of things: "steel, cars and whisky". Names in lists are left to `namediff`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tracker.compare.contrasting.exchanges import things
from tracker.compare.findings import word_fact
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.passage import Passage, Range
from tracker.compare.sides.units import Side, Unit
from tracker.compare.sourcing.speech import callings
from tracker.compare.text.language import Language
from tracker.model import FactSub, Flag

_LONGEST = 5


def listed_flags(passage: Passage, words: Language) -> Iterator[Flag]:
    """One flag for each body that stands in the list on one side only."""
    for block in passage.blocks:
        if block.old_end > block.old_start:
            side, place = passage.old, (block.old_start, block.old_end)
        else:
            side, place = passage.new, (block.new_start, block.new_end)
        body = _one_sided(block) and _is_body(side, place, words)
        other = passage.new if side is passage.old else passage.old
        if not body and not (_one_sided(block) and _is_member(side, other, place, words)):
            continue
        bounds = side.units[place[0]].start, side.units[place[1] - 1].end
        found: tuple[Range | None, Range | None] = (bounds, None) if side is passage.old else (None, bounds)
        yield word_fact(
            passage.where(*found),
            passage.cuts(*found),
            rule="fact.list",
            sub=FactSub.ORG if body else FactSub.OTHER,
            label="Name" if body else "List",
            explanation="A member was put into a list that stands otherwise, or dropped from it.",
        )


def moved_members(told: Iterable[Flag]) -> Iterator[int]:
    """The numbers, as `id` gives them, of flags of who left one list and came into another: the list stands elsewhere."""
    listed = [fact for fact in told if fact.rule == "fact.list"]
    come = {fact.after: fact for fact in listed if fact.after and not fact.before}
    for fact in listed:
        if fact.before and not fact.after and (there := come.pop(fact.before, None)) is not None:
            yield from (id(fact), id(there))


def _one_sided(block: Block) -> bool:
    return (block.old_start == block.old_end) != (block.new_start == block.new_end)


def _is_body(side: Side, place: tuple[int, int], words: Language) -> bool:
    """Whether units are one body with its article, between others that open with an article, too."""
    first, last = place
    units = side.units[first:last]
    calling = callings(words.code)
    known = calling.bodies | calling.institutions | words.organisations
    if not 1 < len(units) <= _LONGEST or not first or last >= len(side.units) or any(unit.name >= 0 for unit in units):
        return False
    # The words between may have been taken as "the customs service, | the prison service, |" or one article further on.
    articles = words.of("values", "articles")
    opens = units[0].word in articles or side.units[last].word in articles
    # "The flat in which, police said, the gun was found" is no list.
    if not opens or not any(unit.word in known for unit in units) or any(unit.word in words.verbs for unit in units):
        return False
    if units[-1].word in words.verbs or not (
        units[-1].word in known or any(unit.word in words.of("facts", "of") for unit in units)
    ):
        return False  # "the court heard" is no body
    return _after_sign(side, first, words) and _joined(side, last, words) and _opened(side.units[:first], words)


def _is_member(side: Side, other: Side, place: tuple[int, int], words: Language) -> bool:
    """Whether units are one thing in a list of such without articles: "steel, [cars] and whisky"."""
    first, last = place
    units = side.units
    if last - first != 1 or not first or last + 1 >= len(units):
        return False
    if any(unit.key == units[first].key for unit in other.units):
        return False
    comma = units[first].start - units[first - 1].end > 1
    ands = words.of("values", "and_or")
    goes_on = units[last].word in ands or units[last].start - units[first].end > 1
    following = units[last + 1] if units[last].word in ands else units[last]
    members = units[first - 1], units[first], following
    return comma and goes_on and all(_is_thing(unit, words) for unit in members)


def _is_thing(unit: Unit, words: Language) -> bool:
    """Whether a unit is a word for a thing, by the lexicon or because an office is for it."""
    plain = bool(unit.word) and unit.name < 0 and unit.word not in words.verbs
    return plain and (unit.word in things(words.code) or unit.word in words.contrasts.get("portfolio", {}))


def _after_sign(side: Side, place: int, words: Language) -> bool:
    """Whether a comma stands before a unit, or before the article in front of it."""
    before, unit = side.units[place - 1], side.units[place]
    further = side.units[place - 2] if place > 1 else before
    return unit.start - before.end > 1 or (
        before.word in words.of("values", "articles") and before.start - further.end > 1
    )


def _joined(side: Side, place: int, words: Language) -> bool:
    """Whether the list goes on behind: with "and", with a comma."""
    return (
        side.units[place].word in words.of("values", "and_or")
        or side.units[place].start - side.units[place - 1].end > 1
    )


def _opened(before: Sequence[Unit], words: Language) -> bool:
    """Whether another body stands in the list before, behind an article of its own."""
    return any(unit.word in words.of("values", "articles") for unit in before[-_LONGEST:])
