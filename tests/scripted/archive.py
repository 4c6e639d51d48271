"""A store that is told what was seen: real rows and real snapshots, without a network in front of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text

from tests.scripted.clock import Clock
from tests.scripted.records import URL, a_capture
from tracker.compare import compare, fingerprint
from tracker.decide import decide
from tracker.decision import Look, Standing
from tracker.examining.examine import Finding
from tracker.fetch.urls import article_key, host_of
from tracker.model import Article, Document, Quality, QualityVerdict, Severity, Subscription
from tracker.schedule import Ladder
from tracker.store import articles, outbox, queue, records
from tracker.store.articles import HostTurn, NewArticle
from tracker.store.database import Database
from tracker.store.records import Visit
from tracker.store.revising import Versions
from tracker.store.schema import FULL_TEXT
from tracker.store.snapshots import Snapshots
from tracker.store.standing import standing_of

LADDER = Ladder(rungs=((timedelta(hours=3), timedelta(minutes=15)), (timedelta(days=365), timedelta(days=1))))
LEASE = timedelta(minutes=2)
VERSIONS = Versions(extractor="1", comparer="1")


def name_message(key: str) -> str:
    return f"<{key}.store@paper.example>"


@dataclass
class Archive:
    """Follows, claims, and records visits at the time of its clock."""

    database: Database
    snapshots: Snapshots
    clock: Clock = field(default_factory=Clock)

    def follow(self, url: str = URL, *, source: str = "") -> Article:
        new = NewArticle(url=url, key=article_key(url), host=host_of(url), source=source or host_of(url))
        with self.database.write() as connection:
            return articles.add(connection, new, now=self.clock())[0]

    def subscribe(self, address: str = "desk@paper.example", **wishes: Any) -> Subscription:
        wishes = {"floor": Severity.LOW, "token": f"token-of-{address}-{wishes}"} | wishes
        with self.database.write() as connection:
            return outbox.subscribe(connection, address=address, now=self.clock(), **wishes)[0]

    def standing(self, article: Article) -> Standing:
        with self.database.read() as connection:
            return standing_of(connection, article.id)

    def article(self, article: Article) -> Article:
        with self.database.read() as connection:
            return articles.get(connection, article.id)

    def claim(self, article: Article) -> HostTurn:
        with self.database.write() as connection:
            host = articles.host_id_of(connection, article.id)
            turn = articles.claim_turn(connection, host, now=self.clock(), lease=LEASE)
        assert turn is not None, "somebody holds the host"
        return turn

    def give_back(self, turn: HostTurn) -> None:
        with self.database.write() as connection:
            queue.end_turns(connection, [turn])

    def visit(
        self, article: Article, said: Document | None = None, *, status: int = 200, memory: bytes = b"", **got: Any
    ) -> Visit:
        """A visit that saw this text (None: no body), decided but not recorded."""
        standing = self.standing(article)
        body = b"" if said is None else f"<html>{said.headline}{said.text}".encode("utf-8", "replace")
        capture = a_capture(status, body, at=self.clock(), **{"url": article.url, "requested_url": article.url} | got)
        stored = self.snapshots.save(body) if body else None
        look = Look(
            got=capture,
            body_sha256=stored.sha256 if stored else "",
            finding=None if said is None else found(standing, said),
            key=article_key(capture.url),
        )
        decision = decide(standing, look, ladder=LADDER, now=capture.finished_at, chance=0.5)
        return Visit(standing=standing, got=capture, snapshot=stored, decision=decision, memory=memory)

    def record(self, visit: Visit, turn: HostTurn) -> int:
        with self.database.write() as connection:
            return records.record(connection, visit, turn=turn, versions=VERSIONS, name_message=name_message)

    def see(self, article: Article, said: Document | None = None, *, status: int = 200, **got: Any) -> int:
        """Claim, visit, record and give back; gives how many alerts were promised."""
        turn = self.claim(article)
        try:
            return self.record(self.visit(article, said, status=status, **got), turn)
        finally:
            self.give_back(turn)


def found(standing: Standing, said: Document) -> Finding:
    """What examining a page with this text gives."""
    base = standing.latest.document if standing.latest else None
    mark = fingerprint(said)
    differs = base is not None and fingerprint(base) != mark
    return Finding(
        document=said,
        quality=Quality(QualityVerdict.OK),
        fingerprint=mark,
        change=compare(base, said) if base is not None and differs else None,
    )


@contextmanager
def raw(database: Database) -> Iterator[sqlite3.Connection]:
    """The database as SQLite itself sees it."""
    assert database.path is not None
    with closing(sqlite3.connect(database.path)) as connection:
        yield connection


def url_of(database: Database) -> str:
    """What another process opens the database by."""
    return database._engine.url.render_as_string(hide_password=False)


def rows(database: Database, *tables: str) -> dict[str, int]:
    """How many rows tables have; all of them where none is named, but for the index of words, which cannot be read."""
    with database.read() as connection:
        names = tables or tuple(
            name
            for name in sorted(inspect(connection).get_table_names())
            if not name.startswith(("sqlite_", "alembic_", FULL_TEXT))
        )
        return {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in names}  # noqa: S608 - our own names


def kept(snapshots: Snapshots) -> int:
    """How many captures stand in the packs."""
    return snapshots.packs.index.totals().captures


def rot(snapshots: Snapshots) -> None:
    """Every pack is spoiled: as long as it was, and nothing in it can be read."""
    for number in snapshots.packs.numbers():
        path = snapshots.packs.path(number)
        path.write_bytes(b"rot!" * (path.stat().st_size // 4))


def files(folder: Path) -> list[str]:
    """The files under a folder, by their paths in it."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
