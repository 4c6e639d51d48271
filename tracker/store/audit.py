"""What the rows say of themselves, for holding it against what it is said of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from tracker.codec import unpack_document
from tracker.errors import StoreError
from tracker.model import Document
from tracker.store.database import Database
from tracker.store.schema import revisions, snapshots

_PAGE = 500


@dataclass(frozen=True, slots=True)
class KeptText:
    """A revision as its row has it; `document` is None where it cannot be read."""

    article_id: int
    number: int
    document: Document | None
    text_sha256: str
    headline: str
    words: int


def count(connection: Connection) -> tuple[int, int]:
    """How many snapshots (dropped ones included) and revisions there are."""
    of = (connection.scalar(select(func.count()).select_from(table)) for table in (snapshots, revisions))
    of_snapshots, of_revisions = (int(number or 0) for number in of)
    return of_snapshots, of_revisions


def captured_bytes(connection: Connection) -> tuple[int, int]:
    """How many bytes were captured of what is kept, and how many captures were dropped by a rule."""
    kept = snapshots.c.dropped_at.is_(None)
    captured = connection.scalar(select(func.sum(snapshots.c.size)).where(kept))
    dropped = connection.scalar(select(func.count()).select_from(snapshots).where(~kept))
    return int(captured or 0), int(dropped or 0)


def texts(database: Database) -> Iterator[KeptText]:
    """Every revision in the order they were recorded, read page by page."""
    last = 0
    while True:
        with database.read() as connection:
            rows = connection.execute(
                select(revisions).where(revisions.c.id > last).order_by(revisions.c.id).limit(_PAGE)
            ).all()
        for row in rows:
            document = _document(row.document)
            yield KeptText(row.article_id, row.number, document, row.text_sha256, row.headline, row.words)
        if len(rows) < _PAGE:
            return
        last = rows[-1].id


def _document(data: bytes) -> Document | None:
    try:
        return unpack_document(data)
    except StoreError:
        return None
