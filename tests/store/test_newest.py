"""The newest flags that answer a wish are those that reading all of them finds, whatever the wish."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import Connection, insert, select

from tests.scripted.clock import NOON
from tests.scripted.records import a_flag
from tracker.model import FlagKind, Severity, Verdict
from tracker.store import articles as following
from tracker.store import newest as module
from tracker.store.articles import NewArticle
from tracker.store.codec import to_json
from tracker.store.database import Database
from tracker.store.newest import FlagFilter, kinds_of, newest
from tracker.store.schema import articles, checks, flags, revisions, snapshots

LOUD = (Severity.LOW, Severity.HIGH, Severity.CRITICAL)
KINDS = (FlagKind.QUOTE_CHANGED, FlagKind.QUOTE_ADDED, FlagKind.FACT_CHANGED, FlagKind.ARTICLE_GONE)


@pytest.fixture(params=[0, 10**6], ids=["by-time", "by-article"])
def store(database: Database, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """A hundred steps of four articles, some with several flags; read by chunks of three, both ways to find a source."""
    monkeypatch.setattr(module, "_CHUNK", 3)
    monkeypatch.setattr(module, "_FEW", request.param)
    with database.write() as connection:
        fill(connection, random.Random(7))
        yield connection


def fill(connection: Connection, chance: random.Random) -> None:
    numbers = []
    for name in range(4):
        new = NewArticle(f"https://paper.example/{name}", f"{name}", "paper.example", f"Paper {name % 2}")
        numbers.append(following.add(connection, new, now=NOON)[0].id)
    connection.execute(insert(snapshots).values(sha256="1", size=1, stored_size=1, stored_at=NOON))
    connection.execute(insert(checks).values(article_id=1, started_at=NOON, finished_at=NOON, outcome="changed"))
    for step in range(100):
        at, article = NOON + timedelta(minutes=step), chance.choice(numbers)
        row = {"article_id": article, "number": step, "cause": "edit", "first_seen_at": at, "last_seen_at": at}
        row |= {"check_id": 1, "snapshot_id": 1, "fingerprint": "", "text_sha256": "", "extractor": "", "comparer": ""}
        row |= {"document": b"", "headline": "", "words": 1, "severity": "low"}
        row["disclosure"] = chance.choice([Verdict.SILENT, Verdict.LATE])
        made = connection.scalars(insert(revisions).values(**row).returning(revisions.c.id)).one()
        own = made if chance.random() < 0.8 else None
        for _ in range(chance.randint(1, 3)):
            kind, severity = chance.choice(KINDS), chance.choice([*LOUD, Severity.SILENT])
            found = {"kind": kind, "severity": severity, "flag": to_json(a_flag(kind, severity)), "found_at": at}
            connection.execute(insert(flags).values(article_id=article, revision_id=own, **found))


def read_from_end_to_end(connection: Connection, wanted: FlagFilter) -> list[int]:
    rows = connection.execute(
        select(flags, articles.c.source).join(articles, articles.c.id == flags.c.article_id).order_by(flags.c.id.desc())
    )
    return [
        row.id
        for row in rows
        if row.severity in wanted.severities
        and (wanted.kinds is None or row.kind in wanted.kinds)
        and (not wanted.source or row.source == wanted.source)
        and (not wanted.since or row.found_at >= wanted.since)
    ]


WISHES = [
    FlagFilter(*each)
    for each in product(
        [LOUD, (Severity.CRITICAL,)],
        [None, KINDS[:2]],
        ["", "Paper 1", "Nobody"],
        [None, NOON + timedelta(minutes=70)],
    )
]


def test_every_wish_finds_what_reading_everything_finds(store: Connection) -> None:
    for wanted in WISHES:
        expected = read_from_end_to_end(store, wanted)
        assert [number for number, _ in newest(store, wanted)] == expected, wanted
        assert [number for number, _ in newest(store, wanted, limit=5)] == expected[:5], wanted
        assert [number for number, _ in newest(store, wanted, before=90)] == [one for one in expected if one < 90], (
            wanted
        )


def test_words_mean_kinds_or_families() -> None:
    assert kinds_of(()) is None
    assert kinds_of(["quote_added"]) == (FlagKind.QUOTE_ADDED,)
    assert set(kinds_of(["article"]) or ()) == {
        FlagKind.ARTICLE_GONE,
        FlagKind.ARTICLE_RETURNED,
        FlagKind.ARTICLE_MOVED,
    }
    assert kinds_of(["quot", "%"]) == ()


def test_a_kind_that_does_not_exist_finds_nothing(store: Connection) -> None:
    assert list(newest(store, FlagFilter(LOUD, ()))) == []


@pytest.mark.sqlite
@pytest.mark.parametrize("kinds", [None, KINDS[:2]])
@pytest.mark.parametrize("source", ["", "Paper 1"])
def test_no_question_reads_all_flags(store: Connection, kinds: tuple[FlagKind, ...] | None, source: str) -> None:
    wanted = FlagFilter(LOUD, kinds, source)
    asked = module._page(wanted, 50, None, few=module._FEW > 0 and bool(source), most=3)
    rows = store.exec_driver_sql(
        f"EXPLAIN QUERY PLAN {asked.compile(store, compile_kwargs={'literal_binds': True})}"
    ).all()
    assert not [
        row[3] for row in rows if row[3].startswith("SCAN") and "(subquery" not in row[3] and "anon" not in row[3]
    ]
