"""The store's tests run on both databases, but for those that are marked as knowing SQLite's own files and words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.scripted.archive import Archive
from tests.scripted.records import a_text
from tracker.model import Article


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames and metafunc.definition.get_closest_marker("sqlite") is None:
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def wall(archive: Archive) -> Article:
    """An article with two edits, which is then gone."""
    followed = archive.follow("https://paper.example/wall")
    for metres in ("two", "three", "four"):
        archive.clock.forward(timedelta(hours=1))
        archive.see(followed, a_text(f"The wall is {metres} metres high, said the engineer who built it."))
    for _ in range(2):
        archive.see(followed, status=404)
    return followed
