"""What SQLite and PostgreSQL do each in its own way: opening, the one right to write, what their faults mean, and the index
of words. Nothing else in Tracker asks which of the two it speaks to; migrations do, as each is a page of history.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, String, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from tracker.errors import ConfigError, StoreError, StoreFull
from tracker.model.query import Clause, Query, Term, words_of
from tracker.store.batching import batches
from tracker.store.prepared import Prepared
from tracker.store.schema import FULL_TEXT

# Of the one connection of SQLite that writes: the upper pages of the indexes of a million articles, and their hosts. What
# others have in their caches is stale after each write; SQLite's own measure has to do there.
_WRITING_KIB = 8_000
_READING_KIB = 2_000
# Of SQLite's log before it is folded into the file: 16 MB; a page that was written twice by then is folded once.
_LOG_PAGES = 4_000
_WAIT_MS = 30_000  # how long a writer waits for another (a command beside the daemon) before giving up
_CHUNK = 500
_LAST: Final = 2**62  # above every place
# Built once: they run for every revision.
_KEEP_IN_FTS5 = Prepared(text(f"INSERT INTO {FULL_TEXT} (rowid, text) VALUES (:place, :words)"))  # noqa: S608 - our own name
_KEEP_IN_GIN = Prepared(text(f"INSERT INTO {FULL_TEXT} (place, words) VALUES (:place, :words)"))  # noqa: S608 - our own name
_HINT = "write sqlite:///tracker.db, or postgresql://USER:PASSWORD@HOST/NAME"

Engines = tuple[Engine, Engine]
"""What reads a database and what writes it; the same one where that makes no difference."""

Texts = Callable[[], Iterable[tuple[int, str]]]
"""Gives places in the index of words, each with the text that was kept there."""


class Dialect(ABC):
    """One kind of database. Transactions of an engine that it opened see one state of the store where their connection
    has the execution option `tracker_read`, and hold the only right to write where not.
    """

    @abstractmethod
    def open(self, url: URL) -> Engines:
        """The engines for the database. Raises ImportError, ConfigError."""

    @abstractmethod
    def file(self, engine: Engine) -> Path | None:
        """The file that the database is; None where it is not one file on this disk."""

    @abstractmethod
    def explained(self, error: DatabaseError, name: str) -> StoreError | None:
        """The fault in our words, of the database called `name`; None where it is a mistake of ours."""

    @abstractmethod
    def troubles(self, connection: Connection, *, quick: bool) -> list[str]:
        """What it finds wrong with its own files, where it is us who look after them."""

    @abstractmethod
    def tidy(self, engine: Engine) -> None:
        """Housekeeping that is ours to ask for."""

    @abstractmethod
    def size(self, engine: Engine) -> int:
        """How many bytes it takes."""

    @abstractmethod
    def make_index(self, connection: Connection) -> None:
        """Make the index of words."""

    @abstractmethod
    def keep_words(self, connection: Connection, place: int, words: str) -> None:
        """Let a text be found at this place."""

    @abstractmethod
    def forget_words(self, connection: Connection, places: range, texts: Texts) -> None:
        """Let nothing be found at these places any more; `texts` gives what was kept there."""

    @abstractmethod
    def places(self, connection: Connection, query: Query, before: int | None) -> Iterator[int]:
        """All places below `before` whose text fits the query, from the highest on; read only as far as they are taken."""


def dialect_of(bound: Connection | Engine) -> Dialect:
    """What to speak to this database."""
    return _DIALECTS[bound.dialect.name]


def open_engines(url: str) -> Engines:
    """The engines for the database that `store.database` names. Raises ConfigError."""
    try:
        parsed = make_url(url)
        kind = _DIALECTS.get(parsed.drivername.partition("+")[0])
        if kind is None:
            raise ConfigError(f"store.database: Tracker does not use {parsed.drivername}", hint=_HINT)
        return kind.open(parsed)
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        raise ConfigError(f"store.database: {error}", hint=_HINT) from error


class _Sqlite(Dialect):
    """SQLite: a file of ours, and FTS5's table of words without their text."""

    def open(self, url: URL) -> Engines:
        # Who writes waits for the others in any case, so one connection is kept for that, with what it has in its cache.
        writing = self._engine(url, _WRITING_KIB, kept=1)
        return (self._engine(url, _READING_KIB, kept=5) if self.file(writing) else writing), writing

    def _engine(self, url: URL, cache: int, *, kept: int) -> Engine:
        engine = create_engine(url, poolclass=QueuePool, pool_size=kept, pool_use_lifo=True)
        event.listen(engine, "connect", partial(_make_strict, cache=cache))
        event.listen(engine, "begin", self._begin)
        return engine

    @staticmethod
    def _begin(connection: Connection) -> None:
        """Real transactions: the driver's own start too late."""
        options = connection.get_execution_options()
        if not options.get("tracker_raw"):
            connection.exec_driver_sql("BEGIN" if options.get("tracker_read") else "BEGIN IMMEDIATE")

    def file(self, engine: Engine) -> Path | None:
        name = engine.url.database
        return Path(name) if name and name != ":memory:" else None

    def explained(self, error: DatabaseError, name: str) -> StoreError | None:
        said = str(error.orig)
        if isinstance(error, OperationalError):
            if "disk is full" in said or "disk I/O error" in said:
                return StoreFull(f"{name}: {said}", hint="free some space; checks go on where they stopped")
            if "locked" in said:
                return StoreError(f"{name} is busy", hint="another program holds it; try again")
            return StoreError(f"{name}: {said}", hint="run `tracker db upgrade`, or restore a copy")
        if "not a database" in said or "malformed" in said:
            return StoreError(f"{name}: {said}", hint="restore a copy, or set store.database elsewhere")
        return None

    def troubles(self, connection: Connection, *, quick: bool) -> list[str]:
        said = connection.exec_driver_sql(f"PRAGMA {'quick_check' if quick else 'integrity_check'}(20)")
        found = [str(line) for line in said.scalars() if line != "ok"]
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20)
        return found + [f"row {row[1]} of {row[0]} refers to a row of {row[2]} that is not there" for row in lost]

    def tidy(self, engine: Engine) -> None:
        # It reads before it writes: without the lock from its beginning, a writer in between makes it fail at once.
        with engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA optimize")
        with engine.connect().execution_options(tracker_raw=True) as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def size(self, engine: Engine) -> int:
        file = self.file(engine)
        if file is None:
            return 0
        files = (file.with_name(f"{file.name}{end}") for end in ("", "-wal", "-shm"))
        return sum(file.stat().st_size for file in files if file.exists())

    def make_index(self, connection: Connection) -> None:
        columns = "text, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2'"
        connection.execute(text(f"CREATE VIRTUAL TABLE {FULL_TEXT} USING fts5({columns})"))

    def keep_words(self, connection: Connection, place: int, words: str) -> None:
        _KEEP_IN_FTS5.run(connection, {"place": place, "words": words})

    def forget_words(self, connection: Connection, places: range, texts: Texts) -> None:  # noqa: ARG002 - see `texts`
        statement = text(f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}, rowid, text) VALUES ('delete', :place, :words)")  # noqa: S608 - our own name
        for place, words in texts():
            connection.execute(statement, {"place": place, "words": words})

    def places(self, connection: Connection, query: Query, before: int | None) -> Iterator[int]:
        statement = f"SELECT rowid FROM {FULL_TEXT} WHERE {FULL_TEXT} MATCH :query AND rowid < :before"  # noqa: S608 - our own name
        values = {"query": _in_fts5(query), "before": _LAST if before is None else before}
        return _streamed(connection, f"{statement} ORDER BY rowid DESC", values)


