from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import update

from tests.alert.mailserver import Mailroom, running
from tests.scripted.archive import Archive, raw
from tests.scripted.ports import nobody_listens
from tests.scripted.records import a_text
from tracker.alert.compose import compose
from tracker.alert.refusal import MailServer
from tracker.config import Security
from tracker.delivery.deliver import Delivery, DeliveryReport, deliver, recounted
from tracker.model import AlertState, Article
from tracker.store import articles, outbox, schema

_Result = TypeVar("_Result")
OLD, NEW = a_text("“It will take 42 days,” said Ada Moss."), a_text("“It will take 43 days,” said Ada Moss.")
SENDER = "Tracker <alerts@paper.example>"
PAGE = "http://127.0.0.1:8380"


def delivery(archive: Archive, port: int) -> Delivery:
    server = MailServer("127.0.0.1", port, Security.NONE, from_address=SENDER, timeout_seconds=60)
    return Delivery(archive.database, server, page_url=PAGE, zone=UTC, clock=archive.clock, chance=lambda: 0.0)


def with_mail(archive: Archive, room: Mailroom, do: Callable[[Delivery], Awaitable[_Result]]) -> _Result:
    async def run() -> _Result:
        async with running(room) as port:
            return await do(delivery(archive, port))

    return asyncio.run(run())


def promise(
    archive: Archive, path: str = "/wall", *, said: tuple[str, ...] = ("42", "43"), headline: str = ""
) -> Article:
    """An article whose edit was promised to whoever subscribed."""
    followed = archive.follow(f"https://paper.example{path}")
    for days in said:
        text = f"“It will take {days} days,” said Ada Moss."
        archive.see(followed, a_text(text, headline=headline or "Harbour wall to rise"))
    archive.clock.forward(timedelta(minutes=1))
    return followed


def states(archive: Archive) -> dict[AlertState, int]:
    with archive.database.read() as connection:
        return outbox.counts(connection)


def names(archive: Archive) -> list[str]:
    with raw(archive.database) as connection:
        return [name for (name,) in connection.execute("SELECT message_id FROM alerts ORDER BY id")]


def test_what_was_promised_is_sent_and_marked(archive: Archive) -> None:
    archive.subscribe("desk@paper.example")
    promise(archive)
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    (message,) = room.messages
    assert message["Message-ID"] == names(archive)[0]
    assert message["To"] == "desk@paper.example"
    assert "alerts@paper.example" in message["From"]
    assert states(archive) == {AlertState.SENT: 1}
    assert with_mail(archive, room, deliver) == DeliveryReport()
    assert len(room.letters) == 1


def test_nothing_due_means_no_connection(archive: Archive) -> None:
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport()
    assert room.connections == 0


def test_all_that_is_due_goes_in_one_conversation_and_in_threads(archive: Archive) -> None:
    archive.subscribe("desk@paper.example")
    promise(archive, "/a", said=("42", "43", "44"))
    promise(archive, "/b")
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=3)
    assert room.connections == 1
    first, second, other = room.messages
    assert second["In-Reply-To"] == first["Message-ID"]
    assert other["In-Reply-To"] is None


def test_a_mail_server_that_is_down_for_six_hours_loses_and_doubles_nothing(archive: Archive) -> None:
    archive.subscribe("desk@paper.example")
    promise(archive)
    promised = names(archive)
    down = delivery(archive, nobody_listens())
    attempts = 0
    until = archive.clock() + timedelta(hours=6)
    while archive.clock() < until:
        report = asyncio.run(deliver(down))
        attempts += report.waiting
        assert (report.sent, report.given_up) == (0, 0)
        archive.clock.forward(timedelta(minutes=20))
    assert 4 <= attempts <= 10
    assert states(archive) == {AlertState.PENDING: 1}
    with archive.database.read() as connection:
        assert outbox.latest_error(connection)
    archive.clock.forward(timedelta(hours=3))
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    archive.clock.forward(timedelta(days=2))
    assert with_mail(archive, room, deliver) == DeliveryReport()
    assert [message["Message-ID"] for message in room.messages] == promised


