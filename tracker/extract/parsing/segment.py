"""A tree into chunks (runs of text that a reader sees as one piece) and the boxes they stand in.

Which chunks are the article is left to others; here only what cannot be read at all (scripts, controls) is left out.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.extract.parsing.footnotes import is_mark, raised
from tracker.extract.parsing.inline import is_all_of, is_label, is_term, is_unread
from tracker.extract.parsing.naming import label_of
from tracker.extract.parsing.shown import ROLES, is_data_row, menu_text, shown_text, tidy, weigh
from tracker.extract.parsing.veiled import MOST_VEILED, is_shown

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
MAX_CHUNKS = 60_000
_NO_ATTRIBUTES: dict[str, str] = {}
_SENTENCE_END = frozenset('.!?。！？”"…»:؟۔।')


@dataclass(slots=True, eq=False)
class Box:
    """A block-level element with what stands in it. `label` says what its names make of it, empty where nothing.
    `order` numbers the boxes of a page; those inside of this one have the numbers up to `end`.
    """

    element: Any
    tag: str
    parent: Box | None
    label: str
    signature: str
    order: int
    end: int = 0
    words: float = 0.0
    linked: float = 0.0
    prose: float = 0.0
    controls: int = 0
    chunks: int = 0
    headings: int = 0
    lone_links: int = 0
    images: int = 0
    rows: int = 0
    score: float = 0.0
    first: int = 1_000_000_000
    down: Box | None = None
    along: Box | None = None
    newest: Box | None = None

    @property
    def children(self) -> Iterator[Box]:
        """The boxes right inside, in order."""
        box = self.down
        while box is not None:
            yield box
            box = box.along

    def ancestors(self) -> Iterator[Box]:
        """The boxes around this one, from the inside out."""
        box = self.parent
        while box is not None:
            yield box
            box = box.parent

    def within(self, other: Box) -> bool:
        """Whether this box is `other` or stands in it."""
        return other.order <= self.order < other.end


@dataclass(slots=True, eq=False)
class Chunk:
    """One run of text. `words` weighs its length in English words; `linked` and `bold` are shares from 0 to 1; `good`
    says how much it reads like running text: its words, none where it is short or links.
    """

    text: str
    box: Box
    order: int
    words: float
    linked: float
    bold: float
    links: tuple[tuple[str, str], ...]
    level: int = 0
    good: float = 0.0


@dataclass(slots=True)
class Segments:
    """All chunks in reading order, all boxes in document order, and the elements that may name the author."""

    chunks: list[Chunk]
    boxes: list[Box]
    signed: list[tuple[Any, Box]]
    tested: list[Any]  # elements with an attribute for tests
    stamped: list[Any]  # elements with an attribute that may hold a moment

    def inside(self, box: Box) -> list[Chunk]:
        """The chunks that stand in a box, where it is summed up how many those are: they follow one another."""
        return self.chunks[box.first : box.first + box.chunks]


TESTS = ("data-testid", "data-test-id", "data-component", "data-qa", "data-test", "data-cy", "data-gu-name")
STAMPS = (
    *("title", "datetime", "data-utc", "data-iso", "data-isodate", "data-publish-date"),
    *("data-pubdate", "data-datetime", "data-date"),
)
_TESTS = frozenset(TESTS)
_NOTES = frozenset((*TESTS, *STAMPS))
_TELLING = _NOTES | {"rel", "itemprop", "property"}
_STAMPED = frozenset(("span", "li", "div", "p"))


def segment(root: Any) -> Segments:
    """The chunks and boxes of a parsed page (see `page.parse`; recursion is bounded by its `MAX_DEPTH`)."""
    body = next(root.iterchildren("body"), None)
    top = body if body is not None else root
    walker = _Walker()
    box = walker.open(top, top.tag, None)
    walker.walk(top, box)
    walker.flush(box)
    box.end = len(walker.boxes)
    return Segments(walker.chunks, walker.boxes, walker.signed, walker.tested, walker.stamped)


def names_creator(element: Any) -> bool:
    """Whether RDFa says that an element names who made the article: rel="sioc:has_creator", property="dc:creator"."""
    return _creates(element.attrib)


def _is_authors(attributes: Mapping[str, str]) -> bool:
    """Whether a box is said to be about the author, by microdata or RDFa; what a box is related to is another matter."""
    return attributes.get("itemprop") == "author" or ("property" in attributes and _creates(attributes))


def _names_author(attributes: Mapping[str, str]) -> bool:
    return "author" in (attributes.get("rel"), attributes.get("itemprop")) or _creates(attributes)


def _creates(attributes: Mapping[str, str]) -> bool:
    claim = attributes.get("rel") or attributes.get("property")
    return claim is not None and (claim == "author" or claim.endswith(("creator", ":author")))


class _Walker:
    """The state of one walk through a tree: the run of text that is being collected, and what is done."""

    __slots__ = ("bold", "bold_length", "boxes", "chunks", "images", "link", "linked", "links", "parts", "quoted", "signed", "stamped", "tested", "veiled")  # fmt: skip

    def __init__(self) -> None:
        self.chunks: list[Chunk] = []
        self.boxes: list[Box] = []
        self.parts: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.link = ""
        self.quoted = 0
        self.linked = 0
        self.bold = 0
        self.bold_length = 0
        self.images = 0
        self.veiled = 0
        self.signed: list[tuple[Any, Box]] = []
        self.tested: list[Any] = []
        self.stamped: list[Any] = []

    def open(self, element: Any, tag: str, parent: Box | None) -> Box:
        items = element.items()
        attributes = dict(items) if items else _NO_ATTRIBUTES
        label = label_of(tag, attributes)
        if tag == "footer" and parent is not None and parent.tag == "blockquote":
            label = ""  # says whose words they are
        names = attributes.get("class", "").split(None, 1) if items else None
        box = Box(element, tag, parent, label, f"{tag}.{names[0]}" if names else tag, len(self.boxes))
        self.boxes.append(box)
        telling = items and not _TELLING.isdisjoint(attributes)  # as few are
        if label == "byline" or (telling and _is_authors(attributes)):
            self.signed.append((element, box))
        if telling:
            self.note(element, attributes)
        if parent is not None:
            if parent.newest is None:
                parent.down = box
            else:
                parent.newest.along = box
            parent.newest = box
        return box

    def note(self, element: Any, attributes: Mapping[str, str]) -> None:
        if not _TESTS.isdisjoint(attributes):
            self.tested.append(element)
        if element.tag in _STAMPED and any(value[:2].isdigit() for name in STAMPS if (value := attributes.get(name))):
            self.stamped.append(element)

    def walk(self, element: Any, box: Box) -> None:  # noqa: C901 -- each step is one of a table, and asked for each element
        text = element.text
        if text and (self.parts or not text.isspace()):
            self.add(text)
        for child in element[:]:  # all at once, in two thirds of the time
            tag = child.tag
            match ROLES.get(tag):
                case None:
                    if isinstance(tag, str):
                        self.block(child, tag, box)
                case "break":
                    self.parts.append("\n")
                case "skip":
                    if tag == "noscript" or tag == "template":  # noqa: PLR1714 -- asked often, and quicker so
                        self.veil(child, tag, box)
                case "image":
                    self.images += 1
                case "control":
                    self.control(child, tag, box)
                case role:
                    self.inline(child, tag, role, box)
            tail = child.tail
            if tail and (self.parts or not tail.isspace()):
                self.add(tail)

    def veil(self, child: Any, tag: str, box: Box) -> None:
        if len(child) and self.veiled < MOST_VEILED:
            self.veiled += 1
            if is_shown(child):
                self.block(child, tag, box)

    def control(self, child: Any, tag: str, box: Box) -> None:
        term = tag == "button" and box.tag == "p" and is_term(child, self.parts)
        if term or (tag == "button" and box.tag in HEADINGS and is_all_of(box.element, child)):
            self.walk(child, box)
        else:
            box.controls += child.get("type") != "hidden"

    def block(self, child: Any, tag: str, box: Box) -> None:
        if self.parts or self.images:
            self.flush(box)
        inner = self.open(child, tag, box)
        if inner.label == "nav" and (entries := menu_text(child)):
            self.chunks.append(Chunk(entries, inner, len(self.chunks), weigh(entries), 1.0, 0.0, ()))
        elif tag == "tr" and is_data_row(child):
            self.row(child, inner)
        else:
            self.walk(child, inner)
        if self.parts or self.images:
            self.flush(inner)
        inner.end = len(self.boxes)

    def row(self, element: Any, box: Box) -> None:
        for cell in element:
            if isinstance(cell.tag, str):
                self.walk(cell, box)
                if self.parts:
                    self.add(" ")

    def inline(self, child: Any, tag: str, role: str, box: Box) -> None:  # noqa: C901 -- each step is one of a table, as above
        items = child.items()
        attributes = dict(items) if items else _NO_ATTRIBUTES
        first = items and not self.parts
        if items:
            label = label_of(tag, attributes) if "class" in attributes else ""
            if is_unread(child, label, attributes, self.parts):
                return
            if label == "crosshead":
                self.block(child, tag, box)
                return
            telling = not _TELLING.isdisjoint(attributes)  # as few are
            if label == "byline" or (telling and _names_author(attributes)):
                self.signed.append((child, box))
            if telling:
                self.note(child, attributes)
        if (tag == "sup" or attributes.get("href", "").startswith("#")) and self.raise_figures(child, tag):
            return
        match role:
            case "link":
                self.anchor(child, box, attributes.get("href") or "#")
            case "bold":
                self.bold += 1
                self.walk(child, box)
                self.bold -= 1
            case "quoted":
                self.quote(child, box)
            case _:
                self.walk(child, box)
        if first and "class" in attributes and self.parts and is_label(child, attributes):
            self.parts.append(" ")

    def anchor(self, child: Any, box: Box, href: str) -> None:
        outer, self.link = self.link, href
        self.part_from(child)
        start = len(self.parts)
        self.walk(child, box)
        if len(self.parts) > start:
            self.links.append((tidy("".join(self.parts[start:])), self.link))
        self.link = outer

    def raise_figures(self, child: Any, tag: str) -> bool:
        """Whether an element is the mark of a note, which is left out, or figures above the line, which are taken so."""
        if is_mark(child):
            return True
        figures = raised(child, self.parts[-1]) if tag == "sup" and self.parts else ""
        if figures:
            self.add(figures)
        return figures != ""

    def quote(self, child: Any, box: Box) -> None:
        marks = "‘’" if self.quoted % 2 else "“”"
        self.quoted += 1
        self.parts.append(marks[0])
        self.walk(child, box)
        self.parts.append(marks[1])
        self.quoted -= 1

    def part_from(self, link: Any) -> None:
        """A space between a label and the link that follows it, which pages part by style alone: "Read also" + "A title"."""
        if not self.parts or not self.parts[-1][-1:].islower():
            return
        before = link.getprevious()
        if before is None or before.tail or ROLES.get(before.tag) not in ("inline", "bold"):
            return
        if shown_text(link, 4)[:1].isupper():
            self.parts.append(" ")

    def add(self, text: str) -> None:
        if text.isspace():
            self.parts.append(" ")
            return
        self.parts.append(text.replace("\n", " ") if "\n" in text else text)
        if self.link:
            self.linked += len(text)
        if self.bold:
            self.bold_length += len(text)

    def flush(self, box: Box) -> None:
        """Close the run: it becomes a chunk of `box`, or several where empty lines part it."""
        parts, self.parts = self.parts, []
        if self.images:
            box.images += self.images
        if parts and len(self.chunks) < MAX_CHUNKS:
            whole = "".join(parts)
            if not whole.isspace():
                self.close(whole, box)
        self.links = []
        self.linked = self.bold_length = self.images = 0

    def close(self, whole: str, box: Box) -> None:
        parted = _paragraphs(whole) if "\n" in whole else (whole,)
        pieces = [piece for part in parted if (piece := tidy(part))]
        length = max(1, sum(map(len, pieces)))
        level = _level(box)
        links = tuple(self.links)
        linked = min(1.0, self.linked / length) if self.linked else 0.0
        bold = min(1.0, self.bold_length / length) if self.bold_length else 0.0
        for piece in pieces:
            if len(pieces) > 1:
                links = tuple(link for link in self.links if link[0] and link[0] in piece)
                linked = min(1.0, sum(len(text) for text, _ in links) / len(piece))
            words = weigh(piece)
            good = 0.0 if level else _goodness(piece, words, linked)
            self.chunks.append(Chunk(piece, box, len(self.chunks), words, linked, bold, links, level, good))


def _level(box: Box) -> int:
    """The level of the heading that a box is or stands in; 0 where it is none."""
    if box.tag not in ("div", "span") and box.label != "crosshead":
        return HEADINGS.get(box.tag, 0)
    outer: Box | None = box
    for _ in range(4):
        if outer is None or outer.tag in HEADINGS or outer.label == "crosshead":
            break
        outer = outer.parent if outer.tag in ("div", "span") else None
    return 0 if outer is None else HEADINGS.get(outer.tag, 3 if outer.label == "crosshead" else 0)


def _goodness(text: str, words: float, linked: float) -> float:
    if linked > 0.5 or words < 5 or (words < 12 and text[-1] not in _SENTENCE_END):
        return 0.0
    return words * (1 - linked)


def _paragraphs(whole: str) -> list[str]:
    """The run cut where two line breaks follow one another with nothing but space between."""
    pieces: list[str] = []
    current: list[str] = []
    empty = 0
    for line in whole.split("\n"):
        if line.strip():
            if empty and current:
                pieces.append(" ".join(current))
                current = []
            current.append(line)
            empty = 0
        else:
            empty += 1
    if current:
        pieces.append(" ".join(current))
    return pieces
