"""Figures that stand alone in boxes of the article: key figures with a label beside each, results, statistics, votes, the
rating of a review. Each row becomes one line, in which a figure stands beside what it counts.

Publishers build the like of weather, share prices, other matches and counters of readers. A row is the article's own
where it leads nowhere and says what the text says: more of it where it does not stand between the paragraphs.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from tracker.extract.body.doubtful import is_promotional
from tracker.extract.body.region import Region
from tracker.extract.body.rulebook import Known, is_caption
from tracker.extract.body.spine import Spine
from tracker.extract.body.summaries import ELSEWHERE, Summaries, is_in
from tracker.extract.body.vocabulary import Vocabulary
from tracker.extract.dating.dates import moment_in
from tracker.extract.parsing import ratings, wording
from tracker.extract.parsing.segment import Box, Chunk, Segments
from tracker.extract.parsing.shown import shown_text

_CELLS = 8  # of one row
_ROW = 24.0  # words of one
_LINE = 12.0  # words of a line with a figure in it
_FIGURE = 24  # characters of a line that is a figure
_LINKED = 0.1  # share of the words
_LONGEST = 200  # characters of a line
_MOST = 60  # rows of a box
_BESIDE, _LINES_BESIDE = 40.0, 4  # words and lines that may stand around the rows in their box
_COUNTED = 0.6
_BETWEEN, _ELSEWHERE = (2, 0.15), (2, 0.25)  # of its longer words, how many, and which share, the text has too
_APART = frozenset((*ELSEWHERE, "byline", "social", "related", "pull"))
_LINES = frozenset(("p", "li", "dt", "dd", "td", "th", "blockquote", "pre"))
_TABLED = frozenset(("tr", "table", "tbody", "figure"))
_FRAMES = frozenset(("header", "article", "main", "body"))
_SENTENCE_END = frozenset(".!?。！？")
_DIGIT = re.compile(r"\d")
_COUNTS = re.compile(r"^\D{0,3}\d|\d\W{0,3}\w{0,3}$")  # with a figure at its start or its end
_LETTERS = re.compile(r"[^\W\d_]{2}|[\u3040-\u9fff\uac00-\ud7af]")
_CHANGE = re.compile(r"[+−–▲▼↑↓-]\s?\d[\d.,]*\s?%|[▲▼↑↓]")
_DEGREES = re.compile(r"\d\s?[°º]|[°º]\s?[CF]\b|℃")


@dataclass(frozen=True, slots=True)
class Figures:
    """By its first chunk, what each row says in one line; the `joined` other chunks of the rows; what else stands in their
    boxes, `beside` them; and ratings that are those `of_readers`.
    """

    rows: dict[Chunk, Chunk] = field(default_factory=dict)
    joined: set[Chunk] = field(default_factory=set)
    beside: set[Chunk] = field(default_factory=set)
    of_readers: set[Chunk] = field(default_factory=set)

    def all(self) -> set[Chunk]:
        """The chunks that are something else than they would be alone, but for those that were joined to others."""
        return self.beside | self.of_readers | self.rows.keys()


@dataclass(frozen=True, slots=True)
class _Row:
    """A figure with what it counts, and the box that holds them, with others like them or alone."""

    chunks: Sequence[Chunk]
    box: Box


def find_figures(
    segments: Segments, region: Region, spine: Spine, known: Known, vocabulary: Vocabulary, *, summaries: Summaries
) -> Figures:
    """The figures of the article whose text is in that region; lines of its `summaries` stay as they are."""
    search = _Search(segments, region, spine, known, vocabulary)
    if taken := summaries.all():
        search.short = [chunk for chunk in search.short if chunk not in taken or _is_figure(chunk)]
    for rows in search.groups():
        search.take(rows)
    search.take_ratings()
    return search.found


class _Search:
    """What was found so far on one page."""

    def __init__(self, segments: Segments, region: Region, spine: Spine, known: Known, vocabulary: Vocabulary) -> None:
        self.segments = segments
        self.chunks = segments.chunks
        self.region = region
        self.spine = spine
        self.vocabulary = vocabulary
        self.found = Figures()
        title = next((one.order for one in self.chunks[: spine.first] if _is_title(one, known)), region.root.first - 1)
        around = region.root.parent or region.root
        self.short = [
            chunk
            for chunk in self.chunks[title + 1 : max(spine.last + 1, around.first + around.chunks)]
            if chunk.words <= _LINE and not chunk.linked
        ]

    def groups(self) -> list[list[_Row]]:
        """The rows of figures, those together that stand side by side."""
        groups: dict[Box, list[_Row]] = {}
        seen: set[Chunk] = set()
        for chunk in self.short:
            if chunk not in seen and _DIGIT.search(chunk.text):
                for row in self.rows_of(chunk):
                    if seen.isdisjoint(row.chunks):
                        seen.update(row.chunks)
                        groups.setdefault(_outer(row), []).append(row)
        return list(groups.values())

    def rows_of(self, chunk: Chunk) -> list[_Row]:
        """The row of a line with a figure in it, or the rows that stand with it in one box, line by line."""
        box = chunk.box
        if chunk.level and not _is_figure(chunk):
            return []
        while box not in self.spine.trunk and box.tag not in _TABLED:
            inside = self.segments.inside(box)
            if _is_row(inside) and not (box.tag in _LINES and self.spine.on(chunk)):
                return _pairs(inside, box) or [_Row(inside, box)]
            if box.chunks > _CELLS or box.words > _ROW:
                return _pairs(inside, box) if box.chunks <= 2 * _MOST and box.words <= _MOST * _ROW else []
            if box.parent is None:
                break
            box = box.parent
        return []

    def take(self, rows: list[_Row]) -> None:
        """Take rows that stand side by side, if they are the article's."""
        inside = [chunk for row in rows for chunk in row.chunks]
        alone = len(rows) == 1
        if len(rows) > _MOST or (alone and (len(inside) == 1 or inside[0].text[-1] in _SENTENCE_END)):
            return
        box = self.box_of(rows)
        if not self.is_plain(box, rows) or any(map(_is_foreign, inside)) or is_caption(inside[0], self.region.root):
            return
        if 2 * sum(any(_CHANGE.search(chunk.text) for chunk in row.chunks) for row in rows) >= len(rows):
            return  # shares and currencies
        if alone and any(moment_in(chunk.text) for chunk in inside):
            return  # says when something was printed
        between = not alone and self.spine.first < inside[0].order < self.spine.last
        least, share = _BETWEEN if between else _ELSEWHERE
        if any(ratings.COUNTED.search(chunk.text) for chunk in inside):
            share = _COUNTED  # the votes of a parliament, or of readers
        lines = list(map(_in_one, rows))
        shared, longer = self.vocabulary.shared(lines)
        if (shared < least or shared < share * longer) and not (between and self.is_headed(inside[0])):
            return
        for row, line in zip(rows, lines, strict=True):
            self.put(row, line)
        if box is not None:
            self.found.beside.update(self.lines_beside(box, rows))

    def is_headed(self, first: Chunk) -> bool:
        """Whether rows stand right below a heading of the text: then they are what it announces, whatever they say."""
        return self.chunks[first.order - 1].level > 1 and self.spine.on(self.chunks[first.order - 1])

    def box_of(self, rows: Sequence[_Row]) -> Box | None:
        """The box that holds the rows and little else; None where they stand right in the text."""
        box = rows[0].box if len(rows) == 1 else _outer(rows[0])
        chunks, words = sum(len(row.chunks) for row in rows), sum(one.words for row in rows for one in row.chunks)
        around = None
        for outer in islice((box, *box.ancestors()), 8):
            if outer in self.spine.trunk or outer.chunks > chunks + _LINES_BESIDE or outer.words > words + _BESIDE:
                break
            if outer.tag in _FRAMES:
                break
            around = outer
        return around

    def is_plain(self, box: Box | None, rows: Sequence[_Row]) -> bool:
        """Whether the rows lead nowhere, ask for nothing, and stand in nothing that is named as no article's."""
        boxes = (box,) if box is not None else tuple(row.box for row in rows)
        if any(one.controls or one.lone_links or one.linked > _LINKED * one.words for one in boxes):
            return False
        return not is_in(rows[0].chunks[0].box, _APART, self.region)

    def lines_beside(self, box: Box, rows: Sequence[_Row]) -> list[Chunk]:
        known = {chunk for row in rows for chunk in row.chunks}
        return [chunk for chunk in self.segments.inside(box) if chunk not in known and not _is_foreign(chunk)]

    def put(self, row: _Row, line: Chunk) -> None:
        first, *others = row.chunks
        self.found.rows[first] = line
        self.found.joined.update(others)

    def take_ratings(self) -> None:
        """Take what a review says its subject is worth."""
        for chunk in self.short:
            if chunk in self.found.rows or chunk in self.found.joined or len(chunk.text) > ratings.LONGEST:
                continue
            rated = ratings.is_rating(chunk.text)
            if not rated and not ratings.is_bare(chunk.text):
                continue
            head = self.head_beside(chunk)
            if not (rated or head) or is_in(chunk.box, _APART, self.region):
                continue
            if not self.is_critics(chunk):
                self.found.of_readers.add(chunk)
                continue
            row = [chunk] if head is None or head.level else sorted((chunk, head), key=_order)
            self.put(one := _Row(row, chunk.box), _in_one(one))
            if head is not None and head.level:
                self.found.beside.add(head)

    def head_beside(self, chunk: Chunk) -> Chunk | None:
        """What says that a number is a rating, right above or below it in the same small box."""
        near = [self.chunks[at] for at in (chunk.order - 1, chunk.order + 1) if 0 <= at < len(self.chunks)]
        around = [box for box in islice((chunk.box, *chunk.box.ancestors()), 4) if box.words <= _ROW * 2]
        return next((one for one in near if around and one.box.within(around[-1]) and ratings.is_head(one.text)), None)

    def is_critics(self, chunk: Chunk) -> bool:
        """Whether a rating is not one of another work, nor readers': those are counted, or asked for."""
        small = [box for box in islice((chunk.box, *chunk.box.ancestors()), 4) if box.words <= 2 * _ROW]
        if any(box.controls or box.lone_links for box in small):
            return False
        beside = self.chunks[max(0, chunk.order - 1) : chunk.order + 2]
        return not any(ratings.COUNTED.search(one.text) for one in beside if one is not chunk and one.words <= _LINE)


