"""Finds quotations without marks that a line behind a dash gives to somebody: "I knew I had to renew.", "– An enrollee"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.compare.quoting.interview import Form, Turn, of_themselves
from tracker.model import BlockKind

_CREDIT = re.compile(r"[-–—]+ *(?=[^\W\da-z_])[^.!?:;\"]{3,80}$")
_TRAILING = re.compile(r"(?<=[.!?]) +[-–—]+ *(?=[^\W\da-z_])[^.!?:;\"]{3,80}$")
_LONGEST_CREDIT, _MOST, _WORDS = 84, 3, 10


def credited(paragraphs: Sequence[str], kinds: Sequence[BlockKind]) -> dict[int, list[Turn]]:
    """The paragraphs that somebody says by such a line right behind them, back to where nobody speaks of themselves any
    more; by number of paragraph.
    """
    found: dict[int, list[Turn]] = {}
    for number, text in enumerate(paragraphs):
        if _DASHES.isdisjoint(text[-_LONGEST_CREDIT:]):
            continue
        if text.lstrip()[:1] in _DASHES and len(text) <= _LONGEST_CREDIT and _is_credit(paragraphs, number):
            found.update(
                (place, [Turn(Form.BLOCK, 0, len(paragraphs[place]))]) for place in _run(paragraphs, kinds, number)
            )
        elif text[-1:].isalnum() and _says(text, kinds[number]):
            trailing = _TRAILING.search(text, max(0, len(text) - _LONGEST_CREDIT))
            if trailing and len(trailing.group().split()) <= _WORDS:
                found[number] = [Turn(Form.BLOCK, 0, trailing.start())]
    return found


_DASHES = frozenset("-–—")


def _is_credit(paragraphs: Sequence[str], number: int) -> bool:
    """Whether a line behind a dash is no point of a list, no dialogue and short enough for a name or an office."""
    text = paragraphs[number].lstrip()
    beside = [paragraphs[place].lstrip()[:1] for place in (number - 1, number + 1) if 0 <= place < len(paragraphs)]
    return _DASHES.isdisjoint(beside) and len(text.split()) <= _WORDS and _CREDIT.match(text) is not None


def _run(paragraphs: Sequence[str], kinds: Sequence[BlockKind], credit: int) -> range:
    """The numbers of the paragraphs before a line that gives them to somebody; none where more of them speak so than a
    quotation has: then the author signs.
    """
    first = credit
    while first and _says(paragraphs[first - 1], kinds[first - 1]):
        first -= 1
        if credit - first > _MOST:
            return range(0)
    return range(first, credit)


def _says(text: str, kind: BlockKind) -> bool:
    """Whether a plain paragraph speaks of whoever says it, without marks."""
    return kind is BlockKind.PARAGRAPH and '"' not in text and of_themselves(text)
