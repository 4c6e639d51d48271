"""Captures and the rows that name them, without pages to read: what keeping and giving back room works on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from tests.scripted.archive import Archive
from tests.scripted.clock import Clock
from tracker.model import Outcome
from tracker.store.captured import keep_snapshot
from tracker.store.retention import sibling_of
from tracker.store.schema import checks, revisions, snapshots
from tracker.store.snapshots import Snapshots
from tracker.upkeep.gc import GcReport, Rung, Store, collect, plan


@dataclass
class Shelf:
    """Keeps captures of articles at the time of its clock, in a database and a folder of its own."""

    archive: Archive
    saved: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reopen()

    @property
    def clock(self) -> Clock:
        return self.archive.clock

    @property
    def snapshots(self) -> Snapshots:
        return self.archive.snapshots

    def reopen(self) -> None:
        """The same folder, as a new process sees it."""
        self.snapshots.close()
        self.archive.snapshots = Snapshots(self.snapshots.root, clock=lambda: self.clock().timestamp())

    def article(self, number: int, *, host: str = "paper.example") -> int:
        return self.archive.follow(f"https://{host}/{number}").id

    def see(
        self, article: int, body: bytes, outcome: Outcome = Outcome.UNCHANGED, *, edited: bool = False, **facts: Any
    ) -> int:
        """Save the bytes and write down the check that got them; gives the number of the snapshot's row."""
        with self.archive.database.read() as connection:
            sibling = sibling_of(connection, article)
        stored = self.snapshots.save(body, base=self.saved.get(article, ""), sibling=sibling)
        self.saved[article] = stored.sha256
        return self.name(article, stored, outcome, edited=edited, **facts)

    def name(
        self, article: int, stored: Any, outcome: Outcome = Outcome.UNCHANGED, *, edited: bool = False, **facts: Any
    ) -> int:
        """The rows of a check that got these bytes."""
        now = self.clock()
        with self.archive.database.write() as connection:
            snapshot_id = keep_snapshot(connection, stored, now)
            assert snapshot_id is not None
            row = {"started_at": now, "finished_at": now, "outcome": outcome, "snapshot_id": snapshot_id}
            check = insert(checks).values(article_id=article, capture=facts, **row).returning(checks.c.id)
            check_id = connection.scalars(check).one()
            if edited:
                number = len(connection.execute(select(revisions.c.id).where(revisions.c.article_id == article)).all())
                connection.execute(
                    insert(revisions).values(**_revision(article, number + 1, check_id, snapshot_id, now))
                )
        return snapshot_id

    def later(self, **span: float) -> None:
        self.clock.forward(timedelta(**span))

    def gc(self, *keep: Rung, all_orphans: bool = False) -> GcReport:
        store = Store(self.archive.database, self.snapshots, keep)
        return collect(store, now=self.clock(), progress=lambda *_: None, all_orphans=all_orphans)

    def plan(self, *keep: Rung) -> GcReport:
        return plan(Store(self.archive.database, self.snapshots, keep), now=self.clock())

    def rows(self) -> list[Any]:
        with self.archive.database.read() as connection:
            return list(connection.execute(select(snapshots).order_by(snapshots.c.id)))

    def standing(self) -> set[int]:
        """The rows whose bytes are still kept; each opens."""
        kept = [row for row in self.rows() if row.dropped_at is None]
        for row in kept:
            assert len(self.snapshots.load(row.sha256)) == row.size
        return {row.id for row in kept}


def _revision(article: int, number: int, check_id: int, snapshot_id: int, now: Any) -> dict[str, Any]:
    return {
        "article_id": article,
        "number": number,
        "cause": "edit",
        "first_seen_at": now,
        "last_seen_at": now,
        "check_id": check_id,
        "snapshot_id": snapshot_id,
        "fingerprint": "",
        "text_sha256": "",
        "extractor": "1",
        "comparer": "1",
        "document": b"",
        "headline": "",
        "words": 0,
        "severity": "low",
        "disclosure": "none",
    }
