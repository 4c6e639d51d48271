"""What is typed to see, verify and give back the room that captures take."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Followed
from tests.cli.desk import SETTINGS, Desk, desk_in
from tests.scripted.archive import Archive
from tests.scripted.captures import Shelf
from tests.scripted.clock import Clock
from tests.scripted.pages import page
from tracker.store.database import Database
from tracker.store.snapshots import Snapshots


@pytest.fixture
def old(tmp_path: Path) -> Desk:
    """A desk whose one article was looked at all day, a long time ago."""
    desk = desk_in(tmp_path / "old", SETTINGS + '\n[store]\nkeep = [["30d", "1d"]]\n')
    clock = Clock()
    database = Database(f"sqlite:///{desk.folder / 'tracker.db'}")
    database.upgrade(now=clock())
    shelf = Shelf(Archive(database, Snapshots(desk.folder / "snapshots"), clock))
    clock.now = clock.now.replace(year=2020)
    for number in range(20):
        shelf.see(shelf.article(1), page(number))
        shelf.later(minutes=30)
    shelf.snapshots.close()
    database.close()
    return desk


def test_stats_count_what_the_store_holds(followed: Followed) -> None:
    assert "Revisions  4" in followed.desk.type("stats").out
    assert followed.desk.type("stats", "--json").json["revisions"] == 4


def test_stats_of_the_storage_tell_room_and_chains(followed: Followed) -> None:
    ended = followed.desk.type("stats", "--storage")
    assert ended.code == 0
    assert "median" in ended.out
    assert "1 with" in ended.out
    room = followed.desk.type("stats", "--storage", "--json").json
    assert room["captures"] == room["keyframes"] + room["deltas"] == 5
    assert room["deltas"] >= 2
    assert room["stored_bytes"] == room["pack_bytes"] - room["dead_bytes"] < room["captured_bytes"] / 2
    assert room["database_bytes"] > 0


def test_verify_says_that_all_is_well(followed: Followed) -> None:
    ended = followed.desk.type("verify")
    assert ended.code == 0
    assert "5 of 5 captures opened; 4 revisions read again." in ended.out
    assert "All is as it was captured." in ended.out
    assert followed.desk.type("verify", "--sample", "50%", "--json").json["ok"] is True


@pytest.mark.parametrize("sample", ["ten", "0%", "101%", "-5%", "10"])
def test_a_share_that_is_none_is_told(desk: Desk, sample: str) -> None:
    ended = desk.type("verify", f"--sample={sample}")
    assert ended.code == 2
    assert "10%" in ended.next_step


def test_verify_ends_with_1_and_names_what_is_damaged(old: Desk) -> None:
    pack = old.folder / "snapshots" / "packs" / "000001.pack"
    data = bytearray(pack.read_bytes())
    data[-1] ^= 1
    pack.write_bytes(data)
    ended = old.type("verify")
    assert ended.code == 1
    assert "damaged: capture " in ended.out
    assert "000001.pack" in ended.out
    found = old.type("verify", "--json")
    assert found.code == 1
    assert found.json["ok"] is False
    assert len(found.json["damage"]) == 1


def test_gc_tells_what_it_would_do_then_does_it(old: Desk) -> None:
    told = old.type("gc", "--dry-run")
    assert told.code == 0
    assert "would be dropped by store.keep" in told.out
    assert old.type("stats", "--storage", "--json").json["captures"] == 20
    done = old.type("gc", "--json").json
    assert done["thinned"] == 17
    assert done["bytes_after"] < done["bytes_before"]
    room = old.type("stats", "--storage").out
    assert f"Dropped    {done['thinned']} captures, by store.keep" in room
    assert "0 captures dropped" in old.type("gc").out


def test_gc_leaves_too_many_orphans_and_says_how_to_remove_them(desk: Desk) -> None:
    snapshots = Snapshots(desk.folder / "snapshots", clock=lambda: 1000.0)
    for number in range(101):
        snapshots.save(b"of another database %d" % number)
    snapshots.close()
    ended = desk.type("gc")
    assert ended.code == 0
    assert "tracker gc --orphans" in ended.out
    assert "101 orphans removed" in desk.type("gc", "--orphans").out
