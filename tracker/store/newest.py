"""Which flags answer a wish, newest first, in the order of their numbers.

However many flags there are and however few of them are wanted, no more than a page's worth is read for each level of
severity, kind or source that is asked for: each of them is an index that is read from its end. Lists of whole changes are
read otherwise (steps.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Select, and_, exists, func, select, union_all

from tracker.model import FlagKind, Severity
from tracker.store.schema import articles, flags

_CHUNK = 200
_FEW = 300
"""Articles of a source up to which reading all their flags is quicker than finding them among the newest of all."""

LONGEST_CHECK = timedelta(hours=1)  # what is found is numbered as checks end, which begin in another order
_BEYOND = 2**62


@dataclass(frozen=True, slots=True)
class FlagFilter:
    """Which flags are wanted: of these severities, of these kinds (None: any), of this source, found from `since` on. What
    is empty asks for nothing.
    """

    severities: tuple[Severity, ...]
    kinds: tuple[FlagKind, ...] | None = None
    source: str = ""
    since: datetime | None = None


def kinds_of(names: Sequence[str]) -> tuple[FlagKind, ...] | None:
    """The kinds that these words mean, each a whole one (`quote_changed`) or a family (`quote`); None where none is said."""
    if not names:
        return None
    return tuple(kind for kind in FlagKind if any(kind == name or kind.startswith(f"{name}_") for name in names))


def newest(
    connection: Connection, wanted: FlagFilter, *, before: int | None = None, limit: int | None = None
) -> Iterator[tuple[int, int | None]]:
    """The numbers of these flags with their revisions', from below the number `before` on; at most `limit`."""
    if wanted.since is not None and wanted == FlagFilter(wanted.severities, since=wanted.since):
        yield from _since(connection, wanted, before, limit)
        return
    most = min(limit or _CHUNK, _CHUNK)
    first = first_from(connection, flags.c.id, flags.c.found_at, wanted.since - LONGEST_CHECK) if wanted.since else None
    few = bool(wanted.source) and has_few(connection, wanted.source)
    given = 0
    while wanted.severities and wanted.kinds != ():
        rows = connection.execute(_page(wanted, before, first, few=few, most=most)).all()
        for row in rows:
            yield row.id, row.revision_id
            given += 1
            if given == limit:
                return
        if len(rows) < most:
            return
        before = rows[-1].id


def _since(
    connection: Connection, wanted: FlagFilter, before: int | None, limit: int | None
) -> Iterator[tuple[int, int | None]]:
    """Whatever was found since then: no more than that is read, by its time."""
    severe = flags.c.severity.concat("").in_(wanted.severities)  # an expression, so that its index is not chosen
    chosen = select(flags.c.id, flags.c.revision_id).where(flags.c.found_at >= wanted.since, severe)
    if before is not None:
        chosen = chosen.where(flags.c.id < before)
    for row in connection.execute(chosen.order_by(flags.c.found_at.desc(), flags.c.id.desc()).limit(limit)):
        yield row.id, row.revision_id


def _page(wanted: FlagFilter, before: int | None, first: int | None, *, few: bool, most: int) -> Select[Any]:
    """The next `most` of them."""
    chosen = select(flags.c.id, flags.c.revision_id)
    if before is not None:
        chosen = chosen.where(flags.c.id < before)
    if wanted.since is not None:
        chosen = chosen.where(flags.c.found_at >= wanted.since, flags.c.id >= (first or 0))
    if few:
        own = select(articles.c.id).where(articles.c.source == wanted.source)
        chosen = chosen.where(flags.c.article_id.in_(own))
    elif wanted.source:
        chosen = chosen.where(
            exists().where(and_(articles.c.id == flags.c.article_id, articles.c.source == wanted.source))
        )
    if few:
        severe = flags.c.severity.concat("").in_(wanted.severities)
        found = (
            chosen.where(severe)
            if wanted.kinds is None
            else chosen.where(severe, flags.c.kind.concat("").in_(wanted.kinds))
        )
        # Expressions, so that no other index is read than that of the source's own articles.
        return found.order_by((flags.c.id + 0).desc()).limit(most)
    return _heads(chosen, wanted, most)


def _heads(chosen: Select[Any], wanted: FlagFilter, most: int) -> Select[Any]:
    """Of each severity (and kind) the newest, then the newest of those."""
    each = [
        (flags.c.severity == severity, *((flags.c.kind == kind,) if kind else ()))
        for severity in wanted.severities
        for kind in wanted.kinds or (None,)
    ]
    heads = [chosen.where(*one).order_by(flags.c.id.desc()).limit(most).subquery() for one in each]
    found = union_all(*(select(head) for head in heads)).subquery()
    return select(found).order_by(found.c.id.desc()).limit(most)


def first_from(connection: Connection, number: Column[int], found_at: Column[Any], at: datetime) -> int:
    """The number of the first row of a table that was found from this time on; beyond all of them where there is none.
    Numbers follow the times but for `LONGEST_CHECK`, so that it bounds what is read of what a time asks for.
    """
    found = connection.scalar(select(number).where(found_at >= at).order_by(found_at, number).limit(1))
    return found or _BEYOND


def has_few(connection: Connection, source: str) -> bool:
    """Whether a source is so small that its articles are asked for what is theirs."""
    some = select(articles.c.id).where(articles.c.source == source).limit(_FEW + 1).subquery()
    return (connection.scalar(select(func.count()).select_from(some)) or 0) <= _FEW
