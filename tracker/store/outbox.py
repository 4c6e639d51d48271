"""Subscriptions and the alerts promised to them: promise in the revision's transaction, lease, send, then mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select, update

from tracker.model import Alert, AlertState, Article, Flag, Severity, Subscription
from tracker.store.schema import alerts, subscriptions

NameMessage = Callable[[str], str]
"""From a key that never changes, such as `s2.a7.r3`, to the Message-ID of the message."""


def subscribe(
    connection: Connection,
    *,
    address: str,
    floor: Severity,
    token: str,
    now: datetime,
    article_id: int | None = None,
    source: str = "",
    kinds: frozenset[str] = frozenset(),
) -> tuple[Subscription, bool]:
    """A subscription, and whether it is new: the same address for the same thing is one, with the newest wishes."""
    same = (
        subscriptions.c.address == address,
        subscriptions.c.article_id.is_(None) if article_id is None else subscriptions.c.article_id == article_id,
        subscriptions.c.source == source,
        subscriptions.c.ended_at.is_(None),
    )
    wishes = {"floor": floor, "kinds": sorted(kinds)}
    known = connection.scalar(select(subscriptions.c.id).where(*same))
    if known is not None:
        connection.execute(update(subscriptions).where(subscriptions.c.id == known).values(**wishes))
        return get_subscription(connection, known), False
    row = {"address": address, "article_id": article_id, "source": source, "token": token, "created_at": now}
    made = connection.scalars(insert(subscriptions).values(**row, **wishes).returning(subscriptions.c.id)).one()
    return get_subscription(connection, made), True


def active_subscriptions(connection: Connection, *, article: Article | None = None) -> list[Subscription]:
    """All subscriptions that stand, or those that an article falls under."""
    chosen = select(subscriptions).where(subscriptions.c.ended_at.is_(None)).order_by(subscriptions.c.id)
    if article is not None:
        chosen = chosen.where(
            or_(subscriptions.c.article_id.is_(None), subscriptions.c.article_id == article.id),
            subscriptions.c.source.in_(["", article.source]),
        )
    return [_subscription(row) for row in connection.execute(chosen)]


def get_subscription(connection: Connection, subscription_id: int) -> Subscription:
    """The subscription of that number. Raises LookupError."""
    row = connection.execute(select(subscriptions).where(subscriptions.c.id == subscription_id)).one_or_none()
    if row is None:
        raise LookupError(subscription_id)
    return _subscription(row)


def find_by_token(connection: Connection, token: str) -> Subscription | None:
    """The subscription that a secret token belongs to, while it stands."""
    row = connection.execute(
        select(subscriptions).where(subscriptions.c.token == token, subscriptions.c.ended_at.is_(None))
    ).one_or_none()
    return None if row is None else _subscription(row)


def end_subscription(connection: Connection, subscription_id: int, *, now: datetime) -> None:
    """End a subscription; what is still promised to it is given up."""
    connection.execute(update(subscriptions).where(subscriptions.c.id == subscription_id).values(ended_at=now))
    connection.execute(
        update(alerts)
        .where(alerts.c.subscription_id == subscription_id, alerts.c.state == AlertState.PENDING)
        .values(state=AlertState.GIVEN_UP, last_error="unsubscribed")
    )


def wanted(subscription: Subscription, flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """The flags that a subscription asks for."""
    return tuple(
        flag
        for flag in flags
        if flag.severity.at_least(subscription.floor) and (not subscription.kinds or flag.kind in subscription.kinds)
    )


def promise(
    connection: Connection,
    article: Article,
    flags: Sequence[Flag],
    *,
    name_message: NameMessage,
    now: datetime,
    revision_id: int | None = None,
    flag_id: int | None = None,
) -> int:
    """Promise a message to every subscription that wants one of these flags. Gives how many were promised."""
    promised = 0
    for subscription in active_subscriptions(connection, article=article):
        if not wanted(subscription, flags):
            continue
        what = f"r{revision_id}" if revision_id is not None else f"e{flag_id}"
        connection.execute(
            insert(alerts).values(
                subscription_id=subscription.id,
                article_id=article.id,
                revision_id=revision_id,
                flag_id=flag_id,
                message_id=name_message(f"s{subscription.id}.a{article.id}.{what}"),
                state=AlertState.PENDING,
                created_at=now,
                next_attempt_at=now,
            )
        )
        promised += 1
    return promised


def lease(connection: Connection, *, now: datetime, until: datetime, limit: int = 50) -> list[Alert]:
    """Take up to `limit` alerts that are due; nobody else takes them before `until`."""
    free = or_(alerts.c.leased_until.is_(None), alerts.c.leased_until <= now)
    due = (
        select(alerts.c.id)
        .where(alerts.c.state == AlertState.PENDING, alerts.c.next_attempt_at <= now, free)
        .order_by(alerts.c.next_attempt_at, alerts.c.id)
        .limit(limit)
    )
    ids = list(connection.scalars(due))
    connection.execute(update(alerts).where(alerts.c.id.in_(ids)).values(leased_until=until))
    return [_alert(row) for row in connection.execute(select(alerts).where(alerts.c.id.in_(ids)).order_by(alerts.c.id))]


def is_promised(connection: Connection, alert: Alert) -> bool:
    """Whether it is still to be sent: who was leased it may since have unsubscribed, or forgotten the article."""
    return connection.scalar(select(alerts.c.state).where(alerts.c.id == alert.id)) == AlertState.PENDING


def mark_sent(connection: Connection, alert: Alert, *, now: datetime) -> None:
    """The server took the message."""
    _mark(connection, alert, state=AlertState.SENT, sent_at=now, last_error="")


def mark_failed(connection: Connection, alert: Alert, *, error: str, next_attempt_at: datetime | None) -> None:
    """The message was not taken; None for the next attempt gives it up."""
    if next_attempt_at is None:
        _mark(connection, alert, state=AlertState.GIVEN_UP, last_error=error)
    else:
        _mark(connection, alert, next_attempt_at=next_attempt_at, last_error=error)


def release(connection: Connection, alert: Alert) -> None:
    """Give an alert back untried."""
    connection.execute(update(alerts).where(alerts.c.id == alert.id).values(leased_until=None))


def thread_of(connection: Connection, alert: Alert) -> str:
    """The Message-ID of the first message to this subscription about this article: what the others answer."""
    first = (
        select(alerts.c.message_id)
        .where(alerts.c.subscription_id == alert.subscription_id, alerts.c.article_id == alert.article_id)
        .order_by(alerts.c.id)
        .limit(1)
    )
    return str(connection.scalars(first).one())


def counts(connection: Connection) -> dict[AlertState, int]:
    """How many alerts stand where."""
    rows = connection.execute(select(alerts.c.state, func.count()).group_by(alerts.c.state))
    return {AlertState(state): number for state, number in rows}


def latest_error(connection: Connection) -> str:
    """The last thing that kept a pending alert from being sent."""
    failed = select(alerts.c.last_error).where(alerts.c.state == AlertState.PENDING, alerts.c.last_error != "")
    return connection.scalar(failed.order_by(alerts.c.id.desc()).limit(1)) or ""


LEASE = timedelta(minutes=10)
"""How long a sender may take for what it leased before others may send it."""


def _mark(connection: Connection, alert: Alert, **values: Any) -> None:
    connection.execute(
        update(alerts).where(alerts.c.id == alert.id).values(attempts=alert.attempts + 1, leased_until=None, **values)
    )


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        id=row.id,
        address=row.address,
        floor=Severity(row.floor),
        created_at=row.created_at,
        token=row.token,
        article_id=row.article_id,
        source=row.source,
        kinds=frozenset(row.kinds),
    )


def _alert(row: Row[Any]) -> Alert:
    return Alert(
        id=row.id,
        subscription_id=row.subscription_id,
        article_id=row.article_id,
        revision_id=row.revision_id,
        flag_id=row.flag_id,
        message_id=row.message_id,
        state=AlertState(row.state),
        attempts=row.attempts,
        created_at=row.created_at,
        next_attempt_at=row.next_attempt_at,
        sent_at=row.sent_at,
        last_error=row.last_error,
    )
