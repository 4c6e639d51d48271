"""What a check leaves behind: one transaction for the check, revision, flags, alerts, validators and the next check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from tracker.cleaning import clean_text, cleaned
from tracker.decide import Decision, Latest, NewRevision, Standing
from tracker.examine import Reread, text_sha256
from tracker.model import (
    REST,
    Article,
    Capture,
    Cause,
    Change,
    Disclosure,
    FetchFailure,
    Flag,
    Outcome,
    Severity,
    Verdict,
)
from tracker.store import articles as following
from tracker.store import rates
from tracker.store.articles import HostTurn, TurnLostError
from tracker.store.codec import pack_document, to_json
from tracker.store.outbox import NameMessage, promise
from tracker.store.schema import articles, checks, flags, hosts, revisions, snapshots
from tracker.store.sketches import KeptSketch, count_glance, keep_sketch
from tracker.store.snapshots import StoredSnapshot
from tracker.store.standing import life_values
from tracker.store.utterances import keep_utterances
from tracker.store.words import keep_words
from tracker.telling import Found


@dataclass(frozen=True, slots=True)
class Versions:
    """Which code read and compared: kept with every revision."""

    extractor: str
    comparer: str


@dataclass(frozen=True, slots=True)
class Received:
    """A page as it came, before its scripts ran: the snapshot that holds its bytes, and its headers."""

    snapshot: StoredSnapshot
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FurtherPage:
    """A further page of the article: what came, and the snapshot that holds its bytes. `facts` are those of an earlier
    capture, as they were kept, where the host said that it still holds.
    """

    got: Capture
    snapshot: StoredSnapshot | None
    received: Received | None = None
    facts: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to record: what was got, the snapshot that holds its body, what it was decided to mean, and what was
    learned of the host, packed (empty where that was nothing new). `sketch` is that of the page, packed (empty where it
    has none), or None where no page was read; `glanced` where a sketch said that it is the same. `received` is set
    where `got` is a page as its scripts made it; `further` are the pages that the article goes on with.
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
    if not following.holds(connection, turn):
        raise TurnLostError(turn.name)
    visit = _as_asked(visit, following.get(connection, visit.standing.article.id))
    decision, standing = visit.decision, visit.standing
    article, now = standing.article, visit.got.finished_at
    snapshot_id = _keep_snapshot(connection, visit.snapshot, now)
    _keep_snapshot(connection, visit.received.snapshot if visit.received else None, now)
    for page in visit.further:
        _keep_snapshot(connection, page.snapshot, now)
        _keep_snapshot(connection, page.received.snapshot if page.received else None, now)
    check_id = _keep_check(connection, visit, snapshot_id)
    if decision.seen and standing.latest:
        later = revisions.c.last_seen_at < visit.got.started_at  # a clock that is set back takes no sighting away
        own = revisions.c.id == standing.latest.id
        connection.execute(update(revisions).where(own, later).values(last_seen_at=visit.got.started_at))
    number = article.revisions
    if decision.reread and standing.latest:
        number += _keep_reread(connection, standing.latest, decision.reread, number + 1, versions)
    promised = 0
    if decision.revision and snapshot_id is not None:
        number += 1
        revision_id = _keep_revision(
            connection,
            visit,
            decision.revision,
            number=number,
            check_id=check_id,
            snapshot_id=snapshot_id,
            versions=versions,
        )
        found = _found(decision.revision)
        article_now = replace(article, headline=decision.revision.document.headline)
        promised += promise(connection, article_now, found, name_message=name_message, now=now, revision_id=revision_id)
    for event in decision.events:
        window_after_at = _last_seen(visit)
        flag_id = _keep_flags(connection, article.id, None, [event], now=now, window_after_at=window_after_at)[0]
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


def _as_asked(visit: Visit, article: Article) -> Visit:
    """The visit with what a person asked for while the page was on its way: pausing wins, and so does resuming.
    An article that was merged into another meanwhile stays so.
    """
    before = visit.standing.article.state
    if article.state == before or not {article.state, before} & REST:
        return visit
    decision = replace(visit.decision, state=article.state, next_check_at=article.next_check_at)
    return replace(visit, decision=decision)


def record_reread(
    connection: Connection, standing: Standing, reread: Reread, *, turn: HostTurn, versions: Versions
) -> bool:
    """Write down how the latest revision's page reads today; whether that is another text. Promises nothing to anybody.

    Raises TurnLostError when the host's turn went to somebody else meanwhile.
    """
    if not following.holds(connection, turn):
        raise TurnLostError(turn.name)
    article, latest = standing.article, standing.latest
    if latest is None or not _keep_reread(connection, latest, reread, article.revisions + 1, versions):
        return False
    headline = clean_text(reread.document.headline)[:2000]
    values = {"revisions": article.revisions + 1, "headline": headline}
    connection.execute(update(articles).where(articles.c.id == article.id).values(**values))
    return True


def _keep_snapshot(connection: Connection, stored: StoredSnapshot | None, now: datetime) -> int | None:
    if stored is None:
        return None
    known = connection.execute(
        select(snapshots.c.id, snapshots.c.dropped_at).where(snapshots.c.sha256 == stored.sha256)
    ).one_or_none()
    row = {"sha256": stored.sha256, "size": stored.size, "stored_size": stored.stored_size, "stored_at": now}
    if known is not None:
        if known.dropped_at is not None:  # the same bytes came once more
            again = row | {"dropped_at": None, "dropped_by": None}
            connection.execute(update(snapshots).where(snapshots.c.id == known.id).values(**again))
        return int(known.id)
    return int(connection.scalars(insert(snapshots).values(**row).returning(snapshots.c.id)).one())


def _keep_check(connection: Connection, visit: Visit, snapshot_id: int | None) -> int:
    got = visit.got
    row = {
        "article_id": visit.standing.article.id,
        "started_at": got.started_at,
        "finished_at": got.finished_at,
        "outcome": visit.decision.outcome,
        "status": got.status if isinstance(got, Capture) else None,
        "detail": clean_text(visit.decision.detail)[:500],
        "snapshot_id": snapshot_id,
        "capture": _captured(got, visit) if isinstance(got, Capture) and snapshot_id is not None else None,
    }
    return int(connection.scalars(insert(checks).values(**row).returning(checks.c.id)).one())


def _captured(got: Capture, visit: Visit) -> dict[str, Any]:
    """The facts of a capture, with those of each further page."""
    facts = _capture_facts(got, visit.received)
    return facts | {"further_pages": [_page_facts(page) for page in visit.further]} if visit.further else facts


def _page_facts(page: FurtherPage) -> dict[str, Any]:
    """The facts of a further page that tell where its bytes are and how they are read."""
    if page.facts is not None:
        return page.facts
    own = {"status": page.got.status, "sha256": page.snapshot.sha256 if page.snapshot else ""}
    return own | _capture_facts(page.got, page.received)


def _capture_facts(got: Capture, received: Received | None) -> dict[str, Any]:
    """What came with the bytes and cannot be had again later. Of a rendered page, `headers` are those to read it by;
    what it was rendered from stands beside them.
    """
    facts = {
        "requested_url": clean_text(got.requested_url),
        "url": clean_text(got.url),
        "headers": _plain_headers(got.headers),
        "hops": to_json(got.hops),
        "peer": got.peer,
        "http_version": got.http_version,
        "tls_version": got.tls_version,
        "certificate_sha256": got.certificate_sha256,
        "wire_bytes": got.wire_bytes,
    }
    if received is None:
        return facts
    origin = {"rendered_from": received.snapshot.sha256, "received_headers": _plain_headers(received.headers)}
    return facts | origin


def _plain_headers(headers: tuple[tuple[str, str], ...]) -> list[list[str]]:
    return [[clean_text(name), clean_text(value)] for name, value in headers]


def _keep_reread(connection: Connection, latest: Latest, reread: Reread, number: int, versions: Versions) -> int:
    """Record that the latest revision's page reads otherwise today; 1 where that made a revision, else 0."""
    own = revisions.c.id == latest.id
    if reread.fingerprint == latest.fingerprint:
        connection.execute(update(revisions).where(own).values(extractor=versions.extractor))
        return 0
    old = connection.execute(select(revisions).where(own)).one()
    _insert_revision(
        connection,
        NewRevision(document=reread.document, fingerprint=reread.fingerprint, cause=Cause.RE_EXTRACTION),
        article_id=old.article_id,
        number=number,
        first_seen_at=old.first_seen_at,
        last_seen_at=old.last_seen_at,
        window_after_at=None,
        check_id=old.check_id,
        snapshot_id=old.snapshot_id,
        extractor=versions.extractor,
        comparer=versions.comparer,
    )
    return 1


