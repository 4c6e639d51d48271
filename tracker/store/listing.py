"""Long lists by the page, newest first: what changed, with all flags of one step together, and the articles.

A page costs what it shows, however much the store holds; the next one begins below the last entry's number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select

from tracker.model import Article, ArticleState, EditWindow, Flag, FlagKind, Outcome, Severity, Verdict
from tracker.store import articles as following
from tracker.store.codec import flag_from_json
from tracker.store.schema import articles, flags, revisions, triage
from tracker.store.triage import Judgement, TriageState, judged, standing

_CHUNK = 200
_RARE = 2000


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes are wanted: those with a flag of at least this severity and of this kind, a whole one
    (`quote_changed`) or a family (`quote`), of this source, disclosed in this way, whose triage stands so, found from
    `since` to before `until`. What is empty asks for nothing.
    """

    floor: Severity = Severity.LOW
    kind: str = ""
    source: str = ""
    disclosure: Verdict | None = None
    triage: TriageState | None = None
    since: datetime | None = None
    until: datetime | None = None


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
    matching = _matching(chosen, before)
    if chosen.kind and _is_rare(connection, chosen.kind):  # then its flags are looked up, instead of passing all others
        other = flags.alias()
        matching = matching.where(flags.c.id.in_(select(other.c.id).where(other.c.kind.in_(_kinds(chosen.kind)))))
    with connection.execute(matching, execution_options={"yield_per": _CHUNK}) as rows:
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
    if chosen.kind:
        family = flags.c.kind.startswith(f"{chosen.kind}_", autoescape=True)
        found = found.where(or_(flags.c.kind == chosen.kind, family))
    if chosen.source:
        found = found.join(articles, articles.c.id == flags.c.article_id).where(articles.c.source == chosen.source)
    if chosen.disclosure:
        found = found.join(revisions, revisions.c.id == flags.c.revision_id)
        found = found.where(revisions.c.disclosure == chosen.disclosure)
    if chosen.since:
        found = found.where(flags.c.found_at >= chosen.since)
    if chosen.until:
        found = found.where(flags.c.found_at < chosen.until)
    return found if chosen.triage is None else found.where(_in_triage(chosen.triage))


def _kinds(kind: str) -> list[str]:
    """The kind itself, or all of its family."""
    return [one.value for one in FlagKind if one == kind or one.startswith(f"{kind}_")]


def _is_rare(connection: Connection, kind: str) -> bool:
    few = select(flags.c.id).where(flags.c.kind.in_(_kinds(kind))).limit(_RARE).subquery()
    return (connection.scalar(select(func.count()).select_from(few)) or 0) < _RARE


def _in_triage(state: TriageState) -> Any:
    """Whether the triage of a flag's change, or of the event that it is, stands so. What is decided about is little, so
    its flags are looked up from there.
    """
    wanted = None if state is TriageState.UNREAD else state
    other = flags.alias()
    steps = select(other.c.id).where(other.c.revision_id.in_(judged(wanted, triage.c.revision_id)))
    either = flags.c.id.in_(steps.union(judged(wanted, triage.c.flag_id)))
    return ~either if state is TriageState.UNREAD else either


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
