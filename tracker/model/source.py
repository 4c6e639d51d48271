"""What lists articles, and how looking at it goes: a feed, a sitemap or a page that is followed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class LookOutcome(StrEnum):
    """How a look at a source went."""

    READ = "read"
    NOT_MODIFIED = "not_modified"
    MOVED = "moved"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Source:
    """One address that lists articles, and where looking at it stands.

    `asked_url` is what a person named; `url` is what is read, which may be the feed that a page declares. `name` is
    whose articles these are. `kind` is what the address turned out to be, empty before the first look. `pause` is how
    long to wait between two looks; `articles` counts those it has led to. `pushed_until` is how long a hub tells of it,
    `last_push_at` when it did last.
    """

    id: int
    url: str
    asked_url: str
    host: str
    name: str
    kind: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    cap: int
    added_at: datetime
    next_look_at: datetime
    last_looked_at: datetime | None
    last_outcome: LookOutcome | None
    last_detail: str
    failures: int
    pause: timedelta
    articles: int
    pushed_until: datetime | None = None
    last_push_at: datetime | None = None
