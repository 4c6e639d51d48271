"""Which captures of an article may go, by the user's rule. Pure.

What proves something always stays: the first and the last capture, the one that each revision was read from and the one
before it, and the first of every stretch with the same outcome (the first that was gone, blocked, or there again).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tracker.model import Outcome

_SEES = frozenset({Outcome.CHANGED, Outcome.UNCHANGED})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rung:
    """Of captures older than `age`, one is kept for every stretch of `every`."""

    age: timedelta
    every: timedelta


@dataclass(frozen=True, slots=True)
class Kept:
    """One capture of an article: its check, the snapshot that holds its bytes, and whether a revision was read from it."""

    check_id: int
    snapshot_id: int
    finished_at: datetime
    outcome: Outcome
    of_revision: bool


def thinned(captures: Sequence[Kept], rungs: Sequence[Rung], *, now: datetime) -> dict[int, Rung]:
    """Snapshots of one article (all its captures, oldest first) that may go, each with the rule that says so.

    A snapshot that any capture needs stays. The rungs are in the order of their age.
    """
    going: dict[int, Rung] = {}
    staying: set[int] = set()
    taken: set[tuple[Outcome, Rung, int]] = set()
    proofs = _proofs(captures)
    for place, capture in enumerate(captures):
        rung = next((rung for rung in reversed(rungs) if now - capture.finished_at > rung.age), None)
        if rung is None or place in proofs:
            staying.add(capture.snapshot_id)
            continue
        stretch = (capture.outcome, rung, (capture.finished_at - _EPOCH) // rung.every)
        if stretch in taken:
            going[capture.snapshot_id] = rung
        else:
            taken.add(stretch)
            staying.add(capture.snapshot_id)
    return {snapshot_id: rung for snapshot_id, rung in going.items() if snapshot_id not in staying}


def _proofs(captures: Sequence[Kept]) -> set[int]:
    """The places of what stays by any rule."""
    proofs = {0, len(captures) - 1}
    last_seen = 0  # the capture that last showed the text before: what came between may have been held as suspect
    for place, capture in enumerate(captures):
        sees = capture.outcome in _SEES
        before = captures[place - 1]
        if capture.of_revision:
            proofs |= {place, max(place - 1, 0), last_seen}
        elif capture.outcome != before.outcome and not (sees and before.outcome in _SEES):
            proofs.add(place)
        last_seen = place if sees else last_seen
    return proofs
