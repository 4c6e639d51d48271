"""Which new paragraphs of a known article are held back as furniture until another look shows them again: those that are
doubtful by themselves, and those that stand where others came and went.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import groupby

from tracker.extract.body.doubtful import LONGEST, Doubt, Signs, signs_of, usual_signs
from tracker.extract.body.furniture import Verdict
from tracker.extract.parsing.segment import Chunk
from tracker.extract.steadying.memory import (
    LINED,
    LOOKS,
    PROMO,
    RESTLESS,
    UNCONFIRMED,
    HostMemory,
    fingerprint,
    lead_of,
    lined,
    place,
    place_of,
    rule_of,
    stood_elsewhere,
    template_of,
)
from tracker.model import BlockKind, Document

SIMILAR = 60.0  # of 100, by RapidFuzz's ratio: from here on a block is the edited form of another
_EDITED = (SIMILAR, 80.0, 92.0)  # the same for one that is not doubtful, weakly and strongly so
_EDITED_LINE = 75.0  # the same for a line that is not doubtful
_LINE = 16.0  # words
_MAX_COMPARISONS = 1_500
LINE = 24.0  # words: most lines that come and go have fewer
SCATTERED = 2  # lines
_SWAPPED = 40.0  # words: what is longer is not taken for one promotion in the place of another
_NO_PARAGRAPHS = frozenset(("li", "td", "tr", "dd", "dt", "blockquote"))
_QUOTES = '“„«"'
_SIDES = ("below", "above")


class Newcomers:
    """The new paragraphs of a page beside the last reading of its article. `keepers` are the places in `given` of the
    known blocks, `moved` those of lines that were known at other places, `memory` is what the host's memory is after this look (see `look_back`).
    """

    def __init__(
        self,
        given: Sequence[Verdict],
        keepers: Iterable[int],
        previous: Document,
        memory: HostMemory | None,
        url: str,
        *,
        moved: Iterable[int] = (),
    ) -> None:
        self.given = given
        self.keepers = sorted(keepers)
        self.url = url
        self.memory = memory
        self.article = fingerprint(url)
        self.fickle = memory.fickle if memory is not None else {}
        self.held = {one.text: one for one in memory.held.get(self.article, ())} if memory is not None else {}
        self.unconfirmed = {block.text for block in previous.furniture if rule_of(block) == UNCONFIRMED}
        body = [block.text for block in previous.blocks if block.kind is not BlockKind.CAPTION]
        self.stayed = {*body, *(block.text for block in previous.furniture)}
        there = {verdict.chunk.text for verdict in given} - {given[at].chunk.text for at in moved}
        self.missing = [text for text in dict.fromkeys(body) if text not in there]
        self.vacated = _places(body, self.missing)
        self.lines_gone = lone_lines(body, set(self.missing))
        self.cleared = _cleared(previous, body, there)
        self.comparisons = 0
        self.known: dict[tuple[int, bool], float] = {}

    @cached_property
    def usual(self) -> Signs:
        """The signs that the article's own paragraphs have: looked for where there is a newcomer to hold beside them."""
        stayed = [self.given[at].chunk for at in self.keepers]
        plain = [one for one in stayed if one.words <= LONGEST and not one.level and one.box.tag not in _NO_PARAGRAPHS]
        return usual_signs(signs_of(chunk.text, chunk.linked) for chunk in plain)

    def holds(self, at: int) -> str:
        """The rule that holds back the new paragraph at that place of the page; empty where it is told at once."""
        chunk = self.given[at].chunk
        if chunk.words > LONGEST or chunk.level or chunk.box.tag in _NO_PARAGRAPHS:
            return ""
        doubt = self.doubt(chunk)
        if template_of(chunk.text) in self.fickle or self.is_held_elsewhere(at):
            return RESTLESS
        moving = bool(doubt) or self.article in self.fickle
        counted = moving and stood_elsewhere(self.memory, chunk.text, self.url)
        restless = counted or self.is_restless(at, chunk, doubt)
        least = LOOKS[RESTLESS] if restless else 0
        if (not counted and self.is_known_otherwise(at, chunk, doubt)) or self.is_confirmed(chunk.text, least):
            return ""
        if restless:
            return RESTLESS
        if doubt is Doubt.STRONG:
            return PROMO
        changes = self.is_swapped(at, chunk) or self.is_in_turn(at, chunk) or self.is_scattered(at, chunk)
        return UNCONFIRMED if doubt or changes else ""

    def doubt(self, chunk: Chunk) -> Doubt:
        """How doubtful a paragraph is in this article."""
        return signs_of(chunk.text, chunk.linked).beside(self.usual)

    def is_known_otherwise(self, at: int, chunk: Chunk, doubt: Doubt) -> bool:
        """Whether it is so like a paragraph that is gone that it is its edited form; one that is doubtful also begins as
        that one did, unless it is a quotation: two labels before one headline are two promotions. A short line is so only
        where that one stood.
        """
        if chunk.words <= LINE and not any(spot in self.vacated for spot in self.place(at)):
            return False
        begun_alike = bool(doubt) and chunk.text[0] not in _QUOTES
        return self.likeness(chunk, begun_alike=begun_alike) >= _needed_likeness(chunk, doubt)

    def is_confirmed(self, text: str, least: int) -> bool:
        """Whether enough looks have shown what was held back: as many as were asked for then, and at `least` so many, for
        others may have turned out to come and go since.
        """
        if (held := self.held.get(fingerprint(text))) is not None:
            return held.needed > 0 and max(held.needed, least) <= held.looks + 1
        return self.memory is None and text in self.unconfirmed

    def is_held_elsewhere(self, at: int) -> bool:
        """Whether the last look held it back at another place of the text: then it is put in at random."""
        if (held := self.held.get(fingerprint(self.given[at].chunk.text))) is None:
            return False
        below, above = (place(self.article, side, beside) for side, beside in self.place(at))
        return held.below != below and held.above != above

    def is_restless(self, at: int, chunk: Chunk, doubt: Doubt) -> bool:
        """Whether others like it came and went, here or anywhere in the article, or it stands on another one, too: a
        promotion that is drawn a second time must not pass for confirmed.
        """
        if self.article in self.fickle and (doubt or self.is_swapped(at, chunk)):
            return True
        if doubt and lead_of(chunk.text) in self.fickle:
            return True
        words = max(self.fickle.get(place(self.article, side, text), 0) for side, text in self.place(at))
        return chunk.words <= 1.5 * words and not self.is_beside_doubt(at)

    def is_swapped(self, at: int, chunk: Chunk) -> bool:
        """Whether it stands where another short paragraph stood that had nothing in common with it."""
        words = max(self.vacated.get(spot, 0) for spot in self.place(at))
        return 0 < words <= _SWAPPED and chunk.words <= _SWAPPED and not self.is_beside_doubt(at)

    def is_in_turn(self, at: int, chunk: Chunk) -> bool:
        """Whether a short line stands where lines come and go, though they were shorter, or where one stood that was cut
        and is gone, with no other one in its place.
        """
        if chunk.words > LINE or self.is_beside_doubt(at):
            return False
        spots = self.place(at)
        if any(self.fickle.get(lined(place(self.article, side, text)), 0) for side, text in spots):
            return True
        before, after = self.between(at)
        new = [other for other in self.given[before + 1 : after] if other.chunk.text not in self.stayed]
        come = sum(not other.rule or other.rule in LINED for other in new)
        return come <= max(self.cleared[spot] for spot in spots)

    def is_scattered(self, at: int, chunk: Chunk) -> bool:
        """Whether it is one of several lines that came, each alone among what stayed, while as many went elsewhere: lines
        that are put in at random. Where lines are known to come and go, one for one is enough.
        """
        if chunk.words > LINE or at not in self.lines:
            return False
        least = 1 if self.article in self.fickle else SCATTERED
        return min(len(self.lines), len(self.lines_gone)) >= least

    @cached_property
    def lines(self) -> frozenset[int]:
        """The places of the new lines that the rules kept, each of which is alone between known blocks."""
        gaps: dict[tuple[int, int], list[int]] = {}
        for at, verdict in enumerate(self.given):
            if not verdict.rule and verdict.chunk.text not in self.stayed:
                gaps.setdefault(self.between(at), []).append(at)
        alone = (found[0] for found in gaps.values() if len(found) == 1)
        return frozenset(
            at for at in alone if self.given[at].kind == "paragraph" and self.given[at].chunk.words <= LINE
        )

    def is_beside_doubt(self, at: int) -> bool:
        """Whether a quotation, or a paragraph beside which another newcomer is the likelier promotion."""
        chunk = self.given[at].chunk
        if chunk.text[0] in _QUOTES:
            return True
        before, after = self.between(at)
        return any(
            self.doubt(other.chunk)
            for other in self.given[before + 1 : after]
            if other.chunk is not chunk and not other.rule
        )

    def between(self, at: int) -> tuple[int, int]:
        """The known blocks right before and after, as places in `given`."""
        next_one = bisect_left(self.keepers, at)
        before = self.keepers[next_one - 1] if next_one else -1
        return before, self.keepers[next_one] if next_one < len(self.keepers) else len(self.given)

    def place(self, at: int) -> tuple[tuple[str, str], tuple[str, str]]:
        """Where something new stands: the texts of the known blocks above and below it."""
        before, after = self.between(at)
        return (
            ("below", self.given[before].chunk.text if before >= 0 else ""),
            ("above", self.given[after].chunk.text if after < len(self.given) else ""),
        )

    def is_edited(self, at: int) -> bool:
        """Whether a chunk is the edited form of a block that is gone from the same place."""
        chunk = self.given[at].chunk
        gone = chunk.words >= 4 and any(spot in self.vacated for spot in self.place(at))
        return gone and self.likeness(chunk) >= SIMILAR

    def likeness(self, chunk: Chunk, *, begun_alike: bool = False) -> float:
        """How much a chunk has of the block of the last reading that it is most like and that is gone, of 100; of those
        that begin as it does, where that is asked.
        """
        from rapidfuzz.fuzz import ratio

        asked = chunk.order, begun_alike
        if asked not in self.known:
            best = 0.0
            for text in self.missing:
                if text == chunk.text:
                    continue  # it stands elsewhere now
                shorter, longer = sorted((len(text), len(chunk.text)))
                if 2 * shorter < longer or (begun_alike and lead_of(text) != lead_of(chunk.text)):
                    continue
                self.comparisons += 1
                if self.comparisons > _MAX_COMPARISONS:
                    break
                best = max(best, ratio(text[:1500], chunk.text[:1500], score_cutoff=SIMILAR))
            self.known[asked] = best
        return self.known[asked]


