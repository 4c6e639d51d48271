"""Serves a world on loopback, each host at an address of its own, and logs when each was asked.

    python -m benchmarks.site.server SCENARIO.json

It answers `/_advance` (publish the next epoch) and `/_log` (what was asked since, as JSON) on 127.0.0.1.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import time
import zlib
from collections.abc import Coroutine
from pathlib import Path

from benchmarks.site import zoo
from benchmarks.site.world import Article, Scenario, World

_HOME = "127.0.0.1"
Answered = tuple[int, bool]  # the status, and whether the connection may be kept


class Server:
    """One world, and its log: (host, path, asked at, answered at, status) in seconds of the monotonic clock."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.log: list[tuple[str, str, float, float, int]] = []
        self._refusing: asyncio.Server | None = None
        self._ahead: dict[int, bytes] = {}

    async def run(self) -> None:
        port = self.world.scenario.port
        server = await asyncio.start_server(self._talk, "0.0.0.0", port, backlog=1024)  # noqa: S104 - all of 127/8
        await self._open_second_door()
        self._print_ahead()
        print("serving", flush=True)
        async with server:
            await server.serve_forever()

    async def _open_second_door(self) -> None:
        """The port of the host that refuses connections while the zoo is out."""
        if self.world.epoch == 1:
            if self._refusing is not None:
                self._refusing.close()
                self._refusing = None
        elif self._refusing is None:
            self._refusing = await asyncio.start_server(self._talk, "0.0.0.0", self.world.scenario.port + 1)  # noqa: S104

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.set_write_buffer_limits(high=2**20)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                if not await self._answer(head, reader, writer):
                    break
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
            pass
        finally:
            with contextlib.suppress(OSError, RuntimeError):
                writer.close()

    async def _answer(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        line, *rest = head.decode("latin-1").split("\r\n")
        path = line.split(" ")[1]
        headers = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in rest)}
        host = str(writer.get_extra_info("sockname")[0])

        async def send(data: bytes) -> None:
            writer.write(data)
            await writer.drain()

        if host == _HOME:
            await send(await self._command(path))
            return True
        if path == "/robots.txt":
            self.log.append((host, path, time.monotonic(), time.monotonic(), 404))
            await send(zoo.answer(b"", "404 Not Found"))
            return True
        entry = len(self.log)
        asked_at = time.monotonic()
        self.log.append((host, path, asked_at, asked_at + 3600, 0))
        status, kept = 0, False
        try:
            answering = self._page(host, path, headers, send)
            status, kept = await (_while_connected(reader, answering) if self.world.wild(host) else answering)
        finally:
            self.log[entry] = (host, path, asked_at, time.monotonic(), status)
        return kept

    async def _page(self, host: str, path: str, headers: dict[str, str], send: zoo.Send) -> tuple[int, bool]:
        article = self.world.find(host, path) or self.world.wild(host)
        if article is None:
            await send(zoo.answer(b"", "404 Not Found"))
            return 404, True
        if article.misbehaviour and self.world.epoch == 1:
            article.fetches += 1
            page = self.world.body(article)
            return 200, await zoo.misbehave(article.misbehaviour, page, article.fetches // 2, send, path)
        await asyncio.sleep(self.world.scenario.delay)
        if article.cached and headers.get("if-none-match") == article.etag:
            await send(f"HTTP/1.1 304 Not Modified\r\nETag: {article.etag}\r\n\r\n".encode())
            return 304, True
        await send(self._printed(article, zipped="gzip" in headers.get("accept-encoding", "")))
        return 200, True

    def _print_ahead(self) -> None:
        """Print each article's next page before it is asked for, so that a pass measures the follower and not this server."""
        self._ahead.clear()
        ordinary = (one for one in self.world.articles if not one.misbehaviour)
        self._ahead = {article.number: self._printed(article, zipped=True) for article in ordinary}

    def _printed(self, article: Article, *, zipped: bool) -> bytes:
        if zipped and (printed := self._ahead.pop(article.number, None)):
            return printed
        body, coding = self.world.body(article), ""
        if zipped:
            packer = zlib.compressobj(1, wbits=31)
            body, coding = packer.compress(body) + packer.flush(), "Content-Encoding: gzip\r\n"
        tag = f"ETag: {article.etag}\r\n" if article.cached else "Cache-Control: no-store\r\n"
        return zoo.answer(body, extra=coding + tag)

    async def _command(self, path: str) -> bytes:
        if path == "/_advance":
            self.world.advance()
            await self._open_second_door()
            self._print_ahead()
            return zoo.answer(b"{}")
        log, self.log = (self.log, []) if path == "/_log" else ([], self.log)
        return zoo.answer(json.dumps(log).encode())


async def _while_connected(reader: asyncio.StreamReader, answering: Coroutine[None, None, Answered]) -> Answered:
    """Answer for as long as there is somebody to be answered. Raises ConnectionError where they hung up."""
    task = asyncio.ensure_future(answering)
    hung_up = asyncio.ensure_future(reader.read(1))
    try:
        await asyncio.wait({task, hung_up}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ConnectionResetError
        return task.result()
    finally:
        for one in (task, hung_up):
            one.cancel()
        await asyncio.gather(task, hung_up, return_exceptions=True)


if __name__ == "__main__":
    scenario = Scenario.of(json.loads(Path(sys.argv[1]).read_text()))
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(Server(World(scenario)).run())