def _is_title(chunk: Chunk, known: Known) -> bool:
    return chunk.level == 1 or (chunk.level > 0 and chunk.text.casefold() in known.headlines)


def _order(chunk: Chunk) -> int:
    return chunk.order


def _in_one(row: _Row) -> Chunk:
    """One chunk that says all of a row."""
    first, *others = row.chunks
    if not others:
        if first.box.chunks > 1 or first.box.tag in _LINES:
            return first
        parts = shown_text(first.box.element, 4 * _LONGEST, glue=" ")  # which may stand side by side by style alone
        return first if len(parts) > _LONGEST else replace(first, text=parts)
    words = sum(chunk.words for chunk in row.chunks)
    return Chunk(
        text=" ".join(chunk.text for chunk in row.chunks),
        box=row.box if len(row.chunks) == row.box.chunks else first.box,
        order=first.order,
        words=words,
        linked=sum(chunk.words * chunk.linked for chunk in row.chunks) / words,
        bold=0.0,
        links=tuple(link for chunk in row.chunks for link in chunk.links),
    )


def _outer(row: _Row) -> Box:
    """The box that a row stands in with others."""
    if len(row.chunks) < row.box.chunks:
        return row.box
    return next((outer for outer in row.box.ancestors() if outer.chunks > len(row.chunks)), row.box)


