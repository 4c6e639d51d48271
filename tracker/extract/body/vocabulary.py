"""Which words the running text of an article has, and how much of what stands beside it says the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

from tracker.extract.body.spine import Spine
from tracker.extract.parsing.segment import Chunk

_LONG = 4  # letters
_FEWEST = 4  # words; of fewer nothing can be told
_WORD = re.compile(r"\w+")
_IDEOGRAPHS = 0x2E80  # from here on words are not parted


class Vocabulary:
    """The longer words of an article's running text; they are gathered when they are first asked for."""

    def __init__(self, chunks: Sequence[Chunk], spine: Spine) -> None:
        self._chunks = chunks[spine.first : spine.last + 1]
        self._spine = spine

    @cached_property
    def _known(self) -> frozenset[str]:
        own = (chunk.text for chunk in self._chunks if chunk.good and self._spine.on(chunk))
        return frozenset(chain.from_iterable(map(words_of, own)))

    def share(self, chunks: Iterable[Chunk]) -> float:
        """The share of the longer words of these chunks, none of which is running text, that the running text has too."""
        longer = set(chain.from_iterable(words_of(chunk.text) for chunk in chunks))
        return len(longer & self._known) / len(longer) if len(longer) >= _FEWEST else 0.0

    def shared(self, chunks: Iterable[Chunk]) -> tuple[int, int]:
        """How many of the longer words of these chunks the running text has too, and how many there are; the figures of one
        digit, which stand everywhere, left out.
        """
        found = set(chain.from_iterable(words_of(chunk.text) for chunk in chunks))
        longer = {word for word in found if len(word) > 1 or not word.isdecimal()}
        return len(longer & self._known), len(longer)


def words_of(text: str) -> list[str]:
    """The longer words and the figures of a text; pairs of signs where words are not parted."""
    found: list[str] = []
    for word in _WORD.findall(text.casefold()):
        if word.isascii() or ord(word[0]) < _IDEOGRAPHS:
            if len(word) >= _LONG or word.isdecimal():
                found.append(word)
        else:
            found.extend(word[at : at + 2] for at in range(len(word) - 1))
    return found