def _make_strict(connection: DBAPIConnection, _: ConnectionPoolEntry, *, cache: int) -> None:
    """Foreign keys, and durability at every commit."""
    assert isinstance(connection, sqlite3.Connection) or hasattr(connection, "isolation_level")  # noqa: S101
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {_WAIT_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        f"wal_autocheckpoint = {_LOG_PAGES}",
        "foreign_keys = ON",
        f"cache_size = -{cache}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _in_fts5(query: Query) -> str:
    """The query in FTS5's language; every word stands between marks, so that nothing typed is an operator of its own."""
    return " OR ".join(f"({_clause(clause)})" for clause in query.clauses)


def _clause(clause: Clause) -> str:
    """Where words are unwanted, those are told off before phrases are looked for: that reads where each word stands."""
    wanted = " AND ".join(map(_term, clause.wanted))
    unwanted = " OR ".join(map(_term, clause.unwanted))
    if not unwanted:
        return wanted
    phrases = " AND ".join(_term(term) for term in clause.wanted if len(term.words) > 1)
    words = " AND ".join(_term(word) for term in clause.wanted for word in _words(term))
    return f"(({words}) NOT ({unwanted}))" + (f" AND {phrases}" if phrases else "")


def _words(term: Term) -> list[Term]:
    """The words of a term, anywhere; the last may go on where that of the term may."""
    return [Term((word,), prefix=term.prefix and at == len(term.words)) for at, word in enumerate(term.words, start=1)]


def _term(term: Term) -> str:
    return f'"{" ".join(term.words)}"{"*" if term.prefix else ""}'


class _Postgresql(Dialect):
    """PostgreSQL: a server that others look after, and a table of each text's words in their order. The index over them
    is a GIN index that knows which words a text has; where they stand is looked up in the text, as a tsvector remembers
    no more than 256 places of a word, none beyond the 16,383rd.
    """

    def open(self, url: URL) -> Engines:
        if url.drivername in {"postgresql", "postgres"}:
            url = url.set(drivername="postgresql+psycopg")
        if url.drivername != "postgresql+psycopg":
            raise ConfigError(f"store.database: Tracker does not use {url.drivername}", hint=_HINT)
        if isinstance(password := url.query.get("password"), str):  # where nothing that shows the URL would hide it
            url = url.set(password=password).difference_update_query(["password"])
        defaults = {name: value for name, value in _CONNECTING.items() if name not in url.query}
        try:
            engine = create_engine(url, pool_pre_ping=True, connect_args=defaults)
        except ImportError as error:
            raise ConfigError(
                f"store.database: PostgreSQL needs psycopg ({error})", hint="pip install 'tracker[postgresql]'"
            ) from error
        event.listen(engine, "connect", _make_patient)
        event.listen(engine, "begin", self._begin)
        return engine, engine

    @staticmethod
    def _begin(connection: Connection) -> None:
        """Readers see one state. Writers come one after another, as with SQLite: what one of them has looked up stays true
        until it has written.
        """
        if connection.get_execution_options().get("tracker_read"):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITING})")

    def file(self, engine: Engine) -> Path | None:  # noqa: ARG002
        return None

    def explained(self, error: DatabaseError, name: str) -> StoreError | None:
        said, state = " ".join(str(error.orig).split()), getattr(error.orig, "sqlstate", None) or ""
        if state == _FULL:
            return StoreFull(f"{name}: {said}", hint="free some space; checks go on where they stopped")
        if state == _HELD:
            return StoreError(f"{name} is busy", hint="another program holds it; try again")
        hint = _NEXT.get(state, "see that the server runs, and that store.database names it")
        if "authentication failed" in said or "no password supplied" in said:
            hint = "set the user and the password in store.database"
        return (
            StoreError(f"{name}: {said}", hint=hint) if state in _NEXT or isinstance(error, OperationalError) else None
        )

    def troubles(self, connection: Connection, *, quick: bool) -> list[str]:  # noqa: ARG002
        return []

    def tidy(self, engine: Engine) -> None:
        """Nothing: it vacuums and analyses by itself."""

    def size(self, engine: Engine) -> int:
        with engine.connect().execution_options(tracker_read=True) as connection:
            return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)

    def make_index(self, connection: Connection) -> None:
        for statement in _MAKE_INDEX:
            connection.execute(text(statement))

    def keep_words(self, connection: Connection, place: int, words: str) -> None:
        _KEEP_IN_GIN.run(connection, {"place": place, "words": _as_kept(words)})

    def forget_words(self, connection: Connection, places: range, texts: Texts) -> None:  # noqa: ARG002
        statement = text(f"DELETE FROM {FULL_TEXT} WHERE place >= :first AND place < :end")  # noqa: S608 - our own name
        connection.execute(statement, {"first": places.start, "end": places.stop})

    def places(self, connection: Connection, query: Query, before: int | None) -> Iterator[int]:
        values: dict[str, Any] = {"query": _as_tsquery(query), "before": _LAST if before is None else before}
        connection.execute(text(_BY_INDEX))
        with_word = _streamed(connection, _WITH_WORDS, values)
        if not any(len(term.words) > 1 for clause in query.clauses for term in (*clause.wanted, *clause.unwanted)):
            yield from with_word
            return
        fits, needles = _in_order(query)
        statement = text(f"SELECT place FROM {FULL_TEXT} WHERE place = ANY(:places) AND ({fits}) ORDER BY place DESC")  # noqa: S608 - our own words
        for some in batches(with_word, _CHUNK):
            yield from connection.scalars(statement, needles | {"places": some})


