"""Opening captures through what they lean on, and finding what a new one should lean on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from backports import zstd

from tracker.store import deltas
from tracker.store.entries import Entry
from tracker.store.packindex import Place
from tracker.store.packs import Packs

_LONGEST = 100  # no chain is near that long; an index with a circle in it would be followed for ever
_MOST_FIRST_CAPTURES = 64  # articles that lean on one keyframe: as many as a damaged one would take with it


class BrokenChain(Exception):
    """A capture, or one that it leans on, is damaged or not there; says which."""


@dataclass(frozen=True, slots=True)
class Made:
    """A capture that is ready to be written. `root` is the keyframe of its chain, itself where it is one."""

    entry: Entry
    payload: bytes
    body: bytes
    root: bytes


class Chains:
    """Opens captures of some packs; those that are made but not written yet can be leaned on as well."""

    def __init__(self, packs: Packs) -> None:
        self._packs = packs
        self._places: dict[bytes, Place] = {}
        self._made: dict[bytes, Made] = {}

    def open(self, sha256: bytes) -> bytes:
        """The bytes of a capture, checked. Raises BrokenChain."""
        return self._checked(self._chain(sha256))[-1]

    def make(self, body: bytes, sha256: bytes, *, base: bytes = b"", sibling: bytes = b"") -> Made:
        """The body as a delta against what resembles it, if that can be opened and helps; else as a keyframe. What it is to
        lean on is held against its checksums only: the capture itself is held against its SHA-256 when it is opened.
        """
        for chain, position in self._candidates(len(body), base, sibling):
            try:
                prefix = deltas.prefix_of(self._bodies(chain))
            except BrokenChain:
                continue
            payload, smaller = deltas.compress_best(body, prefix)
            return self._hold(_made(body, sha256, payload, chain if smaller else [], position if smaller else 0))
        return self.make_keyframe(body, sha256)

    def make_keyframe(self, body: bytes, sha256: bytes) -> Made:
        """The body compressed by itself."""
        return self._hold(_made(body, sha256, deltas.compress(body), [], 0))

    def make_anew(self, sha256: bytes) -> tuple[Place, Made]:
        """The same capture once more, leaning on the nearest of its ancestors that is not dead; and where it stands now.
        Its keyframe stays what it is, as all that lean on it count on that. Raises BrokenChain.
        """
        chain = self._chain(sha256)
        bodies = dict(zip(reversed(chain), self._checked(chain), strict=True))
        *between, keyframe = chain[1:]
        kept = [*(one for one in between if not self._places[one.sha256].dead), keyframe]
        prefix = deltas.prefix_of([bodies[one] for one in reversed(kept)])
        body = bodies[chain[0]]
        return self._places[sha256], _made(body, sha256, deltas.compress(body, prefix), kept, chain[0].position)

    def _hold(self, made: Made) -> Made:
        self._made[made.entry.sha256] = made
        return made

    def _candidates(self, size: int, base: bytes, sibling: bytes) -> list[tuple[list[Entry], int]]:
        """Chains to lean on, the best first, each with the position in it that the capture gets."""
        found: list[tuple[list[Entry], int]] = []
        if base and (previous := self._chain_or_none(base)):
            found.append((list(deltas.base_of_next(previous, size)), previous[0].position + 1))
        if not found and sibling and (other := self._chain_or_none(sibling)):
            keyframe = other[-1]
            if self._packs.index.first_captures_on(keyframe.sha256) < _MOST_FIRST_CAPTURES:
                found.append(([keyframe], 0))
        return found

    def _chain_or_none(self, sha256: bytes) -> list[Entry] | None:
        try:
            return self._chain(sha256)
        except BrokenChain:
            return None

    def _chain(self, sha256: bytes) -> list[Entry]:
        """A capture and what it leans on, down to the keyframe."""
        chain: list[Entry] = []
        known: dict[bytes, Place] = {}
        wanted = sha256
        while wanted:
            if len(chain) == _LONGEST:
                raise BrokenChain("the index leads in a circle")
            if wanted not in self._made and wanted not in known:
                known = {place.entry.sha256: place for place in self._packs.chain(wanted, most=_LONGEST)}
            chain.append(self._entry(wanted, known))
            wanted = chain[-1].base
        return chain

    def _entry(self, sha256: bytes, known: Mapping[bytes, Place]) -> Entry:
        if sha256 in self._made:
            return self._made[sha256].entry
        if sha256 not in known:
            raise BrokenChain(f"{sha256.hex()[:12]}… is not in the packs")
        self._places[sha256] = known[sha256]
        return known[sha256].entry

    def _bodies(self, chain: list[Entry]) -> list[bytes]:
        """The bytes of a chain, keyframe first, each made of what passed its checksum."""
        bodies: list[bytes] = []
        for entry in reversed(chain):
            made = self._made.get(entry.sha256)
            bodies.append(made.body if made else self._body(entry, deltas.prefix_of(bodies)))
        return bodies

    def _checked(self, chain: list[Entry]) -> list[bytes]:
        """The bytes of a chain, keyframe first; the last, which is asked for, is held against its SHA-256."""
        bodies = self._bodies(chain)
        if hashlib.sha256(bodies[-1]).digest() != chain[0].sha256:
            raise BrokenChain(f"{chain[0].sha256.hex()[:12]}… holds other bytes than its name says")
        return bodies

    def _body(self, entry: Entry, prefix: bytes) -> bytes:
        place = self._places[entry.sha256]
        where = f"{self._packs.path(place.pack)} at byte {place.offset}"
        payload = self._packs.payload(place)
        if payload is None:
            raise BrokenChain(f"{entry.sha256.hex()[:12]}… is damaged or gone in {where}")
        try:
            return deltas.decompress(payload, prefix)
        except zstd.ZstdError as error:
            raise BrokenChain(f"{entry.sha256.hex()[:12]}… in {where}: {error}") from error


def _made(body: bytes, sha256: bytes, payload: bytes, chain: list[Entry], position: int) -> Made:
    entry = Entry(
        sha256=sha256,
        base=chain[0].sha256 if chain else b"",
        size=len(body),
        stored_size=len(payload),
        position=position,
        depth=len(chain),
        checksum=crc32(payload),
    )
    return Made(entry=entry, payload=payload, body=body, root=chain[-1].sha256 if chain else sha256)
