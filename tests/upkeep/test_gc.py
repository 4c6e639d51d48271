"""Giving room back: nothing that a row names is lost, whatever happens in between."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from backports import zstd
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from tests.scripted.archive import Archive, kept
from tests.scripted.captures import Shelf
from tests.scripted.clock import Clock
from tests.scripted.pages import page
from tests.scripted.today import begin_store
from tracker.errors import StoreError
from tracker.model import Outcome
from tracker.store import durable, loose
from tracker.store.database import Database
from tracker.store.repack import condemn
from tracker.store.schema import checks
from tracker.store.snapshots import Snapshots, StoredSnapshot
from tracker.upkeep.gc import Rung

DAILY = Rung(age=timedelta(days=30), every=timedelta(days=1))
ROOT = Path(__file__).parents[2]


@pytest.fixture
def shelf(archive: Archive) -> Shelf:
    return Shelf(archive)


def watched(shelf: Shelf, days: int, *, article: int | None = None, edits: frozenset[int] = frozenset()) -> list[int]:
    """An article looked at six times a day; gives the rows of its captures."""
    number = shelf.article(1) if article is None else article
    seen = []
    for look in range(days * 6):
        seen.append(shelf.see(number, page(look, article=number), edited=look in edits))
        shelf.later(hours=4)
    return seen


def loosen(shelf: Shelf, body: bytes) -> StoredSnapshot:
    """A capture as Tracker's first days left it."""
    sha256 = hashlib.sha256(body).hexdigest()
    path = loose.path_of(shelf.snapshots.root, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zstd.compress(body))
    now = shelf.clock().timestamp()
    os.utime(path, (now, now))
    return StoredSnapshot(sha256, len(body), path.stat().st_size)


# By rule


def test_by_default_everything_stays(shelf: Shelf) -> None:
    seen = watched(shelf, 3)
    shelf.later(days=1000)
    report = shelf.gc()
    assert (report.thinned, report.orphans, report.rewritten) == (0, 0, 0)
    assert report.bytes_after == report.bytes_before
    assert shelf.standing() == set(seen)


def test_what_the_rule_lets_go_gives_its_room_back_and_its_rows_say_so(shelf: Shelf) -> None:
    seen = watched(shelf, 30, edits=frozenset({0, 50}))
    shelf.later(days=40)
    report = shelf.gc(DAILY)
    left = shelf.standing()
    assert {seen[0], seen[49], seen[50], seen[-1]} <= left
    assert report.thinned == len(seen) - len(left) > 140
    assert report.bytes_after < report.bytes_before / 2
    assert kept(shelf.snapshots) == len(left)
    dropped = [row for row in shelf.rows() if row.id not in left]
    assert {row.dropped_at for row in dropped} == {shelf.clock()}
    assert {row.dropped_by for row in dropped} == {"store.keep: older than 30 d, one kept in 1 d"}
    assert all(len(row.sha256) == 64 and row.size for row in dropped)
    assert shelf.gc(DAILY).thinned == 0


def test_what_is_kept_is_as_small_after_as_before(shelf: Shelf) -> None:
    watched(shelf, 30)
    before = shelf.snapshots.packs.index.totals()
    shelf.later(days=40)
    shelf.gc(DAILY)
    after = shelf.snapshots.packs.index.totals()
    assert after.keyframes == 1
    assert after.median_stored_size < 1.2 * before.median_stored_size
    assert after.deepest <= before.deepest


def test_a_dry_run_tells_the_same_and_changes_nothing(shelf: Shelf) -> None:
    seen = watched(shelf, 30)
    shelf.later(days=40)
    told = shelf.plan(DAILY)
    assert shelf.standing() == set(seen)
    done = shelf.gc(DAILY)
    assert (told.thinned, told.rewritten, told.bytes_before) == (done.thinned, done.rewritten, done.bytes_before)
    assert abs(told.bytes_after - done.bytes_after) < done.bytes_before / 4  # deltas are made anew meanwhile


def test_the_same_bytes_elsewhere_stay(shelf: Shelf) -> None:
    one, two = shelf.article(1), shelf.article(2)
    for look in range(12):
        shelf.see(one, page(look))
        shelf.later(hours=1)
    first = shelf.see(two, page(5))
    shelf.later(days=40)
    assert first in shelf.standing()
    shelf.gc(DAILY)
    assert first in shelf.standing()


