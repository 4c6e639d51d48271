"""The words of every revision in an index: SQLite's FTS5, kept by the transaction that records a revision. It holds no
text, only which word stands where; the text is in the revision.

A revision's row is numbered by article and revision together (`place_of`), so that all revisions of an article that have
a word stand together in the index.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select, text

from tracker.errors import StoreError
from tracker.model import Document
from tracker.store.codec import unpack_document
from tracker.store.schema import FULL_TEXT, revisions

REVISIONS: Final = 2**20
"""How many revisions of one article have a place; later ones are not searched."""


def make_index(connection: Connection) -> None:
    """Make the table of words, where the database can have one."""
    if can_search(connection):
        columns = "text, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2'"
        connection.execute(text(f"CREATE VIRTUAL TABLE {FULL_TEXT} USING fts5({columns})"))


def keep_words(connection: Connection, article_id: int, number: int, document: Document) -> None:
    """Let a revision be found by its words."""
    if can_search(connection) and number < REVISIONS:
        statement = text(f"INSERT INTO {FULL_TEXT} (rowid, text) VALUES (:place, :words)")  # noqa: S608 - our own name
        connection.execute(statement, {"place": place_of(article_id, number), "words": searched_text(document)})


def forget_words(connection: Connection, article_id: int) -> None:
    """Let no revision of an article be found any more; its revisions must still be there, as the index knows no text."""
    if not can_search(connection):
        return
    statement = text(f"INSERT INTO {FULL_TEXT} ({FULL_TEXT}, rowid, text) VALUES ('delete', :place, :words)")  # noqa: S608 - our own name
    rows = select(revisions.c.number, revisions.c.document).where(revisions.c.article_id == article_id)
    for number, packed in connection.execute(rows).all():
        try:
            words = searched_text(unpack_document(packed))
        except StoreError:
            continue  # it was never indexed: no search leads to an article that is not there
        connection.execute(statement, {"place": place_of(article_id, number), "words": words})


def searched_text(document: Document) -> str:
    """What of a revision is searched: all that a reader reads of the article."""
    parts = (document.headline, document.standfirst, document.byline, document.text, document.captions)
    return "\n\n".join(part for part in parts if part)


def place_of(article_id: int, number: int) -> int:
    """The number of a revision's row in the index."""
    return article_id * REVISIONS + number


def can_search(connection: Connection) -> bool:
    """Whether the database has such an index."""
    return connection.dialect.name == "sqlite"
