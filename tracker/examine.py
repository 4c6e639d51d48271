"""What a capture says, in one call that a worker process can run: read it, judge it, compare it. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tracker.compare import compare, fingerprint
from tracker.extract import read
from tracker.model import Change, Document, Quality


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they were captured, with what is needed to read them."""

    body: bytes
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Job:
    """One page to examine against the latest revision. `reread` is that revision's own page, given when an older
    extractor read it: what differs because the extractor changed must not pass for the publisher's edit.
    """

    page: Page
    latest: Document | None = None
    reread: Page | None = None


@dataclass(frozen=True, slots=True)
class Reread:
    """The latest revision's page as it reads today."""

    document: Document
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a page says. `change` is set where it says something else than the latest revision (as reread)."""

    document: Document
    quality: Quality
    fingerprint: str
    change: Change | None = None
    reread: Reread | None = None


def examine(job: Job) -> Finding:
    """Read, judge and compare one page. Raises nothing for any page; takes time bounded by the page's size."""
    reread = _reread(job)
    base = reread.document if reread else job.latest
    reading = read(job.page.body, url=job.page.url, status=job.page.status, headers=job.page.headers, previous=base)
    mark = fingerprint(reading.document)
    differs = base is not None and mark != fingerprint(base)
    return Finding(
        document=reading.document,
        quality=reading.quality,
        fingerprint=mark,
        change=compare(base, reading.document) if base is not None and differs else None,
        reread=reread,
    )


def _reread(job: Job) -> Reread | None:
    if job.reread is None or job.latest is None:
        return None
    page = job.reread
    document = read(page.body, url=page.url, status=page.status, headers=page.headers).document
    return Reread(document=document, fingerprint=fingerprint(document)) if document.blocks else None


def text_sha256(document: Document) -> str:
    """The SHA-256 (hex) of the body as read, in UTF-8: what anybody can recompute from `tracker show`."""
    return hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
