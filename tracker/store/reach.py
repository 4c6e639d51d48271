"""How far back changes of some kind are looked for at once: through all of them where an index names the few that can
answer, else through a stretch of some hundred thousand, so that a filter that nothing answers costs no more than one page
may, however large the store is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from tracker.model import FlagKind, Severity, Verdict
from tracker.store.newest import has_few
from tracker.store.prepared import in_each
from tracker.store.schema import flags, revisions, steps, triage

_RARE = 2_000  # flags, revisions or decisions that are looked up one by one
# Numbers of changes that are read at once; those of a large source are looked up, which takes four times as long.
_STRETCH, _STRETCH_OF_SOURCE = 300_000, 75_000

_OF_FLAGS = in_each("SELECT id, revision_id FROM flags WHERE id {among}")
_NUMBERS = in_each("SELECT number FROM steps WHERE revision_id {among}")


def rare_numbers(
    connection: Connection,
    *,
    severities: Sequence[Severity],
    kinds: Sequence[FlagKind] | None,
    disclosure: Verdict | None,
    state: str,
) -> list[int] | None:
    """The numbers of all changes that can answer, and of some more, where one part of a filter is rare; None where none
    is.
    """
    if kinds is not None:
        own = select(flags.c.id).where(flags.c.kind.in_(kinds), flags.c.severity.in_(severities))
        if (found := _few(connection, own)) is not None:
            return _of_flags(connection, found)
    if disclosure and disclosure is not Verdict.NONE:  # which all events have, without a revision that says so
        told = select(revisions.c.id).where(revisions.c.disclosure == disclosure)
        if (found := _few(connection, told)) is not None:
            return _of_revisions(connection, found)
    if state and state != "unread":
        decided = select(triage.c.flag_id, triage.c.revision_id).where(triage.c.state == state)
        rows = connection.execute(decided.limit(_RARE + 1)).all()
        return _of_pairs(connection, rows) if len(rows) <= _RARE else None
    return None


def lowest(connection: Connection, *, before: int | None, source: str) -> int | None:
    """The number down to which changes below `before` are looked through at once; None where that is all of them."""
    top = before or (connection.scalar(select(func.max(steps.c.number))) or 0) + 1
    stretch = _STRETCH_OF_SOURCE if source and not has_few(connection, source) else _STRETCH
    further = select(steps.c.number).where(steps.c.number < top - stretch).limit(1)
    return None if connection.scalar(further) is None else top - stretch


def _few(connection: Connection, chosen: Select[Any]) -> list[int] | None:
    """What is chosen, where that is not more than few; read from an index alone."""
    found = list(connection.scalars(chosen.limit(_RARE + 1)))
    return found if len(found) <= _RARE else None


def _of_flags(connection: Connection, ids: Sequence[int]) -> list[int]:
    return _of_pairs(connection, connection.execute(_OF_FLAGS[connection.dialect.name], {"ids": json.dumps(ids)}).all())


def _of_pairs(connection: Connection, rows: Sequence[Row[Any, Any]]) -> list[int]:
    """The numbers of flags with their revisions: an event, which has none, is told by its flag's own number."""
    events = [flag for flag, revision in rows if revision is None]
    return events + _of_revisions(connection, sorted({revision for _, revision in rows if revision is not None}))


def _of_revisions(connection: Connection, ids: Sequence[int]) -> list[int]:
    return list(connection.scalars(_NUMBERS[connection.dialect.name], {"ids": json.dumps(ids)}))
