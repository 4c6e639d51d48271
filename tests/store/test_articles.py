from __future__ import annotations

import multiprocessing
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import StatementError

from tests.scripted.archive import LEASE, Archive, rows, url_of
from tests.scripted.clock import NOON
from tests.scripted.records import URL, a_text
from tracker.model import ArticleState
from tracker.store import articles, queue, schema
from tracker.store.articles import HostTurn, NewArticle
from tracker.store.database import Database
from tracker.store.standing import standing_of

HOSTS, PER_HOST, CLAIMERS = 50, 20, 4


def test_an_article_is_followed_once_whoever_adds_it(archive: Archive) -> None:
    first, second = archive.follow(), archive.follow()
    assert first == second
    assert first.next_check_at == NOON
    assert rows(archive.database, "articles", "hosts", "aliases") == {"articles": 1, "hosts": 1, "aliases": 1}


def test_articles_of_one_host_share_it(archive: Archive) -> None:
    archive.follow("https://paper.example/a")
    archive.follow("https://paper.example/b")
    archive.follow("https://other.example/a")
    assert rows(archive.database, "articles", "hosts") == {"articles": 3, "hosts": 2}


def test_an_alias_means_the_article_and_the_first_meaning_stays(archive: Archive) -> None:
    one, two = archive.follow("https://paper.example/a"), archive.follow("https://paper.example/b")
    with archive.database.write() as connection:
        articles.add_alias(connection, one.id, "https://paper.example/c")
        articles.add_alias(connection, two.id, "https://paper.example/c")
        found = articles.find_by_key(connection, "https://paper.example/c")
        assert found is not None
        assert found.id == one.id
        assert articles.find_by_key(connection, "https://paper.example/unknown") is None
        assert standing_of(connection, one.id).keys == {"https://paper.example/a", "https://paper.example/c"}


def test_an_unknown_article_is_a_lookup_error(database: Database) -> None:
    with database.read() as connection, pytest.raises(LookupError):
        articles.get(connection, 1)


def test_articles_are_listed_as_they_were_added_or_by_source(archive: Archive) -> None:
    one = archive.follow("https://paper.example/a", source="The Paper")
    two = archive.follow("https://other.example/a")
    with archive.database.read() as connection:
        assert articles.all_articles(connection) == [one, two]
        assert articles.all_articles(connection, source="The Paper") == [one]
        assert articles.all_articles(connection, source="Nobody") == []


def test_a_paused_article_is_never_due_and_resuming_makes_it_due_at_once(archive: Archive) -> None:
    article = archive.follow()
    with archive.database.write() as connection:
        articles.pause(connection, article.id)
        assert not queue.lateness(connection, now=NOON + timedelta(days=999)).due
        assert queue.claim_due_turn(connection, now=NOON + timedelta(days=999), lease=LEASE) is None
        articles.resume(connection, article.id, now=NOON + timedelta(hours=1))
        assert articles.get(connection, article.id).state is ArticleState.LIVE
        assert queue.next_due(connection, 1, now=NOON + timedelta(hours=1)) == article.id


def test_resuming_what_was_not_paused_changes_nothing(archive: Archive) -> None:
    article = archive.follow()
    archive.see(article, a_text("It rained."))
    before = archive.article(article)
    with archive.database.write() as connection:
        articles.resume(connection, article.id, now=NOON)
    assert archive.article(article) == before


@pytest.mark.parametrize("at", [datetime(2026, 3, 14, 12), NOON.replace(tzinfo=None)])  # noqa: DTZ001 - that is the point
def test_a_time_without_a_zone_is_refused_before_it_reaches_the_disk(archive: Archive, at: datetime) -> None:
    with archive.database.write() as connection, pytest.raises(StatementError, match="has no time zone"):
        articles.add(connection, NewArticle(url=URL, key="k", host="h", source="s"), now=at)
    assert rows(archive.database, "articles") == {"articles": 0}


def test_times_come_back_to_the_microsecond_and_in_utc(archive: Archive) -> None:
    archive.clock.now = NOON + timedelta(microseconds=1)
    article = archive.follow()
    assert article.added_at == NOON + timedelta(microseconds=1)
    assert article.added_at.utcoffset() == timedelta(0)
    with archive.database.read() as connection:
        assert connection.scalar(select(schema.articles.c.id).where(schema.articles.c.added_at > NOON)) == article.id


# Turns


def test_of_two_who_claim_a_host_one_gets_it(archive: Archive) -> None:
    article = archive.follow()
    archive.claim(article)
    with archive.database.write() as connection:
        assert articles.claim_turn(connection, 1, now=NOON + LEASE - timedelta(seconds=1), lease=LEASE) is None
        assert queue.claim_due_turn(connection, now=NOON, lease=LEASE) is None


def test_a_turn_that_died_ends_with_its_lease(archive: Archive) -> None:
    dead = archive.claim(archive.follow())
    with archive.database.write() as connection:
        turn = queue.claim_due_turn(connection, now=NOON + LEASE, lease=LEASE)
        assert turn is not None
        assert turn.token == dead.token + 1
        assert articles.holds(connection, turn)
        assert not articles.holds(connection, dead)


