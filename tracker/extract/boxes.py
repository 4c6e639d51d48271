"""Boxes of a page that hold furniture only: where the next capture has them letter for letter, it is not cut inside them.

A box that is taken out leaves a mark, which the cut takes for a text; it is known by it as other texts are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from tracker.extract.cut import TURN, Cut
from tracker.extract.sketch import Box
from tracker.extract.surroundings import Surroundings

MARK = "\x00"  # no page that holds one is looked at
_LEAST = 8  # tags
MOST = 24
_OPENING = 40  # characters by which a box is searched for
_TRIES = 3


class Boxed(Exception):
    """What has to be known of a box is in it, where nothing was cut."""


def boxes(page: Cut, around: Surroundings) -> Iterator[tuple[int, Box]]:
    """The boxes of a page with the numbers of their elements, once it is known what counts. Each is an element that was
    closed by its own end tag and in which all tags are paired, so that it reads the same wherever a block may stand.
    """
    tokens, opened = page.tokens, page.opened
    tags = tokens[1::TURN]
    shown = [piece.start for piece in page.pieces]
    ends = _ends(page.parents)
    element, last = 1, len(ends)
    while element < last:
        end, start = ends[element], opened[element]
        past = opened[end] if end < last else len(tokens)
        if past - start < TURN * _LEAST or page.blocks[element] != element:
            element += 1
        elif element in around.frame or element in around.inside:
            element += 1
        elif (
            start + TURN * _LEAST <= (close := _close(page, tags, element, end, past // TURN)) < past
            and bisect_left(shown, start) < bisect_left(shown, close)
            and bisect_left(page.odd, start) == bisect_left(page.odd, close)
        ):
            yield element, _box("".join(_raw(tokens, start, close)))
            element = end
        else:
            element += 1


def mark(box: Box) -> str:
    """What stands on the page instead of what is in a box that was taken out."""
    return MARK + box.digest.hex()


def without(text: str, known: Sequence[Box]) -> tuple[str, int]:
    """A page without what is in these boxes, where they stand on it as they stood and in that order, and how many do."""
    parts: list[str] = []
    at = found = 0
    for box in known:
        start = at - 1
        for _ in range(_TRIES):
            start = text.find(box.opening, start + 1)
            if start < 0:
                break
            raw = text[start : start + box.length]
            if raw[-1] == ">" and _digest(raw) == box.digest:
                parts += (text[at : start + raw.index(">") + 1], mark(box))
                at = start + raw.rindex("<")
                found += 1
                break
    return "".join((*parts, text[at:])), found


def _ends(parents: Sequence[int]) -> list[int]:
    """The number behind each element and all that stand in it."""
    ends = list(range(1, len(parents) + 1))
    for element in range(len(parents) - 1, 0, -1):
        if ends[element] > ends[parents[element]]:
            ends[parents[element]] = ends[element]
    return ends


def _close(page: Cut, tags: list[str], element: int, end: int, past: int) -> int:  # noqa: PLR0913
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


def _raw(tokens: list[str], start: int, close: int) -> Iterator[str]:
    for at in range(start, close, TURN):
        yield f"<{tokens[at]}{tokens[at + 1]}>{tokens[at + 2]}"
    yield f"<{tokens[close]}{tokens[close + 1]}>"


def _box(raw: str) -> Box:
    return Box(raw[:_OPENING], len(raw), _digest(raw))


def _digest(raw: str) -> bytes:
    return blake2b(raw.encode("utf-8", "replace"), digest_size=8).digest()
