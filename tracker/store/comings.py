"""At which steps an article begins to say what is searched for, and at which it ceases to, newest first.

The index of words (words.py) tells which revisions have the words; where one has them and its neighbour has not, they came
or went. What only a newer Tracker reads otherwise is no step of the publisher's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sqlalchemy import ColumnElement, Connection, select

from tracker.model import Cause, Severity
from tracker.model.query import Query
from tracker.store import articles as following
from tracker.store import history
from tracker.store.batching import batches
from tracker.store.dialects import dialect_of, in_each
from tracker.store.listing import ChangeFilter, ListedChange
from tracker.store.newest import kinds_of
from tracker.store.schema import articles, revisions
from tracker.store.search import by_article
from tracker.store.steps import LOUD, is_step
from tracker.store.words import REVISIONS, place_of

MOST_LOOKED_AT: Final = 100_000
"""How many revisions with the words are looked at: a third of a second. Those of the articles added last come first."""

_CHUNK = 200
_REVISIONS_AT: Final = in_each(
    "SELECT id, article_id, number FROM revisions WHERE (article_id, number) IN"  # noqa: S608 - our own words
    f" (SELECT value / {REVISIONS}, value % {REVISIONS} FROM ({{each}}) AS places)"
)


@dataclass(frozen=True, slots=True)
class WordsWanted:
    """The words, and of which changes their coming and going is wanted; a floor of `silent` asks for no flag at all.
    `gone` asks only for where they go.
    """

    query: Query
    chosen: ChangeFilter
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Coming:
    """A step at which the words came (or else went), as the list of changes has it; its number is that of the revision."""

    change: ListedChange
    came: bool


@dataclass(frozen=True, slots=True)
class Comings:
    """Steps, the newest first; `cut` says that not all revisions with the words were looked at."""

    found: tuple[Coming, ...]
    cut: bool = False


def comings(connection: Connection, wanted: WordsWanted, *, before: int | None = None, limit: int) -> Comings:
    """The newest steps at which the words come or go, at most `limit`, from below the number `before` on."""
    found: dict[int, bool] = {}
    looked_at = 0
    places = dialect_of(connection).places(connection, wanted.query, None) if wanted.query.clauses else ()
    for numbers in by_article(places):
        found |= _numbered(connection, _edges(connection, wanted, numbers))
        looked_at += sum(len(own) for own in numbers.values())
        if looked_at >= MOST_LOOKED_AT:
            break
    newest = sorted((one for one in found if before is None or one < before), reverse=True)
    shown = islice(_fitting(connection, wanted.chosen, newest), limit)
    return Comings(_told(connection, list(shown), found), cut=looked_at >= MOST_LOOKED_AT)


def _edges(connection: Connection, wanted: WordsWanted, numbers: dict[int, list[int]]) -> dict[int, bool]:
    """The places of the revisions of these articles that have the words and whose older neighbour has not (True), and the
    other way round.
    """
    chosen = select(articles.c.id, articles.c.revisions).where(articles.c.id.in_(numbers))
    if wanted.chosen.source:
        chosen = chosen.where(articles.c.source == wanted.chosen.source)
    if wanted.chosen.article_id is not None:
        chosen = chosen.where(articles.c.id == wanted.chosen.article_id)
    edges: dict[int, bool] = {}
    for article, latest in connection.execute(chosen):
        own = set(numbers[article])
        edges |= {place_of(article, one + 1): False for one in own if one < latest and one + 1 not in own}
        if not wanted.gone:
            edges |= {place_of(article, one): True for one in own if one > 1 and one - 1 not in own}
    return edges


def _numbered(connection: Connection, edges: dict[int, bool]) -> dict[int, bool]:
    """The same by the revisions' own numbers, which grow as time goes on."""
    rows = connection.execute(_REVISIONS_AT[connection.dialect.name], {"ids": json.dumps(list(edges))})
    return {row.id: edges[place_of(row.article_id, row.number)] for row in rows}


def _fitting(connection: Connection, chosen: ChangeFilter, numbers: Sequence[int]) -> Iterator[int]:
    """Those of these revisions that fit the filters, in their order."""
    conditions = _conditions(chosen)
    for some in batches(numbers, _CHUNK):
        fit = set(connection.scalars(select(revisions.c.id).where(revisions.c.id.in_(some), *conditions)))
        yield from (number for number in some if number in fit)


def _conditions(chosen: ChangeFilter) -> list[ColumnElement[bool]]:
    """What else a revision has to be."""
    wanted = [revisions.c.cause != Cause.RE_EXTRACTION]
    if chosen.since:
        wanted.append(revisions.c.first_seen_at >= chosen.since)
    if chosen.until:
        wanted.append(revisions.c.first_seen_at < chosen.until)
    if chosen.disclosure:
        wanted.append(revisions.c.disclosure == chosen.disclosure)
    if chosen.kind or chosen.triage or chosen.floor is not Severity.SILENT:
        severities = [severity for severity in LOUD if severity.at_least(chosen.floor)]
        wanted.append(is_step(severities, kinds_of([chosen.kind] if chosen.kind else ()), chosen.triage or ""))
    return wanted


def _told(connection: Connection, newest: Sequence[int], came: dict[int, bool]) -> tuple[Coming, ...]:
    known = history.revisions_by_id(connection, newest)
    of = following.by_number(connection, {one.article_id for one in known})

    def tell() -> Iterator[Coming]:
        for one in known:
            flags = sorted(one.flags, key=lambda flag: -flag.severity.rank)
            loud = tuple(flag for flag in flags if flag.severity is not Severity.SILENT)
            change = ListedChange(one.id, of[one.article_id], one.number, one.window, one.disclosure, loud)
            yield Coming(change, came=came[one.id])

    return tuple(tell())
