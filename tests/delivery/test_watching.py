"""What breaks is told once, what recovers once, to those whom it concerns: from the store to the mail that arrives."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.alert.mailserver import Mailroom
from tests.delivery.test_deliver import states, with_mail
from tests.delivery.test_deliver_digest import days, text_of
from tests.scripted.archive import Archive, name_message
from tests.scripted.records import a_text
from tracker.delivery.deliver import DeliveryReport, deliver
from tracker.delivery.watching import WatchReport, silent_lines, watch
from tracker.model import AlertState, Article, Cadence, Outcome, Quiet, Rhythm, Search
from tracker.store import articles, schema, sources, troubles
from tracker.store.sources import NewSource

READER = "desk@paper.example"


def look(archive: Archive) -> WatchReport:
    report = watch(archive.database, name_message=name_message, now=archive.clock())
    archive.clock.forward(timedelta(minutes=1))
    return report


def follow(archive: Archive, count: int = 4, host: str = "paper.example", source: str = "The Paper") -> list[Article]:
    followed = [archive.follow(f"https://{host}/{number}", source=source) for number in range(count)]
    for one in followed:
        archive.see(one, a_text(days(42)))
    return followed


def refuse(archive: Archive, followed: list[Article], outcome: Outcome = Outcome.BLOCKED, failures: int = 2) -> None:
    values = {"last_outcome": outcome, "last_detail": "challenge: Just a moment", "failures": failures}
    with archive.database.write() as connection:
        own = schema.articles.c.id.in_([one.id for one in followed])
        values["last_checked_at"] = archive.clock()
        connection.execute(update(schema.articles).where(own).values(**values))


def read_again(archive: Archive, followed: list[Article]) -> None:
    archive.clock.forward(timedelta(minutes=1))
    refuse(archive, followed, Outcome.UNCHANGED, failures=0)


def test_a_host_that_turns_us_away_is_told_once_and_its_recovery_once(archive: Archive) -> None:
    archive.subscribe(READER)
    followed = follow(archive)
    room = Mailroom()
    assert look(archive) == WatchReport()
    refuse(archive, followed)
    assert [one.name for one in look(archive).begun] == ["paper.example"]
    assert look(archive) == WatchReport()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    read_again(archive, followed)
    assert [one.name for one in look(archive).ended] == ["paper.example"]
    assert look(archive) == WatchReport()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    broke, back = room.messages
    assert broke["Subject"] == "Blocked: paper.example cannot be read"
    assert back["Subject"] == "Can be read again: paper.example"
    assert back["In-Reply-To"] == broke["Message-ID"]
    assert "it turns us away from 4 of 4 articles (challenge: Just a moment)" in " ".join(text_of(room, 0).split())
    assert "of The Paper" in text_of(room, 0)
    assert "List-Unsubscribe" in broke


def test_a_host_is_broken_until_something_of_it_was_read(archive: Archive) -> None:
    followed = follow(archive)
    refuse(archive, followed)
    assert look(archive).begun
    with archive.database.write() as connection:  # nothing is refused any more, but nothing was read either
        connection.execute(update(schema.articles).values(last_outcome=Outcome.FAILED))
    assert look(archive) == WatchReport()
    read_again(archive, followed[:1])
    assert look(archive).ended


def test_what_is_over_before_it_was_sent_is_told_in_one_mail(archive: Archive) -> None:
    archive.subscribe(READER, rhythm=Rhythm(zone="UTC", quiet=Quiet(11 * 60, 14 * 60)))
    followed = follow(archive)
    refuse(archive, followed)
    look(archive)
    read_again(archive, followed)
    look(archive)
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport()
    archive.clock.forward(timedelta(hours=2))
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    assert room.messages[0]["Subject"].startswith("Can be read again")
    assert "Noticed Sat 14 Mar 2026 12:00" in text_of(room)
    assert states(archive) == {AlertState.SENT: 1, AlertState.GIVEN_UP: 1}


def test_those_are_told_whom_it_concerns(archive: Archive) -> None:
    followed = follow(archive)
    told = [archive.subscribe(READER), archive.subscribe(READER, source="The Paper")]
    told.append(archive.subscribe("weekly@paper.example", rhythm=Rhythm(Cadence.WEEKLY)))
    told.append(archive.subscribe("law@paper.example", search=Search(drops="alleged")))
    archive.subscribe(READER, source="Another")
    archive.subscribe(READER, article_id=followed[0].id)
    archive.subscribe("quiet@paper.example", troubles=False)
    refuse(archive, followed)
    look(archive)
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=len(told))


def test_layouts_and_silent_hosts_are_seen_in_the_store(archive: Archive) -> None:
    refuse(archive, follow(archive, host="a.example"), Outcome.SUSPECT)
    follow(archive, host="b.example")
    with archive.database.write() as connection:
        host = schema.hosts.c.name == "b.example"
        stopped_at = archive.clock() - timedelta(hours=2)
        connection.execute(update(schema.hosts).where(host).values(stopped_at=stopped_at, failures=9))
    found = {(one.name, one.what.value) for one in look(archive).begun}
    assert found == {("a.example", "layout changed"), ("b.example", "unreachable")}


def test_one_bad_answer_breaks_no_host(archive: Archive) -> None:
    refuse(archive, follow(archive), failures=1)
    assert look(archive) == WatchReport()


def test_a_trouble_of_what_nobody_follows_any_more_ends_without_a_word(archive: Archive) -> None:
    archive.subscribe(READER)
    followed = follow(archive, 1)
    refuse(archive, followed)
    look(archive)
    with archive.database.write() as connection:
        articles.remove(connection, followed[0].id)
    assert look(archive).ended
    with archive.database.read() as connection:
        assert troubles.standing(connection) == []
    assert with_mail(archive, Mailroom(), deliver) == DeliveryReport()


def add_source(archive: Archive, name: str = "The Paper") -> int:
    new = NewSource(f"https://{name[-5:].lower()}.example/feed", "paper.example", name, (), (), 100, timedelta(hours=1))
    with archive.database.write() as connection:
        return sources.add(connection, new, now=archive.clock())[0].id


def test_a_source_that_fails_again_and_again_is_told_and_so_is_its_recovery(archive: Archive) -> None:
    archive.subscribe(READER, source="The Paper")
    add_source(archive)
    with archive.database.write() as connection:
        connection.execute(update(schema.sources).values(failures=3, last_detail="the host answers 500"))
    (begun,) = look(archive).begun
    assert (begun.name, begun.detail) == (
        "https://paper.example/feed",
        "the last 3 looks at it failed (the host answers 500)",
    )
    with archive.database.write() as connection:
        connection.execute(update(schema.sources).values(failures=0, last_looked_at=archive.clock()))
    assert look(archive).ended
    assert with_mail(archive, Mailroom(), deliver) == DeliveryReport(sent=1)


@pytest.mark.parametrize(("cadence", "said"), [(Cadence.WEEKLY, True), (Cadence.DAILY, False)])
def test_a_weekly_digest_names_the_sources_that_are_silent(archive: Archive, cadence: Cadence, *, said: bool) -> None:
    archive.subscribe(READER, rhythm=Rhythm(cadence, "UTC"))
    add_source(archive)
    archive.clock.forward(timedelta(days=9))
    add_source(archive, "Young")
    followed = archive.follow()
    for count in (42, 43):
        archive.see(followed, a_text(days(count)))
        archive.clock.forward(timedelta(minutes=1))
    archive.clock.forward(timedelta(days=7))
    room = Mailroom()
    assert with_mail(archive, room, deliver) == DeliveryReport(sent=1)
    text = " ".join(text_of(room).split())
    assert ("Silent sources, nothing new for: The Paper (16 days; https://paper.example/feed)" in text) == said


def test_a_reader_of_one_source_is_not_told_of_others_silence(archive: Archive) -> None:
    add_source(archive)
    with archive.database.read() as connection:
        later = archive.clock() + timedelta(days=8)
        assert list(silent_lines(connection, source="Another", now=later)) == []
        assert len(list(silent_lines(connection, source="The Paper", now=later))) == 1
