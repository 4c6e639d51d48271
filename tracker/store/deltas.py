"""How a capture is made small: compressed with earlier captures as what the compressor has already seen; and how far
such a chain may go.

Measured by benchmarks/storage.py on real pages whose furniture is re-rolled at each fetch; docs/storage.md has the table.
"""

from __future__ import annotations

from collections.abc import Sequence

from backports import zstd

from tracker.store.entries import Entry

_LEVEL = 8  # of a delta on a page of 175 kB some 1.3 ms; 9 saves 1 to 2 % more for half as much again, 12 takes 5 ms
_LEVEL_BY_ITSELF = 9  # of a keyframe, which are few
_DEEPEST = 12  # deltas between a capture and its keyframe: 13 times 0.15 ms to open a page of 175 kB
_MOST_BYTES = 6_000_000  # decompressed to open one capture, at some 1.5 GB/s; one delta is allowed in any case
_MOST_WINDOW = 27  # 128 MiB: what decoders accept without being asked
_WHOLE_BY_ITSELF = 0.6  # a delta must save this much, or the capture becomes a keyframe and ends the chain
_WORTH_A_LOOK = 8  # pages shrink to a sixth by themselves: a delta below an eighth is not compared with that

Chain = Sequence[Entry]
"""A capture and what it leans on, base by base, down to the keyframe."""


def compress(body: bytes, prefix: bytes = b"") -> bytes:
    """The body as one zstd frame, with `prefix` as what was seen before."""
    level = _LEVEL if prefix else _LEVEL_BY_ITSELF
    options: dict[int, int] = {zstd.CompressionParameter.compression_level: level}
    if prefix:
        window = max(10, min(_MOST_WINDOW, (len(prefix) + len(body)).bit_length()))
        options[zstd.CompressionParameter.window_log] = window
    return zstd.compress(body, options=options, zstd_dict=_seen(prefix))


def compress_best(body: bytes, prefix: bytes) -> tuple[bytes, bool]:
    """The body compressed, and whether that is a delta; where one is hardly smaller than the body by itself, it is none."""
    delta = compress(body, prefix) if prefix else b""
    if delta and len(delta) * _WORTH_A_LOOK <= len(body):
        return delta, True
    whole = compress(body)
    return (delta, True) if delta and len(delta) <= _WHOLE_BY_ITSELF * len(whole) else (whole, False)


def decompress(payload: bytes, prefix: bytes = b"") -> bytes:
    """The body again. Raises zstd.ZstdError."""
    return zstd.decompress(payload, zstd_dict=_seen(prefix))


def prefix_of(bodies: Sequence[bytes]) -> bytes:
    """What a delta is compressed against, from the bodies of its base's chain, keyframe first: the keyframe and the base.

    The keyframe costs nothing to have, as it is opened on the way to the base, and makes deltas a fifth smaller.
    """
    return b"".join([bodies[0], *bodies[1:][-1:]]) if bodies else b""


def base_of_next(previous: Chain, size: int) -> Chain:
    """The chain to lean the next capture of an article on, whose last capture's is `previous`: a part of that chain.

    The capture at position n leans on the one at n with its lowest bit cleared: half of all lean on the one just before,
    and from n captures any opens through log2(n) of them.
    """
    position = previous[0].position + 1
    wanted = position & (position - 1)
    start = next((place for place, entry in enumerate(previous) if entry.position <= wanted), len(previous) - 1)
    chain = previous[start:]
    work = size + sum(entry.size for entry in chain)
    return chain if len(chain) <= _DEEPEST and work <= _MOST_BYTES else previous[-1:]


def _seen(prefix: bytes) -> tuple[zstd.ZstdDict, int] | None:
    return zstd.ZstdDict(prefix, is_raw=True).as_prefix if len(prefix) >= 8 else None  # noqa: PLR2004 - zstd's least
