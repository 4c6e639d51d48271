"""Where on the page the article stands: the box whose chunks, taken together, read most like running text.

Which of the chunks inside are not the article's is decided in `furniture`.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from dataclasses import dataclass

from tracker.extract.segment import Box, Chunk, Segments

DECAY = 0.86  # per level: a body in several containers joins at their parent, a thread of comments does not
OUTSIDE = frozenset(
    ["nav", "footer", "comments", "related", "newsletter", "ad", "cookie", "social", "aside", "meta", "bio", "hidden"]
)
_LEAF_TAGS = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt"])


@dataclass(slots=True)
class Region:
    """The box that holds the article, its good words, and how many of them stand under each label."""

    root: Box
    prose: float
    by_label: dict[str, float]


def choose(segments: Segments) -> Region | None:
    """The article's box, or None where nothing on the page reads like text."""
    if not segments.chunks:
        return None
    _sum_up(segments)
    outside = _outside(segments)
    for chunk in segments.chunks:
        _score(chunk, outside)
    best = max(segments.boxes, key=lambda box: box.score)
    if not best.score:
        return None
    by_label: dict[str, float] = {}
    for box in segments.boxes[best.order + 1 :]:
        if box.label and box.within(best):
            by_label[box.label] = by_label.get(box.label, 0.0) + box.prose
    return Region(best, best.prose, by_label)


def goodness(chunk: Chunk) -> float:
    """How much a chunk reads like running text: its words, unless it is short or links."""
    words = chunk.words
    if chunk.level or chunk.linked > 0.5 or words < 5:
        return 0.0
    if words < 12 and chunk.text[-1] not in '.!?。！？”"…»:':
        return 0.0
    return words * (1 - chunk.linked)


def _sum_up(segments: Segments) -> None:
    for chunk in segments.chunks:
        box = chunk.box
        box.words += chunk.words
        box.linked += chunk.words * chunk.linked
        box.prose += goodness(chunk)
        box.chunks += 1
        box.headings += chunk.level > 0
        box.lone_links += chunk.linked > 0.8
    for box in reversed(segments.boxes):
        outer = box.parent
        if outer is not None:
            outer.words += box.words
            outer.linked += box.linked
            outer.prose += box.prose
            outer.chunks += box.chunks
            outer.headings += box.headings
            outer.lone_links += box.lone_links
            outer.controls += box.controls
            outer.images += box.images


def _outside(segments: Segments) -> set[Box]:
    """The boxes whose names say that the article is elsewhere, unless most of the page's text stands in them."""
    half = segments.boxes[0].prose / 2
    found: set[Box] = set()
    for box in segments.boxes:
        if box.parent in found or (box.label in OUTSIDE and box.prose <= half):
            found.add(box)
    return found


def _score(chunk: Chunk, outside: set[Box]) -> None:
    good = goodness(chunk)
    if not good:
        return
    if chunk.box in outside:
        good *= 0.1
    box: Box | None = chunk.box
    if box is not None and box.tag in _LEAF_TAGS and box.parent is not None:
        box = box.parent
    while box is not None and good > 0.01:
        box.score += good
        good *= DECAY
        box = box.parent
