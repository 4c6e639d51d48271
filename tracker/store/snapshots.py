"""The only writer of snapshots/: bytes by the SHA-256 of themselves, compressed, durable before anybody names them."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from backports import zstd

from tracker.errors import DamagedSnapshot, StoreError, StoreFull

_LEVEL = 9  # 10 % smaller than 3 for 3 ms a page; a page is stored once


@dataclass(frozen=True, slots=True)
class StoredSnapshot:
    """Bytes on disk: their SHA-256 (hex), their number, and how many they take compressed."""

    sha256: str
    size: int
    stored_size: int


class Snapshots:
    """A folder of captured bodies, each at `ab/cd/<sha256>.zst`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def save(self, body: bytes) -> StoredSnapshot:
        """Keep these bytes; when this returns they survive a power cut. Keeping the same bytes twice costs nothing.

        Raises StoreFull when the disk is full and StoreError when the folder cannot be written.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        path = self._path(sha256)
        try:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                _write_durably(path, zstd.compress(body, level=_LEVEL))
            return StoredSnapshot(sha256=sha256, size=len(body), stored_size=path.stat().st_size)
        except OSError as error:
            raise _explained(error, path.parent) from error

    def load(self, sha256: str) -> bytes:
        """The captured bytes. Raises DamagedSnapshot where the file is missing or holds other bytes."""
        path = self._path(sha256)
        try:
            body = zstd.decompress(path.read_bytes())
        except (OSError, zstd.ZstdError) as error:
            raise DamagedSnapshot(f"snapshot {sha256[:12]}… cannot be read: {error}", hint=f"restore {path}") from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise DamagedSnapshot(
                f"snapshot {sha256[:12]}… holds other bytes than its name says", hint=f"restore {path}"
            )
        return body

    def _path(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256[2:4] / f"{sha256}.zst"


def _write_durably(path: Path, data: bytes) -> None:
    """Temporary file in the same folder, fsync, rename, fsync the folders: a name never points to half a file."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _explained(error: OSError, folder: Path) -> StoreError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StoreFull(
            f"{folder}: no space left on the disk", hint="free some space; checks go on where they stopped"
        )
    return StoreError(f"{folder}: cannot be written: {error.strerror}", hint="check the folder's owner and permissions")
