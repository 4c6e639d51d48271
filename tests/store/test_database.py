from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from tests.scripted.archive import Archive
from tests.scripted.clock import NOON
from tests.scripted.records import a_text
from tracker.errors import ConfigError, NewerStore, StoreError, StoreFull
from tracker.store import dialects, schema
from tracker.store.database import Database
from tracker.store.migrations import migrations_folder

OLD_ROWS = {
    "stores": "INSERT INTO stores VALUES (1, 'store-1', 1000000)",
    "hosts": "INSERT INTO hosts VALUES (4, 'paper.example', 1000000, NULL, 7)",
    "snapshots": "INSERT INTO snapshots VALUES (2, 'ab', 10, 5, 1000000)",
    "articles": "INSERT INTO articles VALUES (3, 'https://paper.example/a', 4, 'paper.example', 'Harbour', 'live', 1, 2, 3,"
    " NULL, 'changed', '', 0, 1, 2, '\"etag\"', '', '', 0)",
    "aliases": "INSERT INTO aliases VALUES ('https://paper.example/a', 3)",
    "checks": "INSERT INTO checks VALUES (5, 3, 1, 2, 'changed', 200, '', 2, '{}')",
    "subscriptions": "INSERT INTO subscriptions VALUES (6, 'desk@paper.example', NULL, '', 'low', '[]', 'token', 1, NULL)",
    "revisions": "INSERT INTO revisions VALUES (7, 3, 1, 'first', 1, 2, NULL, 5, 2, 'f', 't', '1', '1', x'00', 'Harbour', 1,"
    " 'silent', 'none', '', NULL)",
    "flags": "INSERT INTO flags VALUES (8, 3, 7, 1, NULL, 'style', 'low', '{}')",
    "alerts": "INSERT INTO alerts VALUES (9, 6, 3, 7, NULL, '<id@x>', 'pending', 0, 1, 1, NULL, NULL, '')",
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "tracker.db"


@pytest.fixture
def opened(place: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{place}")
    yield database
    database.close()


def configuration() -> Config:
    made = Config()
    made.set_main_option("script_location", str(migrations_folder()))
    return made


def head() -> str:
    return ScriptDirectory.from_config(configuration()).get_current_head() or ""


def make_old(place: Path, version: str = "0001") -> dict[str, list[Any]]:
    """A store of an older Tracker with a row in every table; gives the rows."""
    database = Database(f"sqlite:///{place}")
    made = configuration()
    with database.write() as connection:
        made.attributes["connection"] = connection
        command.upgrade(made, version)
        for insert in OLD_ROWS.values():
            connection.execute(text(insert))
    database.close()
    return contents(place)


def contents(place: Path) -> dict[str, list[Any]]:
    """All rows of all tables but alembic's, by column."""
    with closing(sqlite3.connect(place)) as connection:
        connection.row_factory = sqlite3.Row
        return {table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")] for table in OLD_ROWS}  # noqa: S608 - our own names


def is_ours(name: str | None, kind: str, _: object) -> bool:
    """Not the index of words, which SQLAlchemy does not know, nor the tables that SQLite makes behind it."""
    return kind != "table" or str(name).partition("_")[0] != schema.FULL_TEXT


def is_sound(place: Path) -> bool:
    with closing(sqlite3.connect(place)) as connection:
        return (
            connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and not connection.execute("PRAGMA foreign_key_check").fetchall()
        )


def copies(place: Path) -> list[Path]:
    return sorted(path for path in place.parent.iterdir() if ".before-" in path.name)


# Migrations


def test_the_migrations_make_the_tables_that_the_code_sees(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        assert compare_metadata(context, schema.metadata) == []


def test_the_newest_migration_is_the_one_that_the_tables_name() -> None:
    assert head() == schema.HEAD


@pytest.mark.sqlite
def test_every_table_with_numbers_of_its_own_never_gives_one_twice(database: Database) -> None:
    with database.read() as connection:
        tables = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
        made = {str(name): str(sql) for name, sql in tables}
    for name in set(OLD_ROWS) - {"stores", "aliases"}:
        assert "AUTOINCREMENT" in made[name], name


def test_an_old_store_with_data_in_it_is_brought_up_to_date(opened: Database, place: Path) -> None:
    before = make_old(place)
    assert opened.upgrade(now=NOON) == ("0001", head())
    after = contents(place)
    for table, old in before.items():
        assert [{name: row[name] for name in old[0]} for row in after[table]] == old, table
    assert is_sound(place)
    with opened.write() as connection:
        made = connection.execute(text("INSERT INTO hosts (name, next_allowed_at, lease_token) VALUES ('b', 1, 0)"))
        assert made.lastrowid == 5


def test_what_is_due_in_an_old_store_is_due_in_it_when_it_is_brought_up_to_date(opened: Database, place: Path) -> None:
    make_old(place)
    opened.upgrade(now=NOON)
    with opened.write() as connection:
        found = connection.execute(
            text("SELECT host_id, urgency, next_check_at, waiting_since_at, article_id FROM heads")
        )
        (article,) = connection.execute(
            text("SELECT host_id, urgency, next_check_at, last_checked_at, id FROM articles")
        )
        assert found.all() == [article]
        connection.execute(text("UPDATE articles SET next_check_at = 9, last_checked_at = 8, urgency = 3"))
        levels = connection.execute(text("SELECT urgency, next_check_at, article_id FROM heads ORDER BY urgency"))
        assert set(levels) == {(3, 9, 3), (article.urgency, None, None)}
        sums = connection.execute(text("SELECT urgency, articles, length FROM pauses WHERE articles <> 0"))
        assert sums.all() == [(3, 1, 1)]


def test_an_old_store_is_copied_before_it_is_touched(opened: Database, place: Path) -> None:
    before = make_old(place)
    opened.upgrade(now=NOON)
    (copy,) = copies(place)
    assert copy.name == f"tracker.db.before-{head()}-20260314T120000Z"
    assert contents(copy) == before
    assert Database(f"sqlite:///{copy}").version() == "0001"
    assert is_sound(copy)


def test_a_new_store_needs_no_copy(opened: Database, place: Path) -> None:
    assert opened.version() is None
    assert opened.upgrade(now=NOON) == (None, head())
    assert opened.version() == head()
    assert copies(place) == []


def test_a_store_of_today_is_left_alone(opened: Database, place: Path) -> None:
    opened.upgrade(now=NOON)
    before = place.read_bytes()
    assert opened.upgrade(now=NOON + timedelta(days=1)) == (head(), head())
    assert place.read_bytes() == before
    assert copies(place) == []


def test_a_store_of_a_newer_tracker_is_refused_untouched(opened: Database, place: Path) -> None:
    opened.upgrade(now=NOON)
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    opened.close()
    before = hashlib.sha256(place.read_bytes()).digest()
    with pytest.raises(NewerStore, match=r"made by a newer Tracker \(its version is 9999\)") as caught:
        opened.upgrade(now=NOON)
    assert "nothing was changed" in caught.value.hint
    opened.close()
    assert hashlib.sha256(place.read_bytes()).digest() == before
    assert copies(place) == []


KILLED_AT = """
import os, signal, sys
from datetime import datetime, UTC
from sqlalchemy import Engine, event
from tracker.store.database import Database
url, verb, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
seen = 0
@event.listens_for(Engine, "after_cursor_execute")
def count_down(connection, cursor, statement, *rest):
    global seen
    seen += statement.lstrip().upper().startswith(verb)
    if seen == count:
        os.kill(os.getpid(), signal.SIGKILL)
Database(url).upgrade(now=datetime.now(UTC))
"""


@pytest.mark.parametrize(
    ("verb", "count"), [("ALTER TABLE", 1), ("UPDATE ALEMBIC_VERSION", 1), ("SELECT", 1), ("PRAGMA", 1)]
)
def test_an_upgrade_that_is_killed_is_done_again(opened: Database, place: Path, verb: str, count: int) -> None:
    before = make_old(place)
    if verb == "PRAGMA":
        verb, count = "BEGIN", 2  # where the write begins
    killed = subprocess.run([sys.executable, "-c", KILLED_AT, f"sqlite:///{place}", verb, str(count)], check=False)
    assert killed.returncode == -9
    assert contents(place) == before
    assert opened.version() == "0001"
    assert opened.upgrade(now=NOON) == ("0001", head())
    assert is_sound(place)
    assert [len(rows) for rows in contents(place).values()] == [1] * len(OLD_ROWS)


@pytest.mark.parametrize(("verb", "count"), [("CREATE TABLE", 1), ("CREATE TABLE", 7), ("INSERT INTO ALEMBIC", 1)])
def test_a_first_start_that_is_killed_is_done_again(opened: Database, place: Path, verb: str, count: int) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED_AT, f"sqlite:///{place}", verb, str(count)], check=False)
    assert killed.returncode == -9
    assert opened.upgrade(now=NOON) == (None, head())
    assert is_sound(place)


def test_two_programs_that_start_at_once_make_one_store(opened: Database, place: Path) -> None:
    script = "import sys; from datetime import datetime, UTC; from tracker.store.database import Database; "
    script += "print(Database(sys.argv[1]).upgrade(now=datetime.now(UTC))[1])"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", script, f"sqlite:///{place}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    told = [process.communicate() for process in both]
    assert [out.strip() for out, _ in told] == [head(), head()], told
    assert opened.version() == head()


def test_alembics_own_command_works_on_the_configured_store(place: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "alembic", "upgrade", "head"],
        cwd=migrations_folder().parent,
        env=os.environ | {"TRACKER_STORE__DATABASE": f"sqlite:///{place}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert Database(f"sqlite:///{place}").version() == head()


def test_there_is_one_way_up(place: Path) -> None:
    script = ScriptDirectory.from_config(configuration())
    assert [one.revision for one in script.walk_revisions()][::-1] == [
        f"{number:04}" for number in range(1, int(head()) + 1)
    ]


# Transactions


def test_a_write_that_fails_leaves_nothing(database: Database) -> None:
    def write_and_break() -> None:
        with database.write() as connection:
            connection.execute(text("INSERT INTO stores VALUES (1, 'a', 1)"))
            raise LookupError

    with pytest.raises(LookupError):
        write_and_break()
    with database.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM stores")) == 0


def test_a_reader_sees_one_state_while_somebody_writes(database: Database) -> None:
    with database.read() as reading:
        assert reading.scalar(text("SELECT count(*) FROM stores")) == 0
        with database.write() as writing:
            writing.execute(text("INSERT INTO stores VALUES (1, 'a', 1)"))
        assert reading.scalar(text("SELECT count(*) FROM stores")) == 0
    with database.read() as reading:
        assert reading.scalar(text("SELECT count(*) FROM stores")) == 1


@pytest.mark.sqlite
def test_commits_are_durable_and_references_checked(database: Database) -> None:
    with database.read() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_store_that_is_held_by_another_is_busy(
    opened: Database, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialects, "_WAIT_MS", 20)
    opened.upgrade(now=NOON)
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is busy"), opened.write():
            pass
        with opened.read() as connection:
            assert connection.scalar(text("SELECT count(*) FROM stores")) == 0


@pytest.mark.sqlite
def test_a_store_that_may_not_grow_is_full_and_keeps_what_it_had(archive: Archive) -> None:
    article = archive.follow()
    archive.see(article, a_text("It rained."))
    turn = archive.claim(article)
    visit = archive.visit(article, a_text("It snowed. " * 3000, headline="x" * 2000))

    def fill() -> None:
        with archive.database.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite takes the size it has
            connection.execute(text("CREATE TABLE filler (data BLOB)"))
            connection.execute(text("INSERT INTO filler VALUES (zeroblob(1000000))"))

    with pytest.raises(StoreFull, match="full") as caught:
        fill()
    assert "free some space" in caught.value.hint
    archive.database.close()
    assert archive.record(visit, turn) == 0
    assert archive.article(article).revisions == 2


@pytest.mark.parametrize(("content", "said"), [(b"this is a text, not a database" * 99, "not a database"), (b"", None)])
def test_what_is_not_a_database_is_told_and_an_empty_file_becomes_one(
    opened: Database, place: Path, content: bytes, said: str | None
) -> None:
    place.write_bytes(content)
    if said is None:
        assert opened.upgrade(now=NOON)[1] == head()
    else:
        with pytest.raises(StoreError, match=said) as caught:
            opened.upgrade(now=NOON)
        assert str(place) in str(caught.value)
        assert place.read_bytes() == content


def test_a_damaged_store_is_told(opened: Database, place: Path) -> None:
    opened.upgrade(now=NOON)
    opened.close()
    data = bytearray(place.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    place.write_bytes(data)
    with pytest.raises(StoreError) as caught, opened.read() as connection:
        connection.execute(text("SELECT * FROM articles")).all()
    assert str(place) in str(caught.value)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"Not a directory|File exists") as caught:
        Database(f"sqlite:///{tmp_path}/file/deep/tracker.db").upgrade(now=NOON)
    assert caught.value.hint


@pytest.mark.parametrize(
    "url", ["tracker.db", "", "nosuchthing://x/y", "sqlite+nosuch:///x.db", "postgresql+nosuch://h/d", "mysql://h/d"]
)
def test_a_url_of_no_database_names_its_key(url: str) -> None:
    with pytest.raises(ConfigError, match=r"store\.database") as caught:
        Database(url)
    assert "sqlite:///tracker.db" in caught.value.hint


def test_a_database_in_memory_has_no_file_and_works() -> None:
    database = Database("sqlite://")
    assert database.path is None
    database.upgrade(now=NOON)
    with database.read() as connection:
        assert "articles" in inspect(connection).get_table_names()


def test_tidying_folds_the_log_into_the_file(opened: Database, place: Path) -> None:
    opened.upgrade(now=NOON)
    with opened.write() as connection:
        connection.execute(text("INSERT INTO stores VALUES (1, 'a', 1)"))
    opened.tidy()
    alone = place.with_name("alone.db")
    alone.write_bytes(place.read_bytes())
    with closing(sqlite3.connect(alone)) as connection:
        assert connection.execute("SELECT name FROM stores").fetchall() == [("a",)]
