"""Reads what was recorded before there was a search or a table of utterances, once, when a store is brought up to date."""

from __future__ import annotations

from sqlalchemy import Connection, select

from tracker.codec import flag_from_json, unpack_document
from tracker.compare import quotes
from tracker.errors import StoreError
from tracker.store.schema import flags, revisions
from tracker.store.utterances import keep_utterances
from tracker.store.words import keep_words, make_index


def fill(connection: Connection) -> None:
    """Make the index of words, and keep the words and the utterances of every revision there is, oldest first. What is
    damaged is left out.
    """
    make_index(connection)
    newest = connection.scalar(select(revisions.c.id).order_by(revisions.c.id.desc()).limit(1)) or 0
    for number in range(1, newest + 1):  # one at a time: nothing is read while something is written
        _fill_one(connection, number)


def _fill_one(connection: Connection, revision_id: int) -> None:
    columns = (revisions.c.article_id, revisions.c.number, revisions.c.document)
    row = connection.execute(select(*columns).where(revisions.c.id == revision_id)).one_or_none()
    if row is None:
        return
    try:
        document = unpack_document(row.document)
    except StoreError:
        return
    found = connection.scalars(select(flags.c.flag).where(flags.c.revision_id == revision_id))
    keep_words(connection, row.article_id, row.number, document)
    keep_utterances(connection, row.article_id, row.number, quotes(document), [flag_from_json(flag) for flag in found])
