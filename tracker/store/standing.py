"""Where the checking of an article stands, read for the next decision; `records` writes what was decided."""

from __future__ import annotations

from sqlalchemy import Connection, select

from tracker.decide import Latest, Standing
from tracker.examine import Page
from tracker.model import FlagKind
from tracker.store import articles as following
from tracker.store.codec import flag_from_json, unpack_document
from tracker.store.schema import articles, checks, flags, hosts, revisions, snapshots


def standing_of(connection: Connection, article_id: int) -> Standing:
    """Where the checking of an article stands. Raises LookupError."""
    article = following.get(connection, article_id)
    row = connection.execute(
        select(articles.c.held_fingerprint, articles.c.gone_looks, snapshots.c.sha256, hosts.c.memory)
        .join(hosts, hosts.c.id == articles.c.host_id)
        .outerjoin(snapshots, snapshots.c.id == articles.c.snapshot_id)
        .where(articles.c.id == article_id)
    ).one()
    marks = connection.execute(
        select(revisions.c.fingerprint, revisions.c.number)
        .where(revisions.c.article_id == article_id)
        .order_by(revisions.c.number)
    )
    return Standing(
        article=article,
        latest=_latest(connection, article_id),
        snapshot_sha256=row.sha256 or "",
        held_fingerprint=row.held_fingerprint,
        gone_looks=row.gone_looks,
        keys=following.keys_of(connection, article_id),
        earlier={mark.fingerprint: mark.number for mark in marks},
        moved_to=_moved_to(connection, article_id),
        memory=row.memory or b"",
    )


def page_of(connection: Connection, revision_id: int, body: bytes) -> Page:
    """The page that a revision was read from, around its snapshot's bytes."""
    row = connection.execute(
        select(checks.c.capture, checks.c.status, checks.c.finished_at)
        .join(revisions, revisions.c.check_id == checks.c.id)
        .where(revisions.c.id == revision_id)
    ).one()
    headers = tuple((name, value) for name, value in row.capture["headers"])
    day = row.finished_at.date()
    return Page(body=body, url=row.capture["url"], status=row.status, headers=headers, day=day)


def _latest(connection: Connection, article_id: int) -> Latest | None:
    row = connection.execute(
        select(revisions, snapshots.c.sha256)
        .join(snapshots, snapshots.c.id == revisions.c.snapshot_id)
        .where(revisions.c.article_id == article_id)
        .order_by(revisions.c.number.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return Latest(
        id=row.id,
        number=row.number,
        fingerprint=row.fingerprint,
        extractor=row.extractor,
        document=unpack_document(row.document),
        last_seen_at=row.last_seen_at,
        snapshot_sha256=row.sha256,
    )


def _moved_to(connection: Connection, article_id: int) -> str:
    """Where the article was last told to have moved."""
    told = select(flags.c.flag).where(flags.c.article_id == article_id, flags.c.kind == FlagKind.ARTICLE_MOVED)
    newest = connection.scalar(told.order_by(flags.c.id.desc()).limit(1))
    return flag_from_json(newest).after if newest else ""
