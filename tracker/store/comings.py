"""At which steps an article begins to say what is searched for, and at which it ceases to, newest first.

The index of words (words.py) tells which revisions have the words; where one has them and its neighbour has not, they came
or went. What only a newer Tracker reads otherwise is no step of the publisher's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sqlalchemy import ColumnElement, Connection, select

from tracker.model import Article, Cause, Revision, Severity
from tracker.model.query import Query
from tracker.store import articles as following
from tracker.store import history
from tracker.store.batching import batches
from tracker.store.dialects import dialect_of
from tracker.store.listing import ChangeFilter, ListedChange
from tracker.store.newest import kinds_of
from tracker.store.prepared import in_each
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

_Edges = Callable[[set[int], int], Iterator[tuple[int, bool]]]
"""Of an article whose revisions of these numbers have the words, and whose latest is this: which revisions are meant."""


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

    def flips(own: set[int], latest: int) -> Iterator[tuple[int, bool]]:
        yield from ((one + 1, False) for one in own if one < latest and one + 1 not in own)
        if not wanted.gone:
            yield from ((one, True) for one in own if one > 1 and one - 1 not in own)

    came, cut = _walk(connection, wanted.query, wanted.chosen, flips)
    newest = list(islice(_newest(connection, wanted.chosen, came, before), limit))
    told = listed_steps(connection, newest)
    return Comings(tuple(Coming(change, came=came[change.number]) for change in told), cut=cut)


def steps_with(
    connection: Connection, query: Query, chosen: ChangeFilter, *, old: bool, new: bool, before: int | None
) -> tuple[Iterator[int], bool]:
    """The numbers of the revisions of all steps whose `old` text or whose `new` text has the words, newest first, from below
    the number `before` on; and whether not all revisions with the words were looked at.
    """

    def beside(own: set[int], latest: int) -> Iterator[tuple[int, bool]]:
        if old:
            yield from ((one + 1, False) for one in own if one < latest)
        if new:
            yield from ((one, True) for one in own if one > 1)

    found, cut = _walk(connection, query, chosen, beside)
    return _newest(connection, chosen, found, before), cut


def listed_steps(connection: Connection, numbers: Sequence[int]) -> list[ListedChange]:
    """The steps to these revisions as the list of changes has them, numbered as the revisions are; also those in which
    nothing was flagged.
    """
    known = history.revisions_by_id(connection, numbers)
    of = following.by_number(connection, {one.article_id for one in known})
    return [_listed(one, of[one.article_id]) for one in known]


def _walk(connection: Connection, query: Query, chosen: ChangeFilter, edges: _Edges) -> tuple[dict[int, bool], bool]:
    """Which revisions `edges` names, by their own numbers, of all articles that have the words in any, but for the filters
    of `_fitting`.
    """
    found: dict[int, bool] = {}
    looked_at = 0
    places = dialect_of(connection).places(connection, query, None) if query.clauses else ()
    for numbers in by_article(places):
        named = {
            place_of(article, one): side
            for article, latest in _latest(connection, chosen, numbers)
            for one, side in edges(set(numbers[article]), latest)
        }
        found |= _numbered(connection, named)
        looked_at += sum(len(own) for own in numbers.values())
        if looked_at >= MOST_LOOKED_AT:
            return found, True
    return found, False


def _latest(connection: Connection, wanted: ChangeFilter, numbers: Collection[int]) -> Iterator[tuple[int, int]]:
    """Those of these articles that are wanted, each with the number of its latest revision."""
    chosen = select(articles.c.id, articles.c.revisions).where(articles.c.id.in_(numbers))
    if wanted.source:
        chosen = chosen.where(articles.c.source == wanted.source)
    if wanted.article_id is not None:
        chosen = chosen.where(articles.c.id == wanted.article_id)
    for row in connection.execute(chosen):
        yield row.id, row.revisions


def _numbered(connection: Connection, edges: dict[int, bool]) -> dict[int, bool]:
    """The same by the revisions' own numbers, which grow as time goes on."""
    rows = connection.execute(_REVISIONS_AT[connection.dialect.name], {"ids": json.dumps(list(edges))})
    return {row.id: edges[place_of(row.article_id, row.number)] for row in rows}


def _newest(connection: Connection, chosen: ChangeFilter, found: Collection[int], before: int | None) -> Iterator[int]:
    """Those of these revisions that fit, newest first."""
    return _fitting(connection, chosen, sorted((one for one in found if before is None or one < before), reverse=True))


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


def _listed(one: Revision, article: Article) -> ListedChange:
    flags = sorted(one.flags, key=lambda flag: -flag.severity.rank)
    loud = tuple(flag for flag in flags if flag.severity is not Severity.SILENT)
    return ListedChange(one.id, article, one.number, one.window, one.disclosure, loud)
