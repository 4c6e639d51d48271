"""Where on the page the article stands: the box whose chunks, taken together, read most like running text.

Which of the chunks inside are not the article's is decided in `furniture`.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from dataclasses import dataclass

from tracker.extract import wording
from tracker.extract.segment import Box, Chunk, Segments

DECAY = 0.86  # per level: a body in several containers joins at their parent, a thread of comments does not
OUTSIDE = frozenset(
    ["nav", "footer", "comments", "related", "newsletter", "ad", "cookie", "social", "aside", "meta", "bio", "hidden"]
)
_LEAVES = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "tr", "td", "blockquote", "pre"))
_LEAF_TAGS = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt"])


@dataclass(slots=True)
class Region:
    """The box that holds the article, its good words, and how many of them stand under each label."""

    root: Box
    prose: float
    by_label: dict[str, float]
    outside: set[Box]


def choose(segments: Segments) -> Region | None:
    """The article's box, or None where nothing on the page reads like text."""
    if not segments.chunks:
        return None
    _sum_up(segments)
    outside = _outside(segments)
    for chunk in segments.chunks:
        _score(chunk, outside)
    best = max(segments.boxes, key=lambda box: box.score)
    if not best.score:
        return None
    best = _climb(best, segments, outside)
    by_label: dict[str, float] = {}
    inner: set[Box] = set()
    for box in segments.boxes[best.order + 1 :]:
        if box.parent in inner:
            inner.add(box)
        elif box.label and box.within(best):
            inner.add(box)
            by_label[box.label] = by_label.get(box.label, 0.0) + box.prose
    return Region(best, best.prose, by_label, outside)


def _climb(best: Box, segments: Segments, outside: set[Box]) -> Box:
    """The box that also holds what is built like the text in `best` and stands beside it: a body in several pieces."""
    builds: dict[str, float] = {}
    for chunk in segments.chunks[best.first :]:
        if chunk.box.within(best):
            builds[build_of(chunk)] = builds.get(build_of(chunk), 0.0) + goodness(chunk)
    alike = {key for key, weight in builds.items() if weight >= 0.1 * best.prose}
    result = box = best
    for _ in range(6):
        outer = box.parent
        if outer is None or outer.tag == "body" or _is_list_of_articles(outer):
            break
        extra = other = 0.0
        for chunk in segments.chunks[outer.first :]:
            if (good := goodness(chunk)) and chunk.box not in outside and chunk.box.within(outer):
                if chunk.box.within(result):
                    continue
                if build_of(chunk) in alike:
                    extra += good
                else:
                    other += good
        if extra >= 15 and extra >= 0.5 * other:
            result = outer
        box = outer
    return result


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


def misnamed(box: Box) -> bool:
    """Whether a box named for sharing or asides holds quoted posts, which are the article's."""
    return (
        box.label in ("social", "aside") and (box.tag == "blockquote" or holds(box, "blockquote")) and not box.controls
    )


def holds(box: Box, tag: str) -> bool:
    """Whether one of the few boxes right inside has that tag."""
    queue = list(box.children[:30])
    for inner in queue:
        if inner.tag == tag:
            return True
        if len(queue) < 30:
            queue.extend(inner.children)
    return False


def goodness(chunk: Chunk) -> float:
    """How much a chunk reads like running text: its words, unless it is short or links."""
    words = chunk.words
    if chunk.level or chunk.linked > 0.5 or words < 5:
        return 0.0
    if words < 12 and chunk.text[-1] not in '.!?。！？”"…»:':
        return 0.0
    return words * (1 - chunk.linked)


def _sum_up(segments: Segments) -> None:
    for chunk in segments.chunks:
        box = chunk.box
        box.words += chunk.words
        box.linked += chunk.words * chunk.linked
        box.prose += goodness(chunk)
        box.chunks += 1
        box.headings += chunk.level > 0
        box.lone_links += chunk.linked > 0.8
        box.first = min(box.first, chunk.order)
    for box in reversed(segments.boxes):
        outer = box.parent
        if outer is not None:
            outer.first = min(outer.first, box.first)
            outer.words += box.words
            outer.linked += box.linked
            outer.prose += box.prose
            outer.chunks += box.chunks
            outer.headings += box.headings
            outer.lone_links += box.lone_links
            outer.controls += box.controls
            outer.images += box.images


def _outside(segments: Segments) -> set[Box]:
    """The boxes whose names say that the article is elsewhere, unless most of the page's text stands in them."""
    total = segments.boxes[0].prose
    found: set[Box] = set()
    for box in segments.boxes:
        if box.parent in found:
            found.add(box)
        elif (box.label == "comments" and total - box.prose >= 30) or (
            box.label == "footer" and box.prose < 0.7 * total
        ):
            found.add(box)
            total -= box.prose
    for box in segments.boxes:
        if box.parent in found or (box.label in OUTSIDE and box.prose <= 0.5 * total and not misnamed(box)):
            found.add(box)
    for box in segments.boxes:
        if box not in found and (box.parent in found or _is_listing(box, segments)):
            found.add(box)
    count = len(segments.chunks)
    for chunk in segments.chunks[round(0.85 * count) :][-100:]:
        if chunk.words < 60 and chunk.box not in found and wording.FOOTER.search(chunk.text[: wording.HEAD]):
            found.update(_footer(chunk, segments, total))
    return found


def _is_listing(box: Box, segments: Segments) -> bool:
    """Whether a box is a list of teasers: many children of one build, each short and led by a link of its own."""
    children = [child for child in box.children if child.chunks]
    if len(children) < 4 or not 6 * len(children) < box.words < 90 * len(children) or box.linked < 0.1 * box.words:
        return False
    if (
        box.tag in ("ul", "ol")
        and box.parent is not None
        and any(beside.tag == "p" and beside.prose >= 10 for beside in box.parent.children)
    ):
        return False
    signatures: dict[str, int] = {}
    for child in children:
        signatures[child.signature] = signatures.get(child.signature, 0) + 1
    common, count = max(signatures.items(), key=lambda item: item[1])
    if count < 4 or count < 0.6 * len(children):
        return False
    led = 0
    for child in children:
        if child.signature == common and child.linked:
            first = segments.chunks[child.first]
            led += first.linked > 0.8 or (bool(first.links) and first.text.startswith(first.links[0][0][:20] or "\0"))
    return led >= 0.8 * count


def _footer(chunk: Chunk, segments: Segments, total: float) -> set[Box]:
    """All boxes of the page's foot: what stands around a copyright line, as long as it is little text at the end."""
    count = len(segments.chunks)
    box = chunk.box
    while box.parent is not None and box.parent.prose < 0.3 * total and box.parent.first > 0.7 * count:
        box = box.parent
    if box.prose > 0.3 * total:
        return set()
    return {inner for inner in segments.boxes[box.order :] if inner.within(box)}


def _score(chunk: Chunk, outside: set[Box]) -> None:
    good = goodness(chunk)
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
