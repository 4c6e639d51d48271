"""Opening the database: engine, transactions, migrations with a backup before, and refusing a newer one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DatabaseError

from tracker.errors import StoreError, StoreFull
from tracker.store.dialects import dialect_of, open_engines
from tracker.store.gathering import Gathered
from tracker.store.schema import HEAD

_Answer = TypeVar("_Answer")
_Job = Callable[[Connection], Any]


class Database:
    """One database. `read()` and `write()` give a connection in a transaction; a write commits at the end of the
    block or not at all.
    """

    def __init__(self, url: str) -> None:
        self._engine, self._writing = open_engines(url)
        self._dialect = dialect_of(self._engine)
        self._reads: Gathered[_Job, Any] = Gathered(self._read_all, seconds=0.0)
        self._commits: Gathered[_Job, Any] = Gathered(self._commit_all)

    @property
    def path(self) -> Path | None:
        """The database's file, where it is SQLite on disk."""
        return self._dialect.file(self._engine)

    @property
    def name(self) -> str:
        """What to call the database: its file, or its URL without the password."""
        return str(self.path or self._engine.url.render_as_string())

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the store. Raises StoreError."""
        with (
            self._translated(),
            self._engine.connect().execution_options(tracker_read=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection in a transaction that holds the only right to write. Raises StoreError, StoreFull."""
        with self._translated(), self._writing.begin() as connection:
            yield connection

    async def ask(self, job: Callable[[Connection], _Answer]) -> _Answer:
        """What the job reads, in a thread, from the same state of the store as others that ask at the same time.

        Raises what the job raises, and StoreError.
        """
        answer: _Answer = await self._reads(job)
        return answer

    async def commit(self, job: Callable[[Connection], _Answer]) -> _Answer:
        """What the job gives once all that it wrote is durable; where it raises, nothing of it was written.

        Jobs that come together are committed together, so that many checks pay for one fsync. A job may be run several
        times: it does nothing but read and write. Raises what the job raises, StoreError and StoreFull.
        """
        answer: _Answer = await self._commits(job)
        return answer

    def _read_all(self, jobs: Sequence[_Job]) -> list[Any]:
        with self.read() as connection:
            return [_answer(job, connection) for job in jobs]

    def _commit_all(self, jobs: Sequence[_Job]) -> list[Any]:
        """All jobs in one transaction, which they hardly ever spoil. Where one does, nothing was written yet: then each
        is made behind a savepoint, and where the database refuses that, each by itself.
        """
        if len(jobs) > 1:
            for make in (_plainly, _behind_savepoint):
                answers = self._commit_together(jobs, make)
                if answers is not None:
                    return answers
        return [self._commit_one(job) for job in jobs]

    def _commit_together(self, jobs: Sequence[_Job], make: Callable[[_Job, Connection], Any]) -> list[Any] | None:
        """The answers of jobs that were made and committed together; None where one of them spoilt that."""
        under_way = False
        try:
            with self.write() as connection:
                under_way = True
                answers = [make(job, connection) for job in jobs]
                under_way = False
        except Exception:
            if not under_way:
                raise
            return None
        return answers

    def _commit_one(self, job: _Job) -> Any:
        try:
            with self.write() as connection:
                return job(connection)
        except Exception as error:  # noqa: BLE001 - it is the answer of whoever asked for this job
            return error

    def version(self) -> str | None:
        """The migration the database stands at; None where it is empty."""
        if self.path is not None and not self.path.exists():
            return None
        with self.read() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            return found

    def upgrade(self, *, now: datetime) -> tuple[str | None, str]:
        """Bring the tables up to this version of Tracker; SQLite is copied beside itself first.

        Gives the migrations before and after. Raises NewerStore when the database is of a newer Tracker: it is left
        as it is.
        """
        if self.path is not None:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(
                    f"{self.path.parent}: {error.strerror}", hint="set store.database elsewhere"
                ) from error
        before = self.version()
        if before == HEAD:
            return before, HEAD  # the usual case, without loading the library of migrations
        from tracker.store.migrations import migrate, refuse_newer

        refuse_newer(before, self._engine.url.render_as_string())
        if before is not None and self.path is not None:
            self._copy(self.path, self.path.with_name(f"{self.path.name}.before-{HEAD}-{now:%Y%m%dT%H%M%SZ}"))
        with self.write() as connection:
            migrate(connection)
        return before, HEAD

    def _copy(self, path: Path, copy: Path) -> None:
        """A consistent copy through SQLite's own backup, safe beside a running daemon; it has its name once it is whole.

        Raises StoreError, StoreFull; then nothing was changed.
        """
        unfinished = copy.with_name(f"{copy.name}.unfinished")
        unfinished.unlink(missing_ok=True)
        try:
            with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(unfinished)) as target:
                source.backup(target)
        except sqlite3.Error as error:
            unfinished.unlink(missing_ok=True)
            kind = StoreFull if "full" in str(error) else StoreError
            raise kind(f"{copy}: {error}", hint="a copy is made before an upgrade; free some space") from error
        unfinished.replace(copy)

    def troubles(self, *, quick: bool) -> list[str]:
        """What SQLite finds wrong with its file: pages, indexes (not where that must be quick), rows that refer to none.

        Another database looks after itself: then none. Raises StoreError where it cannot be read at all.
        """
        with self.read() as connection:
            return self._dialect.troubles(connection, quick=quick)

    @property
    def size(self) -> int:
        """How many bytes the database takes. Raises StoreError."""
        with self._translated():
            return self._dialect.size(self._engine)

    def tidy(self) -> None:
        """Let SQLite refresh what it knows of its indexes, and fold its log into the file. Raises StoreError, StoreFull."""
        with self._translated():
            for engine in {self._engine, self._writing}:  # SQLite looks at what the connection itself has asked
                self._dialect.tidy(engine)

    def close(self) -> None:
        """Let all connections go."""
        self._engine.dispose()
        self._writing.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """The database's own words into ours: full, locked, damaged, not a database, not there."""
        try:
            yield
        except DatabaseError as error:
            ours = self._dialect.explained(error, self.name)
            if ours is None:
                raise
            raise ours from error


def _answer(job: _Job, connection: Connection) -> Any:
    """What the job gives, or what it raises; but for the database's own faults, which concern all jobs beside it."""
    try:
        return job(connection)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - it is the answer of whoever asked for this job
        return error


def _plainly(job: _Job, connection: Connection) -> Any:
    return job(connection)


def _behind_savepoint(job: _Job, connection: Connection) -> Any:
    connection.exec_driver_sql("SAVEPOINT job")
    answer = _answer(job, connection)
    if isinstance(answer, Exception):
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT job")
    connection.exec_driver_sql("RELEASE SAVEPOINT job")
    return answer
