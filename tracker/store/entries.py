"""One capture as it stands in a pack: a header that says everything about it, then its bytes, compressed.

An entry needs nothing else to be found, checked and read again: not the index, not the database. `snapshots/README.md`
describes the layout for people who want to read a pack without Tracker.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

MAGIC = b"TKS\x01"
_FORMAT = 1  # zstd, with the bytes of the chain's keyframe and of the base as its prefix
_HEADER = struct.Struct("<4sHHIII32s32sI")
_CHECKSUM = struct.Struct("<I")
HEADER_SIZE = _HEADER.size + _CHECKSUM.size
_NO_BASE = bytes(32)


@dataclass(frozen=True, slots=True)
class Entry:
    """The header of a capture. `base` is the SHA-256 of the capture that it is a delta against, empty for a keyframe;
    `depth` counts the deltas down to the keyframe, `position` the captures since it; `size` and `stored_size` are in
    bytes, as captured and as compressed; `checksum` is the CRC-32 of the compressed bytes.
    """

    sha256: bytes
    base: bytes
    size: int
    stored_size: int
    position: int
    depth: int
    checksum: int

    @property
    def length(self) -> int:
        """How many bytes it takes in a pack, header included."""
        return HEADER_SIZE + self.stored_size


def to_bytes(entry: Entry, payload: bytes) -> bytes:
    """The entry as it is written."""
    header = _HEADER.pack(
        MAGIC,
        _FORMAT,
        entry.depth,
        entry.position,
        entry.size,
        entry.stored_size,
        entry.sha256,
        entry.base or _NO_BASE,
        entry.checksum,
    )
    return header + _CHECKSUM.pack(crc32(header)) + payload


def header_at(data: bytes, offset: int = 0) -> Entry | None:
    """The header that begins here; None where there is none, or one that is damaged."""
    header = data[offset : offset + _HEADER.size]
    if len(data) < offset + HEADER_SIZE or not header.startswith(MAGIC):
        return None
    if _CHECKSUM.unpack_from(data, offset + _HEADER.size)[0] != crc32(header):
        return None
    _, form, depth, position, size, stored_size, sha256, base, checksum = _HEADER.unpack(header)
    if form != _FORMAT:
        return None
    return Entry(
        sha256=sha256,
        base=b"" if base == _NO_BASE else base,
        size=size,
        stored_size=stored_size,
        position=position,
        depth=depth,
        checksum=checksum,
    )


def payload_of(entry: Entry, data: bytes, offset: int = 0) -> bytes | None:
    """The compressed bytes of the entry that begins here; None where they are cut off or damaged."""
    payload = data[offset + HEADER_SIZE : offset + entry.length]
    whole = len(payload) == entry.stored_size and crc32(payload) == entry.checksum
    return payload if whole else None


def scan(data: bytes) -> Iterator[tuple[int, Entry]]:
    """Every whole entry with its offset. What is none (a torn tail, a damaged stretch) is passed over."""
    offset = 0
    while 0 <= offset < len(data):
        entry = header_at(data, offset)
        if entry is None or payload_of(entry, data, offset) is None:
            offset = data.find(MAGIC, offset + 1)
            continue
        yield offset, entry
        offset += entry.length
