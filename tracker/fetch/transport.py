"""Our requests above, httpcore beneath, our own network under both: the seam through which every request goes.

Each origin has a pool of its own (one for each way to it), because one pool of httpcore looks at every kept connection for each other one at
each request; the origins that were not asked for longest are closed here instead.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import OrderedDict
from collections.abc import AsyncIterable, AsyncIterator, Callable
from dataclasses import dataclass

import h2.exceptions
import httpcore
import httpx

from tracker.fetch.parts import Parts
from tracker.model.terms import Proxy

Way = tuple[str, Proxy | None]
"""An origin, and the proxy through which it is asked."""

KEPT_ORIGINS = 128
KEPT_SECONDS = 30.0

# What httpcore lets through of answers that it did not foresee, such as a status over HTTP/2 that is not a number.
_SURPRISES = (ValueError, LookupError, AssertionError, h2.exceptions.H2Error)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One request, to the parts of a URL that was judged, through this proxy if there is one. `headers` are all but those
    that tell the host and how long the content is.
    """

    method: str
    parts: Parts
    headers: list[tuple[bytes, bytes]]
    content: bytes = b""
    proxy: Proxy | None = None


@dataclass(slots=True)
class _Lane:
    """The connections to one origin; `busy` counts the requests under way."""

    pool: httpcore.AsyncConnectionPool
    busy: int = 0
    idle_since: float = 0.0


class GuardedTransport:
    """Sends requests over kept connections, by the network that `network` makes for their proxy. Raises httpcore's errors
    and what the network raises.
    """

    def __init__(self, network: Callable[[Proxy | None], httpcore.AsyncNetworkBackend], *, tls: ssl.SSLContext) -> None:
        self._network = network
        self._tls = tls
        self._lanes: OrderedDict[Way, _Lane] = OrderedDict()

    async def send(self, outgoing: Outgoing) -> httpx.Response:
        """The response to one request, its body unread."""
        request = _request(outgoing)
        way = f"{outgoing.parts.scheme}://{outgoing.parts.netloc}", outgoing.proxy
        lane = self._lane(way)
        lane.busy += 1
        try:
            await self._close_the_oldest()
            response = await lane.pool.handle_async_request(request)
        except _SURPRISES as surprise:
            await self._drop(way, lane)
            raise _malformed(surprise) from surprise
        except BaseException:
            await self._drop(way, lane)
            raise
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Stream(response, lane),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        while self._lanes:
            _, lane = self._lanes.popitem()
            await lane.pool.aclose()

    def _lane(self, way: Way) -> _Lane:
        lane = self._lanes.get(way)
        if lane is None:
            lane = self._lanes[way] = _Lane(
                httpcore.AsyncConnectionPool(
                    ssl_context=self._tls,
                    max_connections=None,
                    keepalive_expiry=KEPT_SECONDS,
                    http2=True,
                    network_backend=self._network(way[1]),
                )
            )
        self._lanes.move_to_end(way)
        return lane

    async def _drop(self, way: Way, lane: _Lane) -> None:
        """Give up the connections of an origin that did not answer: over HTTP/2 httpcore would go on asking on one that
        hangs. Where others wait for the origin, they decide.
        """
        _release(lane)
        if not lane.busy and self._lanes.get(way) is lane:
            del self._lanes[way]
            await lane.pool.aclose()

    async def _close_the_oldest(self) -> None:
        """Close origins that rest for too long or are too many; those at work stay."""
        now = asyncio.get_running_loop().time()
        while self._lanes:
            way, lane = next(iter(self._lanes.items()))
            if lane.busy or (len(self._lanes) <= KEPT_ORIGINS and now - lane.idle_since < KEPT_SECONDS):
                return
            del self._lanes[way]
            await lane.pool.aclose()


def body_of(response: httpx.Response) -> AsyncIterable[bytes]:
    """The bytes of a response's body as they come, still encoded; to be read once, and the response closed after it."""
    assert isinstance(response.stream, _Stream)  # noqa: S101 - it is `GuardedTransport.send` that gave it
    return response.stream


class _Stream(httpx.AsyncByteStream):
    """The body; a connection that went wrong, or that says more than it was asked, is not used again."""

    def __init__(self, response: httpcore.Response, lane: _Lane) -> None:
        self._response = response
        self._lane: _Lane | None = lane

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._response.aiter_stream():
                yield chunk
        except _SURPRISES as surprise:
            await self._hang_up()
            raise _malformed(surprise) from surprise
        except BaseException:
            await self._hang_up()
            raise

    async def aclose(self) -> None:
        try:
            if _has_more(self._response):
                await self._hang_up()
            await self._response.aclose()
        finally:
            if self._lane is not None:
                _release(self._lane)
                self._lane = None

    async def _hang_up(self) -> None:
        await self._response.extensions["network_stream"].aclose()


def _request(outgoing: Outgoing) -> httpcore.Request:
    """The request as httpcore takes it: httpx's own, with its own reading of the URL, takes ten times as long."""
    parts, content = outgoing.parts, outgoing.content
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    own = [(b"Host", parts.netloc.encode("ascii"))]
    if content or outgoing.method == "POST":
        own.append((b"Content-Length", str(len(content)).encode("ascii")))
    named = {name.lower() for name, _ in outgoing.headers}
    return httpcore.Request(
        method=outgoing.method,
        url=httpcore.URL(
            scheme=parts.scheme.encode("ascii"),
            host=parts.host.strip("[]").encode("ascii"),
            port=parts.port,
            target=target.encode("ascii"),
        ),
        headers=[*((name, value) for name, value in own if name.lower() not in named), *outgoing.headers],
        content=content or None,
    )


def _has_more(response: httpcore.Response) -> bool:
    """Whether bytes stand unread behind the end of an HTTP/1.1 answer. httpcore would take them for the answer to the
    next request, and so one article for another; it has no public word for them.
    """
    connection = getattr(getattr(response.stream, "_stream", None), "_connection", None)
    http1 = getattr(connection, "_h11_state", None)
    return http1 is not None and bool(http1.trailing_data[0])


def _malformed(surprise: Exception) -> httpcore.RemoteProtocolError:
    return httpcore.RemoteProtocolError(f"malformed answer ({type(surprise).__name__})")


def _release(lane: _Lane) -> None:
    lane.busy -= 1
    lane.idle_since = asyncio.get_running_loop().time()