def test_bytes_that_come_once_more_while_they_are_dying_are_kept_anew(shelf: Shelf) -> None:
    seen = watched(shelf, 3)
    digests = [bytes.fromhex(row.sha256) for row in shelf.rows()]
    packs = shelf.snapshots.packs
    shelf.later(hours=2)
    assert condemn(packs, digests[1:]) == len(digests) - 1
    droppable = packs.index.droppable()
    assert shelf.see(shelf.article(1), page(11, article=1)) == seen[11]
    assert packs.index.forget(droppable) == len(droppable) - 1
    assert shelf.snapshots.load(digests[11].hex()) == page(11, article=1)


@pytest.mark.parametrize("nested", [False, True])
def test_what_a_capture_was_rendered_from_and_its_further_pages_stay(shelf: Shelf, nested: bool) -> None:  # noqa: FBT001 - pytest gives it by name
    seen = watched(shelf, 3)
    named = next(row.sha256 for row in shelf.rows() if row.id == seen[10])
    facts = {"further_pages": [{"sha256": named}]} if nested else {"rendered_from": named}
    shelf.see(shelf.article(1), page(99), **facts)
    shelf.later(days=40)
    shelf.gc(DAILY)
    assert seen[10] in shelf.standing()
    assert seen[11] not in shelf.standing()


def test_bytes_that_come_once_more_stand_again(shelf: Shelf) -> None:
    seen = watched(shelf, 3)
    shelf.later(days=40)
    shelf.gc(DAILY)
    assert seen[10] not in shelf.standing()
    assert shelf.see(shelf.article(1), page(10, article=1)) == seen[10]
    assert seen[10] in shelf.standing()
    assert next(row for row in shelf.rows() if row.id == seen[10]).dropped_by is None


def test_a_capture_made_while_it_is_decided_stays(shelf: Shelf) -> None:
    from tracker.store import retention

    seen = watched(shelf, 3)
    shelf.later(days=40)
    with shelf.archive.database.read() as connection:
        going = retention.thinning(connection, [DAILY], now=shelf.clock())
    assert seen[10] in going.going
    shelf.see(shelf.article(1), page(10, article=1))
    retention.drop(shelf.archive.database, going, now=shelf.clock())
    assert seen[10] in shelf.standing()


# Orphans


def test_orphans_go_when_their_row_cannot_be_on_its_way_any_more(shelf: Shelf) -> None:
    seen = watched(shelf, 2)
    orphan = shelf.snapshots.save(b"a killed check's bytes").sha256
    assert shelf.gc().orphans == 0
    assert shelf.snapshots.load(orphan)
    shelf.later(hours=2)
    assert shelf.gc().orphans == 1
    assert not shelf.snapshots.has(orphan)
    assert shelf.standing() == set(seen)


def test_an_orphan_that_is_saved_again_waits_for_its_row_once_more(shelf: Shelf) -> None:
    body = b"a killed check's bytes"
    shelf.snapshots.save(body)
    shelf.later(hours=2)
    stored = shelf.snapshots.save(body)
    assert shelf.gc().orphans == 0
    shelf.name(shelf.article(1), stored)
    shelf.later(hours=2)
    shelf.gc()
    assert len(shelf.standing()) == 1


def test_too_many_orphans_are_not_believed(shelf: Shelf) -> None:
    for number in range(120):
        shelf.snapshots.save(b"of another database %d" % number)
    shelf.later(hours=2)
    report = shelf.gc()
    assert (report.orphans, report.orphans_left) == (0, 120)
    assert kept(shelf.snapshots) == 120
    assert shelf.gc(all_orphans=True).orphans == 120
    assert kept(shelf.snapshots) == 0


# Loose files


