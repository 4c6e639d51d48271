"""The words of every revision in an index, kept by the transaction that records a revision: SQLite's FTS5, which holds no
text but only which word stands where, or PostgreSQL's GIN (see `dialects`).

A revision's row is numbered by article and revision together (`place_of`), so that all revisions of an article that have
a word stand together in the index.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, select

from tracker.codec import unpack_document
from tracker.errors import StoreError
from tracker.model import Document
from tracker.store.dialects import dialect_of
from tracker.store.schema import revisions

REVISIONS: Final = 2**20
"""How many revisions of one article have a place; later ones are not searched."""


def make_index(connection: Connection) -> None:
    """Make the index of words."""
    dialect_of(connection).make_index(connection)


def keep_words(connection: Connection, article_id: int, number: int, document: Document) -> None:
    """Let a revision be found by its words."""
    if number < REVISIONS:
        dialect_of(connection).keep_words(connection, place_of(article_id, number), searched_text(document))


def forget_words(connection: Connection, article_id: int) -> None:
    """Let no revision of an article be found any more; its revisions must still be there, as SQLite's index knows no text."""
    own = range(place_of(article_id, 0), place_of(article_id + 1, 0))
    dialect_of(connection).forget_words(connection, own, lambda: _texts(connection, article_id))


def _texts(connection: Connection, article_id: int) -> Iterator[tuple[int, str]]:
    """The places of an article's revisions with what was kept there."""
    rows = select(revisions.c.number, revisions.c.document).where(revisions.c.article_id == article_id)
    for number, packed in connection.execute(rows).all():
        try:
            words = searched_text(unpack_document(packed))
        except StoreError:
            continue  # it was never indexed: no search leads to an article that is not there
        yield place_of(article_id, number), words


def searched_text(document: Document) -> str:
    """What of a revision is searched: all that a reader reads of the article."""
    parts = (document.headline, document.standfirst, document.byline, document.text, document.captions)
    return "\n\n".join(part for part in parts if part)


def place_of(article_id: int, number: int) -> int:
    """The number of a revision's row in the index."""
    return article_id * REVISIONS + number
