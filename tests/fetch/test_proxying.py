from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

import pytest
import trustme

from tests.fetch.serving import AT_HOME, NOW, Server, fetcher, in_a_loop, reply, resolving, saying, serving
from tests.fetch.test_network import serving_as, trusting
from tests.scripted.ports import nobody_listens
from tests.scripted.proxies import ProxyServer, connecting, socks
from tracker.fetch import Fetcher, FetchRequest
from tracker.fetch.terms import TermsBook
from tracker.model import Capture, FailureKind, FetchFailure
from tracker.model.terms import Terms, parse_proxy

PUBLIC = "93.184.216.34"
SECRET = "correct-horse-battery"
ABROAD = replace(AT_HOME, allow_private=False)  # the proxy is on this machine all the same: a person named it


def by_way_of(address: str, *answers: str, terms: tuple[Terms, ...] = (), tls: ssl.SSLContext | None = None) -> Fetcher:
    """A fetcher for public hosts, all of which have these addresses, through this proxy."""
    book = TermsBook(terms, proxy=parse_proxy(address))
    return Fetcher(ABROAD, clock=lambda: NOW, resolver=resolving(*(answers or (PUBLIC,))), terms=book, tls=tls)


@asynccontextmanager
async def a_site_behind(
    kind: str, *, login: str = "", refusing: bytes = b""
) -> AsyncIterator[tuple[Server, ProxyServer, str]]:
    """A site, a proxy that leads to it, and the proxy's address."""
    async with AsyncExitStack() as stack:
        site = await stack.enter_async_context(serving(saying(reply(body=b"read"))))
        open_proxy = socks if kind == "socks5" else connecting
        proxy = await stack.enter_async_context(open_proxy(site.port, login=login, refusing=refusing))
        yield site, proxy, f"{kind}://{proxy.netloc}"


async def refused(client: Fetcher, url: str = "http://paper.example/") -> FetchFailure:
    async with client:
        got = await client.fetch(FetchRequest(url))
    assert isinstance(got, FetchFailure), got
    assert SECRET not in repr(got)
    return got


@pytest.mark.parametrize("kind", ["http", "socks5"])
@in_a_loop
async def test_a_page_comes_through_a_private_proxy_that_is_told_judged_addresses_only(kind: str) -> None:
    async with a_site_behind(kind) as (site, proxy, address), by_way_of(address) as client:
        for path in ("/a", "/b"):
            got = await client.fetch(FetchRequest(f"http://paper.example{path}"))
            assert isinstance(got, Capture), got
            assert (got.body, got.peer) == (b"read", f"{PUBLIC} through a proxy")
    assert proxy.asked == [f"{PUBLIC}:80"]  # one tunnel for both, and no name in it
    assert site.asked[0].header("host") == "paper.example"


@pytest.mark.parametrize("kind", ["http", "socks5"])
@pytest.mark.parametrize("private", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "64:ff9b::7f00:1"])
@in_a_loop
async def test_a_name_with_a_private_address_is_refused_before_the_proxy_hears_of_it(kind: str, private: str) -> None:
    async with a_site_behind(kind) as (site, proxy, address):
        failure = await refused(by_way_of(address, PUBLIC, private))
    assert failure.kind is FailureKind.ADDRESS_REFUSED
    assert proxy.connects == site.connects == 0


@in_a_loop
async def test_a_redirect_to_the_proxy_itself_is_refused() -> None:
    async with (
        serving(saying(reply("302 Found", "Location: http://127.0.0.1:3128/"))) as site,
        connecting(site.port) as proxy,
    ):
        failure = await refused(by_way_of(f"http://{proxy.netloc}"))
    assert failure.kind is FailureKind.ADDRESS_REFUSED
    assert proxy.connects == 1


@pytest.mark.parametrize("kind", ["http", "socks5"])
@in_a_loop
async def test_ipv6_and_a_login_go_through(kind: str) -> None:
    async with a_site_behind(kind, login=f"me:{SECRET}") as (_, proxy, address):
        named = address.replace("://", f"://me:{SECRET}@")
        async with by_way_of(named, "2a00:1450::1") as client:
            assert isinstance(await client.fetch(FetchRequest("http://paper.example/")), Capture)
    assert proxy.asked[0] in {"[2a00:1450::1]:80", "2a00:1450::1:80"}


@pytest.mark.parametrize("kind", ["http", "socks5"])
@pytest.mark.parametrize("given", ["", f"me:not-{SECRET}@"])
@in_a_loop
async def test_a_login_that_is_not_taken_is_told_without_being_shown(kind: str, given: str) -> None:
    async with a_site_behind(kind, login=f"me:{SECRET}") as (site, _, address):
        failure = await refused(by_way_of(address.replace("://", f"://{given}")))
    assert failure.kind is FailureKind.CONNECT
    assert f"the proxy {address}" in failure.detail
    assert site.connects == 0


