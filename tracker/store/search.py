"""Finding articles by the words of any of their revisions.

A search walks the index (words.py) from the article that was added last to the first, finds all revisions of one
together, and stops where the page is full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from sqlalchemy import Connection, select

from tracker.codec import unpack_document
from tracker.errors import StoreError
from tracker.model import Article, Cause, Document, EditWindow
from tracker.model.query import Query
from tracker.store import articles as following
from tracker.store.dialects import dialect_of
from tracker.store.schema import articles, revisions
from tracker.store.words import REVISIONS, place_of

MOST_LOOKED_AT: Final = 20_000
"""How many revisions with the words one search looks at before it says so and offers to go on."""

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for: the words; of which source (all where empty); in revisions first seen from `since` to before
    `until`; `gone` where the latest revision must not have the words any more.
    """

    query: Query
    source: str = ""
    since: datetime | None = None
    until: datetime | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An article with the numbers of its revisions that have the words, oldest first."""

    article: Article
    revisions: tuple[int, ...]

    @property
    def is_gone(self) -> bool:
        """Whether the latest revision does not have the words any more."""
        return self.revisions[-1] < self.article.revisions


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found, told in full: within which times its first revision with the words came, and the one
    without them after the last (None where the latest has them); `document` is the last with them, None where it is
    damaged. `misread` says that the words are gone because a newer Tracker reads the page otherwise.
    """

    found: Found
    came: EditWindow
    gone: EditWindow | None
    document: Document | None
    misread: bool = False


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Articles found, the one added last first. `next_before` is where to go on, None where all were seen; then `cut`
    says that the search stopped for the number of revisions and not because the page is full.
    """

    found: tuple[Found, ...]
    next_before: int | None = None
    cut: bool = False


def search(connection: Connection, wanted: Wanted, *, before: int | None = None, limit: int) -> SearchPage:
    """The articles with the words, at most `limit`, from below the place `before` on."""
    found: list[Found] = []
    looked_at = 0
    places = dialect_of(connection).places(connection, wanted.query, before) if wanted.query.clauses else ()
    for numbers in by_article(places):
        looked_at += sum(len(own) for own in numbers.values())
        for one in _fitting(connection, wanted, numbers):
            found.append(one)
            if len(found) == limit:
                return SearchPage(tuple(found), next_before=place_of(one.article.id, 0))
        if looked_at >= MOST_LOOKED_AT:
            return SearchPage(tuple(found), next_before=place_of(min(numbers), 0), cut=True)
    return SearchPage(tuple(found))


def hits(connection: Connection, found: Sequence[Found]) -> list[Hit]:
    """The same articles with when the words came and went, and the text that has them."""
    return [_hit(connection, one) for one in found]


def by_article(places: Iterable[int]) -> Iterator[dict[int, list[int]]]:
    """The revisions that were found, by article, a handful of articles at a time; few at first, as most pages need few."""
    chunk: dict[int, list[int]] = {}
    room = 32
    for article, own in groupby(places, key=lambda place: place // REVISIONS):
        chunk[article] = [place % REVISIONS for place in own]
        if len(chunk) == room:
            yield chunk
            chunk, room = {}, _CHUNK
    if chunk:
        yield chunk


def _fitting(connection: Connection, wanted: Wanted, numbers: dict[int, list[int]]) -> list[Found]:
    """Those of these articles that fit the filters, in their order."""
    chosen = select(articles.c.id, articles.c.revisions).where(articles.c.id.in_(numbers))
    if wanted.source:
        chosen = chosen.where(articles.c.source == wanted.source)
    latest = {row.id: row.revisions for row in connection.execute(chosen)}
    kept = {
        number: sorted(own)
        for number, own in numbers.items()
        if number in latest and not (wanted.gone and max(own) == latest[number])
    }
    if wanted.since or wanted.until:
        kept = _within(connection, wanted, kept)
    known = following.by_number(connection, kept)
    return [Found(known[number], tuple(own)) for number, own in kept.items()]


def _within(connection: Connection, wanted: Wanted, numbers: dict[int, list[int]]) -> dict[int, list[int]]:
    """Those that have a revision first seen within the time. All their numbers stay, as whether the words are gone is
    told by the last.
    """
    chosen = select(revisions.c.article_id, revisions.c.number).where(revisions.c.article_id.in_(numbers))
    if wanted.since:
        chosen = chosen.where(revisions.c.first_seen_at >= wanted.since)
    if wanted.until:
        chosen = chosen.where(revisions.c.first_seen_at < wanted.until)
    inside = {(article, number) for article, number in connection.execute(chosen)}
    return {article: own for article, own in numbers.items() if any((article, number) in inside for number in own)}


def _hit(connection: Connection, found: Found) -> Hit:
    first, last = found.revisions[0], found.revisions[-1]
    columns = (revisions.c.number, revisions.c.window_after_at, revisions.c.first_seen_at, revisions.c.cause)
    own = revisions.c.article_id == found.article.id
    chosen = select(*columns).where(own, revisions.c.number.in_((first, last + 1)))
    rows = {row.number: row for row in connection.execute(chosen)}
    windows = {number: EditWindow(row.window_after_at, row.first_seen_at) for number, row in rows.items()}
    packed = connection.scalars(select(revisions.c.document).where(own, revisions.c.number == last)).one()
    try:
        document = unpack_document(packed)
    except StoreError:
        document = None
    misread = last + 1 in rows and rows[last + 1].cause == Cause.RE_EXTRACTION
    return Hit(found, windows[first], windows.get(last + 1), document, misread=misread)
