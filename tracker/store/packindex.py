"""Where each capture stands in the packs: a small SQLite file that holds nothing that is not in the packs, but for when
each was last saved. It is not synced; what it lost is read from the packs again.
"""

# ruff: noqa: S608 - what is put into the statements below are names of this module

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.errors import StoreError, StoreFull
from tracker.store.durable import explained
from tracker.store.entries import HEADER_SIZE, Entry

_TABLES = """
CREATE TABLE IF NOT EXISTS packs (number INTEGER PRIMARY KEY, size INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS entries (
    sha256 BLOB PRIMARY KEY, base BLOB NOT NULL, size INTEGER NOT NULL, stored_size INTEGER NOT NULL,
    position INTEGER NOT NULL, depth INTEGER NOT NULL, checksum INTEGER NOT NULL,
    pack INTEGER NOT NULL, offset INTEGER NOT NULL, root BLOB, touched_at INTEGER NOT NULL, dead INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS unrooted ON entries (sha256) WHERE root IS NULL;
CREATE INDEX IF NOT EXISTS first_captures ON entries (base) WHERE position = 0 AND depth = 1;
CREATE INDEX IF NOT EXISTS dead_entries ON entries (sha256) WHERE dead = 1;
"""
_COLUMNS = "sha256, base, size, stored_size, position, depth, checksum, pack, offset, root, touched_at, dead"
_ADD = f"INSERT OR REPLACE INTO entries ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, 0)"
_MOVE = (
    f"INSERT INTO entries ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, 0) ON CONFLICT (sha256) DO UPDATE SET"
    " base = excluded.base, stored_size = excluded.stored_size, depth = excluded.depth,"
    " checksum = excluded.checksum, pack = excluded.pack, offset = excluded.offset"
)
_LEANING = "FROM entries e CROSS JOIN entries b ON b.sha256 IN (e.base, e.root) WHERE e.dead = 0 AND b.dead = 1"  # CROSS JOIN keeps SQLite from reading every entry once for each dead one
_CHAIN = f"""
WITH RECURSIVE chain AS (
    SELECT {_COLUMNS} FROM entries WHERE sha256 = ?
    UNION ALL SELECT {", ".join(f"b.{name}" for name in _COLUMNS.split(", "))} FROM chain JOIN entries b ON b.sha256 = chain.base
    LIMIT ?
) SELECT {_COLUMNS} FROM chain
"""
_WAIT_MS = 30_000
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """An entry with the pack and the offset it begins at. `touched_at` is when its bytes were last saved, in seconds;
    `dead` ones are there only until nothing leans on them; `root` is the keyframe of its chain.
    """

    entry: Entry
    pack: int
    offset: int
    root: bytes | None
    touched_at: int
    dead: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """What the packs hold, in captures and bytes; `live_bytes` by pack are those that a capture stands in."""

    captures: int
    keyframes: int
    captured_bytes: int
    stored_bytes: int
    deepest: int
    median_stored_size: int
    live_bytes: Mapping[int, int]


