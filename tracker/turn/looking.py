"""What came of asking, kept and looked at: the bytes first, then a sketch of the furniture, then a reader of its own process."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from functools import partial

from tracker.decision import Latest, Look, Standing
from tracker.errors import DamagedSnapshot, OverBudget
from tracker.examining.examine import Finding, Job, Page, examine
from tracker.examining.sketching import doubt_of
from tracker.extract import claimed_change_at
from tracker.fetch import retry_after
from tracker.fetch.urls import article_key
from tracker.model import Capture, FetchFailure, Quality, QualityVerdict
from tracker.model.document import Document
from tracker.store.retention import sibling_of
from tracker.store.snapshots import NewCapture, StoredSnapshot
from tracker.store.standing import Known, page_of
from tracker.turn.tools import Tools

_LOG = logging.getLogger("tracker.check")

_AT_ONCE = 300_000
"""Bytes of a page that is judged by its sketch without a thread: 1.4 ms for 150 kB, and a thread would hold Python's lock
for as long.
"""

_HTML_TYPES = ("html", "xml", "text/plain")


async def keep_bytes(standing: Standing, got: Capture | FetchFailure, tools: Tools) -> StoredSnapshot | None:
    """Bytes before the row that names them."""
    if not isinstance(got, Capture) or not got.body:
        return None
    base, sibling = standing.snapshot_sha256, ""
    if not base:
        sibling = await tools.database.ask(partial(sibling_of, article_id=standing.article.id))
    return await tools.snapshots.keep(NewCapture(got.body, base=base, sibling=sibling))


async def look_at(
    known: Known, got: Capture | FetchFailure, snapshot: StoredSnapshot | None, tools: Tools, *, anew: bool
) -> Look:
    """The visit as `decide` takes it: what was got, and what it says where it may say something new. Bytes that are known
    are only read again where `anew` says so.
    """
    standing = known.standing
    if isinstance(got, FetchFailure):
        return Look(got=got)
    look = Look(
        got=got,
        body_sha256=snapshot.sha256 if snapshot else "",
        key=article_key(got.url) if got.url != standing.article.url else "",
        retry_after=retry_after(got, got.finished_at),
    )
    same = snapshot is not None and standing.latest is not None and snapshot.sha256 == standing.snapshot_sha256
    if (same and not anew) or not snapshot or got.status == 304:  # noqa: PLR2004 - nothing to read
        return look
    return replace(look, finding=await examined(known, got, tools))


async def examined(known: Known, got: Capture, tools: Tools, further: tuple[Page, ...] = ()) -> Finding:
    """What a capture says, with its `further` pages where the article is printed on several: told by a sketch where only
    furniture moved, else read in a process of its own. No page makes it fail.
    """
    kind = got.header("content-type").lower()
    if kind and not any(name in kind for name in _HTML_TYPES) and b"<html" not in got.body[:2000].lower():
        return _unread(Quality(QualityVerdict.NOT_HTML, f"the address answers with {kind.split(';')[0][:60]}"))
    standing, rules = known.standing, tools.rules
    latest = standing.latest
    alone = not further and not standing.has_several_pages
    if latest and alone and await _reads_the_same(known, latest, got, tools):
        return Finding(_stamped(latest.document, got), Quality(QualityVerdict.OK), latest.fingerprint, glanced=True)
    day = got.finished_at.date()
    reread = None
    if latest is not None and latest.extractor != rules.reader(got.url):
        reread = await asyncio.to_thread(old_page, standing, tools)
    job = Job(
        page=Page(body=got.body, url=got.url, status=got.status, headers=got.headers, day=day, further=further),
        latest=latest.document if latest else None,
        reread=reread,
        memory=standing.memory,
        rules=rules.of(got.url),
        seen_at=got.finished_at,
        fingerprint=latest.fingerprint if latest else "",
        blame=known.blame,
    )
    return await _read(job, tools)


async def _read(job: Job, tools: Tools) -> Finding:
    try:
        return await tools.pool.run(examine, job)
    except OverBudget as error:
        return _unread(Quality(QualityVerdict.PARSER_GAVE_UP, f"reading the page {error}"))
    except Exception as error:  # noqa: BLE001 - any fault of ours on a strange page
        # Ours to mend, but the publisher must not be asked again at once for it: the page is kept, and waits its turn.
        _LOG.exception("reading %s broke", job.page.url)
        return _unread(Quality(QualityVerdict.PARSER_GAVE_UP, f"reading the page broke ({type(error).__name__})"))


async def _reads_the_same(known: Known, latest: Latest, got: Capture, tools: Tools) -> bool:
    """Whether the capture certainly reads as the latest revision, so that no worker need read it: its furniture moved.

    Bounded like the reading: an odd or very long page is not looked at.
    """
    if got.status != 200:  # noqa: PLR2004 - whatever else it is, it must be judged
        return False
    kept = known.sketch
    if kept is None or not kept.holds(latest, extractor=tools.rules.reader(got.url), now=got.finished_at):
        return False
    if len(got.body) <= _AT_ONCE:
        return not doubt_of(kept.sketch, got.body, got.url, got.headers)
    return not await asyncio.to_thread(doubt_of, kept.sketch, got.body, got.url, got.headers)


def _stamped(document: Document, got: Capture) -> Document:
    """The document with the date of change that the page claims now: beside the same text it hints at an edit to come."""
    claimed_at = claimed_change_at(got.body)
    return replace(document, modified_at=claimed_at) if claimed_at else document


def _unread(quality: Quality) -> Finding:
    return Finding(document=Document(), quality=quality, fingerprint="")


def old_page(standing: Standing, tools: Tools) -> Page | None:
    """The page that the latest revision was read from; None where its bytes are damaged."""
    if standing.latest is None:
        return None
    try:
        with tools.database.read() as connection:
            return page_of(connection, standing.latest.id, tools.snapshots.load)
    except DamagedSnapshot as error:
        _LOG.error("%s; its page is compared as it was read then", error)
        return None
