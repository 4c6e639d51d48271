"""How the known blocks of an article are wrapped on its page, and whether a block that is new there is wrapped alike."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from tracker.extract.parsing.segment import Box, Chunk

_LEVELS = 6  # wrappers around one paragraph that are looked at
_CONTENT = frozenset(("quote", "list_item", "table_row"))

_Chain = tuple[str, ...]


class Neighbours:
    """The frame (boxes that hold at least two known blocks) and the chains: tag and first class of each box between the
    frame and a known block. A publisher who gives each paragraph a wrapper of its own gives a new one the same.
    """

    def __init__(self, known: Iterable[Chunk], root: Box) -> None:
        self.root = root
        self.chunks = list(known)
        self.orders = sorted(chunk.box.order for chunk in self.chunks)
        self.frame = self._find_frame()
        self.chains: set[_Chain] = set()
        self.tops: set[str] = set()
        for chunk in self.chunks:
            chain: list[str] = []
            box: Box | None = chunk.box
            while box is not None and box is not root and len(chain) < _LEVELS:
                chain.append(_look(box))
                if box.parent in self.frame:
                    self.chains.add(tuple(chain))
                    self.tops.add(chain[-1])
                box = box.parent
        self.bare = {tuple(look.partition(".")[0] for look in chain) for chain in self.chains}

    def _find_frame(self) -> set[Box]:
        once: set[Box] = set()
        twice: set[Box] = {self.root}
        for chunk in self.chunks:
            box: Box | None = chunk.box
            if box is not None and box in once:  # a block of its own, though it shares the element: cut at line breaks
                twice.add(box)
            while box is not None and box is not self.root and box not in twice:
                if box in once:
                    twice.add(box)
                once.add(box)
                box = box.parent
        return twice

    def admits(self, chunk: Chunk, kind: str) -> bool:
        """Whether a new block of that kind is wrapped as the article's own blocks are, with nothing beside it in its
        wrapper that only furniture has.
        """
        chain, top = self._chain(chunk)
        if top is None:
            return chunk.box in self.frame and chunk.linked <= 0.5
        if chunk.linked > 0.5 or top.controls:
            return False
        if chain in self.chains:
            return True
        alone = top.chunks - self._known_in(top) == 1
        plain = not top.lone_links and top.linked < 0.3 * top.words
        if kind in _CONTENT or chunk.words >= 40:
            return plain
        if kind == "heading":
            return plain and alone
        alike = top.tag == "p" or chain[-1] in self.tops or "." not in chain[-1]
        return plain and alike and alone and tuple(look.partition(".")[0] for look in chain) in self.bare

    def _known_in(self, box: Box) -> int:
        return bisect_left(self.orders, box.end) - bisect_left(self.orders, box.order)

    def _chain(self, chunk: Chunk) -> tuple[_Chain, Box | None]:
        """How the block is wrapped below the frame, and its outermost wrapper there; None where it has none."""
        chain: list[str] = []
        top: Box | None = None
        box: Box | None = chunk.box
        while box is not None and box not in self.frame:
            chain.append(_look(box))
            top, box = box, box.parent
        if box is None or len(chain) > _LEVELS:
            return ("",), top
        return tuple(chain), top


def _look(box: Box) -> str:
    return box.signature.rstrip("0123456789")
