"""A capture in the database: the row of its snapshot, and what came with the bytes and cannot be had again later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from tracker.cleaning import clean_text
from tracker.codec import to_json
from tracker.model import Capture
from tracker.store.prepared import Prepared
from tracker.store.schema import ticks
from tracker.store.snapshots import StoredSnapshot

# One statement for every capture; where the same bytes were kept before and dropped meanwhile, they came once more.
_KEEP = Prepared(
    text(
        "INSERT INTO snapshots (sha256, size, stored_size, stored_at) VALUES (:sha256, :size, :stored_size, :stored_at)"
        " ON CONFLICT (sha256) DO UPDATE SET dropped_at = NULL, dropped_by = NULL, size = excluded.size,"
        " stored_size = CASE WHEN snapshots.dropped_at IS NULL THEN snapshots.stored_size ELSE excluded.stored_size END,"
        " stored_at = CASE WHEN snapshots.dropped_at IS NULL THEN snapshots.stored_at ELSE excluded.stored_at END"
        " RETURNING id"
    )
)


@dataclass(frozen=True, slots=True)
class Received:
    """A page as it came, before its scripts ran: the snapshot that holds its bytes, and its headers."""

    snapshot: StoredSnapshot
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FurtherPage:
    """A further page of the article: what came, and the snapshot that holds its bytes. `facts` are those of an earlier
    capture, as they were kept, where the host said that it still holds.
    """

    got: Capture
    snapshot: StoredSnapshot | None
    received: Received | None = None
    facts: dict[str, Any] | None = None


def keep_snapshot(connection: Connection, stored: StoredSnapshot | None, now: datetime) -> int | None:
    """The number of a snapshot, known from now on; None for none."""
    if stored is None:
        return None
    row = {"sha256": stored.sha256, "size": stored.size, "stored_size": stored.stored_size, "stored_at": ticks(now)}
    return int(_KEEP.scalar(connection, row))


def facts_of(got: Capture, received: Received | None, further: Sequence[FurtherPage]) -> dict[str, Any]:
    """The facts of a capture, with those of each further page."""
    facts = _capture_facts(got, received)
    return facts | {"further_pages": [_page_facts(page) for page in further]} if further else facts


def _page_facts(page: FurtherPage) -> dict[str, Any]:
    """The facts of a further page that tell where its bytes are and how they are read."""
    if page.facts is not None:
        return page.facts
    own = {"status": page.got.status, "sha256": page.snapshot.sha256 if page.snapshot else ""}
    return own | _capture_facts(page.got, page.received)


def _capture_facts(got: Capture, received: Received | None) -> dict[str, Any]:
    """What came with the bytes and cannot be had again later. Of a rendered page, `headers` are those to read it by;
    what it was rendered from stands beside them.
    """
    facts = {
        "requested_url": clean_text(got.requested_url),
        "url": clean_text(got.url),
        "headers": _plain_headers(got.headers),
        "hops": to_json(got.hops),
        "peer": got.peer,
        "http_version": got.http_version,
        "tls_version": got.tls_version,
        "certificate_sha256": got.certificate_sha256,
        "wire_bytes": got.wire_bytes,
    }
    if received is None:
        return facts
    origin = {"rendered_from": received.snapshot.sha256, "received_headers": _plain_headers(received.headers)}
    return facts | origin


def _plain_headers(headers: tuple[tuple[str, str], ...]) -> list[list[str]]:
    return [[clean_text(name), clean_text(value)] for name, value in headers]
