"""Things that one word beside them makes another: "a suspended sentence", "la commission des lois", "was retired"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from tracker.compare.findings import word_fact
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.files import lines_of
from tracker.compare.text.language import Language
from tracker.compare.text.spelling import unelided
from tracker.model import FactSub, Flag

# A thing stands so many units behind its qualifier at most: "a suspended 18-month prison sentence".
_REACH, _LONGEST, _STEM = 4, 2, 6


def qualified_flags(passage: Passage, words: Language) -> Iterator[Flag]:
    """A flag for each block in which a word beside a thing came, went or became another and makes another thing of it."""
    for block in passage.blocks:
        yield from _qualified(passage, block, words)
        yield from _of_field(passage, block, words)
        yield from _ended(passage, block, words)


def _qualified(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    runs = _bare(block.old_units(passage.old), words), _bare(block.new_units(passage.new), words)
    places = (passage.old, block.old_end), (passage.new, block.new_end)
    if not any(runs) or not _tells(runs, places, words.code):
        return
    if not all(runs) and _says_so(passage, runs, places, words.code):
        return
    old, new = (_to_thing(side, run, end, words.code) for (side, end), run in zip(places, runs, strict=True))
    yield word_fact(
        passage.where(old, new),
        passage.cuts(old, new),
        rule="fact.qualified",
        sub=FactSub.OTHER,
        label="Fact",
        explanation="A word beside it makes another thing of it.",
    )


def _tells(runs: Sequence[Sequence[Unit]], places: Sequence[tuple[Side, int]], code: str) -> bool:
    """Whether what each side has is a qualifier of the thing behind it or nothing, and the two say another thing."""
    known, said = qualifiers(code), [_text(run) for run in runs]
    if any(text and text not in known for text in said):
        return False
    if not all(_makes(text, _thing(*place), code) for text, place in zip(said, places, strict=True) if text):
        return False
    senses = {known[text] for text in said if text}
    return len(senses) > 1 if all(said) else not any(sense.startswith(_APART) for sense in senses)


# Opens a qualifier that is told only where it gives way to another.
_APART = "/"


def _text(run: Sequence[Unit]) -> str:
    """The words of a run; a sign for one that is too long for a qualifier or has a value in it."""
    plain = len(run) <= _LONGEST and all(unit.word for unit in run)
    return " ".join(unit.word for unit in run) if plain else "-"


def _bare(units: Sequence[Unit], words: Language) -> Sequence[Unit]:
    """Units without an article before them."""
    while units and units[0].word in words.of("contrasting", "articles"):
        units = units[1:]
    return units


def _thing(side: Side, end: int) -> list[str]:
    """The words right behind a place, values left out, up to a sign or a name."""
    found: list[str] = []
    for number, unit in enumerate(side.units[end : end + _REACH], start=end):
        if unit.name >= 0 or unit.quoted or (number > end and unit.start - side.units[number - 1].end > 1):
            break
        if unit.word:
            found.append(unit.word)
    return found


def _makes(qualifier: str, behind: Sequence[str], code: str) -> bool:
    """Whether a qualifier makes another of one of the things that can begin with the words behind it, or one word on."""
    told = things_of(code)[qualifiers(code)[qualifier]]
    heads = (" ".join(behind[first:last]) for first in range(2) for last in range(first + 1, len(behind) + 1))
    return any(head in told or head.removesuffix("s") in told for head in heads)


def _says_so(passage: Passage, runs: Sequence[Sequence[Unit]], places: Sequence[tuple[Side, int]], code: str) -> bool:
    """Whether the side without a qualifier says it in other words ("a sentence, suspended for two years"), or speaks
    of the thing again that its text has named with it.
    """
    at = 0 if runs[0] else 1
    run, other = runs[at], places[1 - at][0]
    stems = {unit.word[:_STEM] for unit in run}
    said, own = f" {' '.join(other.words())} ", qualifiers(code)[_text(run)]
    if any(unit.word[:_STEM] in stems for unit in other.units if unit.word) or any(
        f" {name} " in said for name, first in qualifiers(code).items() if first == own
    ):
        return True
    text, place = (passage.new_text, passage.old_text)[at].text, other.units[0].start
    return f"{_text(run)} {_thing(*places[at])[0]}" in text[max(0, place - _LOOKED_BACK) : place].lower()


# So many characters before a passage may have named the thing with its qualifier.
_LOOKED_BACK = 10_000


def _to_thing(side: Side, run: Sequence[Unit], end: int, code: str) -> tuple[int, int]:
    """From a qualifier, or what it would stand before, to the thing."""
    ends = things_of(code)[""]
    behind = side.units[end : end + _REACH]
    thing = next((unit for unit in behind if unit.word in ends or unit.word.removesuffix("s") in ends), behind[0])
    return (run[0].start if run else behind[0].start), thing.end


def _of_field(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """A body in small letters for another field: "ministère de la santé", "ministère de la justice"."""
    (own, one), (its, two) = (
        _field(units, words) for units in (block.old_units(passage.old), block.new_units(passage.new))
    )
    if not one or not two or (own is None) != (its is None) or {unit.key for unit in one} & {unit.key for unit in two}:
        return
    head, other = own or _head(passage.old, block.old_start, words), its or _head(passage.new, block.new_start, words)
    if head is None or other is None:
        return
    said = ({_unelided(unit.word, words) for unit in side.units} for side in (passage.new, passage.old))
    if any(_unelided(run[-1].word, words) in there for run, there in zip((one, two), said, strict=True)):
        return
    sides = (head.start, one[-1].end), (other.start, two[-1].end)
    yield word_fact(
        passage.where(*sides),
        passage.cuts(*sides),
        rule="fact.org",
        sub=FactSub.ORG,
        label="Name",
        explanation="A body for another field stands at the same place.",
    )


def _field(units: Sequence[Unit], words: Language) -> tuple[Unit | None, list[Unit]]:
    """The body and the field that a block names, without small words; no body where it stands before the block, and
    nothing where the rest is no field.
    """
    if not words.bodies:
        return None, []
    found = [unit for unit in units if unit.word not in words.of("contrasting", "of_field")]
    head = found[0] if found and found[0].word in words.bodies else None
    rest = found[1:] if head else found
    fields = 0 < len(rest) <= _LONGEST and all(
        unit.name < 0 and _unelided(unit.word, words) in words.fields for unit in rest
    )
    return (head, rest) if fields else (None, [])


def _head(side: Side, start: int, words: Language) -> Unit | None:
    """The body before a place with nothing but small words and fields between."""
    for unit in reversed(side.units[max(0, start - _REACH) : start]):
        if unit.word in words.bodies:
            return unit
        if unit.word not in words.of("contrasting", "of_field") and unit.word not in words.fields:
            return None
    return None


def _unelided(word: str, words: Language) -> str:
    return unelided(word, words.rows_of("contrasting", "elided"))


def _ended(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """Who retired was retired, or the other way round, where a time or a reason shows that it is no state."""
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    be = words.of("shifting", "be") - words.of("contrasting", "having")
    if len(one) + len(two) != 1 or (one or two)[0].word not in be:
        return
    old, new = passage.old.units[block.old_end :][:2], passage.new.units[block.new_end :][:2]
    if len(old) < 2 or old[0].word not in words.ended or old[1].key != new[1].key:  # noqa: PLR2004 - the verb and what follows
        return
    if not (old[1].mention or old[1].word in words.of("contrasting", "when")):
        return
    sides = ((one or old)[0].start, old[0].end), ((two or new)[0].start, new[0].end)
    yield word_fact(
        passage.where(*sides),
        passage.cuts(*sides),
        rule="fact.ended",
        sub=FactSub.OTHER,
        label="Fact",
        explanation="Who ended it is stated otherwise.",
    )


@cache
def qualifiers(code: str) -> dict[str, str]:
    """Each qualifier of a language by the first of those that say the same, with its stroke if it has one; empty for a
    language without a list.
    """
    return {name.removeprefix("/"): names[0] for names, _ in _rows(code) for name in names}


@cache
def things_of(code: str) -> dict[str, frozenset[str]]:
    """The things that each first qualifier makes another of; without one the words that those of all end with."""
    found = {names[0]: frozenset(things) for names, things in _rows(code)}
    return found | {"": frozenset(thing.split()[-1] for things in found.values() for thing in things)}


@cache
def _rows(code: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    rows = (line.split(": ") for line in lines_of(f"{code}_qualifiers.txt"))
    return tuple(
        (tuple(row[0].replace("-", " ").split("=")), tuple(thing.replace("_", " ") for thing in row[1].split()))
        for row in rows
        if len(row) == 2  # noqa: PLR2004 - head and things
    )