def test_a_server_that_never_comes_back_is_given_up_after_days_and_counted(archive: Archive) -> None:
    archive.subscribe("desk@paper.example")
    promise(archive)
    down = delivery(archive, nobody_listens())
    with archive.database.write() as connection:  # five days of attempts every three hours, but for the last ones
        connection.execute(update(schema.alerts).values(attempts=41))
    rounds = 0
    while states(archive) == {AlertState.PENDING: 1}:
        asyncio.run(deliver(down))
        archive.clock.forward(timedelta(hours=3, minutes=20))
        rounds += 1
    assert states(archive) == {AlertState.GIVEN_UP: 1}
    assert 1 < rounds < 6


KILLED_BEFORE_THE_MARK = """
import asyncio, os, signal, sys
from datetime import UTC, datetime
from sqlalchemy import Engine, event
from tracker.alert.refusal import MailServer
from tracker.config import Security
from tracker.delivery.deliver import Delivery, deliver
from tracker.store.database import Database
@event.listens_for(Engine, "before_cursor_execute")
def stop(connection, cursor, statement, *rest):
    if statement.startswith("UPDATE alerts SET") and "attempts" in statement:
        os.kill(os.getpid(), signal.SIGKILL)
url, port, now = sys.argv[1], int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
server = MailServer("127.0.0.1", port, Security.NONE, from_address="alerts@paper.example", timeout_seconds=60)
asyncio.run(deliver(Delivery(Database(url), server, "http://x", UTC, lambda: now, lambda: 0.0)))
"""


def test_a_sender_killed_between_the_servers_yes_and_the_mark_sends_again_under_the_same_name(archive: Archive) -> None:
    archive.subscribe("desk@paper.example")
    promise(archive)
    room = Mailroom()

    async def killed_and_again(again: Delivery) -> DeliveryReport:
        arguments = [
            f"sqlite:///{archive.database.path}",
            str(again.server.port if again.server else 0),
            archive.clock().isoformat(),
        ]
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLED_BEFORE_THE_MARK, *arguments)
        assert await process.wait() == -9
        assert len(room.letters) == 1
        assert await deliver(again) == DeliveryReport()
        archive.clock.forward(outbox.LEASE)
        return await deliver(again)

    assert with_mail(archive, room, killed_and_again) == DeliveryReport(sent=1)
    assert [message["Message-ID"] for message in room.messages] == names(archive) * 2
    assert states(archive) == {AlertState.SENT: 1}


POISON = ["Wall\r\nBcc: all@paper.example", "Wall\u2028\u0085\x0b\x0crises", "Wall\ud800\0", "Wall " * 20_000, "\x1b]0;x\x07", "{{7*7}}", "=?utf-8?q?x?=" * 50]  # fmt: skip


@pytest.mark.parametrize("headline", POISON)
def test_a_poisonous_headline_does_not_stop_the_queue(archive: Archive, headline: str) -> None:
    archive.subscribe("desk@paper.example")
    promise(archive, "/poison", headline=headline)
    promise(archive, "/fine")
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=2)
    for message in room.messages:
        assert [len(message.get_all(name, [])) for name in ("To", "Subject", "Bcc", "Cc")] == [1, 1, 0, 0]
        assert message["To"] == "desk@paper.example"


def test_an_alert_that_cannot_be_composed_is_kept_with_its_reason_and_the_others_go(archive: Archive) -> None:
    archive.subscribe("desk@paper.example")
    promise(archive, "/damaged")
    promise(archive, "/fine")
    with archive.database.write() as connection:
        connection.execute(update(schema.revisions).where(schema.revisions.c.id == 1).values(document=b"rot"))
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1, waiting=1)
    with archive.database.read() as connection:
        assert ": cannot be composed: a document in the database is damaged" in outbox.latest_error(connection)


@pytest.mark.parametrize(
    ("answer", "report"),
    [
        ("550 5.1.1 no such user", DeliveryReport(sent=1, given_up=1)),
        ("451 4.7.1 greylisted", DeliveryReport(sent=1, waiting=1)),
    ],
)
def test_a_refused_address_does_not_stop_the_others(archive: Archive, answer: str, report: DeliveryReport) -> None:
    archive.subscribe("refused@paper.example")
    archive.subscribe("desk@paper.example")
    promise(archive)
    room = Mailroom(on_rcpt=lambda _, address: answer if address.startswith("refused") else "250 OK")
    assert with_mail(archive, room, deliver) == report
    assert [message["To"] for message in room.messages] == ["desk@paper.example"]


