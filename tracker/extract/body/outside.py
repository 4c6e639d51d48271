"""Which boxes of a page cannot hold its article: told by their names, by their build (lists of teasers), or by being the
page's foot. A name is not believed where most of the page's text would be lost.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from tracker.extract.body.rivals import find_rivals
from tracker.extract.parsing import wording
from tracker.extract.parsing.segment import Box, Chunk, Segments

OUTSIDE = frozenset(
    (
        "nav",
        "footer",
        "comments",
        "related",
        "newsletter",
        "ad",
        "cookie",
        "social",
        "aside",
        "widget",
        "meta",
        "bio",
        "hidden",
    )
)
# page builders use these words for anything, and shops and tests for the whole text
VAGUE = frozenset(("widget", "meta", "bio", "social", "related", "ad"))
_WRAPS = 6  # elements around a quotation
_SECTION = 3  # words of a section's name
_BESIDE = frozenset(("nav", "aside", "footer"))  # elements whose tags say that they are not the article
SURE = frozenset(("nav", "comments", "hidden", "cookie", "footer"))


def find_outside(segments: Segments) -> set[Box]:
    """The boxes whose names say that the article is elsewhere, unless most of the page's text stands in them."""
    found, total = _threads_and_feet(segments)
    _add_named(found, segments, total, OUTSIDE - _doubtful(segments, found, total))
    for rival in find_rivals(segments):
        found.update(segments.boxes[rival.order : rival.end])
    for box in segments.boxes:
        if box not in found:
            listed = box.chunks > 2 and box.linked >= 0.1 * box.words and _is_listing(box, segments)
            if listed or box.parent in found:
                found.add(box)
    _add_feet(found, segments, total)
    return found


def find_surely_outside(segments: Segments) -> set[Box]:
    """The boxes that cannot hold an article whatever else is on the page."""
    found, total = _threads_and_feet(segments)
    _add_named(found, segments, total, SURE)
    _add_feet(found, segments, total)
    return found


def _threads_and_feet(segments: Segments) -> tuple[set[Box], float]:
    """The boxes of comments and footers, and how much running text stands outside of them."""
    found: set[Box] = set()
    total = segments.boxes[0].prose
    titled = {chunk.box for chunk in segments.chunks if chunk.level == 1}
    titled |= {outer for box in titled for outer in box.ancestors()}
    for box in segments.boxes:
        if box.parent in found:
            found.add(box)
        elif _is_thread(box, total, box in titled) or (box.label == "footer" and box.prose < 0.7 * total):
            found.add(box)
            total -= box.prose
    return found, total


def _add_named(found: set[Box], segments: Segments, total: float, labels: frozenset[str]) -> None:
    for box in segments.boxes:
        if box.parent in found:
            found.add(box)
        elif box.label in labels and box not in found:
            share = 0.75 if box.tag in _BESIDE else 0.5
            if box.prose <= share * total and not misnamed(box):
                found.add(box)


def _add_feet(found: set[Box], segments: Segments, total: float) -> None:
    count = len(segments.chunks)
    for chunk in segments.chunks[round(0.85 * count) :][-100:]:
        if chunk.words < 60 and chunk.box not in found and wording.FOOTER.search(chunk.text[: wording.HEAD]):
            found.update(_footer(chunk, segments, total))


def _is_thread(box: Box, total: float, titled: bool) -> bool:  # noqa: FBT001 -- a fact about the box, computed once
    """Whether a box holds readers' comments: named so, without the page's title, and with text left outside of it."""
    return box.label == "comments" and not titled and total - box.prose >= 30


def _doubtful(segments: Segments, found: set[Box], total: float) -> frozenset[str]:
    """Labels that would cost more than half of the text, or one that would leave next to nothing of it together with the
    others: a page builder's word, not what stands there.
    """
    vague = [box for box in segments.boxes if box.label in VAGUE and box not in found and box.prose <= 0.5 * total]
    sums = prose_by_label(vague)
    rest = total - sum(sums.values())
    doubted = mostly(sums, total)
    sums.pop("related", None)
    if sums and rest < 40:
        label = max(sums, key=lambda name: sums[name])
        if sums[label] > 2 * rest + 40:
            doubted.add(label)
    return frozenset(doubted)


