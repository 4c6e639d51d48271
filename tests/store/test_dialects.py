"""Both databases keep the same promises: what is found, who waits for whom, and what is said when something is wrong."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.scripted.archive import Archive, rows, url_of
from tests.scripted.clock import NOON
from tests.scripted.postgres import PASSWORD, Postgres
from tests.scripted.records import a_text
from tracker.errors import ConfigError, StoreError, TrackerError
from tracker.model.query import parse_query, words_of
from tracker.store import articles, dialects, search
from tracker.store.database import Database
from tracker.store.search import Wanted
from tracker.store.snapshots import Snapshots
from tracker.store.words import REVISIONS, keep_words

pytestmark = pytest.mark.sqlite  # these say themselves which database they want


# Finding

TEXTS = (
    ("The wall allegedly cost nine million crowns.", "The wall cost nine million crowns."),
    (
        "The auditor wrote: “nine, or ten million”. A well-known figure!",
        "The auditor’s figure was 3.5 million, not 10.",
    ),
    ("Das Straßenfest in München war größer.", "Das Strassenfest in Munchen war GRÖSSER."),
    ("L’été dernier, un Café a brûlé à 12h30.", "L’e\u0301te\u0301 dernier, un Cafe\u0301 a bru\u0302le\u0301."),
    ("Российский министр не дал ответа, ёлка стоит.", "Росс министр дал ответ."),
    ("한국 정부는 발표했다.", "한국은 발표하지 않았다."),
    ("東京で がっこう が 始まる。", "東京 で かっこう"),
    ("Ο Όμηρος είπε τελευταίος λόγος.", "ΤΕΛΕΥΤΑΙΟΣ"),
    ("İstanbul’da ılık hava, ISI, ısı.", "ﬁne ½ ² x² ǅ µ"),
    ("C++ and e-mail to desk@paper.example cost $1,000.50 (50 %).", "a_b a.b a/b https://paper.example/x?y=z"),
    (("the harbour " * 300) + "closed at last", ("harbour the " * 300) + "opened"),
    (" ".join(f"w{number}" for number in range(17_000)) + " far end", "w1 far w2 end"),
    ("or not and near or", "NOT a word"),
)
TYPED = (
    *(
        "wall",
        "WALL",
        "allegedly",
        "nine million",
        '"nine million"',
        '"million nine"',
        "nine NOT allegedly",
        "mill*",
        "milli*",
    ),
    *(
        '"nine mil"*',
        "million -wall",
        'million -"nine million"',
        'wall OR "ten million"',
        "well-known",
        "well known",
        '"well known"',
    ),
    *(
        "3.5",
        "10",
        "auditor’s",
        "auditor",
        "straßenfest",
        "strassenfest",
        "munchen",
        "München",
        "größer",
        "grosser",
        "GRÖẞER",
    ),
    *("été", "ete", "e\u0301te\u0301", "café", "brule", "12h30", "12h*", "l’été"),
    *(
        "российский",
        "российскии",
        "росс*",
        "ёлка",
        "елка",
        "ответ*",
        "ОТВЕТ",
        "한국",
        "한국*",
        "정부는",
        "がっこう",
        "かっこう",
        "東京",
        "東京*",
    ),
    *(
        "Όμηρος",
        "ομηρος",
        "τελευταίος",
        "τελευταιος",
        "ΤΕΛΕΥΤΑΙΟΣ",
        "istanbul",
        "İSTANBUL",
        "ısı",
        "isi",
        "fine",
        "ﬁne",
        "½",
        "x²",
        "ǆ",
        "μ",
    ),
    *("c++", "e-mail", "desk@paper.example", "1,000.50", "$1,000", "a_b", '"a b"', "paper.example/x", "y=z", "(50 %)"),
    *(
        '"the harbour closed"',
        '"harbour closed at last"',
        '"the harbour the harbour opened"',
        "harbour -closed",
        '"far end"',
    ),
    *(
        '"w16998 w16999 far"',
        "w1*",
        "not",
        '"or not"',
        "near",
        "a OR b",
        "a AND NOT b",
        "word -a",
        "zzz",
        "the",
        "b",
        "***",
    ),
)


@pytest.fixture
def both(database: Database, on_postgresql: Database, tmp_path: Path) -> dict[str, Archive]:
    """The same articles in both databases, each in two revisions."""
    archives = {
        "sqlite": Archive(database, Snapshots(tmp_path / "one")),
        "postgresql": Archive(on_postgresql, Snapshots(tmp_path / "other")),
    }
    for archive in archives.values():
        with archive.database.write() as connection:
            for number in range(len(TEXTS)):
                connection.execute(
                    text(
                        "INSERT INTO hosts (name, next_allowed_at, lease_token, urgency, failures) VALUES (:n, 1, 0, 0, 0)"
                    ),
                    {"n": f"h{number}"},
                )
                connection.execute(text(_ARTICLE), {"n": number + 1})
            for number, versions in enumerate(TEXTS, start=1):
                for revision, said in enumerate(versions, start=1):
                    keep_words(connection, number, revision, a_text(said, headline=f"Headline {number}"))
    return archives


_ARTICLE = (
    "INSERT INTO articles (url, host_id, source, headline, state, added_at, last_detail, failures, revisions, etag,"
    " last_modified, held_fingerprint, gone_looks, section, hint, idle_hints, urgency)"
    " VALUES ('u', :n, 's', 'h', 'live', 1, '', 0, 2, '', '', '', 0, '', '', 0, 0)"
)


def found(archive: Archive, typed: str, **filters: Any) -> list[tuple[int, tuple[int, ...]]]:
    with archive.database.read() as connection:
        page = search.search(connection, Wanted(parse_query(typed), **filters), limit=50)
    return [(one.article.id, one.revisions) for one in page.found]


def test_both_databases_find_the_same(both: dict[str, Archive]) -> None:
    for typed in TYPED:
        for gone in (False, True):
            one, other = (found(archive, typed, gone=gone) for archive in both.values())
            assert one == other, (typed, gone)
    for typed in ("российский", "한국", "がっこう", "ete", '"w16998 w16999 far"', '"the harbour closed"', "τελευταιος"):
        assert found(both["postgresql"], typed), typed


@settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(st.lists(st.sampled_from((*TYPED, "OR", "AND", "NOT", "-nine", '"the harbour"', "w2*")), min_size=1, max_size=5))
def test_both_databases_find_the_same_whatever_is_asked(both: dict[str, Archive], words: list[str]) -> None:
    typed = " ".join(words)
    one, other = (found(archive, typed) for archive in both.values())
    assert one == other, typed


SCRIPTS = (
    *((0x41, 0x250), (0x370, 0x528), (0x531, 0x588), (0x5D0, 0x5EB), (0x620, 0x6FF), (0x900, 0x1000), (0x10D0, 0x10FB)),
    *((0x1E00, 0x2000), (0x3040, 0x3100), (0x4E00, 0x9FA6), (0xAC00, 0xD7A4)),
)


def test_words_are_folded_as_sqlite_folds_them() -> None:
    """Of 35,000 letters and digits of living scripts, and of each with an accent behind it, all but a handful."""
    letters = [one for first, end in SCRIPTS for one in map(chr, range(first, end)) if one.isalnum()]
    texts = [f"a{one}b {one}\u0301c" for one in letters]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")
        connection.executemany("INSERT INTO t(rowid, x) VALUES (?, ?)", enumerate(texts))
        told: dict[int, list[str]] = {number: [] for number in range(len(texts))}
        for number, term in connection.execute("SELECT doc, term FROM v ORDER BY doc, offset"):
            told[number].append(term)
    otherwise = {letters[number] for number, words in told.items() if words != words_of(texts[number])}
    assert otherwise <= set("ǠǡͿẛ"), otherwise


def test_a_forgotten_article_leaves_no_word_on_postgresql(both: dict[str, Archive]) -> None:
    database = both["postgresql"].database
    with database.write() as connection:
        articles.remove(connection, 1)
        left = set(connection.execute(text("SELECT place FROM texts")).scalars())
    assert {place // REVISIONS for place in left} == set(range(2, len(TEXTS) + 1))


def test_a_text_without_end_and_a_word_without_end_are_kept_and_found_by_their_beginnings(
    on_postgresql: Database,
) -> None:
    archive = Archive(on_postgresql, Snapshots(Path("unused")))
    endless = a_text("x" * 500_000 + " " + " ".join(f"word{number}é" for number in range(200_000)))
    with on_postgresql.write() as connection:
        connection.execute(
            text("INSERT INTO hosts (name, next_allowed_at, lease_token, urgency, failures) VALUES ('h', 1, 0, 0, 0)")
        )
        connection.execute(text(_ARTICLE), {"n": 1})
        keep_words(connection, 1, 2, endless)
    assert found(archive, "word7é") == [(1, (2,))]
    assert found(archive, "x" * 900) == [(1, (2,))]
    assert found(archive, "word199999é") == []


def test_common_words_are_looked_up_in_the_index_of_words(on_postgresql: Database) -> None:
    """Also where the planner knows that nearly every row has them."""
    with on_postgresql.write() as connection:
        connection.execute(text("INSERT INTO texts SELECT n, 'the wall ' || n FROM generate_series(1, 3000) AS n"))
        connection.execute(text("ANALYZE texts"))
    with on_postgresql.read() as connection:
        assert len(list(dialects.dialect_of(connection).places(connection, parse_query("the"), 1000))) == 999
        for typed in ("the", "the -7", "the OR wa*"):
            asked = {"query": dialects._as_tsquery(parse_query(typed)), "before": 1000}
            plan = "\n".join(connection.execute(text(f"EXPLAIN {dialects._WITH_WORDS}"), asked).scalars())
            assert "Index Scan on ix_texts_words" in plan
            assert "Seq Scan" not in plan
            assert "texts_pkey" not in plan


# Writing


def test_writers_on_postgresql_come_one_after_another(on_postgresql: Database) -> None:
    order: list[str] = []
    begun = threading.Event()

    def second() -> None:
        begun.set()
        with on_postgresql.write():
            order.append("second")

    other = threading.Thread(target=second)
    with on_postgresql.write() as connection:
        other.start()
        assert begun.wait(60)
        connection.execute(text("SELECT pg_sleep(0.2)"))
        order.append("first")
    other.join(60)
    assert order == ["first", "second"]


def test_a_writer_on_postgresql_waits_for_another_only_so_long(
    on_postgresql: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialects, "_WAIT_MS", 20)
    other = Database(url_of(on_postgresql))
    with on_postgresql.write(), pytest.raises(StoreError, match="is busy"), other.write():
        pass
    other.close()


def test_a_reader_on_postgresql_cannot_write(on_postgresql: Database) -> None:
    with pytest.raises(Exception, match="read-only"), on_postgresql.read() as connection:
        connection.execute(text("DELETE FROM hosts"))


def test_names_of_any_length_are_kept(on_postgresql: Database, tmp_path: Path) -> None:
    archive = Archive(on_postgresql, Snapshots(tmp_path / "snapshots"))
    url = "https://paper.example/" + "é" * 2000
    article = archive.follow(url, source="s" * 600)
    assert archive.follow(url) == article
    assert rows(on_postgresql, "articles", "aliases") == {"articles": 1, "aliases": 1}


def test_two_that_migrate_a_postgresql_at_once_make_one_store(postgres: Postgres) -> None:
    name = postgres.create()
    both = [Database(postgres.url(name)) for _ in range(2)]
    told: list[Any] = []
    threads = [threading.Thread(target=lambda one=one: told.append(one.upgrade(now=NOON)[1])) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(set(told)) == 1
    assert len(told) == 2
    assert both[0].size > 1_000_000
    for one in both:
        one.close()
    postgres.drop(name)


# Being wrong

SECRET = "open-sesame-17"


def complaint(url: str) -> TrackerError:
    database = Database(url)
    with pytest.raises((StoreError, ConfigError)) as caught, database.read() as connection:
        connection.execute(text("SELECT * FROM articles"))
    database.close()
    shown = f"{caught.value} {caught.value.hint} {caught.value.__cause__!r}"
    assert SECRET not in shown
    assert PASSWORD not in shown
    return caught.value


def test_a_server_that_is_down_is_told_without_the_password() -> None:
    for url in (
        f"postgresql://desk:{SECRET}@127.0.0.1:1/tracker",
        f"postgres://127.0.0.1:1/tracker?user=desk&password={SECRET}",
    ):
        said = complaint(url)
        assert "127.0.0.1" in str(said)
        assert "refused" in str(said)
        assert "server runs" in said.hint


def test_a_wrong_password_is_told_without_it(postgres: Postgres) -> None:
    said = complaint(postgres.url(password=SECRET))
    assert "authentication failed" in str(said)
    assert "password in store.database" in said.hint


def test_a_database_that_is_not_there_and_one_without_tables_are_told(postgres: Postgres) -> None:
    assert "does not exist" in str(complaint(postgres.url("nosuch")))
    assert "db upgrade" in complaint(postgres.url("postgres")).hint


def test_a_database_of_another_encoding_is_refused(postgres: Postgres) -> None:
    name = postgres.create(encoding="LATIN1")
    assert "LATIN1" in str(complaint(postgres.url(name)))
    postgres.drop(name)


@pytest.mark.parametrize("url", ["postgresql+psycopg2://h/d", "postgresql://h:port/d", "postgresqlx://h/d"])
def test_another_driver_or_a_misspelt_url_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match=r"store\.database"):
        Database(url)


def test_a_server_that_was_started_anew_is_used_again(on_postgresql: Database, postgres: Postgres) -> None:
    with on_postgresql.read() as connection:
        connection.execute(text("SELECT 1"))
    postgres.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    with on_postgresql.write() as connection:
        assert connection.scalar(text("SELECT count(*) FROM articles")) == 0
