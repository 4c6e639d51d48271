from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from backports import zstd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scripted.archive import files, kept
from tests.scripted.pages import page
from tracker.errors import DamagedSnapshot, StoreError, StoreFull
from tracker.store import durable, loose
from tracker.store.entries import HEADER_SIZE
from tracker.store.packs import GRACE, PACK_SIZE
from tracker.store.snapshots import NewCapture, Snapshots

BODY = b"<html><p>The wall will rise by two metres.</p></html>" * 50
SHA256 = hashlib.sha256(BODY).hexdigest()
ROOT = Path(__file__).parents[2]
KILLS = 12


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path / "snapshots")


def again(snapshots: Snapshots) -> Snapshots:
    """The same folder, as another process sees it."""
    return Snapshots(snapshots.root)


def loosely(snapshots: Snapshots, body: bytes) -> Path:
    """A capture as Tracker's first days left it."""
    path = loose.path_of(snapshots.root, hashlib.sha256(body).hexdigest())
    path.parent.mkdir(parents=True)
    path.write_bytes(zstd.compress(body))
    return path


def series(snapshots: Snapshots, length: int, *, article: int = 0) -> list[str]:
    """Captures of an article, each saved with the one before as its base."""
    saved = [""]
    for number in range(length):
        saved.append(snapshots.save(page(number, article=article), base=saved[-1]).sha256)
    return saved[1:]


def in_a_process(script: str, *arguments: str) -> list[str]:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.splitlines()


# Saving and opening


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=50, deadline=None
)
@given(body=st.binary(max_size=2000), base=st.binary(max_size=2000))
def test_any_bytes_come_back_as_they_were_whatever_they_lean_on(snapshots: Snapshots, body: bytes, base: bytes) -> None:
    first = snapshots.save(base).sha256
    assert snapshots.load(snapshots.save(body, base=first).sha256) == body
    assert snapshots.load(first) == base


def test_captures_that_differ_in_furniture_take_little_room(snapshots: Snapshots) -> None:
    before, after = page(0, size=60_000), page(1, size=60_000)
    first = snapshots.save(before)
    second = snapshots.save(after, base=first.sha256)
    assert (second.size, second.sha256) == (len(after), hashlib.sha256(after).hexdigest())
    assert second.stored_size < 600 < first.stored_size / 10


def test_the_first_capture_of_an_article_leans_on_a_sibling(snapshots: Snapshots) -> None:
    template = b"".join(hashlib.sha256(bytes([n])).hexdigest().encode() for n in range(200))
    sibling = snapshots.save(template + page(0, article=1, size=500))
    first = snapshots.save(template + page(0, article=2, size=500), sibling=sibling.sha256)
    assert first.stored_size < sibling.stored_size / 4
    assert again(snapshots).load(first.sha256) == template + page(0, article=2, size=500)


def test_a_keyframe_carries_a_bounded_number_of_articles(snapshots: Snapshots) -> None:
    template = b"".join(hashlib.sha256(bytes([n])).hexdigest().encode() for n in range(100))
    newest = ""
    for article in range(150):
        newest = snapshots.save(template + b"%d" % article, sibling=newest).sha256
    totals = snapshots.packs.index.totals()
    assert (totals.captures, totals.keyframes) == (150, 3)


def test_any_capture_of_a_long_series_opens_through_few(snapshots: Snapshots) -> None:
    saved = series(snapshots, 200)
    totals = snapshots.packs.index.totals()
    assert (totals.captures, totals.keyframes) == (200, 1)
    assert totals.deepest == 7  # 127 is 1111111 in binary
    assert [again(snapshots).load(sha256) for sha256 in saved] == [page(number) for number in range(200)]


def test_large_captures_lean_on_their_keyframe_alone(snapshots: Snapshots) -> None:
    chance = random.Random(1)
    bodies = [chance.randbytes(2_100_000)]
    saved = [snapshots.save(bodies[0]).sha256]
    for number in range(4):
        bodies.append(bodies[-1][:-1] + bytes([number]))
        saved.append(snapshots.save(bodies[-1], base=saved[-1]).sha256)
    totals = snapshots.packs.index.totals()
    assert (totals.keyframes, totals.deepest) == (1, 1)
    assert [snapshots.load(one) for one in saved] == bodies