def _keep_revision(
    connection: Connection,
    visit: Visit,
    revision: NewRevision,
    *,
    number: int,
    check_id: int,
    snapshot_id: int,
    versions: Versions,
) -> int:
    got, article_id = visit.got, visit.standing.article.id
    window_after_at = _first_seen(connection, visit) if revision.belated else _last_seen(visit)
    revision_id = _insert_revision(
        connection,
        revision,
        article_id=article_id,
        number=number,
        first_seen_at=got.finished_at,
        last_seen_at=got.started_at,
        window_after_at=window_after_at,
        check_id=check_id,
        snapshot_id=snapshot_id,
        extractor=versions.extractor,
        comparer=versions.comparer,
    )
    _keep_flags(
        connection, article_id, revision_id, revision.flags, now=got.finished_at, window_after_at=window_after_at
    )
    return revision_id


def _document_facts(revision: NewRevision) -> dict[str, Any]:
    """The columns of a revision that come from what it says and how it differs."""
    document, change = cleaned(revision.document), revision.change
    disclosure = change.disclosure if change else Disclosure(verdict=Verdict.NONE)
    return {
        "cause": revision.cause,
        "fingerprint": revision.fingerprint,
        "text_sha256": text_sha256(document),
        "document": pack_document(document),
        "headline": document.headline[:2000],
        "words": len(document.text.split()),
        "severity": _severity(change, revision.flags),
        "disclosure": disclosure.verdict,
        "note": clean_text(disclosure.note),
        "reverts_to": revision.reverts_to,
    }


