"""A page's sketch, and whether another capture of the page still reads the same, told by it without reading the page.

The verdict errs on one side only: what cannot be shown to be furniture is a doubt, and then the page has to be read.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are those of the rules of reading that they stand for
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from tracker.extract.cut import Cut, Piece, Unclear, cut
from tracker.extract.furniture import Verdict
from tracker.extract.headfacts import digest_of_data, digest_of_scripts, digest_of_told, told
from tracker.extract.newcomers import Newcomers, Signed
from tracker.extract.outside import OUTSIDE
from tracker.extract.surroundings import Surroundings, short
from tracker.model import Document

FORM = 1
MAX_LENGTH = 2_000_000
_SHORTEST = 120  # words: below, what stands around a text decides whether it is believed (see `quality`)
_MAX_KNOWN = 3_000
_MAX_RUN = 6  # pieces that a byline may stand in
_STRUCTURAL = OUTSIDE | {"outside", "listing", "media", "byline", "form", "links", "teaser", "link-list", "before", "after"}
_SPACE = re.compile("[\\s“”\u00ad\u200b\u2060\ufeff\x00-\x1f]+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a page that was read. `texts` are the short names of all texts that count, in their order, and
    `build` the digest of what stands around and in them; `known` are the other texts, `dresses` how they are dressed.
    `head`, `scripts` and `data` are digests of what the head says. `standfirst_at` and `byline_at` are places in
    `texts`, or -1 for what only the head says.
    """

    head: bytes
    scripts: bytes
    data: bytes
    texts: tuple[int, ...]
    build: bytes
    known: frozenset[int]
    dresses: frozenset[int]
    wrappers: frozenset[int]
    claims: str
    signed: Signed
    words: int
    standfirst_at: int
    byline_at: int


def draw(text: str, url: str, document: Document, verdicts: Sequence[Verdict]) -> Sketch | None:
    """The sketch of a page that was read as `document` with these verdicts; None where its texts cannot be found again
    by cutting it, or where its article is too short.
    """
    words = len(document.text.split())
    if len(text) > MAX_LENGTH or words < _SHORTEST:
        return None
    try:
        return _Drawing(cut(text), url, document, verdicts).sketch(words)
    except Unclear:
        return None


def doubt(sketch: Sketch, text: str, url: str) -> str:
    """Why a page may read otherwise than the one that was sketched; empty where it certainly reads the same."""
    if len(text) > MAX_LENGTH:
        return "length"
    if "</html" not in (tail := text[-2000:].lower()) and "</body" not in tail:
        return "no end"
    try:
        page = cut(text)
    except Unclear as why:
        return f"unclear: {why}"
    facts = told(page, url)
    if digest_of_told(facts) != sketch.head:
        return "head"
    if digest_of_scripts(page) != sketch.scripts and digest_of_data(page) != sketch.data:
        return "linked data"
    return _doubt_of_texts(sketch, page, url)


def _doubt_of_texts(sketch: Sketch, page: Cut, url: str) -> str:
    counting = frozenset(sketch.texts)
    fixed: list[Piece] = []
    found: list[int] = []
    others: list[tuple[int, str, int, int]] = []
    for at, piece in enumerate(page.pieces):
        text = page.text(piece)
        name = short(text)
        if name in counting:
            fixed.append(piece)
            found.append(name)
        else:
            others.append((at, text, name, len(found)))
    if tuple(found) != sketch.texts:
        return "texts"
    around = Surroundings(page, url)
    around.enclose(fixed)
    if _build(around, fixed) != sketch.build:
        return "build"
    newcomers = Newcomers(around, sketch, frozenset(fixed))
    for at, text, name, place in others:
        if name ^ around.near(page.pieces[at]) not in sketch.known and (why := newcomers.doubt(at, text, place)):
            return why
    return ""


def _build(around: Surroundings, pieces: Iterable[Piece]) -> bytes:
    return blake2b("\x1e".join(map(around.build, pieces)).encode("utf-8", "replace"), digest_size=16).digest()


