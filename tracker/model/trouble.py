"""What keeps Tracker from seeing edits: a host or a source that cannot be read, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TroubleKind(StrEnum):
    """How it cannot be read."""

    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    LAYOUT = "layout changed"
    SOURCE = "source unreadable"


@dataclass(frozen=True, slots=True)
class StandingTrouble:
    """A trouble as it stands: a host, or the address of a source, by `name`; `sources` are those whose articles it
    concerns. `detail` says in a line what is seen. It stands until `ended_at`.
    """

    id: int
    name: str
    what: TroubleKind
    detail: str
    sources: tuple[str, ...]
    found_at: datetime
    ended_at: datetime | None
