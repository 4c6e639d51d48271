from __future__ import annotations

from datetime import timedelta

import pytest

from tests.scripted.archive import Archive, rows
from tests.scripted.records import a_text
from tracker.schedule import Tally
from tracker.store import rates
from tracker.store.database import Database


def tallies(database: Database, section: str = "", source: str = "Courier") -> tuple[Tally, Tally]:
    with database.read() as connection:
        return rates.tallies_of(connection, source, section)


def add(database: Database, section: str, changes: float, expected: float) -> None:
    with database.write() as connection:
        rates.add(connection, "Courier", section, Tally(changes, expected))


def test_of_an_unknown_source_nothing_was_seen(database: Database) -> None:
    assert tallies(database) == (Tally(), Tally())


def test_a_source_counts_all_its_sections(database: Database) -> None:
    add(database, "Courts", 1, 0.5)
    add(database, "Courts", 0, 0.25)
    add(database, "Sport", 1, 2)
    assert tallies(database, "Courts") == (Tally(2, 2.75), Tally(1, 0.75))
    assert tallies(database, "Arts") == (Tally(2, 2.75), Tally())
    assert tallies(database, "Courts", source="Other") == (Tally(), Tally())


def test_a_paper_that_gives_each_article_a_section_of_its_own_fills_no_table(database: Database) -> None:
    for number in range(300):
        add(database, f"section {number}", 1, 1)
    assert rows(database, "rates") == {"rates": 201}
    assert tallies(database)[0] == Tally(300, 300)


def test_what_was_long_ago_counts_for_less(database: Database) -> None:
    add(database, "Courts", 800, 400)
    add(database, "Courts", 0, 100)
    source, _ = tallies(database, "Courts")
    assert source.changes == pytest.approx(400)
    assert source.expected == pytest.approx(250)


def test_every_believed_look_is_counted_for_its_source(archive: Archive) -> None:
    article = archive.follow(source="Courier")
    archive.see(article, a_text("The wall is two metres high."))
    assert rows(archive.database, "rates") == {"rates": 0}
    archive.clock.forward(timedelta(hours=3))
    archive.see(article, a_text("The wall is three metres high."))
    source, _ = tallies(archive.database)
    assert source.changes == 1
    assert source.expected == pytest.approx(0.32, abs=0.01)
