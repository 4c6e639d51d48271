"""The article in short, above its text or beside it: boxes of key points, wherever they stand and whatever they are called;
and notes of correction that a head alone tells.

Readers see them first, and a figure is often corrected there first. Each is the article's own where it is no list of
links and says what the text says: much of it, word for word, stands there too.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from tracker.extract.body.region import Region
from tracker.extract.body.rulebook import Known
from tracker.extract.body.spine import Spine
from tracker.extract.body.vocabulary import Vocabulary
from tracker.extract.parsing.heads import INGREDIENTS, NOTE, head_kind
from tracker.extract.parsing.segment import Box, Chunk, Segments

_LISTS = frozenset(("ul", "ol", "dl"))
ELSEWHERE = frozenset(("nav", "hidden", "comments", "cookie", "footer", "newsletter", "ad", "bio", "caption"))
_NO_LISTS = ELSEWHERE | {"byline", "meta", "social", "media"}
_STANDFIRST = frozenset(("standfirst", "lead"))
_LARGEST = 320.0  # words
_LEAST = 8.0  # words
_LINKED = 0.4  # share of the words: with more it leads to other articles, or to the parts of this one
# Share of its longer words that the text has too; other articles' teasers have a fifth.
_BETWEEN, _HEADED, _BARE = 0.1, 0.25, 0.4
_BOLD = 0.8  # share of a line
_MOST_HEADS = 40
_HEAD_WORDS = 10
_CLIMB = 6
_LEVELS = 3  # around the text, in which its notes stand
_LINE = 12  # words: what stands beside buttons is about them ("Was this helpful?")
_TYPED = frozenset(("email", "text", "search", "tel", "password", "number", "url"))


@dataclass(frozen=True, slots=True)
class Summaries:
    """The chunks of the summaries of an article: what stands above each, and what they say; and the notes of correction."""

    heads: frozenset[Chunk]
    points: frozenset[Chunk]
    notes: frozenset[Chunk]

    def all(self) -> frozenset[Chunk]:
        """All of these chunks."""
        return self.heads | self.points | self.notes


def find_summaries(segments: Segments, region: Region, spine: Spine, known: Known, vocabulary: Vocabulary) -> Summaries:
    """The summaries of the article whose text is in that region."""
    search = _Search(segments, region, spine, known, vocabulary)
    search.below_heads()
    search.above_text()
    return Summaries(frozenset(search.heads), frozenset(search.points), frozenset(search.notes))


class _Search:
    """What was found so far on one page, and the words that its text has."""

    def __init__(self, segments: Segments, region: Region, spine: Spine, known: Known, vocabulary: Vocabulary) -> None:
        self.segments = segments
        self.chunks = segments.chunks
        self.region = region
        self.spine = spine
        self.top = next(
            (chunk.order for chunk in self.chunks if chunk.level == 1 or _is_title(chunk, known.headlines)), spine.first
        )
        self.vocabulary = vocabulary
        self.standfirst = known.standfirst
        self.heads: set[Chunk] = set()
        self.points: set[Chunk] = set()
        self.notes: set[Chunk] = set()

    def below_heads(self) -> None:
        """Take what stands below the lines that are put above summaries, or above corrections."""
        heads = (
            (chunk, kind)
            for chunk in self.chunks[self.top + 1 :]
            if not chunk.linked and chunk.words <= _HEAD_WORDS and (kind := head_kind(chunk.text))
        )
        for head, kind in islice(heads, _MOST_HEADS):
            if kind == NOTE:
                self.take_note(head)
            elif kind == INGREDIENTS:
                self.take_ingredients(head)
            elif head not in self.points and self.is_near(head.box):
                self.take_summary(head)

    def take_summary(self, head: Chunk) -> None:
        points = self.boxed(head) or self.listed(head)
        least = _BETWEEN if self.is_between(head) and not any(point.links for point in points) else _HEADED
        if points and self.is_own(points, least):
            plain = head.box.tag == "p" and head.bold <= _BOLD and self.spine.on(head)
            (self.points if plain else self.heads).add(head)
            self.points.update(points)

    def take_ingredients(self, head: Chunk) -> None:
        """Take what goes into a dish, below its head or in the same box: amounts, for the most part."""
        points = self.boxed(head) or self.listed(head)
        counted = sum(any(map(str.isdecimal, point.text)) for point in points)
        if self.is_near(head.box) and len(points) > 1 and 2 * counted >= len(points) and not self.leads_away(points):
            self.heads.add(head)
            self.points.update(points)

    def take_note(self, head: Chunk) -> None:
        """Take the note below a head, apart from the text or at its end."""
        apart = not self.spine.on(head) or head.order >= self.spine.last - 2
        if not apart or not self.is_near(head.box, _LEVELS):
            return
        notes = self.boxed(head) or self.chunks[head.order + 1 : head.order + 2]
        if sum(note.words for note in notes) <= _LARGEST / 2 and self.is_own(notes, _HEADED):
            self.heads.add(head)
            self.notes.update(notes)

    def is_between(self, head: Chunk) -> bool:
        """Whether a line stands between the paragraphs of the text."""
        return self.spine.first < head.order < self.spine.last and head.box.within(self.region.root)

    def is_near(self, box: Box, levels: int = 1) -> bool:
        """Whether a box stands above the end of the text, or beside it: so many levels around it."""
        root = self.region.root
        around = next(islice(root.ancestors(), levels - 1, None), root)
        return (box.first <= self.spine.last or box.within(around)) and not is_in(box, ELSEWHERE, self.region)

    def boxed(self, head: Chunk) -> Sequence[Chunk]:
        """What else stands in the box that a head opens; empty where that is more than a summary is."""
        box = head.box
        for _ in range(_CLIMB):
            if box.words > _LARGEST or box.first < head.order - 2 or box.prose > 0.5 * self.region.prose:
                return ()
            inside = self.chunks[head.order + 1 : box.first + box.chunks]
            points = [point for point in inside if not (point.box.controls and point.words < _LINE)]
            if sum(point.words for point in points) >= _LEAST:
                return () if _takes_input(box) else points
            if box.parent is None:
                return ()
            box = box.parent
        return ()

    def listed(self, head: Chunk) -> Sequence[Chunk]:
        """The list right below a head."""
        following = self.chunks[head.order + 1 : head.order + 2]
        outer = following[0].box if following else None
        listed = outer and next((one for one in islice((outer, *outer.ancestors()), 4) if one.tag in _LISTS), None)
        if listed is None or listed.first != head.order + 1 or listed.words > _LARGEST:
            return ()
        return self.segments.inside(listed)

    def above_text(self) -> None:
        """Take the lists between the headline and the text, each with the heading above it."""
        for chunk in self.chunks[self.top + 1 : self.spine.first]:
            if chunk in self.points or chunk.box.tag == "nav":
                continue
            box = next((one for one in islice((chunk.box, *chunk.box.ancestors()), 3) if one.tag in _LISTS), None)
            if box is None or box.first != chunk.order or not 2 <= box.chunks <= box.words / 4 or box.words > _LARGEST:
                continue
            points = self.segments.inside(box)
            if box.controls or box.headings or is_in(box, _NO_LISTS, self.region) or not self.is_own(points, _BARE):
                continue
            if is_in(box, _STANDFIRST, self.region) and all(point.text in self.standfirst for point in points):
                continue  # where the comparison sees it
            self.points.update(points)
            before = self.chunks[chunk.order - 1]
            if before.order > self.top and (before.level > 1 or before.bold > _BOLD) and before.words <= _HEAD_WORDS:
                self.heads.add(before)

    def is_own(self, points: Sequence[Chunk], least: float) -> bool:
        """Whether lines say what the text says, and lead to nothing else."""
        return not self.leads_away(points) and self.vocabulary.share(points) >= least

    def leads_away(self, points: Sequence[Chunk]) -> bool:
        """Whether lines are next to nothing, or links."""
        words = sum(point.words for point in points)
        return words < _LEAST or sum(point.words * point.linked for point in points) > _LINKED * words


def _is_title(chunk: Chunk, headlines: Collection[str]) -> bool:
    return chunk.level > 0 and chunk.text.casefold() in headlines


def is_in(box: Box, labels: frozenset[str], region: Region) -> bool:
    """Whether a box stands in one whose name says that no summary does."""
    return any(one.label in labels and one.label not in region.doubted for one in (box, *box.ancestors()))


def _takes_input(box: Box) -> bool:
    """Whether readers are to write something there."""
    if not box.controls:
        return False
    fields = islice(box.element.iter("input", "textarea", "select"), 20)
    return any(one.tag != "input" or (one.get("type") or "text") in _TYPED for one in fields)
