"""What the list of changes is read from: one narrow row for each change and each event, with all that it can be filtered by.

Flags are many and wide, and a filter may ask for a rare mixture; here the whole store is a few bytes a change, so that
reading all of it, where nothing answers, costs little (docs/decisions/0024). The rows follow from flags, revisions and
triage, and are written with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, insert, select, update

from tracker.model import FlagKind, Severity, Verdict
from tracker.store.batching import batches
from tracker.store.newest import LONGEST_CHECK, first_from, has_few
from tracker.store.prepared import Prepared
from tracker.store.reach import lowest, rare_numbers
from tracker.store.schema import articles, flags, revisions, steps, triage

KIND_ORDER: Final = (
    FlagKind.QUOTE_CHANGED,
    FlagKind.QUOTE_ADDED,
    FlagKind.QUOTE_REMOVED,
    FlagKind.ATTRIBUTION_CHANGED,
    FlagKind.FACT_CHANGED,
    FlagKind.HEADLINE_CHANGED,
    FlagKind.CORRECTION_ADDED,
    FlagKind.CORRECTION_CHANGED,
    FlagKind.CORRECTION_REMOVED,
    FlagKind.BYLINE_CHANGED,
    FlagKind.DATELINE_CHANGED,
    FlagKind.HEDGING_ADDED,
    FlagKind.HEDGING_REMOVED,
    FlagKind.NEGATION_CHANGED,
    FlagKind.FACT_ADDED,
    FlagKind.FACT_REMOVED,
    FlagKind.PARA_ADDED,
    FlagKind.PARA_REMOVED,
    FlagKind.PARA_MOVED,
    FlagKind.SENT_ADDED,
    FlagKind.SENT_REMOVED,
    FlagKind.STANDFIRST_CHANGED,
    FlagKind.CAPTION_CHANGED,
    FlagKind.LINK_CHANGED,
    FlagKind.DATES_CHANGED,
    FlagKind.LABEL_CHANGED,
    FlagKind.VERB_CHANGED,
    FlagKind.AGENCY_CHANGED,
    FlagKind.INTENSITY_CHANGED,
    FlagKind.STYLE,
    FlagKind.REVERTED,
    FlagKind.ARTICLE_GONE,
    FlagKind.ARTICLE_RETURNED,
    FlagKind.ARTICLE_MOVED,
    FlagKind.FACTS_UNREAD,
)
"""A kind's place here is its bit in every store there is: new kinds come last, and none goes."""

LOUD: Final = (Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL)
_BITS = {kind: 1 << place for place, kind in enumerate(KIND_ORDER)}
_KEEP = Prepared(insert(steps))
_BATCH = 2_000


def keep_step(
    connection: Connection,
    found: Sequence[tuple[int, FlagKind, Severity]],
    *,
    article_id: int,
    revision_id: int | None,
    found_at: datetime,
    disclosure: Verdict,
) -> None:
    """List a change, by the numbers, kinds and severities of its flags in their order; not where none of them is loud."""
    row = _row(found)
    if row:
        own = {"article_id": article_id, "revision_id": revision_id, "found_at": found_at, "disclosure": disclosure}
        _KEEP.run(connection, row | own)


def sort_step(connection: Connection, *, revision_id: int | None, flag_id: int | None, state: str) -> None:
    """Let a change, or an event, stand in this state of triage."""
    own = steps.c.revision_id == revision_id if revision_id is not None else steps.c.number == flag_id
    connection.execute(update(steps).where(own).values(triage=state))


def steps_wanted(
    connection: Connection,
    *,
    severities: Sequence[Severity],
    kinds: Sequence[FlagKind] | None,
    source: str,
    disclosure: Verdict | None,
    state: str,
    since: datetime | None,
    until: datetime | None,
    article_id: int | None,
    before: int | None,
    limit: int,
    at_once: bool = False,
) -> tuple[dict[int, int | None], int | None]:
    """The newest changes with a flag of one of these severities and kinds that also answer the rest: their numbers with
    their revisions, the newest first. What is empty or None asks for nothing. Where it is to be told `at_once`, no more
    are looked through than that allows: then also the number down to which they were, None where that is all.
    """
    wanted = [_has(severities, kinds), *_bounds(connection, since, until, before)]
    rare = rare_numbers(connection, severities=severities, kinds=kinds, disclosure=disclosure, state=state)
    down_to = lowest(connection, before=before, source=source) if at_once and rare is None and not article_id else None
    if rare is not None:
        wanted.append(steps.c.number.in_(rare))
    if down_to is not None:
        wanted.append(steps.c.number >= down_to)
    if disclosure:
        wanted.append(steps.c.disclosure == disclosure)
    if state:
        wanted.append(steps.c.triage == state)
    if article_id is not None:
        wanted.append(steps.c.article_id == article_id)
    if source:
        wanted.append(_of_source(connection, source))
    chosen: Select[Any] = select(steps.c.number, steps.c.revision_id).where(*wanted)
    rows = connection.execute(chosen.order_by(steps.c.number.desc()).limit(limit)).all()
    return {row.number: row.revision_id for row in rows}, down_to if len(rows) < limit else None


