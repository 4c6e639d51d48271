"""Hosts and sources that cannot be read: what stands, and the alerts promised when that changes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from tracker.model.trouble import StandingTrouble, TroubleKind
from tracker.store.schema import troubles


def get(connection: Connection, trouble_id: int) -> StandingTrouble:
    """The trouble of that number. Raises LookupError."""
    row = connection.execute(select(troubles).where(troubles.c.id == trouble_id)).one_or_none()
    if row is None:
        raise LookupError(trouble_id)
    return _trouble(row)


def _trouble(row: Row[Any]) -> StandingTrouble:
    return StandingTrouble(
        id=row.id,
        name=row.name,
        what=TroubleKind(row.what),
        detail=row.detail,
        sources=tuple(row.sources),
        found_at=row.found_at,
        ended_at=row.ended_at,
    )
