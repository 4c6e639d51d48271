"""What stands around the pieces of a page: which elements hold what counts, how the others are dressed, what they are
called, and how much of a piece is links.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from struct import pack, unpack_from

from tracker.extract.parsing.naming import label_of
from tracker.extract.sketches.cut import TURN, Cut, Piece
from tracker.model import Link

_LEAVES = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "tr", "td", "blockquote", "pre"))
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?""")
_HASHED = re.compile(r"[A-Za-z]*\d\w*")
_SIZE = 8
_BLANK = blake2b(digest_size=_SIZE)
HEADING, SIGNED, FIGURE, CAPTION, LINK = 1, 2, 4, 8, 16  # marks of elements: see `facts`
_HEADINGS = frozenset(("h2", "h3"))
_LINKS = frozenset(("a", "/a", "A", "/A"))
_NO_FACTS: tuple[tuple[str, ...], int] = ((), 0)


def short(text: str) -> int:
    """A short name for a text: 64 bits, for which nobody finds a second text within the life of a page."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=_SIZE).digest())


def shorts(texts: Sequence[str]) -> tuple[int, ...]:
    """The short names of several texts."""
    digests = []
    for text in texts:
        digest = _BLANK.copy()  # in less time than a new one
        digest.update(text.encode("utf-8", "replace"))
        digests.append(digest.digest())
    return unpack_from(f">{len(digests)}Q", b"".join(digests))


def packed(names: Iterable[int]) -> bytes:
    """Short names as bytes."""
    found = tuple(names)
    return pack(f"<{len(found)}Q", *found)


def unpacked(data: bytes) -> tuple[int, ...]:
    """The short names that were packed; what is left over at the end is none."""
    count = len(data) // _SIZE
    return unpack_from(f"<{count}Q", data)


@lru_cache(maxsize=20_000)
def attributes_of(raw: str) -> dict[str, str]:
    """The attributes of a tag as it stands on the page, names in lower case; the first of two of one name counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(raw[:4000]):
        found.setdefault(name.lower(), double or single or bare)
    return found


@lru_cache(maxsize=20_000)
def label(name: str, raw: str) -> str:
    """What an element's names make of it: see `naming`."""
    return label_of(name, attributes_of(raw))


def zone(place: int, count: int) -> int:
    """Whether a piece stands before what counts, among it, or after it; as bits that tell dresses apart."""
    return 0 if not place else 2 if place < count else 4


