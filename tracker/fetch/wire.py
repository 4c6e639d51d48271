"""The bytes of one TCP connection as asyncio delivers them, with back-pressure both ways, and TLS on request."""

from __future__ import annotations

import asyncio
import ssl
from typing import cast

import httpcore

from tracker.fetch.failure import StaleConnection

# Reading pauses while so much waits unread; one record of TLS or one read of the loop may come on top.
MOST_WAITING = 256 * 1024


class Wire(asyncio.Protocol):
    """One connection. `read` and `write` raise httpcore's errors, and StaleConnection where a connection that has
    served before ends without a byte of the next answer.
    """

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._waiting = bytearray()
        self._received = 0
        self._received_at_write = 0
        self._ended = False
        self._error: Exception | None = None
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None
        self._writing_paused = False
        self._reading_paused = False
        self._peer = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The loop's word that the connection stands."""
        self._transport = cast("asyncio.Transport", transport)
        self._peer = str((transport.get_extra_info("peername") or ("",))[0])

    def data_received(self, data: bytes) -> None:
        """The loop hands over what came."""
        self._waiting += data
        self._received += len(data)
        if len(self._waiting) > MOST_WAITING and not self._reading_paused and self._transport is not None:
            self._reading_paused = True
            self._transport.pause_reading()
        _wake(self._reader)

    def eof_received(self) -> None:
        """The other side has sent all it will send."""
        self._ended = True
        _wake(self._reader)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone, by a fault or not."""
        self._ended = True
        self._error = exc
        _wake(self._reader)
        _wake(self._writer)

    def pause_writing(self) -> None:
        """The other side takes nothing for now."""
        self._writing_paused = True

    def resume_writing(self) -> None:
        """The other side takes more."""
        self._writing_paused = False
        _wake(self._writer)

    async def read(self, max_bytes: int) -> bytes:
        """Up to so many bytes, waiting for the first; empty at the end of the connection."""
        while not self._waiting:
            if self._ended:
                return self._end()
            self._reader = asyncio.get_running_loop().create_future()
            await self._reader
        data = bytes(self._waiting[:max_bytes])
        del self._waiting[:max_bytes]
        if self._reading_paused and len(self._waiting) <= MOST_WAITING // 2 and self._transport is not None:
            self._reading_paused = False
            self._transport.resume_reading()
        return data

    async def write(self, data: bytes) -> None:
        """Hand over all of it, waiting while the other side takes nothing."""
        self._received_at_write = self._received
        if self._ended or self._transport is None:
            if self._is_stale():
                raise StaleConnection
            raise httpcore.WriteError("the connection was closed")
        self._transport.write(data)
        while self._writing_paused and not self._ended:
            self._writer = asyncio.get_running_loop().create_future()
            await self._writer

    async def start_tls(self, context: ssl.SSLContext, name: str) -> None:
        """Go on under TLS, verified for this name. Raises OSError, of which ssl.SSLError is one."""
        if self._transport is None or self._ended:
            raise ConnectionResetError(None, "the connection was closed")
        loop = asyncio.get_running_loop()
        self._transport = await loop.start_tls(self._transport, self, context, server_hostname=name)

    def start_over(self) -> None:
        """Count as a new connection, whatever was said so far: from here on another is spoken to through it."""
        self._received = self._received_at_write = 0

    def close(self) -> None:
        """Close at once, whatever is under way."""
        if self._transport is not None:
            self._transport.abort()

    def fact(self, info: str) -> object:
        """What httpcore asks about a connection; None for what it has no use for."""
        match info:
            case "ssl_object":
                return None if self._transport is None else self._transport.get_extra_info("ssl_object")
            case "server_addr":
                return self._peer
            case "is_readable":  # of an idle connection: it has ended, or says what nobody asked
                return self._ended or bool(self._waiting)
        return None

    def _end(self) -> bytes:
        if self._is_stale():
            raise StaleConnection
        if self._error is not None:
            raise httpcore.ReadError("the connection was lost")
        return b""

    def _is_stale(self) -> bool:
        return 0 < self._received == self._received_at_write


def _wake(future: asyncio.Future[None] | None) -> None:
    if future is not None and not future.done():
        future.set_result(None)