_CONNECTING: Final = {"connect_timeout": 10, "application_name": "tracker"}
_WRITING: Final = 0x747261636B6572  # the name, in ASCII: the number of our lock among a database's advisory locks
_FULL, _HELD = "53100", "55P03"  # the codes of Appendix A of PostgreSQL's manual
_NEXT: Final = {
    "42P01": "run `tracker db upgrade`, or restore a copy",  # no such table
    "42703": "run `tracker db upgrade`, or restore a copy",  # no such column
    "42501": "let its user own the database",
}
_LONGEST_WORD = 200  # characters; GIN takes no key of more than 2,046 bytes
_MOST_WORDS = 1_000_000  # bytes of a text, from the beginning: a tsvector holds one mebibyte
_VECTOR = "array_to_tsvector(string_to_array(words, ' '))"
_MAKE_INDEX: Final = (
    f"CREATE TABLE {FULL_TEXT} (place bigint PRIMARY KEY, words text NOT NULL)",
    f"CREATE INDEX ix_{FULL_TEXT}_words ON {FULL_TEXT} USING gin (({_VECTOR}))",
)
# The planner thinks nothing of making a vector of every row, nor of walking the places instead of asking the index of words.
_BY_INDEX: Final = "SET LOCAL enable_seqscan = off"
_WITH_WORDS: Final = (
    f"WITH found AS MATERIALIZED (SELECT place FROM {FULL_TEXT}"  # noqa: S608 - our own names
    f" WHERE {_VECTOR} @@ CAST(:query AS tsquery) AND place + 0 < :before) SELECT place FROM found ORDER BY place DESC"
)


