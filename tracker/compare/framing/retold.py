"""Tells when a publisher's note, in whatever words, takes back what another one took back: "the club has 340 members, not
430", "an earlier version gave the club 430 members".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.compare.facts.tokens import Mention
from tracker.compare.sides.units import Side, Unit, side
from tracker.compare.text.language import Language
from tracker.compare.values.factdiff import same_value

# Words of the longest label of a note, "Correction, 4 May:", whose date is none of what was put right.
_LABEL = 8
# Notes that differ in no more words on either side say them on purpose.
_NEARLY = 1


def retold(old: str, new: str, bodies: tuple[str, str], words: Language) -> bool:
    """Whether two notes, which are clean text, tell of the same mistake: they share a value or a name that stands in
    neither body without its notes, have the same names, and what else only one of them counts stands in a body. A note
    with nearly the words of the other one was extended, turned round ("Ann, not Anne"), or is about something else.
    """
    one, two = _sides(_unlabelled(old, words), words), _sides(_unlabelled(new, words), words)
    values = [[unit.mention for unit in read.units if unit.mention] for read in (one, two)]
    names = [_capitals(read, words) for read in (one, two)]
    if names[0] != names[1] or not (any(values) or any(names)):
        return False
    keys = [{unit.key for unit in read.units if not unit.mention} for read in (one, two)]
    if len(keys[0] - keys[1]) <= _NEARLY and len(keys[1] - keys[0]) <= _NEARLY:
        return False
    if keys[0] <= keys[1] or keys[1] <= keys[0]:
        return False
    wrong = [_wrong(read, words) for read in (one, two)]
    if all(wrong) and wrong[0].isdisjoint(wrong[1]):
        return False  # what one puts right the other takes back
    # Which is read once a note came or went only.
    told = [_sides(body, words) for body in bodies]
    known = [unit.mention for read in told for unit in read.units if unit.mention]
    said = {unit.key for read in told for unit in read.units}
    shared = [value for value in values[0] if _stands(value, values[1])]
    if not any(not _stands(value, known) for value in shared) and not names[0] - said:
        return False
    left = [value for own, other in (values, values[::-1]) for value in own if not _stands(value, other)]
    return all(_stands(value, known) for value in left)


def _wrong(read: Side, words: Language) -> set[float | str]:
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
    return found


_DENIED = 2


def _clauses(read: Side) -> Iterator[list[Unit]]:
    """The units of each clause up to a full stop or a semicolon."""
    ends = [item.start for item in read.items if item.text in ".;"] + [1 << 30]
    units, start = list(read.units), -1
    for end in ends:
        yield [unit for unit in units if start < unit.start < end]
        start = end


def _sides(text: str, words: Language) -> Side:
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


def _capitals(read: Side, words: Language) -> set[str]:
    """The words within the sentences of a note that have a capital, as names do."""
    opening = {two.start for one, two in pairwise(read.items) if one.text in _ENDS}
    small = words.common | words.starters | words.pronouns
    return {
        unit.key
        for unit in read.units[1:]
        if unit.word and unit.token.text[0].isupper() and unit.start not in opening and unit.word not in small
    }


_ENDS = frozenset(".!?:")
