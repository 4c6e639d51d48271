"""The fetcher: one request, its redirects judged one by one, its body read within bounds, as a Capture or a failure.

Everything that leaves this machine over HTTP goes through it. Pace and schedule belong to others.
"""

from __future__ import annotations

import asyncio
import logging
import re
import ssl
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Self
from urllib.parse import urljoin

import httpcore
import httpx

from tracker.errors import UsageError
from tracker.fetch.body import ACCEPTED, Body, Bounds, read_body, refuse_length
from tracker.fetch.failure import NoAnswer, StaleConnection
from tracker.fetch.network import GuardedBackend, Resolver, SystemResolver
from tracker.fetch.parts import parsed, shown
from tracker.fetch.proxying import ProxiedBackend
from tracker.fetch.request import NO_VALIDATORS, FetchLimits, FetchRequest
from tracker.fetch.terms import TermsBook, without_cookies
from tracker.fetch.transport import GuardedTransport, Outgoing, body_of
from tracker.fetch.urls import AddressRefused, article_key, checked_url, host_of, is_less_private
from tracker.model import Capture, FailureKind, FetchFailure, Hop
from tracker.model.terms import Proxy, Terms

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

# A page that sets a thousand cookies still has fewer.
MOST_HEADERS = 2000
# The body of a redirect is read up to here, so that its connection can be kept.
MOST_OF_A_REDIRECT = 16 * 1024
# Kept connections that turn out to be closed, before a fault is called one.
MOST_STALE = 3
# A validator longer than this is not one, and would only make the next request fail.
MOST_VALIDATOR = 1000
# Large bodies that callers who say when they are done with them hold in memory at once.
MOST_LARGE = 2


# At DEBUG these tell whole headers, with what opens the reader's accounts.
_TALKATIVE = ("hpack", "httpcore")

# How h11 begins when a body ends before its length, or its last chunk, has come.
_CUT = "without sending complete message body"
_BYTES = re.compile(r"received (\d+) bytes, expected (\d+)")

# What the world can do to a request; anything else is our own fault, and raises.
_FAULTS = (
    NoAnswer,
    StaleConnection,
    UsageError,
    TimeoutError,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpx.HTTPError,
    httpx.InvalidURL,
)


