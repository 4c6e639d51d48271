"""A parsed page into a Document: metadata, the article's region, and the rules, put together."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from itertools import islice
from typing import Any

from tracker.extract.body.furniture import Verdict, judge_well
from tracker.extract.body.region import Region, choose
from tracker.extract.body.rulebook import Known
from tracker.extract.body.siterules import apply_marks
from tracker.extract.body.standfirst import as_printed
from tracker.extract.body.turns import with_turns
from tracker.extract.metadata import Metadata, read_metadata, with_told
from tracker.extract.parsing.addresses import absolute, host_of
from tracker.extract.parsing.segment import Box, Chunk, segment
from tracker.extract.parsing.shown import shown_text, tidy, weigh
from tracker.extract.parsing.veiled import unfold
from tracker.extract.scripts.embedded import read_embedded
from tracker.extract.scripts.scripted import LITTLE, awaits_scripts
from tracker.extract.steadying.claims import as_before, by_turns
from tracker.extract.steadying.memory import HOLDING, HostMemory, furniture_path
from tracker.extract.steadying.steady import steady
from tracker.model import Block, BlockKind, Document, Link

_MAX_FURNITURE = 400
_SHORT = 400.0  # words
_MOST_VEILED = 200  # elements
_PLAIN = BlockKind.PARAGRAPH
_KINDS = {kind.value: kind for kind in BlockKind}
_NEARLY_NOTHING = 120  # characters: with less on the page, its JSON is asked for the text


def read_document(
    root: Any, url: str, previous: Document | None = None, memory: HostMemory | None = None, *, ruled: bool = False
) -> tuple[Document, list[Verdict]]:
    """The document of a parsed page at `url`, and what became of each chunk; `ruled` obeys the marks of a site rule."""
    host = host_of(url)
    segments = segment(root)
    region = choose(segments, host)
    if region is not None and _may_unfold(region) and unfold((region.root.parent or region.root).element):
        segments = segment(root)
        region = choose(segments, host)
    about = as_before(read_metadata(root, url, segments, region.outside if region else set()), segments, previous)
    others = by_turns(about, previous, memory, about.canonical_url or url)
    verdicts = [] if region is not None else [Verdict(chunk, "outside") for chunk in segments.chunks]
    if region is not None:
        known = Known(_headline_forms(about), about.standfirst, about.byline, host, about.data.body)
        verdicts = judge_well(segments, region, known)
        if ruled:
            verdicts = apply_marks(verdicts, region.root)
        verdicts = with_turns(steady(verdicts, region.root, previous, memory, about.canonical_url or url))
        if about.standfirst == about.description:
            about = replace(about, standfirst=as_printed(about.description, about.headlines.h1, verdicts))
    paths = Paths()
    blocks = tuple(_block(verdict, url, paths) for verdict in verdicts if not verdict.rule or verdict.kind == "caption")
    if others and previous is not None:
        about = replace(about, headlines=previous.headlines)
    furniture = (*_furniture(verdicts), *others)
    shown = sum(len(block.text) for block in blocks)
    if shown < _NEARLY_NOTHING or awaits_scripts(root, blocks, furniture):
        linked = len(about.data.body) > 3 * _NEARLY_NOTHING
        hidden, told = (_from_linked_data(about), None) if linked else read_embedded(root)
        if sum(len(block.text) for block in hidden) <= 3 * shown:
            hidden, told = _unscripted(root, about, url), None
        if sum(len(block.text) for block in hidden) > 3 * shown:
            blocks = hidden
            about = with_told(about, told, url) if told else about
    return _document(about, url, blocks, furniture), verdicts


def _may_unfold(region: Region) -> bool:
    """Whether a text is short and something beside it can be pressed: it may unfold the rest."""
    return region.prose < _SHORT and (region.root.parent or region.root).controls > 0


def _furniture(verdicts: list[Verdict]) -> tuple[Block, ...]:
    """What was cut, each with the name of the rule; what is only held back says where in the text it stands."""
    found: list[Block] = []
    kept = 0
    for verdict in verdicts:
        if not verdict.rule:
            kept += 1
        elif verdict.rule in HOLDING or (verdict.kind != "caption" and len(found) < _MAX_FURNITURE):
            path = furniture_path(verdict.rule, kept, verdict.chunk.box.signature)
            found.append(
                Block(_PLAIN, verdict.chunk.text[:2000], (), path)
            )  # by name they take longer, and are hundreds
    return tuple(found)


def _from_linked_data(about: Metadata) -> tuple[Block, ...]:
    """The paragraphs of the article's JSON-LD, for pages that show nothing without scripts."""
    paragraphs = (tidy(line) for line in about.data.body.splitlines())
    return tuple(Block(BlockKind.PARAGRAPH, text, path="json-ld") for text in paragraphs if text)


