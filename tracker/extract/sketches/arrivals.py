"""Whether a text that is new on a page may be more than furniture: each rule here stands for one of the reading's own."""

# ruff: noqa: PLR2004 -- the numbers of these rules are those of the rules of reading that they stand for
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from tracker.extract.authors.byline import is_signature
from tracker.extract.authors.signatures import is_signed
from tracker.extract.body.outside import OUTSIDE, VAGUE
from tracker.extract.body.standfirst import is_alike
from tracker.extract.parsing import wording
from tracker.extract.parsing.segment import HEADINGS
from tracker.extract.parsing.shown import weigh
from tracker.extract.quality import may_be_refusal
from tracker.extract.sketches.boxes import MARK, Boxed
from tracker.extract.sketches.cut import TURN, Piece
from tracker.extract.sketches.headfacts import description
from tracker.extract.sketches.sketch import Signed, Sketch
from tracker.extract.sketches.surroundings import CAPTION, FIGURE, HEADING, Surroundings, label, unpacked, zone
from tracker.extract.sponsored import is_for_ads, may_say_so

_WORD = re.compile(r"\w+")
_SURE = OUTSIDE - VAGUE
_MORE_TEXT = 0.3  # share of the article's words: more new text may change which part of the page is the article
_LONG = 120.0  # words: teasers are believed to be such beside an article of 60
_HEAD = 4  # texts that count: headline, standfirst, byline and the first of the text
_SENTENCE_END = frozenset('.!?。！？”"…»:؟۔।')


class _Arrival(NamedTuple):
    """A new text: `at` counts the pieces of the page, `place` the texts that count before it; `marks` and `labels` are those
    of the elements around it, see `Surroundings.facts`; it is `sure` where a name marks one of them as no part of any article.
    """

    at: int
    piece: Piece
    text: str
    place: int
    name: str
    words: float
    linked: float
    marks: int
    labels: tuple[str, ...]
    sure: bool


