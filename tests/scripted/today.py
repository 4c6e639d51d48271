"""A store of today's version with nothing in it: migrated once by each process of the tests, and copied from then on."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from tests.scripted.clock import NOON
from tracker.store.database import Database


def begin_store(folder: Path) -> Path:
    """Put an empty store where settings in this folder look for one; gives the database's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tracker.db"
    path.write_bytes(_empty())
    return path


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tracker.db"
        made = Database(f"sqlite:///{path}")
        made.upgrade(now=NOON)
        made.close()  # which folds the log into the file
        return path.read_bytes()
