"""Where the visible headline stands among a page's chunks, and which chunks stand around it."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.extract.segment import Box, Chunk

ELSEWHERE = frozenset(
    ("related", "comments", "ad", "nav", "hidden")
)  # labels of boxes where a name or a time is another article's
_MOST_PLACES = 3  # a headline is repeated for small screens, or for a line that stays at the top
_FIRST = 400  # chunks among which a headline that is no heading is looked for


def places(chunks: Sequence[Chunk], headline: str) -> list[int]:
    """Where the headline stands, first places first: as a heading, else as a line; the first first-level heading where it
    stands nowhere, and the start of the page where there is none.
    """
    shown = (
        [chunk for chunk in chunks if chunk.level and chunk.text == headline]
        or [chunk for chunk in chunks[:_FIRST] if chunk.text == headline]
        or [chunk for chunk in chunks if chunk.level == 1][:1]
    )
    return [chunk.order for chunk in shown[:_MOST_PLACES]] or [0]


def around(chunks: Sequence[Chunk], headline: str, *, before: int, after: int) -> list[Chunk]:
    """The chunks from each place of the headline on, `after` of them, and then those `before` it; each of them once."""
    starts = places(chunks, headline)
    orders = [order for start in starts for order in range(start, start + after)]
    orders += [order for start in starts for order in range(max(0, start - before), start)]
    return [chunks[order] for order in dict.fromkeys(orders) if order < len(chunks)]


def is_elsewhere(box: Box) -> bool:
    """Whether a name or a time in this box is of another article or of a comment."""
    return any(outer.label in ELSEWHERE for outer in (box, *box.ancestors()))
