from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from tests.alert.notices import change_notice, envelope
from tests.scripted.clock import NOON
from tracker.alert.apprising import AppriseLine, own_host, service_of
from tracker.alert.channel import channel_typed
from tracker.alert.refusal import Refused, Sent
from tracker.errors import UsageError
from tracker.model import Severity, Subscription

WEB = frozenset({443})


@pytest.mark.parametrize(
    "typed",
    [
        "http://hooks.paper.example/s3cret",
        "https://127.0.0.1/s3cret",
        "https://10.0.0.1/s3cret",
        "https://localhost/s3cret",
        "https://[::1]/s3cret",
        "https://hooks.paper.example:8080/s3cret",
        "gotify://push.paper.example/s3crettoken1234",
        "ntfy://push.paper.example/s3cret",
        "json://paper.example/s3cret",
        "windows://",
        "glib://s3cret",
        "rsyslog://paper.example/s3cret",
        "nothing://s3cret",
        "slack://" + "s3cret" * 400,
        "https://hooks.paper.example/s3cret\nx",
        "https://hooks.paper.example/\u202es3cret",
    ],
)
def test_an_address_that_may_not_be_sent_to_is_refused_without_its_secret(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        channel_typed(typed, allow_private=False, ports=WEB)
    assert refused.value.hint
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", ""),
        ("gotifys://push.paper.example/Atoken1234567890", "push.paper.example"),
        ("ntfys://push.paper.example/topic", "push.paper.example"),
    ],
)
def test_a_service_has_hosts_of_its_own_or_the_address_names_one(url: str, host: str) -> None:
    assert own_host(service_of(url, allow_private=False)) == host


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "64:ff9b::7f00:1"])
def test_a_host_that_resolves_to_a_private_address_gets_nothing(address: str) -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        assert host == "push.paper.example"
        return ["93.184.215.14", address]

    outcome = asyncio.run(send("gotifys://push.paper.example/Atoken1234567890", resolve))
    assert isinstance(outcome, Refused)
    assert not outcome.permanent
    assert "set fetch.allow_private" in outcome.detail


def test_a_name_that_cannot_be_resolved_is_tried_later() -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        raise OSError("no such name")

    outcome = asyncio.run(send("gotifys://push.paper.example/Atoken1234567890", resolve))
    assert isinstance(outcome, Refused)
    assert outcome.detail == "the name push.paper.example cannot be resolved"


async def send(url: str, resolve: object) -> Sent | Refused:
    subscription = Subscription(1, "gotifys://… #1", Severity.LOW, NOON, "t", url=url)
    async with AppriseLine(subscription, allow_private=False, resolve=resolve) as line:  # type: ignore[arg-type]
        return await line.write([change_notice()], envelope())()
