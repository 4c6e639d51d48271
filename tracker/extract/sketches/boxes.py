"""Boxes of a page that hold furniture only: where the next capture has them letter for letter, it is not cut inside them.

A box that is taken out leaves a mark, which the cut takes for a text; it is known by it as other texts are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from hashlib import sha256

from tracker.extract.sketches.cut import TURN, Cut
from tracker.extract.sketches.sketch import Box
from tracker.extract.sketches.surroundings import Surroundings

MARK = "\x00"  # no page that holds one is looked at
_LEAST = 16 * TURN  # tokens
_MOST = 12
_SIZE = 8  # bytes of a digest
_OPENING = 24  # characters by which a box is looked for
_NEAR = 5_000  # characters that it may have moved


class Boxed(Exception):
    """What has to be known of a box is in it, where nothing was cut."""


def boxes(text: str, page: Cut, around: Surroundings) -> list[tuple[int, Box]]:
    """The largest boxes of a page with the numbers of their elements, once it is known what counts. The page was cut with
    its `ends`.
    """
    largest = sorted(_paired(page, around), key=lambda box: box[1] - box[2])[:_MOST]
    found: list[tuple[int, Box]] = []
    for element, start, close in sorted(largest):
        place, past = page.span(start, close)
        raw = text[place:past]
        found.append((element, Box(raw[:_OPENING], place, len(raw), _digest(raw))))
    return found


def _paired(page: Cut, around: Surroundings) -> Iterator[tuple[int, int, int]]:
    """Elements with the tokens of their own tags, that hold texts, none of which counts, and only tags that are paired:
    so they read the same wherever a block may stand.
    """
    tokens, opened, blocks = page.tokens, page.opened, page.blocks
    tags = tokens[1::TURN]
    shown = [piece.start for piece in page.pieces]
    ends = _ends(page.parents)
    counts = around.frame | around.inside
    element, last = 1, len(ends)
    while element < last:
        end, start = ends[element], opened[element]
        past = opened[end] if end < last else len(tokens)
        if past - start >= _LEAST and blocks[element] == element and element not in counts:
            close = _close(page, tags, element, end, past // TURN)
            if (
                start + _LEAST <= close < past
                and bisect_left(shown, start) < bisect_left(shown, close)
                and bisect_left(page.odd, start) == bisect_left(page.odd, close)
            ):
                yield element, start, close
                element = end
                continue
        element += 1


def mark(box: Box) -> str:
    """What stands on the page instead of what is in a box that was taken out."""
    return MARK + box.digest.hex()


def without(text: str, known: Sequence[Box]) -> tuple[str, int]:
    """A page without what is in these boxes, where they stand on it as they stood, and how many do. One is looked for
    where it stood, and around there; as far from there as the one before it.
    """
    parts: list[str] = []
    at = shift = found = 0
    for box in known:
        start = box.start + shift
        if not text.startswith(box.opening, start):
            start = text.find(box.opening, max(at, start - _NEAR), start + _NEAR)
        raw = text[start : start + box.length] if start >= at else ""
        if raw[-1:] == ">" and _digest(raw) == box.digest:
            parts += (text[at : start + raw.index(">") + 1], mark(box))
            at = start + raw.rindex("<")
            shift = start - box.start
            found += 1
    return "".join((*parts, text[at:])), found


def _ends(parents: Sequence[int]) -> list[int]:
    """The number behind each element and all that stand in it."""
    ends = list(range(1, len(parents) + 1))
    for parent, end in zip(reversed(parents), reversed(ends), strict=True):
        if end > ends[parent]:  # noqa: PLR1730 -- in a third of the time
            ends[parent] = end
    return ends


def _close(page: Cut, tags: list[str], element: int, end: int, past: int) -> int:
    """The token of the end tag that closes an element, if the blocks that are open at its last all end with theirs; one
    that is past where it may be, if not.
    """
    inner = page.blocks[end - 1]
    at = page.opened[end - 1] // TURN
    try:
        while True:
            at = tags.index(f"/{page.names[inner]}", at + 1, past)
            if inner == element:
                return TURN * at + 1
            inner = page.blocks[page.parents[inner]]
    except ValueError:
        return len(page.tokens)


def _digest(raw: str) -> bytes:
    return sha256(raw.encode("utf-8", "replace")).digest()[:_SIZE]  # processors have it built in
