from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.scripted.archive import Archive
from tests.scripted.clock import NOON
from tests.scripted.records import a_flag, a_text
from tracker.model import Alert, AlertState, FlagKind, Severity
from tracker.store import outbox
from tracker.telling import Found, wanted

OLD, NEW = a_text("“It will take 42 days,” said Ada Moss."), a_text("“It will take 43 days,” said Ada Moss.")
LEASED = timedelta(minutes=10)


@pytest.fixture
def promised(archive: Archive) -> Archive:
    """A store with one alert promised at noon."""
    archive.subscribe()
    article = archive.follow()
    archive.see(article, OLD)
    assert archive.see(article, NEW) == 1
    archive.clock.forward(timedelta(minutes=1))
    return archive


def leased(archive: Archive, **wishes: Any) -> list[Alert]:
    with archive.database.write() as connection:
        found = outbox.lease(connection, now=archive.clock(), until=archive.clock() + LEASED, **wishes)
    return [alert for some in found.values() for alert in some]


def test_a_subscription_comes_back_as_it_was_made(archive: Archive) -> None:
    article = archive.follow()
    kinds = frozenset({"quote_changed", "fact_changed"})
    made = archive.subscribe(article_id=article.id, floor=Severity.HIGH, kinds=kinds, token="secret")
    assert (made.address, made.article_id, made.floor, made.kinds) == (
        "desk@paper.example",
        article.id,
        Severity.HIGH,
        kinds,
    )
    assert made.created_at == NOON
    with archive.database.read() as connection:
        assert outbox.find_by_token(connection, "secret") == made
        assert outbox.find_by_token(connection, "guess") is None
        assert outbox.active_subscriptions(connection) == [made]
        with pytest.raises(LookupError):
            outbox.get_subscription(connection, 99)


def test_subscribing_again_to_the_same_changes_the_wishes(archive: Archive) -> None:
    first = archive.subscribe(floor=Severity.HIGH, token="one")
    second = archive.subscribe(floor=Severity.LOW, token="two")
    assert (second.id, second.token, second.floor) == (first.id, "one", Severity.LOW)


def test_subscribing_to_something_else_is_another_subscription(archive: Archive) -> None:
    article = archive.follow()
    made = [
        archive.subscribe(),
        archive.subscribe(source="The Paper"),
        archive.subscribe(article_id=article.id),
        archive.subscribe("other@paper.example"),
    ]
    assert len({one.id for one in made}) == 4


@pytest.mark.parametrize(
    ("floor", "kinds", "chosen"),
    [
        (Severity.LOW, set(), 3),
        (Severity.HIGH, set(), 2),
        (Severity.LOW, {"quote_changed"}, 1),
        (Severity.CRITICAL, {"quote_changed"}, 0),
        (Severity.CRITICAL, set(), 1),
        (Severity.LOW, {"byline_changed"}, 0),
    ],
)
def test_flags_are_wanted_by_severity_and_kind(archive: Archive, floor: Severity, kinds: set[str], chosen: int) -> None:
    flags = (
        a_flag(FlagKind.QUOTE_CHANGED, Severity.HIGH),
        a_flag(FlagKind.FACT_CHANGED, Severity.CRITICAL),
        a_flag(FlagKind.PARA_ADDED, Severity.LOW),
    )
    assert len(wanted(archive.subscribe(floor=floor, kinds=frozenset(kinds)), Found(flags))) == chosen


def test_an_alert_is_leased_to_one_sender(promised: Archive) -> None:
    (alert,) = leased(promised)
    assert (alert.state, alert.attempts, alert.message_id) == (
        AlertState.PENDING,
        0,
        "<s1.a1.r2.store@paper.example>",
    )
    assert leased(promised) == []


def test_an_alert_whose_sender_died_is_due_again_with_the_same_name(promised: Archive) -> None:
    (alert,) = leased(promised)
    promised.clock.forward(LEASED)
    (again,) = leased(promised)
    assert again == alert


