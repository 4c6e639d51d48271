"""Boxes that hold the opening of the article itself: those named as teasers, for what everybody may read of it or what
stands above the first advertisement, and small ones right above the text.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from tracker.extract.parsing.segment import Box, Chunk, Segments

_MOST = 12  # paragraphs
_FEW = 4  # of them


def find_openings(segments: Segments) -> list[Box]:
    """The boxes named as teasers of which the article's text begins: see `_opens`."""
    return [box for box in segments.boxes if box.label == "related" and box.chunks > 1 and _opens(box, segments)]


def _opens(box: Box, segments: Segments) -> bool:
    """Whether a box holds paragraphs and nothing else, right below a headline or what belongs to it, and the text goes on
    right behind it, in a box beside it.
    """
    if not _is_plain(box) or box.chunks > _MOST:
        return False
    if box.parent is None or box.parent.label == "related" or box.prose < 15:
        return False
    after = box.first + box.chunks
    if after >= len(segments.chunks) or not _are_paragraphs(segments.chunks[box.first : after]):
        return False
    following = segments.chunks[after]
    beside = following.good > 0 and following.box.tag == "p" and following.box.within(box.parent)
    return beside and following.box.parent is not box.parent and _is_below_headline(box, segments)


def _is_below_headline(box: Box, segments: Segments) -> bool:
    """Whether a heading of the first level stands above, and no running text between."""
    for chunk in reversed(segments.chunks[max(0, box.first - 20) : box.first]):
        if chunk.level == 1:
            return True
        if chunk.good >= 30:
            break
    return False


def opens_shortly(box: Box, chunks: list[Chunk], text: int) -> bool:
    """Whether a small box is the first sentences of an article, two to four paragraphs of their own: nothing else stands in
    it, and the running text begins right behind it, with the chunk of the order `text`.
    """
    if not 1 < box.chunks <= _FEW or box.first + box.chunks != text or box.prose < 12:
        return False
    return _is_plain(box) and _are_paragraphs(chunks[box.first : text])


def _is_plain(box: Box) -> bool:
    """Whether a box has nothing but text."""
    return not (box.linked or box.headings or box.controls or box.images)


def _are_paragraphs(chunks: list[Chunk]) -> bool:
    return all(chunk.box.tag == "p" and chunk.good > 0 for chunk in chunks)