def _severity(change: Change | None, found: Sequence[Flag]) -> Severity:
    highest = change.severity if change else Severity.SILENT
    return max([highest, *(flag.severity for flag in found)], key=lambda severity: severity.rank)


def _insert_revision(connection: Connection, revision: NewRevision, *, article_id: int, number: int, **row: Any) -> int:
    """Write the revision, and what it can be found by: its words, and who is quoted in it."""
    values = _document_facts(revision) | {"article_id": article_id, "number": number} | row
    made = int(connection.scalars(insert(revisions).values(**values).returning(revisions.c.id)).one())
    document = cleaned(revision.document)
    keep_words(connection, article_id, number, document)
    keep_utterances(connection, article_id, number, document, revision.flags)
    return made


def _keep_flags(
    connection: Connection,
    article_id: int,
    revision_id: int | None,
    found: Sequence[Flag],
    *,
    now: datetime,
    window_after_at: datetime | None,
) -> list[int]:
    ids = []
    for flag in found:
        row = {
            "article_id": article_id,
            "revision_id": revision_id,
            "found_at": now,
            "window_after_at": window_after_at,
            "kind": flag.kind,
            "severity": flag.severity,
            "flag": to_json(cleaned(flag)),
        }
        ids.append(int(connection.scalars(insert(flags).values(**row).returning(flags.c.id)).one()))
    return ids


def _move_on(connection: Connection, visit: Visit, turn: HostTurn, snapshot_id: int | None, revisions_now: int) -> None:
    """Leave the article as the decision says: its state, its next check, and what the next capture is held against."""
    decision, got, article = visit.decision, visit.got, visit.standing.article
    values: dict[str, Any] = {
        "state": decision.state,
        "next_check_at": decision.next_check_at,
        "last_checked_at": got.finished_at,
        "last_outcome": decision.outcome,
        "last_detail": clean_text(decision.detail)[:500],
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
    connection.execute(update(articles).where(articles.c.id == article.id).values(**values))
    if decision.tally is not None and decision.life is not None:
        rates.add(connection, article.source, str(values["section"]), decision.tally)
    _leave_host(connection, visit, turn)


def _leave_host(connection: Connection, visit: Visit, turn: HostTurn) -> None:
    """Leave the host as the decision says; a write only where there is something to say."""
    decision = visit.decision
    values: dict[str, Any] = {}
    if decision.host_until is not None:
        values["next_allowed_at"] = decision.host_until
    if visit.memory:  # empty where a look taught nothing
        values["memory"] = visit.memory
    if decision.health != visit.standing.health:
        values |= {"failures": decision.health.failures, "stopped_at": decision.health.stopped_at}
    if values:
        connection.execute(update(hosts).where(hosts.c.id == turn.host_id).values(**values))


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
    return connection.scalar(select(revisions.c.first_seen_at).where(revisions.c.id == latest.id)) if latest else None
