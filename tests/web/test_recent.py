from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection

from tests.scripted.archive import Archive
from tests.scripted.records import a_text
from tracker.model import Change, Revision
from tracker.store import history
from tracker.web import recent
from tracker.web.recent import RecentChanges


def test_a_change_is_laid_out_once_and_forgotten_when_others_need_its_place(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog = archive.follow()
    for metres in range(5):
        archive.clock.forward(timedelta(hours=1))
        archive.see(blog, a_text(f"The wall will rise by {metres} metres.", "The council said so."))
    asked: list[tuple[int, int]] = []

    def counted(connection: Connection, old: Revision, new: Revision) -> Change:
        asked.append((old.number, new.number))
        return history.change_between(connection, old, new)

    monkeypatch.setattr(recent, "change_between", counted)
    kept = RecentChanges(most=50)  # room for two: each is two passages and twenty
    with archive.database.read() as connection:
        known = history.revisions_of(connection, blog.id)
        for old, new in ((0, 1), (1, 2), (0, 1), (2, 3), (0, 1), (1, 2), (0, 4), (0, 4)):
            found = kept.change_between(connection, known[old], known[new])
            assert found == history.change_between(connection, known[old], known[new])
    assert asked == [(1, 2), (2, 3), (3, 4), (2, 3), (1, 5)]


def test_a_change_that_is_longer_than_all_the_room_is_not_kept(archive: Archive) -> None:
    blog = archive.follow()
    for words in ("One.", "Two."):
        archive.clock.forward(timedelta(hours=1))
        archive.see(blog, a_text(words))
    small = RecentChanges(most=5)
    with archive.database.read() as connection:
        old, new = history.revisions_of(connection, blog.id)
        assert small.change_between(connection, old, new) is not small.change_between(connection, old, new)
