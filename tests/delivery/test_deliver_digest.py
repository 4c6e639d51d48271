"""Digests over a real conversation with a mail server: what is gathered, told together, folded, and never lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from tests.alert.mailserver import Mailroom
from tests.delivery.test_deliver import POISON, delivery, names, states, with_mail
from tests.scripted.archive import Archive
from tests.scripted.ports import nobody_listens
from tests.scripted.records import a_text
from tracker.delivery.deliver import DeliveryReport, deliver
from tracker.model import AlertState, Article, Cadence, Quiet, Rhythm, Search
from tracker.store import articles, outbox, schema

DAILY = Rhythm(Cadence.DAILY, "Europe/Paris")  # the clock of the tests stands at noon in UTC
READER = "desk@paper.example"


def say(archive: Archive, followed: Article, *texts: str) -> None:
    for text in texts:
        archive.see(followed, a_text(text))
        archive.clock.forward(timedelta(minutes=1))


def text_of(room: Mailroom, number: int = -1) -> str:
    body = room.messages[number].get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def days(count: int) -> str:
    return f"Ada Moss walked along the harbour wall for {count} minutes."


def promise(
    archive: Archive, path: str = "/a", *, said: tuple[int, ...] = (42, 43), headline: str = "Harbour wall"
) -> Article:
    """An article whose edit, which is not critical, was promised to whoever subscribed."""
    followed = archive.follow(f"https://paper.example{path}")
    for count in said:
        archive.see(followed, a_text(days(count), headline=headline))
        archive.clock.forward(timedelta(seconds=3))
    return followed


def test_a_digest_tells_of_many_changes_in_one_mail_at_its_time(archive: Archive) -> None:
    archive.subscribe(READER, rhythm=DAILY)
    promise(archive, "/a", said=(42, 43, 44))
    promise(archive, "/b", headline="Bakery opens")
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport()
    assert room.connections == 0
    archive.clock.forward(timedelta(days=1))
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    (message,) = room.messages
    assert message["Subject"].startswith("3 changes in 2 articles: ")
    assert message["Message-ID"] == names(archive)[0]
    assert message["In-Reply-To"] is None
    text = text_of(room)
    assert text.index("44") < text.index("42")  # the newest state first
    assert "Bakery opens" in text
    assert states(archive) == {AlertState.SENT: 3}
    archive.clock.forward(timedelta(days=1))
    assert with_mail(archive, room, deliver) == DeliveryReport()


def test_a_digest_that_is_not_taken_comes_again_under_its_name_and_says_the_same(archive: Archive) -> None:
    archive.subscribe(READER, rhythm=DAILY)
    promise(archive, "/a")
    archive.clock.forward(timedelta(days=1))
    down = delivery(archive, nobody_listens())
    assert asyncio.run(deliver(down)) == DeliveryReport(waiting=1)
    promise(archive, "/b")  # found after the digest was gathered: belongs to the next
    archive.clock.forward(timedelta(hours=6))
    room = Mailroom(hang_up_after_data=1)
    assert with_mail(archive, room, deliver) == DeliveryReport(waiting=1)  # taken, but nobody knows
    archive.clock.forward(timedelta(hours=1))
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    first, second = room.letters
    assert first.original_content == second.original_content
    assert room.messages[0]["Message-ID"] == names(archive)[0]
    archive.clock.forward(timedelta(days=1))
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    assert {message["Message-ID"] for message in room.messages} == set(names(archive))
    assert states(archive) == {AlertState.SENT: 2}


def test_what_came_and_went_within_a_digest_is_one_line(archive: Archive) -> None:
    archive.subscribe(READER, rhythm=DAILY)
    followed = archive.follow()
    say(archive, followed, days(42), days(43), days(42))
    archive.clock.forward(timedelta(days=1))
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    text = text_of(room)
    assert room.messages[0]["Subject"].startswith("Earlier text is back: ")
    assert "changed and changed back (1 edit undone: revision 3 says what revision 1 said)" in " ".join(text.split())
    assert "[-" not in text
    assert states(archive) == {AlertState.SENT: 2}


def test_a_revert_of_what_was_told_before_is_told_in_full(archive: Archive) -> None:
    archive.subscribe(READER, rhythm=DAILY)
    followed = archive.follow()
    say(archive, followed, days(42), days(43))
    archive.clock.forward(timedelta(days=1))
    room = Mailroom()
    with_mail(archive, room, deliver)
    say(archive, followed, days(42))
    archive.clock.forward(timedelta(days=1))
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    assert "[-43-]" in text_of(room)


def test_what_is_critical_breaks_through_digests_and_quiet_hours(archive: Archive) -> None:
    archive.subscribe(READER, rhythm=Rhythm(Cadence.WEEKLY, "UTC", quiet=Quiet(11 * 60, 14 * 60)))
    followed = archive.follow()
    say(archive, followed, "Police questioned the alleged forger Ida Crane.", "Police questioned the forger Ida Crane.")
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)


def test_what_is_found_in_quiet_hours_comes_in_one_mail_when_they_end(archive: Archive) -> None:
    archive.subscribe(READER, rhythm=Rhythm(zone="UTC", quiet=Quiet(11 * 60, 14 * 60)))
    promise(archive, "/a")
    promise(archive, "/b")
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport()
    archive.clock.forward(timedelta(hours=2))
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    promise(archive, "/c")
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    assert room.messages[1]["Subject"].count("changes in") == 0


def test_who_unsubscribes_before_a_digest_is_sent_nothing(archive: Archive) -> None:
    made = archive.subscribe(READER, rhythm=DAILY)
    promise(archive, "/a")
    with archive.database.write() as connection:
        outbox.end_subscription(connection, made.id, now=archive.clock())
    archive.clock.forward(timedelta(days=1))
    assert with_mail(archive, Mailroom(), deliver) == DeliveryReport()


def test_a_new_rhythm_holds_for_what_waits(archive: Archive) -> None:
    archive.subscribe(READER, rhythm=Rhythm(Cadence.WEEKLY, "UTC"))
    promise(archive, "/a")
    promise(archive, "/b")
    archive.subscribe(READER)
    assert with_mail(archive, Mailroom(), deliver) == DeliveryReport(sent=1)


@pytest.mark.parametrize("damaged", ["/a", "/b"], ids=["the one that leads", "another"])
def test_a_change_that_cannot_be_told_silences_no_other(archive: Archive, damaged: str) -> None:
    archive.subscribe(READER, rhythm=DAILY)
    followed = {path: promise(archive, path, headline=f"Story {path}") for path in ("/a", "/b", "/c")}
    with archive.database.write() as connection:
        own = schema.revisions.c.article_id == followed[damaged].id
        connection.execute(update(schema.revisions).where(own).values(document=b"rot"))
    archive.clock.forward(timedelta(days=1))
    room = Mailroom()
    total = DeliveryReport()
    for _ in range(3):
        total += with_mail(archive, room, deliver)
    assert (total.sent, total.given_up) == (1, 0)
    assert total.waiting >= 1
    assert {f"Story {path}" in text_of(room) for path in followed if path != damaged} == {True}
    assert f"Story {damaged}" not in text_of(room)
    assert states(archive) == {AlertState.SENT: 2, AlertState.PENDING: 1}
    with archive.database.read() as connection:
        assert ": cannot be composed" in outbox.latest_error(connection)


def test_a_digest_whose_leader_is_forgotten_is_gathered_anew(archive: Archive) -> None:
    archive.subscribe(READER, rhythm=DAILY)
    first = promise(archive, "/a")
    promise(archive, "/b")
    archive.clock.forward(timedelta(days=1))
    assert asyncio.run(deliver(delivery(archive, nobody_listens()))) == DeliveryReport(waiting=1)
    with archive.database.write() as connection:
        articles.remove(connection, first.id)
    archive.clock.forward(timedelta(hours=1))
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    assert [message["Message-ID"] for message in room.messages] == names(archive)


def test_a_flood_is_told_in_one_bounded_mail(archive: Archive) -> None:
    archive.subscribe(READER, rhythm=DAILY)
    for number in range(60):
        promise(archive, f"/{number}", headline=f"Story {number}")
    archive.clock.forward(timedelta(days=1))
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    assert room.messages[0]["Subject"].startswith("60 changes in 60 articles: ")
    text = text_of(room)
    assert all(f"Story {number} (" in text for number in range(60))
    assert len(room.letters[0].original_content or b"") < 300_000
    assert states(archive) == {AlertState.SENT: 60}


def test_poisonous_headlines_make_one_digest_that_arrives(archive: Archive) -> None:
    archive.subscribe(READER, rhythm=DAILY)
    for number, headline in enumerate(POISON):
        promise(archive, f"/{number}", headline=headline)
    archive.clock.forward(timedelta(days=1))
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    (message,) = room.messages
    assert [len(message.get_all(name, [])) for name in ("To", "Subject", "Bcc", "Cc")] == [1, 1, 0, 0]
    assert message["Subject"].startswith(f"{len(POISON)} changes in {len(POISON)} articles: ")
    assert len(room.letters[0].original_content or b"") < 300_000


def test_a_digest_survives_greylisting_and_a_server_that_is_down_for_six_hours(archive: Archive) -> None:
    archive.subscribe(READER, rhythm=DAILY)
    promise(archive, "/a")
    promise(archive, "/b")
    archive.clock.forward(timedelta(days=1))
    down = delivery(archive, nobody_listens())
    until = archive.clock() + timedelta(hours=6)
    while archive.clock() < until:
        assert asyncio.run(deliver(down)).sent == 0
        archive.clock.forward(timedelta(minutes=30))
    archive.clock.forward(timedelta(hours=3))
    room = Mailroom(on_rcpt=lambda attempt, _: "451 4.7.1 later" if attempt == 1 else "250 OK")
    assert with_mail(archive, room, deliver) == DeliveryReport(waiting=1)
    archive.clock.forward(timedelta(hours=4))
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    assert [message["Message-ID"] for message in room.messages] == names(archive)[:1]
    assert states(archive) == {AlertState.SENT: 2}


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ({"search": Search("Ada Moss", drops="42")}, 1),
        ({"search": Search("Ada Moss", drops="44")}, 0),
        ({"search": Search("Bo Lind")}, 0),
        ({"languages": frozenset({"fr"})}, 1),  # its language is not known
    ],
)
def test_wishes_decide_when_the_promise_is_made(archive: Archive, wishes: dict[str, Any], told: int) -> None:
    archive.subscribe(READER, **wishes)
    promise(archive)
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=told)


def test_an_address_that_refuses_for_good_is_left_alone_after_a_few(archive: Archive) -> None:
    made = archive.subscribe(READER)
    for number in range(4):
        promise(archive, f"/{number}")
    room = Mailroom(on_rcpt=lambda *_: "550 5.1.1 no such user")
    report = with_mail(archive, room, deliver)
    assert report.given_up == outbox.MOST_REFUSALS
    assert states(archive) == {AlertState.GIVEN_UP: 4}
    with archive.database.read() as connection:
        stands = outbox.get_subscription(connection, made.id)
    assert stands.disabled_at == archive.clock()
    assert "550" in stands.disabled_by
    promise(archive, "/later")
    assert len(names(archive)) == 4
    archive.subscribe(READER)
    promise(archive, "/enabled")
    assert with_mail(archive, Mailroom(), deliver) == DeliveryReport(sent=1)


def test_one_message_that_is_taken_forgives_refusals(archive: Archive) -> None:
    archive.subscribe(READER)
    for number in range(6):
        promise(archive, f"/{number}")
    room = Mailroom(on_rcpt=lambda attempt, _: "250 OK" if attempt == 3 else "550 5.1.1 no")
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1, given_up=5)