def _unscripted(root: Any, about: Metadata, url: str) -> tuple[Block, ...]:
    """The article in what a page holds for readers without scripts (noscript), or for its scripts to put up (template)."""
    veiled = [element for element in islice(root.iter("noscript", "template"), _MOST_VEILED) if len(element)]
    if sum(weigh(shown_text(element, 2_000, glue=" ")) for element in veiled) < LITTLE:
        return ()
    whole = deepcopy(root)
    for element in whole.iter("noscript", "template"):
        element.tag = "div"
    segments = segment(whole)
    region = choose(segments, host_of(url))
    known = Known(_headline_forms(about), about.standfirst, about.byline, host_of(url))
    verdicts = judge_well(segments, region, known) if region is not None else []
    kept = [verdict for verdict in verdicts if not verdict.rule]
    if sum(weigh(verdict.chunk.text) for verdict in kept) < LITTLE:
        return ()
    paths = Paths()
    return tuple(replace(_block(verdict, url, paths), path="noscript") for verdict in kept)


UNSHOWN = ("json-ld", "embedded-state", "noscript")  # the paths of blocks that no element shows


class Paths:
    """Element paths of boxes, with the place among siblings of the same tag; each box is named once."""

    def __init__(self) -> None:
        self._known: dict[Box, str] = {}

    def of(self, box: Box) -> str:
        """The path of one box, such as `/body/div[2]/p[3]`."""
        if box not in self._known:
            if box.parent is None:
                self._known[box] = f"/{box.tag}"
            else:
                self._name_children(box.parent, self.of(box.parent))
        return self._known[box]

    def _name_children(self, parent: Box, path: str) -> None:
        counts: dict[str, int] = {}
        for child in parent.children:
            place = counts[child.tag] = counts.get(child.tag, 0) + 1
            self._known[child] = f"{path}/{child.tag}[{place}]"


def _headline_forms(about: Metadata) -> frozenset[str]:
    claims = (about.headlines.h1, about.headlines.og, about.headlines.json_ld, about.headlines.title)
    return frozenset(claim.casefold() for claim in claims if claim)


def _block(verdict: Verdict, url: str, paths: Paths) -> Block:
    chunk: Chunk = verdict.chunk
    links = tuple(Link(text, absolute(url, href) or href) for text, href in chunk.links if text and href != "#")
    return Block(_KINDS[verdict.kind], chunk.text, links, paths.of(chunk.box))


def _document(about: Metadata, url: str, blocks: tuple[Block, ...], furniture: tuple[Block, ...]) -> Document:
    return Document(
        headline=about.headlines.visible,
        headlines=about.headlines,
        standfirst=about.standfirst,
        byline=about.byline,
        authors=about.authors,
        section=about.section,
        language=about.language,
        url=url,
        canonical_url=about.canonical_url,
        published_at=about.published_at,
        published_source=about.published_source,
        modified_at=about.modified_at,
        modified_source=about.modified_source,
        marks=about.marks,
        blocks=blocks,
        furniture=furniture,
    )
