"""Fixtures that tests of the core share: an empty store on a real disk, and a clock that only moves when told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.scripted.archive import Archive
from tests.scripted.checking import Desk
from tests.scripted.clock import Clock
from tests.scripted.postgres import NoPostgres, Postgres
from tests.scripted.postgres import serve as serve_postgres
from tests.scripted.site import Site, serve
from tests.scripted.today import begin_store
from tracker.processes.pool import Pool
from tracker.store.database import Database
from tracker.store.snapshots import Snapshots

# The gate tries the same examples every time: what fails in it has been broken by what is in it. `make fuzz` tries others.
# Neither says anything of how long an example takes, which on a busy machine says nothing.
settings.register_profile("fuzz", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("gate", settings.get_profile("fuzz"), derandomize=True, database=None)
settings.load_profile("gate")


def pytest_xdist_auto_num_workers() -> int:
    """For `-n auto`: one more than there are cores, as many a test waits for a browser, a process or a server."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of today's version in a file of its own, or on PostgreSQL where a test is run with that."""
    if getattr(request, "param", "sqlite") == "postgresql":
        yield request.getfixturevalue("on_postgresql")
        return
    made = Database(f"sqlite:///{begin_store(tmp_path)}")
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
    with Pool(workers=1, seconds=60) as made:
        yield made


@pytest.fixture
def desk(archive: Archive, pool: Pool) -> Iterator[Desk]:
    """An empty store and a site to follow."""
    site = Site()
    with serve(site) as base:
        yield Desk(archive, site, base, pool)