def test_who_lost_a_turn_can_neither_prolong_nor_end_it(archive: Archive) -> None:
    dead = archive.claim(archive.follow())
    later = archive.clock.forward(LEASE)
    with archive.database.write() as connection:
        turn = articles.claim_turn(connection, 1, now=later, lease=LEASE)
        assert turn is not None
        assert not articles.prolong_turn(connection, dead, until=later + 9 * LEASE, not_before=later + LEASE)
        queue.end_turns(connection, [dead])
        assert articles.claim_turn(connection, 1, now=later, lease=LEASE) is None
        assert articles.next_allowed_at(connection, 1) == NOON


def test_a_turn_given_back_is_free_at_once(archive: Archive) -> None:
    article = archive.follow()
    archive.give_back(archive.claim(article))
    assert archive.claim(article).token == 2


def test_a_prolonged_turn_is_held_longer(archive: Archive) -> None:
    turn = archive.claim(archive.follow())
    with archive.database.write() as connection:
        assert articles.prolong_turn(connection, turn, until=NOON + 5 * LEASE, not_before=NOON)
        assert articles.claim_turn(connection, 1, now=NOON + 4 * LEASE, lease=LEASE) is None
        assert articles.claim_turn(connection, 1, now=NOON + 5 * LEASE, lease=LEASE) is not None


def test_the_pace_never_shortens_what_the_host_asked_for(archive: Archive) -> None:
    turn = archive.claim(archive.follow())
    with archive.database.write() as connection:
        connection.execute(update(schema.hosts).values(next_allowed_at=NOON + timedelta(hours=1)))
        articles.prolong_turn(connection, turn, until=NOON + LEASE, not_before=NOON + timedelta(seconds=5))
        assert articles.next_allowed_at(connection, 1) == NOON + timedelta(hours=1)
        articles.prolong_turn(connection, turn, until=NOON + LEASE, not_before=NOON + timedelta(hours=2))
        assert articles.next_allowed_at(connection, 1) == NOON + timedelta(hours=2)


def test_four_processes_share_a_thousand_articles_without_losing_or_doubling_one(database: Database) -> None:
    with database.write() as connection:
        for number in range(HOSTS * PER_HOST):
            host = f"h{number % HOSTS}.example"
            new = NewArticle(url=f"https://{host}/{number}", key=f"{host}/{number}", host=host, source=host)
            articles.add(connection, new, now=NOON)
    context = multiprocessing.get_context("spawn")
    with context.Pool(CLAIMERS) as pool:
        shares = pool.map(_claim_all, [url_of(database)] * CLAIMERS, chunksize=1)
    checked = [one for share in shares for one in share]
    assert sorted(checked) == list(range(1, HOSTS * PER_HOST + 1))


def _claim_all(url: str) -> list[int]:
    """What a worker does, but for asking: claims a host, takes its due articles, gives the host back."""
    database = Database(url)
    mine: list[int] = []
    while True:
        with database.write() as connection:
            turn = queue.claim_due_turn(connection, now=NOON, lease=LEASE)
        if turn is not None:
            while taken := _take_some(database, turn):
                mine += taken
            continue
        with database.read() as connection:
            if not queue.lateness(connection, now=NOON).due:
                return mine


def _take_some(database: Database, turn: HostTurn) -> list[int]:
    """Up to five articles in one transaction, as a turn takes one; none left gives the host back."""
    taken: list[int] = []
    with database.write() as connection:
        assert articles.holds(connection, turn)
        while len(taken) < 5 and (due := queue.next_due(connection, turn.host_id, now=NOON)) is not None:
            taken.append(due)
            later = {"next_check_at": NOON + timedelta(hours=1)}
            connection.execute(update(schema.articles).where(schema.articles.c.id == due).values(**later))
        if not taken:
            queue.end_turns(connection, [turn])
    return taken


# Forgetting


def test_forgetting_an_article_takes_all_that_was_recorded_of_it_and_nothing_else(archive: Archive) -> None:
    archive.subscribe()
    kept, forgotten = archive.follow("https://paper.example/a"), archive.follow("https://paper.example/b")
    archive.subscribe("other@paper.example", article_id=forgotten.id)
    archive.see(kept, a_text("The wall is two metres high."))
    archive.see(kept, a_text("The wall is three metres high."))
    alone = rows(archive.database)
    archive.see(forgotten, a_text("The quay is two metres wide."))
    archive.see(forgotten, a_text("The quay is three metres wide."))
    for _ in range(2):
        archive.see(forgotten, status=404)
    with archive.database.write() as connection:
        articles.remove(connection, forgotten.id)
    after = rows(archive.database)
    assert after.pop("snapshots") == alone.pop("snapshots") + 2
    assert after == alone | {"subscriptions": 1, "articles": 1, "aliases": 1}
    with archive.database.read() as connection, pytest.raises(LookupError):
        articles.get(connection, forgotten.id)


def test_a_number_is_never_given_twice(archive: Archive) -> None:
    first = archive.follow("https://paper.example/a")
    archive.see(first, a_text("The wall is two metres high."))
    with archive.database.write() as connection:
        articles.remove(connection, first.id)
    second = archive.follow("https://paper.example/b")
    assert second.id == first.id + 1
    archive.see(second, a_text("The wall is two metres high."))
    with archive.database.read() as connection:
        assert connection.scalar(select(schema.revisions.c.id)) == 2
        assert connection.scalar(select(schema.checks.c.id)) == 2
