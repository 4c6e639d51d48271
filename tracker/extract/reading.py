"""A parsed page into a Document: metadata, the article's region, and the rules, put together."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from tracker.extract.furniture import Known, Verdict, host_of, judge
from tracker.extract.metadata import Metadata, read_metadata
from tracker.extract.region import choose
from tracker.extract.segment import Box, Chunk, segment
from tracker.model import Block, BlockKind, Document, Link

_MAX_FURNITURE = 400


def read_document(root: Any, url: str) -> tuple[Document, list[Verdict]]:
    """The document of a parsed page at `url`, and what became of each chunk."""
    about = read_metadata(root, url)
    segments = segment(root)
    region = choose(segments)
    verdicts: list[Verdict] = []
    if region is not None:
        verdicts = judge(segments, region, Known(_headline_forms(about), about.standfirst, about.byline, host_of(url)))
    blocks = tuple(_block(verdict, url) for verdict in verdicts if not verdict.rule or verdict.kind == "caption")
    furniture = tuple(
        Block(BlockKind.PARAGRAPH, verdict.chunk.text[:2000], path=f"{verdict.rule}: {path_of(verdict.chunk.box)}")
        for verdict in [verdict for verdict in verdicts if verdict.rule and verdict.kind != "caption"][:_MAX_FURNITURE]
    )
    return _document(about, url, blocks, furniture), verdicts


def path_of(box: Box) -> str:
    """An element path with the place among siblings of the same tag."""
    steps: list[str] = []
    at: Box | None = box
    while at is not None:
        same = [child for child in at.parent.children if child.tag == at.tag] if at.parent is not None else [at]
        steps.append(f"{at.tag}[{same.index(at) + 1}]" if len(same) > 1 else at.tag)
        at = at.parent
    return "/" + "/".join(reversed(steps))


def _headline_forms(about: Metadata) -> frozenset[str]:
    claims = (about.headlines.h1, about.headlines.og, about.headlines.json_ld, about.headlines.title)
    return frozenset(claim.casefold() for claim in claims if claim)


def _block(verdict: Verdict, url: str) -> Block:
    chunk: Chunk = verdict.chunk
    links = tuple(Link(text, _absolute(url, href)) for text, href in chunk.links if text and href != "#")
    return Block(BlockKind(verdict.kind), chunk.text, links, path_of(chunk.box))


def _absolute(url: str, href: str) -> str:
    try:
        return urljoin(url, href.strip())
    except ValueError:
        return href


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