def test_an_alert_given_back_is_due_at_once(promised: Archive) -> None:
    (alert,) = leased(promised)
    with promised.database.write() as connection:
        outbox.release(connection, [alert])
    assert leased(promised) == [alert]


def test_what_was_sent_is_never_due_again(promised: Archive) -> None:
    (alert,) = leased(promised)
    with promised.database.write() as connection:
        outbox.mark_sent(connection, alert, now=promised.clock())
        assert outbox.counts(connection) == {AlertState.SENT: 1}
    promised.clock.forward(timedelta(days=99))
    assert leased(promised) == []


def test_what_failed_is_due_when_it_is_time(promised: Archive) -> None:
    (alert,) = leased(promised)
    at = promised.clock() + timedelta(hours=1)
    with promised.database.write() as connection:
        outbox.mark_failed(connection, alert, error="451 try later", next_attempt_at=at)
        assert outbox.latest_error(connection) == "desk@paper.example: 451 try later"
    assert leased(promised) == []
    promised.clock.now = at
    (again,) = leased(promised)
    assert (again.attempts, again.last_error, again.message_id) == (1, "451 try later", alert.message_id)


def test_what_was_given_up_is_counted_and_not_due(promised: Archive) -> None:
    (alert,) = leased(promised)
    with promised.database.write() as connection:
        outbox.mark_failed(connection, alert, error="550 no such user", next_attempt_at=None)
        assert outbox.counts(connection) == {AlertState.GIVEN_UP: 1}
        assert outbox.latest_error(connection) == ""
    promised.clock.forward(timedelta(days=99))
    assert leased(promised) == []


def test_unsubscribing_gives_up_what_was_still_promised(promised: Archive) -> None:
    with promised.database.write() as connection:
        outbox.end_subscription(connection, 1, now=promised.clock())
        assert outbox.counts(connection) == {AlertState.GIVEN_UP: 1}
        assert outbox.active_subscriptions(connection) == []
        assert outbox.find_by_token(connection, outbox.get_subscription(connection, 1).token) is None
    assert leased(promised) == []


def test_who_unsubscribed_may_subscribe_again(promised: Archive) -> None:
    with promised.database.write() as connection:
        outbox.end_subscription(connection, 1, now=promised.clock())
    assert promised.subscribe(token="fresh").id == 2


def test_who_unsubscribes_while_mail_is_on_its_way_is_not_sent_what_remains(promised: Archive) -> None:
    (alert,) = leased(promised)
    with promised.database.write() as connection:
        assert outbox.is_promised(connection, alert)
        outbox.end_subscription(connection, 1, now=promised.clock())
        assert not outbox.is_promised(connection, alert)


def test_messages_about_one_article_answer_the_first(archive: Archive) -> None:
    archive.subscribe()
    one, two = archive.follow("https://paper.example/a"), archive.follow("https://paper.example/b")
    for article in (one, two):
        archive.see(article, OLD)
        archive.see(article, NEW)
    archive.see(one, OLD)
    archive.clock.forward(timedelta(minutes=1))
    alerts = leased(archive)
    with archive.database.read() as connection:
        threads = [outbox.thread_of(connection, alert) for alert in alerts]
    assert threads == [alerts[0].message_id, alerts[1].message_id, alerts[0].message_id]


def test_a_sender_takes_the_oldest_and_no_more_than_it_asked_for(archive: Archive) -> None:
    archive.subscribe()
    article = archive.follow()
    for said in (OLD, NEW, OLD, NEW, OLD):
        archive.clock.forward(timedelta(minutes=1))
        archive.see(article, said)
    archive.clock.forward(timedelta(minutes=1))
    assert [alert.id for alert in leased(archive, limit=3)] == [1, 2, 3]
    assert [alert.id for alert in leased(archive, limit=3)] == [4]