def test_what_does_not_resemble_its_base_is_kept_by_itself(snapshots: Snapshots) -> None:
    chance = random.Random(1)
    first = snapshots.save(chance.randbytes(5000)).sha256
    second = snapshots.save(chance.randbytes(5000), base=first).sha256
    assert snapshots.packs.index.totals().keyframes == 2
    assert snapshots.load(second)


def test_a_base_that_is_unknown_or_damaged_does_not_matter(snapshots: Snapshots) -> None:
    first = snapshots.save(page(0)).sha256
    assert snapshots.load(snapshots.save(page(1), base="ab" * 32, sibling="cd" * 32).sha256) == page(1)
    pack = snapshots.packs.path(1)
    pack.write_bytes(pack.read_bytes().replace(pack.read_bytes()[HEADER_SIZE + 20 : HEADER_SIZE + 40], b"\0" * 20))
    assert snapshots.load(snapshots.save(page(2), base=first).sha256) == page(2)


def test_the_same_bytes_are_kept_once(snapshots: Snapshots) -> None:
    first = snapshots.save(BODY)
    size = snapshots.packs.path(1).stat().st_size
    assert snapshots.save(BODY) == again(snapshots).save(BODY) == first
    assert snapshots.save_many([NewCapture(BODY), NewCapture(b"else"), NewCapture(b"else")])[0] == first
    assert kept(snapshots) == 2
    assert snapshots.packs.path(1).stat().st_size < size + 200


def test_a_batch_may_lean_on_itself_and_takes_one_sync(snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshots.save(b"so that the pack is there")
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    bodies = [page(number) for number in range(10)]
    digests = [hashlib.sha256(body).hexdigest() for body in bodies]
    stored = snapshots.save_many([NewCapture(b, base) for b, base in zip(bodies, ["", *digests], strict=False)])
    assert [one.sha256 for one in stored] == digests
    assert len(synced) == 1
    assert snapshots.packs.index.totals().keyframes == 2
    assert [snapshots.load(one) for one in digests] == bodies


def test_a_pack_ends_and_the_next_begins(snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.store.packs.PACK_SIZE", 20_000)
    chance = random.Random(2)
    bodies = [chance.randbytes(9000) for _ in range(12)]
    saved = [one.sha256 for one in snapshots.save_many([NewCapture(body) for body in bodies])]
    saved.append(snapshots.save(b"one more").sha256)
    sizes = [snapshots.packs.path(number).stat().st_size for number in snapshots.packs.numbers()]
    assert len(sizes) == 5
    assert all(20_000 <= size < 30_000 for size in sizes[:-1])
    assert [again(snapshots).load(one) for one in saved] == [*bodies, b"one more"]


def test_nobody_else_may_read_what_was_captured(snapshots: Snapshots) -> None:
    snapshots.save(BODY)
    for name in files(snapshots.root):
        assert stat.S_IMODE((snapshots.root / name).stat().st_mode) & 0o077 == 0, name


# Loose files of Tracker's first days


def test_captures_in_files_of_their_own_can_still_be_read(snapshots: Snapshots) -> None:
    loosely(snapshots, BODY)
    assert snapshots.load(SHA256) == BODY
    assert snapshots.save(BODY).sha256 == SHA256
    assert kept(snapshots) == 0
    assert snapshots.pack([NewCapture(BODY)])[0].sha256 == SHA256
    assert kept(snapshots) == 1


@pytest.mark.parametrize("data", [b"", b"\0" * 100, zstd.compress(b"other bytes"), zstd.compress(BODY)[:-9]])
def test_a_damaged_file_is_told_with_its_place(snapshots: Snapshots, data: bytes) -> None:
    path = loosely(snapshots, BODY)
    path.write_bytes(data)
    with pytest.raises(DamagedSnapshot, match=SHA256[:12]) as caught:
        snapshots.load(SHA256)
    assert str(path) in caught.value.hint


# Damage


def test_every_flipped_bit_is_found_when_the_bytes_are_read(snapshots: Snapshots) -> None:
    saved = series(snapshots, 3)
    pack = snapshots.packs.path(1)
    whole = pack.read_bytes()
    for place in range(0, len(whole), 7):
        pack.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << place % 8]) + whole[place + 1 :])
        lost = [sha256 for sha256 in saved if _damaged(snapshots, sha256)]
        assert lost, f"bit {place % 8} of byte {place}"
    pack.write_bytes(whole)
    assert not any(_damaged(snapshots, sha256) for sha256 in saved)


