"""Articles, their hosts and aliases: adding, finding, pausing, and holding a host; `queue` says which is due."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, delete, insert, literal, or_, select, update

from tracker.model import Article, ArticleState, Outcome
from tracker.schedule import birth, first_urgency
from tracker.store.prepared import Prepared
from tracker.store.schema import (
    UtcTime,
    alerts,
    aliases,
    articles,
    blames,
    checks,
    flags,
    hosts,
    revisions,
    sketches,
    steps,
    subscriptions,
    triage,
    utterances,
)
from tracker.store.words import forget_words

_NOT_BEFORE = bindparam("not_before", type_=UtcTime())
_PROLONG = Prepared(
    update(hosts)
    .where(hosts.c.id == bindparam("host"), hosts.c.lease_token == bindparam("token"))
    .values(
        leased_until=bindparam("until"),
        ready_at=bindparam("until"),
        next_allowed_at=case((hosts.c.next_allowed_at > _NOT_BEFORE, hosts.c.next_allowed_at), else_=_NOT_BEFORE),
    )
    .returning(hosts.c.next_allowed_at)
)
_TOKEN = Prepared(select(hosts.c.lease_token).where(hosts.c.id == bindparam("host")))
_ALLOWED_AT = Prepared(select(hosts.c.next_allowed_at).where(hosts.c.id == bindparam("host")))


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article to follow: its URL, the key of its identity, its host and source by name, and when it was published,
    as whoever lists it says.
    """

    url: str
    key: str
    host: str
    source: str
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HostTurn:
    """The right to visit one host; `token` proves it to every later write. `article_id` is the article to begin with,
    where the host was claimed because something is due.
    """

    host_id: int
    name: str
    token: int
    next_allowed_at: datetime
    article_id: int | None = None


class TurnLostError(Exception):
    """Somebody else holds the host now; nothing was written."""


def add(connection: Connection, new: NewArticle, *, now: datetime) -> tuple[Article, bool]:
    """Follow an article, due at once. Gives it, and whether it is new; the same key is the same article."""
    known = connection.scalar(select(aliases.c.article_id).where(aliases.c.key == new.key))
    if known is not None:
        return get(connection, known), False
    host = host_id(connection, new.host, now=now)
    born_at = birth(new.published_at, now)
    urgency = first_urgency(now - (born_at or now))
    row = {
        "url": new.url,
        "host_id": host,
        "source": new.source,
        "state": ArticleState.LIVE,
        "added_at": now,
        "next_check_at": now,
        "born_at": born_at,
        "urgency": urgency,
    }
    article_id = connection.scalars(insert(articles).values(**row).returning(articles.c.id)).one()
    connection.execute(insert(aliases).values(key=new.key, article_id=article_id))
    make_ready(connection, host, at=now, urgency=urgency)
    return get(connection, article_id), True


def make_ready(connection: Connection, host_id: int, *, at: datetime, urgency: int) -> None:
    """Let a host be visited at `at`, or as soon as it may be asked, for an article of this urgency. To be called wherever
    an article is made due earlier than it was, but for its own check: there the turn's end does it.
    """
    due = literal(at, UtcTime())
    soonest = case((hosts.c.next_allowed_at > due, hosts.c.next_allowed_at), else_=due)
    sooner = or_(hosts.c.ready_at.is_(None), hosts.c.ready_at > soonest)
    more_urgent = or_(hosts.c.waiting_since_at.is_(None), hosts.c.urgency < urgency)
    connection.execute(
        update(hosts)
        .where(hosts.c.id == host_id, or_(sooner, more_urgent))
        .values(
            ready_at=case((sooner, soonest), else_=hosts.c.ready_at),
            urgency=case((more_urgent, urgency), else_=hosts.c.urgency),
            waiting_since_at=case((more_urgent, due), else_=hosts.c.waiting_since_at),
        )
    )


def host_id(connection: Connection, name: str, *, now: datetime) -> int:
    """The number of the host of that name, which may be asked from now on where it was not known."""
    known = connection.scalar(select(hosts.c.id).where(hosts.c.name == name))
    if known is not None:
        return int(known)
    return int(connection.scalars(insert(hosts).values(name=name, next_allowed_at=now).returning(hosts.c.id)).one())


def add_alias(connection: Connection, article_id: int, key: str) -> int:
    """Let another key mean this article, unless it already means one; gives the article that it means now."""
    known = connection.scalar(select(aliases.c.article_id).where(aliases.c.key == key))
    if known is not None:
        return int(known)
    connection.execute(insert(aliases).values(key=key, article_id=article_id))
    return article_id


def get(connection: Connection, article_id: int) -> Article:
    """The article of that number. Raises LookupError."""
    row = connection.execute(_articles().where(articles.c.id == article_id)).one_or_none()
    if row is None:
        raise LookupError(article_id)
    return article_of(row)


def find_by_key(connection: Connection, key: str) -> Article | None:
    """The article that this key means."""
    found = connection.scalar(select(aliases.c.article_id).where(aliases.c.key == key))
    return None if found is None else get(connection, found)


