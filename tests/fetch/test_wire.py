from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpcore
import pytest

from tests.fetch.serving import in_a_loop
from tracker.fetch.failure import StaleConnection
from tracker.fetch.wire import MOST_WAITING, Wire


@asynccontextmanager
async def connected() -> AsyncIterator[tuple[Wire, socket.socket]]:
    """A wire, and the socket at its other end."""
    loop = asyncio.get_running_loop()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        _, wire = await loop.create_connection(Wire, *listening.getsockname())
        there, _ = await loop.sock_accept(listening)
        with there:
            yield wire, there
            wire.close()
    await asyncio.sleep(0)


@in_a_loop
async def test_what_is_sent_is_read_in_pieces_of_the_size_asked_for() -> None:
    async with connected() as (wire, there):
        there.send(b"hello world")
        assert [await wire.read(5), await wire.read(100)] == [b"hello", b" world"]
        assert wire.fact("server_addr") == "127.0.0.1"
        assert wire.fact("ssl_object") is None
        assert wire.fact("something_else") is None


@in_a_loop
async def test_no_more_waits_unread_than_there_is_room_for() -> None:
    async with connected() as (wire, there):
        sending = asyncio.create_task(asyncio.get_running_loop().sock_sendall(there, b"x" * 20_000_000))
        read = bytearray(await wire.read(1))
        most = 0
        while len(read) < 20_000_000:
            most = max(most, len(wire._waiting))
            read += await wire.read(100_000)
            await asyncio.sleep(0)
        await sending
    assert len(read) == 20_000_000
    assert most <= 2 * MOST_WAITING


@in_a_loop
async def test_writing_waits_for_a_side_that_takes_nothing() -> None:
    async with connected() as (wire, there):
        writing = asyncio.create_task(wire.write(b"x" * 20_000_000))
        done, _ = await asyncio.wait({writing}, timeout=0.05)
        assert not done
        taken = 0
        while taken < 20_000_000:
            taken += len(await asyncio.get_running_loop().sock_recv(there, 1_000_000))
        await writing


@in_a_loop
async def test_writing_ends_where_the_other_side_goes_away() -> None:
    async with connected() as (wire, there):
        writing = asyncio.create_task(wire.write(b"x" * 20_000_000))
        await asyncio.wait({writing}, timeout=0.05)
        there.close()
        await asyncio.wait_for(writing, 60)
        with pytest.raises(httpcore.WriteError):
            await wire.write(b"more")
        with pytest.raises(httpcore.ReadError):
            await wire.read(1)


@in_a_loop
async def test_the_end_of_a_new_connection_is_an_end_and_of_a_used_one_is_stale() -> None:
    async with connected() as (wire, there):
        await wire.write(b"first request")
        there.close()
        with pytest.raises(httpcore.ReadError):
            await wire.read(1)
    async with connected() as (wire, there):
        await wire.write(b"first request")
        await asyncio.get_running_loop().sock_recv(there, 100)
        there.send(b"first answer")
        assert await wire.read(100) == b"first answer"
        await wire.write(b"second request")
        there.close()
        with pytest.raises(StaleConnection):
            await wire.read(1)


@in_a_loop
async def test_an_idle_connection_shows_that_it_has_ended_or_speaks_unasked() -> None:
    async with connected() as (wire, there):
        assert wire.fact("is_readable") is False
        there.send(b"unasked")
        await wire.read(1)
        assert wire.fact("is_readable") is True
        await wire.read(100)
        there.close()
        assert await wire.read(1) == b""
        assert wire.fact("is_readable") is True


@in_a_loop
async def test_tls_on_an_ended_connection_is_refused() -> None:
    async with connected() as (wire, there):
        there.close()
        assert await wire.read(1) == b""
        with pytest.raises(ConnectionResetError):
            await wire.start_tls(ssl.create_default_context(), "paper.example")
