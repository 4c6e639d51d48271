"""Every revision is found by its words, as long as its article is followed, and by nothing that is typed in spite."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.scripted.archive import Archive
from tests.scripted.clock import NOON
from tests.scripted.records import a_text
from tracker.model import Article
from tracker.model.query import parse_query
from tracker.store import articles, search
from tracker.store.backfill import fill
from tracker.store.search import SearchPage, Wanted
from tracker.store.words import keep_words, searched_text

WALL = "The wall allegedly cost nine million crowns, the auditor wrote."
BARE = "The wall cost nine million crowns, the auditor wrote."


def look(archive: Archive, typed: str, *, before: int | None = None, limit: int = 10, **filters: object) -> SearchPage:
    with archive.database.read() as connection:
        wanted = Wanted(parse_query(typed), **filters)  # type: ignore[arg-type]
        return search.search(connection, wanted, before=before, limit=limit)


def places(page: SearchPage) -> list[tuple[int, tuple[int, ...]]]:
    return [(found.article.id, found.revisions) for found in page.found]


@pytest.fixture
def wall(archive: Archive) -> Article:
    """An article that said "allegedly" in its first two revisions of three."""
    followed = archive.follow("https://paper.example/wall", source="Paper")
    for sentences in ((WALL,), (WALL, "It will be paid in June."), (BARE, "It will be paid in June.")):
        archive.clock.forward(timedelta(hours=1))
        archive.see(followed, a_text(*sentences))
    return followed


@pytest.fixture
def quay(archive: Archive) -> Article:
    """An article that still says "allegedly"."""
    followed = archive.follow("https://other.example/quay", source="Other")
    archive.see(followed, a_text("The quay allegedly cost less than the wall.", headline="Quay closed"))
    return followed


def test_a_revision_is_found_by_a_word_a_phrase_and_a_beginning(archive: Archive, wall: Article) -> None:
    for typed, numbers in {
        "ALLEGEDLY": (1, 2),
        '"nine million crowns"': (1, 2, 3),
        '"million nine"': (),
        "june": (2, 3),
        "alleg*": (1, 2),
        "crowns NOT allegedly": (3,),
        "quay OR june": (2, 3),
        "harbour": (1, 2, 3),  # in the headline
    }.items():
        assert places(look(archive, typed)) == ([(wall.id, numbers)] if numbers else []), typed


def test_what_was_once_said_and_no_longer_is_can_be_asked_for(archive: Archive, wall: Article, quay: Article) -> None:
    assert places(look(archive, "allegedly")) == [(quay.id, (1,)), (wall.id, (1, 2))]
    assert places(look(archive, "allegedly", gone=True)) == [(wall.id, (1, 2))]
    assert places(look(archive, "crowns", gone=True)) == []


def test_source_and_time_narrow_a_search(archive: Archive, wall: Article, quay: Article) -> None:
    assert places(look(archive, "allegedly", source="Other")) == [(quay.id, (1,))]
    assert places(look(archive, "allegedly", source="Nobody")) == []
    assert places(look(archive, "allegedly", since=archive.clock() + timedelta(hours=1))) == []
    early = look(archive, "allegedly", until=NOON + timedelta(hours=1, minutes=30))
    assert places(early) == [(wall.id, (1, 2))]


def test_a_page_goes_on_where_the_one_before_ended(archive: Archive, wall: Article, quay: Article) -> None:
    first = look(archive, "wall", limit=1)
    assert [found.article.id for found in first.found] == [quay.id]
    second = look(archive, "wall", limit=1, before=first.next_before)
    assert [found.article.id for found in second.found] == [wall.id]
    last = look(archive, "wall", limit=1, before=second.next_before)
    assert (last.found, last.next_before) == ((), None)


def test_a_search_that_looks_at_too_much_stops_says_so_and_can_go_on(
    archive: Archive, wall: Article, quay: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_LOOKED_AT", 1)
    page = look(archive, "wall", source="Nobody")
    assert page.cut
    assert look(archive, "wall", source="Nobody", before=page.next_before).found == ()


@pytest.mark.sqlite
def test_a_forgotten_article_is_found_no_more_and_leaves_no_word(
    archive: Archive, wall: Article, quay: Article
) -> None:
    with archive.database.write() as connection:
        articles.remove(connection, wall.id)
    assert places(look(archive, "allegedly")) == [(quay.id, (1,))]
    with archive.database.write() as connection:
        connection.execute(text("CREATE VIRTUAL TABLE words USING fts5vocab(texts, 'row')"))
        left = set(connection.execute(text("SELECT term FROM words")).scalars())
    assert "quay" in left
    assert not left & {"crowns", "auditor", "june"}


def test_a_visit_that_is_not_recorded_leaves_no_word(archive: Archive, wall: Article) -> None:
    def write_and_break() -> None:
        with archive.database.write() as connection:
            keep_words(connection, wall.id, 4, a_text("Only here: marzipan."))
            raise LookupError

    with pytest.raises(LookupError):
        write_and_break()
    assert places(look(archive, "marzipan")) == []


def test_a_store_from_before_is_filled(archive: Archive, wall: Article) -> None:
    with archive.database.write() as connection:
        connection.execute(text("DROP TABLE texts"))
        connection.execute(text("DELETE FROM utterances"))
        fill(connection)
    assert places(look(archive, "allegedly")) == [(wall.id, (1, 2))]


@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(st.text(alphabet=st.sampled_from("ab\"'*()-^:+{}NEAR/AND ORNOT\\;,.é\u202e\x00%_"), max_size=60))
def test_whatever_is_typed_is_answered(archive: Archive, typed: str) -> None:
    look(archive, typed)


def test_only_what_is_read_of_an_article_is_searched() -> None:
    assert searched_text(a_text("The body.", headline="The headline")) == "The headline\n\nThe body."


def test_a_hit_tells_when_the_words_came_and_went(archive: Archive, wall: Article) -> None:
    with archive.database.read() as connection:
        page = search.search(connection, Wanted(parse_query("june NOT crowns OR allegedly")), limit=5)
        (hit,) = search.hits(connection, page.found)
    assert hit.came.until_at == NOON + timedelta(hours=1, seconds=2)
    assert hit.gone is not None
    assert hit.gone.after_at == NOON + timedelta(hours=2)
    assert hit.document is not None
    assert WALL in hit.document.text
