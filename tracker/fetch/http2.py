"""HTTP/2 over one connection, many requests at once: httpcore's, with its surprises made httpcore's own errors."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import h2.exceptions
import httpcore

from tracker.fetch.answer import Answer, Asked
from tracker.fetch.network import GuardedStream
from tracker.fetch.parts import DEFAULT_PORT

# What httpcore lets through of answers that it did not foresee, such as a status that is not a number.
_SURPRISES = (ValueError, LookupError, AssertionError, h2.exceptions.H2Error)


class Http2:
    """One connection. Where a request went wrong on it, it is the lane that decides whether others may go on."""

    def __init__(self, stream: GuardedStream, asked: Asked, *, kept_seconds: float) -> None:
        self._stream = stream
        self._http = httpcore.AsyncHTTP2Connection(_url(asked).origin, stream, keepalive_expiry=kept_seconds)

    @property
    def is_free(self) -> bool:
        """Whether one more request may be made on it."""
        return self._http.is_available() and not self._http.has_expired()

    @property
    def is_over(self) -> bool:
        """Whether it was closed, or rests and is not free any more."""
        return self._http.is_closed() or (self._http.is_idle() and not self.is_free)

    async def ask(self, asked: Asked) -> Answer:
        """The answer to one request, its body unread."""
        headers = [(b"host", asked.parts.netloc.encode("ascii")), *asked.headers]
        if asked.body or asked.method != "GET":
            headers.append((b"content-length", b"%d" % len(asked.body)))
        request = httpcore.Request(asked.method, _url(asked), headers=headers, content=asked.body or None)
        try:
            response = await self._http.handle_async_request(request)
        except _SURPRISES as surprise:
            raise _malformed(surprise) from surprise
        return Answer(
            status=response.status,
            headers=response.headers,
            version="HTTP/2",
            stream=self._stream,
            chunks=self._chunks(response),
            close=response.aclose,
        )

    async def aclose(self) -> None:
        """Close it at once, whatever is under way."""
        await self._http.aclose()

    async def _chunks(self, response: httpcore.Response) -> AsyncIterator[bytes]:
        try:
            async for chunk in response.aiter_stream():
                yield chunk
        except _SURPRISES as surprise:
            await self.aclose()
            raise _malformed(surprise) from surprise
        except (Exception, asyncio.CancelledError):
            await self.aclose()
            raise


def _url(asked: Asked) -> httpcore.URL:
    parts = asked.parts
    port = parts.port or DEFAULT_PORT[parts.scheme]
    return httpcore.URL(scheme=parts.scheme, host=parts.host.strip("[]"), port=port, target=asked.target)


def _malformed(surprise: Exception) -> httpcore.RemoteProtocolError:
    return httpcore.RemoteProtocolError(f"malformed answer ({type(surprise).__name__})")
