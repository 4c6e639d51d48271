"""The sketch of each article's page, with what it is a sketch of and how often it was relied on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, text, update

from tracker.decision import Latest
from tracker.store.prepared import Prepared
from tracker.store.schema import sketches, ticks

_COLUMNS = ("fingerprint", "extractor", "drawn_at", "glances", "sketch")
_KEEP = Prepared(
    text(
        f"INSERT INTO sketches (article_id, {', '.join(_COLUMNS)})"  # noqa: S608 - our own names
        f" VALUES (:article_id, {', '.join(f':{name}' for name in _COLUMNS)})"
        f" ON CONFLICT (article_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS)}"
    )
)
_OWN = sketches.c.article_id == bindparam("own")
_FORGET = Prepared(delete(sketches).where(_OWN))
_COUNT = Prepared(update(sketches).where(_OWN).values(glances=sketches.c.glances + 1))

MOST_GLANCES = 11
"""How many captures in a row are judged by one sketch; the next is read, however alike it looks."""

LONGEST = timedelta(days=1)
"""How long a sketch is relied on after its page was read."""


@dataclass(frozen=True, slots=True)
class KeptSketch:
    """A sketch of the page that was read at `drawn_at` by `extractor`, as a document of that fingerprint. `glances`
    counts the captures that it has judged since.
    """

    fingerprint: str
    extractor: str
    drawn_at: datetime
    glances: int
    sketch: bytes

    def holds(self, latest: Latest, *, extractor: str, now: datetime) -> bool:
        """Whether a capture that `extractor` would read may be judged by it, where `latest` is the text to confirm."""
        same = self.fingerprint == latest.fingerprint and self.extractor == latest.extractor == extractor
        return same and self.glances < MOST_GLANCES and timedelta(0) <= now - self.drawn_at < LONGEST


def keep_sketch(connection: Connection, article_id: int, kept: KeptSketch) -> None:
    """Keep the sketch of a page that was read and believed, instead of the one before; an empty one only forgets that."""
    if not kept.sketch:
        _FORGET.run(connection, {"own": article_id})
        return
    row = {
        "article_id": article_id,
        "fingerprint": kept.fingerprint,
        "extractor": kept.extractor,
        "drawn_at": ticks(kept.drawn_at),
        "glances": kept.glances,
        "sketch": kept.sketch,
    }
    _KEEP.run(connection, row)


def count_glance(connection: Connection, article_id: int) -> None:
    """Count that a capture was judged by the sketch."""
    _COUNT.run(connection, {"own": article_id})
