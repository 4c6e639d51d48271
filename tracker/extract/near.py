"""Where the visible headline stands among a page's chunks, and which chunks stand around it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from tracker.extract.segment import Box, Chunk

ELSEWHERE = frozenset(
    ("related", "comments", "ad", "nav", "hidden")
)  # labels of boxes where a name or a time is another article's
_MOST_PLACES = 3  # a headline is repeated for small screens, or for a line that stays at the top
_MOST_BUTTONS = 40
_BUTTON = 6  # words
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


def around(chunks: Sequence[Chunk], headline: str, outside: Collection[Box], *, before: int, after: int) -> list[Chunk]:
    """The chunks from each place of the headline on, `after` of them, and then those `before` it; each of them once. The
    short lines that are `outside` of the article, as those of buttons and menus, do not count.
    """
    starts = places(chunks, headline)
    orders = [order for start in starts for order in _following(chunks, start, outside, after)]
    orders += [order for start in starts for order in range(max(0, start - before), start)]
    return [chunks[order] for order in dict.fromkeys(orders) if order < len(chunks)]


def _following(chunks: Sequence[Chunk], start: int, outside: Collection[Box], after: int) -> Iterator[int]:
    left = after
    for chunk in chunks[start : start + after + _MOST_BUTTONS]:
        left -= chunk.words > _BUTTON or chunk.box not in outside
        if left < 0:
            return
        yield chunk.order


def is_elsewhere(box: Box) -> bool:
    """Whether a name or a time in this box is of another article or of a comment."""
    return any(outer.label in ELSEWHERE for outer in (box, *box.ancestors()))
