"""Pairs words that exclude each other and lost their passage, as `strays` does values: "north of the port" in a sentence
that went, "south of the port" in one that it was joined with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.compare.contrasting.contrastflags import contrast_flag
from tracker.compare.contrasting.contrasts import Contrast
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language
from tracker.compare.values.strays import NEAR, Placed
from tracker.model import Flag

# Words that stand right before or behind on both sides, one of which tells what is spoken of.
_BESIDE = 3
_SHORTEST = 4

_Beside = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    at: Placed
    side: Side
    unit: Unit
    senses: tuple[tuple[str, str], ...]


def stray_contrasts(placed: Sequence[Placed], lone: Sequence[Placed], words: Language) -> Iterator[Flag]:
    """The words of sentences that came or went (`lone`) whose opposite stands among the same words near by on the other side."""
    for old in (True, False):
        ours = _words([item for item in lone if (item.part.old if old else item.part.new).units], words, old=old)
        theirs = _words([*placed, *lone], words, old=not old) if ours else {}
        for beside, found in ours.items():
            for one, two in ((one, two) for one in found for two in theirs.get(beside, ())):
                group = _class(one, two) if abs(one.at.place - two.at.place) <= NEAR else ""
                # What went and what came are both lone: told once.
                if group and (old or two.at not in lone):
                    yield _flag(one, two, group, words) if old else _flag(two, one, group, words)


def _words(parts: Sequence[Placed], words: Language, *, old: bool) -> dict[_Beside, list[_Word]]:
    """The words with an opposite on one side, by those before them and by those behind them."""
    found: defaultdict[_Beside, list[_Word]] = defaultdict(list)
    for part in parts:
        side = part.part.old if old else part.part.new
        for place, unit in enumerate(side.units):
            if senses := words.senses.get(unit.word):
                word = _Word(part, side, unit, senses)
                before, behind = side.units[max(0, place - _BESIDE) : place], side.units[place + 1 :][:_BESIDE]
                for mark, units in (("<", before), (">", behind)):
                    if len(units) == _BESIDE and any(_tells(item, words) for item in units):
                        found[(mark, *(item.key for item in units))].append(word)
    return found


def _tells(unit: Unit, words: Language) -> bool:
    return unit.mention is not None or unit.name >= 0 or (len(unit.word) >= _SHORTEST and unit.word not in words.common)


def _class(one: _Word, two: _Word) -> str:
    """The class in which both exclude each other, unless either stands on the other side as well."""
    if any(one.unit.word == unit.word for unit in two.side.units) or any(
        two.unit.word == unit.word for unit in one.side.units
    ):
        return ""
    others = dict(two.senses)
    return next((group for group, sense in one.senses if others.get(group, sense) != sense), "")


def _flag(old: _Word, new: _Word, group: str, words: Language) -> Flag:
    before, after = old.at.part, new.at.part
    joined = Passage(before.old_source, after.new_source, before.old_text, after.new_text, old.side, new.side, [])
    places = (old.unit.start, old.unit.end), (new.unit.start, new.unit.end)
    return contrast_flag(joined, Contrast(group, *places), words)
