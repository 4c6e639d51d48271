from __future__ import annotations

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.fetch.body import LARGE, MOST_MEMBERS, Bounds, read_body, refuse_length
from tracker.fetch.failure import NoAnswer
from tracker.model import FailureKind

MEBIBYTE = 1024 * 1024
AMPLE = Bounds(max_bytes=MEBIBYTE, max_wire_bytes=MEBIBYTE)


def read(data: bytes, codings: str = "", bounds: Bounds = AMPLE, *, piece: int = 1000) -> tuple[bytes, int]:
    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(data), piece):
            yield data[start : start + piece]

    body, wire = asyncio.run(read_body(chunks(), codings, bounds))
    return body.take(), wire


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


@given(
    st.binary(max_size=5000), st.sampled_from(["", "gzip", "x-gzip", "deflate", "bare deflate"]), st.integers(1, 5000)
)
def test_what_was_encoded_is_what_is_read_however_it_is_cut(body: bytes, coding: str, piece: int) -> None:
    match coding:
        case "gzip" | "x-gzip":
            wire = gzip.compress(body)
        case "deflate":
            wire = zlib.compress(body)
        case "bare deflate":
            wire = raw_deflate(body)
        case _:
            wire = body
    assert read(wire, coding.removeprefix("bare "), piece=piece) == (body, len(wire))


@pytest.mark.parametrize("codings", ["GZIP", " gzip ", "identity, gzip", "gzip,"])
def test_a_coding_is_read_however_it_is_written(codings: str) -> None:
    assert read(gzip.compress(b"text"), codings)[0] == b"text"


@pytest.mark.parametrize("codings", ["", "identity", "none", "utf-8", " , "])
def test_words_that_mean_no_coding_mean_none(codings: str) -> None:
    assert read(b"text", codings) == (b"text", 4)


@pytest.mark.parametrize(
    "codings", ["br", "zstd", "compress", "gzip, gzip", "gzip, deflate", "identity, br", "aes128gcm"]
)
def test_other_and_stacked_codings_are_refused_before_a_byte_is_read(codings: str) -> None:
    with pytest.raises(NoAnswer) as refused:
        read(b"anything", codings)
    assert refused.value.kind is FailureKind.PROTOCOL


def test_the_members_of_one_gzip_body_follow_one_another() -> None:
    wire = gzip.compress(b"one ") + gzip.compress(b"two ") + gzip.compress(b"three")
    assert read(wire, "gzip")[0] == b"one two three"
    assert read(wire, "gzip", piece=1)[0] == b"one two three"


def test_padding_after_a_compressed_body_is_overlooked() -> None:
    assert read(gzip.compress(b"text") + b"\x00" * 50, "gzip")[0] == b"text"
    assert read(zlib.compress(b"text") + b"\r\n", "deflate")[0] == b"text"


def test_thousands_of_gzip_members_are_refused() -> None:
    with pytest.raises(NoAnswer, match=str(MOST_MEMBERS)):
        read(gzip.compress(b"") * 5000, "gzip", piece=65536)


@pytest.mark.parametrize("cut", [1, 5, 12, -1])
@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_compressed_body_that_is_cut_short_is_refused(coding: str, cut: int) -> None:
    whole = gzip.compress(b"text" * 100) if coding == "gzip" else zlib.compress(b"text" * 100)
    with pytest.raises(NoAnswer) as refused:
        read(whole[:cut], coding)
    assert refused.value.kind is FailureKind.PROTOCOL


def test_a_compressed_body_with_a_wrong_checksum_is_refused() -> None:
    whole = bytearray(gzip.compress(b"text" * 100))
    whole[-5] ^= 1
    with pytest.raises(NoAnswer, match="not the gzip"):
        read(bytes(whole), "gzip")


def test_an_empty_body_needs_no_compressed_form() -> None:
    assert read(b"", "gzip") == (b"", 0)


def test_a_body_exactly_as_large_as_allowed_is_read_and_one_byte_more_is_not() -> None:
    bounds = Bounds(max_bytes=100, max_wire_bytes=1000)
    for encode, coding in ((bytes, ""), (gzip.compress, "gzip"), (zlib.compress, "deflate")):
        assert len(read(encode(b"x" * 100), coding, bounds)[0]) == 100
        with pytest.raises(NoAnswer) as refused:
            read(encode(b"x" * 101), coding, bounds)
        assert refused.value.kind is FailureKind.TOO_LARGE


def test_the_bytes_on_the_wire_are_bounded_apart() -> None:
    with pytest.raises(NoAnswer, match="over the wire"):
        read(b"x" * 101, "", Bounds(max_bytes=1000, max_wire_bytes=100))


def test_a_small_body_that_unfolds_to_a_gigabyte_costs_little_memory() -> None:
    stream = zlib.compressobj(9, wbits=16 + zlib.MAX_WBITS)
    blocks = [stream.compress(bytes(MEBIBYTE)) + stream.flush(zlib.Z_FULL_FLUSH) for _ in range(2)]
    bomb = blocks[0] + blocks[1] * 1023
    assert len(bomb) < 2 * MEBIBYTE
    tracemalloc.start()
    with pytest.raises(NoAnswer) as refused:
        read(bomb, "gzip", Bounds(max_bytes=10 * MEBIBYTE, max_wire_bytes=10 * MEBIBYTE), piece=65536)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.value.kind is FailureKind.TOO_LARGE
    assert peak < 40 * MEBIBYTE


def test_the_first_bytes_of_a_larger_body_are_kept_where_only_those_are_asked_for() -> None:
    bounds = Bounds(max_bytes=MEBIBYTE, max_wire_bytes=MEBIBYTE, first_bytes=10)
    assert read(b"0123456789abc", "", bounds)[0] == b"0123456789"
    assert read(gzip.compress(b"0123456789abc"), "gzip", bounds)[0] == b"0123456789"
    assert read(b"0123", "", bounds)[0] == b"0123"


@pytest.mark.parametrize("length", ["", "12", "abc", "-1", "\u0661", "1048576"])
def test_a_length_within_the_bounds_or_none_is_no_reason_to_refuse(length: str) -> None:
    refuse_length(length, "", AMPLE)


@pytest.mark.parametrize("length", ["1048577", "9" * 5000])
def test_a_length_beyond_the_bounds_is_refused_at_once(length: str) -> None:
    with pytest.raises(NoAnswer) as refused:
        refuse_length(length, "gzip", AMPLE)
    assert refused.value.kind is FailureKind.TOO_LARGE


def test_a_large_body_waits_on_disk_and_is_given_once_whole() -> None:
    data = bytes(range(256)) * (3 * LARGE // 256)
    room = Bounds(max_bytes=len(data), max_wire_bytes=len(data))

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(data), 65_536):
            yield data[start : start + 65_536]

    body, wire = asyncio.run(read_body(chunks(), "", room))

    assert (body.is_large, body.size, wire) == (True, len(data), len(data))
    assert body.take() == data
    assert not body.is_large
    assert body.take() == b""


def test_large_bodies_that_come_at_once_are_not_held_in_memory() -> None:
    data = bytes(5 * LARGE)
    room = Bounds(max_bytes=len(data), max_wire_bytes=len(data))

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(data), 65_536):
            await asyncio.sleep(0)
            yield data[start : start + 65_536]

    async def many() -> int:
        return sum(body.size for body, _ in await asyncio.gather(*(read_body(chunks(), "", room) for _ in range(20))))

    tracemalloc.start()
    try:
        size = asyncio.run(many())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size == 20 * len(data)
    assert peak < 25 * LARGE  # of a hundred million bytes: each has its first in memory at most
