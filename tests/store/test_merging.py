"""Two articles that are one: the older stays, nothing recorded is lost, and what was asked of the younger goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.scripted.archive import Archive, rows
from tests.scripted.records import URL, a_text
from tracker.fetch.urls import article_key
from tracker.model import Article, ArticleState
from tracker.store import articles, history, outbox
from tracker.store.merging import merge
from tracker.store.records import Visit

OLD, NEW = a_text("“It will take 42 days,” said Ada Moss."), a_text("“It will take 43 days,” said Ada Moss.")
OTHER = a_text("The ferry to the islands is late again, and nobody can say why.", headline="Ferry late")


@pytest.fixture
def pair(archive: Archive) -> tuple[Article, Article]:
    """An older and a younger article with one text, the older seen through an edit."""
    older, younger = archive.follow(), archive.follow(f"{URL}-again")
    archive.see(older, OLD)
    archive.see(younger, OLD)
    archive.clock.forward(timedelta(minutes=15))
    archive.see(older, NEW)
    return older, younger


def merged(archive: Archive, one: Article, other: Article) -> Article | None:
    with archive.database.write() as connection:
        return merge(connection, one.id, other.id, now=archive.clock())


@pytest.mark.parametrize("turned", [False, True])
def test_the_older_stays_whoever_was_looked_at(
    archive: Archive,
    pair: tuple[Article, Article],
    turned: bool,  # noqa: FBT001
) -> None:
    older, younger = pair
    kept = merged(archive, *((younger, older) if turned else (older, younger)))
    assert kept is not None
    assert kept.id == older.id
    closed = archive.article(younger)
    assert (closed.state, closed.next_check_at, closed.last_detail) == (
        ArticleState.MERGED,
        None,
        f"merged into article {older.id}",
    )
    assert archive.article(older).state is ArticleState.LIVE


def test_nothing_that_was_recorded_is_lost_or_moved(archive: Archive, pair: tuple[Article, Article]) -> None:
    before = rows(archive.database, "checks", "revisions", "alerts", "snapshots")
    with archive.database.read() as connection:
        records_before = [history.revisions_of(connection, one.id) for one in pair]
    merged(archive, *pair)
    assert rows(archive.database, "checks", "revisions", "alerts", "snapshots") == before
    with archive.database.read() as connection:
        assert [history.revisions_of(connection, one.id) for one in pair] == records_before
        told = [history.events_of(connection, one.id)[-1].flag.summary for one in pair]
    assert told == [
        "Article 2 is the same and was merged into this one",
        "Merged into article 1: both addresses show one article",
    ]


def test_every_address_of_the_younger_means_the_older(archive: Archive, pair: tuple[Article, Article]) -> None:
    older, younger = pair
    merged(archive, *pair)
    with archive.database.read() as connection:
        found = articles.find_by_key(connection, article_key(younger.url))
    assert found is not None
    assert found.id == older.id
    assert archive.follow(younger.url).id == older.id


def test_who_asked_for_the_younger_is_told_of_the_older_and_of_both_once(
    archive: Archive, pair: tuple[Article, Article]
) -> None:
    older, younger = pair
    archive.subscribe("one@paper.example", article_id=younger.id)
    archive.subscribe("two@paper.example", article_id=older.id)
    archive.subscribe("two@paper.example", article_id=younger.id)
    merged(archive, *pair)
    with archive.database.read() as connection:
        standing = outbox.active_subscriptions(connection)
    assert sorted((one.address, one.article_id) for one in standing) == [
        ("one@paper.example", older.id),
        ("two@paper.example", older.id),
    ]


def test_articles_with_different_texts_stay_two(archive: Archive) -> None:
    one, other = archive.follow(), archive.follow(f"{URL}-other")
    archive.see(one, OLD)
    archive.see(other, OTHER)
    assert merged(archive, one, other) is None
    assert archive.article(other).state is ArticleState.LIVE


def test_what_was_never_seen_is_not_merged(archive: Archive) -> None:
    one, other = archive.follow(), archive.follow(f"{URL}-other")
    assert merged(archive, one, other) is None
    assert merged(archive, one, one) is None


def test_what_a_person_paused_and_what_is_gone_is_left_alone(archive: Archive, pair: tuple[Article, Article]) -> None:
    older, younger = pair
    with archive.database.write() as connection:
        articles.pause(connection, older.id)
    assert merged(archive, *pair) is None
    assert archive.article(younger).state is ArticleState.LIVE
    with archive.database.write() as connection:
        articles.resume(connection, older.id, now=archive.clock())
    for _ in range(2):
        archive.see(older, None, status=404)
    assert merged(archive, *pair) is None


def test_a_look_that_was_under_way_does_not_bring_the_younger_back(
    archive: Archive, pair: tuple[Article, Article]
) -> None:
    older, younger = pair
    visit: Visit = archive.visit(younger, OLD)
    merged(archive, older, younger)
    turn = archive.claim(younger)
    archive.record(visit, turn)
    archive.give_back(turn)
    assert archive.article(younger).state is ArticleState.MERGED
    assert archive.article(younger).next_check_at is None
    archive.see(younger, NEW)
    assert archive.article(younger).state is ArticleState.MERGED