def is_step(severities: Sequence[Severity], kinds: Sequence[FlagKind] | None, state: str) -> ColumnElement[bool]:
    """Whether a revision is listed as a change with a flag of one of these severities and kinds; in this state of triage
    where one is named.
    """
    own = [steps.c.revision_id == revisions.c.id, _has(severities, kinds)]
    return exists().where(*own, *((steps.c.triage == state,) if state else ()))


def fill_steps(connection: Connection) -> None:
    """List all changes that were recorded before there was such a table."""
    verdicts = _verdicts(connection)
    decided = _decided(connection)
    columns = (flags.c.id, flags.c.article_id, flags.c.revision_id, flags.c.found_at, flags.c.kind, flags.c.severity)
    rows = connection.execute(select(*columns).order_by(flags.c.id)).all()
    made: list[dict[str, Any]] = []
    for (revision_id, _), own in groupby(
        rows, key=lambda row: (row.revision_id, row.id if row.revision_id is None else 0)
    ):
        together = list(own)
        row = _row([(one.id, FlagKind(one.kind), Severity(one.severity)) for one in together])
        if row:
            first = together[0]
            place = {"article_id": first.article_id, "revision_id": revision_id, "found_at": first.found_at}
            key = ("revision", revision_id) if revision_id is not None else ("flag", first.id)
            state = {"disclosure": verdicts.get(revision_id, Verdict.NONE), "triage": decided.get(key, "unread")}
            made.append(row | place | state)
    for batch in batches(made, _BATCH):
        connection.execute(insert(steps), batch)


def _row(found: Iterable[tuple[int, FlagKind, Severity]]) -> dict[str, int]:
    """The number of a change and its kinds by severity; empty where no flag is loud."""
    loud = [one for one in found if one[2] in LOUD]
    if not loud:
        return {}
    masks = {
        severity.value: reduce(or_, (_BITS[kind] for _, kind, own in loud if own is severity), 0) for severity in LOUD
    }
    return {"number": loud[0][0], **masks}


def _has(severities: Sequence[Severity], kinds: Sequence[FlagKind] | None) -> ColumnElement[bool]:
    """Whether a flag of one of these severities is of one of these kinds."""
    columns: list[ColumnElement[int]] = [steps.c[severity.value] for severity in LOUD if severity in severities]
    if not columns:
        return steps.c.number < 0
    mask = reduce(or_, (_BITS[kind] for kind in (KIND_ORDER if kinds is None else kinds)), 0)
    either = reduce(lambda one, other: one.bitwise_or(other), columns)
    return either.bitwise_and(mask) != 0


def _bounds(
    connection: Connection, since: datetime | None, until: datetime | None, before: int | None
) -> Iterator[ColumnElement[bool]]:
    """Between which times and numbers; the numbers keep what is out of the time from being read at all."""
    if before is not None:
        yield steps.c.number < before
    if since is not None:
        yield and_(steps.c.found_at >= since, steps.c.number >= _first(connection, since - LONGEST_CHECK))
    if until is not None:
        yield and_(steps.c.found_at < until, steps.c.number < _first(connection, until + LONGEST_CHECK))


def _first(connection: Connection, at: datetime) -> int:
    return first_from(connection, steps.c.number, steps.c.found_at, at)


def _of_source(connection: Connection, source: str) -> ColumnElement[bool]:
    """Of a small source the articles' own changes are read, of a large one all changes and whose each is."""
    if has_few(connection, source):
        return steps.c.article_id.in_(select(articles.c.id).where(articles.c.source == source))
    return exists().where(articles.c.id == steps.c.article_id, articles.c.source == source)


def _verdicts(connection: Connection) -> dict[int | None, str]:
    """How each revision was disclosed, by its number; read through its index, without the documents."""
    rows = connection.execute(select(revisions.c.disclosure, revisions.c.id).order_by(revisions.c.disclosure))
    return {row.id: row.disclosure for row in rows}


def _decided(connection: Connection) -> dict[tuple[str, int], str]:
    """What holds of each change that somebody decided about, and of each event."""
    held: dict[tuple[str, int], str] = {}
    for row in connection.execute(select(triage).order_by(triage.c.id)):
        if row.flag_id is None or row.revision_id is None:
            held["flag" if row.revision_id is None else "revision", row.flag_id or row.revision_id] = row.state
    return held
