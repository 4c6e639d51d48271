"""Servers on loopback that say exactly the bytes a test wants said, and count who connects."""

from __future__ import annotations

import asyncio
import functools
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ParamSpec

from tracker.fetch import Fetcher, FetchLimits, FetchRequest
from tracker.model import Capture, FetchFailure

Given = ParamSpec("Given")
Answer = Callable[["Asked"], Awaitable[None]]

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def in_a_loop(test: Callable[Given, Coroutine[None, None, None]]) -> Callable[Given, None]:
    """Run an async test in a loop of its own, where nothing may go wrong behind the test's back."""

    @functools.wraps(test)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> None:
        unseen: list[dict[str, object]] = []

        async def watched() -> None:
            asyncio.get_running_loop().set_exception_handler(lambda _, context: unseen.append(context))
            await test(*args, **kwargs)

        asyncio.run(watched())
        assert not unseen, unseen

    return run


@dataclass
class Asked:
    """One request as it came, and the way to answer it."""

    head: bytes
    writer: asyncio.StreamWriter
    reader: asyncio.StreamReader

    @property
    def path(self) -> str:
        return self.head.split(b" ", 2)[1].decode("latin-1")

    def header(self, name: str) -> str | None:
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return None

    async def say(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.writer.write(piece)
        await self.writer.drain()


@dataclass
class Server:
    """A running server: how often it was connected to, and what it was asked."""

    host: str = "127.0.0.1"
    port: int = 0
    connects: int = 0
    open_now: int = 0
    most_open: int = 0
    asked: list[Asked] = field(default_factory=list)
    first_asked: asyncio.Event = field(default_factory=asyncio.Event)
    all_closed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


@asynccontextmanager
async def serving(
    answer: Answer, *, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> AsyncIterator[Server]:
    """A server that answers each request with `answer` and closes a connection when that raises ConnectionError."""
    server = Server(host)
    tasks = set[asyncio.Task[None]]()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                asked = Asked(await reader.readuntil(b"\r\n\r\n"), writer, reader)
                server.asked.append(asked)
                server.first_asked.set()
                await answer(asked)
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.transport.abort()
            server.open_now -= 1
            if server.open_now == 0:
                server.all_closed.set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.connects += 1
        server.open_now += 1
        server.most_open = max(server.most_open, server.open_now)
        tasks.add(asyncio.create_task(talk(reader, writer)))

    listening = await asyncio.start_server(connected, host, 0, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def reply(status: str = "200 OK", *headers: str, body: bytes = b"", length: bool = True) -> bytes:
    """The bytes of a whole answer."""
    lines = [f"HTTP/1.1 {status}", *headers, *([f"Content-Length: {len(body)}"] if length else [])]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def saying(*pieces: bytes, close: bool = False) -> Answer:
    """Answer everything with these bytes, and then keep the connection or close it."""

    async def answer(asked: Asked) -> None:
        await asked.say(*pieces)
        if close:
            asked.writer.close()
            raise ConnectionError

    return answer


def by_path(answers: dict[str, bytes]) -> Answer:
    """Answer each path with its bytes, others with 404."""

    async def answer(asked: Asked) -> None:
        await asked.say(answers.get(asked.path, reply("404 Not Found")))

    return answer


async def silence(asked: Asked) -> None:
    """Never answer."""
    await asyncio.Event().wait()


def resolving(*addresses: str) -> Callable[[str, int], Awaitable[Sequence[str]]]:
    """A resolver that knows these addresses for every name."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        return addresses

    return resolve


# So long that only what never ends comes to an end by them: a busy machine takes its time.
AT_HOME = FetchLimits(allow_private=True, total_seconds=120.0, connect_seconds=60.0)


def fetcher(limits: FetchLimits = AT_HOME, **more: object) -> Fetcher:
    """A fetcher that may fetch from this machine."""
    return Fetcher(limits, clock=lambda: NOW, **more)  # type: ignore[arg-type]  # resolver and tls, as the test gives them


async def fetched(url: str, limits: FetchLimits = AT_HOME, **more: object) -> Capture | FetchFailure:
    """What one request to this URL gave, by a fetcher of its own."""
    async with fetcher(limits, **more) as client:
        return await client.fetch(FetchRequest(url))


async def captured(url: str, limits: FetchLimits = AT_HOME, **more: object) -> Capture:
    """The capture, where a test wants one."""
    answer = await fetched(url, limits, **more)
    assert isinstance(answer, Capture), answer
    return answer


async def failed(url: str, limits: FetchLimits = AT_HOME, **more: object) -> FetchFailure:
    """The failure, where a test wants one."""
    answer = await fetched(url, limits, **more)
    assert isinstance(answer, FetchFailure), answer
    assert len(answer.detail) <= 200
    assert answer.detail.isprintable()
    return answer