class _Drawing:
    """Finds the texts of a document among the pieces of its page."""

    def __init__(self, page: Cut, url: str, document: Document, verdicts: Sequence[Verdict]) -> None:
        self.page = page
        self.url = url
        self.document = document
        self.verdicts = verdicts
        self.texts = [page.text(piece) for piece in page.pieces]
        self.squeezed = [_squeezed(text) for text in self.texts]
        self.places: dict[str, list[int]] = {}
        for at, text in enumerate(self.squeezed):
            self.places.setdefault(text, []).append(at)
        self.fixed: set[int] = set()

    def sketch(self, words: int) -> Sketch | None:
        document, page = self.document, self.page
        if not all(self.fix(block.text) for block in document.blocks):
            return None
        heads = (document.headlines.h1,) if document.headlines.h1 else ()
        if not all(self.fix(head) for head in heads):
            return None
        standfirst, byline = self.fix_standfirst(), self.fix_byline()
        if standfirst is None or byline is None:
            return None
        order = sorted(self.fixed)
        fixed = [page.pieces[at] for at in order]
        around = Surroundings(page, self.url)
        around.enclose(fixed)
        counting = {short(self.texts[at]) for at in order}
        # a copy of a text that counts counts too: where it stands is part of what must not change
        order = [at for at, text in enumerate(self.texts) if short(text) in counting]
        if len(order) != len(self.fixed):
            self.fixed.update(order)
            fixed = [page.pieces[at] for at in order]
            around = Surroundings(page, self.url)
            around.enclose(fixed)
        known, dresses, wrappers = self.furniture(around, order)
        return Sketch(
            head=digest_of_told(told(page, self.url)),
            scripts=digest_of_scripts(page),
            data=digest_of_data(page),
            texts=tuple(short(self.texts[at]) for at in order),
            build=_build(around, fixed),
            known=known,
            dresses=dresses,
            wrappers=wrappers,
            claims=" ".join((document.headlines.title, document.headlines.og, document.headlines.json_ld))[:1000],
            signed=byline[0],
            words=words,
            standfirst_at=order.index(standfirst) if standfirst >= 0 else -1,
            byline_at=order.index(byline[1]) if byline[1] >= 0 else -1,
        )

    def fix(self, text: str) -> bool:
        """Find a text that counts: in a piece of its own, as part of one, or over several; whether it was found."""
        wanted = _squeezed(text)
        at = self.places.get(wanted) or self.part(wanted) or self.several(wanted)
        self.fixed.update(at)
        return bool(at)

    def part(self, wanted: str) -> list[int]:
        return [at for at, text in enumerate(self.squeezed) if len(text) > len(wanted) and wanted in text]

    def several(self, wanted: str) -> list[int]:
        for first, text in enumerate(self.squeezed):
            if text and wanted.startswith(text):
                rest, at = wanted[len(text) :], first + 1
                while rest and at < len(self.squeezed) and rest.startswith(self.squeezed[at]):
                    rest = rest[len(self.squeezed[at]) :]
                    at += 1
                if not rest:
                    return list(range(first, at))
        return []

    def fix_standfirst(self) -> int | None:
        """The piece that the standfirst was read from; -1 where it is the head's, None where it cannot be told."""
        wanted = _squeezed(self.document.standfirst)
        if not wanted:
            return -1
        around = Surroundings(self.page, self.url)
        around.frame.add(0)
        for at, text in enumerate(self.squeezed):
            if text and wanted.startswith(text) and "standfirst" in around.labels(self.page.pieces[at].element):
                found = [at] if text == wanted else self.several(wanted)
                self.fixed.update(found)
                return found[0] if found else None
        facts = told(self.page, self.url)
        said = {_squeezed(value) for name, value in facts if name.endswith("description")}
        return -1 if wanted in said or digest_of_data(self.page) else None

    def fix_byline(self) -> tuple[Signed, int] | None:
        """Where the byline was read, and the first of its pieces or -1; None where it cannot be told."""
        wanted = _squeezed(self.document.byline)
        if not wanted:
            return Signed.NOWHERE, -1
        around = Surroundings(self.page, self.url)
        around.frame.add(0)
        for at, piece in enumerate(self.page.pieces):
            if self.squeezed[at] and around.signed(piece):
                run = ""
                for last in range(at, min(at + _MAX_RUN, len(self.squeezed))):
                    run += self.squeezed[last]
                    if wanted in run:
                        self.fixed.update(range(at, last + 1))
                        return (Signed.NAMED if "byline" in around.named(piece) else Signed.VAGUE), at
        return (Signed.HEAD, -1) if self.document.byline == ", ".join(self.document.authors) else None

    def furniture(self, around: Surroundings, order: list[int]) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
        """The texts that do not count; the dresses in which only such stood, cut for where they stood; and the dresses
        and builds of what counts.
        """
        rules: dict[str, set[str]] = {}
        for verdict in self.verdicts:
            rules.setdefault(_squeezed(verdict.chunk.text), set()).add(verdict.rule)
        known: set[int] = set()
        licensed: set[int] = set()
        refused = {around.dress(self.page.pieces[at].element) for at in order}
        place = 0
        counting = set(order)
        for at, piece in enumerate(self.page.pieces):
            if at in counting:
                place += 1
                continue
            if len(known) < _MAX_KNOWN:
                known.add(short(self.texts[at]) ^ around.near(piece))
            dress = around.dress(piece.element) ^ zone(place, len(order))
            structural = rules.get(self.squeezed[at], {""}) <= _STRUCTURAL or bool(_strong(around, piece))
            (licensed if structural else refused).add(dress)
        wrappers = frozenset(around.dress(self.page.pieces[at].element) for at in order)
        return frozenset(known), frozenset(licensed - refused), wrappers


def _strong(around: Surroundings, piece: Piece) -> set[str]:
    return OUTSIDE.intersection(around.labels(piece.element))


def zone(place: int, count: int) -> int:
    """Whether a piece stands before what counts, among it, or after it; as bits that tell dresses apart."""
    return 0 if not place else 2 if place < count else 4


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text)
