"""Tells which paragraphs of a text open with a dash, which of them with a long one, and which are lists of points."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.text.clean import Clean
from tracker.compare.text.language import Language

_LONG = frozenset("—―")
_POINTS = frozenset("-–")


def opens_with_long_dash(body: Clean, start: int) -> bool:
    """Whether a paragraph of the original text begins with a long dash."""
    if body.text[start : start + 2].strip() != "-":
        return False
    place = body.place(start)
    return body.original[place : place + 1] in _LONG


def short_dashes(
    body: Clean, paragraphs: Sequence[tuple[int, str]], long: Sequence[bool], words: Language
) -> list[int]:
    """The paragraphs that open with a short dash and are no list of points."""
    opening = words.rows_of("quoting", "short_dashes")
    return [
        number
        for number, (start, text) in enumerate(paragraphs)
        if not long[number] and text.startswith(opening) and not is_list(body, start, start + len(text))
    ]


def is_list(body: Clean, start: int, end: int) -> bool:
    """Whether the lines of a paragraph that opens with a short dash do so, too: a list of points."""
    lines = body.original[body.place(start) : body.place(end - 1) + 1].splitlines() if end > start else []
    return len(lines) > 1 and all(line.lstrip()[:1] in _POINTS for line in lines if line.strip())
