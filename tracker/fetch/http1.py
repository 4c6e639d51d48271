"""HTTP/1.1 over one connection, one request at a time. What the bytes mean is h11's business; when the connection may be
used again is decided here.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import h11
import httpcore

from tracker.fetch.answer import Answer, Asked
from tracker.fetch.network import GuardedStream

READ_AT_ONCE = 64 * 1024
# Of a head, its headers and trailers, before they are complete.
MOST_HEAD = 100 * 1024


class Http1:
    """One connection. Where anything went wrong on it, or the other side said more than it was asked, it is closed, for
    what is left on it would be taken for the answer to the next request.
    """

    def __init__(self, stream: GuardedStream, *, kept_seconds: float) -> None:
        self._stream = stream
        self._kept_seconds = kept_seconds
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=MOST_HEAD)
        self._rests_until: float | None = None  # None while a request is under way
        self._is_closed = False

    @property
    def is_free(self) -> bool:
        """Whether it rests, and the other side has neither ended it nor said what nobody asked."""
        if self._rests_until is None or asyncio.get_running_loop().time() > self._rests_until:
            return False
        return not self._stream.get_extra_info("is_readable")

    @property
    def is_over(self) -> bool:
        """Whether it was closed, or rests and is not free any more."""
        return self._is_closed or (self._rests_until is not None and not self.is_free)

    async def ask(self, asked: Asked) -> Answer:
        """The answer to one request, its body unread."""
        self._rests_until = None
        try:
            await self._tell(asked)
            head = await self._head()
        except BaseException:
            await self.aclose()
            raise
        return Answer(
            status=head.status_code,
            headers=head.headers.raw_items(),
            version=f"HTTP/{head.http_version.decode('ascii')}",
            stream=self._stream,
            chunks=self._chunks(),
            close=self._done,
        )

    async def aclose(self) -> None:
        """Close it at once."""
        self._is_closed = True
        self._rests_until = None
        await self._stream.aclose()

    async def _tell(self, asked: Asked) -> None:
        """Send the request. A server may answer and close before it has read all: then its answer is what counts."""
        headers = [(b"host", asked.parts.netloc.encode("ascii")), *asked.headers, (b"connection", b"keep-alive")]
        if asked.body or asked.method != "GET":
            headers.append((b"content-length", b"%d" % len(asked.body)))
        try:
            data = self._http.send(h11.Request(method=asked.method, target=asked.target, headers=headers)) or b""
            if asked.body:
                data += self._http.send(h11.Data(asked.body)) or b""
            data += self._http.send(h11.EndOfMessage()) or b""
        except h11.LocalProtocolError:  # whose words hold the header
            raise httpcore.LocalProtocolError("something in the request cannot be sent") from None
        try:
            await self._stream.write(data)
        except httpcore.WriteError:
            return

    async def _head(self) -> h11.Response:
        while True:
            event = await self._event()
            if isinstance(event, h11.Response):
                return event
            if not isinstance(event, h11.InformationalResponse):
                raise httpcore.RemoteProtocolError("it goes on to another protocol")

    async def _chunks(self) -> AsyncIterator[bytes]:
        while isinstance(event := await self._event(), h11.Data):
            yield bytes(event.data)

    async def _event(self) -> type[h11.PAUSED | h11.NEED_DATA] | h11.Event:
        """What comes next: never that more is needed, which is read here."""
        while True:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError as error:
                raise httpcore.RemoteProtocolError(str(error)) from None
            if event is not h11.NEED_DATA:
                return event
            data = await self._stream.read(READ_AT_ONCE)
            if not data and self._http.their_state is h11.SEND_RESPONSE:
                raise httpcore.RemoteProtocolError("Server disconnected without sending a response.")
            self._http.receive_data(data)

    async def _done(self) -> None:
        """Keep the connection for the next request where this one is over for both sides."""
        http = self._http
        if http.our_state is not h11.DONE or http.their_state is not h11.DONE or http.trailing_data[0]:
            await self.aclose()
            return
        http.start_next_cycle()
        self._rests_until = asyncio.get_running_loop().time() + self._kept_seconds
