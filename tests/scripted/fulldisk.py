"""Fills a small disk with captures, then lets `tracker gc` give room back on it: `python -m tests.scripted.fulldisk DISK`."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.scripted.archive import Archive
from tests.scripted.captures import Shelf
from tests.scripted.clock import Clock
from tracker.errors import StoreFull
from tracker.store.database import Database
from tracker.store.snapshots import Snapshots


def main() -> None:
    disk = Path(sys.argv[1])
    (disk / "config.toml").write_text('[store]\nkeep = [["30d", "1d"]]\n')
    shelf = _fill(disk)
    _say(f"reserved: {(disk / 'snapshots' / 'reserve').stat().st_size > 100_000}")
    command = [sys.executable, "-m", "tracker", "--config", str(disk / "config.toml"), "gc", "--json"]
    environ = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    _say(f"{ended.returncode}: {ended.stderr}")
    shelf.clock.now = datetime.now(UTC)
    _say(f"few stand: {0 < len(shelf.standing()) < 10}")
    shelf.see(shelf.article(1), os.urandom(200_000))
    _say(f"room came back: {len(shelf.standing()) > 1}")


def _fill(disk: Path) -> Shelf:
    clock = Clock(datetime.now(UTC) - timedelta(days=100))
    database = Database(f"sqlite:///{disk / 'tracker.db'}")
    database.upgrade(now=clock())
    shelf = Shelf(Archive(database, Snapshots(disk / "snapshots"), clock))
    article = shelf.article(1)
    shelf.see(article, b"first")
    shelf.snapshots.keep_reserve()
    with suppress(StoreFull):
        while True:
            shelf.see(article, os.urandom(20_000))
            shelf.later(minutes=1)
    database.close()
    shelf.snapshots.close()
    ballast = os.open(disk / "ballast", os.O_WRONLY | os.O_CREAT)
    with suppress(OSError):
        while True:
            os.write(ballast, b"x" * 4096)
    os.close(ballast)
    return shelf


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
