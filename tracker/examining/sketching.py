"""A page's sketch as the bytes that the store keeps, and the verdict by them. Pure; what it means is extract's."""

from __future__ import annotations

import msgspec

from tracker.extract import Sketch, doubt


def pack_sketch(sketch: Sketch | None) -> bytes:
    """The sketch as bytes, some kilobytes; empty for none."""
    return b"" if sketch is None else msgspec.msgpack.encode(sketch)


def doubt_of(packed: bytes, body: bytes, url: str, headers: tuple[tuple[str, str], ...]) -> str:
    """Why a capture may read otherwise than the page that was sketched; empty where it certainly reads the same. A
    damaged sketch is a doubt. Takes time in proportion to the body's length, and reads none of more than two megabytes.
    """
    try:
        sketch = msgspec.msgpack.decode(packed, type=Sketch)
    except msgspec.MsgspecError:
        return "the sketch is damaged, or of another form"
    return doubt(sketch, body, url, headers)
