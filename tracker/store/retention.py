"""Which captured bytes the rows still name: dropping some by rule, and reading all names in the order of their SHA-256."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Text, cast, func, or_, select, tuple_, update

from tracker.model import Outcome
from tracker.model.duration import duration_text
from tracker.store.batching import batches
from tracker.store.database import Database
from tracker.store.schema import articles, checks, revisions, snapshots
from tracker.store.thinning import Kept, Rung, thinned

_AT_ONCE = 500
_PAGE = 5000
_STAYS = 255
_NAMING = ("rendered_from", "further_pages")  # facts of a capture that name other snapshots


@dataclass(frozen=True, slots=True)
class Named:
    """A row that names captured bytes: their SHA-256 (hex) and number, and whether they were dropped by a rule."""

    id: int
    sha256: str
    size: int
    dropped: bool


@dataclass(frozen=True, slots=True)
class CaptureOf:
    """Which captured bytes (SHA-256 in hex) an article gave once."""

    host_id: int
    article_id: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Thinning:
    """What a rule lets go: row numbers of snapshots, each with the rung that says so, and the newest check that was
    looked at for it.
    """

    going: Mapping[int, Rung]
    newest_check: int


def thinning(
    connection: Connection, rungs: Sequence[Rung], *, now: datetime, on_article: Callable[[], None] = lambda: None
) -> Thinning:
    """Every snapshot that the rule lets go. Reads all checks once; memory is a byte for each snapshot.

    Further pages of an article, and pages as they came before their scripts ran, are not touched.
    """
    newest = connection.scalar(select(func.max(checks.c.id))) or 0
    verdicts = bytearray((connection.scalar(select(func.max(snapshots.c.id))) or 0) + 1)
    for captures in _captures(connection, newest) if rungs else ():
        going = thinned(captures, rungs, now=now)
        for snapshot_id in {capture.snapshot_id for capture in captures}:
            rung = going.get(snapshot_id)
            if verdicts[snapshot_id] != _STAYS:
                verdicts[snapshot_id] = _STAYS if rung is None else rungs.index(rung) + 1
        on_article()
    for snapshot_id in connection.scalars(select(articles.c.snapshot_id).where(articles.c.snapshot_id.is_not(None))):
        verdicts[snapshot_id] = _STAYS
    if any(verdict not in {0, _STAYS} for verdict in verdicts):
        for snapshot_id in _named_in_facts(connection):
            verdicts[snapshot_id] = _STAYS
    dropped = select(snapshots.c.id).where(snapshots.c.dropped_at.is_not(None))
    for snapshot_id in connection.scalars(dropped):
        verdicts[snapshot_id] = _STAYS  # gone already
    going = {number: rungs[verdict - 1] for number, verdict in enumerate(verdicts) if verdict not in {0, _STAYS}}
    return Thinning(going, newest)


def drop(database: Database, found: Thinning, *, now: datetime) -> int:
    """Say of each of these rows that its bytes were dropped, when, and by which rule; gives how many.

    What was captured once more meanwhile stays.
    """
    dropped = 0
    for batch in batches(sorted(found.going), _AT_ONCE):
        with database.write() as connection:
            again = select(checks.c.snapshot_id).where(
                checks.c.id > found.newest_check, checks.c.snapshot_id.in_(batch)
            )
            for snapshot_id in set(batch) - set(connection.scalars(again)):
                rung = found.going[snapshot_id]
                rule = f"store.keep: older than {duration_text(rung.age)}, one kept in {duration_text(rung.every)}"
                own = snapshots.c.id == snapshot_id
                connection.execute(update(snapshots).where(own).values(dropped_at=now, dropped_by=rule))
                dropped += 1
    return dropped


def names(database: Database) -> Iterator[Named]:
    """Every row that names captured bytes, in the order of their SHA-256, read page by page."""
    last = ""
    while True:
        with database.read() as connection:
            rows = connection.execute(
                select(snapshots.c.id, snapshots.c.sha256, snapshots.c.size, snapshots.c.dropped_at)
                .where(snapshots.c.sha256 > last)
                .order_by(snapshots.c.sha256)
                .limit(_PAGE)
            ).all()
        yield from (Named(row.id, row.sha256, row.size, row.dropped_at is not None) for row in rows)
        if len(rows) < _PAGE:
            return
        last = rows[-1].sha256


def captures_in_order(database: Database) -> Iterator[CaptureOf]:
    """Every article's captures that are still kept, in the order they were made, read page by page."""
    last = (0, 0)
    while True:
        with database.read() as connection:
            rows = connection.execute(
                select(articles.c.host_id, checks.c.article_id, checks.c.id, snapshots.c.sha256)
                .join(articles, articles.c.id == checks.c.article_id)
                .join(snapshots, snapshots.c.id == checks.c.snapshot_id)
                .where(tuple_(checks.c.article_id, checks.c.id) > last, snapshots.c.dropped_at.is_(None))
                .order_by(checks.c.article_id, checks.c.id)
                .limit(_PAGE)
            ).all()
        yield from (CaptureOf(row.host_id, row.article_id, row.sha256) for row in rows)
        if len(rows) < _PAGE:
            return
        last = (rows[-1].article_id, rows[-1].id)


