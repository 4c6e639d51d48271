"""Some space kept back on the disk, so that a full disk can still be cleared: a full SQLite database refuses even
DELETE, and a pack must be written before the one it replaces can go.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

RESERVE_SIZE = 24 * 2**20
"""Half a pack and what the database and the index write beside it, in bytes."""

_MOST_OF_THE_FREE = 20  # on a small disk the reserve is a twentieth of what is free


class Reserve:
    """A file that only takes up room. Where it cannot be made it is done without."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "reserve"

    def keep(self) -> None:
        """Take the room, unless it is taken."""
        if self._path.exists():
            return
        with suppress(OSError):
            size = min(RESERVE_SIZE, shutil.disk_usage(self._path.parent).free // _MOST_OF_THE_FREE)
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                _take(descriptor, size)
            except OSError:
                self._path.unlink()
            finally:
                os.close(descriptor)

    @contextmanager
    def spent(self) -> Iterator[None]:
        """Give the room to what happens in the block, where there is less than that without it; take it again after."""
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if shutil.disk_usage(self._path.parent).free < RESERVE_SIZE:
                self._path.unlink(missing_ok=True)
        try:
            yield
        finally:
            self.keep()


def _take(descriptor: int, size: int) -> None:
    """Make a file take up room on the disk."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, max(size, 1))
        return
    for _ in range(0, size, 2**20):  # macOS
        os.write(descriptor, bytes(2**20))
