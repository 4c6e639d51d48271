"""What stands beside the running text and belongs to it: fact boxes, timelines, a statement in full. Publishers put them
into the same elements as what they offer readers; told apart by their links and by their words.
"""

from __future__ import annotations

from collections.abc import Mapping

from tracker.extract.body.doubtful import is_promotional
from tracker.extract.body.spine import Spine
from tracker.extract.body.vocabulary import Vocabulary
from tracker.extract.parsing import wording
from tracker.extract.parsing.segment import Box, Chunk, Segments

SIDE = frozenset(("aside", "widget"))
_LEAST, _LEAST_AFTER = 20.0, 40.0  # words: below the text stand notes about authors and papers
_LINKED = 0.1  # share of the words
_SHARED, _SHARED_LONG = 0.4, 0.25  # share of its longer words that the text has too; of a long one fewer do
_LONG = 60.0  # words
_MOST_LINES = 60


class Sidebars:
    """The boxes of one page that are cut for their names, and which of them are the article's after all."""

    def __init__(self, segments: Segments, spine: Spine, named: Mapping[Box, str], vocabulary: Vocabulary) -> None:
        self._segments = segments
        self._spine = spine
        self._named = named
        self._vocabulary = vocabulary
        self._known: dict[Box, bool] = {}

    def hold(self, chunk: Chunk) -> bool:
        """Whether a chunk that is cut for a name stands in a box that is the article's."""
        top = chunk.box
        while top.parent is not None and self._named.get(top.parent):
            top = top.parent
        if top not in self._known:
            self._known[top] = self._is_own(top)
        return self._known[top]

    def _is_own(self, top: Box) -> bool:
        plain = not top.controls and not top.lone_links and top.linked <= _LINKED * top.words
        if not plain or top.chunks > _MOST_LINES:
            return False
        if top.rows > 1 and 2 * top.rows > top.chunks and self._spine.first < top.first < self._spine.last:
            return True  # figures of the article
        if top.words < (_LEAST if top.first < self._spine.last else _LEAST_AFTER):
            return False
        inside = self._segments.inside(top)
        if any(is_promotional(chunk.text, chunk.linked) or _asks(chunk) for chunk in inside):
            return False
        return self._vocabulary.share(inside) >= (_SHARED if top.words < _LONG else _SHARED_LONG)


def _asks(chunk: Chunk) -> bool:
    """Whether a line offers or asks something, or leads elsewhere."""
    head = chunk.text[: wording.HEAD]
    return bool(wording.LEAD_IN.match(head) or wording.APPEAL.match(head) or wording.SIGN_OFF.match(head)) or any(
        signs.found(head) for signs in (wording.NEWSLETTER, wording.PITCH)
    )
