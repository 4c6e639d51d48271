"""The part's front: extract a document, read and judge a capture, explain what became of each block."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.extract.memory import HostMemory
from tracker.extract.page import Page, parse
from tracker.extract.quality import Source, assess
from tracker.extract.reading import Paths, read_document
from tracker.model import Document, Quality

EXTRACTOR = "1"


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and how far it can be believed."""

    document: Document
    quality: Quality


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a block was kept (`rule` is "kept") or cut (`rule` names what cut it)."""

    text: str
    rule: str
    path: str

    @property
    def kept(self) -> bool:
        """Whether the block is the article's."""
        return self.rule in ("kept", "caption")


def extract(
    html: bytes | str,
    *,
    url: str,
    content_type: str = "",
    previous: Document | None = None,
    host_memory: HostMemory | None = None,
) -> Document:
    """The article on a page. Never raises; where nothing can be read the document has no blocks.

    `content_type` is the HTTP header's value; `previous` the document of the last reading of the same article, and
    `host_memory` what is known of the host: both make the reading steadier.
    """
    return _document(parse(html, content_type), url, previous, host_memory)


def read(
    body: bytes,
    *,
    url: str,
    status: int,
    headers: tuple[tuple[str, str], ...],
    previous: Document | None = None,
    host_memory: HostMemory | None = None,
) -> Reading:
    """The article of a capture and how far it can be believed, in one parse. Never raises."""
    content_type = next((value for key, value in headers if key.lower() == "content-type"), "")
    page = parse(body, content_type)
    document = _document(page, url, previous, host_memory)
    source = Source(page.text, status, headers, len(body), page.gave_up)
    return Reading(document, assess(document, source, previous))


def explain(html: bytes | str, *, url: str, content_type: str = "") -> tuple[Explained, ...]:
    """For each block of a page, in reading order, why it was kept or cut."""
    page = parse(html, content_type)
    if page.root is None:
        return ()
    _, verdicts = read_document(page.root, url)
    paths = Paths()
    return tuple(
        Explained(verdict.chunk.text, verdict.rule or "kept", paths.of(verdict.chunk.box)) for verdict in verdicts
    )


def _document(page: Page, url: str, previous: Document | None, host_memory: HostMemory | None) -> Document:
    if page.root is None:
        return Document(url=url, canonical_url=url)
    document, _ = read_document(page.root, url, previous, host_memory)
    return document
