"""Opening the database: engine, transactions, migrations with a backup before, and refusing a newer one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from tracker.errors import ConfigError, StoreError, StoreFull
from tracker.store.gathering import Gathered
from tracker.store.schema import HEAD

_Answer = TypeVar("_Answer")
_Job = Callable[[Connection], Any]

_CACHE_KIB = 8_000  # of each connection: the upper pages of the indexes of a million articles, and their hosts
_WAIT_MS = 30_000  # how long a writer waits for another (a command beside the daemon) before giving up


class Database:
    """One database. `read()` and `write()` give a connection in a transaction; a write commits at the end of the
    block or not at all.
    """

    def __init__(self, url: str) -> None:
        try:
            self._url = make_url(url)
            self._engine = create_engine(self._url)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise ConfigError(f"store.database: {error}", hint="write sqlite:///tracker.db") from error
        if self._engine.dialect.name == "sqlite":
            _make_sqlite_strict(self._engine)
        self._reads: Gathered[_Job, Any] = Gathered(self._read_all, seconds=0.0)
        self._commits: Gathered[_Job, Any] = Gathered(self._commit_all)

    @property
    def path(self) -> Path | None:
        """The database's file, where it is SQLite on disk."""
        name = self._url.database
        return Path(name) if self._engine.dialect.name == "sqlite" and name and name != ":memory:" else None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the store. Raises StoreError."""
        with _translated(self), self._engine.connect().execution_options(tracker_read=True) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection in a transaction that holds the only right to write. Raises StoreError, StoreFull."""
        with _translated(self), self._engine.begin() as connection:
            yield connection

    async def ask(self, job: Callable[[Connection], _Answer]) -> _Answer:
        """What the job reads, in a thread, from the same state of the store as others that ask at the same time.

        Raises what the job raises, and StoreError.
        """
        answer: _Answer = await self._reads(job)
        return answer

    async def commit(self, job: Callable[[Connection], _Answer]) -> _Answer:
        """What the job gives once all that it wrote is durable; where it raises, nothing of it was written.

        Jobs that come together are committed together, so that many checks pay for one fsync. A job may be run twice: it
        does nothing but read and write. Raises what the job raises, StoreError and StoreFull.
        """
        answer: _Answer = await self._commits(job)
        return answer

    def _read_all(self, jobs: Sequence[_Job]) -> list[Any]:
        with self.read() as connection:
            return [_answer(job, connection) for job in jobs]

    def _commit_all(self, jobs: Sequence[_Job]) -> list[Any]:
        """All jobs in one transaction, each behind a savepoint; where the database refuses that, each by itself."""
        under_way = False
        if len(jobs) > 1:
            try:
                with self.write() as connection:
                    under_way = True
                    answers = [_behind_savepoint(job, connection) for job in jobs]
                    under_way = False
            except (StoreError, DatabaseError):
                if not under_way:
                    raise
            else:
                return answers
        return [self._commit_one(job) for job in jobs]

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

        refuse_newer(before, self._url.render_as_string())
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
        if self._engine.dialect.name != "sqlite":
            return []
        with self.read() as connection:
            said = connection.exec_driver_sql(f"PRAGMA {'quick_check' if quick else 'integrity_check'}(20)")
            found = [str(line) for line in said.scalars() if line != "ok"]
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20)
        return found + [f"row {row[1]} of {row[0]} refers to a row of {row[2]} that is not there" for row in lost]

    @property
    def size(self) -> int:
        """How many bytes the database's files take, where it is SQLite on disk; else 0."""
        if self.path is None:
            return 0
        files = (self.path.with_name(f"{self.path.name}{end}") for end in ("", "-wal", "-shm"))
        return sum(file.stat().st_size for file in files if file.exists())

    def tidy(self) -> None:
        """Let SQLite refresh what it knows of its indexes, and fold its log into the file."""
        if self._engine.dialect.name == "sqlite":
            # It reads before it writes: without the lock from its beginning, a writer in between makes it fail at once.
            with self.write() as connection:
                connection.exec_driver_sql("PRAGMA optimize")
            with self._engine.connect().execution_options(tracker_raw=True) as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Let all connections go."""
        self._engine.dispose()


def _answer(job: _Job, connection: Connection) -> Any:
    """What the job gives, or what it raises; but for the database's own faults, which concern all jobs beside it."""
    try:
        return job(connection)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - it is the answer of whoever asked for this job
        return error


def _behind_savepoint(job: _Job, connection: Connection) -> Any:
    connection.exec_driver_sql("SAVEPOINT job")
    answer = _answer(job, connection)
    if isinstance(answer, Exception):
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT job")
    connection.exec_driver_sql("RELEASE SAVEPOINT job")
    return answer


def _make_sqlite_strict(engine: Engine) -> None:
    """Real transactions (the driver's own start too late), foreign keys, and durability at every commit."""

    @event.listens_for(engine, "connect")
    def _connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        assert isinstance(connection, sqlite3.Connection) or hasattr(connection, "isolation_level")  # noqa: S101
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout = {_WAIT_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            f"cache_size = -{_CACHE_KIB}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("tracker_raw"):
            connection.exec_driver_sql("BEGIN" if options.get("tracker_read") else "BEGIN IMMEDIATE")


@contextmanager
def _translated(database: Database) -> Iterator[None]:
    """The database's own words into ours: full, locked, damaged, not a database."""
    name = database.path or "the database"
    try:
        yield
    except OperationalError as error:
        text = str(error.orig)
        if "disk is full" in text or "disk I/O error" in text:
            raise StoreFull(f"{name}: {text}", hint="free some space; checks go on where they stopped") from error
        if "locked" in text:
            raise StoreError(f"{name} is busy", hint="another program holds it; try again") from error
        raise StoreError(f"{name}: {text}", hint="run `tracker db upgrade`, or restore a copy") from error
    except DatabaseError as error:
        if "not a database" in str(error.orig) or "malformed" in str(error.orig):
            raise StoreError(f"{name}: {error.orig}", hint="restore a copy, or set store.database elsewhere") from error
        raise
