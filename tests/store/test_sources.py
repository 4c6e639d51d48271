"""Sources and what they led to, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.scripted.archive import LEASE, Archive, rows
from tests.scripted.clock import NOON
from tracker.fetch.urls import article_key, host_of
from tracker.model import Article, LookOutcome, Source, Validators
from tracker.schedule import HintKind
from tracker.store import articles, queue, sources
from tracker.store.articles import HostTurn, NewArticle, TurnLostError
from tracker.store.sources import Candidate, Looked, NewSource

FEED = "https://paper.example/feed"
STORY = "https://paper.example/news/island-ferry-to-stop"
OTHER = "https://paper.example/news/island-ferry-to-run-after-all"
_PAUSE = timedelta(minutes=15)


def follow(archive: Archive, url: str = FEED, **wishes: object) -> tuple[Source, bool]:
    new = NewSource(url, host_of(url), "The Paper", (), (), 200, _PAUSE)
    with archive.database.write() as connection:
        return sources.add(connection, new, now=archive.clock())


def named(url: str = STORY, name: str = "", claimed_at: datetime | None = None) -> Candidate:
    key = article_key(url)
    return Candidate(NewArticle(url=url, key=key, host=host_of(url), source="The Paper"), name or key, claimed_at)


def claim(archive: Archive, source: Source) -> HostTurn:
    with archive.database.write() as connection:
        host = sources.host_id_of(connection, source.id)
        turn = articles.claim_turn(connection, host, now=archive.clock(), lease=LEASE)
    assert turn is not None
    return turn


def adopt(archive: Archive, source: Source, candidates: Sequence[Candidate]) -> list[Article]:
    turn = claim(archive, source)
    with archive.database.write() as connection:
        new = sources.adopt(connection, source, candidates, turn=turn, now=archive.clock())
        queue.end_turns(connection, [turn])
        return new


def record(archive: Archive, source: Source, looked: Looked) -> Source:
    turn = claim(archive, source)
    with archive.database.write() as connection:
        sources.record(connection, source, looked, turn=turn)
        queue.end_turns(connection, [turn])
        return sources.get(connection, source.id)


def a_look(archive: Archive, **what: object) -> Looked:
    now = archive.clock()
    looked = {
        "outcome": LookOutcome.READ,
        "detail": "",
        "looked_at": now,
        "next_look_at": now + _PAUSE,
        "pause": _PAUSE,
    }
    return Looked(**looked | what)  # type: ignore[arg-type] # the test's own names


def test_a_source_is_due_at_once_and_followed_once(archive: Archive) -> None:
    source, new = follow(archive)
    assert (source.url, source.name, source.next_look_at, source.kind, source.articles) == (
        FEED,
        "The Paper",
        NOON,
        "",
        0,
    )
    assert new
    assert follow(archive) == (source, False)


def test_new_wishes_for_a_known_source_are_kept_and_it_is_read_afresh(archive: Archive) -> None:
    source, _ = follow(archive)
    record(archive, source, a_look(archive, validators=Validators(etag='"1"')))
    wish = NewSource(FEED, "paper.example", "Politics", ("/politics/",), ("/live/",), 7, _PAUSE)
    archive.clock.forward(timedelta(minutes=1))
    with archive.database.write() as connection:
        after, _ = sources.add(connection, wish, now=archive.clock())
        assert sources.validators_of(connection, source.id) == Validators()
    assert (after.name, after.include, after.exclude, after.cap) == ("Politics", ("/politics/",), ("/live/",), 7)
    assert after.next_look_at == archive.clock()


def test_what_a_source_names_is_followed_under_its_name(archive: Archive) -> None:
    source, _ = follow(archive)
    (article,) = adopt(archive, source, [named()])
    assert (article.url, article.source, article.next_check_at) == (STORY, "The Paper", NOON)
    assert adopt(archive, source, [named()]) == []
    with archive.database.read() as connection:
        assert sources.get(connection, source.id).articles == 1


def test_what_is_followed_already_is_not_followed_twice(archive: Archive) -> None:
    source, _ = follow(archive)
    archive.follow(STORY.replace("https://", "http://www.") + "?utm_source=x")
    assert adopt(archive, source, [named()]) == []
    assert rows(archive.database, "articles", "source_items") == {"articles": 1, "source_items": 1}


def test_one_article_under_two_addresses_in_one_look_is_one(archive: Archive) -> None:
    source, _ = follow(archive)
    assert len(adopt(archive, source, [named(STORY), named(STORY + "/?utm_source=feed"), named(STORY, "n-17")])) == 1


def test_the_same_name_with_a_new_address_is_the_same_article(archive: Archive) -> None:
    source, _ = follow(archive)
    (article,) = adopt(archive, source, [named(STORY, "n-17")])
    assert adopt(archive, source, [named(OTHER, "n-17")]) == []
    with archive.database.read() as connection:
        assert articles.find_by_key(connection, article_key(OTHER)) == article


def test_a_source_cannot_give_one_paper_s_article_to_another(archive: Archive) -> None:
    source, _ = follow(archive)
    adopt(archive, source, [named(STORY, "n-17")])
    adopt(archive, source, [named(STORY.replace("paper", "victim"), "n-17")])
    with archive.database.read() as connection:
        assert articles.find_by_key(connection, article_key(STORY.replace("paper", "victim"))) is None


def test_an_article_that_a_person_forgot_does_not_come_back(archive: Archive) -> None:
    source, _ = follow(archive)
    (article,) = adopt(archive, source, [named()])
    with archive.database.write() as connection:
        articles.remove(connection, article.id)
    assert adopt(archive, source, [named()]) == []
    assert rows(archive.database, "articles") == {"articles": 0}


def test_articles_stay_when_their_source_is_forgotten(archive: Archive) -> None:
    source, _ = follow(archive)
    (article,) = adopt(archive, source, [named()])
    with archive.database.write() as connection:
        sources.remove(connection, source.id)
        assert sources.all_sources(connection) == []
        assert articles.get(connection, article.id).source == "The Paper"
    assert rows(archive.database, "source_items") == {"source_items": 0}


def checked(archive: Archive, source: Source, candidates: Sequence[Candidate]) -> list[Article]:
    """Articles that were found and checked; an hour later."""
    found = adopt(archive, source, candidates)
    with archive.database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE articles SET last_checked_at = next_check_at, next_check_at = next_check_at + 86400000000"
        )
    archive.clock.forward(timedelta(hours=1))
    return found


def test_what_the_source_says_was_updated_is_checked_at_once(archive: Archive) -> None:
    source, _ = follow(archive)
    (article,) = checked(archive, source, [named(claimed_at=NOON)])
    adopt(archive, source, [named(claimed_at=NOON + timedelta(minutes=30))])
    assert archive.article(article).next_check_at == archive.clock()


@pytest.mark.parametrize("claimed_at", [None, NOON, NOON - timedelta(days=1)])
def test_what_was_not_updated_waits_its_turn(archive: Archive, claimed_at: datetime | None) -> None:
    source, _ = follow(archive)
    (article,) = checked(archive, source, [named(claimed_at=NOON)])
    adopt(archive, source, [named(claimed_at=claimed_at)])
    assert archive.article(article).next_check_at == NOON + timedelta(days=1)


def test_an_update_that_a_source_claims_makes_the_article_and_its_host_urgent(archive: Archive) -> None:
    source, _ = follow(archive)
    (article,) = checked(archive, source, [named(claimed_at=NOON)])
    with archive.database.write() as connection:
        connection.exec_driver_sql("UPDATE articles SET urgency = 5")
        connection.exec_driver_sql("UPDATE hosts SET urgency = 5, ready_at = NULL")
    adopt(archive, source, [named(claimed_at=NOON + timedelta(minutes=30))])
    assert archive.standing(article).life.hint is HintKind.LIST
    assert archive.standing(article).life.urgency == 8
    with archive.database.read() as connection:
        assert queue.ready_hosts(connection, now=archive.clock(), most=9) == [1]


def test_claims_in_vain_bring_a_look_less_and_less_soon(archive: Archive) -> None:
    source, _ = follow(archive)
    (article,) = checked(archive, source, [named(claimed_at=NOON)])
    with archive.database.write() as connection:
        connection.exec_driver_sql("UPDATE articles SET idle_hints = 5, last_checked_at = last_checked_at + 3000000000")
    adopt(archive, source, [named(claimed_at=NOON + timedelta(minutes=59))])
    assert archive.article(article).next_check_at == NOON + timedelta(minutes=50 + 5 * 2**5)


def test_an_article_is_as_old_as_its_source_says(archive: Archive) -> None:
    source, _ = follow(archive)
    born_at = NOON - timedelta(days=40)
    late = named()
    (article,) = adopt(archive, source, [replace(late, article=replace(late.article, published_at=born_at))])
    assert archive.standing(article).life.born_at == born_at


def test_a_source_that_stamps_everything_anew_says_nothing(archive: Archive) -> None:
    source, _ = follow(archive)
    stories = [f"{STORY}-{number}" for number in range(10)]
    found = checked(archive, source, [named(url, claimed_at=NOON) for url in stories])
    adopt(archive, source, [named(url, claimed_at=archive.clock()) for url in stories])
    assert {archive.article(article).next_check_at for article in found} == {NOON + timedelta(days=1)}


def test_a_look_is_kept_with_its_validators(archive: Archive) -> None:
    source, _ = follow(archive)
    after = record(archive, source, a_look(archive, kind="feed", validators=Validators(etag='"1"', last_modified="x")))
    assert (after.kind, after.last_outcome, after.last_looked_at) == ("feed", LookOutcome.READ, NOON)
    with archive.database.read() as connection:
        assert sources.validators_of(connection, source.id) == Validators(etag='"1"', last_modified="x")
        assert not sources.any_due(connection, now=NOON)
        assert sources.any_due(connection, now=NOON + _PAUSE)


def test_a_failed_look_keeps_the_validators_and_says_why(archive: Archive) -> None:
    source, _ = follow(archive)
    record(archive, source, a_look(archive, validators=Validators(etag='"1"')))
    record(archive, source, a_look(archive, outcome=LookOutcome.FAILED, detail="the host answers 500", failures=1))
    with archive.database.read() as connection:
        assert sources.validators_of(connection, source.id).etag == '"1"'
        after = sources.get(connection, source.id)
    assert (after.failures, after.last_detail) == (1, "the host answers 500")


def test_a_source_that_moved_is_found_by_either_address(archive: Archive) -> None:
    source, _ = follow(archive, "https://paper.example/")
    moved = a_look(archive, outcome=LookOutcome.MOVED, url="https://feeds.example/paper", host="feeds.example")
    after = record(archive, source, moved)
    assert (after.url, after.asked_url, after.host) == (
        "https://feeds.example/paper",
        "https://paper.example/",
        "feeds.example",
    )
    with archive.database.read() as connection:
        assert sources.find(connection, after.url) == sources.find(connection, after.asked_url) == after


def test_nothing_is_written_once_the_host_went_to_somebody_else(archive: Archive) -> None:
    source, _ = follow(archive)
    turn = claim(archive, source)
    archive.clock.forward(LEASE)
    claim(archive, source)
    with pytest.raises(TurnLostError), archive.database.write() as connection:
        sources.adopt(connection, source, [named()], turn=turn, now=archive.clock())
    with pytest.raises(TurnLostError), archive.database.write() as connection:
        sources.record(connection, source, a_look(archive), turn=turn)
    assert rows(archive.database, "articles") == {"articles": 0}


def test_the_host_of_the_source_that_waited_longest_is_claimed_once_it_may_be_asked(archive: Archive) -> None:
    slow, _ = follow(archive, "https://slow.example/feed")
    archive.clock.forward(timedelta(seconds=1))
    quick, _ = follow(archive)
    record(archive, slow, a_look(archive, next_look_at=NOON, host_until=NOON + timedelta(hours=1)))
    with archive.database.write() as connection:
        claimed = sources.claim_due_turn(connection, now=archive.clock(), lease=LEASE)
        assert claimed is not None
        assert (claimed.source_id, claimed.turn.name) == (quick.id, "paper.example")
        assert sources.claim_due_turn(connection, now=archive.clock(), lease=LEASE) is None


def test_a_name_of_ten_thousand_characters_fits(archive: Archive) -> None:
    source, _ = follow(archive)
    assert len(adopt(archive, source, [named(STORY, "n" * 10_000), named(OTHER, "\ud800")])) == 2


def test_a_thousand_candidates_are_looked_up_in_a_few_questions(archive: Archive) -> None:
    source, _ = follow(archive)
    many = [named(f"{STORY}-{number}") for number in range(1_200)]
    assert len(adopt(archive, source, many)) == 1_200
    assert adopt(archive, source, many) == []