def _needed_likeness(chunk: Chunk, doubt: Doubt) -> float:
    """How like a block that is gone a new one has to be to pass for its edited form."""
    return _EDITED_LINE if not doubt and chunk.words < _LINE else _EDITED[doubt]


def lone_lines(body: Sequence[str], gone: set[str]) -> list[str]:
    """The lines that are gone from a text, each of which was alone among what stayed."""
    runs = [list(run) for is_gone, run in groupby(body, gone.__contains__) if is_gone]
    return [run[0] for run in runs if len(run) == 1 and len(run[0].split()) <= LINE]


def _cleared(previous: Document, body: Sequence[str], there: set[str]) -> Counter[tuple[str, str]]:
    """The places among the blocks of the last reading where lines stood that were cut and are gone, with how many."""
    found: Counter[tuple[str, str]] = Counter()
    for block in previous.furniture:
        if rule_of(block) in LINED and block.text not in there and 0 < (at := place_of(block)) < len(body):
            found.update((("below", body[at - 1]), ("above", body[at])))
    return found


def _places(body: Sequence[str], missing: Iterable[str]) -> dict[tuple[str, str], int]:
    """The places of what is missing among the blocks that stayed, each with the words that stood there."""
    gone = set(missing)
    found: dict[tuple[str, str], int] = {}
    for side, ordered in zip(_SIDES, (body, body[::-1]), strict=True):
        beside = ""
        for text in ordered:
            if text in gone:
                found[side, beside] = found.get((side, beside), 0) + len(text.split())
            else:
                beside = text
    return found
