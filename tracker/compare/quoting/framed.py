"""Finds a paragraph without marks that the line before it gives to somebody by its frame: "The head of the unit has written an
open letter to parents:", and then what she wrote.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.quoting.interview import Form, Turn
from tracker.compare.sourcing.speech import saying
from tracker.model import BlockKind

_LONGEST_FRAME, _SHORTEST = 60, 8
_NO_PROSE = frozenset("-–—•*·#>|([\"'")


def framed(paragraphs: Sequence[str], kinds: Sequence[BlockKind], code: str) -> dict[int, list[Turn]]:
    """What is said, by number of paragraph. Only words that somebody says of themselves or to others: behind the same colon
    a writer may sum up what a letter says.
    """
    known = saying(code)
    found: dict[int, list[Turn]] = {}
    for number in range(1, len(paragraphs) if known.framing else 0):
        frame, text = paragraphs[number - 1], paragraphs[number]
        if not frame.endswith(":") or '"' in text or text[:1] in _NO_PROSE or text[:1].isdigit() or text[-1:] == ":":
            continue
        if kinds[number] is not BlockKind.PARAGRAPH or kinds[number - 1] is not BlockKind.PARAGRAPH:
            continue
        lead, said = _words(frame), _words(text)
        framing = not known.framing.isdisjoint(lead) or not (
            known.framed.isdisjoint(lead) or known.sent.isdisjoint(lead)
        )
        if not framing or len(lead) > _LONGEST_FRAME or len(said) < _SHORTEST:
            continue
        if not known.addressing.isdisjoint(said) and known.alone.isdisjoint(said):
            found[number] = [Turn(Form.BLOCK, 0, len(text))]
    return found


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() or char in "'-" else " " for char in text.lower()).split()
