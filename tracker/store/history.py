"""Reading what was recorded: revisions, flags, checks, and how the store is doing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, Select, bindparam, case, func, insert, select

from tracker.codec import flag_from_json, unpack_document, unpack_headlines
from tracker.model import (
    Article,
    Cause,
    Change,
    Check,
    Document,
    EditWindow,
    Flag,
    HeadlineSet,
    Outcome,
    Revision,
    Severity,
    StoredFlag,
    Verdict,
)
from tracker.store import articles as following
from tracker.store.batching import batches
from tracker.store.newest import FlagFilter, kinds_of, newest
from tracker.store.prepared import Prepared, among
from tracker.store.schema import TROUBLED, articles, checks, flags, revisions, snapshots, stores, ticks
from tracker.store.tallies import tallied

_REVISIONS: Select[Any] = select(
    *(column for column in revisions.c if column.name != "document"), snapshots.c.sha256
).join(snapshots, snapshots.c.id == revisions.c.snapshot_id)
_NEWEST = Prepared(
    _REVISIONS.where(revisions.c.article_id == bindparam("article")).order_by(revisions.c.number.desc()).limit(1)
)
_FLAGS = Prepared(among(select(flags.c.revision_id, flags.c.flag).order_by(flags.c.id), "revision_id"))
_SAW = (Outcome.CHANGED, Outcome.UNCHANGED, Outcome.NOT_MODIFIED)
_MOST_ASKED = 10_000  # of a question's list of values; SQLite takes no more than 32,766


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """How often an article was looked at: number of checks, those that saw its text, and the longest time between two
    that did.
    """

    checks: int
    sightings: int
    longest_gap: timedelta | None


@dataclass(frozen=True, slots=True)
class RevisionStep:
    """When a revision was seen first, and whether it is only what a newer Tracker reads in the page of the one before."""

    number: int
    first_seen_at: datetime
    is_reread: bool


@dataclass(frozen=True, slots=True)
class StoreCounts:
    """How much the store holds; bytes are of the captured bodies, as they came and as they are kept."""

    articles: int
    due: int
    in_trouble: int
    checks: int
    revisions: int
    flags: int
    snapshots: int
    captured_bytes: int
    stored_bytes: int


def store_name(connection: Connection, *, fresh: str, now: datetime) -> str:
    """The store's own name, part of every Message-ID; `fresh` becomes it in a new store."""
    known = connection.scalar(select(stores.c.name))
    if known is None:
        connection.execute(insert(stores).values(id=1, name=fresh, created_at=now))
        return fresh
    return str(known)


def store_identity(connection: Connection) -> tuple[str, datetime] | None:
    """The store's own name and since when it has it; None in a store that nobody named yet."""
    row = connection.execute(select(stores.c.name, stores.c.created_at)).one_or_none()
    return None if row is None else (row.name, row.created_at)


def revisions_of(
    connection: Connection, article_id: int, *, before: int | None = None, limit: int | None = None
) -> list[Revision]:
    """The revisions of an article with their flags, oldest first: all, or at most `limit`, the newest below `before`."""
    chosen = _REVISIONS.where(revisions.c.article_id == article_id).order_by(revisions.c.number.desc()).limit(limit)
    rows = connection.execute(chosen if before is None else chosen.where(revisions.c.number < before)).all()
    return _with_flags(connection, rows[::-1])


def steps_of(connection: Connection, article_id: int) -> list[RevisionStep]:
    """When each revision of an article came, oldest first, without what it says."""
    columns = (revisions.c.number, revisions.c.first_seen_at, revisions.c.cause)
    rows = connection.execute(select(*columns).where(revisions.c.article_id == article_id).order_by(revisions.c.number))
    return [RevisionStep(row.number, row.first_seen_at, row.cause == Cause.RE_EXTRACTION) for row in rows]


def revision(connection: Connection, article_id: int, number: int) -> Revision:
    """One revision with its flags. Raises LookupError."""
    chosen = _REVISIONS.where(revisions.c.article_id == article_id, revisions.c.number == number)
    found = _with_flags(connection, connection.execute(chosen))
    if not found:
        raise LookupError(number)
    return found[0]


def newest_revision(connection: Connection, article_id: int) -> Revision:
    """The newest revision of an article, with its flags. Raises LookupError."""
    found = _with_flags(connection, _NEWEST.all(connection, {"article": article_id}))
    if not found:
        raise LookupError(article_id)
    return found[0]


