"""What a check leaves behind: one transaction for the check, revision, flags, alerts, validators and the next check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from tracker.cleaning import clean_text
from tracker.decision import Decision, NewRevision, Standing
from tracker.examining.examine import Reread
from tracker.model import REST, ArticleState, Capture, Cause, FetchFailure, Outcome, Verdict
from tracker.schedule import HostNotice
from tracker.store import articles as following
from tracker.store import rates
from tracker.store.articles import HostTurn, TurnLostError
from tracker.store.captured import FurtherPage, Received, facts_of, keep_snapshot
from tracker.store.outbox import NameMessage, promise
from tracker.store.prepared import Prepared
from tracker.store.revising import Versions, keep_event, keep_reread, keep_revision
from tracker.store.schema import articles, checks, hosts, revisions
from tracker.store.sketches import KeptSketch, count_glance, keep_sketch
from tracker.store.snapshots import StoredSnapshot
from tracker.store.standing import life_values
from tracker.telling import Found

# Built once: these run for every check, and what SQLAlchemy does to build one costs several times its run.
_FENCE = Prepared(
    select(hosts.c.lease_token, articles.c.id, articles.c.state, articles.c.next_check_at)
    .select_from(hosts.outerjoin(articles, articles.c.id == bindparam("article_id")))
    .where(hosts.c.id == bindparam("host_id"))
)
_KEEP_CHECK = Prepared(insert(checks).returning(checks.c.id))
_SEEN = Prepared(
    update(revisions)
    # a clock that is set back takes no sighting away
    .where(revisions.c.id == bindparam("own"), revisions.c.last_seen_at < bindparam("seen_at"))
    .values(last_seen_at=bindparam("seen_at"))
)
_FIRST_SEEN = Prepared(select(revisions.c.first_seen_at).where(revisions.c.id == bindparam("own")))


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to record: what was got, the snapshot that holds its body, what it was decided to mean, and what was
    learned of the host, packed (empty where that was nothing new). `sketch` is that of the page, packed (empty where it
    has none), or None where no page was read; `glanced` where a sketch said that it is the same. `received` is set
    where `got` is a page as its scripts made it; `further` are the pages that the article goes on with; `lied` says that
    the host answers 304 to what it shows.
    """

    standing: Standing
    got: Capture | FetchFailure
    snapshot: StoredSnapshot | None
    decision: Decision
    memory: bytes = b""
    sketch: bytes | None = None
    glanced: bool = False
    received: Received | None = None
    further: tuple[FurtherPage, ...] = ()
    lied: bool = False


def record(
    connection: Connection,
    visit: Visit,
    *,
    turn: HostTurn,
    versions: Versions,
    name_message: NameMessage,
) -> int:
    """Write down a visit, all or nothing. Gives how many alerts were promised.

    Raises TurnLostError when the host's turn went to somebody else meanwhile, LookupError when the article was
    forgotten.
    """
    visit = _as_asked(visit, *_fenced(connection, visit.standing.article.id, turn))
    decision, standing = visit.decision, visit.standing
    article, now = standing.article, visit.got.finished_at
    snapshot_id = keep_snapshot(connection, visit.snapshot, now)
    keep_snapshot(connection, visit.received.snapshot if visit.received else None, now)
    for page in visit.further:
        keep_snapshot(connection, page.snapshot, now)
        keep_snapshot(connection, page.received.snapshot if page.received else None, now)
    check_id = _keep_check(connection, visit, snapshot_id)
    if decision.seen and standing.latest:
        _SEEN.run(connection, {"own": standing.latest.id, "seen_at": visit.got.started_at})
    number = article.revisions
    if decision.reread and standing.latest:
        number += keep_reread(connection, standing.latest, decision.reread, number + 1, versions)
    promised = 0
    if decision.revision and snapshot_id is not None:
        number += 1
        revision_id = keep_revision(
            connection,
            decision.revision,
            article_id=article.id,
            number=number,
            window_after_at=_first_seen(connection, visit) if decision.revision.belated else _last_seen(visit),
            versions=versions,
            first_seen_at=now,
            last_seen_at=visit.got.started_at,
            check_id=check_id,
            snapshot_id=snapshot_id,
        )
        found = _found(decision.revision)
        article_now = replace(article, headline=decision.revision.document.headline)
        promised += promise(connection, article_now, found, name_message=name_message, now=now, revision_id=revision_id)
    for event in decision.events:
        flag_id = keep_event(connection, article.id, event, now=now, window_after_at=_last_seen(visit))
        language = standing.latest.document.language if standing.latest else ""
        event_found = Found(flags=(event,), language=language)
        promised += promise(connection, article, event_found, name_message=name_message, now=now, flag_id=flag_id)
    _move_on(connection, visit, turn, snapshot_id, number)
    _keep_sketch(connection, visit, versions)
    return promised


def _found(revision: NewRevision) -> Found:
    change = revision.change
    disclosure = change.disclosure.verdict if change else Verdict.NONE
    return Found(revision.flags, change=change, disclosure=disclosure, language=revision.document.language)


def _fenced(connection: Connection, article_id: int, turn: HostTurn) -> tuple[ArticleState, datetime | None]:
    """The state of the article now, and when it is to be looked at. Raises TurnLostError, LookupError."""
    row = _FENCE.one_or_none(connection, {"article_id": article_id, "host_id": turn.host_id})
    if row is None or row.lease_token != turn.token:
        raise TurnLostError(turn.name)
    if row.id is None:
        raise LookupError(article_id)
    return ArticleState(row.state), row.next_check_at


