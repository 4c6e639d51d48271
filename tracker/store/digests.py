"""What is told in one message: alerts that wait for their time are gathered under one of them, whose name it bears."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from tracker.model import Alert, AlertState
from tracker.store.schema import alerts

MOST_TOLD = 1_000
"""Alerts that one digest tells of at most; what is more comes in another, at once."""


def collect(connection: Connection, *, now: datetime) -> None:
    """Gather what is held and due by now, for each subscription under the oldest. Once gathered it stays so, whatever
    becomes of the message: the same digest has the same name and tells the same.
    """
    waits = (alerts.c.state == AlertState.PENDING, alerts.c.held, alerts.c.told_in.is_(None))
    due = (*waits, alerts.c.next_attempt_at <= now)
    for subscription_id, leader in connection.execute(
        select(alerts.c.subscription_id, func.min(alerts.c.id)).where(*due).group_by(alerts.c.subscription_id)
    ).all():
        own = select(alerts.c.id).where(*due, alerts.c.subscription_id == subscription_id)
        chosen = own.order_by(alerts.c.id).limit(MOST_TOLD).scalar_subquery()
        connection.execute(update(alerts).where(alerts.c.id.in_(chosen)).values(told_in=leader))
        connection.execute(update(alerts).where(alerts.c.id == leader).values(gathered_at=now))


def members(connection: Connection, alert: Alert) -> list[Alert]:
    """The alerts that the message of this one tells of, oldest first: itself, or all of its digest."""
    if alert.told_in is None:
        return [alert]
    chosen = select(alerts).where(alerts.c.told_in == alert.id, alerts.c.state == AlertState.PENDING)
    return [alert_of(row) for row in connection.execute(chosen.order_by(alerts.c.id))]


def tell_apart(connection: Connection, alert: Alert) -> None:
    """Take an alert out of its digest, to be sent by itself."""
    connection.execute(update(alerts).where(alerts.c.id == alert.id).values(told_in=None, held=False))


def dissolve(connection: Connection, leader: Alert) -> None:
    """Undo a digest whose leader cannot be told: it is to be sent by itself, the others are gathered anew."""
    connection.execute(update(alerts).where(alerts.c.told_in == leader.id).values(told_in=None))
    alone = {"told_in": None, "held": False, "leased_until": None}
    connection.execute(update(alerts).where(alerts.c.id == leader.id).values(**alone))


def alert_of(row: Row[Any]) -> Alert:
    """An alert as its row says."""
    return Alert(
        id=row.id,
        subscription_id=row.subscription_id,
        article_id=row.article_id,
        revision_id=row.revision_id,
        flag_id=row.flag_id,
        trouble_id=row.trouble_id,
        recovery=row.recovery,
        message_id=row.message_id,
        held=row.held,
        told_in=row.told_in,
        gathered_at=row.gathered_at,
        state=AlertState(row.state),
        attempts=row.attempts,
        created_at=row.created_at,
        next_attempt_at=row.next_attempt_at,
        sent_at=row.sent_at,
        last_error=row.last_error,
    )
