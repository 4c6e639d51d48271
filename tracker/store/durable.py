"""Writing so that it outlasts a power cut, and the file system's complaints in our words."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from tracker.errors import StoreError, StoreFull


def append(path: Path, data: bytes, *, at: int) -> None:
    """Write at the end of a file, which is at `at`; when this returns, the bytes are on disk.

    Raises OSError; then the file is as long as it was. (What the kernel failed to sync it may drop from memory and
    report as synced the next time, so the bytes are cut away, never tried again.)
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        try:
            _write_all(descriptor, data, at)
            os.fsync(descriptor)
        except BaseException:
            os.ftruncate(descriptor, at)
            raise
    finally:
        os.close(descriptor)
    if at == 0:
        sync_folder(path.parent)


def cut(path: Path, size: int) -> None:
    """Make a file end at `size`, and what is before that durable."""
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.ftruncate(descriptor, size)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_at(path: Path, offset: int, length: int) -> bytes:
    """Bytes from the middle of a file."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return os.pread(descriptor, length, offset)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make what was created in, renamed in or removed from a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def explained(error: OSError, folder: Path) -> StoreError:
    """What the file system said, as one line with the next step."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StoreFull(
            f"{folder}: no space left on the disk", hint="free some space; checks go on where they stopped"
        )
    return StoreError(f"{folder}: cannot be written: {error.strerror}", hint="check the folder's owner and permissions")


def _write_all(descriptor: int, data: bytes, offset: int) -> None:
    rest = memoryview(data)
    while rest:
        written = os.pwrite(descriptor, rest, offset)
        rest, offset = rest[written:], offset + written
