"""How many rows the large tables have, kept by the database itself as rows come and go: counting ten million takes a
second. Migration 0008 makes the triggers.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from tracker.model import Cause, Verdict
from tracker.store.schema import articles, checks, edit_counts, flags, revisions, snapshots, tallies

_COUNTED: tuple[Table, ...] = (articles, checks, revisions, flags, snapshots)


@dataclass(frozen=True, slots=True)
class Tally:
    """So many rows; of captures, those that are kept, and their bytes as they came and as they are kept."""

    rows: int = 0
    size: int = 0
    stored_size: int = 0


def tallied(connection: Connection) -> dict[str, Tally]:
    """The tallies by the name of the table."""
    return {row.name: Tally(row.rows, row.size, row.stored_size) for row in connection.execute(select(tallies))}


def miscounted(connection: Connection) -> list[str]:
    """The tables whose tally is not what counting gives, that of each article's edits among them; reads them from end to end."""
    kept = tallied(connection)
    found = [table.name for table in _COUNTED if kept.get(table.name) != _counted(connection, table)]
    edits = {tuple(row) for row in connection.execute(select(edit_counts).where(edit_counts.c.edits > 0))}
    return found if edits == _edits_counted(connection) else [*found, edit_counts.name]


def _edits_counted(connection: Connection) -> set[tuple[int, ...]]:
    verdict = revisions.c.disclosure
    told = [func.count().filter(verdict != Verdict.NONE), func.count().filter(verdict == Verdict.SILENT)]
    made = select(revisions.c.article_id, func.count(), *told).where(revisions.c.cause.in_((Cause.EDIT, Cause.REVERT)))
    return {tuple(row) for row in connection.execute(made.group_by(revisions.c.article_id))}


def _counted(connection: Connection, table: Table) -> Tally:
    if table is not snapshots:
        return Tally(connection.scalar(select(func.count()).select_from(table)) or 0)
    size, stored_size = func.sum(snapshots.c.size), func.sum(snapshots.c.stored_size)
    row = connection.execute(select(func.count(), size, stored_size).where(snapshots.c.dropped_at.is_(None))).one()
    return Tally(row[0], int(row[1] or 0), int(row[2] or 0))