def mostly(sums: dict[str, float], total: float) -> set[str]:
    """The labels under which more than half of the text stands; teasers do so beside a short article, which is left then."""
    return {
        label for label, prose in sums.items() if prose > 0.5 * total and (label != "related" or total - prose < 60)
    }


def prose_by_label(boxes: Iterable[Box]) -> dict[str, float]:
    """How many good words stand under each label, boxes of one label in another counted once; in document order."""
    sums: dict[str, float] = {}
    ends: dict[str, int] = {}
    for box in boxes:
        label = box.label
        if label and box.order >= ends.get(label, 0):
            ends[label] = box.end
            sums[label] = sums.get(label, 0.0) + box.prose
    return sums


def _is_listing(box: Box, segments: Segments) -> bool:
    """Whether a box is a list of teasers: many children of one build, each short and led by a link of its own."""
    children = [child for child in box.children if child.chunks]
    if len(children) < 3 or not 6 * len(children) < box.words < 90 * len(children):
        return False
    if (
        box.tag in ("ul", "ol")
        and box.parent is not None
        and any(beside.tag == "p" and beside.prose >= 10 for beside in box.parent.children)
    ):
        return False
    if box.prose > 80 and max(child.prose for child in children) > 0.4 * box.prose:
        return False  # one of them is the article, and the others are teasers beside it
    common, count = _commonest(children)
    if count < 0.6 * len(children) or (count < 4 and (count < len(children) or box.headings < count)):
        return False
    led = 0
    for child in children:
        if child.signature == common and child.linked:
            first = segments.chunks[child.first]
            if first.box is child and child.tag == "tr" and len(list(islice(child.element.iter("td", "th"), 2))) > 1:
                return False  # rows of data
            led += _is_led(first, child, segments)
    return led >= 0.8 * count


def _is_led(first: Chunk, card: Box, segments: Segments) -> bool:
    """Whether a link opens a card, behind a bullet or below the name of a section in a line of its own."""
    if not first.linked and not first.links and first.words <= _SECTION and card.chunks > 1:
        below = segments.chunks[first.order + 1]
        return below.box.within(card) and below.linked > 0.8
    if first.level and first.links and first.links[0][1].startswith("#"):
        return False  # it unfolds what stands below it
    said = first.links[0][0][:20] if first.links else ""
    return first.linked > 0.8 or (said != "" and first.text.lstrip("·•-–—»›▸► ").startswith(said))


def _commonest(boxes: list[Box]) -> tuple[str, int]:
    """How most of the boxes are built, and how many of them are."""
    signatures: dict[str, int] = {}
    for box in boxes:
        signatures[box.signature] = signatures.get(box.signature, 0) + 1
    return max(signatures.items(), key=lambda item: item[1])


def _footer(chunk: Chunk, segments: Segments, total: float) -> set[Box]:
    """All boxes of the page's foot: what stands around a copyright line, as long as it is little text at the end."""
    count = len(segments.chunks)
    box = chunk.box
    while box.parent is not None and box.parent.prose < 0.3 * total and box.parent.first > 0.7 * count:
        box = box.parent
    if box.prose > 0.3 * total:
        return set()
    return set(segments.boxes[box.order : box.end])


def misnamed(box: Box) -> bool:
    """Whether a box named for sharing or asides holds quoted posts, which are the article's."""
    return (
        box.label in ("social", "aside", "widget")
        and (box.tag == "blockquote" or holds(box, "blockquote"))
        and not box.controls
    )


def holds(box: Box, tag: str) -> bool:
    """Whether one of the few boxes right inside has that tag."""
    queue = list(islice(box.children, 30))
    for inner in queue:
        if inner.tag == tag:
            return True
        if len(queue) < 30:
            queue.extend(islice(inner.children, 30))
    return False


def wraps_quote(box: Box) -> bool:
    """Whether all that stands in a box is one quotation, as in the box of an embedded post."""
    inner: Box | None = box
    for _ in range(_WRAPS):
        if inner is None or inner.tag == "blockquote":
            return inner is not None
        inner = next((one for one in islice(inner.children, 30) if one.chunks == box.chunks), None)
    return False
