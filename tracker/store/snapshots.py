"""The only writer of snapshots/: bytes by the SHA-256 of themselves, small, durable before anybody names them.

A capture is kept as a delta against an earlier one (`chains`), in a pack (`packs`), and is held against its SHA-256
whenever it is opened. Captures of Tracker's first days stand in files of their own (`loose`).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import DamagedSnapshot
from tracker.store import loose
from tracker.store.chains import BrokenChain, Chains, Made
from tracker.store.gathering import Gathered
from tracker.store.packindex import Place
from tracker.store.packs import GRACE, Packs
from tracker.store.reserve import Reserve


@dataclass(frozen=True, slots=True)
class StoredSnapshot:
    """Bytes on disk: their SHA-256 (hex), their number, and how many they take as they are stored."""

    sha256: str
    size: int
    stored_size: int


@dataclass(frozen=True, slots=True)
class NewCapture:
    """A body to keep, with the SHA-256 (hex, empty where there is none) of what probably resembles it: `base`, the
    article's capture before, or `sibling`, one of another article of the host.
    """

    body: bytes
    base: str = ""
    sibling: str = ""


class Snapshots:
    """A folder of captured bodies. May be used from any thread, beside other processes that use it."""

    def __init__(self, root: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._root = root
        self.packs = Packs(root / "packs", clock=clock)
        self._saves: Gathered[NewCapture, StoredSnapshot] = Gathered(self.save_many)

    @property
    def root(self) -> Path:
        """The folder."""
        return self._root

    def save(self, body: bytes, *, base: str = "", sibling: str = "") -> StoredSnapshot:
        """Keep these bytes; when this returns they survive a power cut. Keeping the same bytes twice costs nothing.
        `base` and `sibling` say what they probably resemble, as in `NewCapture`.

        Raises StoreFull when the disk is full and StoreError when the folder cannot be written.
        """
        return self.save_many([NewCapture(body, base, sibling)])[0]

    async def keep(self, capture: NewCapture) -> StoredSnapshot:
        """As `save`, in a thread, with one fsync for all that are kept at the same time."""
        return await self._saves(capture)

    def save_many(self, captures: Sequence[NewCapture]) -> list[StoredSnapshot]:
        """Keep many bodies with one fsync, in the order given, so that one may be the base of a later one.

        When this returns all survive a power cut; before, no row may name any of them. Raises StoreFull and StoreError;
        then some may have been kept, which nobody names.
        """
        batch = _Batch(self.packs, loose_files=self._root)
        kept = [batch.add(capture) for capture in captures]
        batch.write()
        return kept

    def pack(self, captures: Sequence[NewCapture]) -> list[StoredSnapshot]:
        """As `save_many`, into a pack in any case: that bytes stand in a file of their own does not count."""
        batch = _Batch(self.packs, loose_files=None)
        kept = [batch.add(capture) for capture in captures]
        batch.write()
        return kept

    def load(self, sha256: str) -> bytes:
        """The captured bytes. Raises DamagedSnapshot where they are missing or are other bytes."""
        try:
            digest = bytes.fromhex(sha256)
        except ValueError:
            raise DamagedSnapshot(f"{sha256[:64]!r} is no SHA-256", hint="restore a copy of the database") from None
        trouble = ""
        for _ in range(2):  # what is being moved while we look stands elsewhere the second time
            if self.packs.find(digest) is None:
                body = loose.load(self._root, sha256)
                if body is not None:
                    return body
                trouble = "it is not there"
                continue
            try:
                return Chains(self.packs).open(digest)
            except BrokenChain as error:
                trouble = str(error)
        raise DamagedSnapshot(
            f"snapshot {sha256[:12]}… cannot be read: {trouble}", hint=f"restore {self._root} from a copy"
        )

    def has(self, sha256: str) -> bool:
        """Whether a capture is known here; it is not opened."""
        try:
            place = self.packs.find(bytes.fromhex(sha256))
        except ValueError:
            return False
        return place is not None or loose.path_of(self._root, sha256).exists()

    def keep_reserve(self) -> None:
        """Keep some space back, so that `tracker gc` can work when the disk is full."""
        Reserve(self._root).keep()

    def close(self) -> None:
        """Let the files go; they are opened again when they are needed."""
        self.packs.close()


class _Batch:
    """Bodies on their way to the disk: made small one by one, then written at once."""

    def __init__(self, packs: Packs, *, loose_files: Path | None) -> None:
        self._packs = packs
        self._loose_files = loose_files
        self._chains = Chains(packs)
        self._new: dict[bytes, Made] = {}
        self._again: dict[bytes, bytes] = {}
        self._broken: dict[bytes, Place] = {}

    def add(self, capture: NewCapture) -> StoredSnapshot:
        body = capture.body
        digest = hashlib.sha256(body).digest()
        known = self._known(digest, body)
        if known is not None:
            return StoredSnapshot(digest.hex(), len(body), known)
        if digest not in self._new:
            hints = {"base": bytes.fromhex(capture.base), "sibling": bytes.fromhex(capture.sibling)}
            self._new[digest] = self._chains.make(body, digest, **hints)
        return StoredSnapshot(digest.hex(), len(body), self._new[digest].entry.length)

    def write(self) -> None:
        """All or, where it raises, perhaps some. What was found on disk when the bodies were made is asked for again,
        now that nobody else writes.
        """
        if not self._new and not self._again:
            return
        with self._packs.writing():
            bases = (made.entry.base for made in self._new.values() if made.entry.base)
            places = self._packs.index.find_all((*self._again, *self._new, *bases))
            gone = {digest: body for digest, body in self._again.items() if _is_gone(places.get(digest))}
            made = [*self._new.values(), *(self._chains.make_keyframe(body, digest) for digest, body in gone.items())]
            roots: dict[bytes, bytes] = {}
            entries = []
            for one in made:
                place = places.get(one.entry.sha256)
                if not _is_gone(place) and place != self._broken.get(one.entry.sha256):
                    self._again[one.entry.sha256] = one.body  # another writer was quicker
                    continue
                standing = (
                    one if _stands(one, roots, places) else self._chains.make_keyframe(one.body, one.entry.sha256)
                )
                roots[one.entry.sha256] = standing.root
                entries.append((standing.entry, standing.payload))
            self._packs.append(entries)
            self._packs.index.touch(self._again.keys() - roots.keys(), at=self._packs.now())

    def _known(self, digest: bytes, body: bytes) -> int | None:
        """How many bytes these take, where they are kept already."""
        place = self._packs.find(digest)
        if place is not None and place.dead:
            return None  # it may lean on what is going: it is made anew
        if place is None:
            path = loose.path_of(self._loose_files, digest.hex()) if self._loose_files else None
            if path is None or not path.exists():
                return None
            path.touch()  # its row is on its way
            return path.stat().st_size
        if self._recent(place) and self._packs.payload(place) is not None:
            return place.entry.length
        if not self._opens(digest):
            self._broken[digest] = place
            return None
        self._again[digest] = body
        return place.entry.length

    def _recent(self, place: Place) -> bool:
        """Whether it was saved so lately that nothing takes it away before its row is there."""
        return self._packs.now() - place.touched_at < GRACE // 2

    def _opens(self, digest: bytes) -> bool:
        try:
            self._chains.open(digest)
        except BrokenChain:
            return False
        return True


def _is_gone(place: Place | None) -> bool:
    return place is None or place.dead


def _stands(made: Made, roots: Mapping[bytes, bytes], places: Mapping[bytes, Place]) -> bool:
    """Whether what a capture leans on is still there, on the same keyframe: written just now, or in one of these places."""
    base = made.entry.base
    if not base or base in roots:
        return not base or roots[base] == made.root
    place = places.get(base)
    return place is not None and not place.dead and place.root == made.root