def test_a_greylisted_message_is_taken_the_next_time_under_the_same_name(archive: Archive) -> None:
    archive.subscribe("desk@paper.example")
    promise(archive)
    room = Mailroom(on_rcpt=lambda attempt, _: "451 4.7.1 later" if attempt == 1 else "250 OK")
    assert with_mail(archive, room, deliver) == DeliveryReport(waiting=1)
    assert with_mail(archive, room, deliver) == DeliveryReport()
    archive.clock.forward(timedelta(minutes=2))
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    assert [message["Message-ID"] for message in room.messages] == names(archive)


def test_who_unsubscribes_during_a_round_is_not_sent_the_rest(archive: Archive) -> None:
    archive.subscribe("desk@paper.example")
    promise(archive, "/a")
    promise(archive, "/b")

    def unsubscribe(*_: object) -> str:
        with archive.database.write() as connection:
            outbox.end_subscription(connection, 1, now=archive.clock())
        return "250 OK"

    room = Mailroom(on_data=unsubscribe)
    with_mail(archive, room, deliver)
    assert len(room.letters) == 1


def test_an_article_that_is_forgotten_during_a_round_is_passed_over(archive: Archive) -> None:
    archive.subscribe("desk@paper.example")
    promise(archive, "/a")
    second = promise(archive, "/b")
    promise(archive, "/c")

    def forget(attempt: int, _: str) -> str:
        if attempt == 1:
            with archive.database.write() as connection:
                articles.remove(connection, second.id)
        return "250 OK"

    room = Mailroom(on_data=forget)
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=2)


def test_a_sender_that_is_too_slow_leaves_the_rest_to_the_next_round(archive: Archive) -> None:
    archive.subscribe("desk@paper.example")
    promise(archive, "/a")
    promise(archive, "/b")

    def slowly(attempt: int, _: str) -> str:
        if attempt == 1:
            archive.clock.forward(outbox.LEASE * 0.9)
        return "250 OK"

    room = Mailroom(on_data=slowly)
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    archive.clock.forward(outbox.LEASE)
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    assert len({message["Message-ID"] for message in room.messages}) == 2


def test_two_senders_share_the_work(archive: Archive) -> None:
    archive.subscribe("desk@paper.example")
    for number in range(6):
        promise(archive, f"/{number}")
    room = Mailroom()

    async def both(one: Delivery) -> list[DeliveryReport]:
        return list(await asyncio.gather(deliver(one), deliver(one)))

    reports = with_mail(archive, room, both)
    assert sum(report.sent for report in reports) == 6
    assert len({message["Message-ID"] for message in room.messages}) == len(room.letters) == 6


def test_that_an_article_is_gone_and_back_is_told(archive: Archive) -> None:
    archive.subscribe("desk@paper.example")
    followed = archive.follow()
    archive.see(followed, OLD)
    for _ in range(2):
        archive.see(followed, status=404)
    archive.see(followed, OLD)
    archive.clock.forward(timedelta(minutes=1))
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=2)
    gone, back = room.messages
    assert back["In-Reply-To"] == gone["Message-ID"]


def test_the_same_alert_gives_the_same_message(archive: Archive) -> None:
    archive.subscribe("desk@paper.example", token="the-token")
    promise(archive)
    at = delivery(archive, 1)
    with archive.database.write() as connection:
        (alert,) = outbox.lease(connection, now=archive.clock(), until=archive.clock())[""]
    archive.clock.forward(timedelta(days=3))
    first, second = (compose(told.notices, envelope) for told, envelope in (recounted(alert, at) for _ in range(2)))
    assert first.items() == second.items()
    assert f"<{PAGE}/unsubscribe/the-token>" in first["List-Unsubscribe"]
    assert NEW.text[:10] in first.get_body(("plain",)).get_content()  # type: ignore[union-attr] # None would fail
