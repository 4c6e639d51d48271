"""What a capture says, in one call that a worker process can run: read it, judge it, compare it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.cleaning import cleaned
from tracker.codec import unpack_carried
from tracker.compare import COMPARER, Quotation, compare_and_read, fingerprint, read_first
from tracker.errors import StoreError
from tracker.examining.drafting import Draft, drafted
from tracker.examining.remembering import learned, unpack_memory
from tracker.examining.sketching import pack_sketch
from tracker.extract import (
    HostMemory,
    Pagination,
    Reading,
    Rule,
    Sheet,
    goes_on_at,
    holds_back,
    is_unsettled,
    read,
    remember,
    settle,
    was_held,
    watch_places,
)
from tracker.model import Change, Document, Quality
from tracker.model.blame import Blame
from tracker.rings import undisturbed


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

    fingerprint: str = ""
    """That of the latest revision, where it is known."""

    blame: bytes = b""
    """The blame of the latest revision, packed with what was found out of its paragraphs; empty where none is kept."""


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
    where a page that can be believed taught something new about its host, packed. `doubt` says why one more look has to
    confirm it; `belated` that something in it was shown by looks that saw the old text; `pending` that something is held
    back, so that the same bytes have to be read again. `sketch` is the page's, packed, where it can be told by one
    whether the next capture reads the same; `glanced` says that this was told so, and not read. `goes_on` is where the
    page tells that the article goes on with pages that were not examined: then nothing is compared, and the document is
    its beginning.
    """

    document: Document
    quality: Quality
    fingerprint: str
    change: Change | None = None
    reread: Reread | None = None
    memory: bytes = b""
    doubt: str = ""
    belated: bool = False
    pending: bool = False
    sketch: bytes = b""
    glanced: bool = False
    goes_on: Pagination | None = None
    quotations: tuple[Quotation, ...] | None = None
    """Who is quoted in the document with what, where it is another than the latest revision (as reread)."""

    draft: Draft | None = None
    """The document as the store keeps it, where it is another than the latest revision (as reread)."""


@dataclass(frozen=True, slots=True)
class Leafing:
    """A further page, the `number`-th, to look through for where the article goes on; `first` is how it begins."""

    page: Page
    number: int
    first: Document


@undisturbed
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
    document, mark = reading.document, fingerprint(reading.document)
    now = remember(memory, document) if reading.quality.ok else memory
    finding = Finding(
        document=document,
        quality=reading.quality,
        fingerprint=mark,
        reread=reread,
        memory=learned(memory, now) if now is not None and reading.quality.ok else b"",
        pending=holds_back(document),
        belated=base is not None and was_held(memory, base, document),
        sketch=pack_sketch(reading.sketch) if not holds_back(document) else b"",
    )
    if base is None:
        first = read_first(document)
        return replace(finding, quotations=first.quotations, draft=drafted(document, first, Blame()))
    doubt, before = "", (job.fingerprint if base is job.latest else "") or fingerprint(base)
    if mark != before and now is not None and reading.quality.ok:
        now = watch_places(now, base, document)
        finding = replace(finding, memory=learned(memory, now))
        settled = settle(base, document, now)
        if settled.proved is not base:
            base, before = settled.proved, fingerprint(settled.proved)
            finding = replace(finding, reread=Reread(base, before))
        if mark != before and settled.doubted is not base and mark == fingerprint(settled.doubted):
            doubt = "a paragraph is gone that may be promotional"
            finding = replace(finding, memory=learned(memory, remember(memory, document, closely=True)))
    if mark == before or doubt:
        doubt = "a new paragraph may be promotional" if is_unsettled(document) else doubt
    if mark == before:
        return replace(finding, doubt=doubt)
    # Where the latest revision reads otherwise today, that is a step of its own, and comes first.
    blame, known = _carried(job.blame) if base is job.latest else (None, b"")
    change, found = compare_and_read(base, document, seen_at=job.seen_at, differ=True, known=known)
    draft = drafted(document, found, blame)
    return replace(finding, change=change, doubt=doubt, quotations=found.quotations, draft=draft)


def _carried(packed: bytes) -> tuple[Blame | None, bytes]:
    """The blame of the latest revision, and what was found out of its paragraphs; none where it is missing or damaged."""
    try:
        return unpack_carried(packed, by=COMPARER)
    except StoreError:
        return None, b""


def _as_whole(old: OldPage, job: Job) -> OldPage:
    """The old page, with the further pages of today where it told of such and they were not followed then: that they
    are read now is our doing, and must not pass for text that the publisher added.
    """
    if old.page.further or not job.page.further:
        return old
    told = _read(old.page, None, unpack_memory(old.memory), old.rules, sketched=False).pagination
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
    reading = _read(old.page, None, unpack_memory(old.memory), old.rules, sketched=False)
    document = reading.document
    return Reread(document=document, fingerprint=fingerprint(document)) if document.blocks else None


def _read(
    page: Page,
    previous: Document | None,
    memory: HostMemory | None,
    rules: tuple[Rule, ...] | None,
    *,
    sketched: bool = True,
) -> Reading:
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
        sketched=sketched,
    )
    return replace(reading, document=cleaned(reading.document))


def _sheet(page: Page) -> Sheet:
    return Sheet(page.body, page.url, page.status, page.headers)
