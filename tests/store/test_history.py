from __future__ import annotations

from datetime import timedelta

import pytest

from tests.scripted.archive import Archive
from tests.scripted.clock import NOON
from tests.scripted.records import a_text
from tracker.model import Article, FlagKind, Outcome, Severity, Verdict
from tracker.store import articles, history, queue

OLD, NEW = a_text("“It will take 42 days,” said Ada Moss."), a_text("“It will take 43 days,” said Ada Moss.")
QUARTER = timedelta(minutes=15)


@pytest.fixture
def watched(archive: Archive) -> Article:
    """An article that was looked at five times, a quarter of an hour apart: first, same, busy, edited, missing."""
    article = archive.follow(source="The Paper")
    for said, status in ((OLD, 200), (OLD, 200), (None, 503), (NEW, 200), (None, 404)):
        archive.see(article, said, status=status)
        archive.clock.forward(QUARTER)
    return article


def test_checks_are_listed_newest_first(archive: Archive, watched: Article) -> None:
    with archive.database.read() as connection:
        checks = history.checks_of(connection, watched.id)
        assert history.checks_of(connection, watched.id, limit=2) == checks[:2]
    assert [check.outcome for check in checks] == [
        Outcome.GONE,
        Outcome.CHANGED,
        Outcome.FAILED,
        Outcome.UNCHANGED,
        Outcome.CHANGED,
    ]
    assert [check.status for check in checks] == [404, 200, 503, 200, 200]
    assert [bool(check.snapshot_sha256) for check in checks] == [False, True, False, True, True]
    assert checks[-1].started_at == NOON
    assert checks[2].detail == "the host answers 503"


def test_the_longest_gap_is_between_looks_that_saw_the_text(archive: Archive, watched: Article) -> None:
    with archive.database.read() as connection:
        summary = history.check_summary(connection, watched.id)
    assert (summary.checks, summary.sightings, summary.longest_gap) == (5, 3, 2 * QUARTER)


def test_looks_are_counted_into_spans_with_whether_one_saw_the_text(archive: Archive, watched: Article) -> None:
    with archive.database.read() as connection:
        at = sorted((check.started_at, check.outcome) for check in history.checks_of(connection, watched.id))
        from_at, until_at = at[0][0], at[-1][0] + timedelta(microseconds=1)
        found = history.looks_in_spans(connection, watched.id, from_at=from_at, until_at=until_at, spans=1000)
        one = history.looks_in_spans(connection, watched.id, from_at=from_at, until_at=until_at, spans=1)
    saw = {Outcome.CHANGED, Outcome.UNCHANGED, Outcome.NOT_MODIFIED}
    assert found == [((1000 * (when - from_at)) // (until_at - from_at), outcome in saw) for when, outcome in at]
    assert {saw for _, saw in found} == {True, False}
    assert one == [(0, True)]


def test_an_article_seen_once_has_no_gap(archive: Archive) -> None:
    article = archive.follow()
    archive.see(article, OLD)
    with archive.database.read() as connection:
        assert history.check_summary(connection, article.id).longest_gap is None


def test_a_revision_is_found_by_number_and_by_id(archive: Archive, watched: Article) -> None:
    with archive.database.read() as connection:
        second = history.revision(connection, watched.id, 2)
        assert history.revision_by_id(connection, second.id) == second
        assert history.revisions_of(connection, watched.id)[1] == second
        assert history.document_of(connection, second.id) == NEW
        for ask in (
            lambda: history.revision(connection, watched.id, 3),
            lambda: history.revision_by_id(connection, 99),
            lambda: history.stored_flag(connection, 99),
        ):
            with pytest.raises(LookupError):
                ask()


def test_flags_are_found_by_time_kind_family_source_and_severity(archive: Archive, watched: Article) -> None:
    with archive.database.read() as connection:
        every = history.flags_found(connection)
        assert every
        assert history.flags_found(connection, limit=1) == every[:1]
        assert history.flags_found(connection, since=archive.clock()) == []
        assert history.flags_found(connection, since=NOON) == every
        quotes = history.flags_found(connection, kinds=("quote_changed",))
        assert [found.flag.kind for found in quotes] == [FlagKind.QUOTE_CHANGED]
        assert {found.id for found in quotes} <= {
            found.id for found in history.flags_found(connection, kinds=("quote",))
        }
        assert history.flags_found(connection, kinds=("quot", "%", "quote%", "_")) == []
        assert history.flags_found(connection, source="The Paper") == every
        assert history.flags_found(connection, source="Another") == []
        severe = history.flags_found(connection, floor=Severity.CRITICAL)
        assert [found for found in every if found.flag.severity is Severity.CRITICAL] == severe
        assert history.stored_flag(connection, quotes[0].id) == quotes[0]
    assert (quotes[0].revision, quotes[0].article.id) == (2, watched.id)
    assert quotes[0].window.after_at == NOON + QUARTER


def test_newer_flags_come_first(archive: Archive, watched: Article) -> None:
    archive.see(watched, OLD)
    with archive.database.read() as connection:
        times = [found.window.until_at for found in history.flags_found(connection)]
    assert times == sorted(times, reverse=True)
    assert len(set(times)) == 2


def test_what_happened_to_the_article_itself_is_told_oldest_first(archive: Archive, watched: Article) -> None:
    archive.see(watched, status=410)
    archive.see(watched, NEW)
    with archive.database.read() as connection:
        events = history.events_of(connection, watched.id)
    assert [event.flag.kind for event in events] == [FlagKind.ARTICLE_GONE, FlagKind.ARTICLE_RETURNED]
    assert [event.disclosure for event in events] == [Verdict.NONE, Verdict.NONE]


def test_counts_are_those_of_the_rows(archive: Archive, watched: Article) -> None:
    with archive.database.read() as connection:
        due = queue.lateness(connection, now=archive.clock() + timedelta(days=1)).due
        counts = history.store_counts(connection, due=due)
        nothing_due = queue.lateness(connection, now=NOON)
    assert (counts.articles, counts.due, counts.checks, counts.revisions, counts.snapshots) == (1, 1, 5, 2, 2)
    assert counts.flags > 0
    assert counts.captured_bytes > 0
    assert counts.stored_bytes > 0
    assert nothing_due.due == 0


def test_an_empty_store_counts_nothing(archive: Archive) -> None:
    with archive.database.read() as connection:
        counts = history.store_counts(connection, due=0)
    assert (counts.articles, counts.snapshots, counts.captured_bytes, counts.stored_bytes) == (0, 0, 0, 0)


def test_articles_in_trouble_are_those_whose_last_look_could_not_be_believed(
    archive: Archive, watched: Article
) -> None:
    fine = archive.follow("https://paper.example/fine")
    archive.see(fine, OLD)
    with archive.database.write() as connection:
        assert [article.id for article in history.in_trouble(connection)] == [watched.id]
        articles.pause(connection, watched.id)
        assert history.in_trouble(connection) == []


def test_a_store_keeps_the_name_it_was_given_first(archive: Archive) -> None:
    with archive.database.write() as connection:
        assert history.store_name(connection, fresh="first", now=NOON) == "first"
        assert history.store_name(connection, fresh="second", now=NOON) == "first"