def _damaged(snapshots: Snapshots, sha256: str) -> bool:
    try:
        return hashlib.sha256(snapshots.load(sha256)).hexdigest() != sha256
    except DamagedSnapshot as error:
        return sha256[:12] in str(error)


@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_a_pack_that_is_gone_or_cut_is_told(snapshots: Snapshots, damage: str) -> None:
    sha256 = snapshots.save(BODY).sha256
    pack = snapshots.packs.path(1)
    match damage:
        case "missing":
            pack.unlink()
        case "empty":
            pack.write_bytes(b"")
        case "cut":
            pack.write_bytes(pack.read_bytes()[:-1])
    with pytest.raises(DamagedSnapshot, match=r"000001\.pack"):
        again(snapshots).load(sha256)
    other = again(snapshots).save(b"goes on").sha256
    assert again(snapshots).load(other) == b"goes on"
    assert again(snapshots).save(BODY).sha256 == sha256
    assert again(snapshots).load(sha256) == BODY


def test_an_index_that_leads_in_a_circle_is_told(snapshots: Snapshots) -> None:
    first, second = series(snapshots, 2)
    snapshots.close()
    with closing(sqlite3.connect(snapshots.packs.folder / "index.sqlite", isolation_level=None)) as index:
        index.execute("UPDATE entries SET base = ? WHERE sha256 = ?", (bytes.fromhex(second), bytes.fromhex(first)))
    with pytest.raises(DamagedSnapshot, match="circle"):
        snapshots.load(second)
    assert snapshots.load(snapshots.save(page(7), base=second).sha256) == page(7)


def test_what_is_no_name_is_told(snapshots: Snapshots) -> None:
    with pytest.raises(DamagedSnapshot, match="no SHA-256"):
        snapshots.load("zz" * 32)
    with pytest.raises(DamagedSnapshot, match="not there"):
        snapshots.load("ab" * 32)
    assert not snapshots.has("zz" * 32)
    assert not snapshots.root.exists()


def test_the_index_is_made_again_from_the_packs(snapshots: Snapshots) -> None:
    saved = series(snapshots, 20) + series(snapshots, 5, article=1)
    totals = snapshots.packs.index.totals()
    for damage in ("lost", "garbage"):
        snapshots.close()
        for path in snapshots.packs.folder.glob("index.sqlite*"):
            path.unlink()
        if damage == "garbage":
            (snapshots.packs.folder / "index.sqlite").write_bytes(b"no database at all" * 100)
        fresh = again(snapshots)
        assert [fresh.load(sha256) for sha256 in saved[:20]] == [page(number) for number in range(20)]
        assert fresh.packs.index.totals() == totals
        fresh.close()


def test_bytes_that_an_index_wrongly_thinks_whole_are_kept_once_more(snapshots: Snapshots) -> None:
    now = 1_000_000.0
    old = Snapshots(snapshots.root, clock=lambda: now)
    sha256 = old.save(BODY).sha256
    pack = old.packs.path(1)
    pack.write_bytes(pack.read_bytes()[:-3] + b"rot")
    later = Snapshots(snapshots.root, clock=lambda: now + GRACE)
    assert later.save(BODY).sha256 == sha256
    assert later.load(sha256) == BODY


# Crashes


def test_bytes_are_durable_before_they_are_acknowledged(tmp_path: Path) -> None:
    """What happened is asked of `os.pwrite`, `os.fsync` and the index themselves, in a process of its own."""
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from tracker.store.snapshots import Snapshots\n"
        "from tracker.store.packindex import PackIndex\n"
        "def told(name, real, what):\n"
        "    def call(*args, **more):\n"
        "        print(name, what(args))\n"
        "        return real(*args, **more)\n"
        "    return call\n"
        "def target(args):\n"
        "    path = os.readlink(f'/proc/self/fd/{args[0]}')\n"
        "    return 'folder' if os.path.isdir(path) else Path(path).suffix\n"
        "os.pwrite, os.fsync = told('write', os.pwrite, target), told('fsync', os.fsync, target)\n"
        "PackIndex.add = told('index', PackIndex.add, lambda args: args[1])\n"
        "snapshots = Snapshots(Path(sys.argv[1]))\n"
        "for body in (b'bytes', b'more'):\n"
        "    snapshots.save(body)\n"
        "    print('acknowledged')\n"
    )
    first = ["write .pack", "fsync .pack", "fsync folder", "index 1", "acknowledged"]
    assert in_a_process(script, str(tmp_path / "s")) == [
        *first,
        "write .pack",
        "fsync .pack",
        "index 1",
        "acknowledged",
    ]


