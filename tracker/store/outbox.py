"""Subscriptions and the alerts promised to them: promise in the revision's transaction, lease, send, then mark."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, or_, select, update

from tracker.model import (
    AT_ONCE,
    NO_SEARCH,
    Alert,
    AlertState,
    Article,
    Cadence,
    Quiet,
    Rhythm,
    Search,
    Severity,
    Subscription,
    Verdict,
)
from tracker.store.digests import alert_of, collect
from tracker.store.prepared import Prepared
from tracker.store.schema import alerts, subscriptions
from tracker.telling import Found, tell_at, wanted

_STANDING = select(subscriptions).where(subscriptions.c.ended_at.is_(None)).order_by(subscriptions.c.id)
_CONCERNED = Prepared(
    _STANDING.where(
        or_(subscriptions.c.article_id.is_(None), subscriptions.c.article_id == bindparam("article")),
        or_(subscriptions.c.source == "", subscriptions.c.source == bindparam("of")),
        subscriptions.c.disabled_at.is_(None),
    )
)

NameMessage = Callable[[str], str]
"""From a key that never changes, such as `s2.a7.r3`, to the Message-ID of the message."""

MOST_CHANNELS = 16
"""Channels that are sent to at the same time."""


def subscribe(
    connection: Connection,
    *,
    address: str,
    floor: Severity,
    token: str,
    now: datetime,
    article_id: int | None = None,
    source: str = "",
    search: Search = NO_SEARCH,
    kinds: frozenset[str] = frozenset(),
    disclosures: frozenset[Verdict] = frozenset(),
    languages: frozenset[str] = frozenset(),
    rhythm: Rhythm = AT_ONCE,
    troubles: bool = True,
    url: str = "",
    secret: str = "",
) -> tuple[Subscription, bool]:
    """A subscription, and whether it is new: the same address for the same thing is one, with the newest wishes. One that
    was disabled is tried again, and what is held for one is told at the times of the new rhythm.
    """
    wishes = {
        "floor": floor,
        "kinds": sorted(kinds),
        "disclosures": sorted(disclosures),
        "languages": sorted(languages),
        "cadence": rhythm.cadence,
        "zone": rhythm.zone,
        "digest_minute": rhythm.digest_minute,
        "quiet_from": rhythm.quiet.start if rhythm.quiet else None,
        "quiet_until": rhythm.quiet.end if rhythm.quiet else None,
        "troubles": troubles,
        "refusals": 0,
        "disabled_at": None,
        "disabled_by": "",
    }
    known = _same(connection, address, article_id, source, search)
    if known is not None:
        connection.execute(update(subscriptions).where(subscriptions.c.id == known.id).values(**wishes))
        _hold_until(connection, known.id, tell_at(rhythm, Severity.MEDIUM, now))
        return get_subscription(connection, known.id), False
    row = {
        "address": address,
        "article_id": article_id,
        "source": source,
        "search": _search_to_json(search),
        "token": token,
        "created_at": now,
        "url": url,
        "secret": secret,
    }
    made = connection.scalars(insert(subscriptions).values(**row, **wishes).returning(subscriptions.c.id)).one()
    return get_subscription(connection, made), True


def _same(
    connection: Connection, address: str, article_id: int | None, source: str, search: Search
) -> Subscription | None:
    chosen = select(subscriptions).where(
        subscriptions.c.address == address,
        subscriptions.c.article_id.is_(None) if article_id is None else subscriptions.c.article_id == article_id,
        subscriptions.c.source == source,
        subscriptions.c.ended_at.is_(None),
    )
    found = (_subscription(row) for row in connection.execute(chosen))
    return next((one for one in found if one.search == search), None)


def _hold_until(connection: Connection, subscription_id: int, at: datetime) -> None:
    connection.execute(
        update(alerts)
        .where(
            alerts.c.subscription_id == subscription_id,
            alerts.c.state == AlertState.PENDING,
            alerts.c.held,
            alerts.c.told_in.is_(None),
        )
        .values(next_attempt_at=at)
    )


def active_subscriptions(connection: Connection, *, article: Article | None = None) -> list[Subscription]:
    """All subscriptions that stand, or those that an article falls under and that are not disabled."""
    rows = (
        connection.execute(_STANDING)
        if article is None
        else _CONCERNED.all(connection, {"article": article.id, "of": article.source})
    )
    return [_subscription(row) for row in rows]


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
    _give_up(connection, subscription_id, "unsubscribed")


def _give_up(connection: Connection, subscription_id: int, why: str) -> None:
    connection.execute(
        update(alerts)
        .where(alerts.c.subscription_id == subscription_id, alerts.c.state == AlertState.PENDING)
        .values(state=AlertState.GIVEN_UP, last_error=why)
    )


def promise(
    connection: Connection,
    article: Article,
    found: Found,
    *,
    name_message: NameMessage,
    now: datetime,
    revision_id: int | None = None,
    flag_id: int | None = None,
) -> int:
    """Promise a message to every subscription that wants one of these flags, at the time that it wants to be told.
    Gives how many were promised.
    """
    promised = 0
    for subscription in active_subscriptions(connection, article=article):
        chosen = wanted(subscription, found)
        if not chosen:
            continue
        what = f"r{revision_id}" if revision_id is not None else f"e{flag_id}"
        worst = max((flag.severity for flag in chosen), key=lambda severity: severity.rank)
        at = tell_at(subscription.rhythm, worst, now)
        connection.execute(
            insert(alerts).values(
                subscription_id=subscription.id,
                article_id=article.id,
                revision_id=revision_id,
                flag_id=flag_id,
                message_id=name_message(f"s{subscription.id}.a{article.id}.{what}"),
                state=AlertState.PENDING,
                created_at=now,
                next_attempt_at=at,
                held=at > now,
            )
        )
        promised += 1
    return promised


def lease(
    connection: Connection,
    *,
    now: datetime,
    until: datetime,
    busy: Collection[str] = (),
    most: int = MOST_CHANNELS,
    limit: int = 50,
) -> dict[str, list[Alert]]:
    """Take what is due, by channel (the `url` of its subscriptions, empty for mail); nobody else takes it before `until`.
    Of a digest, whose alerts are gathered here, the one that leads it. Up to `limit` messages for each of up to `most`
    channels that are not `busy`, so that a long queue for one takes no place from another.
    """
    collect(connection, now=now)
    free = or_(alerts.c.leased_until.is_(None), alerts.c.leased_until <= now)
    leads = or_(alerts.c.told_in == alerts.c.id, and_(alerts.c.told_in.is_(None), ~alerts.c.held))
    due = and_(alerts.c.state == AlertState.PENDING, alerts.c.next_attempt_at <= now, free, leads)
    own = subscriptions.c.id == alerts.c.subscription_id
    channel = subscriptions.c.url
    chosen = select(channel).join(alerts, own).where(due, channel.not_in(busy)).group_by(channel)
    leased = {}
    for url in connection.scalars(chosen.order_by(func.min(alerts.c.next_attempt_at), channel).limit(most)).all():
        mine = select(alerts.c.id).join(subscriptions, own).where(due, channel == url)
        ids = list(connection.scalars(mine.order_by(alerts.c.next_attempt_at, alerts.c.id).limit(limit)))
        connection.execute(update(alerts).where(alerts.c.id.in_(ids)).values(leased_until=until))
        rows = connection.execute(select(alerts).where(alerts.c.id.in_(ids)).order_by(alerts.c.id))
        leased[url] = [alert_of(row) for row in rows]
    return leased


def is_promised(connection: Connection, alert: Alert) -> bool:
    """Whether it is still to be sent: who was leased it may since have unsubscribed, or forgotten the article."""
    return connection.scalar(select(alerts.c.state).where(alerts.c.id == alert.id)) == AlertState.PENDING


def mark_sent(connection: Connection, alert: Alert, *, now: datetime) -> None:
    """The message was taken, with all that it tells."""
    _mark(connection, alert, leased_until=None, state=AlertState.SENT, sent_at=now, last_error="")
    own = subscriptions.c.id == alert.subscription_id
    connection.execute(update(subscriptions).where(own, subscriptions.c.refusals > 0).values(refusals=0))


def mark_failed(connection: Connection, alert: Alert, *, error: str, next_attempt_at: datetime | None) -> None:
    """The message was not taken; None for the next attempt gives it up, with all that it tells."""
    if next_attempt_at is None:
        _mark(connection, alert, leased_until=None, state=AlertState.GIVEN_UP, last_error=error)
    else:
        _mark(connection, alert, leased_until=None, next_attempt_at=next_attempt_at, last_error=error)


def postpone(connection: Connection, alert: Alert, *, until: datetime) -> None:
    """Give an alert back untried, to be told later."""
    connection.execute(update(alerts).where(alerts.c.id == alert.id).values(leased_until=None, next_attempt_at=until))


def release(connection: Connection, leased: Sequence[Alert]) -> None:
    """Give alerts back untried."""
    ids = [alert.id for alert in leased]
    connection.execute(update(alerts).where(alerts.c.id.in_(ids)).values(leased_until=None))


def note_refusal(connection: Connection, alert: Alert, *, error: str, now: datetime) -> bool:
    """The address refused for good. Whether that was once too often: then nothing more is sent to it or waits for it, until
    somebody subscribes it again.
    """
    own = subscriptions.c.id == alert.subscription_id
    refusals = connection.scalars(
        update(subscriptions)
        .where(own)
        .values(refusals=subscriptions.c.refusals + 1)
        .returning(subscriptions.c.refusals)
    ).one()
    if refusals < MOST_REFUSALS:
        return False
    connection.execute(update(subscriptions).where(own).values(disabled_at=now, disabled_by=error))
    _give_up(connection, alert.subscription_id, "the subscription is disabled")
    return True


def thread_of(connection: Connection, alert: Alert) -> str:
    """The Message-ID of the first message to this subscription about this article alone, or about this trouble: what the
    others answer. A digest is about many, so it answers none.
    """
    if alert.held:
        return alert.message_id
    about = alerts.c.trouble_id == alert.trouble_id if alert.trouble_id else alerts.c.article_id == alert.article_id
    first = (
        select(alerts.c.message_id)
        .where(alerts.c.subscription_id == alert.subscription_id, about, ~alerts.c.held)
        .order_by(alerts.c.id)
        .limit(1)
    )
    return str(connection.scalars(first).one())


def counts(connection: Connection) -> dict[AlertState, int]:
    """How many alerts stand where."""
    rows = connection.execute(select(alerts.c.state, func.count()).group_by(alerts.c.state))
    return {AlertState(state): number for state, number in rows}


def latest_error(connection: Connection) -> str:
    """The last thing that kept a pending alert from being sent, behind the address (as it is shown) that it is for."""
    failed = select(subscriptions.c.address, alerts.c.last_error).join(
        alerts, alerts.c.subscription_id == subscriptions.c.id
    )
    waits = failed.where(alerts.c.state == AlertState.PENDING, alerts.c.last_error != "")
    row = connection.execute(waits.order_by(alerts.c.id.desc()).limit(1)).first()
    return f"{row.address}: {row.last_error}" if row else ""


LEASE = timedelta(minutes=10)
"""How long a sender may take for what it leased before others may send it."""

MOST_REFUSALS = 3
"""Messages in a row that an address may refuse for good before it is left alone."""


def _mark(connection: Connection, alert: Alert, **values: Any) -> None:
    told = or_(alerts.c.id == alert.id, and_(alerts.c.told_in == alert.id, alerts.c.state == AlertState.PENDING))
    connection.execute(update(alerts).where(told).values(attempts=alert.attempts + 1, **values))


def _search_to_json(search: Search) -> dict[str, str]:
    return {name: words for name, words in asdict(search).items() if words}


def _subscription(row: Row[Any]) -> Subscription:
    quiet = None if row.quiet_from is None else Quiet(row.quiet_from, row.quiet_until)
    return Subscription(
        id=row.id,
        address=row.address,
        floor=Severity(row.floor),
        created_at=row.created_at,
        token=row.token,
        article_id=row.article_id,
        source=row.source,
        kinds=frozenset(row.kinds),
        disclosures=frozenset(Verdict(one) for one in row.disclosures),
        languages=frozenset(row.languages),
        search=Search(**row.search),
        rhythm=Rhythm(Cadence(row.cadence), row.zone, row.digest_minute, quiet),
        troubles=row.troubles,
        url=row.url,
        secret=row.secret,
        disabled_at=row.disabled_at,
        disabled_by=row.disabled_by,
    )
