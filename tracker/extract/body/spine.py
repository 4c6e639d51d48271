"""The shape of the article inside its region: which boxes hold its running text side by side (the spine), and which
are put in between (inserts), before or after it.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from dataclasses import dataclass, field

from tracker.extract.body.region import Region, build_of, holder_of
from tracker.extract.parsing.segment import Box, Chunk, Segments

_SHARE = 0.10  # of the region's good words that chunks of one build must have, to count as the article's build
_FEW = 0.34  # of the boxes of one build


@dataclass(slots=True)
class Spine:
    """`holders` are the boxes that hold running text directly; `first` and `last` the orders of the first and last
    chunk of running text in them; `builds` how such chunks are built.
    """

    root: Box
    holders: set[Box]
    trunk: set[Box]
    builds: set[str]
    first: int
    last: int
    _tops: dict[Box, Box | None] = field(default_factory=dict)

    def on(self, chunk: Chunk) -> bool:
        """Whether a chunk stands directly beside the running text."""
        return holder_of(chunk) in self.holders

    def insert(self, box: Box) -> Box | None:
        """The outermost box around `box` that is not part of the spine's own frame; None for the frame itself."""
        if box in self.trunk:
            return None
        if box not in self._tops:
            outer = box.parent
            self._tops[box] = (self.insert(outer) or box) if outer is not None else box
        return self._tops[box]


def find_spine(segments: Segments, region: Region, cut: dict[Box, str]) -> Spine:
    """The spine of a region; `cut` names the boxes that are already known to be furniture."""
    weights: dict[str, float] = {}
    total = 0.0
    inside = [chunk for chunk in segments.chunks if chunk.box in cut and not cut[chunk.box]]
    for chunk in inside:
        if good := chunk.good:
            key = build_of(chunk)
            weights[key] = weights.get(key, 0.0) + good
            total += good
    builds = {key for key, weight in weights.items() if weight >= _SHARE * total}
    built: dict[str, dict[Box, list[int]]] = {}
    for chunk in inside:
        if chunk.good and (key := build_of(chunk)) in builds:
            built.setdefault(key, {}).setdefault(holder_of(chunk), []).append(chunk.order)
    holders: set[Box] = set()
    orders: list[int] = []
    candidates = {holder for places in built.values() for holder in places}
    for places in built.values():
        few = sum(holder.controls > 0 for holder in places) <= _FEW * len(places)
        for holder, at in places.items():
            alone = len(places) == 1 or holder.parent in candidates
            if not ((alone and _is_appeal(holder, total)) or (few and _is_offer(holder, total))):
                holders.add(holder)
                orders.extend(at)
    trunk = set()
    for holder in holders:
        box: Box | None = holder
        while box is not None and box not in trunk:
            trunk.add(box)
            box = box.parent
    return Spine(region.root, holders, trunk, builds, min(orders, default=0), max(orders, default=-1))


def _is_offer(box: Box, total: float) -> bool:
    """Whether a box is a heading, a line or two and a button: not a part of the text, where few boxes of its build have one."""
    return box.controls > 0 and box.headings == 1 and box.words < 60 and box.prose < 0.3 * total


def _is_appeal(box: Box, total: float) -> bool:
    """Whether the only box of its build is small and asks for something: on a short page it would look like text."""
    return bool(box.controls or box.lone_links) and box.words < 120 and box.prose < 0.5 * total
