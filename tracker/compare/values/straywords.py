"""Pairs words that lost their passage, as `strays` does values: "north of the port" in a sentence that went, "south of the
port" in one that it was joined with; "he was reportedly furious", "Furious, he left".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.compare.contrasting.contrastflags import contrast_flag
from tracker.compare.contrasting.contrasts import Contrast
from tracker.compare.shifting.doubts import hedge_at
from tracker.compare.shifting.shiftflags import hedge_flag
from tracker.compare.shifting.shifts import Shift
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language
from tracker.compare.values.strays import NEAR, Placed
from tracker.model import Flag, FlagKind

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
    alone = {id(item) for item in lone}
    for old in (True, False):
        ours = _words([item for item in lone if (item.part.old if old else item.part.new).units], words, old=old)
        theirs = _words([*placed, *lone], words, old=not old) if ours else {}
        for beside, found in ours.items():
            for one, two in ((one, two) for one in found for two in theirs.get(beside, ())):
                group = _class(one, two) if abs(one.at.place - two.at.place) <= NEAR else ""
                # What went and what came are both lone: told once.
                if group and (old or id(two.at) not in alone):
                    yield _flag(one, two, group, words) if old else _flag(two, one, group, words)


def stray_hedges(placed: Sequence[Placed], lone: Sequence[Placed], words: Language) -> Iterator[Flag]:
    """The hedges whose claim stands near by on the other side without any: of sentences that came or went (`lone`), and of
    passages put in another order, of which no hedge was told and where the claim opens a clause.
    """
    told = (item for item in placed if not any(fact.kind in _HEDGING for fact in item.told))
    moved = [(item, (item,)) for item in told]
    went = [(one, tuple(two for two in (*placed, *lone) if abs(two.place - one.place) <= NEAR)) for one in lone]
    sure = _Sure(words)
    for old in (True, False):
        for gone, near in (*moved, *went):
            for hedge, claim in _claims((gone.part.old if old else gone.part.new).units, words):
                item, said = sure.find(gone, claim, near, old=old)
                if item is not None:
                    sides = (gone, item) if old else (item, gone)
                    shift = Shift(hedge, *((claim, said) if old else (said, claim)), added=not old)
                    yield hedge_flag(_joined(*sides), shift, words)


_HEDGING = frozenset({FlagKind.HEDGING_ADDED, FlagKind.HEDGING_REMOVED})


class _Sure:
    """Where the words of claims stand in passages without any hedge: each side is read once, for as many hedges as ask."""

    def __init__(self, words: Language) -> None:
        self._words = words
        self._places: dict[int, dict[_Beside, int]] = {}

    def find(
        self, gone: Placed, claim: Sequence[Unit], near: Sequence[Placed], *, old: bool
    ) -> tuple[Placed | None, Sequence[Unit]]:
        """The passage near by on whose other side a claim stands, and its words there. In its own passage they have to open a
        clause: another word than the hedge cannot stand before them.
        """
        for item in near:
            units = (item.part.new if old else item.part.old).units
            place = self._of(units).get(tuple(unit.key for unit in claim[-_BESIDE:]))
            if place is None or (item is gone and place and units[place].start - units[place - 1].end == 1):
                continue
            return item, units[place : place + _BESIDE]
        return None, ()

    def _of(self, units: Sequence[Unit]) -> dict[_Beside, int]:
        """Where each three words in a row first stand; nothing where a hedge does."""
        if id(units) not in self._places:
            found: dict[_Beside, int] = {}
            hearsay = self._words.of("shifting", "hearsay")
            heard = any(unit.word in hearsay for unit in units)  # "has been reported"
            if not heard and not any(hedge_at(units, place, self._words) for place in range(len(units))):
                for place in range(len(units) - _BESIDE + 1):
                    found.setdefault(tuple(unit.key for unit in units[place : place + _BESIDE]), place)
            self._places[id(units)] = found
        return self._places[id(units)]


def _claims(units: Sequence[Unit], words: Language) -> Iterator[tuple[str, Sequence[Unit]]]:
    """The hedges among units, each with its units and those right behind it, which it bears on."""
    for place in range(len(units)):
        if hedge := hedge_at(units, place, words):
            start = place + hedge.count(" ") + 1
            claim = units[start : start + _BESIDE]
            if len(claim) == _BESIDE and any(_tells(unit, words) for unit in claim):
                yield hedge, units[place : start + _BESIDE]


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
    places = (old.unit.start, old.unit.end), (new.unit.start, new.unit.end)
    return contrast_flag(_joined(old.at, new.at), Contrast(group, *places), words)


def _joined(old: Placed, new: Placed) -> Passage:
    """The old side of one passage beside the new side of another."""
    one, two = old.part, new.part
    return Passage(one.old_source, two.new_source, one.old_text, two.new_text, one.old, two.new, [])
