"""The pack files: entries appended one after another, durable before they are known; one writer at a time, whichever
process it is in.

A pack is never rewritten in place. What a killed writer left behind its last whole entry is cut off by the next writer;
whole entries that it left are taken in. Packs have numbers, which only grow.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from tracker.errors import StoreError
from tracker.store import durable
from tracker.store.entries import HEADER_SIZE, Entry, header_at, payload_of, scan, to_bytes
from tracker.store.packindex import PackIndex, Place

PACK_SIZE = 32 * 2**20
"""A pack that is longer is not appended to. Small enough that one which is half dead can be rewritten out of the
reserve; 100,000 articles of 160 captures each are some 500 packs."""

GRACE = 3600
"""Seconds for which bytes that were saved are never taken for orphans: the row that names them is on its way."""

_PATIENCE = 60  # seconds that a writer waits for another
_POLL = 0.002


class Packs:
    """A folder of packs with its index. Reading needs no lock; raises StoreError, StoreFull."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self.index = PackIndex(folder / "index.sqlite")
        self._clock = clock
        self._mutex = threading.RLock()
        self._lock = FileLock(folder / "write.lock", mode=0o600)
        self._met = False  # whether this process has compared the folder with the index

    def now(self) -> int:
        """The time, in whole seconds since 1970."""
        return int(self._clock())

    def find(self, sha256: bytes) -> Place | None:
        """Where a capture stands. Where the index does not know it, it is brought up to the packs once."""
        if not self._met and not self.folder.exists():
            return None
        found = self.index.find(sha256)
        if found is None and not self._met:
            with self.writing():
                found = self.index.find(sha256)
        return found

    def chain(self, sha256: bytes, *, most: int) -> list[Place]:
        """Where a capture and what it leans on stand, as far as they are known and at most so many."""
        return self.index.chain(sha256, most=most) if self._met or self.find(sha256) else []

    def path(self, number: int) -> Path:
        """The file of a pack."""
        return self.folder / f"{number:06d}.pack"

    def numbers(self) -> list[int]:
        """The packs that are there."""
        return sorted(int(path.stem) for path in self.folder.glob("*.pack") if path.stem.isdigit())

    def payload(self, place: Place) -> bytes | None:
        """The compressed bytes of an entry; None where the pack does not hold them (any more)."""
        try:
            data = durable.read_at(self.path(place.pack), place.offset, place.entry.length)
        except FileNotFoundError:
            return None
        found = header_at(data)
        return payload_of(found, data) if found == place.entry else None

    def entries(self, number: int) -> Iterator[tuple[int, Entry, bytes]]:
        """Every whole entry of a pack: its offset, its header and its compressed bytes."""
        data = self.path(number).read_bytes()
        for offset, entry in scan(data):
            yield offset, entry, data[offset + HEADER_SIZE : offset + entry.length]

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer, with an index that knows all that the packs hold."""
        with self._mutex, _our_words(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire(timeout=_PATIENCE, poll_interval=_POLL)
            except Timeout:
                raise StoreError(
                    f"{self.folder}: another program has been writing for a minute", hint="try again"
                ) from None
            try:
                self._catch_up()
                yield
            finally:
                self._lock.release()

    def append(self, entries: Sequence[tuple[Entry, bytes]], *, avoid: int = 0, moved: bool = False) -> None:
        """Keep entries with their compressed bytes, to be called while writing. When this returns they are durable and
        known; one fsync for all that go into the same pack. Nothing goes into the pack to `avoid`; entries that only
        moved keep their marks.
        """
        while entries:
            number, end = self._current(avoid)
            room, data = PACK_SIZE - end, bytearray()
            placed: list[tuple[int, Entry]] = []
            for entry, payload in entries:
                if data and len(data) >= room:
                    break
                placed.append((end + len(data), entry))
                data += to_bytes(entry, payload)
            with _our_words(self.folder):
                durable.append(self.path(number), bytes(data), at=end)
            self.index.add(number, end + len(data), placed, at=self.now(), moved=moved)
            entries = entries[len(placed) :]

    def remove(self, number: int) -> None:
        """Take a pack away that nothing stands in any more; to be called while writing."""
        with _our_words(self.folder):
            self.path(number).unlink(missing_ok=True)
            durable.sync_folder(self.folder)
        self.index.forget_pack(number)

    def close(self) -> None:
        """Let the index go."""
        self.index.close()

    def _current(self, avoid: int) -> tuple[int, int]:
        """The pack to append to, and where it ends."""
        number, size = self.index.newest()
        path = self.path(number)
        fits = number not in {0, avoid} and size < PACK_SIZE
        if fits and path.exists() and path.stat().st_size == size:
            return number, size
        return number + 1, 0

    def _catch_up(self) -> None:
        """Bring the index up to the packs: cheap when this process has done so before, as only the end can have been left
        by a killed writer since; a whole scan when the index is new.
        """
        if self._met:
            number, size = self.index.newest()
            sizes = {number: size, number + 1: -1}
        else:
            known = self.index.sizes()
            sizes = {number: known.get(number, -1) for number in {*self.numbers(), *known}}
        last = max(sizes, default=0)
        for number, size in sorted(sizes.items()):
            path = self.path(number)
            on_disk = path.stat().st_size if path.exists() else -1
            if on_disk > size:
                self._take_in(number, max(size, 0))
            elif on_disk < 0 <= size and number != last and not self._met:
                self.index.forget_pack(number)
        self._met = True

    def _take_in(self, number: int, start: int) -> None:
        """Read what stands behind `start` into the index, and cut off what is no whole entry at the end. Nothing that
        was acknowledged is cut: that is in the index, or is a whole entry. They count as saved a while ago, so that they
        are opened before somebody relies on them.
        """
        path = self.path(number)
        with path.open("rb") as file:
            file.seek(start)
            data = file.read()
        found = [(start + offset, entry) for offset, entry in scan(data)]
        end = found[-1][0] + found[-1][1].length if found else start
        durable.cut(path, end)
        self.index.add(number, end, found, at=self.now() - GRACE // 2)


@contextmanager
def _our_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise durable.explained(error, folder) from error