class Arrivals:
    """The new texts of one page, taken one after the other."""

    def __init__(self, around: Surroundings, sketch: Sketch, fixed: Sequence[int], texts: Sequence[str]) -> None:
        """`fixed` are the numbers of the pieces that count, `texts` the texts of all pieces."""
        self.around = around
        self.sketch = sketch
        self.fixed = fixed
        self.texts = texts
        self.teasers: dict[int, bool] = {}
        self.claim = sketch.claims.casefold()
        self.claims = set(_WORD.findall(self.claim))
        self.text = 0.0
        self.wrappers = frozenset(unpacked(sketch.wrappers))
        self.dresses = frozenset(unpacked(sketch.dresses))
        self.count = len(unpacked(sketch.texts))

    def doubt(self, at: int, text: str, place: int) -> str:
        """Why the new text of a piece may count; empty where the reading certainly cuts it. `place` is how many of the
        texts that count stand before it. Raises Boxed where that depends on what is in a box.
        """
        if text[0] == MARK:
            raise Boxed
        around, piece = self.around, self.around.cut.pieces[at]
        labels, marks = around.facts(piece.element)
        linked, sure = around.linked(piece, text), not _SURE.isdisjoint(labels) or self._in_teaser(at, labels)
        name = around.cut.names[piece.element]
        new = _Arrival(at, piece, text, place, name, weigh(text), linked, marks, labels, sure)
        if new.linked <= 0.5 and new.words >= 5:
            self.text += new.words * (0.1 if new.sure else 1.0)
        if self.text > _MORE_TEXT * self.sketch.words:
            return "much new text"
        if piece.element in around.inside:
            return "something in a text or headline"
        if may_be_refusal(text, self.sketch.words):
            return "perhaps no article"
        return self._of_note(new) or self._of_head(new) or self._of_body(new)

    def _in_teaser(self, at: int, labels: tuple[str, ...]) -> bool:
        """Whether a text stands in a small box that is named for what leads to other articles: the name is believed where
        a longer text stands outside of all that is named so (`outside.mostly`).
        """
        if "related" not in labels or self.prose < _LONG:
            return False
        cut, top = self.around.cut, 0
        for one in self.around.inner(cut.pieces[at].element):
            top = one if label(cut.names[one], cut.attributes(one)) == "related" else top
        if top not in self.teasers:
            end, first = cut.end(top), at
            while first and cut.pieces[first - 1].element >= top:  # what is inside stands together
                first -= 1
            numbers = takewhile(lambda number: top <= cut.pieces[number].element < end, range(first, len(cut.pieces)))
            inside = [self.texts[number] for number in numbers]
            if any(text[:1] == MARK for text in inside):
                raise Boxed
            small = sum(map(weigh, inside)) <= _MORE_TEXT * self.prose
            self.teasers[top] = small and "blockquote" not in cut.names[top:end]
        return self.teasers[top]

    @cached_property
    def description(self) -> str:
        """What the page's head tells of the article."""
        return description(self.around.cut)

    @cached_property
    def prose(self) -> float:
        """How many words of what counts stand in running text; none where a part of it is in a box named for teasers."""
        cut = self.around.cut
        if any(label(cut.names[one], cut.attributes(one)) == "related" for one in self.around.frame):
            return 0.0
        weights = (weigh(self.texts[at]) for at in self.fixed)
        return sum(words for words in weights if words >= 12)

    def _of_note(self, new: _Arrival) -> str:
        if not 7 <= new.words <= 260 or new.linked > 0.5:
            return ""
        head = new.text[: wording.HEAD]
        return "a note" if wording.CORRECTION.match(head) or wording.UPDATE.match(head) else ""

    def _of_head(self, new: _Arrival) -> str:
        sketch = self.sketch
        if new.marks & HEADING or "headline" in new.labels:
            words = set(_WORD.findall(new.text.casefold()))
            if len(words & self.claims) >= 0.6 * len(words):
                return "a headline"
        if new.words > 2 and new.text[:24].casefold() in self.claim:
            return "a headline"
        named = "standfirst" in new.labels and (sketch.standfirst_at < 0 or new.place <= sketch.standfirst_at)
        if named or (new.words >= 5 and self.description and is_alike(new.text, self.description)):
            return "a standfirst"
        if new.words <= 40 and self._signs(new):
            return "a byline"
        return "perhaps who paid" if self._says_who_paid(new) else ""

    def _says_who_paid(self, new: _Arrival) -> bool:
        if new.place > _HEAD or not may_say_so(new.text, above=not new.place):
            return False
        cut = self.around.cut
        return not any(is_for_ads(cut.names[one], cut.attributes(one)) for one in self.around.inner(new.piece.element))

    def _signs(self, new: _Arrival) -> bool:
        """Whether a line may be taken for the byline, or push it out of sight."""
        sketch = self.sketch
        if sketch.signed is Signed.NAMED and new.place > sketch.byline_at:
            return False
        if new.sure and not self.around.says_author(new.piece):
            return False
        if sketch.signed in (Signed.NOWHERE, Signed.HEAD) and is_signed(new.text):
            return True
        if not self.around.signed(new.piece):
            return False
        parts = (new.text, *self.around.cut.tokens[new.piece.start : new.piece.end : TURN])
        return new.place <= sketch.byline_at or any(is_signature(part.strip()) for part in parts)

    def _of_body(self, new: _Arrival) -> str:
        pictured = new.marks & (FIGURE | CAPTION)
        if new.sure:
            return "a caption" if pictured & FIGURE else ""
        if pictured or (new.words < 50 and wording.is_credit(new.text)):
            return "a caption"
        leads = new.words < 40 and wording.LEAD_IN.match(new.text[: wording.HEAD]) is not None
        if leads and new.words < 10 and self._teases(new):
            return "a lead-in"
        dress = self.around.dress(new.piece.element)
        line = new.words < 5 or (new.words < 12 and new.text[-1] not in _SENTENCE_END)
        cut_here = line and dress ^ zone(new.place, self.count) in self.dresses
        alike = dress in self.wrappers
        if ((new.linked > 0.5 or cut_here) and not alike) or leads or self._is_worded(new):
            return ""
        return "dressed like the text" if alike else "" if self._is_appeal(new) else "a new text"

    def _is_worded(self, new: _Arrival) -> bool:
        """Whether a chunk is cut for what it says, wherever it stands; lead-ins are apart."""
        head, words = new.text[: wording.HEAD], new.words
        return (
            (words < 60 and wording.APPEAL.match(head) is not None)
            or (words <= 3 and wording.BUTTON.match(head) is not None)
            or (words < 8 and wording.COUNT.match(head) is not None)
            or (words < 14 and wording.AGO.found(head))
        )

    def _teases(self, new: _Arrival) -> bool:
        """Whether a lead-in may cost the article what stands beside or below it."""
        cut, frame = self.around.cut, self.around.frame
        if new.name in HEADINGS and cut.parents[new.piece.element] in frame:
            return True
        if new.at + 1 not in self.fixed:
            return False
        below = cut.pieces[new.at + 1].element
        return any(cut.names[one] in ("ul", "ol") for one in (below, cut.parents[below]))

    def _is_appeal(self, new: _Arrival) -> bool:
        """Whether it stands in an insert that begins with an appeal."""
        around, cut = self.around, self.around.cut
        top = around.outermost(new.piece.element)
        if top in around.frame or cut.parents[top] not in around.beside:
            return False
        inside = []
        for piece in reversed(cut.pieces[: new.at + 1]):
            if piece.element < top:
                break
            inside.append(piece)
        first = cut.text(inside[-1])
        if first[:1] == MARK:
            raise Boxed
        return len(first.split()) < 14 and new.words < 60 and wording.APPEAL.match(first[: wording.HEAD]) is not None
