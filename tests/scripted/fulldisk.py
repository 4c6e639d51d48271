"""Fills a small disk with captures, then gives room back on it: `python -m tests.scripted.fulldisk DISK`."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

from tests.scripted.archive import Archive
from tests.scripted.captures import Shelf
from tests.scripted.clock import NOON
from tracker.errors import StoreFull
from tracker.gc import Rung
from tracker.store.database import Database
from tracker.store.snapshots import Snapshots


def main() -> None:
    disk = Path(sys.argv[1])
    database = Database(f"sqlite:///{disk / 'tracker.db'}")
    database.upgrade(now=NOON)
    shelf = Shelf(Archive(database, Snapshots(disk / "snapshots")))
    article = shelf.article(1)
    shelf.see(article, b"first")
    shelf.snapshots.keep_reserve()
    full = False
    try:
        while True:
            shelf.see(article, os.urandom(20_000))
            shelf.later(minutes=1)
    except StoreFull:
        full = True
    sys.stdout.write(f"full: {full}\n")
    sys.stdout.flush()
    with (disk / "ballast").open("wb") as ballast:
        ballast.write(b"x")
        try:
            while True:
                os.write(ballast.fileno(), b"x" * 1000)
        except OSError:
            pass
    shelf.later(days=40)
    report = shelf.gc(Rung(timedelta(days=30), timedelta(days=1)))
    sys.stdout.write(f"room came back: {report.bytes_after < report.bytes_before / 10}\n")
    shelf.standing()
    shelf.see(article, os.urandom(20_000))
    sys.stdout.write(f"all stand: {len(shelf.standing()) > 1}\n")


if __name__ == "__main__":
    main()