def is_named(connection: Connection, sha256: str) -> bool:
    """Whether a row names these bytes and does not say that they were dropped."""
    own = (snapshots.c.sha256 == sha256) & snapshots.c.dropped_at.is_(None)
    return connection.scalar(select(snapshots.c.id).where(own)) is not None


def set_stored_sizes(database: Database, sizes: Mapping[str, int]) -> None:
    """Say how many bytes these captures (SHA-256 in hex) take now."""
    if sizes:
        with database.write() as connection:
            for sha256, size in sizes.items():
                connection.execute(update(snapshots).where(snapshots.c.sha256 == sha256).values(stored_size=size))


def sibling_of(connection: Connection, article_id: int) -> str:
    """The SHA-256 (hex) of the newest capture of the youngest other article on the same host; empty where there is none."""
    host = select(articles.c.host_id).where(articles.c.id == article_id).scalar_subquery()
    found = connection.scalar(
        select(snapshots.c.sha256)
        .join(articles, articles.c.snapshot_id == snapshots.c.id)
        .where(articles.c.host_id == host, articles.c.id != article_id)
        .order_by(articles.c.id.desc())
        .limit(1)
    )
    return found or ""


def revisions_from(connection: Connection, snapshot_ids: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """The article and the number of each revision that was read from these snapshots."""
    found: dict[int, list[tuple[int, int]]] = {}
    chosen = select(revisions.c.snapshot_id, revisions.c.article_id, revisions.c.number)
    for batch in batches(snapshot_ids, _AT_ONCE):
        for row in connection.execute(chosen.where(revisions.c.snapshot_id.in_(batch)).order_by(revisions.c.id)):
            found.setdefault(row.snapshot_id, []).append((row.article_id, row.number))
    return found


def _named_in_facts(connection: Connection) -> Iterator[int]:
    """The snapshots that checks name in what they say of a capture: further pages, and what was rendered."""
    facts = cast(checks.c.capture, Text)
    chosen = select(checks.c.capture).where(or_(*(facts.contains(f'"{key}"') for key in _NAMING)))
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(chosen).scalars()
    for batch in batches((sha256 for capture in rows for sha256 in _hashes_in(capture)), _AT_ONCE):
        yield from connection.scalars(select(snapshots.c.id).where(snapshots.c.sha256.in_(batch)))


def _hashes_in(facts: Any) -> Iterator[str]:
    match facts:
        case dict():
            for key, value in facts.items():
                if key in {"sha256", "rendered_from"}:
                    yield str(value)
                else:
                    yield from _hashes_in(value)
        case list():
            for value in facts:
                yield from _hashes_in(value)


def _captures(connection: Connection, newest: int) -> Iterator[list[Kept]]:
    """Article by article, all its captures, oldest first."""
    of_revision = select(revisions.c.check_id).where(revisions.c.article_id == checks.c.article_id)
    rows = connection.execution_options(yield_per=_PAGE).execute(
        select(
            checks.c.article_id,
            checks.c.id,
            checks.c.snapshot_id,
            checks.c.finished_at,
            checks.c.outcome,
            checks.c.id.in_(of_revision).label("of_revision"),
        )
        .where(checks.c.snapshot_id.is_not(None), checks.c.id <= newest)
        .order_by(checks.c.article_id, checks.c.id)
    )
    for _, group in groupby(rows, key=attrgetter("article_id")):
        yield [
            Kept(row.id, row.snapshot_id, row.finished_at, Outcome(row.outcome), bool(row.of_revision)) for row in group
        ]
