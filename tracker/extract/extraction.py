"""The part's front: extract a document, read and judge a capture of one page or several, explain what became of each
block.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from tracker.extract.body.furniture import Verdict
from tracker.extract.body.siterules import Rule, marked, rule_for
from tracker.extract.lacking import lacking
from tracker.extract.paging.joining import apart, flat, goes_on, is_whole, join, page_count, part_of, with_whole
from tracker.extract.paging.pagination import Pagination, find_pagination
from tracker.extract.parsing.linked_data import read_linked_data
from tracker.extract.parsing.page import Page, parse
from tracker.extract.quality import Source, assess, by_ending, by_history
from tracker.extract.reading import UNSHOWN, Paths, read_document
from tracker.extract.scripts.scripted import awaits_scripts
from tracker.extract.sketches.drawing import draw
from tracker.extract.sketches.sketch import Sketch
from tracker.extract.steadying.memory import HostMemory
from tracker.extract.steadying.settling import holds_back
from tracker.model import RENDERED, Document, Mark, Quality, QualityVerdict
from tracker.rings import undisturbed

EXTRACTOR = "15"


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and how far it can be believed; `pagination` says where its first page tells that it goes on, `sketch`
    is that of the page, where it stands alone and can be told by one.
    """

    document: Document
    quality: Quality
    pagination: Pagination = field(default_factory=Pagination)
    sketch: Sketch | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of an article as it was captured."""

    body: bytes
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]

    @property
    def content_type(self) -> str:
        """The value of that header."""
        return next((value for key, value in self.headers if key.lower() == "content-type"), "")


@dataclass(frozen=True, slots=True)
class Explained:
    """What became of a block: `rule` is "kept", "caption", where it was read that no element shows ("json-ld",
    "embedded-state"), or the name of what cut it.
    """

    text: str
    rule: str
    path: str

    @property
    def kept(self) -> bool:
        """Whether the block is the article's."""
        return self.rule in ("kept", "caption", *UNSHOWN)


@undisturbed
def extract(
    html: bytes | str,
    *,
    url: str,
    content_type: str = "",
    previous: Document | None = None,
    host_memory: HostMemory | None = None,
    rules: tuple[Rule, ...] | None = None,
    day: date | None = None,
    further: Sequence[bytes | str] = (),
) -> Document:
    """The article on a page. Never raises; where nothing can be read the document has no blocks.

    `further` are the pages that the same article goes on with, in order, where it is printed on several.
    `content_type` is the HTTP header's value. `previous` is the last reading of the same article and `host_memory`
    what is known of its host: both make the reading steadier. `rules` replace the packaged site rules, `day` chooses
    the one that was valid then.
    """
    documents = []
    for number, one in enumerate((html, *further), 1):
        page, ruled = _page(one, content_type, url, rules, day)
        known = _part(previous, number, alone=not further)
        documents.append(_document(page, url, known, host_memory, ruled=ruled)[0])
    return join(documents[0], documents[1:]) if further else documents[0]


@undisturbed
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
    further: Sequence[Sheet] = (),
    sketched: bool = True,
) -> Reading:
    """The article of a capture and how far it can be believed, in one parse of each page. Never raises.

    `further` are the captures of the pages that the article goes on with, in order. One that cannot be believed makes
    the whole unbelievable; where one says nothing more of the article, the article ends before it. Without `sketched` no
    sketch is drawn, for pages that no capture will be held against; nor is one where something is held back, for then
    the next capture is read in any case.
    """
    reader = _Reader(previous, host_memory, rules, day)
    sheet = Sheet(body, url, status, headers)
    first, sketch = reader.first(sheet, alone=not further)
    if not first.quality.ok or (first.pagination and not further):
        return first  # a beginning cannot be held against the whole
    whole = bool(first.pagination.whole and not first.pagination.pages)
    documents = [first.document]
    for number, one in enumerate(further, 2):
        page = reader.further(one, number, first.document)
        more = is_whole(first.document, page.document) if whole else goes_on(documents, page.document)
        if page.quality.ok and not more:
            if previous is None or number > page_count(previous):
                break
            page = Reading(page.document, Quality(QualityVerdict.TRUNCATED, "nothing more of the article"))
        if not page.quality.ok:
            evidence = f"page {number}: {page.quality.evidence}"
            return Reading(join(documents[0], documents[1:]), replace(page.quality, evidence=evidence))
        documents.append(page.document)
    document = _joined(documents, whole=whole) if further else first.document
    doubted = by_history(document, previous)
    drawn = sketch() if sketched and sketch and not doubted and not holds_back(document) else None
    return Reading(document, doubted or first.quality, first.pagination, drawn)