class Surroundings:
    """The elements of a cut page, once it is known which of its pieces count."""

    def __init__(self, cut: Cut, url: str) -> None:
        self.cut = cut
        self.url = url
        self.frame: set[int] = set()
        self.beside: set[int] = set()
        self.shared: set[int] = {0}
        self.inside: set[int] = set()
        self._paths: dict[int, int] = {}
        self._chains: dict[int, str] = {0: ""}
        self._facts = {0: _NO_FACTS}

    def enclose(self, pieces: Sequence[Piece]) -> None:
        """Take these pieces for what counts: the elements that hold them are the frame."""
        parents, names = self.cut.parents, self.cut.names
        for piece in pieces:
            element = piece.element
            if names[element] in _LEAVES:
                element = parents[element]
            self.beside.add(element)
            while element not in self.shared:
                if element in self.frame:
                    self.shared.add(element)
                self.frame.add(element)
                element = parents[element]
        self.frame.add(0)
        self._facts = {0: _NO_FACTS}
        inside = {piece.element for piece in pieces}
        if "h1" in names:
            inside.update(element for element, name in enumerate(names) if name == "h1")
        inside -= self.frame
        inner = 0
        for element in sorted(inside):
            if element < inner:
                continue
            inner = self.cut.end(element)
            inside.update(range(element + 1, inner))
        self.inside = inside

    def known_as(self, element: int, name: int, zone: int) -> int:
        """The short name of a text that does not count, where it stands: elsewhere it is another one. It counts whether it
        stands right in an element that holds what counts, or in one of its own there, or within a text or a headline.
        """
        if element in self.frame:
            return name ^ zone ^ 16
        return name ^ zone ^ (self.cut.parents[element] in self.beside) ^ (8 if element in self.inside else 0)

    def dress(self, element: int) -> int:
        """The short name of how an element is dressed: its own and all names around it up to what holds several
        of the texts that count.
        """
        path = self._paths.get(element)
        if path is None:
            cut = self.cut
            if element in self.shared:
                path = _look(cut.names[element], f"class={'beside' if element in self.beside else 'around'}")
            else:
                parent = cut.parents[element]
                above = self._paths[parent] if parent in self._paths else self.dress(parent)
                path = (above >> 1) ^ _look(cut.names[element], cut.tokens[cut.opened[element] + 1])
            self._paths[element] = path
        return path

    def inner(self, element: int) -> Iterator[int]:
        """The elements around a text up to the frame, from the inside out."""
        while element not in self.frame:
            yield element
            element = self.cut.parents[element]

    def labels(self, element: int) -> tuple[str, ...]:
        """What the names of the elements around a text make of them, from the inside out; up to the frame."""
        return self.facts(element)[0]

    def facts(self, element: int) -> tuple[tuple[str, ...], int]:
        """The labels of the elements around a text up to the frame, from the inside out, and the marks: those of headings
        and signatures up to the frame, the others of all elements around it.
        """
        known = self._facts.get(element)
        if known is None:
            cut = self.cut
            name, raw, parent = cut.names[element], cut.tokens[cut.opened[element] + 1], cut.parents[element]
            labels, marks = self._facts[parent] if parent in self._facts else self.facts(parent)
            called = label(name, raw)
            if name == "a":
                marks |= LINK
            elif name.startswith("fig"):
                marks |= FIGURE
            if called == "caption":
                marks |= CAPTION
            if element not in self.frame:
                if called:
                    labels = (called, *labels)
                if called == "byline" or "uthor" in raw or "creator" in raw or "yline" in raw:
                    marks |= SIGNED
                if name in _HEADINGS:
                    marks |= HEADING
            known = self._facts[element] = (labels, marks)
        return known

    def chain(self, element: int) -> str:
        """All elements around a text with their labels, and where they lead."""
        known = self._chains.get(element)
        if known is None:
            name, raw = self.cut.names[element], self.cut.attributes(element)
            known = f"{self.chain(self.cut.parents[element])}/{name}"
            if raw:
                if called := label(name, raw):
                    known += f":{called}"
                if name == "a":
                    known += f" {self.target(raw)}"
            self._chains[element] = known
        return known

    def build(self, pieces: Sequence[Piece]) -> bytes:
        """A digest of what is around these pieces and in them, but for how they are spaced and dressed."""
        starts = [piece.start for piece in pieces]
        shown = self.cut.pieces
        places = [bisect_left(starts, shown[at].start) if at < len(shown) else len(starts) for at, _ in self.cut.roots]
        parts = [
            *map(self._build, pieces),
            *(f"{place} {tag}" for place, (_, tag) in zip(places, self.cut.roots, strict=True)),
        ]
        return blake2b("\x1e".join(parts).encode("utf-8", "replace"), digest_size=16).digest()

    def _build(self, piece: Piece) -> str:
        """All of a piece that the reading depends on: what is around it, the tags in it, where its links lead."""
        chain = self.chain(piece.within)
        if piece.end - piece.start == 1:
            return chain
        parts = [chain]
        for name, raw, text in self.cut.inside(piece):
            parts.append(name)
            if raw and not raw.isspace():
                if "class" in raw and (called := label(name, raw)):
                    parts.append(f":{called}")
                if name == "a":
                    parts.append(self.target(raw))
            parts.append(" ".join(text.split()))
        return "\x1f".join(parts)

    def signed(self, piece: Piece) -> bool:
        """Whether an element in a piece or around it is one that may name the author."""
        if self.facts(piece.element)[1] & SIGNED:
            return True
        tokens = self.cut.tokens
        for at in range(piece.start + 1, piece.end - 1, TURN):
            raw = tokens[at + 1]
            if raw and (
                "uthor" in raw or "creator" in raw or "yline" in raw or label(tokens[at].lower(), raw) == "byline"
            ):
                return True
        return False

    def says_author(self, piece: Piece) -> bool:
        """Whether one of them says so of itself, which is believed wherever it stands."""
        for _, raw in self._elements(piece) if self.signed(piece) else ():
            if "author" in raw or "creator" in raw:
                found = attributes_of(raw)
                claims = (found.get("rel", ""), found.get("itemprop", ""), found.get("property", ""))
                if any(claim.endswith(("author", "creator")) for claim in claims):
                    return True
        return False

    def _elements(self, piece: Piece) -> Iterator[tuple[str, str]]:
        """The elements around a piece up to the frame and those in it, as names and attributes, where they have some."""
        cut = self.cut
        for one in self.inner(piece.element):
            if raw := cut.attributes(one):
                yield cut.names[one], raw
        for name, raw, _ in cut.inside(piece):
            if raw:
                yield name, raw

    def named(self, piece: Piece) -> str:
        """The classes of all elements in a piece and around it, in lower case."""
        return " ".join(attributes_of(raw).get("class", "") for _, raw in self._elements(piece)).lower()

    def outermost(self, element: int) -> int:
        """The outermost element around a text that is not of the frame; the element of the frame where there is none."""
        for one in self.inner(element):
            element = one
        return element

    def target(self, raw: str) -> str:
        """Where a link leads, as far as it counts; a relative one is not joined, for the page's address counts itself."""
        href = attributes_of(raw).get("href", "#").replace("&amp;", "&").strip()
        scheme, mark, rest = href.partition("//")
        if not mark or scheme not in ("http:", "https:"):
            mark, rest = "", href
        return mark + (Link("", href).target if "?" in href or "#" in href else rest)

    def linked(self, piece: Piece, text: str) -> float:
        """How much of a piece is links, from 0 to 1."""
        if self.facts(piece.within)[1] & LINK:
            return 1.0
        tokens = self.cut.tokens
        length = depth = 0
        for at in range(piece.start + 1, piece.end - 1, TURN):
            name = tokens[at]
            if name in _LINKS:
                depth = max(0, depth - 1) if name[0] == "/" else depth + 1
            if depth:
                length += len(tokens[at + 2].strip())
        return min(1.0, length / max(1, len(text)))


@lru_cache(maxsize=20_000)
def _look(name: str, raw: str) -> int:
    """The short name of what tells an element from others, without the hashes that a build tool made."""
    if not raw or raw.isspace():
        return short(name)
    found = attributes_of(raw)
    names = f"{found.get('class', '')} #{found.get('id', '')} {found.get('role', '')}"
    if "hidden" in found or found.get("aria-hidden") == "true" or "none" in found.get("style", ""):
        names += " hidden"
    return short(f"{name} {_HASHED.sub('0', names)}")
