"""Rows of teasers that hold more words than the article above them: the text below the page's headline is the article,
however long the rows are.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from itertools import islice

from tracker.extract.parsing.addresses import host_of, same_site
from tracker.extract.parsing.segment import Box, Chunk, Segments

_NO_DIGITS = dict.fromkeys(map(ord, "0123456789"))
_BESIDE = frozenset(("aside", "widget", "related", "nav", "footer"))  # labels of what stands beside an article
_SHARE = 0.3  # of the page's good words that rows have to hold; shorter ones cost an article nothing
_BRANCH = 0.1  # of them that a box must hold for rows to be looked for in it
_ROW = 6  # cards
_ROWS = 3  # rows of few cards each
_MOST = 400
_LONGEST = 90  # words of a card
_WRAPS = 3  # elements between a link and the line it is around
_TITLE = 25  # words
_BODY = 40.0  # good words below the headline: with fewer the rows may be the parts of the article


def find_teasers(segments: Segments, outside: set[Box], host: str) -> list[Box]:
    """The rows of teasers that would outweigh the article, where one stands below the page's headline outside of them.
    `outside` are the boxes that are known not to hold it.
    """
    total = segments.boxes[0].prose
    heads = [chunk for chunk in segments.chunks if chunk.level == 1]
    if not heads or total < 2 * _BODY:
        return []
    rows: list[Box] = []
    queue = [(segments.boxes[0], False)]
    for box, beside in queue:
        named = beside or box.label in _BESIDE
        cards = _cards(box, segments, host, named=named)
        rows.extend(cards)
        known = set(cards)
        queue.extend((inner, named) for inner in box.children if inner.prose > _BRANCH * total and inner not in known)
    rows = [row for row in rows if row not in outside]
    heavy = sum(row.prose for row in rows) > _SHARE * total
    return rows if heavy and _has_body(segments, heads, rows, outside) else []


def _has_body(segments: Segments, heads: list[Chunk], rows: list[Box], outside: set[Box]) -> bool:
    """Whether running text stands below a headline of the first level, neither of which is in a row."""
    covered = {box for row in rows for box in segments.boxes[row.order : row.end]} | outside
    start = next((head.order for head in heads if head.box not in covered), None)
    if start is None:
        return False
    texts = [chunk.good for chunk in segments.chunks[start:] if chunk.good and chunk.box not in covered]
    return len(texts) > 1 and sum(texts) >= _BODY


def _cards(box: Box, segments: Segments, host: str, *, named: bool) -> list[Box]:
    """The teasers right inside a box: many of one build, in one row or several, each with a title and little text, and
    no running text between them.
    """
    inner = [child for child in islice(box.children, _MOST) if child.chunks > 1 and child.prose]
    if len(inner) < _ROWS:
        return []
    alike = _alike(inner)
    if len(alike) < _ROW:
        alike = _alike([card for row in inner if row.chunks > 3 for card in islice(row.children, _MOST)])
    if len(alike) < _ROW or _runs_between(box):
        return []
    led = sum(_is_teaser(segments.inside(card), host, named=named) for card in alike)
    return alike if led >= 0.8 * len(alike) else []


def _alike(boxes: list[Box]) -> list[Box]:
    """The small boxes of the commonest build."""
    builds: dict[str, list[Box]] = {}
    for box in boxes:
        if box.chunks > 1 and box.prose and box.words < _LONGEST:
            builds.setdefault(_build(box), []).append(box)
    return max(builds.values(), key=len, default=[])


def _build(box: Box) -> str:
    """How a card is built, without the number that many publishers give each: "article.post-8821"."""
    return box.signature.translate(_NO_DIGITS)


def _runs_between(box: Box) -> bool:
    """Whether paragraphs stand beside the cards: then these are parts of one text, as in a digest."""
    listed = box.parent if box.tag in ("ul", "ol") and box.parent is not None else box
    return sum(beside.tag == "p" and beside.prose >= 10 for beside in islice(listed.children, 2 * _MOST)) > 1


def _is_teaser(chunks: list[Chunk], host: str, *, named: bool) -> bool:
    """Whether a card has a title and at most two lines of text, and leads to another page of the site. In a box that is
    named for standing beside an article the title is enough: its link may be put up by scripts.
    """
    titled = any(chunk.words < _TITLE and (chunk.level or chunk.linked > 0.8) for chunk in chunks)
    if not titled or sum(chunk.good > 0 for chunk in chunks) > 2:
        return False
    return named or any(chunk.linked > 0.8 and _leads_on(chunk, host) for chunk in chunks)


def _leads_on(chunk: Chunk, host: str) -> bool:
    """Whether the link of a line leads to another page of the same site, not to a place on this one."""
    href = chunk.links[0][1] if chunk.links else _around(chunk)
    target = host_of(href)
    return "#" not in href and (not target or not host or same_site(target, host))


def _around(chunk: Chunk) -> str:
    """Where a link leads that stands around the whole element of a line."""
    links = (outer.get("href") for outer in islice(chunk.box.element.iterancestors(), _WRAPS) if outer.tag == "a")
    return next((href for href in links if href), "#")
