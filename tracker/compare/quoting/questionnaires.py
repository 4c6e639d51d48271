"""Finds questions and answers of an interview that share their paragraphs: "What keeps you awake at night? My neighbour's
heat pump." A question put to "you" opens each, and some of the answers speak of themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.compare.text.language import of_all
from tracker.model import BlockKind

_QUESTION = re.compile(r"[*_]{0,3}[^\W\d_¿]?¿?[^?.!\"*]{4,240}\?[*_]{0,3}(?= [^\W_])")
_FEWEST = 2


def questionnaire(paragraphs: Sequence[str], kinds: Sequence[BlockKind]) -> dict[int, int]:
    """Where the question ends in each paragraph that holds one with its answer, by number; empty for a text that is no
    interview. Marks of quotation show that it tells itself who speaks.
    """
    asked: dict[int, int] = {}
    you, own = of_all("quoting", "put_to"), of_all("quoting", "told_by")
    put = speaking = 0
    for number, text in enumerate(paragraphs):
        match = _QUESTION.match(text) if "?" in text and '"' not in text else None
        if match is None or kinds[number] is not BlockKind.PARAGRAPH:
            continue
        asked[number] = match.end()
        put += not you.isdisjoint(_words(text[: match.end()]))
        speaking += not own.isdisjoint(_words(text[match.end() :]))
    return asked if put >= _FEWEST and speaking and 2 * put > len(asked) else {}


def _words(text: str) -> list[str]:
    return text[:600].lower().replace(",", " ").replace(".", " ").replace("?", " ").split()
