"""Holding the store against itself: every captured body against its SHA-256, every row against its bytes, every revision
against the hash of its text, the database against its own rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tracker.errors import StoreError
from tracker.examining.drafting import text_sha256
from tracker.store import audit, retention
from tracker.store.audit import KeptText
from tracker.store.batching import Progress, counting
from tracker.store.database import Database
from tracker.store.retention import Named
from tracker.store.snapshots import Snapshots


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it was written: what it is, what is wrong with it, and the revisions that it takes with
    it, as pairs of article and number.
    """

    what: str
    trouble: str
    revisions: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was looked at, and what was found: captures opened of those that are kept, captures dropped by a rule,
    revisions read again.
    """

    opened: int
    captures: int
    dropped: int
    revisions: int
    damage: tuple[Damage, ...]


def verify(
    database: Database, snapshots: Snapshots, *, share: float, chance: Callable[[], float], progress: Progress
) -> VerifyReport:
    """Verify a share (1: all) of the captures and revisions, chosen by `chance` (a number from 0 up to 1 at each call).

    That every row has its bytes, and the database its order, is verified whole in any case. Raises StoreError where the
    store cannot be read at all.
    """
    damage = [Damage("the database", trouble) for trouble in database.troubles(quick=share < 1)]
    with database.read() as connection:
        of_captures, of_revisions = audit.count(connection)
    opened = captures = dropped = read = 0
    damaged: dict[int, tuple[str, str]] = {}
    for row in counting(retention.names(database), "opening captures", of_captures, progress):
        if row.dropped:
            dropped += 1
            continue
        captures += 1
        chosen = share >= 1 or chance() < share
        opened += chosen
        if trouble := _trouble_with(row, snapshots, read=chosen):
            damaged[row.id] = (row.sha256, trouble)
    damage += _named(database, damaged)
    for text in counting(audit.texts(database), "reading revisions", of_revisions, progress):
        if share >= 1 or chance() < share:
            read += 1
            damage += _wrong_with(text)
    return VerifyReport(opened, captures, dropped, read, tuple(damage))


def _trouble_with(row: Named, snapshots: Snapshots, *, read: bool) -> str:
    if not read:
        return "" if snapshots.has(row.sha256) else "its bytes are not there"
    try:
        body = snapshots.load(row.sha256)
    except StoreError as error:
        return str(error)
    return "" if len(body) == row.size else f"its row says {row.size} bytes, and it has {len(body)}"


def _named(database: Database, damaged: Mapping[int, tuple[str, str]]) -> list[Damage]:
    with database.read() as connection:
        lost = retention.revisions_from(connection, list(damaged))
    return [
        Damage(f"capture {sha256[:64]}", trouble, tuple(lost.get(number, ())))
        for number, (sha256, trouble) in damaged.items()
    ]


def _wrong_with(text: KeptText) -> list[Damage]:
    document = text.document
    if document is None:
        trouble = "its text cannot be read"
    elif text_sha256(document) != text.text_sha256:
        trouble = "its text has another SHA-256 than its row says"
    elif document.headline[:2000] != text.headline or len(document.text.split()) != text.words:
        trouble = "its headline or its length is another than its row says"
    else:
        return []
    own = (text.article_id, text.number)
    return [Damage(f"revision {text.number} of article {text.article_id}", trouble, (own,))]
