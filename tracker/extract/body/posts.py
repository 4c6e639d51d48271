"""What stands above each post of a live blog."""

from __future__ import annotations

from tracker.extract.parsing.segment import Chunk
from tracker.extract.parsing.shown import shown_text

_LONGEST = 50  # characters


def is_stamp(chunk: Chunk) -> bool:
    """Whether all that a line says is one moment, in an element for times."""
    if chunk.level or len(chunk.text) > _LONGEST or not any(map(str.isdecimal, chunk.text)):
        return False
    inner = next(chunk.box.element.iter("time"), None)
    return inner is not None and shown_text(inner, _LONGEST + 10) == chunk.text