def _is_row(inside: Sequence[Chunk]) -> bool:
    """Whether a few short lines are a figure with what it counts."""
    if not 1 <= len(inside) <= _CELLS or sum(chunk.words for chunk in inside) > _ROW:
        return False
    if any(chunk.level and not _is_figure(chunk) for chunk in inside):
        return False
    if not any(_LETTERS.search(chunk.text) for chunk in inside):
        return False
    if len(inside) == 1:
        return _COUNTS.search(inside[0].text) is not None and inside[0].text[-1] not in _SENTENCE_END
    return any(map(_is_figure, inside)) and sum(_DIGIT.search(chunk.text) is None for chunk in inside) > 0


def _is_figure(chunk: Chunk) -> bool:
    """Whether a line is a figure, with a unit at most."""
    return len(chunk.text) <= _FIGURE and chunk.words <= 4 and _DIGIT.search(chunk.text[:4]) is not None


def _pairs(inside: Sequence[Chunk], box: Box) -> list[_Row]:
    """The rows of a box in which figures and what they count take turns, without boxes of their own; empty where they
    do not.
    """
    figures = [_is_figure(chunk) for chunk in inside]
    alternate = len(inside) > 3 and len(inside) % 2 == 0 and figures[0] != figures[1]
    if not alternate or figures != figures[:2] * (len(inside) // 2):
        return []
    return [_Row(inside[at : at + 2], box) for at in range(0, len(inside), 2)]


def _is_foreign(chunk: Chunk) -> bool:
    """Whether a line counts readers, tells the weather, says when it was printed or offers something."""
    head = chunk.text[: wording.HEAD]
    if wording.COUNT.match(head) or wording.AGO.found(head) or wording.BYLINE.match(head) or wording.APPEAL.match(head):
        return True
    if _DEGREES.search(head) or wording.LEAD_IN.match(head) or wording.NEWSLETTER.found(head):
        return True
    return is_promotional(chunk.text, chunk.linked)
