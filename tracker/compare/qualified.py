"""Things that one word beside them makes another: "a suspended sentence", "la commission des lois", "was retired"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from tracker.compare.blocks import Block
from tracker.compare.findings import word_fact
from tracker.compare.language import Language
from tracker.compare.negators import BE
from tracker.compare.passage import Passage
from tracker.compare.units import Side, Unit
from tracker.model import FactSub, Flag

_ARTICLES = frozenset(["a", "an", "the", "its", "his", "her", "their", "our"])
# A thing stands so many units behind its qualifier at most: "a suspended 18-month prison sentence".
_REACH, _LONGEST, _STEM = 4, 2, 6


def qualified_flags(passage: Passage, words: Language) -> Iterator[Flag]:
    """A flag for each block in which a word beside a thing came, went or became another and makes another thing of it."""
    for block in passage.blocks:
        yield from _qualified(passage, block, words)
        yield from _of_field(passage, block, words)
        yield from _ended(passage, block, words)


def _qualified(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    known = qualifiers(words.code)
    one, two = _bare(block.old_units(passage.old)), _bare(block.new_units(passage.new))
    if not known or not (one or two) or max(len(one), len(two)) > _LONGEST:
        return
    left, right = (" ".join(unit.word for unit in run) for run in (one, two))
    if (one and left not in known) or (two and right not in known):
        return
    before, after = (_thing(side, end) for side, end in ((passage.old, block.old_end), (passage.new, block.new_end)))
    sense = {known[said] for said in (left, right) if said}
    if not (one and two) and not _APART.isdisjoint(next(iter(sense))):
        return
    if len(sense) != (2 if left and right else 1) or not all(
        _makes(said, thing, words.code) for said, thing in ((left, before), (right, after)) if said
    ):
        return
    thing, other = (one, passage.new) if one else (two, passage.old)
    if not (one and two) and _says_so(thing, other, before if one else after, passage, words.code, old=bool(one)):
        return
    sides = _to_thing(passage.old, one, block.old_end), _to_thing(passage.new, two, block.new_end)
    yield word_fact(
        passage.where(*sides),
        passage.cuts(*sides),
        rule="fact.qualified",
        sub=FactSub.OTHER,
        label="Fact",
        explanation="A word beside it makes another thing of it.",
    )


# Opens a qualifier that is told only where it gives way to another.
_APART = frozenset("/")


def _bare(units: Sequence[Unit]) -> Sequence[Unit]:
    """Units without an article before or behind them."""
    while units and units[0].word in _ARTICLES:
        units = units[1:]
    while units and units[-1].word in _ARTICLES:
        units = units[:-1]
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


def _says_so(
    run: Sequence[Unit], other: Side, behind: Sequence[str], passage: Passage, code: str, *, old: bool
) -> bool:
    """Whether the side without a qualifier says it in other words ("a sentence, suspended for two years"), or speaks
    of the thing again that its text has named with it.
    """
    stems = {unit.word[:_STEM] for unit in run}
    if any(unit.word[:_STEM] in stems for unit in other.units if unit.word):
        return True
    said, sense = f" {' '.join(other.words())} ", qualifiers(code)
    own = sense[" ".join(unit.word for unit in run)]
    if any(f" {name} " in said for name, names in sense.items() if names == own):
        return True
    text = (passage.new_text if old else passage.old_text).text.lower()
    return bool(behind) and f"{' '.join(unit.word for unit in run)} {behind[0]}" in text


def _to_thing(side: Side, run: Sequence[Unit], end: int) -> tuple[int, int]:
    """From a qualifier, or what it would stand before, to the word behind it."""
    thing = side.units[end]
    return (run[0].start if run else thing.start), thing.end


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
    said = {_unelided(unit.word) for unit in passage.new.units}, {_unelided(unit.word) for unit in passage.old.units}
    if any(_unelided(run[-1].word) in there for run, there in zip((one, two), said, strict=True)):
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
    found = [unit for unit in units if unit.word not in _SMALL]
    head = found[0] if found and found[0].word in words.bodies else None
    rest = found[1:] if head else found
    fields = 0 < len(rest) <= _LONGEST and all(unit.name < 0 and _unelided(unit.word) in words.fields for unit in rest)
    return (head, rest) if fields else (None, [])


def _head(side: Side, start: int, words: Language) -> Unit | None:
    """The body before a place with nothing but small words and fields between."""
    for unit in reversed(side.units[max(0, start - _REACH) : start]):
        if unit.word in words.bodies:
            return unit
        if unit.word not in _SMALL and unit.word not in words.fields:
            return None
    return None


def _unelided(word: str) -> str:
    return word[2:] if word.startswith(("l'", "d'")) else word


_SMALL = frozenset(
    [
        *("de", "du", "des", "la", "le", "les", "l'", "d'", "aux", "à", "et", "del", "el", "los", "las", "y", "di"),
        *("della", "delle", "dello", "dei", "degli", "per", "il", "i", "gli", "e", "da", "do", "das", "dos", "o", "a"),
    ]
)


def _ended(passage: Passage, block: Block, words: Language) -> Iterator[Flag]:
    """Who retired was retired, or the other way round, where a time or a reason shows that it is no state."""
    one, two = block.old_units(passage.old), block.new_units(passage.new)
    if len(one) + len(two) != 1 or (one or two)[0].word not in BE - _HAVE:
        return
    old, new = passage.old.units[block.old_end :][:2], passage.new.units[block.new_end :][:2]
    if len(old) < 2 or old[0].word not in words.ended or old[1].key != new[1].key:  # noqa: PLR2004 - the verb and what follows
        return
    if not (old[1].mention or old[1].word in _WHEN):
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


_HAVE = frozenset(["has", "have", "had"])
_WHEN = frozenset(["in", "on", "at", "by", "after", "before", "last", "early", "from", "because"])


@cache
def qualifiers(code: str) -> dict[str, str]:
    """Each qualifier of a language by the first of those that say the same, with its stroke if it has one; empty for a
    language without a list.
    """
    return {name.removeprefix("/"): names[0] for names, _ in _rows(code) for name in names}


@cache
def things_of(code: str) -> dict[str, frozenset[str]]:
    """The things that each first qualifier makes another of."""
    return {names[0]: frozenset(things) for names, things in _rows(code)}


@cache
def _rows(code: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    file = resources.files(__package__) / "languages" / f"{code}_qualifiers.txt"
    rows = (line.split(": ") for line in file.read_text(encoding="utf-8").splitlines()) if file.is_file() else ()
    return tuple(
        (tuple(row[0].replace("-", " ").split("=")), tuple(thing.replace("_", " ") for thing in row[1].split()))
        for row in rows
        if len(row) == 2 and not row[0].startswith("#")  # noqa: PLR2004 - head and things
    )
