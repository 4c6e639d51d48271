"""Real proxies on loopback (CONNECT over HTTP, and SOCKS 5) that note what they are told, and lead every address to
one place: the site of a test stands for the public internet behind them.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address


@dataclass
class ProxyServer:
    """A running proxy: where it listens, how often it was connected to, and which addresses it was asked to reach.

    `login` is the name and password that it wants; `refusing` is what it says instead of connecting.
    """

    leads_to: int
    port: int = 0
    connects: int = 0
    asked: list[str] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    login: str = ""
    refusing: bytes = b""

    @property
    def netloc(self) -> str:
        return f"127.0.0.1:{self.port}"


Greet = Callable[[ProxyServer, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[bool]]


@asynccontextmanager
async def connecting(port: int, *, login: str = "", refusing: bytes = b"") -> AsyncIterator[ProxyServer]:
    """A proxy that knows CONNECT and nothing else."""

    async def greet(proxy: ProxyServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        proxy.heads.append(head)
        method, target, _ = head.decode("latin-1").split(" ", 2)
        proxy.asked.append(target)
        wanted = f"Proxy-Authorization: Basic {base64.b64encode(login.encode()).decode()}".encode()
        if login and wanted not in head:
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 2\r\n\r\nno")
        elif proxy.refusing or method != "CONNECT":
            writer.write(proxy.refusing or b"HTTP/1.1 405 Method Not Allowed\r\n\r\n")
        else:
            writer.write(b"HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n")
            return True
        return False

    async with _listening(ProxyServer(port, login=login, refusing=refusing), greet) as proxy:
        yield proxy


@asynccontextmanager
async def socks(port: int, *, login: str = "", refusing: bytes = b"") -> AsyncIterator[ProxyServer]:
    """A SOCKS 5 proxy (RFC 1928), with a login by name and password (RFC 1929) where it wants one."""

    async def greet(proxy: ProxyServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        _, count = await reader.readexactly(2)
        method = 2 if login else 0
        offered = method in await reader.readexactly(count)
        writer.write(bytes([5, method if offered else 0xFF]))
        if not offered:
            return False
        if login:
            _, length = await reader.readexactly(2)
            name = await reader.readexactly(length)
            (length,) = await reader.readexactly(1)
            is_known = f"{name.decode()}:{(await reader.readexactly(length)).decode()}" == login
            writer.write(bytes([1, 0 if is_known else 1]))
            if not is_known:
                return False
        _, _, _, kind = await reader.readexactly(4)
        address = await reader.readexactly({1: 4, 4: 16}[kind])
        port_asked = int.from_bytes(await reader.readexactly(2), "big")
        proxy.asked.append(f"{ip_address(address)}:{port_asked}")
        writer.write(proxy.refusing or b"\x05\x00\x00\x03\x04here\x00\x50")
        return not proxy.refusing

    async with _listening(ProxyServer(port, login=login, refusing=refusing), greet) as proxy:
        yield proxy


@asynccontextmanager
async def _listening(proxy: ProxyServer, greet: Greet) -> AsyncIterator[ProxyServer]:
    tasks = set[asyncio.Task[None]]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, OSError), closing(writer):
            if await greet(proxy, reader, writer):
                there, onward = await asyncio.open_connection("127.0.0.1", proxy.leads_to)
                with closing(onward):
                    await asyncio.gather(_pass_on(reader, onward), _pass_on(there, writer))

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        proxy.connects += 1
        tasks.add(asyncio.create_task(serve(reader, writer)))

    listening = await asyncio.start_server(connected, "127.0.0.1", 0)
    proxy.port = listening.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        listening.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()
