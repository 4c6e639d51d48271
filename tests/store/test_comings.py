"""Where words come into articles and go again is told step by step, newest first, and of nothing that only we read otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from tests.scripted.archive import Archive
from tests.scripted.clock import NOON
from tests.scripted.records import a_text
from tracker.model import Article, Cause, FlagKind, Severity, Verdict
from tracker.model.query import parse_query
from tracker.store import comings
from tracker.store.comings import Coming, Comings, WordsWanted
from tracker.store.listing import ChangeFilter, changes
from tracker.store.schema import revisions
from tracker.store.triage import TriageState

SAID = "The wall allegedly cost nine million crowns, the auditor wrote."
BARE = "The wall cost nine million crowns, the auditor wrote."
DEAR = "The wall cost twelve million crowns, the auditor wrote."


def look(
    archive: Archive, typed: str, *, before: int | None = None, limit: int = 10, gone: bool = False, **chosen: Any
) -> Comings:
    wanted = WordsWanted(parse_query(typed), replace(ChangeFilter(floor=Severity.SILENT), **chosen), gone=gone)
    with archive.database.read() as connection:
        return comings.comings(connection, wanted, before=before, limit=limit)


def steps(page: Comings) -> list[tuple[int, int | None, str]]:
    return [(one.change.article.id, one.change.revision, "came" if one.came else "went") for one in page.found]


@pytest.fixture
def wall(archive: Archive) -> Article:
    """An article that said "allegedly" at first, not in revision 2, again in 3, and not in 4."""
    followed = archive.follow("https://paper.example/wall", source="Paper")
    for sentence in (SAID, BARE, SAID, DEAR):
        archive.clock.forward(timedelta(hours=1))
        archive.see(followed, a_text(sentence, "It will be paid in June."))
    return followed


@pytest.fixture
def quay(archive: Archive) -> Article:
    """An article that says "allegedly" since its second revision, the newest step of all."""
    followed = archive.follow("https://other.example/quay", source="Other")
    for sentence in ("The quay cost less.", "The quay allegedly cost less.", "The quay allegedly cost less still."):
        archive.clock.forward(timedelta(hours=1))
        archive.see(followed, a_text(sentence, headline="Quay closed"))
    return followed


def test_each_step_at_which_words_come_or_go_is_told_newest_first(
    archive: Archive, wall: Article, quay: Article
) -> None:
    whole = [(quay.id, 2, "came"), (wall.id, 4, "went"), (wall.id, 3, "came"), (wall.id, 2, "went")]
    assert steps(look(archive, "allegedly")) == whole
    assert steps(look(archive, "allegedly", gone=True)) == [one for one in whole if one[2] == "went"]
    assert steps(look(archive, "crowns NOT allegedly")) == [
        (wall.id, 4, "came"),
        (wall.id, 3, "went"),
        (wall.id, 2, "came"),
    ]
    assert steps(look(archive, '"twelve million"')) == [(wall.id, 4, "came")]
    for never in ("marzipan", "june", "…", "quay"):  # nowhere, always there, no word, always there
        assert steps(look(archive, never)) == []


def test_a_step_is_told_as_the_list_of_changes_has_it(archive: Archive, wall: Article) -> None:
    (newest, *_) = look(archive, "allegedly").found
    with archive.database.read() as connection:
        (listed, *_) = changes(connection, ChangeFilter(article_id=wall.id), limit=1)
    assert newest.change == replace(listed, number=newest.change.number)
    assert FlagKind.FACT_CHANGED in {flag.kind for flag in newest.change.flags}


def test_pages_follow_on_one_another(archive: Archive, wall: Article, quay: Article) -> None:
    whole = look(archive, "allegedly").found
    found: list[Coming] = []
    before = None
    while part := look(archive, "allegedly", before=before, limit=1).found:
        found += part
        before = part[-1].change.number
    assert tuple(found) == whole


def test_the_filters_of_changes_narrow_what_is_told(archive: Archive, wall: Article, quay: Article) -> None:
    assert steps(look(archive, "allegedly", source="Other")) == [(quay.id, 2, "came")]
    assert steps(look(archive, "allegedly", article_id=wall.id, since=NOON + timedelta(hours=4))) == [
        (wall.id, 4, "went")
    ]
    assert steps(look(archive, "allegedly", until=NOON + timedelta(hours=3))) == [(wall.id, 2, "went")]
    assert steps(look(archive, "allegedly", kind="fact")) == [(wall.id, 4, "went")]
    assert steps(look(archive, "allegedly", disclosure=Verdict.DISCLOSED)) == []
    assert steps(look(archive, "allegedly", triage=TriageState.CONFIRMED)) == []
    unread = look(archive, "allegedly", triage=TriageState.UNREAD, floor=Severity.LOW)
    assert steps(unread) == steps(look(archive, "allegedly", floor=Severity.LOW))
    assert steps(unread)


def test_an_edit_of_style_counts_unless_a_flag_is_asked_for(archive: Archive) -> None:
    followed = archive.follow()
    for sentence in ("The wall is big, and it was paid for.", "The wall is large, and it was paid for."):
        archive.clock.forward(timedelta(hours=1))
        archive.see(followed, a_text(sentence, "It will be paid in June."))
    (told,) = look(archive, "large").found
    assert told.change.flags == ()
    assert look(archive, "large", floor=Severity.LOW).found == ()


def test_what_a_newer_tracker_reads_otherwise_is_no_step(archive: Archive, wall: Article) -> None:
    with archive.database.write() as connection:
        connection.execute(update(revisions).where(revisions.c.number == 3).values(cause=Cause.RE_EXTRACTION))
    assert steps(look(archive, "allegedly")) == [(wall.id, 4, "went"), (wall.id, 2, "went")]


def test_looking_ends_where_it_is_too_much_and_says_so(
    archive: Archive, wall: Article, quay: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not look(archive, "allegedly").cut
    monkeypatch.setattr(comings, "MOST_LOOKED_AT", 1)
    assert look(archive, "allegedly").cut
