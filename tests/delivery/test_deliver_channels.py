"""Webhooks and Apprise over real conversations, beside mail: signed, paced, bounded, and never in each other's way."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.alert.hooks import Hook, listening
from tests.alert.mailserver import Mailroom, running
from tests.delivery.test_deliver import delivery, names, states
from tests.delivery.test_deliver_digest import DAILY, promise
from tests.scripted.archive import Archive
from tests.scripted.ports import nobody_listens
from tracker.alert import apprising
from tracker.alert.channel import Channel, channel_typed
from tracker.delivery.deliver import DeliveryReport, deliver
from tracker.fetch import Fetcher, FetchLimits
from tracker.model import AlertState, Subscription
from tracker.store import outbox

SECRET = "a-secret-of-the-test"
GOTIFY_TOKEN = "Atoken1234567890"


def subscribe(archive: Archive, url: str, **wishes: Any) -> Subscription:
    channel = channel_typed(url, allow_private=True, ports=frozenset())
    return archive.subscribe(channel.address, url=channel.url, secret=SECRET, token=url, **wishes)


def send(
    archive: Archive, *, room: Mailroom | None = None, allow_private: bool = True, seconds: float = 60.0
) -> DeliveryReport:
    async def run() -> DeliveryReport:
        limits = FetchLimits(total_seconds=seconds, allow_private=allow_private)
        async with Fetcher(limits, clock=archive.clock) as fetcher, running(room or Mailroom()) as port:
            made = delivery(archive, port)
            server = made.server if room else None
            return await deliver(replace(made, server=server, fetcher=fetcher, allow_private=allow_private))

    return asyncio.run(run())


def gotify(hook: Hook) -> str:
    return f"gotify://{hook.url.split('/')[2]}/{GOTIFY_TOKEN}"


def standing(archive: Archive, one: Subscription) -> Subscription:
    with archive.database.read() as connection:
        return outbox.get_subscription(connection, one.id)


def test_a_webhook_gets_signed_json_without_a_mail_server(archive: Archive) -> None:
    with listening(Hook()) as hook:
        made = subscribe(archive, hook.url)
        promise(archive, headline="Wall\u2028 rises @everyone")
        assert send(archive) == DeliveryReport(sent=1)
        (posted,) = hook.posted
    assert posted.headers["content-type"] == "application/json"
    assert posted.headers["idempotency-key"] == names(archive)[0]
    stamp, _, given = posted.headers["tracker-signature"].partition(",v1=")
    at = stamp.removeprefix("t=")
    assert int(at) == int(archive.clock().timestamp())
    assert hmac.new(SECRET.encode(), f"{at}.".encode() + posted.body, hashlib.sha256).hexdigest() == given
    told = json.loads(posted.body)
    assert (told["schema"], told["id"], told["subscription"]) == ("tracker.alert/1", names(archive)[0], made.id)
    (change,) = told["changes"]
    assert (change["what"], change["from_revision"], change["to_revision"]) == ("change", 1, 2)
    assert (change["flags"][0]["before"], change["flags"][0]["after"]) != ("", "")
    assert change["article"]["headline"] == "Wall\u2028 rises @everyone"
    assert states(archive) == {AlertState.SENT: 1}


def test_a_webhook_that_fails_is_tried_again_with_the_same_body_and_key(archive: Archive) -> None:
    with listening(Hook(answer=lambda count: 500 if count < 3 else 204)) as hook:
        subscribe(archive, hook.url)
        promise(archive)
        assert send(archive) == DeliveryReport(waiting=1)
        assert send(archive) == DeliveryReport()
        archive.clock.forward(timedelta(minutes=2))
        assert send(archive) == DeliveryReport(waiting=1)
        archive.clock.forward(timedelta(minutes=6))
        assert send(archive) == DeliveryReport(sent=1)
    assert len({posted.body for posted in hook.posted}) == 1
    assert len({posted.headers["idempotency-key"] for posted in hook.posted}) == 1
    assert len({posted.headers["tracker-signature"] for posted in hook.posted}) == 3  # each at its own time


def test_a_webhook_that_is_down_is_asked_once_in_a_round(archive: Archive) -> None:
    with listening(Hook(answer=lambda _: 503)) as hook:
        subscribe(archive, hook.url)
        for number in range(5):
            promise(archive, f"/{number}")
        assert send(archive) == DeliveryReport(waiting=5)
    assert len(hook.posted) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_webhook_that_is_gone_is_disabled_after_a_few(
    archive: Archive, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    with listening(Hook(answer=lambda _: status)) as hook:
        made = subscribe(archive, hook.url)
        for number in range(5):
            promise(archive, f"/{number}")
        assert send(archive) == DeliveryReport(given_up=3)
        assert len(hook.posted) == outbox.MOST_REFUSALS
    assert standing(archive, made).disabled_by == f"it answers {status}"
    assert states(archive) == {AlertState.GIVEN_UP: 5}
    assert "nothing more is sent to http://127.0.0.1" in caplog.text
    assert "s3cretpath" not in caplog.text


def test_a_redirect_of_a_post_is_not_followed(archive: Archive) -> None:
    with listening(Hook()) as elsewhere, listening(Hook(answer=lambda _: (307, elsewhere.url))) as hook:
        subscribe(archive, hook.url)
        promise(archive)
        assert send(archive) == DeliveryReport(waiting=1)
    assert (len(hook.posted), elsewhere.posted) == (1, [])


def test_nothing_is_posted_to_an_address_off_the_public_internet(archive: Archive) -> None:
    with listening(Hook()) as hook:
        subscribe(archive, hook.url)
        subscribe(archive, gotify(hook))
        promise(archive)
        assert send(archive, allow_private=False) == DeliveryReport(waiting=2)
    assert hook.posted == []


def test_a_digest_goes_to_a_webhook_as_one_post(archive: Archive) -> None:
    with listening(Hook()) as hook:
        subscribe(archive, hook.url, rhythm=DAILY)
        for number in range(30):
            promise(archive, f"/{number}")
        archive.clock.forward(timedelta(days=1))
        assert send(archive) == DeliveryReport(sent=1)
    told = json.loads(hook.posted[0].body)
    assert told["subject"].startswith("30 changes in 30 articles: ")
    assert [change["what"] for change in told["changes"]].count("change") == 20
    assert [change["what"] for change in told["changes"]].count("summary") == 10


def test_apprise_carries_a_message_that_calls_nobody(archive: Archive) -> None:
    with listening(Hook()) as hook:
        subscribe(archive, gotify(hook))
        promise(archive, headline="Wall <@U123> @everyone rises")
        assert send(archive) == DeliveryReport(sent=1)
        (posted,) = hook.posted
    told = json.loads(posted.body)
    assert "Wall" in told["title"]
    assert "40 minutes" not in told["message"]
    assert "Disclosure: " in told["message"]
    assert "/articles/1/changes/1..2" in told["message"]
    for words in (told["title"], told["message"]):
        assert "@everyone" not in words
        assert "<@" not in words


def test_what_apprise_says_is_kept_without_secrets(archive: Archive) -> None:
    with listening(Hook(answer=lambda _: 500)) as hook:
        subscribe(archive, gotify(hook))
        promise(archive)
        assert send(archive) == DeliveryReport(waiting=1)
    with archive.database.read() as connection:
        error = outbox.latest_error(connection)
    assert ": Gotify: " in error
    assert GOTIFY_TOKEN not in error


def test_a_channel_that_never_takes_anything_is_disabled_in_the_end(archive: Archive) -> None:
    with listening(Hook(answer=lambda _: 500)) as hook:
        made = subscribe(archive, hook.url)
        for number in range(outbox.MOST_REFUSALS):
            promise(archive, f"/{number}")
        for _ in range(60):
            send(archive)
            archive.clock.forward(timedelta(hours=4))
    assert standing(archive, made).disabled_at is not None


def test_one_broken_channel_blocks_no_other(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apprising, "DEADLINE_SECONDS", 2.0)
    archive.subscribe("desk@paper.example")
    archive.subscribe("refused@paper.example")
    room = Mailroom(on_rcpt=lambda _, address: "451 later" if address.startswith("refused") else "250 OK")
    with (
        listening(Hook()) as good,
        listening(Hook(hangs=True)) as slow,
        listening(Hook(answer=lambda _: 410)) as gone,
    ):
        down = f"http://127.0.0.1:{nobody_listens()}/"
        for url in (down, slow.url, gone.url, gotify(slow), good.url):
            subscribe(archive, url)
        promise(archive, "/a")
        promise(archive, "/b")
        report = send(archive, room=room, seconds=2)
        assert (report.sent, report.given_up) == (4, 2)
        assert [len(hook.posted) for hook in (good, gone)] == [2, 2]
    assert [message["To"] for message in room.messages] == ["desk@paper.example"] * 2


def test_alerts_to_mail_wait_while_there_is_no_mail_server(archive: Archive) -> None:
    archive.subscribe("desk@paper.example")
    promise(archive)
    assert send(archive) == DeliveryReport()
    assert send(archive, room=Mailroom()) == DeliveryReport(sent=1)


def test_a_channel_never_shows_its_secrets() -> None:
    channel = channel_typed("https://hooks.paper.example/s3cret", allow_private=False, ports=frozenset({443}))
    assert channel.address.startswith("https://hooks.paper.example/… #")
    assert "s3cret" not in repr(channel)
    other = channel_typed("https://hooks.paper.example/other", allow_private=False, ports=frozenset({443}))
    assert channel.address != other.address
    slack = channel_typed(
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", allow_private=False, ports=frozenset({443})
    )
    assert slack.address.startswith("slack://… #")
    assert isinstance(slack, Channel)