class PackIndex:
    """The index of one folder of packs; may be used from any thread. Raises StoreError, and StoreFull when the disk is."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: sqlite3.Connection | None = None
        self._mutex = threading.RLock()

    def find(self, sha256: bytes) -> Place | None:
        """Where a capture stands."""
        with self._reading() as connection:
            row = connection.execute(f"SELECT {_COLUMNS} FROM entries WHERE sha256 = ?", (sha256,)).fetchone()
        return _place(row) if row else None

    def chain(self, sha256: bytes, *, most: int) -> list[Place]:
        """Where a capture and what it leans on stand, as far as they are known and at most so many, with one question."""
        with self._reading() as connection:
            rows = connection.execute(_CHAIN, (sha256, most)).fetchall()
        return [_place(row) for row in rows]

    def find_all(self, sha256: Iterable[bytes]) -> dict[bytes, Place]:
        """Where those of these captures stand that are known, a few of them."""
        chosen = list(dict.fromkeys(sha256))
        among = ", ".join("?" * len(chosen))
        with self._reading() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM entries WHERE sha256 IN ({among})", chosen).fetchall()
        return {row[0]: _place(row) for row in rows}

    def sizes(self) -> dict[int, int]:
        """How far each pack has been read into the index, in bytes from its beginning."""
        with self._reading() as connection:
            return dict(connection.execute("SELECT number, size FROM packs"))

    def newest(self) -> tuple[int, int]:
        """The pack with the highest number, 0 where there is none, and how far it has been read into the index."""
        with self._reading() as connection:
            newest = connection.execute("SELECT number, size FROM packs ORDER BY number DESC LIMIT 1").fetchone()
        return newest or (0, 0)

    def add(self, pack: int, size: int, entries: Iterable[tuple[int, Entry]], *, at: int, moved: bool = False) -> None:
        """Take in entries of a pack, by offset, that is known up to `size` from now on. They must be durable. Those that
        only moved keep the marks of when they were saved and whether they are dead.
        """
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO packs VALUES (?, ?)", (pack, size))
            rows = (
                (e.sha256, e.base, e.size, e.stored_size, e.position, e.depth, e.checksum, pack, offset, at)
                for offset, e in entries
            )
            connection.executemany(_MOVE if moved else _ADD, rows)
            _find_roots(connection)

    def forget_pack(self, number: int) -> None:
        """A pack is no more."""
        with self._writing() as connection:
            connection.execute("DELETE FROM packs WHERE number = ?", (number,))

    def touch(self, sha256: Iterable[bytes], *, at: int) -> None:
        """These were saved again now. What is dead stays so: it is saved anew."""
        with self._writing() as connection:
            connection.executemany(
                "UPDATE entries SET touched_at = ? WHERE sha256 = ? AND dead = 0", ((at, one) for one in sha256)
            )

    def first_captures_on(self, root: bytes) -> int:
        """How many articles' first captures lean on this keyframe."""
        with self._reading() as connection:
            count = "SELECT count(*) FROM entries WHERE base = ? AND position = 0 AND depth = 1"
            return int(connection.execute(count, (root,)).fetchone()[0])

    def live(self, *, dead: bool = False) -> Iterator[Place]:
        """Every capture in the order of its SHA-256, read in batches; those that are dead where asked."""
        last = b""
        chosen = f"SELECT {_COLUMNS} FROM entries WHERE sha256 > ? AND dead = ? ORDER BY sha256 LIMIT {_BATCH}"
        while True:
            with self._reading() as connection:
                rows = connection.execute(chosen, (last, int(dead))).fetchall()
            yield from map(_place, rows)
            if len(rows) < _BATCH:
                return
            last = rows[-1][0]

    def stands_in(self, pack: int) -> bool:
        """Whether any capture stands in this pack; reads the whole index where none does."""
        with self._reading() as connection:
            return connection.execute("SELECT 1 FROM entries WHERE pack = ? LIMIT 1", (pack,)).fetchone() is not None

    def condemn(self, sha256: Iterable[bytes], *, untouched_since: int) -> int:
        """Mark as dead those of these that were not saved again since; gives how many. To be called while writing."""
        with self._writing() as connection:
            return sum(
                connection.execute(
                    "UPDATE entries SET dead = 1 WHERE sha256 = ? AND touched_at < ? AND dead = 0",
                    (one, untouched_since),
                ).rowcount
                for one in sha256
            )

    def leaning_on_dead(self) -> list[bytes]:
        """The captures that are deltas against a dead one that is not their keyframe."""
        chosen = f"SELECT e.sha256 {_LEANING} AND b.sha256 = e.base AND b.sha256 IS NOT e.root"
        with self._reading() as connection:
            return [row[0] for row in connection.execute(chosen)] if _any_dead(connection) else []

    def droppable(self) -> list[bytes]:
        """The dead that nothing leans on, as it is now and will be: what is saved meanwhile leans on nothing dead. A
        keyframe stays for as long as its chain does.
        """
        chosen = f"SELECT sha256 FROM entries WHERE dead = 1 AND sha256 NOT IN (SELECT b.sha256 {_LEANING})"
        with self._reading() as connection:
            return [row[0] for row in connection.execute(chosen)] if _any_dead(connection) else []

    def forget(self, sha256: Iterable[bytes]) -> int:
        """Forget those of these that are dead; gives how many."""
        with self._writing() as connection:
            forget = "DELETE FROM entries WHERE sha256 = ? AND dead = 1"
            return sum(connection.execute(forget, (one,)).rowcount for one in sha256)

    def totals(self) -> Totals:
        """What the packs hold; reads the whole index."""
        length = f"stored_size + {HEADER_SIZE}"
        with self._reading() as connection:
            live = dict(connection.execute(f"SELECT pack, sum({length}) FROM entries GROUP BY pack"))
            row = connection.execute(
                "SELECT count(*), count(*) FILTER (WHERE depth = 0), coalesce(sum(size), 0),"
                f" coalesce(sum({length}), 0), coalesce(max(depth), 0) FROM entries WHERE dead = 0"
            ).fetchone()
            middle = f"SELECT {length} FROM entries WHERE dead = 0 ORDER BY 1 LIMIT 1 OFFSET ?"
            median = connection.execute(middle, (row[0] // 2,)).fetchone()
        captures, keyframes, captured, stored, deepest = row
        return Totals(captures, keyframes, captured, stored, deepest, median[0] if median else 0, live)

    @property
    def size(self) -> int:
        """How many bytes the index takes on disk."""
        files = (self._path, self._path.with_name(f"{self._path.name}-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def close(self) -> None:
        """Let the file go; it is opened again when it is needed."""
        with self._mutex:
            if self._opened is not None:
                self._opened.close()
            self._opened = None

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._mutex, _translated(self._path):
            self._opened = self._opened or _open(self._path)
            yield self._opened

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()


def _open(path: Path) -> sqlite3.Connection:
    """The index, made where there is none; one that is no database any more is set aside, for the packs know it all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _connect(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            if (file := path.with_name(name)).exists():
                file.replace(path.with_name(f"{name}.damaged"))
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite gives the files beside it the same permissions
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_TABLES)
    except BaseException:
        connection.close()
        raise
    return connection


def _find_roots(connection: sqlite3.Connection) -> None:
    """Give new entries the keyframe of their base's chain; a base may be among the new ones."""
    connection.execute("UPDATE entries SET root = sha256 WHERE root IS NULL AND depth = 0")
    root_of_base = "(SELECT b.root FROM entries b WHERE b.sha256 = entries.base)"
    step = f"UPDATE entries SET root = {root_of_base} WHERE root IS NULL AND {root_of_base} IS NOT NULL"
    while connection.execute(step).rowcount:
        pass


def _any_dead(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM entries WHERE dead = 1 LIMIT 1").fetchone() is not None


def _place(row: tuple[Any, ...]) -> Place:
    sha256, base, size, stored_size, position, depth, checksum, pack, offset, root, touched_at, dead = row
    entry = Entry(sha256, base, size, stored_size, position, depth, checksum)
    return Place(entry, pack, offset, root, touched_at, dead=bool(dead))


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """SQLite's words into ours."""
    try:
        yield
    except OSError as error:
        raise explained(error, path.parent) from error
    except sqlite3.DatabaseError as error:
        if "full" in str(error) or "disk I/O" in str(error):
            raise StoreFull(f"{path}: {error}", hint="free some space; checks go on where they stopped") from error
        raise StoreError(
            f"{path}: {error}", hint="remove it while no Tracker runs: it is made again from the packs"
        ) from error