class Fetcher:
    """Fetches pages, within limits, over kept connections. To be used as `async with`.

    `clock` says when; `terms` what hosts get beside the request, and by which way; `resolver` stands in for the system's;
    `tls` for the certificate authorities that are trusted.
    """

    def __init__(
        self,
        limits: FetchLimits,
        *,
        clock: Callable[[], datetime],
        terms: TermsBook | None = None,
        resolver: Resolver | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.INFO)
        self._limits = limits
        self._clock = clock
        self._terms = terms or TermsBook()
        self._resolver = resolver or SystemResolver()
        self._large = asyncio.Semaphore(MOST_LARGE)
        # Without httpx's client, which follows redirects, remembers cookies and knows proxies, each otherwise than here.
        self._transport = GuardedTransport(self._network, tls=tls or httpx.create_ssl_context())
        self._own_headers = (
            ("accept-encoding", ACCEPTED),
            ("connection", "keep-alive"),
            ("user-agent", limits.user_agent),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    async def fetch(self, request: FetchRequest, held: AsyncExitStack | None = None) -> Capture | FetchFailure:
        """What one request gave, redirects followed: a Capture for every status (304 with an empty body), or a
        FetchFailure where no whole answer came. Raises nothing for the world's faults; cancellation passes through.

        A caller that leaves `held` when it is done with the capture waits, once a large body has come, until others are
        done with theirs.
        """
        visit = _Visit(request, self._clock(), self._terms)
        try:
            async with asyncio.timeout(self._limits.total_seconds):
                got = await self._follow(visit)
        except _FAULTS as fault:
            visit.body.drop()
            return self._failure(visit, *self._explained(visit, fault))
        if held is not None and visit.body.is_large:
            await held.enter_async_context(self._large)
        return replace(got, body=visit.body.take())

    def _network(self, proxy: Proxy | None) -> GuardedBackend:
        """The network that connections are made by, through this proxy if there is one."""
        allow, seconds = self._limits.allow_private, self._limits.connect_seconds
        if proxy is None:
            return GuardedBackend(self._resolver, allow_private=allow, connect_seconds=seconds)
        return ProxiedBackend(proxy, self._resolver, allow_private=allow, connect_seconds=seconds)

    async def _follow(self, visit: _Visit) -> Capture:
        seen = set[str]()
        for _ in range(self._limits.max_redirects + 1):
            visit.url = self._checked(visit.url)
            if visit.url in seen:
                raise NoAnswer(FailureKind.REDIRECTS, f"the redirects run in a circle, back to {shown(visit.url)}")
            seen.add(visit.url)
            response = await self._sent(visit)
            try:
                leads_on = response.status_code in _REDIRECTS and visit.request.method == "GET"
                target = response.headers.get("location", "") if leads_on else ""
                if not target:
                    return await self._capture(visit, response)
                visit.hops.append(Hop(visit.url, response.status_code, _peer(response)))
                visit.url = _joined(visit.url, target)
                await _drained(response)
            finally:
                await response.aclose()
        raise NoAnswer(FailureKind.REDIRECTS, f"more than {self._limits.max_redirects} redirects")

    def _checked(self, url: str) -> str:
        return checked_url(url, allow_private=self._limits.allow_private, ports=self._limits.ports)

    async def _sent(self, visit: _Visit) -> httpx.Response:
        """The response's head; a kept connection that has ended meanwhile is no fault."""
        asked = visit.request
        outgoing = Outgoing(
            asked.method,
            parsed(visit.url),
            _headers(visit, self._own_headers),
            content=asked.body if asked.method != "GET" else b"",
            proxy=visit.proxy,
        )
        for _ in range(MOST_STALE):
            try:
                response = await self._transport.send(outgoing)
            except StaleConnection:
                continue
            except httpcore.LocalProtocolError:  # its words hold the header
                reason = f"something in the request to {host_of(visit.url)} cannot be sent"
                raise NoAnswer(FailureKind.PROTOCOL, reason) from None
            if len(response.headers.raw) > MOST_HEADERS:
                await response.aclose()
                raise NoAnswer(FailureKind.PROTOCOL, f"{host_of(visit.url)} sent more than {MOST_HEADERS} headers")
            if terms := visit.terms:
                response.request = httpx.Request("GET", visit.url)  # its address says which cookies may be set
                self._terms.keep_cookies(terms, response)
            return response
        raise StaleConnection

    async def _capture(self, visit: _Visit, response: httpx.Response) -> Capture:
        bounds = Bounds(self._limits.max_bytes, self._limits.max_wire_bytes, visit.request.first_bytes)
        is_unmodified = response.status_code == _NOT_MODIFIED
        if is_unmodified and not visit.conditions:
            raise NoAnswer(FailureKind.PROTOCOL, f"{host_of(visit.url)} answered 304 to an unconditional request")
        codings = "" if is_unmodified else response.headers.get("content-encoding", "")
        if not is_unmodified:  # its length is that of the page it spares us (RFC 9110 §8.6)
            refuse_length(response.headers.get("content-length", ""), codings, bounds)
        body, wire_bytes = await read_body(body_of(response), codings, bounds)
        if not is_unmodified:
            visit.body = body
        tls = _tls(response)
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
        return Capture(
            requested_url=visit.request.url,
            url=visit.url,
            status=response.status_code,
            headers=without_cookies(headers) if visit.terms else headers,
            body=b"",  # it is taken when there is room for it
            started_at=visit.started_at,
            finished_at=self._clock(),
            hops=tuple(visit.hops),
            peer=_peer(response),
            http_version=response.http_version,
            tls_version=(tls.version() or "") if tls else "",
            certificate_sha256=sha256(tls.getpeercert(binary_form=True) or b"").hexdigest() if tls else "",
            wire_bytes=wire_bytes,
        )

    def _explained(self, visit: _Visit, fault: Exception) -> tuple[FailureKind, str]:
        where = _host_or_text(visit.url)
        match fault:
            case NoAnswer(kind=kind, detail=detail):
                return kind, detail
            case AddressRefused():
                return FailureKind.ADDRESS_REFUSED, str(fault)
            case UsageError():
                return FailureKind.BAD_URL, str(fault)
            case TimeoutError():
                return FailureKind.TIMEOUT, f"no complete answer from {where} within {self._limits.total_seconds:g} s"
            case StaleConnection() | httpcore.NetworkError():
                return FailureKind.PROTOCOL, f"{where} closed the connection before the answer was complete"
        return FailureKind.PROTOCOL, f"{where} {_broken(str(fault))}"

    def _failure(self, visit: _Visit, kind: FailureKind, detail: str) -> FetchFailure:
        plain = "".join(character if character.isprintable() else " " for character in detail[:400])
        return FetchFailure(
            requested_url=visit.request.url if kind is not FailureKind.BAD_URL else shown(visit.request.url),
            kind=kind,
            detail=plain if len(plain) <= 200 else f"{plain[:199]}…",  # noqa: PLR2004 - the model's promise
            started_at=visit.started_at,
            finished_at=self._clock(),
            hops=tuple(visit.hops),
        )


def _broken(fault: str) -> str:
    """How an answer broke: where a page was cut in the middle, with how much of it came, if its length was announced."""
    if _CUT not in fault:
        return f"does not speak HTTP as it should: {fault}"
    came = _BYTES.search(fault)
    return "closed the connection in the middle of the page" + (
        f": {came[1]} of its {came[2]} bytes came" if came else ""
    )


@dataclass(slots=True)
class _Visit:
    """Where one fetch stands: the URL that is asked now, and those that were asked before."""

    request: FetchRequest
    started_at: datetime
    book: TermsBook
    url: str = field(init=False)
    hops: list[Hop] = field(default_factory=list)
    body: Body = field(default_factory=Body)

    def __post_init__(self) -> None:
        self.url = self.request.url

    @property
    def conditions(self) -> list[tuple[bytes, bytes]]:
        """The headers that make the request conditional: validators belong to the article, not to what it may redirect
        to.
        """
        if self.request.validators == NO_VALIDATORS:
            return []
        if self.hops and article_key(self.url) != article_key(self.request.url):
            return []
        validators = self.request.validators
        named = ((b"if-none-match", validators.etag), (b"if-modified-since", validators.last_modified))
        return [(name, value.encode("latin-1")) for name, value in named if _is_sendable(value)]

    @property
    def terms(self) -> Terms | None:
        """The terms whose headers and cookies go to the host that is asked now."""
        return self.book.for_hop(self.url, self._asked_url)

    @property
    def proxy(self) -> Proxy | None:
        """The proxy through which it is asked now."""
        return self.book.proxy_for(self.url, self._asked_url)

    @property
    def _asked_url(self) -> str:
        return self.request.page_url or (self.hops[0].url if self.hops else self.url)

    @property
    def is_at_home(self) -> bool:
        """Whether the host is still the one the caller's own headers are meant for, and no less private."""
        if not self.hops:
            return True
        home = self.hops[0].url
        return host_of(home) == host_of(self.url) and not is_less_private(self.url, home)


def _headers(visit: _Visit, own: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    """Ours, then the host's own terms, then the caller's, each in place of what has its name before it."""
    told = [("accept", visit.request.accept), *own]
    if terms := visit.terms:
        told += visit.book.headers(terms, visit.url)
    if visit.is_at_home:
        told += visit.request.headers
    named = {name.lower(): (name, value) for name, value in told}
    plain = [(name.encode("latin-1", "ignore"), value.encode("latin-1", "ignore")) for name, value in named.values()]
    return [*plain, *visit.conditions]


def _is_sendable(validator: str) -> bool:
    return 0 < len(validator) <= MOST_VALIDATOR and all(
        " " <= character <= "~" or "\xa0" <= character <= "\xff" for character in validator
    )


def _joined(base: str, location: str) -> str:
    """The URL that a Location header means (RFC 9110 §10.2.2); not judged yet. With a scheme, it stands by itself."""
    target = location.strip().replace(" ", "%20")
    try:
        return target if _ABSOLUTE.match(target) else urljoin(base, target)
    except ValueError:
        raise NoAnswer(FailureKind.BAD_URL, f"the redirect to '{shown(location)}' is not a URL") from None


async def _drained(response: httpx.Response) -> None:
    length = response.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:9]) <= MOST_OF_A_REDIRECT:
        async for _ in body_of(response):
            pass


def _peer(response: httpx.Response) -> str:
    return str(response.extensions["network_stream"].get_extra_info("server_addr") or "")


def _tls(response: httpx.Response) -> ssl.SSLObject | None:
    tls = response.extensions["network_stream"].get_extra_info("ssl_object")
    return tls if isinstance(tls, ssl.SSLObject) else None


def _host_or_text(url: str) -> str:
    try:
        return host_of(url)
    except UsageError:
        return shown(url)
