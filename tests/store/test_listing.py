"""Lists by the page: every change once, whole and in order, whatever the filter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, text

from tests.scripted.clock import NOON
from tests.scripted.records import a_flag
from tracker.codec import to_json
from tracker.model import ArticleState, FlagKind, Outcome, Severity, Verdict
from tracker.store import articles as following
from tracker.store.articles import NewArticle
from tracker.store.database import Database
from tracker.store.listing import ChangeFilter, ListedChange, articles_listed, changes, sources
from tracker.store.schema import TROUBLED, articles, checks, flags, revisions, snapshots
from tracker.store.steps import fill_steps


@pytest.fixture
def store(database: Database) -> Iterator[Connection]:
    with database.write() as connection:
        yield connection


def follow(connection: Connection, name: str, **values: Any) -> int:
    """An article of that name with one check and one snapshot to hang revisions on."""
    new = NewArticle(url=f"https://paper.example/{name}", key=f"paper.example/{name}", host="paper.example", source="")
    article, _ = following.add(connection, new, now=NOON)
    connection.execute(articles.update().where(articles.c.id == article.id).values(**{"source": "Paper"} | values))
    return article.id


def change(
    connection: Connection, article: int, number: int, *found: tuple[FlagKind, Severity], verdict: Verdict
) -> None:
    """A revision with these flags."""
    at = NOON + timedelta(hours=number)
    snapshot = connection.scalars(
        insert(snapshots)
        .values(sha256=f"{article}-{number}", size=1, stored_size=1, stored_at=at)
        .returning(snapshots.c.id)
    ).one()
    check = connection.scalars(
        insert(checks)
        .values(article_id=article, started_at=at, finished_at=at, outcome=Outcome.CHANGED, snapshot_id=snapshot)
        .returning(checks.c.id)
    ).one()
    revision = connection.scalars(
        insert(revisions)
        .values(
            article_id=article,
            number=number,
            cause="edit",
            first_seen_at=at,
            last_seen_at=at,
            check_id=check,
            snapshot_id=snapshot,
            fingerprint="",
            text_sha256="",
            extractor="1",
            comparer="1",
            document=b"",
            headline="",
            words=1,
            severity="high",
            disclosure=verdict,
        )
        .returning(revisions.c.id)
    ).one()
    for kind, severity in found:
        flag(connection, article, revision, kind, severity)


def flag(connection: Connection, article: int, revision: int | None, kind: FlagKind, severity: Severity) -> None:
    row = {"article_id": article, "revision_id": revision, "found_at": NOON, "kind": kind, "severity": severity}
    connection.execute(insert(flags).values(**row, flag=to_json(a_flag(kind, severity))))


@pytest.fixture
def filled(store: Connection) -> Connection:
    """Two articles, three changes with flags between events of their own."""
    first, second = follow(store, "first"), follow(store, "second", source="Other")
    quote, fact = FlagKind.QUOTE_CHANGED, FlagKind.FACT_CHANGED
    change(store, first, 2, (fact, Severity.LOW), (quote, Severity.CRITICAL), verdict=Verdict.SILENT)
    change(store, second, 2, (FlagKind.STYLE, Severity.SILENT), verdict=Verdict.NONE)
    flag(store, second, None, FlagKind.ARTICLE_GONE, Severity.HIGH)
    flag(store, second, None, FlagKind.ARTICLE_RETURNED, Severity.MEDIUM)
    change(store, second, 3, (fact, Severity.HIGH), (fact, Severity.HIGH), verdict=Verdict.LATE)
    change(store, first, 3, (quote, Severity.MEDIUM), (FlagKind.STYLE, Severity.SILENT), verdict=Verdict.SILENT)
    fill_steps(store)
    return store


def told(found: list[ListedChange]) -> list[tuple[int, int | None, list[str]]]:
    return [(one.article.id, one.revision, [flag.severity.value for flag in one.flags]) for one in found]


ALL = [
    (1, 3, ["medium"]),
    (2, 3, ["high", "high"]),
    (2, None, ["medium"]),
    (2, None, ["high"]),
    (1, 2, ["critical", "low"]),
]


def test_flags_of_one_step_stand_together_newest_step_first(filled: Connection) -> None:
    assert told(changes(filled, ChangeFilter(), limit=10)) == ALL


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_pages_of_any_size_give_every_change_once(filled: Connection, size: int) -> None:
    found: list[ListedChange] = []
    while page := changes(filled, ChangeFilter(), before=found[-1].number if found else None, limit=size):
        assert len(page) <= size
        found += page
    assert told(found) == ALL


@pytest.mark.parametrize(
    ("chosen", "places"),
    [
        (ChangeFilter(floor=Severity.CRITICAL), [(1, 2)]),
        (ChangeFilter(floor=Severity.HIGH), [(2, 3), (2, None), (1, 2)]),
        (ChangeFilter(kind="quote"), [(1, 3), (1, 2)]),
        (ChangeFilter(kind="article_gone"), [(2, None)]),
        (ChangeFilter(kind="quot"), []),
        (ChangeFilter(kind="%"), []),
        (ChangeFilter(source="Other"), [(2, 3), (2, None), (2, None)]),
        (ChangeFilter(disclosure=Verdict.SILENT), [(1, 3), (1, 2)]),
        (ChangeFilter(floor=Severity.HIGH, kind="fact", source="Paper"), []),
    ],
)
def test_a_filter_chooses_changes_that_have_such_a_flag(
    filled: Connection, chosen: ChangeFilter, places: list[tuple[int, int | None]]
) -> None:
    assert [(one.article.id, one.revision) for one in changes(filled, chosen, limit=10)] == places


def test_an_empty_store_has_no_changes(store: Connection) -> None:
    assert changes(store, ChangeFilter(), limit=10) == []


def test_articles_come_newest_first_by_the_page(store: Connection) -> None:
    numbers = [follow(store, str(number)) for number in range(5)]
    first = articles_listed(store, limit=3)
    rest = articles_listed(store, before=first[-1].id, limit=3)
    assert [article.id for article in (*first, *rest)] == numbers[::-1]


def test_articles_are_chosen_by_source_state_and_trouble(store: Connection) -> None:
    failed = follow(store, "failed", last_outcome=Outcome.FAILED)
    follow(store, "paused", last_outcome=Outcome.FAILED, state=ArticleState.PAUSED)
    gone = follow(store, "gone", last_outcome=Outcome.GONE, state=ArticleState.GONE, source="Other")
    follow(store, "awaited", last_outcome=Outcome.SUSPECT, awaited=True)
    assert [article.id for article in articles_listed(store, troubled=True, limit=9)] == [gone, failed]
    if store.dialect.name == "sqlite":
        asked = str(select(articles.c.id).where(TROUBLED).order_by(articles.c.id.desc()))
        assert "ix_articles_troubled" in str(store.execute(text(f"EXPLAIN QUERY PLAN {asked}")).all())
    assert [article.id for article in articles_listed(store, state=ArticleState.GONE, limit=9)] == [gone]
    assert [article.id for article in articles_listed(store, source="Other", limit=9)] == [gone]
    assert sources(store, limit=9) == ["Other", "Paper"]
    assert sources(store, limit=1) == ["Other"]
