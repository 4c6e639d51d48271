"""Other articles on the page of one: teasers that are built as articles, and the next story of an endless page."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from tracker.extract.parsing import wording
from tracker.extract.parsing.segment import Box, Chunk, Segments
from tracker.extract.parsing.shown import shown_text

_WORD = re.compile(r"\w+")
_MAX_BESIDE = 300
_NEAR = 2  # lines
_LINE = 16  # words
_ALIKE = 0.5  # share of a heading's words that the page's title has too: then it is about the same


def find_rivals(segments: Segments) -> list[Box]:
    """The boxes that stand beside the one with the page's headline and text, and are articles with headlines of their
    own. Where the page's headline stands outside of all of them, as in a live blog or a thread, there are none.
    """
    title = _words(_title(segments))
    headings = {chunk: _words(chunk.text) for chunk in _headings(segments)}
    own = next((chunk for chunk, words in headings.items() if chunk.level <= 2 and _alike(words, title)), None)
    if own is None:
        own = next((chunk for chunk in headings if chunk.level == 1), None)
    if own is None:
        return []
    same = title | headings.pop(own)
    others = [chunk for chunk, words in headings.items() if not _alike(words, same)]
    box = own.box
    while box.parent is not None:
        if box.prose >= 40:
            rivals = [
                beside
                for beside in islice(box.parent.children, _MAX_BESIDE)
                if beside is not box and _is_rival(beside, box, others, segments)
            ]
            if rivals:
                return rivals if sum(_weak(rival, others, own.level) for rival in rivals) <= 1.5 * box.prose else []
        box = box.parent
    return []


def _headings(segments: Segments) -> list[Chunk]:
    return [chunk for chunk in segments.chunks if 0 < chunk.level <= 3][:_MAX_BESIDE]


def _title(segments: Segments) -> str:
    element = segments.boxes[0].element.getroottree().find(".//title")
    return shown_text(element, 400) if element is not None else ""


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _alike(words: set[str], wanted: set[str]) -> bool:
    return bool(words) and len(words & wanted) >= _ALIKE * len(words)


def _is_rival(beside: Box, box: Box, others: list[Chunk], segments: Segments) -> bool:
    """Whether a box begins with a headline of its own: any in an article element, in a box built as ours a first one, or
    one that is signed.
    """
    alike = beside.signature == box.signature
    if beside.tag != "article" and not alike:
        return False
    headed = [chunk for chunk in others if chunk.box.within(beside) and chunk.order - beside.first <= 3]
    if any(chunk.level == 1 for chunk in headed) or (bool(headed) and beside.tag == box.tag == "article"):
        return True
    return alike and any(chunk.level == 2 and is_signed(chunk, segments.chunks) for chunk in headed)


def is_signed(heading: Chunk, chunks: Sequence[Chunk]) -> bool:
    """Whether the name of an author stands right below a heading, as it does below an article's own."""
    below = chunks[heading.order + 1 : heading.order + 1 + _NEAR]
    return any(
        chunk.words < _LINE and (chunk.box.label == "byline" or wording.BYLINE.match(chunk.text) is not None)
        for chunk in below
    )


def _weak(rival: Box, others: list[Chunk], level: int) -> float:
    """The text of a rival whose headline is of a lower level than the page's: where there is much of it, it may be the
    article in parts.
    """
    return 0.0 if any(chunk.level <= level and chunk.box.within(rival) for chunk in others) else rival.prose
