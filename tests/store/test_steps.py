"""The list of changes finds what reading every flag finds, whatever mixture is asked for, and follows what is recorded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select

from tests.scripted.archive import Archive
from tests.scripted.clock import NOON
from tests.scripted.mixture import recorded
from tracker.model import Article, FlagKind, Severity, Verdict
from tracker.store import articles as following
from tracker.store import newest, reach
from tracker.store.database import Database
from tracker.store.listing import ChangeFilter, changes, changes_at_once
from tracker.store.newest import kinds_of
from tracker.store.schema import articles, flags, revisions, steps
from tracker.store.steps import KIND_ORDER, fill_steps
from tracker.store.triage import Judgement, TriageState, held, judge, target_of_flag, target_of_revision


@pytest.fixture(params=[0, 10**6], ids=["nothing-is-rare", "all-is-rare"])
def store(database: Database, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """Two hundred steps and events of four articles, a third of them decided about."""
    monkeypatch.setattr(newest, "_FEW", request.param)
    monkeypatch.setattr(reach, "_RARE", request.param)
    monkeypatch.setattr(reach, "_STRETCH", 50)
    monkeypatch.setattr(reach, "_STRETCH_OF_SOURCE", 20)
    with database.write() as connection:
        _fill(connection, random.Random(11))
        yield connection


def _fill(connection: Connection, chance: random.Random) -> None:
    for target in recorded(connection, chance, 200, at=lambda step: _at(step + chance.randint(-30, 30))):
        if chance.random() < 0.3:
            judge(connection, target, Judgement(chance.choice(list(TriageState)), "", "ann", NOON))
    fill_steps(connection)


def judged_flags(connection: Connection) -> list[tuple[Any, TriageState]]:
    """Every flag with its source, how its step was disclosed, and what holds of its change; the newest first."""
    rows = connection.execute(
        select(flags, articles.c.source, revisions.c.disclosure)
        .join(articles, articles.c.id == flags.c.article_id)
        .outerjoin(revisions, revisions.c.id == flags.c.revision_id)
        .order_by(flags.c.id.desc())
    ).all()
    told = []
    for row in rows:
        judged = held(connection, target_of_flag(connection, row.id))
        told.append((row, judged.state if judged else TriageState.UNREAD))
    return told


def read_from_end_to_end(found_flags: list[tuple[Any, TriageState]], wanted: ChangeFilter) -> list[int | None]:
    """The revisions (None for events) of the changes that answer, found without the narrow table."""
    kinds = kinds_of([wanted.kind] if wanted.kind else ())
    found: dict[tuple[str, int], int | None] = {}
    for row, state in found_flags:
        key = ("event", row.id) if row.revision_id is None else ("step", row.revision_id)
        severity = Severity(row.severity)
        if (
            severity is not Severity.SILENT
            and severity.at_least(wanted.floor)
            and (kinds is None or row.kind in kinds)
            and (not wanted.source or row.source == wanted.source)
            and (not wanted.disclosure or row.disclosure == wanted.disclosure)
            and (wanted.triage is None or state is wanted.triage)
            and (wanted.since is None or row.found_at >= wanted.since)
            and (wanted.until is None or row.found_at < wanted.until)
            and (wanted.article_id is None or row.article_id == wanted.article_id)
        ):
            found[key] = row.revision_id
    return list(found.values())


def _at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


WISHES = [
    ChangeFilter(*each)
    for each in product(
        [Severity.LOW, Severity.HIGH],
        ["", "quote", "article_gone", "nonsense"],
        ["", "Paper 1", "Nobody"],
        [None, Verdict.LATE],
        [None, TriageState.UNREAD, TriageState.CONFIRMED],
        [None, _at(70)],
        [None, _at(120)],
        [None, 2],
    )
]


def test_every_mixture_finds_what_reading_all_flags_finds(store: Connection) -> None:
    everything, answered = judged_flags(store), 0
    ids = {row.id: (row.article_id, row.number) for row in store.execute(select(revisions))}
    for wanted in random.Random(3).sample(WISHES, 80):
        expected = read_from_end_to_end(everything, wanted)
        listed = [(one.article.id, one.revision) for one in changes(store, wanted, limit=500)]
        places = [ids[one] if one is not None else None for one in expected]
        assert [one if one[1] is not None else None for one in listed] == places, wanted
        answered += bool(expected)
    assert answered > 20


def test_pages_hold_every_change_once(store: Connection) -> None:
    everything = [one.number for one in changes(store, ChangeFilter(), limit=500)]
    paged: list[int] = []
    while page := changes(store, ChangeFilter(), before=paged[-1] if paged else None, limit=7):
        paged += [one.number for one in page]
    assert paged == everything == sorted(everything, reverse=True)


def test_what_is_told_at_once_goes_on_to_all_that_there_is(store: Connection) -> None:
    cut = 0
    for wanted in random.Random(5).sample(WISHES, 25):
        told, before = list[int](), None
        while before != 0:
            page, down_to = changes_at_once(store, wanted, before=before, limit=7)
            told += [one.number for one in page]
            before = page[-1].number if len(page) == 7 else down_to or 0
            cut += down_to is not None
        assert told == [one.number for one in changes(store, wanted, limit=500)], wanted
    assert cut or reach._RARE


def test_every_kind_has_one_bit_for_ever() -> None:
    assert set(KIND_ORDER) == set(FlagKind)
    assert len(KIND_ORDER) == len(set(KIND_ORDER)) < 63
    assert [KIND_ORDER[place] for place in (0, 4, 13, 14, 29, 30, 33)] == [
        FlagKind.QUOTE_CHANGED,
        FlagKind.FACT_CHANGED,
        FlagKind.NEGATION_CHANGED,
        FlagKind.FACT_ADDED,
        FlagKind.STYLE,
        FlagKind.REVERTED,
        FlagKind.ARTICLE_MOVED,
    ]


# As it is recorded


def _rows(connection: Connection) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(select(steps).order_by(steps.c.number))]


def test_what_is_kept_as_it_is_recorded_is_what_filling_anew_gives(archive: Archive, wall: Article) -> None:
    with archive.database.write() as connection:
        step = target_of_revision(connection, wall.id, 2)
        judge(connection, step, Judgement(TriageState.CONFIRMED, "", "ann", NOON))
        (event,) = connection.scalars(select(flags.c.id).where(flags.c.revision_id.is_(None)))
        judge(connection, target_of_flag(connection, event), Judgement(TriageState.READ, "", "ann", NOON))
        single = connection.scalars(select(flags.c.id).where(flags.c.revision_id == step.revision_id)).first()
        judge(connection, replace(step, flag_id=single), Judgement(TriageState.DISMISSED, "", "ann", NOON))
        kept = _rows(connection)
        connection.execute(delete(steps))
        fill_steps(connection)
        assert _rows(connection) == kept
    assert len(kept) == 3
    assert [row[5] for row in kept] == ["confirmed", "unread", "read"]


def test_a_forgotten_article_is_listed_no_longer(archive: Archive, wall: Article) -> None:
    with archive.database.write() as connection:
        following.remove(connection, wall.id)
        assert _rows(connection) == []