def revision_by_id(connection: Connection, revision_id: int) -> Revision:
    """One revision with its flags. Raises LookupError."""
    found = revisions_by_id(connection, [revision_id])
    if not found:
        raise LookupError(revision_id)
    return found[0]


def revisions_by_id(connection: Connection, numbers: Sequence[int]) -> list[Revision]:
    """Those of these revisions that there are, with their flags, in the order of the numbers."""
    rows = connection.execute(_REVISIONS.where(revisions.c.id.in_(numbers))).all()
    known = {one.id: one for one in _with_flags(connection, rows)}
    return [known[number] for number in numbers if number in known]


def document_of(connection: Connection, revision_id: int) -> Document:
    """What a revision says."""
    return unpack_document(_packed(connection, revision_id))


def headlines_of(connection: Connection, revision_id: int) -> HeadlineSet:
    """The headlines that a revision gives itself, however long its text."""
    return unpack_headlines(_packed(connection, revision_id))


def change_between(connection: Connection, old: Revision, new: Revision) -> Change:
    """The step from one revision to another: between neighbours with the flags that were recorded, between others with
    those that the comparer raises today, which takes longer.
    """
    from tracker.compare import (
        compare,
        laid_out,
    )  # takes long to load, and most who read the history have no use for it

    before, after = document_of(connection, old.id), document_of(connection, new.id)
    if new.number == old.number + 1:
        return laid_out(before, after, new.flags)
    return compare(before, after, seen_at=max(old.first_seen_at, new.first_seen_at))


def flags_found(
    connection: Connection,
    *,
    since: datetime | None = None,
    kinds: Sequence[str] = (),
    source: str = "",
    floor: Severity = Severity.LOW,
    limit: int = 1000,
    before: int | None = None,
) -> list[StoredFlag]:
    """Flags of all articles, newest first, from below the number `before` on. A kind is a whole one (`quote_changed`)
    or a family (`quote`).
    """
    severities = tuple(severity for severity in Severity if severity.at_least(floor))
    wanted = FlagFilter(severities, kinds_of(kinds), source, since=since)
    numbers = [number for number, _ in newest(connection, wanted, before=before, limit=limit)]
    rows = [
        row
        for some in batches(numbers, _MOST_ASKED)
        for row in connection.execute(
            select(flags, revisions.c.number, revisions.c.disclosure)
            .outerjoin(revisions, revisions.c.id == flags.c.revision_id)
            .where(flags.c.id.in_(some))
        )
    ]
    known = following.by_number(connection, {row.article_id for row in rows})
    in_order = sorted(rows, key=lambda row: (row.found_at, -row.id), reverse=True)
    return [_stored_flag(row, known[row.article_id]) for row in in_order]


def stored_flag(connection: Connection, flag_id: int) -> StoredFlag:
    """One flag. Raises LookupError."""
    row = connection.execute(
        select(flags, revisions.c.number, revisions.c.disclosure)
        .outerjoin(revisions, revisions.c.id == flags.c.revision_id)
        .where(flags.c.id == flag_id)
    ).one_or_none()
    if row is None:
        raise LookupError(flag_id)
    return _stored_flag(row, following.get(connection, row.article_id))


def flag_numbers(connection: Connection, revision_id: int) -> list[int]:
    """The numbers of a revision's flags, in the order in which the revision has them."""
    own = flags.c.revision_id == revision_id
    return list(connection.scalars(select(flags.c.id).where(own).order_by(flags.c.id)))


def events_of(
    connection: Connection, article_id: int, *, before: int | None = None, limit: int | None = None
) -> list[StoredFlag]:
    """What happened to the article itself (gone, returned, moved), oldest first: all, or at most `limit`, the newest below
    the number `before`.
    """
    own = (flags.c.article_id == article_id, flags.c.revision_id.is_(None))
    chosen = select(flags).where(*own).order_by(flags.c.id.desc()).limit(limit)
    rows = connection.execute(chosen if before is None else chosen.where(flags.c.id < before)).all()
    article = following.get(connection, article_id)
    return [_stored_flag(row, article) for row in reversed(rows)]


