"""Long lists by the page, newest first: what changed, with all flags of one step together, and the articles.

A page costs what it shows, however much the store holds; the next one begins below the last entry's number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, or_, select

from tracker.model import Article, ArticleState, EditWindow, Flag, Outcome, Severity, Verdict
from tracker.store import articles as following
from tracker.store.codec import flag_from_json
from tracker.store.schema import articles, flags, revisions

_CHUNK = 200


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes are wanted: those with a flag of at least this severity and of this kind, a whole one
    (`quote_changed`) or a family (`quote`), of this source or article, disclosed in this way. What is empty asks for
    nothing.
    """

    floor: Severity = Severity.LOW
    kind: str = ""
    source: str = ""
    disclosure: Verdict | None = None
    article_id: int | None = None


@dataclass(frozen=True, slots=True)
class ListedChange:
    """One step of an article with all its flags that mean something, the most severe first; `revision` is None where
    something happened to the article itself (gone, returned). `number` is its place in the list.
    """

    number: int
    article: Article
    revision: int | None
    window: EditWindow
    disclosure: Verdict
    flags: tuple[Flag, ...]


def changes(
    connection: Connection, chosen: ChangeFilter, *, before: int | None = None, limit: int
) -> list[ListedChange]:
    """The newest changes that were asked for, at most `limit`, from below the number `before` on."""
    heads = _heads(connection, chosen, before, limit)
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
    return [
        _listed(number, together[-number if revision is None else revision], known)
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
        bad = (Outcome.FAILED, Outcome.BLOCKED, Outcome.SUSPECT, Outcome.GONE)
        wanted = wanted.where(articles.c.last_outcome.in_(bad), articles.c.state != ArticleState.PAUSED)
    if before is not None:
        wanted = wanted.where(articles.c.id < before)
    numbers = connection.scalars(wanted).all()
    known = following.by_number(connection, numbers)
    return [known[number] for number in numbers]


def sources(connection: Connection, *, limit: int) -> list[str]:
    """The sources that articles belong to, by name."""
    return list(connection.scalars(select(articles.c.source).distinct().order_by(articles.c.source).limit(limit)))


def _heads(connection: Connection, chosen: ChangeFilter, before: int | None, limit: int) -> dict[int, int | None]:
    """The first matching flag of each change, with its revision. Flags of one step are written together, so their
    numbers follow on one another, and reading can stop where the page is full.
    """
    heads: dict[int, int | None] = {}
    current: tuple[int, int | None] | None = None
    with connection.execute(_matching(chosen, before), execution_options={"yield_per": _CHUNK}) as rows:
        for row in rows:
            if current and (row.revision_id is None or row.revision_id != current[1]):
                heads[current[0]] = current[1]
                if len(heads) == limit:
                    return heads
            current = (row.id, row.revision_id)
    if current:
        heads[current[0]] = current[1]
    return heads


def _matching(chosen: ChangeFilter, before: int | None) -> Select[Any]:
    loud = [severity for severity in Severity if severity is not Severity.SILENT and severity.at_least(chosen.floor)]
    found = select(flags.c.id, flags.c.revision_id).where(flags.c.severity.in_(loud)).order_by(flags.c.id.desc())
    if before is not None:
        found = found.where(flags.c.id < before)
    if chosen.article_id is not None:
        found = found.where(flags.c.article_id == chosen.article_id)
    if chosen.kind:
        family = flags.c.kind.startswith(f"{chosen.kind}_", autoescape=True)
        found = found.where(or_(flags.c.kind == chosen.kind, family))
    if chosen.source:
        found = found.join(articles, articles.c.id == flags.c.article_id).where(articles.c.source == chosen.source)
    if chosen.disclosure:
        found = found.join(revisions, revisions.c.id == flags.c.revision_id)
        found = found.where(revisions.c.disclosure == chosen.disclosure)
    return found


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
