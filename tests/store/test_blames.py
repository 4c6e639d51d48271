"""What is kept of the sentences when a revision is recorded is what folding all revisions gives."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from tests.scripted.archive import Archive
from tests.scripted.records import a_text
from tracker.compare import compare_and_read
from tracker.compare.blame import Step, blame
from tracker.examining.drafting import drafted
from tracker.model import Article
from tracker.model.blame import Blame
from tracker.store import articles, history
from tracker.store.blames import blame_of, keep_drafted, keep_folded
from tracker.store.schema import blames

WALL = "The harbour wall will rise by twelve metres before the winter storms arrive."
VOTE = "Members of the council voted for the plan after a debate of four hours."
BILL = "Nobody has said yet who pays the bill for the granite from the old quarry."
TEXTS = ((WALL, VOTE, BILL), (BILL, WALL, VOTE), (BILL, WALL.replace("twelve", "five")), (BILL, WALL, VOTE))


@pytest.fixture
def wall(archive: Archive) -> Article:
    """An article of four revisions."""
    followed = archive.follow()
    for text in TEXTS:
        archive.clock.forward(timedelta(hours=1))
        archive.see(followed, a_text(*text))
    return archive.article(followed)


def told(archive: Archive, article: Article) -> Blame:
    with archive.database.read() as connection:
        return blame_of(connection, article.id)[0]


def kept_number(archive: Archive) -> int | None:
    with archive.database.read() as connection:
        return connection.scalar(select(blames.c.number))


def test_what_is_kept_is_what_folding_all_revisions_gives(archive: Archive, wall: Article) -> None:
    with archive.database.read() as connection:
        documents = [history.document_of(connection, one.id) for one in history.revisions_of(connection, wall.id)]
    assert kept_number(archive) == len(documents) == len(TEXTS)
    assert told(archive, wall) == blame(Step(number, text) for number, text in enumerate(documents, start=1))


@pytest.mark.parametrize("damage", ["missing", "empty", "torn"])
def test_what_is_missing_or_damaged_is_folded_anew_and_kept_with_the_next_revision(
    archive: Archive, wall: Article, damage: str
) -> None:
    before = told(archive, wall)
    with archive.database.write() as connection:
        if damage == "missing":
            connection.execute(delete(blames))
        else:
            connection.execute(update(blames).values(number=1, blame=b"" if damage == "empty" else b"x"))
    assert told(archive, wall) == before
    archive.clock.forward(timedelta(hours=1))
    archive.see(wall, a_text(WALL))
    assert kept_number(archive) == len(TEXTS) + 1
    assert {life.events[-1].revision for life in told(archive, wall).gone} == {len(TEXTS) + 1}


def test_an_article_that_was_never_read_has_none(archive: Archive) -> None:
    assert told(archive, archive.follow()) == Blame()


def test_a_forgotten_article_leaves_no_blame(archive: Archive, wall: Article) -> None:
    with archive.database.write() as connection:
        articles.remove(connection, wall.id)
    assert kept_number(archive) is None


def test_what_was_folded_is_kept_unless_a_revision_came_meanwhile(archive: Archive, wall: Article) -> None:
    with archive.database.write() as connection:
        connection.execute(delete(blames))
        found, is_kept = blame_of(connection, wall.id)
        assert not is_kept
        keep_folded(connection, wall.id, found)
        assert blame_of(connection, wall.id) == (found, True)
    archive.clock.forward(timedelta(hours=1))
    archive.see(wall, a_text(WALL))
    with archive.database.write() as connection:
        keep_folded(connection, wall.id, found)
        assert blame_of(connection, wall.id)[0].revision == found.revision + 1


def test_what_was_drafted_is_kept_where_it_carries_on_what_is_kept(archive: Archive, wall: Article) -> None:
    text = a_text(WALL)
    with archive.database.write() as connection:
        latest = history.document_of(connection, history.newest_revision(connection, wall.id).id)
        before = blame_of(connection, wall.id)[0]
        draft = drafted(text, compare_and_read(latest, text)[1], before)
        assert not keep_drafted(connection, wall.id, draft, number=len(TEXTS) + 2)
        assert keep_drafted(connection, wall.id, draft, number=len(TEXTS) + 1)
        assert connection.scalar(select(blames.c.blame)) == draft.blame
        assert not keep_drafted(connection, wall.id, draft, number=len(TEXTS) + 1), "it was carried on already"