@pytest.mark.parametrize(
    ("kind", "refusing", "said"),
    [
        ("http", b"HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nno!", "answers 403"),
        ("http", b"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\nnot the site", "more than it was asked"),
        ("http", b"220 mail.example ESMTP\r\n\r\n", "does not answer as such a proxy should"),
        ("http", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000, "does not answer as such a proxy should"),
        ("http", b"HTTP/1.1 2", "does not answer as such a proxy should"),
        ("socks5", b"\x05\x02\x00\x01\x00\x00\x00\x00\x00\x00", "does not allow it"),
        ("socks5", b"\x05\x63\x00\x01\x00\x00\x00\x00\x00\x00", "failed"),
        ("socks5", b"\x05\x00\x00\x07", "does not answer as such a proxy should"),
        ("socks5", b"\x05\x00", "does not answer as such a proxy should"),
    ],
)
@in_a_loop
async def test_a_proxy_that_refuses_or_talks_nonsense_is_named_as_the_cause(
    kind: str, refusing: bytes, said: str
) -> None:
    async with a_site_behind(kind, refusing=refusing) as (site, _, address):
        failure = await refused(by_way_of(address))
    assert failure.kind is FailureKind.CONNECT
    assert said in failure.detail
    assert site.connects == 0


@in_a_loop
async def test_a_proxy_that_is_not_there_is_named_as_the_cause() -> None:
    nowhere = f"http://127.0.0.1:{nobody_listens()}"
    failure = await refused(by_way_of(nowhere))
    assert failure.kind is FailureKind.CONNECT
    assert failure.detail.startswith(f"no connection to the proxy {nowhere}")


@in_a_loop
async def test_another_address_of_the_site_is_tried_where_the_proxy_cannot_reach_the_first() -> None:
    async with a_site_behind("http", refusing=b"HTTP/1.1 502 Bad Gateway\r\n\r\n") as (_, proxy, address):
        failure = await refused(by_way_of(address, "2a00:1450::1", PUBLIC))
    assert proxy.asked == ["[2a00:1450::1]:80", f"{PUBLIC}:80"]
    assert f"no connection to paper.example ({PUBLIC})" in failure.detail


@pytest.mark.parametrize("kind", ["http", "socks5"])
@in_a_loop
async def test_tls_is_verified_for_the_site_through_the_proxy(kind: str) -> None:
    authority = trustme.CA()
    async with (
        serving(saying(reply(body=b"x" * 300_000)), tls=serving_as(authority, "paper.example")) as site,
        (socks if kind == "socks5" else connecting)(site.port) as proxy,
        by_way_of(f"{kind}://{proxy.netloc}", tls=trusting(authority)) as client,
    ):
        got = await client.fetch(FetchRequest("https://paper.example/"))
        other = await client.fetch(FetchRequest("https://other.example/"))
    assert isinstance(got, Capture), got
    assert (len(got.body), got.tls_version) == (300_000, "TLSv1.3")
    assert isinstance(other, FetchFailure)
    assert other.kind is FailureKind.TLS
    assert proxy.asked == [f"{PUBLIC}:443"] * 2


@in_a_loop
async def test_each_host_goes_its_own_way_and_a_redirect_stays_on_the_way_it_began() -> None:
    async with (
        serving(saying(reply("302 Found", "Location: http://other.example/"))) as site,
        connecting(site.port) as own,
        connecting(site.port) as general,
    ):
        terms = (
            Terms("paper.example", proxy=parse_proxy(f"http://{own.netloc}")),
            Terms(f"direct.example:{site.port}", is_direct=True),
        )
        book = TermsBook(terms, proxy=parse_proxy(f"http://{general.netloc}"))
        async with fetcher(resolver=resolving("127.0.0.1"), terms=book) as client:
            for host in ("paper.example", "plain.example", f"direct.example:{site.port}"):
                await client.fetch(FetchRequest(f"http://{host}/"))
    assert own.asked == general.asked == ["127.0.0.1:80", "127.0.0.1:80"]
    assert (own.connects, general.connects, len(site.asked)) == (2, 2, 5)  # where the direct way leads, nobody is
    assert site.asked[4].header("host") == f"direct.example:{site.port}"


@in_a_loop
async def test_the_proxy_hears_nothing_of_what_the_host_is_told() -> None:
    async with a_site_behind("http") as (site, proxy, _):
        terms = Terms("paper.example", (("X-Key", SECRET),), proxy=parse_proxy(f"http://{proxy.netloc}"))
        async with by_way_of(f"http://{proxy.netloc}", terms=(terms,)) as client:
            await client.fetch(FetchRequest("http://paper.example/"))
    assert site.asked[0].header("x-key") == SECRET
    assert SECRET.encode() not in b"".join(proxy.heads)


@in_a_loop
async def test_a_tunnel_that_was_cut_while_it_rested_is_made_anew() -> None:
    async with (
        serving(saying(reply(body=b"read"), close=False)) as site,
        connecting(site.port) as proxy,
        by_way_of(f"http://{proxy.netloc}") as client,
    ):
        assert isinstance(await client.fetch(FetchRequest("http://paper.example/")), Capture)
        site.asked[0].writer.close()
        await site.all_closed.wait()
        assert isinstance(await client.fetch(FetchRequest("http://paper.example/")), Capture)
    assert proxy.connects == 2
