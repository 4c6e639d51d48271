"""Long lists by the page, newest first: what changed, with all flags of one step together, and the articles.

A page costs what it shows, however much the store holds; the next one begins below the last entry's number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from tracker.codec import flag_from_json
from tracker.model import Article, ArticleState, EditWindow, Flag, Severity, Verdict
from tracker.store import articles as following
from tracker.store.newest import kinds_of
from tracker.store.schema import TROUBLED, articles, flags, revisions
from tracker.store.steps import LOUD, steps_wanted
from tracker.store.triage import Judgement, TriageState, standing


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes are wanted: those with a flag of at least this severity and of this kind, a whole one
    (`quote_changed`) or a family (`quote`), of this source or article, disclosed in this way, whose triage stands so, found
    from `since` to before `until`. What is empty asks for nothing.
    """

    floor: Severity = Severity.LOW
    kind: str = ""
    source: str = ""
    disclosure: Verdict | None = None
    triage: TriageState | None = None
    since: datetime | None = None
    until: datetime | None = None
    article_id: int | None = None


@dataclass(frozen=True, slots=True)
class ListedChange:
    """One step of an article with all its flags that mean something, the most severe first; `revision` is None where
    something happened to the article itself (gone, returned). `number` is its place in the list; `judgement` is what a person
    decided about it last.
    """

    number: int
    article: Article
    revision: int | None
    window: EditWindow
    disclosure: Verdict
    flags: tuple[Flag, ...]
    judgement: Judgement | None = None


def changes(
    connection: Connection, chosen: ChangeFilter, *, before: int | None = None, limit: int
) -> list[ListedChange]:
    """The newest changes that were asked for, at most `limit`, from below the number `before` on."""
    return _changes(connection, _heads(connection, chosen, before, limit)[0])


def changes_at_once(
    connection: Connection, chosen: ChangeFilter, *, before: int | None = None, limit: int
) -> tuple[list[ListedChange], int | None]:
    """As `changes`, as far as can be told at once: with the number down to which changes were looked through, None where
    there are none below it or the limit was met.
    """
    heads, down_to = _heads(connection, chosen, before, limit, at_once=True)
    return _changes(connection, heads), down_to


def _changes(connection: Connection, heads: dict[int, int | None]) -> list[ListedChange]:
    if not heads:
        return []
    steps = [revision for revision in heads.values() if revision is not None]
    events = [number for number, revision in heads.items() if revision is None]
    rows = connection.execute(
        select(flags, revisions.c.number, revisions.c.disclosure)
        .outerjoin(revisions, revisions.c.id == flags.c.revision_id)
        .where(or_(flags.c.revision_id.in_(steps), flags.c.id.in_(events)), flags.c.severity != Severity.SILENT)
        .order_by(flags.c.id)
    ).all()
    together: dict[int | None, list[Row[Any]]] = {}
    for row in rows:
        together.setdefault(-row.id if row.revision_id is None else row.revision_id, []).append(row)
    known = following.by_number(connection, {row.article_id for row in rows})
    of_steps, of_events = standing(connection, revision_ids=steps, event_ids=events)
    return [
        replace(
            _listed(number, together[-number if revision is None else revision], known),
            judgement=of_events.get(number) if revision is None else of_steps.get(revision),
        )
        for number, revision in heads.items()
    ]


def articles_listed(
    connection: Connection,
    *,
    source: str = "",
    state: ArticleState | None = None,
    troubled: bool = False,
    before: int | None = None,
    limit: int,
) -> list[Article]:
    """The articles that were added last, at most `limit`, from below the number `before` on; `troubled` are those
    whose last check could not be believed or found nothing.
    """
    wanted = select(articles.c.id).order_by(articles.c.id.desc()).limit(limit)
    if source:
        wanted = wanted.where(articles.c.source == source)
    if state:
        wanted = wanted.where(articles.c.state == state)
    if troubled:
        wanted = wanted.where(TROUBLED)
    if before is not None:
        wanted = wanted.where(articles.c.id < before)
    numbers = connection.scalars(wanted).all()
    known = following.by_number(connection, numbers)
    return [known[number] for number in numbers]


def sources(connection: Connection, *, limit: int) -> list[str]:
    """The sources that articles belong to, by name, each found behind the one before in the index."""
    first = select(func.min(articles.c.source).label("source")).cte("found", recursive=True)
    behind = select(func.min(articles.c.source)).where(articles.c.source > first.c.source).scalar_subquery()
    found = first.union_all(select(behind).where(first.c.source.is_not(None)))
    return list(connection.scalars(select(found.c.source).where(found.c.source.is_not(None)).limit(limit)))


def _heads(
    connection: Connection, chosen: ChangeFilter, before: int | None, limit: int, *, at_once: bool = False
) -> tuple[dict[int, int | None], int | None]:
    """The numbers of the changes that were asked for, with their revisions, and down to which they were looked through."""
    return steps_wanted(
        connection,
        severities=[severity for severity in LOUD if severity.at_least(chosen.floor)],
        kinds=kinds_of([chosen.kind] if chosen.kind else ()),
        source=chosen.source,
        disclosure=chosen.disclosure,
        state=chosen.triage or "",
        since=chosen.since,
        until=chosen.until,
        article_id=chosen.article_id,
        before=before,
        limit=limit,
        at_once=at_once,
    )


def _listed(number: int, rows: Iterable[Row[Any]], known: dict[int, Article]) -> ListedChange:
    own = list(rows)
    first = own[0]
    of_revision = first.revision_id is not None
    found = sorted((flag_from_json(row.flag) for row in own), key=lambda flag: -flag.severity.rank)
    return ListedChange(
        number=number,
        article=known[first.article_id],
        revision=first.number if of_revision else None,
        window=EditWindow(after_at=first.window_after_at, until_at=first.found_at),
        disclosure=Verdict(first.disclosure) if of_revision else Verdict.NONE,
        flags=tuple(found),
    )
