"""Channels beside one another: one that hangs delays no other, in this round or the next; and retries let people sleep."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from tests.alert.hooks import Hook, listening
from tests.alert.mailserver import Mailroom
from tests.delivery.test_deliver import delivery, names, states, with_mail
from tests.delivery.test_deliver import promise as promise_critical
from tests.delivery.test_deliver_channels import gotify, standing, subscribe
from tests.delivery.test_deliver_digest import promise
from tests.scripted.archive import Archive
from tests.scripted.ports import nobody_listens
from tracker.alert import apprising
from tracker.delivery.deliver import Delivery, DeliveryReport, Rounds, deliver
from tracker.errors import StoreError
from tracker.fetch import Fetcher, FetchLimits
from tracker.model import AlertState, Cadence, Quiet, Rhythm
from tracker.store import outbox

NIGHT = Rhythm(Cadence.AT_ONCE, "UTC", quiet=Quiet(22 * 60, 7 * 60))  # the clock of the tests stands at noon in UTC


@asynccontextmanager
async def silence() -> AsyncIterator[tuple[int, asyncio.Event]]:
    """A mail server that accepts and never says a word; the event tells that somebody waits for its greeting."""
    called, over = asyncio.Event(), asyncio.Event()

    async def wait(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        called.set()
        await over.wait()
        writer.close()

    server = await asyncio.start_server(wait, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1], called
    finally:
        over.set()
        server.close()


def beside(archive: Archive, do: Callable[[Rounds, list[DeliveryReport]], Awaitable[None]], port: int) -> None:
    async def run() -> None:
        async with Fetcher(FetchLimits(allow_private=True), clock=archive.clock) as fetcher:
            made = replace(delivery(archive, port), fetcher=fetcher, allow_private=True)
            reports: list[DeliveryReport] = []
            rounds = Rounds(made, on_report=reports.append, on_trouble=_raise)
            await do(rounds, reports)
            await asyncio.gather(*rounds.in_hand)

    asyncio.run(run())


def _raise(error: StoreError) -> None:
    raise error


async def until(true: Callable[[], bool]) -> None:
    """Let the others work until it is true; what never comes true fails."""
    async with asyncio.timeout(120):
        while not true():  # noqa: ASYNC110 - what is awaited happens on a server's thread
            await asyncio.sleep(0.01)


def has_posted(hook: Hook, count: int) -> bool:
    return len(hook.posted) == count


def test_a_mail_server_that_hangs_keeps_nothing_from_a_webhook(archive: Archive) -> None:
    archive.subscribe("desk@paper.example")
    with listening(Hook()) as hook:
        subscribe(archive, hook.url)
        promise(archive, "/a")

        async def ticks() -> None:
            async with (
                silence() as (port, called),
                Fetcher(FetchLimits(allow_private=True), clock=archive.clock) as fetcher,
            ):
                made = replace(delivery(archive, port), fetcher=fetcher, allow_private=True)
                assert made.server is not None
                made = replace(made, server=replace(made.server, timeout_seconds=600))
                rounds = Rounds(made, on_report=lambda _: None, on_trouble=_raise)
                rounds.begin()
                await called.wait()
                await until(lambda: len(hook.posted) == 1)
                await until(lambda: len(rounds.in_hand) == 1)  # the mail's
                for number in range(3):  # what is found while it hangs, tick by tick
                    promise(archive, f"/while-{number}")
                    archive.clock.forward(timedelta(seconds=5))
                    rounds.begin()
                    await until(partial(has_posted, hook, 2 + number))
                    await until(lambda: len(rounds.in_hand) == 1)
                (hanging,) = rounds.in_hand
                assert not hanging.done()
                hanging.cancel()
                await asyncio.gather(hanging, return_exceptions=True)

        asyncio.run(ticks())
    assert states(archive) == {AlertState.SENT: 4, AlertState.PENDING: 4}
    archive.clock.forward(outbox.LEASE)  # whose sender died is due again, and nothing of it was lost
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=4)
    assert {message["Message-ID"] for message in room.messages} == set(names(archive)[::2])


def test_a_long_queue_for_one_channel_takes_no_place_from_another(archive: Archive) -> None:
    with listening(Hook(answer=lambda _: 503)) as broken, listening(Hook()) as good:
        subscribe(archive, broken.url)
        for number in range(60):
            promise(archive, f"/{number}")
        subscribe(archive, good.url)
        promise(archive, "/new")

        async def one_tick(rounds: Rounds, reports: list[DeliveryReport]) -> None:
            rounds.begin()
            await asyncio.gather(*rounds.in_hand)
            assert sorted(reports, key=lambda one: one.sent) == [DeliveryReport(waiting=50), DeliveryReport(sent=1)]

        beside(archive, one_tick, nobody_listens())
        assert len(good.posted) == 1


def test_so_many_channels_are_sent_to_at_once_and_the_others_after_them(archive: Archive) -> None:
    with listening(Hook()) as hook:
        for number in range(outbox.MOST_CHANNELS + 3):
            subscribe(archive, f"{hook.url}/{number}")
        promise(archive)

        async def ticks(rounds: Rounds, reports: list[DeliveryReport]) -> None:
            rounds.begin()
            assert len(rounds.in_hand) == outbox.MOST_CHANNELS
            rounds.begin()
            assert len(rounds.in_hand) == outbox.MOST_CHANNELS
            await asyncio.gather(*rounds.in_hand)
            rounds.begin()
            assert len(rounds.in_hand) == 3
            await asyncio.gather(*rounds.in_hand)
            assert reports == [DeliveryReport(sent=1)] * (outbox.MOST_CHANNELS + 3)

        beside(archive, ticks, nobody_listens())


def test_services_that_hang_keep_no_thread_from_mail(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """More of them than Python has threads to spare: composing a mail waits for none of them."""
    monkeypatch.setattr(apprising, "DEADLINE_SECONDS", 60.0)
    archive.subscribe("desk@paper.example")
    room = Mailroom()
    with listening(Hook(hangs=True)) as slow:
        for number in range(12):
            subscribe(archive, f"{gotify(slow)}{number:02}")
        promise(archive)

        async def run(made: Delivery) -> None:
            rounds = Rounds(replace(made, allow_private=True), on_report=lambda _: None, on_trouble=_raise)
            rounds.begin()
            await until(lambda: len(room.letters) == 1)
            assert len(rounds.in_hand) >= 12
            slow.over.set()
            await asyncio.gather(*rounds.in_hand)

        with_mail(archive, room, run)
    assert states(archive) == {AlertState.SENT: 13}


# Quiet hours


def test_a_retry_waits_for_the_end_of_quiet_hours(archive: Archive) -> None:
    archive.subscribe("desk@paper.example", rhythm=NIGHT)
    archive.clock.forward(timedelta(hours=9, minutes=50))
    promise(archive)
    down = delivery(archive, nobody_listens())
    assert asyncio.run(deliver(down)) == DeliveryReport(waiting=1)
    room = Mailroom()
    promised = names(archive)
    archive.clock.forward(timedelta(minutes=12))  # a little after ten in the evening
    while archive.clock().hour != 7:
        assert with_mail(archive, room, deliver) == DeliveryReport()
        archive.clock.forward(timedelta(minutes=20))
    assert room.connections == 0
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    assert [message["Message-ID"] for message in room.messages] == promised


def test_a_retry_of_what_is_critical_goes_out_at_night(archive: Archive) -> None:
    archive.subscribe("desk@paper.example", rhythm=NIGHT)
    archive.clock.forward(timedelta(hours=9, minutes=50))
    promise_critical(archive)
    down = delivery(archive, nobody_listens())
    assert asyncio.run(deliver(down)) == DeliveryReport(waiting=1)
    archive.clock.forward(timedelta(minutes=12))
    assert with_mail(archive, Mailroom(), deliver) == DeliveryReport(sent=1)


def test_a_digest_whose_retry_falls_into_quiet_hours_waits_whole(archive: Archive) -> None:
    archive.subscribe("desk@paper.example", rhythm=replace(NIGHT, cadence=Cadence.DAILY, digest_minute=21 * 60 + 30))
    promise(archive, "/a")
    promise(archive, "/b")
    archive.clock.forward(timedelta(hours=9, minutes=31))
    down = delivery(archive, nobody_listens())
    for _ in range(3):  # at half past nine, and again after a minute and five
        assert asyncio.run(deliver(down)) == DeliveryReport(waiting=1)
        archive.clock.forward(timedelta(minutes=10))
    archive.clock.forward(timedelta(minutes=10))
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport()
    archive.clock.forward(timedelta(hours=9))
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    assert room.messages[0]["Subject"].startswith("2 changes in 2 articles")


def test_what_a_stopped_tracker_could_not_tell_in_time_is_not_told_at_night(archive: Archive) -> None:
    archive.subscribe("desk@paper.example", rhythm=NIGHT)
    promise(archive)
    archive.clock.forward(timedelta(hours=12))
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport()
    archive.clock.forward(timedelta(hours=8))
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)


# Six hours, greylisting, refusals: with more than one message and more than one reader


def test_all_that_is_promised_while_the_server_is_down_comes_once_and_in_threads(archive: Archive) -> None:
    archive.subscribe("desk@paper.example")
    archive.subscribe("second@paper.example")
    down = delivery(archive, nobody_listens())
    followed = promise(archive, "/before")
    for hour in range(6):
        asyncio.run(deliver(down))
        promise(archive, f"/during-{hour}")
        archive.clock.forward(timedelta(hours=1))
    assert archive.article(followed).revisions == 2
    promised = names(archive)
    assert (len(promised), states(archive)) == (14, {AlertState.PENDING: 14})
    room = Mailroom()
    reports = []
    for _ in range(20):
        reports.append(with_mail(archive, room, deliver))
        archive.clock.forward(timedelta(minutes=20))
    assert sum(reports, DeliveryReport()) == DeliveryReport(sent=14)
    assert sorted(message["Message-ID"] for message in room.messages) == sorted(promised)


def test_a_greylisting_server_takes_a_whole_queue_the_second_time(archive: Archive) -> None:
    for reader in ("desk", "second", "third"):
        archive.subscribe(f"{reader}@paper.example")
    promise(archive, "/a")
    promise(archive, "/b")
    seen: set[str] = set()

    def greylist(_: int, address: str) -> str:
        if address in seen:
            return "250 OK"
        seen.add(address)
        return "451 4.7.1 greylisted, come back later"

    room = Mailroom(on_rcpt=greylist)
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=3, waiting=3)
    assert room.connections == 1
    archive.clock.forward(timedelta(minutes=2))
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=3)
    assert sorted(message["Message-ID"] for message in room.messages) == sorted(names(archive))


def test_a_greylisting_server_disables_nobody_however_often_it_says_later(archive: Archive) -> None:
    made = archive.subscribe("desk@paper.example")
    for number in range(5):
        promise(archive, f"/{number}")
    room = Mailroom(on_rcpt=lambda *_: "451 4.7.1 later")
    for _ in range(6):
        with_mail(archive, room, deliver)
        archive.clock.forward(timedelta(hours=4))
    assert states(archive) == {AlertState.PENDING: 5}
    assert standing(archive, made).disabled_at is None


def test_a_disabled_channel_is_named_in_the_log_with_its_reason_and_the_others_go_on(
    archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    archive.subscribe("gone@paper.example")
    archive.subscribe("desk@paper.example")
    for number in range(4):
        promise(archive, f"/{number}")
    room = Mailroom(on_rcpt=lambda _, address: "550 5.1.1 no such user" if address.startswith("gone") else "250 OK")
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=4, given_up=3)
    (said,) = [record for record in caplog.records if record.name == "tracker.deliver"]
    assert "nothing more is sent to gone@paper.example (subscription 1)" in said.getMessage()
    assert "550 5.1.1 no such user" in said.getMessage()
    assert len(room.messages) == 4
