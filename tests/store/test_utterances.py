"""Who said what, across articles and revisions, as it is kept when revisions are recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.scripted.archive import Archive
from tests.scripted.records import a_text
from tracker.compare.ledger import ledger
from tracker.model import Article
from tracker.store import history
from tracker.store.utterances import Said, ledger_of, said_by, speakers

FIRST = "“We will never sell the old mill to anybody,” said Orla Penhale, the chair of the trust."
SECOND = "“We will gladly sell the old mill to anybody,” said Orla Penhale, the chair of the trust."
OTHER = "“The river is higher than in any year I know,” said Tam Rook, who keeps the lock."


def by(archive: Archive, speaker: str, *, before: int | None = None, limit: int = 10) -> list[Said]:
    with archive.database.read() as connection:
        return said_by(connection, speaker, before=before, limit=limit)


@pytest.fixture
def mill(archive: Archive) -> Article:
    """An article whose one quotation was edited, and another one added and taken away."""
    followed = archive.follow("https://paper.example/mill")
    for sentences in ((FIRST,), (SECOND, OTHER), (SECOND,)):
        archive.clock.forward(timedelta(hours=1))
        archive.see(followed, a_text(*sentences, "The trust meets again in the spring to settle the matter."))
    return followed


def test_an_edited_utterance_is_one_with_two_wordings(archive: Archive, mill: Article) -> None:
    (said,) = by(archive, "Orla Penhale")
    assert [(one.text, one.first, one.last) for one in said.wordings] == [
        ("We will never sell the old mill to anybody,", 1, 1),
        ("We will gladly sell the old mill to anybody,", 2, 3),
    ]
    assert not said.is_gone
    (rook,) = by(archive, "rook")
    assert rook.is_gone


def test_a_speaker_is_found_by_surname_and_by_full_name_but_not_by_another(archive: Archive, mill: Article) -> None:
    assert len(by(archive, "PENHALE")) == 1
    assert len(by(archive, "Orla Penhale")) == 1
    assert by(archive, "Jory Penhale") == []
    assert by(archive, "") == []
    assert by(archive, "%") == []


def test_what_a_speaker_said_is_gathered_across_articles_newest_first(archive: Archive, mill: Article) -> None:
    second = archive.follow("https://other.example/mill")
    archive.see(second, a_text("“The roof comes first, and the money after,” said Orla Penhale on Monday."))
    assert [said.article.id for said in by(archive, "Penhale")] == [second.id, mill.id]
    (newest,) = by(archive, "Penhale", limit=1)
    assert [said.article.id for said in by(archive, "Penhale", before=newest.wordings[0].life)] == [mill.id]


def test_the_names_of_those_who_were_quoted_are_listed(archive: Archive, mill: Article) -> None:
    with archive.database.read() as connection:
        assert speakers(connection, limit=5) == [("Orla Penhale", 2), ("Tam Rook", 1)]


def test_what_is_kept_is_what_the_ledger_of_the_article_tells(archive: Archive, mill: Article) -> None:
    with archive.database.read() as connection:
        kept = ledger_of(connection, mill.id, limit=10)
        known = history.revisions_of(connection, mill.id)
        told = ledger([(one.number, history.document_of(connection, one.id)) for one in known])
    assert [[(w.text, w.speaker, w.first, w.last) for w in one.wordings] for one in kept] == [
        [(w.text, w.speaker, w.first, w.last) for w in one.wordings] for one in told
    ]
