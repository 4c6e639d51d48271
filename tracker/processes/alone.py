"""One daemon at most follows a store: a lock in a file says which, and dies with its process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from tracker.errors import AlreadyRunning


def lock_path(database: Path | None, snapshots: Path) -> Path:
    """Where the lock of a store is: beside its database, or in its snapshots where that is no file."""
    return database.with_name(f"{database.name}.daemon") if database else snapshots / "daemon"


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the store's daemon lock; it dies with the process. Raises AlreadyRunning, naming the other's number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number = path.with_name(f"{path.name}.pid")
    lock = FileLock(path.with_name(f"{path.name}.lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        who = number.read_text().strip() if number.exists() else "unknown"
        raise AlreadyRunning(
            f"another Tracker follows this store already (process {who})", hint="`tracker status` shows how it does"
        ) from None
    try:
        number.write_text(f"{os.getpid()}\n")
        yield
    finally:
        number.unlink(missing_ok=True)
        lock.release()


def running_daemon(path: Path) -> int | None:
    """The process number of the daemon that holds this lock, if one does."""
    lock = FileLock(path.with_name(f"{path.name}.lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        number = path.with_name(f"{path.name}.pid")
        return int(number.read_text()) if number.exists() else 0
    lock.release()
    return None