def test_files_of_tracker_s_first_days_are_packed_as_deltas(shelf: Shelf) -> None:
    number = shelf.article(1)
    seen = []
    for look in range(12):
        seen.append(shelf.name(number, loosen(shelf, page(look, article=1, size=20_000))))
        shelf.later(hours=1)
    report = shelf.gc()
    assert report.packed == 12
    assert report.bytes_after < report.bytes_before / 5
    assert list(loose.all_in(shelf.snapshots.root)) == []
    assert [path.name for path in shelf.snapshots.root.iterdir() if path.is_dir()] == ["packs"]
    assert shelf.standing() == set(seen)
    totals = shelf.snapshots.packs.index.totals()
    assert (totals.captures, totals.keyframes) == (12, 1)
    assert [row.stored_size for row in shelf.rows()][1] < 1000


def test_a_damaged_file_stays_and_is_named(shelf: Shelf) -> None:
    stored = loosen(shelf, page(1))
    shelf.name(shelf.article(1), stored)
    path = loose.path_of(shelf.snapshots.root, stored.sha256)
    path.write_bytes(b"rot")
    report = shelf.gc()
    assert (report.packed, report.damaged) == (0, (stored.sha256,))
    assert path.read_bytes() == b"rot"


def test_half_written_files_and_files_without_a_row_go_after_a_while(shelf: Shelf) -> None:
    stored = loosen(shelf, page(1))
    half = loose.path_of(shelf.snapshots.root, stored.sha256).with_suffix(".tmp")
    half.write_bytes(b"half")
    now = shelf.clock().timestamp()
    os.utime(half, (now, now))
    assert shelf.gc().orphans == 0
    shelf.later(hours=2)
    assert shelf.gc().orphans == 1
    assert list(loose.all_in(shelf.snapshots.root)) == []


# In the way


def test_two_collections_do_not_run_at_once(shelf: Shelf) -> None:
    with shelf.archive.database.write():
        pass
    from filelock import FileLock

    with FileLock(shelf.snapshots.root / "gc.lock"), pytest.raises(StoreError, match="another"):
        shelf.gc()


def test_a_pack_with_a_damaged_capture_is_not_thrown_away(shelf: Shelf) -> None:
    seen = watched(shelf, 30)
    first = shelf.rows()[0].sha256
    pack = shelf.snapshots.packs.path(1)
    pack.write_bytes(pack.read_bytes()[:200] + b"rot" + pack.read_bytes()[203:])
    size = pack.stat().st_size
    shelf.later(days=40)
    shelf.gc(DAILY)
    assert pack.stat().st_size == size
    assert shelf.snapshots.has(first)
    assert seen


def test_readers_and_savers_go_on_while_packs_move(shelf: Shelf) -> None:
    seen = watched(shelf, 30)
    other = Snapshots(shelf.snapshots.root, clock=lambda: shelf.clock().timestamp())
    digests = {row.id: row.sha256 for row in shelf.rows()}
    assert other.load(digests[seen[0]])
    shelf.later(days=40)
    shelf.gc(DAILY)
    for number in shelf.standing():
        assert other.load(digests[number])
    assert other.load(other.save(page(7, article=9), base=digests[seen[-1]]).sha256) == page(7, article=9)


