"""Fixtures that tests of the core share: an empty store on a real disk, and a clock that only moves when told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scripted.archive import Archive
from tests.scripted.checking import Desk
from tests.scripted.clock import NOON, Clock
from tests.scripted.postgres import NoPostgres, Postgres
from tests.scripted.postgres import serve as serve_postgres
from tests.scripted.site import Site, serve
from tracker.pool import Pool
from tracker.store.database import Database
from tracker.store.snapshots import Snapshots


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of today's version in a file of its own, or on PostgreSQL where a test is run with that."""
    if getattr(request, "param", "sqlite") == "postgresql":
        yield request.getfixturevalue("on_postgresql")
        return
    made = Database(f"sqlite:///{tmp_path / 'tracker.db'}")
    made.upgrade(now=NOON)
    yield made
    made.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The PostgreSQL that all tests of a run share."""
    try:
        with serve_postgres() as running:
            yield running
    except NoPostgres as why:
        pytest.skip(str(why))


@pytest.fixture
def on_postgresql(postgres: Postgres) -> Iterator[Database]:
    """A database of today's version on PostgreSQL."""
    name = postgres.take()
    made = Database(postgres.url(name))
    yield made
    made.close()
    postgres.give_back(name)


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
