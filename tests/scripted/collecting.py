"""A process that gives room back, to be killed: `python -m tests.scripted.collecting DATABASE SNAPSHOTS SECONDS`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tracker.store.database import Database
from tracker.store.snapshots import Snapshots
from tracker.upkeep.gc import Rung, Store, collect


def main() -> None:
    database, root, seconds = sys.argv[1:]
    store = Store(
        Database(f"sqlite:///{database}"),
        Snapshots(Path(root), clock=lambda: float(seconds)),
        [Rung(timedelta(days=30), timedelta(days=1))],
    )
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    collect(store, now=datetime.fromtimestamp(float(seconds), UTC), progress=lambda *_: None)


if __name__ == "__main__":
    main()
