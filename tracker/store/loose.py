"""Captures as Tracker kept them before there were packs, each in a file of its own: read, never written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from backports import zstd

from tracker.errors import DamagedSnapshot


def path_of(root: Path, sha256: str) -> Path:
    """Where the capture of that SHA-256 (hex) stood."""
    return root / sha256[:2] / sha256[2:4] / f"{sha256}.zst"


def load(root: Path, sha256: str) -> bytes | None:
    """The captured bytes; None where there is no such file. Raises DamagedSnapshot where it holds others."""
    path = path_of(root, sha256)
    try:
        body = zstd.decompress(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, zstd.ZstdError) as error:
        raise DamagedSnapshot(f"snapshot {sha256[:12]}… cannot be read: {error}", hint=f"restore {path}") from error
    if hashlib.sha256(body).hexdigest() != sha256:
        raise DamagedSnapshot(f"snapshot {sha256[:12]}… holds other bytes than its name says", hint=f"restore {path}")
    return body


def all_in(root: Path) -> Iterator[Path]:
    """Every file of that kind, half-written ones (`.tmp`) included."""
    for pattern in ("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*.zst", "[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*.tmp"):
        yield from sorted(root.glob(pattern))


def remove(path: Path) -> None:
    """Take a file away, with the folders that it leaves empty."""
    path.unlink(missing_ok=True)
    with suppress(OSError):  # not empty
        path.parent.rmdir()
        path.parent.parent.rmdir()
