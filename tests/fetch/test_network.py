"""Canaries count connects, not requests: a refused address is never dialled at all."""

from __future__ import annotations

import asyncio
import hashlib
import socket
import ssl
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_address

import pytest
import trustme

from tests.fetch.serving import (
    AT_HOME,
    captured,
    failed,
    fetcher,
    in_a_loop,
    reply,
    resolving,
    saying,
    serving,
    silence,
)
from tests.scripted.ports import nobody_listens
from tracker.fetch import FetchLimits, FetchRequest, guard, network, urls
from tracker.fetch.network import Address, SystemResolver
from tracker.model import Capture, FailureKind


def public(port: int) -> FetchLimits:
    """Limits that refuse this machine, but allow the canary's port, so that only the address can be the reason."""
    return FetchLimits(ports=frozenset({port}), total_seconds=120.0)


@pytest.mark.parametrize(
    "addresses",
    [
        pytest.param(("127.0.0.1",), id="loopback"),
        pytest.param(("93.184.215.14", "127.0.0.1"), id="a public address first"),
        pytest.param(("127.0.0.1", "93.184.215.14"), id="a public address last"),
        pytest.param(("10.0.0.1",), id="an alias into a private network"),
        pytest.param(("0.0.0.0",), id="any address"),
        pytest.param(("::1",), id="IPv6 loopback"),
        pytest.param(("::ffff:127.0.0.1",), id="IPv4 in IPv6"),
        pytest.param(("64:ff9b::7f00:1",), id="NAT64"),
        pytest.param(("fe80::1%lo",), id="link-local with a zone"),
    ],
)
@in_a_loop
async def test_a_name_with_one_refused_address_is_never_dialled(addresses: Sequence[str]) -> None:
    async with serving(saying(reply())) as canary:
        url = f"http://paper.example:{canary.port}/"
        failure = await failed(url, public(canary.port), resolver=resolving(*addresses))
    assert failure.kind is FailureKind.ADDRESS_REFUSED
    assert "not on the public internet" in failure.detail
    assert canary.connects == 0


@in_a_loop
async def test_a_name_that_turns_private_between_two_fetches_is_refused_at_the_second() -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.1"]])

    async def rebinding(host: str, port: int) -> Sequence[str]:
        return next(answers)

    async with serving(saying(reply(), close=True)) as canary:
        url = f"http://paper.example:{canary.port}/"
        await captured(url, resolver=rebinding)
        failure = await failed(url, public(canary.port), resolver=rebinding)
    assert failure.kind is FailureKind.ADDRESS_REFUSED
    assert canary.connects == 1


