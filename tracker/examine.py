"""What a capture says, in one call that a worker process can run: read it, judge it, compare it. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.cleaning import cleaned
from tracker.compare import compare, fingerprint
from tracker.extract import HostMemory, Pagination, Reading, Rule, Sheet, goes_on_at, read
from tracker.model import Change, Document, Quality
from tracker.remembering import learned, unpack_memory
from tracker.sketching import pack_sketch


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they were captured, with what is needed to read them."""

    body: bytes
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    day: date | None = None
    """The day it was captured, for the site rule of that day; None asks for the rule of today."""

    further: tuple[Page, ...] = ()
    """The pages that the article goes on with, in order, where it is printed on several."""


@dataclass(frozen=True, slots=True)
class Job:
    """One page to examine against the latest revision. `reread` is that revision's own page, given when an older
    extractor or another rule read it: what differs because we changed must not pass for the publisher's edit. `memory`
    is what is known of the host, packed; `rules` are the user's own for the host, None where there are none.
    """

    page: Page
    latest: Document | None = None
    reread: Page | None = None
    memory: bytes = b""
    rules: tuple[Rule, ...] | None = None
    seen_at: datetime | None = None
    """When the page was had: what "yesterday" on it counts from."""


@dataclass(frozen=True, slots=True)
class OldPage:
    """A page of an earlier capture to read again, with what is known of its host and the user's rules for it."""

    page: Page
    memory: bytes = b""
    rules: tuple[Rule, ...] | None = None


@dataclass(frozen=True, slots=True)
class Reread:
    """The latest revision's page as it reads today."""

    document: Document
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a page says. `change` is set where it says something else than the latest revision (as reread); `memory`
    where a page that can be believed taught something new about its host, packed; `sketch` is the page's, packed, where
    it can be told by one whether the next capture reads the same; `glanced` says that this was told so, and not read.
    `goes_on` is where the page tells that the article goes on with pages that were not examined: then nothing is
    compared, and the document is its beginning.
    """

    document: Document
    quality: Quality
    fingerprint: str
    change: Change | None = None
    reread: Reread | None = None
    memory: bytes = b""
    sketch: bytes = b""
    glanced: bool = False
    goes_on: Pagination | None = None


@dataclass(frozen=True, slots=True)
class Leafing:
    """A further page, the `number`-th, to look through for where the article goes on; `first` is how it begins."""

    page: Page
    number: int
    first: Document


def examine(job: Job) -> Finding:
    """Read, judge and compare one article's page or pages. Raises nothing for any page; takes time bounded by their size."""
    memory = unpack_memory(job.memory)
    reread = (
        read_again(_as_whole(OldPage(job.reread, job.memory, job.rules), job)) if job.reread and job.latest else None
    )
    base = reread.document if reread else job.latest
    reading = _read(job.page, base, memory, job.rules)
    if reading.quality.ok and reading.pagination and not job.page.further:
        return Finding(reading.document, reading.quality, fingerprint="", goes_on=reading.pagination)
    mark = fingerprint(reading.document)
    differs = base is not None and mark != fingerprint(base)
    return Finding(
        document=reading.document,
        quality=reading.quality,
        fingerprint=mark,
        change=compare(base, reading.document, seen_at=job.seen_at) if base is not None and differs else None,
        reread=reread,
        memory=learned(memory, reading.document) if reading.quality.ok else b"",
        sketch=pack_sketch(reading.sketch),
    )


def _as_whole(old: OldPage, job: Job) -> OldPage:
    """The old page, with the further pages of today where it told of such and they were not followed then: that they
    are read now is our doing, and must not pass for text that the publisher added.
    """
    if old.page.further or not job.page.further:
        return old
    told = _read(old.page, None, unpack_memory(old.memory), old.rules).pagination
    return replace(old, page=replace(old.page, further=job.page.further)) if told else old


def leaf_through(leafing: Leafing) -> Pagination:
    """Where a further page tells that its article goes on."""
    return goes_on_at(_sheet(leafing.page), leafing.number, leafing.first)


def warm_up() -> None:
    """Load what the first page would load (patterns, languages), so that no page pays for it with its own time."""
    old, new = (
        Page(f"<html lang=en><h1>Wall</h1><article><p>{text}</p></article>".encode(), "https://paper.example/", 200, ())
        for text in ("“The wall will hold,” said Ada Quill on May 4.", "“The wall may hold,” said Ada Quill on May 5.")
    )
    examine(Job(page=new, latest=examine(Job(page=old)).document))


def read_again(old: OldPage) -> Reread | None:
    """How an earlier capture reads today; None where nothing of it can be read or believed."""
    reading = _read(old.page, None, unpack_memory(old.memory), old.rules)
    document = reading.document
    return Reread(document=document, fingerprint=fingerprint(document)) if document.blocks else None


def _read(page: Page, previous: Document | None, memory: HostMemory | None, rules: tuple[Rule, ...] | None) -> Reading:
    """Read a page into a document of clean texts, so that what is compared and hashed is what is kept."""
    reading = read(
        page.body,
        url=page.url,
        status=page.status,
        headers=page.headers,
        previous=previous,
        host_memory=memory,
        rules=rules,
        day=page.day,
        further=tuple(map(_sheet, page.further)),
    )
    return replace(reading, document=cleaned(reading.document))


def _sheet(page: Page) -> Sheet:
    return Sheet(page.body, page.url, page.status, page.headers)


def text_sha256(document: Document) -> str:
    """The SHA-256 (hex) of the body as read, in UTF-8: what anybody can recompute from `tracker show`.

    The document's texts must be clean (`tracker.cleaning`), as those that `examine` gives are.
    """
    return hashlib.sha256(document.text.encode()).hexdigest()
