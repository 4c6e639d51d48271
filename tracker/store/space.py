"""How much room the captures take, and how they are kept."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.store import loose, repack
from tracker.store.audit import captured_bytes
from tracker.store.database import Database
from tracker.store.snapshots import Snapshots


@dataclass(frozen=True, slots=True)
class Storage:
    """Captures by the way they are kept, and bytes: as they came, as they are kept (with the middle one), and in files
    on disk. `loose` captures stand in files of their own; `longest_chain` is how many are opened to read one;
    `dead_bytes` of the packs are of no use any more; `dropped` captures went by a rule of the user's.
    """

    captures: int
    keyframes: int
    deltas: int
    loose: int
    dropped: int
    captured_bytes: int
    stored_bytes: int
    median_stored_bytes: int
    longest_chain: int
    packs: int
    pack_bytes: int
    dead_bytes: int
    index_bytes: int
    database_bytes: int


def measure(database: Database, snapshots: Snapshots) -> Storage:
    """How much room the captures of this store take; reads the whole index of the packs. Raises StoreError."""
    with database.read() as connection:
        captured, dropped = captured_bytes(connection)
    packs = snapshots.packs
    spaces, totals = repack.spaces(packs), packs.index.totals()
    files = [path.stat().st_size for path in loose.all_in(snapshots.root)]
    pack_bytes = sum(pack.size for pack in spaces)
    return Storage(
        captures=totals.captures + len(files),
        keyframes=totals.keyframes,
        deltas=totals.captures - totals.keyframes,
        loose=len(files),
        dropped=dropped,
        captured_bytes=captured,
        stored_bytes=totals.stored_bytes + sum(files),
        median_stored_bytes=totals.median_stored_size,
        longest_chain=totals.deepest + 1 if totals.captures else 0,
        packs=len(spaces),
        pack_bytes=pack_bytes,
        dead_bytes=pack_bytes - sum(pack.live for pack in spaces),
        index_bytes=packs.index.size,
        database_bytes=database.size,
    )
