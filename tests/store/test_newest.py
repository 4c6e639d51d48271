"""The newest flags that answer a wish are those that reading all of them finds, whatever the wish."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import Connection, select

from tests.scripted.clock import NOON
from tests.scripted.mixture import KINDS, recorded
from tracker.model import FlagKind, Severity
from tracker.store import newest as module
from tracker.store.database import Database
from tracker.store.newest import FlagFilter, kinds_of, newest
from tracker.store.schema import articles, flags

LOUD = (Severity.LOW, Severity.HIGH, Severity.CRITICAL)


@pytest.fixture(params=[0, 10**6], ids=["by-time", "by-article"])
def store(database: Database, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """A hundred steps of four articles, some with several flags; read by chunks of three, both ways to find a source."""
    monkeypatch.setattr(module, "_CHUNK", 3)
    monkeypatch.setattr(module, "_FEW", request.param)
    with database.write() as connection:
        list(recorded(connection, random.Random(7), 100))
        yield connection


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
