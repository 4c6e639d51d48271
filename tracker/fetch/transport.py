"""Connections, kept while they are of use: which of them a request goes over, and when they are closed.

Each origin has a lane of its own (one for each way to it). HTTP/2 is spoken where the server prefers it, and then one
connection serves all that comes after it; of HTTP/1.1 there are as many as there are requests at a time.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tracker.fetch.answer import Answer, Asked, Connection
from tracker.fetch.http1 import Http1
from tracker.fetch.http2 import Http2
from tracker.fetch.network import GuardedBackend, GuardedStream
from tracker.fetch.parts import DEFAULT_PORT
from tracker.model.terms import Proxy

Way = tuple[str, Proxy | None]
"""An origin, and the proxy through which it is asked."""

KEPT_ORIGINS = 128
KEPT_SECONDS = 30.0

_ALPN = ["http/1.1", "h2"]


@dataclass(slots=True)
class _Lane:
    """The connections of one way; `busy` counts the requests under way."""

    connections: list[Connection] = field(default_factory=list)
    busy: int = 0
    idle_since: float = 0.0

    async def free(self) -> Connection | None:
        """A connection that may be asked now; those that are of no more use are closed."""
        for connection in [one for one in self.connections if one.is_over]:
            self.connections.remove(connection)
            await connection.aclose()
        return next((one for one in reversed(self.connections) if one.is_free), None)

    async def aclose(self) -> None:
        """Close every connection, whatever is under way on it."""
        while self.connections:
            await self.connections.pop().aclose()

    def release(self) -> None:
        """Count one request less."""
        self.busy -= 1
        self.idle_since = asyncio.get_running_loop().time()


class Transport:
    """Sends requests over kept connections, by the network that `network` makes for a proxy or none. Raises httpcore's
    errors and what the network raises.
    """

    def __init__(self, network: Callable[[Proxy | None], GuardedBackend], *, tls: ssl.SSLContext) -> None:
        self._network = network
        self._tls = tls
        self._tls.set_alpn_protocols(_ALPN)
        self._lanes: OrderedDict[Way, _Lane] = OrderedDict()

    async def send(self, asked: Asked, proxy: Proxy | None = None) -> Answer:
        """The answer to one request, its body unread; it is to be closed."""
        way = f"{asked.parts.scheme}://{asked.parts.netloc}", proxy
        lane = self._lanes.setdefault(way, _Lane())
        self._lanes.move_to_end(way)
        lane.busy += 1
        try:
            await self._close_the_oldest()
            connection = await lane.free()
            if connection is None:
                connection = await self._opened(asked, proxy)
                lane.connections.append(connection)
            answer = await connection.ask(asked)
        except BaseException:
            await self._give_up(way, lane)
            raise
        answer.close = _closing(lane, answer.close)
        return answer

    async def aclose(self) -> None:
        """Close every connection."""
        while self._lanes:
            _, lane = self._lanes.popitem()
            await lane.aclose()

    async def _opened(self, asked: Asked, proxy: Proxy | None) -> Connection:
        host = asked.parts.host.strip("[]")
        stream = await self._network(proxy).connect_tcp(host, asked.parts.port or DEFAULT_PORT[asked.parts.scheme])
        if asked.parts.scheme == "https":
            try:
                await stream.start_tls(self._tls, host)
            except BaseException:
                await stream.aclose()
                raise
            if _speaks_http2(stream):
                return Http2(stream, asked, kept_seconds=KEPT_SECONDS)
        return Http1(stream, kept_seconds=KEPT_SECONDS)

    async def _give_up(self, way: Way, lane: _Lane) -> None:
        """Give up the connections of an origin that did not answer: over HTTP/2 the next request would go out on one that
        hangs. Where others wait for the origin, they decide.
        """
        lane.release()
        if not lane.busy and self._lanes.get(way) is lane:
            del self._lanes[way]
            await lane.aclose()

    async def _close_the_oldest(self) -> None:
        """Close origins that rest for too long or are too many; those at work stay."""
        now = asyncio.get_running_loop().time()
        while self._lanes:
            way, lane = next(iter(self._lanes.items()))
            if lane.busy or (len(self._lanes) <= KEPT_ORIGINS and now - lane.idle_since < KEPT_SECONDS):
                return
            del self._lanes[way]
            await lane.aclose()


def _speaks_http2(stream: GuardedStream) -> bool:
    tls = stream.get_extra_info("ssl_object")
    return isinstance(tls, ssl.SSLObject) and tls.selected_alpn_protocol() == "h2"


def _closing(lane: _Lane, close: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """Close an answer and count it off its lane, once."""
    is_open = True

    async def once() -> None:
        nonlocal is_open
        if is_open:
            is_open = False
            try:
                await close()
            finally:
                lane.release()

    return once