def test_it_works_on_a_disk_that_is_full(tmp_path: Path) -> None:
    """A real full disk where this user may mount one in a namespace of their own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    inside = f'mount -t tmpfs -o size=12m none "{disk}" && exec "$@"'
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", inside, "sh"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets no user mount a disk of their own")
    script = [sys.executable, "-m", "tests.scripted.fulldisk", str(disk)]
    told = subprocess.run([*command, *script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.splitlines() == ["reserved: True", "0: ", "few stand: True", "room came back: True"]


def test_killed_at_any_instant_it_loses_nothing_and_goes_on(shelf: Shelf) -> None:
    watched(shelf, 40)
    for number in range(40):
        shelf.name(shelf.article(2), loosen(shelf, page(number, article=2)))
        shelf.later(hours=1)
    shelf.later(days=40)
    chance = random.Random(7)
    database = shelf.archive.database.path
    shelf.snapshots.close()
    for _ in range(12):
        command = [sys.executable, "-m", "tests.scripted.collecting", str(database), str(shelf.snapshots.root)]
        process = subprocess.Popen([*command, str(shelf.clock().timestamp())], cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.005, 0.4))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        shelf.reopen()
        shelf.standing()
    shelf.gc(DAILY)
    assert kept(shelf.snapshots) == len(shelf.standing())
    assert list(loose.all_in(shelf.snapshots.root)) == []


# Any order


class Keeping(RuleBasedStateMachine):
    """Captures are saved, named, forgotten, aged, collected; the disk fails and indexes are lost. Every row opens."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        place = Path(self.folder.name)
        self.database = Database(f"sqlite:///{begin_store(place)}")
        self.shelf = Shelf(Archive(self.database, Snapshots(place / "snapshots"), Clock()))
        self.bodies: dict[str, bytes] = {}

    def teardown(self) -> None:
        self.shelf.snapshots.close()
        self.database.close()
        self.folder.cleanup()

    @rule(
        article=st.integers(1, 2),
        numbers=st.lists(st.integers(0, 12), min_size=2, max_size=8),
        outcome=st.sampled_from([Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.SUSPECT]),
        edited=st.integers(-3, 7),
    )
    def watch(self, article: int, numbers: list[int], outcome: Outcome, edited: int) -> None:
        followed = self.shelf.article(article)
        for place, number in enumerate(numbers):
            self.shelf.see(followed, self._body(article, number), outcome, edited=place == edited)
            self.shelf.later(minutes=5)

    @rule(article=st.integers(1, 2), number=st.integers(0, 12))
    def die_before_the_row(self, article: int, number: int) -> None:
        self.shelf.snapshots.save(self._body(article, number), base=self.shelf.saved.get(article, ""))

    @rule(article=st.integers(1, 2), number=st.integers(20, 24))
    def find_a_file_of_the_first_days(self, article: int, number: int) -> None:
        body = self._body(article, number)
        if not self.shelf.snapshots.has(hashlib.sha256(body).hexdigest()):
            self.shelf.name(self.shelf.article(article), loosen(self.shelf, body))

    @rule(hours=st.sampled_from([0.4, 2, 24 * 40]))
    def wait(self, hours: float) -> None:
        self.shelf.later(hours=hours)

    @rule(thinning=st.booleans())
    def collect(self, thinning: bool) -> None:  # noqa: FBT001 - hypothesis gives it by name
        self.shelf.gc(*[Rung(timedelta(days=1), timedelta(days=1))] * thinning)

    @rule(writes=st.integers(0, 6))
    def collect_on_a_failing_disk(self, writes: int) -> None:
        real, left = durable.append, iter(range(writes))

        def append(path: Path, data: bytes, *, at: int) -> None:
            if next(left, None) is None:
                path.open("ab").write(data[: len(data) // 2])  # and the machine stops
                raise OSError(5, "Input/output error")
            real(path, data, at=at)

        with pytest.MonkeyPatch.context() as patch, suppress(StoreError):
            patch.setattr(durable, "append", append)
            self.shelf.gc(Rung(timedelta(days=1), timedelta(days=1)))
        self.shelf.reopen()

    @precondition(lambda self: self.shelf.snapshots.packs.folder.exists())
    @rule()
    def lose_the_index(self) -> None:
        self.shelf.snapshots.close()
        for path in self.shelf.snapshots.packs.folder.glob("index.sqlite*"):
            path.unlink()
        self.shelf.reopen()

    @invariant()
    def every_row_opens(self) -> None:
        for row in self.shelf.rows():
            if row.dropped_at is None:
                assert self.shelf.snapshots.load(row.sha256) == self.bodies[row.sha256]
            else:
                assert row.dropped_by.startswith("store.keep: older than 1 d,")

    @invariant()
    def first_and_last_stay(self) -> None:
        dropped = {row.id for row in self.shelf.rows() if row.dropped_at is not None}
        for article in (1, 2):
            own = select(checks.c.snapshot_id).where(checks.c.article_id == article).order_by(checks.c.id)
            with self.database.read() as connection:
                seen = list(connection.scalars(own))
            assert not dropped & {*seen[:1], *seen[-1:]}

    def _body(self, article: int, number: int) -> bytes:
        body = page(number, article=article)
        self.bodies[hashlib.sha256(body).hexdigest()] = body
        return body


TestKeeping = Keeping.TestCase
TestKeeping.settings = settings(
    max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
