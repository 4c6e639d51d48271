"""Giving space back: captures that nobody names any more leave the packs, and packs that are mostly dead are rewritten.

All of it may be killed at any instant and begun again, beside a daemon that saves: entries are copied before they are
forgotten, and each is asked for once more under the writer's lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tracker.store.batching import batches
from tracker.store.chains import BrokenChain, Chains
from tracker.store.packs import GRACE, Packs

_AT_ONCE = 200  # captures for which the writer's lock is held: about half a second where all are made anew


@dataclass(frozen=True, slots=True)
class PackSpace:
    """How much of a pack is of use, in bytes."""

    number: int
    size: int
    live: int

    @property
    def worthwhile(self) -> bool:
        """Whether at least half of it would be won by writing the rest elsewhere."""
        return self.live * 2 <= self.size


def condemn(packs: Packs, digests: Iterable[bytes]) -> int:
    """Mark captures that no row names as dead, but for those that were saved so lately that their row is on its way.

    Gives how many are marked now.
    """
    marked = 0
    for batch in batches(digests, _AT_ONCE * 10):
        with packs.writing():
            marked += packs.index.condemn(batch, untouched_since=packs.now() - GRACE)
    return marked


def drop_dead(packs: Packs, on_anew: Callable[[dict[bytes, int]], None]) -> int:
    """Forget the dead; what leaned on them is made anew before, and `on_anew` is told how long that is now.

    Gives how many were dropped. What cannot be opened, and what that leans on, stays as it is.
    """
    for batch in batches(packs.index.leaning_on_dead(), _AT_ONCE):
        on_anew(_make_anew(packs, batch))
    dropped = 0
    for batch in batches(packs.index.droppable(), _AT_ONCE * 10):
        with packs.writing():
            dropped += packs.index.forget(batch)
    return dropped


def spaces(packs: Packs) -> list[PackSpace]:
    """How much of each pack is of use; reads the whole index."""
    live = packs.index.totals().live_bytes
    return [PackSpace(number, packs.path(number).stat().st_size, live.get(number, 0)) for number in packs.numbers()]


def rewrite(packs: Packs, number: int) -> bool:
    """Write what is of use in a pack into another, and remove it; False where something in it cannot be read, for which
    it stays.
    """
    placed = ((offset, entry, payload) for offset, entry, payload in packs.entries(number))
    for batch in batches(placed, _AT_ONCE * 10):
        with packs.writing():
            moving = []
            for offset, entry, payload in batch:
                place = packs.index.find(entry.sha256)
                if place is not None and (place.pack, place.offset) == (number, offset):
                    moving.append((entry, payload))
            packs.append(moving, avoid=number, moved=True)
    with packs.writing():
        if packs.index.stands_in(number):
            return False
        packs.remove(number)
    return True


def _make_anew(packs: Packs, digests: list[bytes]) -> dict[bytes, int]:
    """Make captures again that lean on dead ones; gives how many bytes each takes now."""
    chains, made = Chains(packs), []
    for digest in digests:
        try:
            made.append(chains.make_anew(digest))
        except BrokenChain:
            continue
    with packs.writing():
        standing = [one for place, one in made if packs.index.find(one.entry.sha256) == place]
        packs.append([(one.entry, one.payload) for one in standing], moved=True)
    return {one.entry.sha256: one.entry.length for one in standing}
