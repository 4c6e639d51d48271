"""Draws a page's sketch: finds the texts of its document among the pieces of the page, and says what the others are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from tracker.extract.body.furniture import Verdict
from tracker.extract.body.outside import OUTSIDE
from tracker.extract.parsing.shown import weigh
from tracker.extract.quality import SHORT, may_be_refusal
from tracker.extract.sketches.boxes import boxes, mark
from tracker.extract.sketches.cut import Unclear, cut
from tracker.extract.sketches.headfacts import digest_as_it_stands, digest_of_data, digest_of_told, telling
from tracker.extract.sketches.sketch import MAX_LENGTH, Box, Signed, Sketch
from tracker.extract.sketches.surroundings import Surroundings, packed, short, shorts, zone
from tracker.model import Document, Mark

_FEWEST = 40  # words: with fewer the reading tries other ways to the text
_MAX_KNOWN = 3_000
_MAX_RUN = 6  # pieces that a byline may stand in
_STRUCTURAL = OUTSIDE | {
    "outside",
    "listing",
    "media",
    "byline",
    "form",
    "links",
    "teaser",
    "link-list",
    "before",
    "after",
}
_SPACE = re.compile("[\\s“”\u00ad\u200b\u2060\ufeff\x00-\x1f]+")


def draw(text: str, url: str, document: Document, verdicts: Sequence[Verdict]) -> Sketch | None:
    """The sketch of a page that was read as `document` with these verdicts; None where its texts cannot be found again
    by cutting it, or where its article is too short, or paid for: a line that says so is no text that counts.
    """
    weights = {verdict.chunk.text: verdict.chunk.words for verdict in verdicts}
    counted = (weights[text] if text in weights else weigh(text) for text in (block.text for block in document.blocks))
    words = round(sum(counted))  # as `quality` counts them
    if len(text) > MAX_LENGTH or words < _FEWEST or Mark.SPONSORED in document.marks:
        return None
    try:
        return _Drawing(text, url, document, verdicts).sketch(words)
    except Unclear:
        return None


class _Drawing:
    """Finds the texts of a document among the pieces of its page."""

    def __init__(self, text: str, url: str, document: Document, verdicts: Sequence[Verdict]) -> None:
        self.text = text
        self.page = page = cut(text, placed=True)
        self.url = url
        self.document = document
        self.verdicts = verdicts
        self.texts = page.texts()
        self.names = shorts(self.texts)
        self.squeezed = _all_squeezed(self.texts)
        self.chunks = dict(zip(self.texts, self.squeezed, strict=True))
        others = [verdict.chunk.text for verdict in verdicts if verdict.chunk.text not in self.chunks]
        self.chunks.update(zip(others, _all_squeezed(others), strict=True))
        self.open = Surroundings(page, url)  # with all elements in it that there are
        self.open.frame.add(0)
        self.places: dict[str, list[int]] = {}
        for at, squeezed in enumerate(self.squeezed):
            self.places.setdefault(squeezed, []).append(at)
        self.fixed: set[int] = set()

    def sketch(self, words: int) -> Sketch | None:
        document, page = self.document, self.page
        if not all(self.fix(block.text) for block in document.blocks) or not self.agrees():
            return None
        heads = (document.headlines.h1,) if document.headlines.h1 else ()
        if not all(self.fix(head) for head in heads):
            return None
        if words < SHORT and any(may_be_refusal(text, words) for text in self.texts):
            return None  # what stands around a short text decides whether it is believed
        standfirst, byline = self.fix_standfirst(), self.fix_byline()
        if standfirst is None or byline is None:
            return None
        order = sorted(self.fixed)
        fixed = [page.pieces[at] for at in order]
        around = Surroundings(page, self.url)
        around.enclose(fixed)
        counting = {self.names[at] for at in order}
        # a copy of a text that counts counts too: where it stands is part of what must not change
        order = [at for at, name in enumerate(self.names) if name in counting]
        if len(order) != len(self.fixed):
            self.fixed.update(order)
            fixed = [page.pieces[at] for at in order]
            around = Surroundings(page, self.url)
            around.enclose(fixed)
        known, dresses, wrappers = self.furniture(around, order)
        boxed = self.boxed(around, order)
        head = telling(page)
        return Sketch(
            head=digest_of_told(page, self.url, head),
            raw=digest_as_it_stands(page, self.url, head),
            data=digest_of_data(page),
            texts=packed(self.names[at] for at in order),
            build=around.build(fixed),
            known=packed(sorted(known | boxed.keys())),
            dresses=packed(sorted(dresses)),
            wrappers=packed(sorted(wrappers)),
            claims=f"{document.headlines.title} {document.headlines.og} {document.headlines.json_ld}"[:1000],
            signed=byline[0],
            words=words,
            standfirst_at=order.index(standfirst) if standfirst >= 0 else -1,
            byline_at=order.index(byline[1]) if byline[1] >= 0 else -1,
            boxes=tuple(boxed.values()),
        )

    def agrees(self) -> bool:
        """Whether the elements around the article's texts are those of the parsed page: then cutting can follow it."""
        for verdict in self.verdicts:
            if not verdict.rule or verdict.kind == "caption":
                box = verdict.chunk.box
                wanted = [box.tag, *(outer.tag for outer in box.ancestors())][:-1]
                places = self.places.get(self.chunks[verdict.chunk.text], ())
                if places and all(self.page.blocks_around(self.page.pieces[at].element) != wanted for at in places):
                    return False
        return True

    def fix(self, text: str) -> bool:
        """Find a text that counts: in a piece of its own, as part of one, or over several; whether it was found."""
        wanted = self.chunks.get(text) or _squeezed(text)
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
        for at, text in enumerate(self.squeezed):
            if text and wanted.startswith(text) and "standfirst" in self.open.labels(self.page.pieces[at].element):
                found = [at] if text == wanted else self.several(wanted)
                self.fixed.update(found)
                return found[0] if found else None
        if any(
            verdict.chunk.text == self.document.standfirst for verdict in self.verdicts
        ):  # printed in an element without a name
            self.fix(self.document.standfirst)
        return -1  # or the head's or the linked data's, of which there are digests

    def fix_byline(self) -> tuple[Signed, int] | None:
        """Where the byline was read, and the first of its pieces or -1; None where it cannot be told."""
        wanted = _squeezed(self.document.byline)
        if not wanted:
            return Signed.NOWHERE, -1
        around = self.open
        for at, piece in enumerate(self.page.pieces):
            first = self.squeezed[at]
            if wanted[:1] not in first:
                continue  # it does not begin here
            run = "".join(self.squeezed[at : at + _MAX_RUN])
            if 0 <= run.find(wanted) < len(first) and around.signed(piece):
                rest, last = run.find(wanted) + len(wanted), at
                while (rest := rest - len(self.squeezed[last])) > 0:
                    last += 1
                self.fixed.update(range(at, last + 1))
                return (Signed.NAMED if "byline" in around.named(piece) else Signed.VAGUE), at
        return (Signed.HEAD, -1) if self.document.byline == ", ".join(self.document.authors) else None

    def furniture(
        self, around: Surroundings, order: list[int]
    ) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
        """The texts that do not count; the dresses in which only such stood, cut for where they stood; and the dresses
        and builds of what counts.
        """
        structural = self.structural()
        known: set[int] = set()
        licensed: set[int] = set()
        wrappers = frozenset(around.dress(self.page.pieces[at].element) for at in order)
        refused = set(wrappers)
        place, here = 0, zone(0, len(order))
        counting = set(order)
        names, texts = self.names, self.squeezed
        known_as, dress, facts = around.known_as, around.dress, around.facts
        for at, (element, *_) in enumerate(self.page.pieces):
            if at in counting:
                place += 1
                here = zone(place, len(order))
                continue
            if at < _MAX_KNOWN:
                known.add(known_as(element, names[at], here))
            dressed = dress(element) ^ here
            if dressed in refused:
                continue  # whatever else stands in it
            outside = texts[at] in structural or not OUTSIDE.isdisjoint(facts(element)[0])
            (licensed if outside else refused).add(dressed)
        return frozenset(known), frozenset(licensed - refused), wrappers

    def boxed(self, around: Surroundings, order: list[int]) -> dict[int, Box]:
        """Boxes of furniture, by the short names of the marks that stand for them, where they stand."""
        starts = [self.page.pieces[at].start for at in order]
        found = {}
        for element, box in boxes(self.text, self.page, around):
            here = zone(bisect_left(starts, self.page.opened[element]), len(order))
            found[around.known_as(element, short(mark(box)), here)] = box
        return found

    def structural(self) -> set[str]:
        """The texts that were only cut for where they stood."""
        found: set[str] = set()
        others: set[str] = set()
        for verdict in self.verdicts:
            (found if verdict.rule in _STRUCTURAL else others).add(self.chunks[verdict.chunk.text])
        return found - others


def _all_squeezed(texts: Sequence[str]) -> list[str]:
    """Several texts, squeezed; all at once, for they are many and short."""
    squeezed = _plainly("\x00".join(texts)).split("\x00")
    if len(squeezed) != len(texts):
        return [_squeezed(text) for text in texts]
    return [text if text.isprintable() else _SPACE.sub("", text) for text in squeezed]


def _squeezed(text: str) -> str:
    """A text without white space, invisible characters and quotation marks."""
    if text.isprintable():  # then no other white space is in it
        return _plainly(text)
    return _SPACE.sub("", text)


def _plainly(text: str) -> str:
    return text.replace(" ", "").replace("“", "").replace("”", "")