@compiles(String, "postgresql")
def _of_any_length(_: String, __: Any, **___: Any) -> str:
    """SQLite takes the lengths in our tables for remarks, and so must PostgreSQL: no visit may be lost for a long name."""
    return "TEXT"


def _make_patient(connection: Any, _: ConnectionPoolEntry) -> None:
    """No wait for ever for what another program holds. Raises ConfigError where the database cannot keep every text."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        hint = "CREATE DATABASE tracker ENCODING 'UTF8' TEMPLATE template0"
        raise ConfigError(f"store.database: its encoding is {encoding}, not UTF8", hint=hint)
    connection.execute(f"SET lock_timeout = {_WAIT_MS}")
    connection.commit()


def _as_tsquery(query: Query) -> str:
    """What a text has to have for the query, wherever in it: the words of a phrase in any order, and one that is not wanted
    is no hindrance. The words are letters and digits, so none is an operator.
    """

    def words(one: Term) -> str:
        *before, last = (f"'{_cut(word)}'" for word in one.words)
        return " & ".join([*before, f"{last}:*" if one.prefix else last])

    def clause(one: Clause) -> str:
        unwanted = [f"!{words(term)}" for term in one.unwanted if len(term.words) == 1]
        return " & ".join([*map(words, one.wanted), *unwanted])

    return " | ".join(f"({clause(one)})" for one in query.clauses)


def _in_order(query: Query) -> tuple[str, dict[str, str]]:
    """The condition that a row's words fit the query exactly, with its values."""
    needles: dict[str, str] = {}

    def stands(one: Term) -> str:
        name = f"words{len(needles)}"
        needles[name] = f" {' '.join(map(_cut, one.words))}{'' if one.prefix else ' '}"
        return f"strpos(' ' || words || ' ', :{name}) > 0"

    def clause(one: Clause) -> str:
        unwanted = [f"NOT {stands(term)}" for term in one.unwanted]
        return " AND ".join([*map(stands, one.wanted), *unwanted])

    return " OR ".join(f"({clause(one)})" for one in query.clauses), needles


def _as_kept(said: str) -> str:
    """The words of a text, folded, in their order."""
    kept = " ".join(map(_cut, words_of(said))).encode()
    return kept.decode() if len(kept) <= _MOST_WORDS else kept[:_MOST_WORDS].decode(errors="ignore").rstrip()


def _cut(word: str) -> str:
    return word[:_LONGEST_WORD]


def _streamed(connection: Connection, statement: str, values: Mapping[str, Any]) -> Iterator[int]:
    with connection.execute(text(statement), values, execution_options={"yield_per": _CHUNK}) as rows:
        yield from rows.scalars()


_POSTGRESQL = _Postgresql()
_DIALECTS: Final[Mapping[str, Dialect]] = {"sqlite": _Sqlite(), "postgresql": _POSTGRESQL, "postgres": _POSTGRESQL}
