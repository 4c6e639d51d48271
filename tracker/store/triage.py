"""What people decided about changes and single flags: an audit trail that only grows; the last entry is what holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, insert, select

from tracker.cleaning import clean_text
from tracker.store.schema import flags, revisions, triage
from tracker.store.steps import sort_step

NOTE_ROOM = 2000


class TriageState(StrEnum):
    """Where the triage of a change stands; nobody has looked at what is unread."""

    UNREAD = "unread"
    READ = "read"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Target:
    """What is decided about: a revision's change (`revision_id` alone), one of its flags (both), or something that
    happened to the article itself (`flag_id` alone).
    """

    article_id: int
    revision_id: int | None = None
    flag_id: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One entry of the trail: who said what when, and of which flag (None where of the whole change)."""

    state: TriageState
    note: str
    who: str
    made_at: datetime
    flag_id: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about a change: what holds of the whole, what of each flag by its number, and the whole trail, the
    newest first.
    """

    whole: Judgement | None = None
    flags: Mapping[int, Judgement] = field(default_factory=dict)
    trail: Sequence[Judgement] = ()


def judge(connection: Connection, target: Target, judgement: Judgement) -> None:
    """Write an entry into the trail."""
    row = {
        "article_id": target.article_id,
        "revision_id": target.revision_id,
        "flag_id": target.flag_id,
        "state": judgement.state,
        "note": clean_text(judgement.note).strip()[:NOTE_ROOM],
        "who": clean_text(judgement.who)[:320],
        "made_at": judgement.made_at,
    }
    connection.execute(insert(triage).values(**row))
    if target.flag_id is None or target.revision_id is None:
        sort_step(connection, revision_id=target.revision_id, flag_id=target.flag_id, state=judgement.state)


def target_of_flag(connection: Connection, flag_id: int) -> Target:
    """The change or event that a flag belongs to. Raises LookupError."""
    row = connection.execute(select(flags.c.article_id, flags.c.revision_id).where(flags.c.id == flag_id)).one_or_none()
    if row is None:
        raise LookupError(flag_id)
    return Target(row.article_id, row.revision_id, None if row.revision_id is not None else flag_id)


def target_of_finding(connection: Connection, flag_id: int) -> Target:
    """A single flag of a change; an event, which is a flag alone. Raises LookupError."""
    whole = target_of_flag(connection, flag_id)
    return replace(whole, flag_id=flag_id)


def target_of_revision(connection: Connection, article_id: int, number: int) -> Target:
    """The change that led to a revision. Raises LookupError."""
    own = and_(revisions.c.article_id == article_id, revisions.c.number == number)
    found = connection.scalar(select(revisions.c.id).where(own))
    if found is None:
        raise LookupError(number)
    return Target(article_id, found)


def held(connection: Connection, target: Target) -> Judgement | None:
    """What holds of a change, of one of its flags, or of an event: the last decision about it and nothing else."""
    own = (
        triage.c.article_id == target.article_id,
        triage.c.revision_id.is_not_distinct_from(target.revision_id),
        triage.c.flag_id.is_not_distinct_from(target.flag_id),
    )
    row = connection.execute(select(triage).where(*own).order_by(triage.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else _judgement(row)


def trail(connection: Connection, target: Target, *, limit: int = 100) -> list[Judgement]:
    """What was decided about a change with all its flags, about one of its flags, or about an event, the newest first."""
    own = triage.c.revision_id.is_not_distinct_from(target.revision_id)
    if target.flag_id is not None:
        own = and_(own, triage.c.flag_id == target.flag_id)
    rows = connection.execute(select(triage).where(own).order_by(triage.c.id.desc()).limit(limit))
    return [_judgement(row) for row in rows]


def decided_on(connection: Connection, article_id: int, number: int) -> Decided:
    """What was decided about the change that led to a revision, and about its flags. Raises LookupError."""
    target = target_of_revision(connection, article_id, number)
    return Decided(held(connection, target), _held_of_flags(connection, target.revision_id), trail(connection, target))


def standing(
    connection: Connection, *, revision_ids: Collection[int], event_ids: Collection[int]
) -> tuple[dict[int, Judgement], dict[int, Judgement]]:
    """What holds of these changes, by revision, and of these events, by flag; nothing where nobody has looked."""
    rows = connection.execute(select(triage).where(triage.c.id.in_(_newest(triage.c.revision_id, revision_ids))))
    changes = {row.revision_id: _judgement(row) for row in rows}
    rows = connection.execute(select(triage).where(triage.c.id.in_(_newest(triage.c.flag_id, event_ids))))
    return changes, {row.flag_id: _judgement(row) for row in rows}


def _held_of_flags(connection: Connection, revision_id: int | None) -> dict[int, Judgement]:
    own = and_(triage.c.revision_id == revision_id, triage.c.flag_id.is_not(None))
    newest = select(func.max(triage.c.id)).where(own).group_by(triage.c.flag_id)
    rows = connection.execute(select(triage).where(triage.c.id.in_(newest)))
    return {row.flag_id: _judgement(row) for row in rows}


def _newest(column: Any, numbers: Collection[int]) -> Select[Any]:
    return select(func.max(triage.c.id)).where(column.in_(numbers), _whole(column)).group_by(column)


def _whole(column: Any) -> Any:
    """Entries about whole changes, or about events: not about a single flag of a change."""
    other = triage.c.flag_id if column is triage.c.revision_id else triage.c.revision_id
    return and_(column.is_not(None), other.is_(None))


def _judgement(row: Row[Any]) -> Judgement:
    return Judgement(TriageState(row.state), row.note, row.who, row.made_at, row.flag_id)
