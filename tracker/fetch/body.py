"""Reads a response's body within bounds, and decodes it: gzip and deflate, each once, and nothing else.

No HTTP library bounds what a small compressed body unfolds to, so the unfolding is done here, by zlib with a limit.
"""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import AsyncIterable
from dataclasses import dataclass
from typing import BinaryIO

from tracker.fetch.failure import NoAnswer
from tracker.model import FailureKind

ACCEPTED = "gzip, deflate"

# Bytes from which on a body is large.
LARGE = 1_000_000

# Members of one gzip body (RFC 1952 §2.2): a handful in real logs, thousands only to waste our time.
MOST_MEMBERS = 64

# Sent by servers that mean no coding at all.
_NO_CODING = frozenset({"", "identity", "none", "utf-8", "binary"})
_GZIP = 16 + zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS
_MEMBER = b"\x1f"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of one body: decoded and wire bytes; `first_bytes` (0 for all) is where it is cut without complaint."""

    max_bytes: int
    max_wire_bytes: int
    first_bytes: int = 0

    @property
    def room(self) -> int:
        """How many decoded bytes are kept at most."""
        return self.first_bytes or self.max_bytes


class Body:
    """A decoded body as it comes. What is large waits on disk, not in memory: many slow hosts may send such at once."""

    def __init__(self) -> None:
        self.size = 0
        self._pieces: list[bytes] = []
        self._file: BinaryIO | None = None

    @property
    def is_large(self) -> bool:
        """Whether it is on disk."""
        return self._file is not None

    def add(self, piece: bytes) -> None:
        """Take in what came next. Raises NoAnswer where the disk has no room for it."""
        self.size += len(piece)
        self._pieces.append(piece)
        if self.size > LARGE:
            try:
                self._file = self._file or tempfile.TemporaryFile()  # noqa: SIM115 - closed when it is taken
                self._file.write(b"".join(self._pieces))
            except OSError as error:
                reason = f"the body is large, and the folder for temporary files takes none of it ({error.strerror})"
                raise NoAnswer(FailureKind.TOO_LARGE, reason) from None
            self._pieces.clear()

    def take(self) -> bytes:
        """All of it, once: then nothing of it is kept."""
        pieces, self._pieces = self._pieces, []
        if self._file is None:
            return b"".join(pieces)
        with self._file as file:
            self._file = None
            file.seek(0)
            return file.read()

    def drop(self) -> None:
        """Keep nothing of it."""
        self._pieces.clear()
        if self._file is not None:
            self._file.close()
            self._file = None


async def read_body(chunks: AsyncIterable[bytes], codings: str, bounds: Bounds) -> tuple[Body, int]:
    """The decoded body, and how many bytes came over the wire. `codings` is the Content-Encoding header.

    Raises NoAnswer: TOO_LARGE beyond the bounds, PROTOCOL for another coding than gzip or deflate, for two of them,
    and for a compressed body that is broken or cut short.
    """
    body = Body()
    try:
        wire = await _read(body, chunks, codings, bounds)
    except BaseException:
        body.drop()
        raise
    return body, wire


async def _read(body: Body, chunks: AsyncIterable[bytes], codings: str, bounds: Bounds) -> int:
    inflater, wire = _inflater(codings), 0
    async for chunk in chunks:
        wire += len(chunk)
        if wire > bounds.max_wire_bytes:
            raise _too_large(bounds.max_wire_bytes, "over the wire")
        room = bounds.room - body.size
        piece = chunk if inflater is None else inflater.unfold(chunk, room + 1)
        if len(piece) > room:
            if not bounds.first_bytes:
                raise _too_large(bounds.max_bytes, "after decoding")
            body.add(piece[:room])
            return wire
        body.add(piece)
    if inflater is not None and wire and not inflater.complete:
        raise NoAnswer(FailureKind.PROTOCOL, "the compressed body is cut short")
    return wire


def refuse_length(length: str, codings: str, bounds: Bounds) -> None:
    """Refuse a body that says itself that it is too large. Raises NoAnswer."""
    if not (length.isascii() and length.isdigit()) or bounds.first_bytes:
        return
    most = bounds.max_bytes if _coding(codings) is None else bounds.max_wire_bytes
    if len(length) > len(str(most)) or int(length) > min(most, bounds.max_wire_bytes):
        raise _too_large(most, "as the server says itself")


class _Inflater:
    """One gzip or deflate body, unfolded piece by piece; the members of a gzip body follow one another."""

    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._stream = zlib.decompressobj(_GZIP) if coding == "gzip" else None
        self._head = b""
        self._members = 1
        self._padded = False

    @property
    def complete(self) -> bool:
        """Whether the end of the compressed data was seen."""
        return self._stream is not None and self._stream.eof

    def unfold(self, data: bytes, room: int) -> bytes:
        """At most `room` bytes of what the data unfolds to; what does not fit is lost."""
        pieces: list[bytes] = []
        while data and room > 0:
            stream, data = self._stream_for(data)
            if stream is None:
                break
            try:
                piece = stream.decompress(data, room)
            except zlib.error:
                raise NoAnswer(FailureKind.PROTOCOL, f"the body is not the {self._coding} it claims to be") from None
            pieces.append(piece)
            room -= len(piece)
            data = stream.unused_data
        return b"".join(pieces)

    def _stream_for(self, data: bytes) -> tuple[zlib._Decompress | None, bytes]:
        """What unfolds the data, and the data with what was held back of it; None where it is padding, or too short
        to tell.
        """
        if self._stream is None:
            data = self._head + data
            if len(data) < 2:  # noqa: PLR2004 - the head of a zlib stream
                self._head = data
                return None, b""
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if _is_zlib(data) else _RAW)
        elif self._stream.eof:
            if self._coding != "gzip" or self._padded or not data.startswith(_MEMBER):
                self._padded = True  # browsers overlook what follows the last member
                return None, b""
            self._members += 1
            if self._members > MOST_MEMBERS:
                raise NoAnswer(FailureKind.PROTOCOL, f"the compressed body has more than {MOST_MEMBERS} members")
            self._stream = zlib.decompressobj(_GZIP)
        return self._stream, data


def _inflater(codings: str) -> _Inflater | None:
    coding = _coding(codings)
    return None if coding is None else _Inflater(coding)


def _coding(codings: str) -> str | None:
    named = [name for name in (part.strip().lower() for part in codings.split(",")) if name not in _NO_CODING]
    match named:
        case []:
            return None
        case ["gzip" | "x-gzip"]:
            return "gzip"
        case ["deflate"]:
            return "deflate"
        case [other]:
            raise NoAnswer(FailureKind.PROTOCOL, f"the body is in a coding nobody asked for ({other[:20]!r})")
    raise NoAnswer(FailureKind.PROTOCOL, f"the body is compressed {len(named)} times over")


def _is_zlib(head: bytes) -> bool:
    """Whether deflate comes in its zlib wrapper, as RFC 9110 §8.4.1.2 wants it, or bare, as some servers send it."""
    return head[0] & 0x0F == zlib.DEFLATED and (head[0] << 8 | head[1]) % 31 == 0


def _too_large(most: int, where: str) -> NoAnswer:
    return NoAnswer(FailureKind.TOO_LARGE, f"the body is larger than {most:,} bytes {where}")
