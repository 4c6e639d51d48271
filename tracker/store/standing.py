"""Where the checking of an article stands, read for the next decision; `records` writes what was decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from tracker.cleaning import clean_text
from tracker.decision import Latest, Standing
from tracker.examine import Page
from tracker.model import FlagKind, Outcome, Validators
from tracker.schedule import HintKind, HostHealth, Life, learnt_rate
from tracker.store import articles as following
from tracker.store import rates
from tracker.store.codec import flag_from_json, unpack_document
from tracker.store.schema import articles, checks, flags, hosts, revisions, snapshots

_LIFE = [
    articles.c[name]
    for name in (
        *("added_at", "born_at", "last_changed_at", "revisions", "section", "claimed_at"),
        *("hint", "idle_hints", "urgency"),
    )
]


def standing_of(connection: Connection, article_id: int) -> Standing:
    """Where the checking of an article stands. Raises LookupError."""
    article = following.get(connection, article_id)
    row = connection.execute(
        select(
            *_LIFE,
            articles.c.held_fingerprint,
            articles.c.gone_looks,
            snapshots.c.sha256,
            hosts.c.memory,
            hosts.c.failures,
            hosts.c.stopped_at,
        )
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
        life=_life(row),
        moved_to=_moved_to(connection, article_id),
        memory=row.memory or b"",
        rate=learnt_rate(*rates.tallies_of(connection, article.source, row.section)),
        health=HostHealth(failures=row.failures, stopped_at=row.stopped_at),
    )


def life_of(connection: Connection, article_id: int) -> Life:
    """What the schedule knows of an article. Raises LookupError."""
    row = connection.execute(select(*_LIFE).where(articles.c.id == article_id)).one_or_none()
    if row is None:
        raise LookupError(article_id)
    return _life(row)


def life_values(life: Life) -> dict[str, object]:
    """The columns that keep what the schedule knows of an article, but for when it was added and how it changed."""
    return {
        "born_at": life.born_at,
        "section": clean_text(life.section),
        "claimed_at": life.claimed_at,
        "hint": life.hint or "",
        "idle_hints": life.idle_hints,
        "urgency": life.urgency,
    }


def _life(row: Any) -> Life:
    return Life(
        added_at=row.added_at,
        born_at=row.born_at,
        changed_at=row.last_changed_at,
        changes=max(0, row.revisions - 1),
        section=row.section,
        claimed_at=row.claimed_at,
        hint=HintKind(row.hint) if row.hint else None,
        idle_hints=row.idle_hints,
        urgency=row.urgency,
    )


def page_of(connection: Connection, revision_id: int, load: Callable[[str], bytes]) -> Page:
    """The page that a revision was read from, with its further pages; `load` gives the bytes of a snapshot by its
    SHA-256. Raises what `load` raises.
    """
    row = connection.execute(
        select(checks.c.capture, checks.c.status, checks.c.finished_at, snapshots.c.sha256)
        .join(revisions, revisions.c.check_id == checks.c.id)
        .join(snapshots, snapshots.c.id == revisions.c.snapshot_id)
        .where(revisions.c.id == revision_id)
    ).one()
    day = row.finished_at.date()
    further = tuple(
        _page(facts, facts["status"], load(facts["sha256"]), day) for facts in row.capture.get("further_pages", ())
    )
    return replace(_page(row.capture, row.status, load(row.sha256), day), further=further)


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A further page of an article as it was last believed: its address, the SHA-256 of its bytes, and the facts that
    were kept with them.
    """

    address: str
    sha256: str
    facts: dict[str, Any]

    @property
    def validators(self) -> Validators:
        """The validators that came with it; none of a page that its scripts made, whose own bytes say nothing."""
        headers = {name.lower(): value for name, value in self.facts["headers"]}
        return Validators(etag=headers.get("etag", ""), last_modified=headers.get("last-modified", ""))


def further_pages(connection: Connection, article_id: int) -> tuple[KnownPage, ...]:
    """The further pages of the capture of an article that was last believed, in order."""
    believed = (
        select(checks.c.capture)
        .join(articles, articles.c.id == checks.c.article_id)
        .where(checks.c.article_id == article_id, checks.c.snapshot_id == articles.c.snapshot_id)
        .where(checks.c.outcome.in_((Outcome.CHANGED, Outcome.UNCHANGED)))
        .order_by(checks.c.id.desc())
        .limit(1)
    )
    capture = connection.scalar(believed) or {}
    pages = capture.get("further_pages", ())
    return tuple(KnownPage(facts["requested_url"], facts["sha256"], facts) for facts in pages)


def _page(facts: dict[str, Any], status: int, body: bytes, day: date) -> Page:
    headers = tuple((name, value) for name, value in facts["headers"])
    return Page(body=body, url=facts["url"], status=status, headers=headers, day=day)


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
