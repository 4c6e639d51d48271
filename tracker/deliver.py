"""Delivering what was promised: lease, compose, send, then mark. A double can be recognised, a loss cannot happen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from email.message import EmailMessage

from sqlalchemy import Connection

from tracker.alert.compose import compose
from tracker.alert.notice import ChangeNotice, Envelope, EventNotice
from tracker.alert.refusal import MailServer, Refused
from tracker.alert.retry import next_attempt_at
from tracker.alert.smtp import Postman
from tracker.model import Alert, Subscription
from tracker.store import articles, history, outbox
from tracker.store.database import Database


@dataclass(frozen=True, slots=True)
class Delivery:
    """What delivering works with. `page_url` is where people reach the page, without a slash at the end."""

    database: Database
    server: MailServer
    page_url: str
    zone: tzinfo
    clock: Callable[[], datetime]
    chance: Callable[[], float]


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """How many messages were sent, will be tried again, and were given up."""

    sent: int = 0
    waiting: int = 0
    given_up: int = 0


async def deliver(delivery: Delivery) -> DeliveryReport:
    """Send every alert that is due, one conversation for all. Raises StoreError; the mail server's faults are recorded
    with each alert.
    """
    now = delivery.clock()
    with delivery.database.write() as connection:
        leased = outbox.lease(connection, now=now, until=now + outbox.LEASE)
    report = DeliveryReport()
    if not leased:
        return report
    async with Postman(delivery.server) as postman:
        for alert in leased:
            if delivery.clock() >= now + outbox.LEASE * 0.8:
                break  # the rest falls due again when the lease ends
            report = await _deliver_one(alert, postman, delivery, report)
    return report


async def _deliver_one(alert: Alert, postman: Postman, delivery: Delivery, report: DeliveryReport) -> DeliveryReport:
    with delivery.database.read() as connection:
        if not outbox.is_promised(connection, alert):
            return report
    try:
        message = await asyncio.to_thread(message_of, alert, delivery)
    except Exception as error:  # noqa: BLE001 - one poisonous alert must not stop the queue; it is kept, and says why
        return _failed(alert, f"cannot be composed: {error}", delivery, report, permanent=False)
    outcome = await postman.send(message)
    if isinstance(outcome, Refused):
        return _failed(alert, outcome.detail, delivery, report, permanent=outcome.permanent)
    with delivery.database.write() as connection:
        outbox.mark_sent(connection, alert, now=delivery.clock())
    return DeliveryReport(report.sent + 1, report.waiting, report.given_up)


def _failed(alert: Alert, error: str, delivery: Delivery, report: DeliveryReport, *, permanent: bool) -> DeliveryReport:
    now = delivery.clock()
    at = None if permanent else next_attempt_at(alert.attempts + 1, now, delivery.chance())
    with delivery.database.write() as connection:
        outbox.mark_failed(connection, alert, error=error[:500], next_attempt_at=at)
    if at is None:
        return DeliveryReport(report.sent, report.waiting, report.given_up + 1)
    return DeliveryReport(report.sent, report.waiting + 1, report.given_up)


def message_of(alert: Alert, delivery: Delivery) -> EmailMessage:
    """The message that was promised, composed from what is stored: the same alert gives the same message."""
    with delivery.database.read() as connection:
        subscription = outbox.get_subscription(connection, alert.subscription_id)
        thread_id = outbox.thread_of(connection, alert)
        notice = _notice(connection, alert, subscription, delivery.page_url)
    return compose(
        [notice],
        Envelope(
            from_address=delivery.server.from_address,
            to_address=subscription.address,
            message_id=alert.message_id,
            created_at=alert.created_at,
            zone=delivery.zone,
            thread_id=thread_id,
            page_url=delivery.page_url,
            unsubscribe_token=subscription.token,
            unsubscribe_url=f"{delivery.page_url}/unsubscribe/{subscription.token}",
            unsubscribe_mailto=delivery.server.from_address,
        ),
    )


def _notice(
    connection: Connection, alert: Alert, subscription: Subscription, page_url: str
) -> ChangeNotice | EventNotice:
    article = articles.get(connection, alert.article_id)
    if alert.revision_id is None:
        event = history.stored_flag(connection, alert.flag_id or 0)
        known = history.revisions_of(connection, article.id)
        return EventNotice(
            article=article,
            flag=event.flag,
            window=event.window,
            last_good=known[-1] if known else None,
            page_url=f"{page_url}/articles/{article.id}",
        )
    new = history.revision_by_id(connection, alert.revision_id)
    old = history.revision(connection, article.id, new.number - 1)
    return ChangeNotice(
        article=article,
        old=old,
        new=new,
        change=history.change_between(connection, old, new),
        flags=outbox.wanted(subscription, new.flags),
        window=new.window,
        page_url=f"{page_url}/articles/{article.id}/changes/{old.number}..{new.number}",
    )
