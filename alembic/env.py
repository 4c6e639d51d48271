"""Runs migrations on the connection that Tracker passes in, or, from alembic's own command line, on the configured one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import context

from tracker.store.schema import FULL_TEXT, metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection


def _is_ours(name: str | None, kind: str, _: object) -> bool:
    """Whether SQLAlchemy knows of it: the words to search by are a table of SQLite's own, with others behind it."""
    return kind != "table" or name is None or name.split("_")[0] != FULL_TEXT


def migrate(connection: Connection) -> None:
    """Run the migrations in the transaction that is already open."""
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, include_name=_is_ours)
    context.run_migrations()


if (given := context.config.attributes.get("connection")) is not None:
    migrate(given)
else:
    from tracker.config import load
    from tracker.store.database import Database

    with Database(load().database_url).write() as opened:
        migrate(opened)
