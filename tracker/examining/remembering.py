"""What is known of a host from its articles, as the bytes that its row keeps. Pure; what it means is extract's."""

from __future__ import annotations

import msgspec
from backports import zstd

from tracker.extract import HostMemory

_LIMIT = 16 * 2**20  # a hundred times the largest; a damaged row must not take the machine's memory


def unpack_memory(data: bytes) -> HostMemory | None:
    """The memory that was packed; None where there is none or it is damaged: it only makes readings steadier."""
    if not data:
        return None
    try:
        plain = zstd.ZstdDecompressor().decompress(data, max_length=_LIMIT)
        return msgspec.msgpack.decode(plain, type=HostMemory)
    except (zstd.ZstdError, msgspec.MsgspecError, EOFError):
        return None


def learned(memory: HostMemory | None, now: HostMemory) -> bytes:
    """The memory as it is now, packed; empty where `memory`, as it was, knew everything already."""
    if memory is not None and now == memory:
        return b""
    return zstd.compress(msgspec.msgpack.encode(now))