def checks_of(connection: Connection, article_id: int, *, limit: int = 50, before: int | None = None) -> list[Check]:
    """The newest checks of an article, newest first, from below the number `before` on."""
    chosen = (
        select(checks, snapshots.c.sha256)
        .outerjoin(snapshots, snapshots.c.id == checks.c.snapshot_id)
        .where(checks.c.article_id == article_id)
        .order_by(checks.c.id.desc())
        .limit(limit)
    )
    rows = connection.execute(chosen if before is None else chosen.where(checks.c.id < before))
    return [
        Check(
            id=row.id,
            article_id=row.article_id,
            started_at=row.started_at,
            finished_at=row.finished_at,
            outcome=Outcome(row.outcome),
            status=row.status,
            detail=row.detail,
            snapshot_sha256=row.sha256 or "",
        )
        for row in rows
    ]


def looks_in_spans(
    connection: Connection, article_id: int, *, from_at: datetime, until_at: datetime, spans: int
) -> list[tuple[int, bool]]:
    """Into which of so many equal spans of a time, which is longer than none, checks of an article fell, in order, and
    whether one of them saw its text.
    """
    length = ticks(until_at) - ticks(from_at)
    span = (checks.c.started_at.cast(BigInteger) - ticks(from_at)) * spans // length
    rows = connection.execute(
        select(span.label("span"), func.max(case((checks.c.outcome.in_(_SAW), 1), else_=0)).label("saw"))
        .where(checks.c.article_id == article_id, checks.c.started_at.between(from_at, until_at))
        .group_by("span")
        .order_by("span")
    )
    return [(row.span, bool(row.saw)) for row in rows]


def check_summary(connection: Connection, article_id: int) -> CheckSummary:
    """How closely an article was watched."""
    total = connection.scalar(select(func.count()).where(checks.c.article_id == article_id)) or 0
    times = connection.scalars(
        select(checks.c.started_at)
        .where(checks.c.article_id == article_id, checks.c.outcome.in_(_SAW))
        .order_by(checks.c.id)
    ).all()
    gaps = [later - earlier for earlier, later in pairwise(times)]
    return CheckSummary(checks=total, sightings=len(times), longest_gap=max(gaps, default=None))


def store_counts(connection: Connection, *, due: int) -> StoreCounts:
    """How much the store holds, of which so many articles are due."""
    tally = tallied(connection)
    kept = tally["snapshots"]
    return StoreCounts(
        articles=tally["articles"].rows,
        due=due,
        in_trouble=connection.scalar(select(func.count()).select_from(articles).where(TROUBLED)) or 0,
        checks=tally["checks"].rows,
        revisions=tally["revisions"].rows,
        flags=tally["flags"].rows,
        snapshots=kept.rows,
        captured_bytes=kept.size,
        stored_bytes=kept.stored_size,
    )


def in_trouble(connection: Connection, *, limit: int = 100) -> list[Article]:
    """Articles whose last check could not be believed, or that are gone or blocked; those added last, at most `limit`."""
    numbers = connection.scalars(
        select(articles.c.id).where(TROUBLED).order_by(articles.c.id.desc()).limit(limit)
    ).all()
    known = following.by_number(connection, numbers)
    return [known[number] for number in reversed(numbers)]


def _packed(connection: Connection, revision_id: int) -> bytes:
    return bytes(connection.scalars(select(revisions.c.document).where(revisions.c.id == revision_id)).one())


def _with_flags(connection: Connection, rows: Iterable[Row[Any]]) -> list[Revision]:
    found = list(rows)
    kept: dict[int, list[Flag]] = {row.id: [] for row in found}
    for revision_id, data in _FLAGS.all(connection, {"ids": json.dumps(list(kept))}):
        kept[revision_id].append(flag_from_json(data))
    return [_revision(row, tuple(kept[row.id])) for row in found]


def _revision(row: Row[Any], found: tuple[Flag, ...]) -> Revision:
    return Revision(
        id=row.id,
        article_id=row.article_id,
        number=row.number,
        cause=Cause(row.cause),
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
        window=EditWindow(after_at=row.window_after_at, until_at=row.first_seen_at),
        snapshot_sha256=row.sha256,
        text_sha256=row.text_sha256,
        extractor=row.extractor,
        headline=row.headline,
        words=row.words,
        severity=Severity(row.severity),
        disclosure=Verdict(row.disclosure),
        note=row.note,
        flags=found,
        reverts_to=row.reverts_to,
    )


def _stored_flag(row: Row[Any], article: Article) -> StoredFlag:
    of_revision = row.revision_id is not None
    return StoredFlag(
        id=row.id,
        article=article,
        revision=row.number if of_revision else None,
        window=EditWindow(after_at=row.window_after_at, until_at=row.found_at),
        flag=flag_from_json(row.flag),
        disclosure=Verdict(row.disclosure) if of_revision else Verdict.NONE,
    )
