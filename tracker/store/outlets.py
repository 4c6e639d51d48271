"""How each source behaves: how much of it is read, how often its articles are edited, and whether it says so.

Every figure comes with what it is a share of; docs/pages.md tells the same definitions to people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import Connection, Row, func, select

from tracker.model import ArticleState, FlagKind, Outcome
from tracker.store.schema import articles, edit_counts, flags, revisions

_WEEK = timedelta(days=7)
_FAILED = (Outcome.FAILED, Outcome.BLOCKED, Outcome.SUSPECT)


@dataclass(frozen=True, slots=True)
class Outlet:
    """One source. `read` of its `articles` gave a text; `failing` of `looked_at` gave none at the last look; `lately` were
    added within seven days. `edits` are revisions that the publisher made, `silent` of `to_disclose` were not disclosed at
    all. `corrections` are the correction notes that came while we watched, `time_to_correct` the median time from the
    first look at the article to the look that first saw the note; None where there was none.
    """

    name: str
    articles: int
    read: int
    lately: int
    looked_at: int
    failing: int
    edits: int
    to_disclose: int
    silent: int
    corrections: int
    time_to_correct: timedelta | None

    @property
    def edits_per_hundred(self) -> float | None:
        """Edits for each hundred articles that were read; None where none was."""
        return 100 * self.edits / self.read if self.read else None


def outlets(connection: Connection, *, now: datetime, name: str = "", after: str = "", limit: int) -> list[Outlet]:
    """The sources by name, at most `limit`, those behind `after`, or the one called `name`."""
    rows = _articles(connection, now, name, after, limit)
    names = [row.source for row in rows]
    waits = _waits(connection, names)
    return [_outlet(row, waits[row.source]) for row in rows]


def _outlet(row: Row[Any], waits: Sequence[timedelta]) -> Outlet:
    return Outlet(
        name=row.source,
        articles=row.articles,
        read=row.read,
        lately=row.lately,
        looked_at=row.looked_at,
        failing=row.failing,
        edits=row.edits or 0,
        to_disclose=row.to_disclose or 0,
        silent=row.silent or 0,
        corrections=len(waits),
        time_to_correct=timedelta(seconds=median(wait.total_seconds() for wait in waits)) if waits else None,
    )


def _articles(connection: Connection, now: datetime, name: str, after: str, limit: int) -> Sequence[Row[Any]]:
    failing = articles.c.last_outcome.in_(_FAILED) & (articles.c.state != ArticleState.PAUSED) & ~articles.c.awaited
    chosen = (
        select(
            articles.c.source,
            func.count().label("articles"),
            func.count().filter(articles.c.revisions > 0).label("read"),
            func.count().filter(articles.c.added_at >= now - _WEEK).label("lately"),
            func.count(articles.c.last_checked_at).label("looked_at"),
            func.count().filter(failing).label("failing"),
            *(func.sum(edit_counts.c[count]).label(count) for count in ("edits", "to_disclose", "silent")),
        )
        .outerjoin(edit_counts, edit_counts.c.article_id == articles.c.id)
        .where(articles.c.source > after)
        .group_by(articles.c.source)
        .order_by(articles.c.source)
        .limit(limit)
    )
    return connection.execute(chosen.where(articles.c.source == name) if name else chosen).all()


def _waits(connection: Connection, names: Sequence[str]) -> dict[str, list[timedelta]]:
    """By source, how long each correction note took from the first look at its article, which is read where there is one."""
    first = revisions.c.article_id == articles.c.id, revisions.c.number == 1
    first_seen_at = select(revisions.c.first_seen_at).where(*first).scalar_subquery()
    rows = connection.execute(
        select(articles.c.source, flags.c.found_at, first_seen_at)
        .join(articles, articles.c.id == flags.c.article_id)
        .where(flags.c.kind == FlagKind.CORRECTION_ADDED, articles.c.source.in_(names))
    )
    found: dict[str, list[timedelta]] = defaultdict(list)
    for source, found_at, begun_at in rows:
        if begun_at is not None:
            found[source].append(max(found_at - begun_at, timedelta(0)))
    return found
