"""Dials: resolves a name once, judges every address it has, and connects to a judged address and no other.

The one place that opens sockets. HTTP on top is httpcore's, the URL was judged by `urls`.
"""

# ruff: noqa: ARG002, ASYNC109 - httpcore's interface names options and timeouts of which none are needed here

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

import httpcore

from tracker.fetch.failure import NoAnswer
from tracker.fetch.guard import refusal
from tracker.fetch.hosts import address_of
from tracker.fetch.wire import Wire
from tracker.model import FailureKind

Address = IPv4Address | IPv6Address
# (host, port) -> every address of the host, as text; raises OSError where the name cannot be resolved.
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]

# Of a name with many addresses, so many are tried within the time for connecting.
MOST_TRIES = 4


class SystemResolver:
    """Asks the system's resolver in threads of its own: slow names hold up nothing but themselves, and a look-up that
    hangs does not keep the program from ending.
    """

    def __init__(self, *, most_at_once: int = 32) -> None:
        self._free = asyncio.Semaphore(most_at_once)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """Every address of the host. Raises OSError."""
        await self._free.acquire()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[str]] = loop.create_future()

        def tell(addresses: list[str], fault: Exception | None) -> None:
            self._free.release()
            if answer.done():
                return
            if fault is None:
                answer.set_result(addresses)
            else:
                answer.set_exception(fault)

        def look_up() -> None:
            addresses, fault = _look_up(host, port)
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(tell, addresses, fault)

        threading.Thread(target=look_up, name=f"resolve {host}", daemon=True).start()
        return await answer


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """The network under httpcore: raises NoAnswer for every fault of the world before the first byte."""

    def __init__(self, resolver: Resolver, *, allow_private: bool, connect_seconds: float) -> None:
        self._resolver = resolver
        self._allow_private = allow_private
        self._connect_seconds = connect_seconds

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> GuardedStream:
        """A connection to one of the judged addresses of the host."""
        addresses = self._judged(host, await self._resolved(host, port))[:MOST_TRIES]
        reason = NoAnswer(FailureKind.DNS, f"{host} has no address")
        for tried, address in enumerate(addresses):
            try:
                async with asyncio.timeout(self._connect_seconds / (len(addresses) - tried)):
                    return await self._dialled(host, address, port)
            except TimeoutError:
                reason = NoAnswer(FailureKind.TIMEOUT, f"{host} ({address}) did not accept a connection in time")
            except OSError as error:
                reason = NoAnswer(FailureKind.CONNECT, f"no connection to {host} ({address}): {why(error)}")
        raise reason

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Never: pages are not on sockets of this machine."""
        raise NoAnswer(FailureKind.ADDRESS_REFUSED, "a socket of this machine is not fetched")

    async def sleep(self, seconds: float) -> None:
        """As httpcore asks for it between its own retries, of which there are none."""
        await asyncio.sleep(seconds)

    async def _resolved(self, host: str, port: int) -> list[Address]:
        literal = address_of(host)
        if literal is not None:
            return [literal]
        try:
            async with asyncio.timeout(self._connect_seconds):
                answers = await self._resolver(host, port)
        except TimeoutError:
            raise NoAnswer(FailureKind.DNS, f"the name {host} was not resolved in time") from None
        except (OSError, UnicodeError) as error:
            raise NoAnswer(FailureKind.DNS, f"the name {host} cannot be resolved: {why(error)}") from None
        return list(dict.fromkeys(map(ip_address, answers)))

    def _judged(self, host: str, addresses: list[Address]) -> list[Address]:
        """All of them, or none: a name with one refused answer is refused."""
        for address in addresses:
            what = "" if self._allow_private else refusal(address)
            if what:
                raise NoAnswer(
                    FailureKind.ADDRESS_REFUSED,
                    f"{host} has the address {address}, not on the public internet ({what})",
                )
        return addresses

    async def _dialled(self, host: str, address: Address, port: int) -> GuardedStream:
        _, wire = await asyncio.get_running_loop().create_connection(Wire, str(address), port)
        return GuardedStream(wire, host, self._connect_seconds)


class GuardedStream(httpcore.AsyncNetworkStream):
    """One connection, with TLS once that is asked for. Reads and writes are bounded in time by the whole fetch. `peer` is
    told as the other side's address where another stands in between.
    """

    def __init__(self, wire: Wire, host: str, connect_seconds: float, *, peer: str = "") -> None:
        self._wire = wire
        self._host = host
        self._connect_seconds = connect_seconds
        self._peer = peer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come, waiting for the first byte; empty at the end."""
        return await self._wire.read(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it, waiting while the other side does not take it."""
        await self._wire.write(buffer)

    async def aclose(self) -> None:
        """Close at once; nothing of ours is left to send."""
        self._wire.close()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> GuardedStream:
        """The same connection under TLS, verified for the name in the URL."""
        name = self._host
        try:
            async with asyncio.timeout(self._connect_seconds):
                await self._wire.start_tls(ssl_context, server_hostname or name)
        except ssl.SSLCertVerificationError as error:
            raise NoAnswer(FailureKind.TLS, f"the certificate of {name} is not valid: {error.verify_message}") from None
        except TimeoutError:
            raise NoAnswer(FailureKind.TIMEOUT, f"{name} did not finish the TLS handshake in time") from None
        except OSError as error:
            raise NoAnswer(FailureKind.TLS, f"no secure connection to {name}: {why(error)}") from None
        return self

    def get_extra_info(self, info: str) -> object:
        """`ssl_object`, `server_addr` and `is_readable`, as httpcore asks for them."""
        if info == "server_addr" and self._peer:
            return self._peer
        return self._wire.fact(info)


def _look_up(host: str, port: int) -> tuple[list[str], Exception | None]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        return [], fault
    return [str(answer[4][0]) for answer in answers], None


def why(error: Exception) -> str:
    """The system's words for a fault, without number and brackets."""
    if isinstance(error, ssl.SSLError):
        return (error.reason or "the handshake failed").replace("_", " ").lower()
    if (
        isinstance(error, OSError) and error.errno is not None and error.errno > 0
    ):  # asyncio puts words of its own into strerror
        return os.strerror(error.errno)
    return (isinstance(error, OSError) and error.strerror) or type(error).__name__
