"""How sources behave, counted from what checks recorded."""

from __future__ import annotations

from datetime import timedelta

from tests.scripted.archive import Archive
from tests.scripted.clock import NOON
from tests.scripted.records import a_text
from tracker.store.outlets import Outlet, outlets

NOTE = "Correction: An earlier version of this article gave a wrong height of the wall."


def told(archive: Archive, **asked: str) -> list[Outlet]:
    with archive.database.read() as connection:
        return outlets(connection, now=archive.clock(), limit=5, **asked)


def test_each_figure_comes_with_its_denominator(archive: Archive) -> None:
    wall = archive.follow("https://paper.example/wall", source="Paper")
    quay = archive.follow("https://paper.example/quay", source="Paper")
    archive.follow("https://paper.example/new", source="Paper")
    archive.see(wall, a_text("The wall is two metres high, the engineer said."))
    archive.clock.forward(timedelta(hours=2))
    archive.see(wall, a_text("The wall is three metres high, the engineer said."))
    archive.clock.forward(timedelta(hours=2))
    archive.see(wall, a_text("The wall is three metres high, the engineer said.", NOTE))
    archive.see(quay, status=503)
    (paper,) = told(archive)
    assert (paper.name, paper.articles, paper.read, paper.lately) == ("Paper", 3, 1, 3)
    assert (paper.failing, paper.looked_at) == (1, 2)
    assert (paper.edits, paper.edits_per_hundred) == (2, 200.0)
    assert (paper.silent, paper.to_disclose) == (1, 2)
    assert (paper.corrections, paper.time_to_correct) == (1, timedelta(hours=4))


def test_a_source_that_gave_nothing_has_no_shares(archive: Archive) -> None:
    archive.follow("https://paper.example/wall", source="Paper")
    archive.clock.forward(timedelta(days=8))
    (paper,) = told(archive)
    assert (paper.read, paper.lately, paper.looked_at) == (0, 0, 0)
    assert (paper.edits_per_hundred, paper.time_to_correct) == (None, None)


def test_sources_come_by_name_and_go_on_behind_one(archive: Archive) -> None:
    for name in ("B", "A", "C"):
        archive.follow(f"https://{name}.example/x".lower(), source=name)
    assert [one.name for one in told(archive)] == ["A", "B", "C"]
    assert [one.name for one in told(archive, after="A")] == ["B", "C"]
    assert [one.name for one in told(archive, name="B")] == ["B"]
    assert told(archive, name="Z") == []
    assert archive.clock() == NOON
