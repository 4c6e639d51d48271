"""Fixtures that tests of the core share: an empty store on a real disk, and a clock that only moves when told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scripted.archive import Archive
from tests.scripted.checking import Desk
from tests.scripted.clock import NOON, Clock
from tests.scripted.site import Site, serve
from tracker.pool import Pool
from tracker.store.database import Database
from tracker.store.snapshots import Snapshots


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database of today's version in a file of its own."""
    made = Database(f"sqlite:///{tmp_path / 'tracker.db'}")
    made.upgrade(now=NOON)
    yield made
    made.close()


@pytest.fixture
def archive(database: Database, clock: Clock, tmp_path: Path) -> Archive:
    """An empty store that is told what was seen."""
    return Archive(database, Snapshots(tmp_path / "snapshots"), clock)


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    """The reading process that all tests of a run share: starting one takes a second."""
    with Pool(workers=1) as made:
        yield made


@pytest.fixture
def desk(archive: Archive, pool: Pool) -> Iterator[Desk]:
    """An empty store and a site to follow."""
    site = Site()
    with serve(site) as base:
        yield Desk(archive, site, base, pool)
