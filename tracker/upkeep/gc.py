"""Giving space back: thin → pack → drop → rewrite. Rows first say which bytes go and by which rule; then the packs let
go of what no row names, and those that are mostly dead are written anew.

Safe beside a running daemon, and at any instant to be killed and begun again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path

from filelock import FileLock, Timeout

from tracker.errors import DamagedSnapshot, StoreError
from tracker.store import loose, repack, retention
from tracker.store.batching import Progress, counting
from tracker.store.database import Database
from tracker.store.packindex import Place
from tracker.store.packs import GRACE
from tracker.store.snapshots import NewCapture, Snapshots
from tracker.store.thinning import Rung

__all__ = ["GcReport", "Rung", "Store", "bytes_on_disk", "collect", "plan"]

_AT_ONCE, _MOST_BYTES = 100, 20_000_000  # loose captures that are packed with one fsync
_FEW_ORPHANS = (
    100  # what kills and full disks leave behind; more than that and a tenth of all is a database that was lost
)


@dataclass(frozen=True, slots=True)
class GcReport:
    """What was given back (or would be, in a dry run): captures thinned by the user's rule, orphans (bytes without a
    row), loose files put into packs, packs written anew; bytes on disk before and after. `orphans_left` were too many
    to be believed. `damaged` captures could not be read and stay as they are.
    """

    thinned: int = 0
    orphans: int = 0
    orphans_left: int = 0
    packed: int = 0
    rewritten: int = 0
    damaged: tuple[str, ...] = ()
    bytes_before: int = 0
    bytes_after: int = 0


@dataclass(frozen=True, slots=True)
class Store:
    """What is collected: the rows and the bytes they name, with the rule for thinning."""

    database: Database
    snapshots: Snapshots
    keep: Sequence[Rung]


def collect(store: Store, *, now: datetime, progress: Progress, all_orphans: bool = False) -> GcReport:
    """Give back the space of what is not needed. `all_orphans` believes them however many they are.

    Raises StoreError where another collection runs, StoreFull where there is no room to work.
    """
    packs, root = store.snapshots.packs, store.snapshots.root
    with _alone(root):
        before = bytes_on_disk(store.snapshots)
        with store.database.read() as connection:
            going = retention.thinning(connection, store.keep, now=now)
        thinned = retention.drop(store.database, going, now=now)
        unnamed = _count_unnamed(store)
        believed = all_orphans or unnamed.believable
        packed, removed, damaged = _Loose(store, progress).pack(remove_orphans=believed)
        chosen = (place.entry.sha256 for place, orphan in _unnamed(store) if believed or not orphan)
        repack.condemn(packs, counting(chosen, "dropping", unnamed.total, progress))
        repack.drop_dead(packs, lambda sizes: _tell_sizes(store.database, sizes))
        worthwhile = sorted((pack for pack in repack.spaces(packs) if pack.worthwhile), key=lambda pack: pack.live)
        numbers = counting((pack.number for pack in worthwhile), "rewriting packs", len(worthwhile), progress)
        rewritten = sum(repack.rewrite(packs, number) for number in numbers)
        return GcReport(
            thinned=thinned,
            orphans=removed + (unnamed.orphans if believed else 0),
            orphans_left=0 if believed else unnamed.orphans,
            packed=packed,
            rewritten=rewritten,
            damaged=tuple(damaged),
            bytes_before=before,
            bytes_after=bytes_on_disk(store.snapshots),
        )


def plan(store: Store, *, now: datetime, all_orphans: bool = False) -> GcReport:
    """What `collect` would do now; nothing is changed. `bytes_after` leaves out what packing loose files wins."""
    with store.database.read() as connection:
        going = retention.thinning(connection, store.keep, now=now)
    unnamed = _count_unnamed(store, also=going.going)
    believed = all_orphans or unnamed.believable
    gone = unnamed.dropped_bytes + (unnamed.orphan_bytes if believed else Counter())
    packs = [replace(pack, live=pack.live - gone[pack.number]) for pack in repack.spaces(store.snapshots.packs)]
    before = bytes_on_disk(store.snapshots)
    return GcReport(
        thinned=len(going.going),
        orphans=unnamed.orphans if believed else 0,
        orphans_left=0 if believed else unnamed.orphans,
        packed=sum(path.suffix == ".zst" for path in loose.all_in(store.snapshots.root)),
        rewritten=sum(pack.worthwhile for pack in packs),
        bytes_before=before,
        bytes_after=before - sum(pack.size - pack.live for pack in packs if pack.worthwhile),
    )


def bytes_on_disk(snapshots: Snapshots) -> int:
    """What the packs and the loose files take, in bytes."""
    packs = snapshots.packs
    files = [*map(packs.path, packs.numbers()), *loose.all_in(snapshots.root)]
    return sum(path.stat().st_size for path in files)


@dataclass(frozen=True, slots=True)
class _Unnamed:
    """How many captures in the packs no row names, of how many, and their bytes by pack."""

    captures: int
    total: int
    orphans: int
    orphan_bytes: Counter[int]
    dropped_bytes: Counter[int]

    @property
    def believable(self) -> bool:
        """Whether so many orphans may come from kills and full disks, and not from a database that was lost."""
        return self.orphans <= max(_FEW_ORPHANS, self.captures // 10)


def _count_unnamed(store: Store, also: Container[int] = ()) -> _Unnamed:
    orphan_bytes: Counter[int] = Counter()
    dropped_bytes: Counter[int] = Counter()
    total = orphans = 0
    for place, orphan in _unnamed(store, also):
        total, orphans = total + 1, orphans + orphan
        (orphan_bytes if orphan else dropped_bytes)[place.pack] += place.entry.length
    captures = store.snapshots.packs.index.totals().captures
    return _Unnamed(captures, total, orphans, orphan_bytes, dropped_bytes)


def _unnamed(store: Store, also: Container[int] = ()) -> Iterator[tuple[Place, bool]]:
    """Captures in the packs that no row names, nor did until lately, and whether they are orphans: there is not even a
    row that says they were dropped. Rows numbered in `also` count as such. Both are read in the order of their SHA-256.
    """
    packs = store.snapshots.packs
    rows = retention.names(store.database)
    row = next(rows, None)
    for place in packs.index.live():
        sha256 = place.entry.sha256.hex()
        while row is not None and row.sha256 < sha256:
            row = next(rows, None)
        known = row is not None and row.sha256 == sha256
        dropped = row is not None and known and (row.dropped or row.id in also)
        if (dropped or not known) and place.touched_at < packs.now() - GRACE:
            yield place, not known


class _Loose:
    """Puts captures that stand in files of their own into packs, each leaning on the one before it."""

    def __init__(self, store: Store, progress: Progress) -> None:
        self._store = store
        self._progress = progress
        self._waiting = {path.stem: path for path in loose.all_in(store.snapshots.root) if path.suffix == ".zst"}
        self._total = len(self._waiting)
        self._batch: list[NewCapture] = []
        self._packed = 0
        self._damaged: list[str] = []

    def pack(self, *, remove_orphans: bool) -> tuple[int, int, list[str]]:
        """Gives how many were packed, how many orphans and half files were removed, and which could not be read."""
        if self._waiting:
            self._pack_articles()
            for sha256 in list(self._waiting):
                with self._store.database.read() as connection:
                    named = retention.is_named(connection, sha256)
                if named:
                    self._take(NewCapture(b""), sha256)
            self._write()
        removed = 0
        for path in loose.all_in(self._store.snapshots.root):
            half = path.suffix == ".tmp"
            left = half or (remove_orphans and path.stem in self._waiting and path.stem not in self._damaged)
            if left and path.stat().st_mtime < self._store.snapshots.packs.now() - GRACE:
                loose.remove(path)
                removed += not half
        return self._packed, removed, self._damaged

    def _pack_articles(self) -> None:
        siblings: dict[int, str] = {}
        captures = retention.captures_in_order(self._store.database)
        for (host_id, _), article in groupby(captures, key=lambda one: (one.host_id, one.article_id)):
            base = ""
            for capture in article:
                if capture.sha256 in self._waiting:
                    self._take(NewCapture(b"", base, siblings.get(host_id, "")), capture.sha256)
                base = capture.sha256
            siblings[host_id] = base

    def _take(self, capture: NewCapture, sha256: str) -> None:
        del self._waiting[sha256]
        try:
            body = loose.load(self._store.snapshots.root, sha256)
        except DamagedSnapshot:
            body = None
        if body is None:
            self._damaged.append(sha256)
            return
        self._batch.append(replace(capture, body=body))
        if len(self._batch) == _AT_ONCE or sum(len(one.body) for one in self._batch) > _MOST_BYTES:
            self._write()

    def _write(self) -> None:
        kept = self._store.snapshots.pack(self._batch)
        retention.set_stored_sizes(self._store.database, {one.sha256: one.stored_size for one in kept})
        for one in kept:
            loose.remove(loose.path_of(self._store.snapshots.root, one.sha256))
        self._packed += len(kept)
        self._batch = []
        self._progress("packing", self._packed, self._total)


def _tell_sizes(database: Database, sizes: Mapping[bytes, int]) -> None:
    retention.set_stored_sizes(database, {digest.hex(): size for digest, size in sizes.items()})


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(root / "gc.lock", mode=0o600)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise StoreError("another `tracker gc` runs on this store", hint="wait for it to end") from None
    try:
        yield
    finally:
        lock.release()
