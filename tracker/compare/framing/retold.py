"""Tells when a publisher's note, in whatever words, takes back what another one took back: "the club has 340 members, not
430", "an earlier version gave the club 430 members".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tracker.compare.facts.tokens import Mention
from tracker.compare.sides.units import Side, Unit, side
from tracker.compare.text.language import Language
from tracker.compare.values.factdiff import same_value

# Words of the longest label of a note, "Correction, 4 May:", whose date is none of what was put right.
_LABEL = 8
# Notes that differ in no more words on either side say them on purpose.
_NEARLY = 1


class Bodies:
    """What two bodies without their notes count and name: read once, if anybody asks."""

    def __init__(self, bodies: tuple[str, str], words: Language) -> None:
        self._bodies, self._words = bodies, words

    @cached_property
    def units(self) -> list[Unit]:
        """The units of both."""
        return [unit for body in self._bodies for unit in _side(body, self._words).units]

    @cached_property
    def values(self) -> list[Mention]:
        """Their values."""
        return [unit.mention for unit in self.units if unit.mention]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Their words."""
        return frozenset(unit.key for unit in self.units)


@dataclass(frozen=True, slots=True)
class Note:
    """What a note counts, names and says besides, and the values that it says were wrong."""

    values: tuple[Mention, ...]
    names: frozenset[str]
    keys: frozenset[str]
    wrong: frozenset[float | str]


def read_note(note: str, words: Language) -> Note:
    """Read a note, which is clean text."""
    read = _side(_unlabelled(note, words), words)
    return Note(
        tuple(unit.mention for unit in read.units if unit.mention),
        _capitals(read, words),
        frozenset(unit.key for unit in read.units if not unit.mention),
        _wrong(read, words),
    )


def retold(one: Note, two: Note, bodies: Bodies) -> bool:
    """Whether two notes tell of the same mistake: they share a value or a name that stands in neither body without its
    notes, have the same names, and what else only one of them counts stands in a body. A note with nearly the words of
    the other one was extended, turned round ("Ann, not Anne"), or is about something else.
    """
    if one.names != two.names or not (one.values or two.values or one.names):
        return False
    gone, come = one.keys - two.keys, two.keys - one.keys
    if not gone or not come or max(len(gone), len(come)) <= _NEARLY:
        return False
    if one.wrong and two.wrong and one.wrong.isdisjoint(two.wrong):
        return False  # what one puts right the other takes back
    shared = [value for value in one.values if _stands(value, two.values)]
    if one.names <= bodies.keys and all(_stands(value, bodies.values) for value in shared):
        return False
    pairs = (one.values, two.values), (two.values, one.values)
    left = [value for own, other in pairs for value in own if not _stands(value, other)]
    return all(_stands(value, bodies.values) for value in left)


def _wrong(read: Side, words: Language) -> frozenset[float | str]:
    """The values that a note says were wrong: behind "not", or where it tells what was said before."""
    reported, found = words.of("notes", "reported"), set[float | str]()
    for clause in _clauses(read):
        values = [(n, unit.mention) for n, unit in enumerate(clause) if unit.mention]
        denied = [
            item for n, item in values if any(unit.word in words.negators for unit in clause[max(0, n - _DENIED) : n])
        ]
        told = any(unit.word in reported for unit in clause) and not denied
        wrong = [item for _, item in values] if told else denied
        found |= {item.value if item.number is None else item.number for item in wrong}
    return frozenset(found)


_DENIED = 2


def _clauses(read: Side) -> Iterator[list[Unit]]:
    """The units of each clause up to a full stop or a semicolon."""
    ends = [item.start for item in read.items if item.text in ".;"] + [1 << 30]
    units, start = list(read.units), -1
    for end in ends:
        yield [unit for unit in units if start < unit.start < end]
        start = end


def _side(text: str, words: Language) -> Side:
    return side(text, (0, len(text)), (), words, lower_words=frozenset())


def _stands(value: Mention, others: Sequence[Mention]) -> bool:
    return any(same_value(value, other) for other in others)


def _unlabelled(note: str, words: Language) -> str:
    """A note without its label and the day it bears: "Correction, 4 May:", "This article was amended on 4 May."."""
    label, sign, rest = note.partition(":")
    if sign and len(label.split()) <= _LABEL:
        return rest
    stamp, _, told = note.partition(". ")
    dated = any(word.strip(".,").lower() in words.months for word in stamp.split())
    tells = any(word[0].isdigit() or word[0].isupper() for word in told.split()[1:])
    return told if tells and dated and len(stamp.split()) <= _LABEL + 1 else note


def _capitals(read: Side, words: Language) -> frozenset[str]:
    """The words within the sentences of a note that have a capital, as names do."""
    opening = {two.start for one, two in pairwise(read.items) if one.text in _ENDS}
    small = words.common | words.starters | words.pronouns
    return frozenset(
        unit.key
        for unit in read.units[1:]
        if unit.word and unit.token.text[0].isupper() and unit.start not in opening and unit.word not in small
    )


_ENDS = frozenset(".!?:")
