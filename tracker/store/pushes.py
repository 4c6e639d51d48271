"""Which hubs were asked to tell us of which sources (WebSub), how that stands, and what a notification changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from tracker.cleaning import clean_text
from tracker.store.schema import pushes, sources

_MOST_OFTEN = timedelta(minutes=1)
"""Between two looks that notifications ask for: whoever knows the secret still cannot have a publisher asked more often."""


class PushState(StrEnum):
    """Where the subscription at a hub stands."""

    DECLARED = "declared"
    ASKED = "asked"
    VERIFIED = "verified"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Push:
    """A subscription at a hub: `path` is the unguessable end of the address that it calls, `secret` what it signs with.
    `source_id` is None once the source is not followed any more, and the hub is to be told so.
    """

    id: int
    source_id: int | None
    hub: str
    topic: str
    path: str
    secret: str
    state: PushState
    failures: int
    lease_until: datetime | None
    last_push_at: datetime | None


def declare(connection: Connection, source_id: int, hub: str, topic: str, *, now: datetime) -> None:
    """Remember the hub that a source declares; empty where it declares none any more, or another: then it is let go."""
    own = pushes.c.source_id == source_id
    known = connection.execute(select(pushes.c.hub, pushes.c.topic).where(own)).one_or_none()
    if known is not None and (known.hub, known.topic) == (hub, topic):
        return
    let_go(connection, source_id)
    if hub:
        row = {"source_id": source_id, "hub": hub, "topic": topic, "state": PushState.DECLARED, "next_ask_at": now}
        connection.execute(insert(pushes).values(**row))


def let_go(connection: Connection, source_id: int) -> None:
    """The source is not to be told of any more: what a hub was asked for is to be taken back, the rest is forgotten."""
    own = pushes.c.source_id == source_id
    connection.execute(delete(pushes).where(own, pushes.c.path.is_(None)))
    connection.execute(update(pushes).where(own).values(source_id=None, failures=0, next_ask_at=pushes.c.asked_at))


def due(connection: Connection, *, now: datetime, limit: int = 200) -> list[Push]:
    """Those whose hub is to be asked now: for the first time, again, before the lease ends, or to stop."""
    chosen = select(pushes).where(pushes.c.next_ask_at <= now).order_by(pushes.c.next_ask_at).limit(limit)
    return [_push(row) for row in connection.execute(chosen)]


def begin(connection: Connection, push: Push, *, path: str, secret: str, now: datetime, again_at: datetime) -> Push:
    """Write down that the hub is asked now, before it is: it may call back before it answers. Renewing keeps path and
    secret. Not asked again before `again_at`; it counts as a failure until the hub comes and asks.
    """
    values: dict[str, Any] = {"asked_at": now, "next_ask_at": again_at, "failures": push.failures + 1}
    if not push.path:
        values |= {"path": path, "secret": secret}
    if push.state is not PushState.VERIFIED:
        values["state"] = PushState.ASKED
    connection.execute(update(pushes).where(pushes.c.id == push.id).values(**values))
    return _push(connection.execute(select(pushes).where(pushes.c.id == push.id)).one())


def went_wrong(connection: Connection, push: Push, detail: str, *, again_at: datetime) -> None:
    """The hub could not be asked, or refused."""
    values = {"detail": clean_text(detail)[:300], "next_ask_at": again_at}
    connection.execute(update(pushes).where(pushes.c.id == push.id).values(**values))


def by_path(connection: Connection, path: str) -> Push | None:
    """The subscription that an address belongs to."""
    row = connection.execute(select(pushes).where(pushes.c.path == path)).one_or_none() if path else None
    return None if row is None else _push(row)


def verify(connection: Connection, push: Push, *, lease_until: datetime, renew_at: datetime) -> None:
    """The hub has shown that it was asked by us, and tells us until then."""
    values = {"state": PushState.VERIFIED, "lease_until": lease_until, "next_ask_at": renew_at}
    connection.execute(update(pushes).where(pushes.c.id == push.id).values(**values, failures=0, detail=""))


def deny(connection: Connection, push: Push, detail: str, *, again_at: datetime) -> None:
    """The hub does not want to tell us."""
    values = {"state": PushState.DENIED, "lease_until": None, "detail": clean_text(detail)[:300]}
    connection.execute(update(pushes).where(pushes.c.id == push.id).values(**values, next_ask_at=again_at))


def forget(connection: Connection, ids: Iterable[int]) -> None:
    """These are over."""
    connection.execute(delete(pushes).where(pushes.c.id.in_(list(ids))))


def arrived(connection: Connection, push: Push, *, now: datetime) -> None:
    """A notification came that the hub signed: look at the source as soon as it may be looked at again."""
    connection.execute(update(pushes).where(pushes.c.id == push.id).values(last_push_at=now))
    looked = connection.scalar(select(sources.c.last_looked_at).where(sources.c.id == push.source_id))
    at = max(now, looked + _MOST_OFTEN) if looked else now
    later = or_(sources.c.next_look_at > at, sources.c.next_look_at.is_(None))
    connection.execute(update(sources).where(sources.c.id == push.source_id, later).values(next_look_at=at))


def _push(row: Row[Any]) -> Push:
    return Push(
        id=row.id,
        source_id=row.source_id,
        hub=row.hub,
        topic=row.topic,
        path=row.path or "",
        secret=row.secret,
        state=PushState(row.state),
        failures=row.failures,
        lease_until=row.lease_until,
        last_push_at=row.last_push_at,
    )
