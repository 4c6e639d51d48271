"""The part's front: extract a document, read and judge a capture, explain what became of each block."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.extract.furniture import Verdict
from tracker.extract.memory import HostMemory
from tracker.extract.page import Page, parse
from tracker.extract.quality import Source, assess
from tracker.extract.reading import Paths, read_document
from tracker.extract.siterules import Rule, marked, rule_for
from tracker.model import Document, Quality

EXTRACTOR = "3"


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and how far it can be believed."""

    document: Document
    quality: Quality


@dataclass(frozen=True, slots=True)
class Explained:
    """What became of a block: `rule` is "kept", "caption", or the name of what cut it."""

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
    rules: tuple[Rule, ...] | None = None,
    day: date | None = None,
) -> Document:
    """The article on a page. Never raises; where nothing can be read the document has no blocks.

    `content_type` is the HTTP header's value. `previous` is the last reading of the same article and `host_memory`
    what is known of its host: both make the reading steadier. `rules` replace the packaged site rules, `day` chooses
    the one that was valid then.
    """
    page, ruled = _page(html, content_type, url, rules, day)
    return _document(page, url, previous, host_memory, ruled=ruled)[0]


def read(
    body: bytes,
    *,
    url: str,
    status: int,
    headers: tuple[tuple[str, str], ...],
    previous: Document | None = None,
    host_memory: HostMemory | None = None,
    rules: tuple[Rule, ...] | None = None,
    day: date | None = None,
) -> Reading:
    """The article of a capture and how far it can be believed, in one parse. Never raises."""
    content_type = next((value for key, value in headers if key.lower() == "content-type"), "")
    page, ruled = _page(body, content_type, url, rules, day)
    document, _ = _document(page, url, previous, host_memory, ruled=ruled)
    source = Source(page.text, status, headers, len(body), page.gave_up)
    return Reading(document, assess(document, source, previous))


def explain(
    html: bytes | str,
    *,
    url: str,
    content_type: str = "",
    previous: Document | None = None,
    host_memory: HostMemory | None = None,
    rules: tuple[Rule, ...] | None = None,
    day: date | None = None,
) -> tuple[Explained, ...]:
    """For each block of a page, in reading order, why it was kept or cut."""
    page, ruled = _page(html, content_type, url, rules, day)
    _, verdicts = _document(page, url, previous, host_memory, ruled=ruled)
    paths = Paths()
    return tuple(
        Explained(verdict.chunk.text, verdict.rule or "kept", paths.of(verdict.chunk.box)) for verdict in verdicts
    )


def _page(
    html: bytes | str, content_type: str, url: str, rules: tuple[Rule, ...] | None, day: date | None
) -> tuple[Page, bool]:
    """The parsed page, and whether a site rule has marked its elements."""
    rule = rule_for(url, rules, day)
    page = parse(html, content_type)
    if rule is None or page.root is None or page.gave_up:
        return page, False
    return parse(marked(page.text, rule)), True


def _document(
    page: Page, url: str, previous: Document | None, host_memory: HostMemory | None, *, ruled: bool
) -> tuple[Document, list[Verdict]]:
    if page.root is None:
        return Document(url=url, canonical_url=url), []
    return read_document(page.root, url, previous, host_memory, ruled=ruled)