def test_a_torn_tail_is_cut_off_wherever_it_tore(snapshots: Snapshots) -> None:
    first, second = series(snapshots, 2)
    pack = snapshots.packs.path(1)
    whole = pack.read_bytes()
    end = len(whole)
    snapshots.save(page(2), base=second)
    torn = pack.read_bytes()[end:]
    for length in [*range(1, len(torn), 13), len(torn) - 1]:
        for tail in (torn[:length], torn[:length] + b"\0" * (len(torn) - length)):
            pack.write_bytes(whole + tail)
            _as_before(snapshots, end)
            writer = again(snapshots)
            fresh = writer.save(b"after the crash").sha256
            assert [writer.load(sha256) for sha256 in (first, second)] == [page(0), page(1)]
            assert writer.load(fresh) == b"after the crash"
            assert pack.read_bytes()[:end] == whole
            assert kept(writer) == 3
            writer.packs.index.condemn([bytes.fromhex(fresh)], untouched_since=2**40)
            writer.packs.index.forget(writer.packs.index.droppable())
            writer.close()


def _as_before(snapshots: Snapshots, end: int) -> None:
    """The index as it was when the pack ended there."""
    index = snapshots.packs.index
    index.add(1, end, (), at=0)
    beyond = [place.entry.sha256 for place in index.live() if place.offset >= end]
    index.condemn(beyond, untouched_since=2**40)
    index.forget(beyond)


def test_whole_captures_that_a_killed_writer_left_are_taken_in(snapshots: Snapshots) -> None:
    first, second = series(snapshots, 2)
    end = snapshots.packs.path(1).stat().st_size
    third = snapshots.save(page(2), base=second).sha256
    _as_before(snapshots, end)
    assert not snapshots.has(third)
    assert again(snapshots).load(third) == page(2)
    assert again(snapshots).load(first) == page(0)


def test_damage_in_the_middle_costs_nothing_that_stands_behind_it(snapshots: Snapshots) -> None:
    saved = [snapshots.save(bytes([number]) * 500 + page(number)).sha256 for number in range(4)]
    pack = snapshots.packs.path(1)
    data = bytearray(pack.read_bytes())
    data[5] ^= 1
    pack.write_bytes(data)
    snapshots.close()
    for path in snapshots.packs.folder.glob("index.sqlite*"):
        path.unlink()
    fresh = again(snapshots)
    assert [fresh.has(sha256) for sha256 in saved] == [False, True, True, True]
    assert pack.read_bytes() == bytes(data)
    assert fresh.load(fresh.save(b"goes on").sha256) == b"goes on"


def test_a_sync_that_fails_acknowledges_nothing_and_leaves_nothing(
    snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots.save(BODY)
    size = snapshots.packs.path(1).stat().st_size
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", _fails)
        with pytest.raises(StoreError, match="cannot be written"):
            snapshots.save(b"never acknowledged")
    assert snapshots.packs.path(1).stat().st_size == size
    assert kept(snapshots) == 1
    assert snapshots.load(snapshots.save(b"goes on").sha256) == b"goes on"


def _fails(descriptor: int) -> None:
    raise OSError(5, "Input/output error")


def test_two_writers_that_are_killed_at_any_instant_lose_nothing_they_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(20260520)
    promised: dict[str, None] = {}
    for number in range(10 * KILLS):
        if number >= KILLS and len(promised) > KILLS:  # on a busy machine short lives get little done
            break
        writers = [_writer(tmp_path / "s", article) for article in (1, 2)]
        for writer in writers:
            assert writer.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.02, 0.3))
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
        for writer in writers:
            said = writer.communicate()[0]
            promised |= dict.fromkeys(said[: said.rfind("\n") + 1].split())
        snapshots = Snapshots(tmp_path / "s")
        for sha256 in promised:
            assert snapshots.load(sha256)
        snapshots.close()
    assert len(promised) > KILLS
    for path in (tmp_path / "s" / "packs").glob("index.sqlite*"):
        path.unlink()
    rebuilt = Snapshots(tmp_path / "s")
    assert all(rebuilt.load(sha256) for sha256 in promised)