def _joined(documents: list[Document], *, whole: bool) -> Document:
    return with_whole(*documents) if whole and len(documents) > 1 else join(documents[0], documents[1:])


def goes_on_at(sheet: Sheet, number: int, first: Document) -> Pagination:
    """Where page `number` of an article tells that it goes on; `first` is what its first page was read as."""
    return _pagination(parse(sheet.body, sheet.content_type), sheet.url, first, number)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the pages of one article, each beside what it was read as before."""

    previous: Document | None
    memory: HostMemory | None
    rules: tuple[Rule, ...] | None
    day: date | None

    def first(self, sheet: Sheet, *, alone: bool) -> tuple[Reading, Callable[[], Sketch | None] | None]:
        """The first page, and what draws its sketch where one may."""
        page, ruled = _page(sheet.body, sheet.content_type, sheet.url, self.rules, self.day)
        known = _part(self.previous, 1, alone=alone)
        document, verdicts = _document(page, sheet.url, known, self.memory, ruled=ruled)
        quality = assess(document, _source(page, sheet, document))
        if alone and quality.ok:
            quality = by_ending(document, known, page.text) or quality
        pagination = _pagination(page, sheet.url, document)
        if alone and quality.ok and not pagination:
            quality = replace(quality, evidence=lacking(document, known, _told(page)))
        stands_alone = alone and quality.ok and not pagination and not ruled
        sketch = partial(draw, page.text, sheet.url, document, verdicts) if stands_alone else None
        return Reading(document, quality, pagination), sketch

    def further(self, sheet: Sheet, number: int, first: Document) -> Reading:
        page, ruled = _page(sheet.body, sheet.content_type, sheet.url, self.rules, self.day)
        document, _ = _document(page, sheet.url, _part(self.previous, number), self.memory, ruled=ruled)
        return Reading(document, assess(apart(document, first), _source(page, sheet, document)))


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
    document, verdicts = _document(page, url, previous, host_memory, ruled=ruled)
    paths = Paths()
    unshown = [Explained(block.text, block.path, block.path) for block in document.blocks if block.path in UNSHOWN]
    kept = "replaced" if unshown else "kept"
    shown = [Explained(verdict.chunk.text, verdict.rule or kept, paths.of(verdict.chunk.box)) for verdict in verdicts]
    return (*shown, *unshown)


def _source(page: Page, sheet: Sheet, document: Document) -> Source:
    """What a capture came as. Whether it awaits its scripts is not asked where text is held back from those who did not
    pay: scripts would not bring it.
    """
    rendered = any(name.lower() == RENDERED for name, _ in sheet.headers)
    sold = page.root is None or Mark.PAYWALL in document.marks
    awaits = "" if sold else awaits_scripts(page.root, document.blocks, document.furniture, rendered=rendered)
    return Source(page.text, sheet.status, sheet.headers, len(sheet.body), page.gave_up, awaits, page.instead)


def _told(page: Page) -> str:
    """The text of the article as linked data tell it."""
    return read_linked_data(page.root).body if page.root is not None and '"articleBody"' in page.text else ""


def _pagination(page: Page, url: str, first: Document, number: int = 1) -> Pagination:
    """Where a page tells that its article goes on; a live blog's pages are no article's, for posts move through them."""
    if page.root is None or not first.blocks or Mark.LIVE_BLOG in first.marks:
        return Pagination()
    return find_pagination(page.root, url, (first.url, first.canonical_url), number)


def _part(previous: Document | None, number: int, *, alone: bool = False) -> Document | None:
    """What a page was read as before; all of it for an article that stands on one page now."""
    if previous is None:
        return None
    return flat(previous) if alone or page_count(previous) == 1 else part_of(previous, number)


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