def all_articles(
    connection: Connection, *, source: str = "", after: int = 0, limit: int | None = None
) -> list[Article]:
    """Every article, or those of a source, in the order they were added: with a number above `after`, at most `limit`."""
    chosen = _articles().where(articles.c.id > after).order_by(articles.c.id).limit(limit)
    if source:
        chosen = chosen.where(articles.c.source == source)
    return [article_of(row) for row in connection.execute(chosen)]


def by_number(connection: Connection, numbers: Collection[int]) -> dict[int, Article]:
    """Those of these articles that are followed, by number, with one question."""
    rows = connection.execute(_articles().where(articles.c.id.in_(numbers)))
    return {row.id: article_of(row) for row in rows}


def pause(connection: Connection, article_id: int) -> None:
    """Stop checking this article."""
    connection.execute(
        update(articles).where(articles.c.id == article_id).values(state=ArticleState.PAUSED, next_check_at=None)
    )


def resume(connection: Connection, article_id: int, *, now: datetime) -> None:
    """Check this article again, at once."""
    resumed = connection.execute(
        update(articles)
        .where(articles.c.id == article_id, articles.c.state == ArticleState.PAUSED)
        .values(state=ArticleState.LIVE, next_check_at=now)
        .returning(articles.c.host_id, articles.c.urgency)
    ).one_or_none()
    if resumed is not None:
        make_ready(connection, resumed.host_id, at=now, urgency=resumed.urgency)


def check_soon(connection: Connection, article_id: int, *, now: datetime) -> None:
    """Let this article be looked at as soon as its host may be asked; a paused one stays paused."""
    due = connection.execute(
        update(articles)
        .where(articles.c.id == article_id, articles.c.state != ArticleState.PAUSED)
        .values(next_check_at=now)
        .returning(articles.c.host_id, articles.c.urgency)
    ).one_or_none()
    if due is not None:
        make_ready(connection, due.host_id, at=now, urgency=due.urgency)


def remove(connection: Connection, article_id: int) -> None:
    """Forget an article and all that was recorded of it; its snapshots stay on disk."""
    connection.execute(delete(alerts).where(alerts.c.article_id == article_id))
    own = select(subscriptions.c.id).where(subscriptions.c.article_id == article_id)
    connection.execute(delete(alerts).where(alerts.c.subscription_id.in_(own)))
    forget_words(connection, article_id)
    for table in (subscriptions, triage, steps, flags, utterances, revisions, checks, aliases, sketches, blames):
        connection.execute(delete(table).where(table.c.article_id == article_id))
    connection.execute(delete(articles).where(articles.c.id == article_id))


def name_of_host(connection: Connection, host_id: int) -> str:
    """What a host is called."""
    return str(connection.scalar(select(hosts.c.name).where(hosts.c.id == host_id)) or "")


def claim_turn(connection: Connection, host_id: int, *, now: datetime, lease: timedelta) -> HostTurn | None:
    """Claim one host; None where somebody else holds it."""
    free = or_(hosts.c.leased_until.is_(None), hosts.c.leased_until <= now)
    claimed = connection.execute(
        update(hosts)
        .where(hosts.c.id == host_id, free)
        .values(leased_until=now + lease, ready_at=now + lease, lease_token=hosts.c.lease_token + 1)
    )
    if not claimed.rowcount:
        return None
    row = connection.execute(select(hosts).where(hosts.c.id == host_id)).one()
    return HostTurn(host_id=row.id, name=row.name, token=row.lease_token, next_allowed_at=row.next_allowed_at)


def prolong_turn(connection: Connection, turn: HostTurn, *, until: datetime, not_before: datetime) -> datetime | None:
    """Hold the host until `until`, and let nobody ask it before `not_before` (nor before what was set already); gives when
    it may be asked, None where the turn was lost.
    """
    held = {"host": turn.host_id, "token": turn.token, "until": until, "not_before": not_before}
    at: datetime | None = _PROLONG.scalar(connection, held)
    return at


def next_allowed_at(connection: Connection, host_id: int) -> datetime:
    """When a host may be asked next."""
    at: datetime = _ALLOWED_AT.scalar(connection, {"host": host_id})
    return at


def holds(connection: Connection, turn: HostTurn) -> bool:
    """Whether the turn is still ours: the fence before every write of a check."""
    return bool(_TOKEN.scalar(connection, {"host": turn.host_id}) == turn.token)


def host_id_of(connection: Connection, article_id: int) -> int:
    """The number of an article's host."""
    return int(connection.scalars(select(articles.c.host_id).where(articles.c.id == article_id)).one())


def _articles() -> Any:
    return select(articles, hosts.c.name.label("host")).join(hosts, hosts.c.id == articles.c.host_id)


def article_of(row: Row[Any]) -> Article:
    """The article that a row of the table tells of, with the name of its host beside."""
    return Article(
        id=row.id,
        url=row.url,
        host=row.host,
        source=row.source,
        headline=row.headline,
        state=ArticleState(row.state),
        added_at=row.added_at,
        next_check_at=row.next_check_at,
        last_checked_at=row.last_checked_at,
        last_changed_at=row.last_changed_at,
        last_outcome=Outcome(row.last_outcome) if row.last_outcome else None,
        last_detail=row.last_detail,
        failures=row.failures,
        revisions=row.revisions,
        awaited=row.awaited,
    )
