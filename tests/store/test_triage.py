"""What people decide about changes: a trail that only grows, and lists that follow its last entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.scripted.archive import Archive
from tests.scripted.clock import NOON
from tracker.model import Article
from tracker.store import articles
from tracker.store.listing import ChangeFilter, ListedChange, changes
from tracker.store.schema import flags
from tracker.store.triage import (
    Judgement,
    Target,
    TriageState,
    judge,
    target_of_finding,
    target_of_flag,
    target_of_revision,
    trail,
)


def decide(archive: Archive, target: Target, state: TriageState, note: str = "") -> None:
    with archive.database.write() as connection:
        judge(connection, target, Judgement(state, note, "local", archive.clock()))


def listed(archive: Archive, state: TriageState | None = None, **asked: object) -> list[ListedChange]:
    with archive.database.read() as connection:
        return changes(connection, ChangeFilter(triage=state, **asked), limit=10)  # type: ignore[arg-type]


def step(archive: Archive, article: Article, number: int) -> Target:
    with archive.database.read() as connection:
        return target_of_revision(connection, article.id, number)


def test_what_nobody_looked_at_is_unread(archive: Archive, wall: Article) -> None:
    assert [change.revision for change in listed(archive, TriageState.UNREAD)] == [None, 3, 2]
    assert {change.judgement for change in listed(archive)} == {None}


def test_the_last_decision_holds_and_the_trail_keeps_all(archive: Archive, wall: Article) -> None:
    target = step(archive, wall, 3)
    decide(archive, target, TriageState.CONFIRMED, "called the desk")
    decide(archive, target, TriageState.DISMISSED)
    assert [change.revision for change in listed(archive, TriageState.DISMISSED)] == [3]
    assert listed(archive, TriageState.CONFIRMED) == []
    assert [change.revision for change in listed(archive, TriageState.UNREAD)] == [None, 2]
    with archive.database.read() as connection:
        entries = trail(connection, target)
    assert [(entry.state, entry.note, entry.who) for entry in entries] == [
        ("dismissed", "", "local"),
        ("confirmed", "called the desk", "local"),
    ]
    decide(archive, target, TriageState.UNREAD)
    assert [change.revision for change in listed(archive, TriageState.UNREAD)] == [None, 3, 2]


def test_an_event_is_decided_apart_from_the_changes(archive: Archive, wall: Article) -> None:
    event = listed(archive)[0]
    with archive.database.read() as connection:
        target = target_of_flag(connection, event.number)
    assert target.revision_id is None
    decide(archive, target, TriageState.READ)
    assert [change.revision for change in listed(archive, TriageState.READ)] == [None]
    assert [change.revision for change in listed(archive, TriageState.UNREAD)] == [3, 2]


def test_a_decision_about_one_flag_leaves_its_change_as_it_stands(archive: Archive, wall: Article) -> None:
    target = step(archive, wall, 2)
    with archive.database.read() as connection:
        flag = connection.scalars(select(flags.c.id).where(flags.c.revision_id == target.revision_id)).first()
    decide(archive, Target(wall.id, target.revision_id, flag), TriageState.DISMISSED)
    assert listed(archive, TriageState.DISMISSED) == []
    with archive.database.read() as connection:
        assert [entry.flag_id for entry in trail(connection, target)] == [flag]


def test_the_trail_of_one_flag_is_its_own(archive: Archive, wall: Article) -> None:
    target = step(archive, wall, 2)
    with archive.database.read() as connection:
        numbers = connection.scalars(select(flags.c.id).where(flags.c.revision_id == target.revision_id)).all()
        finding = target_of_finding(connection, numbers[0])
    decide(archive, target, TriageState.CONFIRMED, "the whole")
    decide(archive, finding, TriageState.DISMISSED, "this one")
    with archive.database.read() as connection:
        assert [entry.note for entry in trail(connection, finding)] == ["this one"]
        assert trail(connection, replace(finding, flag_id=numbers[0] + 999)) == []
        assert [entry.note for entry in trail(connection, target)] == ["this one", "the whole"]


def test_any_flag_of_a_change_means_the_change(archive: Archive, wall: Article) -> None:
    target = step(archive, wall, 2)
    with archive.database.read() as connection:
        numbers = connection.scalars(select(flags.c.id).where(flags.c.revision_id == target.revision_id)).all()
        assert {target_of_flag(connection, number) for number in numbers} == {target}
        with pytest.raises(LookupError):
            target_of_flag(connection, 999)
        with pytest.raises(LookupError):
            target_of_revision(connection, wall.id, 9)


def test_changes_are_listed_of_a_time(archive: Archive, wall: Article) -> None:
    since = NOON + timedelta(hours=2, minutes=30)
    assert [change.revision for change in listed(archive, since=since)] == [None, 3]
    assert [change.revision for change in listed(archive, until=since)] == [2]


def test_what_was_decided_is_forgotten_with_its_article(archive: Archive, wall: Article) -> None:
    decide(archive, step(archive, wall, 2), TriageState.CONFIRMED)
    with archive.database.write() as connection:
        articles.remove(connection, wall.id)
    assert listed(archive, TriageState.CONFIRMED) == []