def _writer(root: Path, article: int) -> Any:
    command = [sys.executable, "-m", "tests.scripted.writers", str(root), str(article)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_several_processes_save_at_once(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        saved = pool.starmap(_save_series, [(str(tmp_path / "s"), article) for article in (1, 1, 2)])
    snapshots = Snapshots(tmp_path / "s")
    assert saved[0] == saved[1]
    assert kept(snapshots) == 40
    for article, digests in zip((1, 2), saved[1:], strict=True):
        assert [snapshots.load(one) for one in digests] == [page(number, article=article) for number in range(20)]


def _save_series(root: str, article: int) -> list[str]:
    return series(Snapshots(Path(root)), 20, article=article)


# Full disks


def test_a_disk_that_is_full_is_told_as_such_and_work_goes_on_when_there_is_room(tmp_path: Path) -> None:
    """A real full disk where this user may mount one in a namespace of their own."""
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from tracker.errors import StoreFull\n"
        "from tracker.store.snapshots import Snapshots\n"
        "root = Path(sys.argv[1])\n"
        "ballast = root / 'ballast'\n"
        "ballast.write_bytes(b'x' * 200_000)\n"
        "snapshots = Snapshots(root)\n"
        "kept = [snapshots.save(b'small')]\n"
        "fulls = 0\n"
        "for _ in range(30):\n"
        "    try:\n"
        "        kept.append(snapshots.save(os.urandom(40_000)))\n"
        "    except StoreFull as error:\n"
        "        fulls += 1\n"
        "        told = f'{error} | {error.hint}'\n"
        "print(told)\n"
        "print(fulls > 5, all(snapshots.load(one.sha256) for one in kept))\n"
        "ballast.unlink()\n"
        "more = snapshots.save(os.urandom(40_000))\n"
        "print(all(Snapshots(root).load(one.sha256) for one in [*kept, more]))\n"
    )
    disk = tmp_path / "disk"
    disk.mkdir()
    inside = f'mount -t tmpfs -o size=1m none "{disk}" && exec "$@"'
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", inside, "sh"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets no user mount a disk of their own")
    told = subprocess.run(
        [*command, sys.executable, "-c", script, str(disk)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    first, *rest = told.stdout.splitlines()
    assert "no space left on the disk" in first or "disk is full" in first
    assert "free some space" in first
    assert rest == ["True True", "True"]


def test_a_disk_that_fills_up_half_way_leaves_no_half_entry(
    snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = snapshots.save(BODY).sha256
    size = snapshots.packs.path(1).stat().st_size
    with monkeypatch.context() as full:
        full.setattr(durable, "_write_all", _fills_up)
        with pytest.raises(StoreFull, match="no space left"):
            snapshots.save_many([NewCapture(page(number)) for number in range(5)])
    assert snapshots.packs.path(1).stat().st_size == size
    assert again(snapshots).load(sha256) == BODY
    assert len(snapshots.save_many([NewCapture(page(number)) for number in range(5)])) == kept(snapshots) - 1


def _fills_up(descriptor: int, data: bytes, offset: int) -> None:
    os.pwrite(descriptor, data[: len(data) // 2], offset)
    raise OSError(28, "No space left on device")


def test_a_file_that_may_not_grow_leaves_no_half_entry(tmp_path: Path) -> None:
    """The kernel's own limit on the size of files, which any user may set, stops the write half way."""
    script = (
        "import os, resource, signal, sys\n"
        "from pathlib import Path\n"
        "from tracker.errors import StoreError\n"
        "from tracker.store.snapshots import Snapshots\n"
        "snapshots = Snapshots(Path(sys.argv[1]))\n"
        "kept = snapshots.save(b'small').sha256\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try:\n"
        "    snapshots.save(os.urandom(150_000))\n"
        "except StoreError as error:\n"
        "    print(error)\n"
        "print(snapshots.load(kept), (snapshots.packs.path(1)).stat().st_size < 200)\n"
    )
    told = in_a_process(script, str(tmp_path / "s"))
    assert "cannot be written: File too large" in told[0]
    assert told[1] == "b'small' True"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written: Not a directory") as caught:
        Snapshots(tmp_path / "file" / "snapshots").save(BODY)
    assert not isinstance(caught.value, StoreFull)
    assert "permissions" in caught.value.hint


def test_half_a_pack_fits_into_the_reserve() -> None:
    from tracker.store.reserve import RESERVE_SIZE

    assert PACK_SIZE / 2 < RESERVE_SIZE
