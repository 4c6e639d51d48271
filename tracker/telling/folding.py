"""What came and went within one digest: an article's steps whose last brings back the text before the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One revision of an article by its number; `reverts_to` is the number of the revision whose text it brings back."""

    number: int
    reverts_to: int | None = None


def folded(steps: Sequence[Step]) -> list[tuple[Step, ...]]:
    """The steps in order, as runs: those of more than one step end with the text that stood before they began.

    A run is only made where every step of it is there: where one was told before, its undoing is news by itself.
    """
    runs: list[tuple[Step, ...]] = []
    for step in sorted(steps, key=lambda one: one.number):
        start = next((place for place, run in enumerate(runs) if run[0].number - 1 == step.reverts_to), len(runs))
        undone = tuple(one for run in runs[start:] for one in run)
        if undone and step.number - undone[0].number == len(undone):
            runs[start:] = [(*undone, step)]
        else:
            runs.append((step,))
    return runs