@in_a_loop
async def test_a_name_is_resolved_once_for_a_connection_so_a_second_answer_cannot_matter() -> None:
    asked: list[str] = []

    async def rebinding(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.99"]

    async with serving(saying(reply(body=b"judged"))) as site:
        capture = await captured(f"http://paper.example:{site.port}/", resolver=rebinding)
    assert (capture.peer, asked) == ("127.0.0.1", ["paper.example"])


# A second loopback address that a test may declare public, so that a first hop can be served.
DECLARED_PUBLIC = ip_address("127.0.0.2")


@pytest.fixture
def one_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def judged(address: Address) -> str:
        return "" if address == DECLARED_PUBLIC else guard.refusal(address)

    monkeypatch.setattr(network, "refusal", judged)
    monkeypatch.setattr(urls, "refusal", judged)


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("http://127.0.0.1:{port}/", FailureKind.ADDRESS_REFUSED),
        ("http://2130706433:{port}/", FailureKind.ADDRESS_REFUSED),
        ("//[::ffff:7f00:1]:{port}/", FailureKind.ADDRESS_REFUSED),
        ("http://inside.example:{port}/", FailureKind.ADDRESS_REFUSED),
        ("http://printer.local:{port}/", FailureKind.ADDRESS_REFUSED),
        ("http://localhost:{port}/", FailureKind.ADDRESS_REFUSED),
        ("http://127.0.0.2:22/", FailureKind.BAD_URL),
        ("http://127.0.0.2\\@127.0.0.1:{port}/", FailureKind.BAD_URL),
    ],
)
@pytest.mark.usefixtures("one_public_address")
@in_a_loop
async def test_each_redirect_is_judged_again(location: str, kind: FailureKind) -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.2" if host == "paper.example" else "127.0.0.1"]

    async with serving(saying(reply())) as canary:
        there = reply("302 Found", f"Location: {location.format(port=canary.port)}")
        async with serving(saying(there), host="127.0.0.2") as site:
            limits = FetchLimits(ports=frozenset({site.port, canary.port}), total_seconds=120.0)
            failure = await failed(f"http://paper.example:{site.port}/", limits, resolver=resolve)
    assert len(site.asked) == 1
    assert failure.kind is kind
    assert canary.connects == 0


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def serving_as(authority: trustme.CA, name: str, *, not_after: datetime | None = None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate = authority.issue_cert(name, not_before=datetime(2019, 1, 1, tzinfo=UTC), not_after=not_after)
    certificate.configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@in_a_loop
async def test_a_secure_page_is_captured_with_what_tls_proved() -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("paper.example")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    async with serving(saying(reply(body=b"secure")), tls=context) as site:
        url = f"https://paper.example:{site.port}/"
        capture = await captured(url, resolver=resolving("127.0.0.1"), tls=trusting(authority))
    leaf = ssl.PEM_cert_to_DER_cert(certificate.cert_chain_pems[0].bytes().decode())
    assert (capture.body, capture.peer, capture.tls_version) == (b"secure", "127.0.0.1", "TLSv1.3")
    assert capture.certificate_sha256 == hashlib.sha256(leaf).hexdigest()


@in_a_loop
async def test_a_large_page_comes_whole_through_tls_on_one_connection(authority: trustme.CA) -> None:
    body = bytes(range(256)) * 8000
    context = serving_as(authority, "paper.example")
    async with (
        serving(saying(reply(body=body)), tls=context) as site,
        fetcher(resolver=resolving("127.0.0.1"), tls=trusting(authority)) as client,
    ):
        for _ in range(3):
            capture = await client.fetch(FetchRequest(f"https://paper.example:{site.port}/"))
            assert isinstance(capture, Capture)
            assert capture.body == body
    assert site.connects == 1


@in_a_loop
async def test_a_certificate_for_another_name_is_refused(authority: trustme.CA) -> None:
    async with serving(saying(reply()), tls=serving_as(authority, "other.example")) as site:
        url = f"https://paper.example:{site.port}/"
        failure = await failed(url, resolver=resolving("127.0.0.1"), tls=trusting(authority))
    assert failure.kind is FailureKind.TLS
    assert "paper.example" in failure.detail
    assert site.asked == []


@in_a_loop
async def test_a_certificate_of_an_unknown_authority_is_refused(authority: trustme.CA) -> None:
    async with serving(saying(reply()), tls=serving_as(trustme.CA(), "paper.example")) as site:
        url = f"https://paper.example:{site.port}/"
        failure = await failed(url, resolver=resolving("127.0.0.1"), tls=trusting(authority))
    assert failure.kind is FailureKind.TLS
    assert "certificate" in failure.detail
    assert site.asked == []


@in_a_loop
async def test_a_certificate_that_has_expired_is_refused(authority: trustme.CA) -> None:
    expired = datetime(2020, 1, 1, tzinfo=UTC)
    async with serving(saying(reply()), tls=serving_as(authority, "paper.example", not_after=expired)) as site:
        url = f"https://paper.example:{site.port}/"
        failure = await failed(url, resolver=resolving("127.0.0.1"), tls=trusting(authority))
    assert failure.kind is FailureKind.TLS
    assert "expired" in failure.detail


@in_a_loop
async def test_a_plain_server_on_a_secure_port_is_a_tls_failure() -> None:
    listening = await asyncio.start_server(lambda _, writer: writer.write(b"220 ready\r\n"), "127.0.0.1", 0)
    failure = await failed(f"https://127.0.0.1:{listening.sockets[0].getsockname()[1]}/")
    listening.close()
    assert failure.kind is FailureKind.TLS


@in_a_loop
async def test_a_handshake_that_hangs_ends_with_the_time_for_connecting() -> None:
    async with serving(silence) as site:
        failure = await failed(f"https://127.0.0.1:{site.port}/", replace(AT_HOME, connect_seconds=1.0))
    assert failure.kind is FailureKind.TIMEOUT
    assert "handshake" in failure.detail


@in_a_loop
async def test_many_addresses_are_tried_a_few_at_most() -> None:
    many = [f"127.0.0.{number}" for number in range(1, 200)]
    failure = await failed(f"http://paper.example:{nobody_listens()}/", resolver=resolving(*many))
    assert failure.kind is FailureKind.CONNECT
    assert "127.0.0.4)" in failure.detail


@in_a_loop
async def test_a_name_without_any_address_is_a_dns_failure() -> None:
    failure = await failed("http://paper.example/", resolver=resolving())
    assert failure.kind is FailureKind.DNS


@in_a_loop
async def test_the_systems_resolver_knows_this_machine_and_does_not_know_what_is_invalid() -> None:
    resolver = SystemResolver(most_at_once=1)
    assert "127.0.0.1" in await resolver("localhost", 80)
    for name in ("paper.invalid", "a" * 70 + ".example"):
        with pytest.raises((OSError, UnicodeError)):
            await resolver(name, 80)
    assert "127.0.0.1" in await resolver("127.0.0.1", 80)


@in_a_loop
async def test_a_look_up_that_nobody_waits_for_any_more_disturbs_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    answering = threading.Event()

    def slow(host: str, port: int, **_: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        answering.wait(60)
        return [(0, 0, 0, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    resolver = SystemResolver(most_at_once=1)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(resolver("paper.example", 80), 0.05)
    answering.set()
    assert await resolver("paper.example", 80) == ["127.0.0.1"]
