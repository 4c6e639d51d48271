"""Runs the migrations of alembic/ on an open connection; loaded only where there is something to migrate."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from tracker.errors import NewerStore


def migrate(connection: Connection) -> None:
    """Bring the tables to the newest version, within the transaction that is open."""
    configuration = _configuration()
    configuration.attributes["connection"] = connection
    command.upgrade(configuration, "head")


def refuse_newer(version: str | None, url: str) -> None:
    """Raises NewerStore where no migration of ours has that version; `url` is what to call the database."""
    try:
        if version is not None:
            ScriptDirectory.from_config(_configuration()).get_revision(version)
    except CommandError:
        raise NewerStore(
            f"{url} was made by a newer Tracker (its version is {version})",
            hint="install the newer Tracker; nothing was changed",
        ) from None


def migrations_folder() -> Path:
    """Where the migrations are: in the package when installed, at the top level in a checkout."""
    packaged = Path(__file__).parents[1] / "migrations"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "alembic"


def _configuration() -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    return configuration
