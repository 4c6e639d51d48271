"""Where on the page the article stands: the box whose chunks, taken together, read most like running text.

Which boxes cannot hold it is told in `outside`; which chunks inside are not the article's is decided in `furniture`.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from dataclasses import dataclass, replace

from tracker.extract.body.openings import find_openings
from tracker.extract.body.outside import OUTSIDE, SURE, find_outside, find_surely_outside, mostly, prose_by_label
from tracker.extract.body.teasers import find_teasers
from tracker.extract.parsing.segment import Box, Chunk, Segments

DECAY = 0.86  # per level: a body in several containers joins at their parent, a thread of comments does not
_MAX_CLIMB = 120  # levels; more than a few only where elements are never closed
_IDLE = 10  # levels without more of the same text after which nothing is looked for: page builders wrap deep
_LEAVES = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "tr", "td", "blockquote", "pre"))
_LISTS = frozenset(("ul", "ol", "dl"))
_LEAF_TAGS = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt"])


@dataclass(slots=True)
class Region:
    """The box that holds the article, its good words, the labels not to be believed in it (they would cost most of it), and
    the boxes that cannot hold the article.
    """

    root: Box
    prose: float
    doubted: frozenset[str]
    outside: set[Box]


def choose(segments: Segments, host: str = "") -> Region | None:
    """The article's box on a page of `host`, or None where nothing on the page reads like text."""
    if not segments.chunks:
        return None
    if not any(chunk.good for chunk in segments.chunks):
        _lower_the_bar(segments)
    _sum_up(segments)
    for opening in find_openings(segments):
        opening.label = ""
    outside = find_outside(segments)
    for row in find_teasers(segments, outside, host):
        outside.update(segments.boxes[row.order : row.end])
    for chunk in segments.chunks:
        _score(chunk, outside)
    return _best(segments, outside)


def chosen_boldly(segments: Segments) -> Region | None:
    """A second choice for a page of which the first left nothing: names and lists of teasers do not count against a box."""
    outside = find_surely_outside(segments)
    for box in segments.boxes:
        box.score = 0.0
    for chunk in segments.chunks:
        _score(chunk, outside)
    best = _best(segments, outside)
    return replace(best, doubted=best.doubted | (OUTSIDE - SURE)) if best is not None else None


def _best(segments: Segments, outside: set[Box]) -> Region | None:
    """The region around the box with the highest score, which is never a list inside of the text."""
    best = max(segments.boxes, key=lambda box: box.score)
    if not best.score:
        return None
    listed = best.tag in _LISTS
    while best.parent is not None and listed and (best.tag in _LISTS or best.tag in _LEAVES):
        best = best.parent
    return _region(_climb(best, segments, outside), segments, outside)


def _lower_the_bar(segments: Segments) -> None:
    """Count short lines as text, on a page that has nothing longer."""
    for chunk in segments.chunks:
        if not chunk.level and chunk.linked < 0.5 and (chunk.box.tag == "p" or chunk.text[-1] in ".!?。"):
            chunk.good = chunk.words


def _region(best: Box, segments: Segments, outside: set[Box]) -> Region:
    """The region of a box. A label is doubted where it names most of what reads well in it, or most of what is left of that."""
    inner = segments.boxes[best.order + 1 : best.end]
    sums, left = prose_by_label(inner), prose_by_label(box for box in inner if box not in outside)
    there = sum(chunk.good for chunk in segments.inside(best) if chunk.box not in outside)
    doubted = (mostly(sums, best.prose) | mostly(left, there)) - SURE
    return Region(best, best.prose, frozenset(doubted), outside)


def widened(region: Region, segments: Segments) -> Region:
    """A more generous region, for a page whose text stands in many places: the box that holds most of what reads well."""
    enough = 0.7 * available(region, segments)
    box = region.root
    while box.parent is not None and box.prose < enough:
        box = box.parent
    return _region(box, segments, region.outside)


def available(region: Region, segments: Segments) -> float:
    """How many good words stand on the page where an article may stand."""
    return sum(chunk.good for chunk in segments.chunks if chunk.box not in region.outside)


def _climb(best: Box, segments: Segments, outside: set[Box]) -> Box:
    """The box that also holds what is built like the text in `best` and stands beside it: a body in several pieces."""
    alike = _builds_in(best, segments)
    result = box = best
    idle = 0
    for _ in range(_MAX_CLIMB):
        outer = box.parent
        if outer is None or outer.tag == "body" or _is_list_of_articles(outer):
            break
        extra = other = 0.0
        for chunk in segments.inside(outer):
            if (good := chunk.good) and chunk.box not in outside and not chunk.box.within(result):
                if build_of(chunk) in alike:
                    extra += good
                else:
                    other += good
        idle += 1
        if extra >= 15 and extra >= 0.5 * other:
            result, idle = outer, 0
        elif idle == _IDLE:
            break
        box = outer
    return result


def _builds_in(box: Box, segments: Segments) -> set[str]:
    """How most of the running text in a box is built."""
    builds: dict[str, float] = {}
    for chunk in segments.inside(box):
        build = build_of(chunk)
        builds[build] = builds.get(build, 0.0) + chunk.good
    return {key for key, weight in builds.items() if weight >= 0.1 * box.prose}


def _is_list_of_articles(box: Box) -> bool:
    return sum(child.tag == "article" and child.prose > 0 for child in box.children) > 1


def holder_of(chunk: Chunk) -> Box:
    """The box that a chunk stands in side by side with others."""
    box = chunk.box
    if (box.tag in _LEAVES or box.chunks == 1) and box.parent is not None:
        return box.parent
    return box


def build_of(chunk: Chunk) -> str:
    """How a chunk is built: its own tag and the tag and first name of the box that holds it."""
    box = chunk.box
    holder = holder_of(chunk)
    return f"{'#' if holder is box else box.tag}<{holder.signature}"


def _sum_up(segments: Segments) -> None:
    for chunk in segments.chunks:
        box = chunk.box
        box.words += chunk.words
        box.linked += chunk.words * chunk.linked
        box.prose += chunk.good
        if not box.chunks:
            box.first = chunk.order
        box.chunks += 1
        if chunk.level:
            box.headings += 1
        if chunk.linked > 0.8:
            box.lone_links += 1
        if box.tag == "tr":
            box.rows += 1
    for box in reversed(segments.boxes):
        if box.parent is not None and (box.chunks or box.controls or box.images):
            _add_up(box, box.parent)


def _add_up(box: Box, outer: Box) -> None:
    """Add what stands in a box to the one around it; most have little of it, and zeros cost as much as numbers."""
    if box.chunks:
        outer.first = min(outer.first, box.first)
        outer.words += box.words
        outer.chunks += box.chunks
        if box.linked:
            outer.linked += box.linked
            outer.lone_links += box.lone_links
        if box.prose:
            outer.prose += box.prose
        if box.headings:
            outer.headings += box.headings
        if box.rows:
            outer.rows += box.rows
    if box.controls:
        outer.controls += box.controls
    if box.images:
        outer.images += box.images


def _score(chunk: Chunk, outside: set[Box]) -> None:
    good = chunk.good
    if not good:
        return
    if chunk.box in outside:
        good *= 0.1
    box: Box | None = chunk.box
    if box is not None and box.tag in _LEAF_TAGS and box.parent is not None:
        box = box.parent
    while box is not None and good > 0.01:
        box.score += good
        good *= DECAY
        box = box.parent
