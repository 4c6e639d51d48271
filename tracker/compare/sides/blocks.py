"""How the units of one side become those of the other: blocks of replaced, dropped and inserted units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.words import Budget, runs
from tracker.model import Op


@dataclass(frozen=True, slots=True)
class Block:
    """Old units [old_start, old_end) that stand where the new units [new_start, new_end) do; one may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    def old_units(self, side: Side) -> Sequence[Unit]:
        """The old units."""
        return side.units[self.old_start : self.old_end]

    def new_units(self, side: Side) -> Sequence[Unit]:
        """The new units."""
        return side.units[self.new_start : self.new_end]


def blocks(old: Side, new: Side, budget: Budget) -> list[Block]:
    """The blocks that differ, in order."""
    found: list[Block] = []
    for run in runs([unit.key for unit in old.units], [unit.key for unit in new.units], budget):
        if run.op is Op.EQUAL:
            continue
        if found and found[-1].old_end == run.old_start and found[-1].new_end == run.new_start:
            last = found.pop()
            found.append(Block(last.old_start, run.old_end, last.new_start, run.new_end))
        else:
            found.append(Block(run.old_start, run.old_end, run.new_start, run.new_end))
    return found
