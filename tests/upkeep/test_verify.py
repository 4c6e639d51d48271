"""A flipped bit is found wherever it is, and named by what it takes with it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.scripted.archive import Archive, raw
from tests.scripted.records import a_text
from tracker.errors import StoreError
from tracker.upkeep.verify import VerifyReport, verify

EDITED = 3


@pytest.fixture
def full(archive: Archive) -> Archive:
    """Two articles, the first in three revisions."""
    for article, edits in (("a", EDITED), ("b", 1)):
        followed = archive.follow(f"https://paper.example/{article}")
        for number in range(edits):
            archive.see(followed, a_text(f"Article {article} says {number} things about the wall."))
    return archive


def verified(archive: Archive, *, share: float = 1, chance: Callable[[], float] = lambda: 0) -> VerifyReport:
    return verify(archive.database, archive.snapshots, share=share, chance=chance, progress=lambda *_: None)


def test_a_store_that_is_as_it_was_written_is_good(full: Archive) -> None:
    report = verified(full)
    assert (report.opened, report.captures, report.dropped, report.revisions) == (4, 4, 0, 4)
    assert report.damage == ()


def test_every_flipped_bit_of_a_pack_is_found_and_named_by_its_revisions(full: Archive) -> None:
    pack = full.snapshots.packs.path(1)
    whole = pack.read_bytes()
    found = set()
    for place in range(0, len(whole), 11):
        pack.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << place % 8]) + whole[place + 1 :])
        report = verified(full)
        assert report.damage, f"bit {place % 8} of byte {place}"
        assert all(damage.what.startswith("capture ") and damage.revisions for damage in report.damage)
        found |= {revision for damage in report.damage for revision in damage.revisions}
    assert found == {(1, 1), (1, 2), (1, 3), (2, 1)}


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE snapshots SET sha256 = replace(sha256, substr(sha256, 1, 1), 'z') WHERE id = 2", "capture z"),
        ("UPDATE snapshots SET size = size | 4096 WHERE id = 2", "capture "),
        ("UPDATE revisions SET document = zeroblob(40) WHERE id = 2", "revision 2 of article 1"),
        (
            "UPDATE revisions SET text_sha256 = 'f' || substr(text_sha256, 2) || 'f' WHERE id = 2",
            "revision 2 of article 1",
        ),
        ("UPDATE revisions SET headline = 'Forged' WHERE id = 2", "revision 2 of article 1"),
        ("UPDATE revisions SET words = words + 1 WHERE id = 2", "revision 2 of article 1"),
        ("DELETE FROM snapshots WHERE id = 2", "the database"),
    ],
)
def test_a_row_that_was_changed_is_found(full: Archive, statement: str, what: str) -> None:
    with raw(full.database) as connection:
        connection.execute(statement)
        connection.commit()
    damage = verified(full).damage
    assert [one.what[: len(what)] for one in damage][:1] == [what]
    assert (1, 2) in damage[0].revisions or what == "the database"


def test_a_bit_of_the_index_is_found(full: Archive) -> None:
    with closing(sqlite3.connect(full.snapshots.packs.folder / "index.sqlite")) as connection:
        connection.execute("UPDATE entries SET offset = offset + 1 WHERE offset > 0")
        connection.commit()
    assert len(verified(full).damage) == 3


def test_a_sample_opens_its_share_and_still_misses_no_bytes_that_are_gone(full: Archive) -> None:
    chance = random.Random(3)
    report = verified(full, share=0.5, chance=chance.random)
    assert 0 < report.opened < 4
    assert report.captures == 4
    full.snapshots.close()
    for path in full.snapshots.packs.folder.iterdir():
        path.unlink()
    full.snapshots.packs._met = False
    assert len(verified(full, share=0.5, chance=lambda: 0.9).damage) == 4


def test_what_a_rule_dropped_is_counted_and_is_no_damage(full: Archive) -> None:
    with raw(full.database) as connection:
        connection.execute(
            "UPDATE snapshots SET dropped_at = 1, dropped_by = 'store.keep', sha256 = hex(randomblob(32)) WHERE id = 4"
        )
        connection.commit()
    report = verified(full)
    assert (report.captures, report.dropped, report.damage) == (3, 1, ())


def test_a_database_that_cannot_be_read_is_told(full: Archive) -> None:
    path = full.database.path
    assert path is not None
    full.database.close()
    path.write_bytes(b"no database at all" * 500)
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    with pytest.raises(StoreError):
        verified(full)
