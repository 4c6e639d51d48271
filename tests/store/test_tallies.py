"""Counts that are kept are what counting would give, whatever comes, goes, or is undone."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select, update

from tests.scripted.archive import Archive
from tests.scripted.clock import NOON
from tests.scripted.records import URL, a_text
from tracker.store import articles
from tracker.store.schema import articles as article_rows
from tracker.store.schema import edit_counts, flags, revisions, snapshots
from tracker.store.tallies import Tally, miscounted, tallied

OLD, NEW = a_text("“It will take 42 days,” said Ada Moss."), a_text("“It will take 43 days,” said Ada Moss.")


def filled(archive: Archive) -> None:
    for name in ("one", "two"):
        article = archive.follow(f"{URL}-{name}")
        for said in (OLD, NEW, None):
            archive.see(article, said, status=200 if said else 404)
            archive.clock.forward(timedelta(minutes=15))


def test_an_empty_store_has_tallies_of_nothing(archive: Archive) -> None:
    with archive.database.read() as connection:
        assert set(tallied(connection).values()) == {Tally()}
        assert len(tallied(connection)) == 5
        assert miscounted(connection) == []


def test_checks_leave_tallies_that_counting_confirms(archive: Archive) -> None:
    filled(archive)
    with archive.database.read() as connection:
        kept = tallied(connection)
        assert miscounted(connection) == []
    assert (kept["articles"].rows, kept["checks"].rows, kept["revisions"].rows) == (2, 6, 4)
    assert kept["flags"].rows >= 2
    assert kept["snapshots"].rows == 2
    assert kept["snapshots"].size > 0


def test_what_is_forgotten_is_not_counted(archive: Archive) -> None:
    filled(archive)
    with archive.database.write() as connection:
        articles.remove(connection, 1)
    with archive.database.read() as connection:
        assert tallied(connection)["articles"] == Tally(1)
        assert miscounted(connection) == []


def test_a_dropped_capture_is_not_counted_until_it_comes_again(archive: Archive) -> None:
    filled(archive)
    with archive.database.write() as connection:
        whole = tallied(connection)["snapshots"]
        connection.execute(update(snapshots).where(snapshots.c.id == 1).values(dropped_at=NOON))
        assert tallied(connection)["snapshots"].rows == whole.rows - 1
        assert miscounted(connection) == []
        connection.execute(update(snapshots).where(snapshots.c.id == 1).values(dropped_at=None, stored_size=7))
        assert tallied(connection)["snapshots"].rows == whole.rows
        assert miscounted(connection) == []


def test_what_is_undone_was_never_counted(archive: Archive) -> None:
    filled(archive)
    with archive.database.write() as connection:
        before = tallied(connection)
        connection.execute(delete(flags))
        assert tallied(connection)["flags"] == Tally()
        connection.rollback()
    with archive.database.read() as connection:
        assert tallied(connection) == before


def test_the_edits_of_each_article_are_kept_with_their_verdicts(archive: Archive) -> None:
    filled(archive)
    with archive.database.write() as connection:
        counts = [tuple(row) for row in connection.execute(select(edit_counts).order_by(edit_counts.c.article_id))]
        assert counts == [(1, 1, 1, 1), (2, 1, 1, 1)]
        own = revisions.c.article_id == 1
        connection.execute(update(revisions).where(own, revisions.c.number == 2).values(disclosure="disclosed"))
        assert connection.execute(select(edit_counts).where(edit_counts.c.article_id == 1)).one() == (1, 1, 1, 0)
        connection.execute(update(revisions).where(own, revisions.c.number == 2).values(cause="re-extraction"))
        assert connection.execute(select(edit_counts).where(edit_counts.c.article_id == 1)).one() == (1, 0, 0, 0)
        assert miscounted(connection) == []
        connection.execute(update(edit_counts).values(silent=7))
        assert miscounted(connection) == ["edit_counts"]


def test_a_tally_that_is_wrong_is_named(archive: Archive) -> None:
    filled(archive)
    with archive.database.write() as connection:
        on = " ON articles" if connection.dialect.name == "postgresql" else ""
        connection.exec_driver_sql(f"DROP TRIGGER tally_articles_insert{on}")
        new = article_rows.insert().values(url="u", host_id=1, source="s", state="live", added_at=NOON)
        connection.execute(new)
        assert miscounted(connection) == ["articles"]
