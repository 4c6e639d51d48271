from __future__ import annotations

import hashlib
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from backports import zstd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scripted.archive import files
from tracker.errors import DamagedSnapshot, StoreError, StoreFull
from tracker.store.snapshots import Snapshots

BODY = b"<html><p>The wall will rise by two metres.</p></html>" * 50
SHA256 = hashlib.sha256(BODY).hexdigest()
PLACE = f"{SHA256[:2]}/{SHA256[2:4]}/{SHA256}.zst"


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path / "snapshots")


def test_bytes_are_kept_at_the_hash_of_themselves(snapshots: Snapshots, tmp_path: Path) -> None:
    stored = snapshots.save(BODY)
    assert (stored.sha256, stored.size) == (SHA256, len(BODY))
    assert files(tmp_path / "snapshots") == [PLACE]
    path = tmp_path / "snapshots" / PLACE
    assert stored.stored_size == path.stat().st_size < len(BODY)
    assert zstd.decompress(path.read_bytes()) == BODY


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(body=st.binary(max_size=2000))
def test_any_bytes_come_back_as_they_were(snapshots: Snapshots, body: bytes) -> None:
    assert snapshots.load(snapshots.save(body).sha256) == body


def test_the_same_bytes_are_kept_once(snapshots: Snapshots, tmp_path: Path) -> None:
    first = snapshots.save(BODY)
    before = (tmp_path / "snapshots" / PLACE).stat()
    assert snapshots.save(BODY) == first
    after = (tmp_path / "snapshots" / PLACE).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_bytes_are_durable_before_they_have_a_name(snapshots: Snapshots, tmp_path: Path) -> None:
    """What happened is asked of Python's own audit hook and of `os.fsync`'s argument, in a process of its own."""
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from tracker.store.snapshots import Snapshots\n"
        "real = os.fsync\n"
        "def fsync(descriptor):\n"
        "    target = os.readlink(f'/proc/self/fd/{descriptor}')\n"
        "    print('fsync', 'folder' if os.path.isdir(target) else Path(target).suffix)\n"
        "    real(descriptor)\n"
        "os.fsync = fsync\n"
        "def hook(event, args):\n"
        "    if event == 'os.rename':\n"
        "        print('rename', Path(args[0]).suffix, Path(args[1]).suffix)\n"
        "sys.addaudithook(hook)\n"
        "Snapshots(Path(sys.argv[1])).save(b'bytes')\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "s")], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert told == ["fsync .tmp", "rename .tmp .zst", "fsync folder", "fsync folder", "fsync folder"]


@pytest.mark.parametrize("damage", ["bit", "cut", "empty", "other", "missing", "garbage"])
def test_damage_is_found_when_the_bytes_are_read(snapshots: Snapshots, tmp_path: Path, damage: str) -> None:
    snapshots.save(BODY)
    path = tmp_path / "snapshots" / PLACE
    data = path.read_bytes()
    match damage:
        case "bit":
            path.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
        case "cut":
            path.write_bytes(data[: len(data) // 2])
        case "empty":
            path.write_bytes(b"")
        case "other":
            path.write_bytes(zstd.compress(b"other bytes"))
        case "missing":
            path.unlink()
        case "garbage":
            path.write_bytes(b"\x00" * 100)
    with pytest.raises(DamagedSnapshot) as caught:
        snapshots.load(SHA256)
    assert SHA256[:12] in str(caught.value)
    assert str(path) in caught.value.hint


def test_a_disk_that_is_full_is_told_as_such_and_leaves_no_half_file(tmp_path: Path) -> None:
    """A real full disk where this user may mount one in a namespace of their own."""
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from tracker.errors import StoreFull\n"
        "from tracker.store.snapshots import Snapshots\n"
        "root = Path(sys.argv[1])\n"
        "snapshots = Snapshots(root)\n"
        "kept = snapshots.save(b'small')\n"
        "try:\n"
        "    snapshots.save(os.urandom(600_000))\n"
        "except StoreFull as error:\n"
        "    print(f'{error} | {error.hint}')\n"
        "print(sum(path.is_file() for path in root.rglob('*')), snapshots.load(kept.sha256))\n"
    )
    disk = tmp_path / "disk"
    disk.mkdir()
    inside = f'mount -t tmpfs -o size=400k none "{disk}" && exec "$@"'
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", inside, "sh"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets no user mount a disk of their own")
    told = subprocess.run(
        [*command, sys.executable, "-c", script, str(disk)], capture_output=True, text=True, check=True
    )
    first, second = told.stdout.splitlines()
    assert "no space left on the disk" in first
    assert "free some space" in first
    assert second == "1 b'small'"


def test_a_file_that_may_not_grow_leaves_no_half_file(tmp_path: Path) -> None:
    """The kernel's own limit on the size of files, which any user may set, stops the write half way."""
    script = (
        "import os, resource, signal, sys\n"
        "from pathlib import Path\n"
        "from tracker.errors import StoreError\n"
        "from tracker.store.snapshots import Snapshots\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
        "try:\n"
        "    Snapshots(Path(sys.argv[1])).save(os.urandom(50_000))\n"
        "except StoreError as error:\n"
        "    print(error)\n"
    )
    root = tmp_path / "s"
    told = subprocess.run([sys.executable, "-c", script, str(root)], capture_output=True, text=True, check=True)
    assert "cannot be written: File too large" in told.stdout
    assert files(root) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written: Not a directory") as caught:
        Snapshots(tmp_path / "file" / "snapshots").save(BODY)
    assert not isinstance(caught.value, StoreFull)
    assert "permissions" in caught.value.hint


def test_nobody_else_may_read_what_was_captured(snapshots: Snapshots, tmp_path: Path) -> None:
    snapshots.save(BODY)
    assert stat.S_IMODE((tmp_path / "snapshots" / PLACE).stat().st_mode) == 0o600
