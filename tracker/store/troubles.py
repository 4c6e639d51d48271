"""Hosts and sources that cannot be read: the signs of it, what stands, and the alerts promised when that changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, func, insert, or_, select, update

from tracker.cleaning import clean_text
from tracker.model import AT_ONCE, BELIEVED, AlertState, ArticleState, Outcome, Severity, Subscription
from tracker.model.trouble import StandingTrouble, TroubleKind
from tracker.store.outbox import NameMessage, active_subscriptions
from tracker.store.schema import alerts, articles, checks, hosts, sources, troubles
from tracker.telling import tell_at
from tracker.telling.troubles import RECENT, Pulse, Signs, Verdict

_NOT_ASKED = (ArticleState.PAUSED, ArticleState.GONE)
_TWICE = 2  # looks in a row, so that one bad answer is none of many


def get(connection: Connection, trouble_id: int) -> StandingTrouble:
    """The trouble of that number. Raises LookupError."""
    row = connection.execute(select(troubles).where(troubles.c.id == trouble_id)).one_or_none()
    if row is None:
        raise LookupError(trouble_id)
    return _trouble(row)


def standing(connection: Connection) -> list[StandingTrouble]:
    """The troubles that stand, the oldest first."""
    chosen = select(troubles).where(troubles.c.ended_at.is_(None)).order_by(troubles.c.id)
    return [_trouble(row) for row in connection.execute(chosen)]


def signs(connection: Connection, *, now: datetime) -> list[Signs]:
    """What the last looks say of each host and source of which any went wrong, and of each in a trouble that stands."""
    names = [one.name for one in standing(connection)]
    recent = (articles.c.last_checked_at >= now - RECENT, articles.c.state.not_in(_NOT_ASKED))
    again = (articles.c.failures >= _TWICE) & ~articles.c.awaited
    bad = articles.c.last_outcome.in_((Outcome.BLOCKED, Outcome.SUSPECT)) & again
    suspected = select(articles.c.host_id).where(*recent, bad)
    chosen = or_(hosts.c.id.in_(suspected), hosts.c.stopped_at.is_not(None), hosts.c.name.in_(names))
    rows = connection.execute(
        select(
            hosts.c.id,
            hosts.c.name,
            hosts.c.stopped_at,
            func.count(articles.c.id).label("asked"),
            func.count(case(((articles.c.last_outcome == Outcome.BLOCKED) & again, 1))).label("blocked"),
            func.count(case(((articles.c.last_outcome == Outcome.SUSPECT) & again, 1))).label("unread"),
            func.max(case((articles.c.last_outcome.in_(BELIEVED), articles.c.last_checked_at))).label("read_at"),
            func.max(case((bad, articles.c.last_detail))).label("detail"),
        )
        .outerjoin(articles, (articles.c.host_id == hosts.c.id) & recent[0] & recent[1])
        .where(chosen)
        .group_by(hosts.c.id, hosts.c.name, hosts.c.stopped_at)
        .order_by(hosts.c.id)
    ).all()
    found = [
        Signs(
            name=row.name,
            sources=_sources_of(connection, row.id),
            asked=row.asked,
            blocked=row.blocked,
            unread=row.unread,
            stopped_at=row.stopped_at,
            read_at=row.read_at,
            detail=row.detail or "",
        )
        for row in rows
    ]
    failing = select(sources).where(or_(sources.c.failures > 0, sources.c.url.in_(names))).order_by(sources.c.id)
    for row in connection.execute(failing):
        read_at = None if row.failures else row.last_looked_at
        told = row.last_detail if row.failures else ""
        found.append(Signs(row.url[:300], (row.name,), asked=1, failed=row.failures, read_at=read_at, detail=told))
    return found


def followed_hosts(connection: Connection) -> int:
    """How many hosts have articles that are asked for."""
    chosen = select(func.count(articles.c.host_id.distinct())).where(articles.c.state.not_in(_NOT_ASKED))
    return int(connection.scalar(chosen) or 0)


def pulse(connection: Connection, *, now: datetime) -> Pulse:
    """Whether checks go on."""
    checked_at = connection.scalar(select(checks.c.finished_at).order_by(checks.c.id.desc()).limit(1))
    free = or_(hosts.c.leased_until.is_(None), hosts.c.leased_until <= now)
    waiting = select(func.min(hosts.c.ready_at)).where(hosts.c.ready_at <= now, free)
    return Pulse(checked_at, connection.scalar(waiting))


def begin(connection: Connection, verdict: Verdict, *, name_message: NameMessage, now: datetime) -> StandingTrouble:
    """Write down that a host or source cannot be read, and promise that whoever follows it is told."""
    row = {
        "name": verdict.name[:300],
        "what": verdict.what,
        "detail": clean_text(verdict.detail)[:500],
        "sources": [clean_text(source) for source in verdict.sources],
        "found_at": now,
    }
    number = connection.scalars(insert(troubles).values(**row).returning(troubles.c.id)).one()
    begun = get(connection, number)
    _promise(connection, begun, name_message=name_message, now=now, recovery=False)
    return begun


def end(
    connection: Connection, trouble: StandingTrouble, *, name_message: NameMessage, now: datetime, tell: bool
) -> None:
    """Write down that a trouble is over, and promise that those who are to know are told. What was not yet sent of its
    beginning is not sent any more: the other message says both.
    """
    connection.execute(update(troubles).where(troubles.c.id == trouble.id).values(ended_at=now))
    connection.execute(
        update(alerts)
        .where(alerts.c.trouble_id == trouble.id, alerts.c.state == AlertState.PENDING)
        .values(state=AlertState.GIVEN_UP, last_error="it is over")
    )
    if tell:
        _promise(connection, trouble, name_message=name_message, now=now, recovery=True)


def _promise(
    connection: Connection, trouble: StandingTrouble, *, name_message: NameMessage, now: datetime, recovery: bool
) -> None:
    """Promise it to everybody who follows what it concerns; not gathered in digests, but after quiet hours."""
    for subscription in active_subscriptions(connection):
        if not _concerns(trouble.sources, subscription):
            continue
        rhythm = replace(subscription.rhythm, cadence=AT_ONCE.cadence)
        what = "over" if recovery else "begun"
        connection.execute(
            insert(alerts).values(
                subscription_id=subscription.id,
                trouble_id=trouble.id,
                recovery=recovery,
                message_id=name_message(f"s{subscription.id}.t{trouble.id}.{what}"),
                state=AlertState.PENDING,
                created_at=now,
                next_attempt_at=tell_at(rhythm, Severity.MEDIUM, now),
            )
        )


def _concerns(of: Sequence[str], subscription: Subscription) -> bool:
    if subscription.disabled_at is not None or not subscription.troubles or subscription.article_id is not None:
        return False
    return not subscription.source or subscription.source in of


def _sources_of(connection: Connection, host_id: int) -> tuple[str, ...]:
    chosen = select(articles.c.source).where(articles.c.host_id == host_id).distinct().order_by(articles.c.source)
    return tuple(connection.scalars(chosen.limit(50)))


def _trouble(row: Row[Any]) -> StandingTrouble:
    return StandingTrouble(
        id=row.id,
        name=row.name,
        what=TroubleKind(row.what),
        detail=row.detail,
        sources=tuple(row.sources),
        found_at=row.found_at,
        ended_at=row.ended_at,
    )
