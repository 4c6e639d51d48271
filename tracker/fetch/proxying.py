"""Through a proxy: its address is the one a person named, private or not; what it is asked to reach was judged here.

The proxy is told addresses, never names, so that it cannot resolve a name to another address than the one that was judged
(decision 0021). For that, plain http goes through a tunnel too.
"""

from __future__ import annotations

import asyncio
import base64
from ipaddress import IPv4Address, IPv6Address

import httpcore

from tracker.fetch.failure import NoAnswer, StaleConnection
from tracker.fetch.network import Address, GuardedBackend, GuardedStream, Resolver, why
from tracker.fetch.wire import Wire
from tracker.model import FailureKind
from tracker.model.terms import Proxy

MOST_ANSWER = 16 * 1024
"""Bytes of a proxy's answer to CONNECT."""

_END = b"\r\n\r\n"
_CONNECTED = range(200, 300)
_AUTHENTICATE = 407

# RFC 1928 §3 to §6, RFC 1929 §2
_SOCKS5, _CONNECT = 5, 1
_IPV4, _NAME, _IPV6 = 1, 3, 4
_LENGTHS = {_IPV4: 4, _IPV6: 16}
_NO_LOGIN, _PASSWORD = 0, 2
_REPLIES = {
    1: "failed",
    2: "does not allow it",
    3: "cannot reach its network",
    4: "cannot reach it",
    5: "was refused by it",
    6: "got no answer in time",
    7: "does not connect",
    8: "does not know such addresses",
}


class ProxiedBackend(GuardedBackend):
    """The network by way of a proxy; addresses are judged as if they were dialled from here."""

    def __init__(self, proxy: Proxy, resolver: Resolver, *, allow_private: bool, connect_seconds: float) -> None:
        super().__init__(resolver, allow_private=allow_private, connect_seconds=connect_seconds)
        self._proxy = proxy

    async def _dialled(self, host: str, address: Address, port: int) -> GuardedStream:
        wire = await self._to_the_proxy()
        try:
            await self._onwards(wire, address, port)
        except (httpcore.NetworkError, StaleConnection):
            wire.close()
            raise NoAnswer(FailureKind.CONNECT, f"the proxy {self._proxy} closed the connection") from None
        except BaseException:
            wire.close()
            raise
        wire.start_over()
        return GuardedStream(wire, host, self._connect_seconds, peer=f"{address} through a proxy")

    async def _to_the_proxy(self) -> Wire:
        proxy = self._proxy
        try:
            addresses = await self._resolved(proxy.host, proxy.port)
            _, wire = await asyncio.get_running_loop().create_connection(Wire, str(addresses[0]), proxy.port)
        except NoAnswer as error:
            raise NoAnswer(FailureKind.CONNECT, f"the proxy {proxy} is not found: {error.detail}") from None
        except OSError as error:
            raise NoAnswer(FailureKind.CONNECT, f"no connection to the proxy {proxy}: {why(error)}") from None
        return wire

    async def _onwards(self, wire: Wire, address: Address, port: int) -> None:
        """Have the proxy connect to the address. Raises NoAnswer where the proxy is at fault, OSError where another
        address may do.
        """
        if self._proxy.scheme == "socks5":
            await _by_socks(wire, self._proxy, address, port)
        else:
            await _by_connect(wire, self._proxy, address, port)


async def _by_connect(wire: Wire, proxy: Proxy, address: Address, port: int) -> None:
    """RFC 9110 §9.3.6."""
    where = f"[{address}]:{port}" if isinstance(address, IPv6Address) else f"{address}:{port}"
    lines = [f"CONNECT {where} HTTP/1.1", f"Host: {where}"]
    if proxy.username or proxy.password:
        login = base64.b64encode(f"{proxy.username}:{proxy.password}".encode()).decode("ascii")
        lines.append(f"Proxy-Authorization: Basic {login}")
    await wire.write("\r\n".join([*lines, "", ""]).encode("ascii"))
    head, more = await _head(wire, proxy)
    status = _status(head, proxy)
    if status == _AUTHENTICATE:
        raise NoAnswer(FailureKind.CONNECT, f"the proxy {proxy} wants a user name and password, or others")
    if status not in _CONNECTED:
        raise OSError(None, f"the proxy {proxy} answers {status}")
    if more:
        raise OSError(None, f"the proxy {proxy} says more than it was asked")


async def _head(wire: Wire, proxy: Proxy) -> tuple[bytes, bytes]:
    """The proxy's answer up to its empty line, and what came behind it."""
    said = b""
    while (end := said.find(_END)) < 0:
        piece = await wire.read(MOST_ANSWER)
        said += piece
        if not piece or len(said) > MOST_ANSWER:
            raise _not_a_proxy(proxy)
    return said[:end], said[end + len(_END) :]


def _status(head: bytes, proxy: Proxy) -> int:
    version, _, rest = head.partition(b" ")
    digits = rest[:3]
    if not version.startswith(b"HTTP/1.") or not digits.isdigit():
        raise _not_a_proxy(proxy)
    return int(digits)


async def _by_socks(wire: Wire, proxy: Proxy, address: Address, port: int) -> None:
    method = _PASSWORD if proxy.username or proxy.password else _NO_LOGIN
    await wire.write(bytes([_SOCKS5, 1, method]))
    version, chosen = await _exactly(wire, 2, proxy)
    if version != _SOCKS5:
        raise _not_a_proxy(proxy)
    if chosen != method:
        raise NoAnswer(FailureKind.CONNECT, f"the proxy {proxy} wants another login")
    if method == _PASSWORD:
        name, password = proxy.username.encode(), proxy.password.encode()
        await wire.write(bytes([1, len(name)]) + name + bytes([len(password)]) + password)
        if (await _exactly(wire, 2, proxy))[1] != 0:
            raise NoAnswer(FailureKind.CONNECT, f"the proxy {proxy} does not take the user name and password")
    kind = _IPV4 if isinstance(address, IPv4Address) else _IPV6
    await wire.write(bytes([_SOCKS5, _CONNECT, 0, kind]) + address.packed + port.to_bytes(2, "big"))
    _, reply, _, bound = await _exactly(wire, 4, proxy)
    if reply != 0:
        raise OSError(None, f"the proxy {proxy} {_REPLIES.get(reply, 'failed')}")
    await _exactly(wire, await _length_of(bound, wire, proxy) + 2, proxy)


async def _length_of(bound: int, wire: Wire, proxy: Proxy) -> int:
    """Of the address that the proxy says it uses, which nobody needs."""
    if bound == _NAME:
        return (await _exactly(wire, 1, proxy))[0]
    if bound not in _LENGTHS:
        raise _not_a_proxy(proxy)
    return _LENGTHS[bound]


async def _exactly(wire: Wire, size: int, proxy: Proxy) -> bytes:
    data = b""
    while len(data) < size:
        piece = await wire.read(size - len(data))
        if not piece:
            raise _not_a_proxy(proxy)
        data += piece
    return data


def _not_a_proxy(proxy: Proxy) -> NoAnswer:
    return NoAnswer(FailureKind.CONNECT, f"{proxy} does not answer as such a proxy should")
