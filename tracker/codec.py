"""Documents, blames and flags into bytes and JSON for the database, and back. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from backports import zstd

from tracker.cleaning import cleaned
from tracker.errors import StoreError
from tracker.model import Document, Flag, HeadlineSet
from tracker.model.blame import Blame

_LIMIT = 64 * 2**20  # no document of ours comes near; a damaged row must not take the machine's memory
_LEVEL = 6  # of zstd; 9 takes twice as long for two bytes less in a thousand
_NUL = b"\\u0000"
Packed = TypeVar("Packed")


def pack_document(document: Document) -> bytes:
    """A document as compressed JSON, its texts clean: JSON in UTF-8 has no lone surrogates."""
    try:
        data = msgspec.json.encode(document)
    except UnicodeEncodeError:
        data = _NUL
    if _NUL in data:
        data = msgspec.json.encode(cleaned(document))
    return zstd.compress(data, level=_LEVEL)


def unpack_document(data: bytes) -> Document:
    """The document that was packed. Raises StoreError where its bytes are damaged."""
    return _unpacked(data, Document)


def unpack_headlines(data: bytes) -> HeadlineSet:
    """The headline set of a packed document, without reading its blocks. Raises StoreError where its bytes are damaged."""
    return _unpacked(data, _Head).headlines


def pack_blame(blame: Blame, paragraphs: bytes = b"", *, by: str = "") -> bytes:
    """A blame as compressed JSON; beside it what was found out of the paragraphs of its revision, which is JSON, too, and
    `by` which comparer.
    """
    beside = _Beside(msgspec.Raw(paragraphs), by) if paragraphs else None
    carried = _Carried(blame.revision, blame.standing, blame.gone, blame.forgotten, beside)
    return zstd.compress(msgspec.json.encode(carried), level=3)


def unpack_blame(data: bytes) -> Blame:
    """The blame that was packed. Raises StoreError where its bytes are damaged."""
    return _blame(data, Blame)


def unpack_carried(data: bytes, *, by: str) -> tuple[Blame, bytes]:
    """The blame that was packed, and what was found out of the paragraphs beside it; that is empty where nothing was, or by
    another comparer. Raises StoreError where the bytes are damaged.
    """
    found = _blame(data, _Carried)
    known = bytes(found.beside.paragraphs) if found.beside and found.beside.by == by else b""
    return Blame(found.revision, found.standing, found.gone, found.forgotten), known


def to_json(value: object) -> Any:
    """A frozen value as plain dicts, lists and strings for a JSON column."""
    return msgspec.to_builtins(value)


def flag_from_json(data: Any) -> Flag:
    """The flag that was kept."""
    return msgspec.convert(data, type=Flag)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What was found out of the paragraphs of a revision, and by which comparer."""

    paragraphs: msgspec.Raw
    by: str


@dataclass(frozen=True, slots=True)
class _Carried(Blame):
    """A blame as it is packed."""

    beside: _Beside | None = None


@dataclass(frozen=True, slots=True)
class _Head:
    """What is read of a document where only its headlines are asked for."""

    headlines: HeadlineSet


def _unpacked(data: bytes, what: type[Packed]) -> Packed:
    try:
        return msgspec.json.decode(zstd.ZstdDecompressor().decompress(data, max_length=_LIMIT), type=what)
    except (zstd.ZstdError, msgspec.MsgspecError) as error:
        raise StoreError(f"a document in the database is damaged: {error}", hint="restore a copy") from error


def _blame(data: bytes, what: type[Packed]) -> Packed:
    try:
        return msgspec.json.decode(zstd.ZstdDecompressor().decompress(data, max_length=_LIMIT), type=what)
    except (zstd.ZstdError, msgspec.MsgspecError) as error:
        raise StoreError(f"a blame in the database is damaged: {error}", hint="restore a copy") from error