def _as_asked(visit: Visit, state: ArticleState, next_check_at: datetime | None) -> Visit:
    """The visit with what a person asked for while the page was on its way: pausing wins, and so does resuming.
    An article that was merged into another meanwhile stays so.
    """
    before = visit.standing.article.state
    if state == before or not {state, before} & REST:
        return visit
    return replace(visit, decision=replace(visit.decision, state=state, next_check_at=next_check_at))


def record_reread(
    connection: Connection, standing: Standing, reread: Reread, *, turn: HostTurn, versions: Versions
) -> bool:
    """Write down how the latest revision's page reads today; whether that is another text. Promises nothing to anybody.

    Raises TurnLostError when the host's turn went to somebody else meanwhile.
    """
    if not following.holds(connection, turn):
        raise TurnLostError(turn.name)
    article, latest = standing.article, standing.latest
    if latest is None or not keep_reread(connection, latest, reread, article.revisions + 1, versions):
        return False
    headline = clean_text(reread.document.headline)[:2000]
    values = {"revisions": article.revisions + 1, "headline": headline}
    _set(connection, articles, article.id, values)
    return True


def _keep_check(connection: Connection, visit: Visit, snapshot_id: int | None) -> int:
    got = visit.got
    row: dict[str, Any] = {
        "article_id": visit.standing.article.id,
        "started_at": got.started_at,
        "finished_at": got.finished_at,
        "outcome": visit.decision.outcome,
        "status": None,
        "detail": clean_text(visit.decision.detail)[:500],
        "snapshot_id": snapshot_id,
        "capture": None,
    }
    if isinstance(got, Capture):
        row["status"] = got.status
        row["capture"] = facts_of(got, visit.received, visit.further) if snapshot_id is not None else None
    return int(_KEEP_CHECK.scalar(connection, row))


def _move_on(connection: Connection, visit: Visit, turn: HostTurn, snapshot_id: int | None, revisions_now: int) -> None:
    """Leave the article as the decision says: its state, its next check, and what the next capture is held against."""
    decision, got, article = visit.decision, visit.got, visit.standing.article
    values: dict[str, Any] = {
        "state": decision.state,
        "next_check_at": decision.next_check_at,
        "last_checked_at": got.finished_at,
        "last_outcome": decision.outcome,
        "last_detail": clean_text(decision.detail)[:500],
        "awaited": decision.awaited,
        "failures": decision.failures,
        "revisions": revisions_now,
        "held_fingerprint": decision.held_fingerprint,
        "gone_looks": decision.gone_looks,
    }
    if decision.outcome is Outcome.CHANGED and decision.revision:
        values["headline"] = clean_text(decision.revision.document.headline)[:2000]
        if decision.revision.cause is not Cause.FIRST:
            values["last_changed_at"] = got.finished_at
    if decision.believed and isinstance(got, Capture) and snapshot_id is not None:
        validators = got.validators
        values |= {
            "snapshot_id": snapshot_id,
            "etag": clean_text(validators.etag)[:1000],
            "last_modified": clean_text(validators.last_modified)[:200],
        }
    if decision.life is not None:
        values |= life_values(decision.life)
    _set(connection, articles, article.id, values)
    if decision.tally is not None and decision.life is not None:
        rates.add(connection, article.source, str(values["section"]), decision.tally)
    _leave_host(connection, visit, turn)


def _leave_host(connection: Connection, visit: Visit, turn: HostTurn) -> None:
    """Leave the host as the decision says; a write only where there is something to say."""
    decision = visit.decision
    values: dict[str, Any] = {}
    if decision.host_until is not None:
        values["next_allowed_at"] = decision.host_until
    elif decision.notice is HostNotice.ANSWERS_AGAIN:  # a person tried it before its rest was over
        values["next_allowed_at"] = visit.got.finished_at
    if visit.memory:  # empty where a look taught nothing
        values["memory"] = visit.memory
    if decision.health != visit.standing.health:
        values |= {"failures": decision.health.failures, "stopped_at": decision.health.stopped_at}
    if visit.lied:
        values["lied_at"] = visit.got.finished_at
    if values:
        _set(connection, hosts, turn.host_id, values)


def _set(connection: Connection, table: Table, number: int, values: dict[str, Any]) -> None:
    _setting(table, tuple(values)).run(connection, values | {"own": number})


@cache
def _setting(table: Table, columns: tuple[str, ...]) -> Prepared:
    """The statement that sets these columns of one row; there are few combinations of them."""
    own = table.c.id == bindparam("own")
    return Prepared(update(table).where(own).values({name: bindparam(name) for name in columns}))


def _keep_sketch(connection: Connection, visit: Visit, versions: Versions) -> None:
    """Keep the sketch of a page that was read and believed, or count that the one there is was relied on."""
    decision, standing = visit.decision, visit.standing
    if visit.glanced:
        count_glance(connection, standing.article.id)
    elif decision.believed and visit.sketch is not None:
        said = decision.revision or decision.reread or standing.latest
        fingerprint = said.fingerprint if said else ""
        kept = KeptSketch(fingerprint, versions.extractor, visit.got.finished_at, 0, visit.sketch)
        keep_sketch(connection, standing.article.id, kept)


def _last_seen(visit: Visit) -> datetime | None:
    """When the text before was seen for certain; not after now, as a clock that was set back would have it."""
    latest = visit.standing.latest
    return min(latest.last_seen_at, visit.got.finished_at) if latest else None


def _first_seen(connection: Connection, visit: Visit) -> datetime | None:
    """When the text before was first seen: what is told late may have come at any time since."""
    latest = visit.standing.latest
    return _FIRST_SEEN.scalar(connection, {"own": latest.id}) if latest else None
