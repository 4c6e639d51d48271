"""What a tracker knows and a single reading does not: with the last reading of the same article, and with what stands
on the host's other articles, verdicts on blocks stay as they were, and a new block has to earn its place.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cached_property
from itertools import zip_longest

from tracker.extract.body.doubtful import LONGEST, Doubt, is_promotional, signs_of, usual_signs
from tracker.extract.body.furniture import NOTES, Verdict, kind_of
from tracker.extract.body.region import holder_of
from tracker.extract.parsing.segment import Box, Chunk
from tracker.extract.steadying.memory import (
    CLOSED,
    HOLDING,
    LINED,
    HostMemory,
    is_furniture,
    lead_of,
    look_back,
    place_of,
    rule_of,
    template_of,
)
from tracker.extract.steadying.neighbours import Neighbours
from tracker.extract.steadying.newcomers import LINE, SIMILAR, Newcomers
from tracker.model import BlockKind, Document

_TRUSTED = 0.3  # share of the last body that must still be there, word for word, for its verdicts to hold
_SHARED = 0.3  # share of the words
_COPIES = frozenset(("hidden", "repeat", "pull-quote", "comments", "teased"))
_PLACE = re.compile(r"\[\d+\]")
_WEAK = frozenset(("outside", "after", "before", "footer", "listing", "crumb", "lone-heading", "sign-off", "links"))


def steady(
    verdicts: list[Verdict], root: Box, previous: Document | None, memory: HostMemory | None, url: str
) -> list[Verdict]:
    """The verdicts with memory: `root` is the region's box, `previous` the last reading of the article whose canonical
    address is `url` (the one that `remember` knows it by).
    """
    memory = look_back(memory, url, (verdict.chunk.text for verdict in verdicts))
    if previous is not None and previous.blocks and _still_there(verdicts, previous) >= _TRUSTED:
        return _Steadier(verdicts, root, previous, memory, url).verdicts()
    if memory is not None and not _is_shared([verdict.chunk for verdict in verdicts if not verdict.rule], memory, url):
        verdicts = [_by_host(verdict, memory, url) for verdict in verdicts]
    return _without_promotions(verdicts)


def _without_promotions(verdicts: list[Verdict]) -> list[Verdict]:
    """What a first look can tell: a plain paragraph among others in which more signs agree than in the article's own."""
    signs = {
        at: signs_of(verdict.chunk.text, verdict.chunk.linked)
        for at, verdict in enumerate(verdicts)
        if verdict.kind == "paragraph" and not verdict.rule and verdict.chunk.box.tag == "p"
    }
    several = [at for at in sorted(signs)[1:-1] if signs[at].build + signs[at].voice >= Doubt.STRONG]
    if not several:
        return verdicts
    usual = usual_signs(signs.values())
    cut = {at for at in several if signs[at].beside(usual) is Doubt.STRONG}
    return [Verdict(verdict.chunk, "promotional") if at in cut else verdict for at, verdict in enumerate(verdicts)]


def _is_shared(body: list[Chunk], memory: HostMemory, url: str) -> bool:
    """Whether much of an article stands on others of its host: then the host prints one story at several addresses, and
    what stands there is not furniture.
    """
    whole = sum(chunk.words for chunk in body)
    return sum(chunk.words for chunk in body if is_furniture(memory, chunk.text, url)) > _SHARED * whole


def _still_there(verdicts: list[Verdict], previous: Document) -> float:
    """How much of the last body, by length, stands on the page unchanged."""
    texts = {verdict.chunk.text for verdict in verdicts}
    whole = found = 0
    for block in previous.blocks:
        if block.kind is not BlockKind.CAPTION:
            whole += len(block.text)
            found += len(block.text) if block.text in texts else 0
    return found / whole if whole else 0.0


def _by_host(verdict: Verdict, memory: HostMemory, url: str) -> Verdict:
    if verdict.rule or verdict.kind in NOTES:
        return verdict
    chunk = verdict.chunk
    if is_furniture(memory, chunk.text, url) or (
        chunk.words <= LONGEST and not chunk.level and _is_fickle(memory, chunk)
    ):
        return Verdict(chunk, "host-furniture")
    return verdict


def _is_fickle(memory: HostMemory, chunk: Chunk) -> bool:
    """Whether the like of a short paragraph came and went on the host's articles."""
    if template_of(chunk.text) in memory.fickle:
        return True
    return lead_of(chunk.text) in memory.fickle and any(signs_of(chunk.text, chunk.linked))


class _Steadier:
    """One page's verdicts beside the last reading."""

    def __init__(
        self, verdicts: list[Verdict], root: Box, previous: Document, memory: HostMemory | None, url: str
    ) -> None:
        self.given = verdicts
        self.root = root
        self.previous = previous
        self.memory = memory
        self.url = url
        self.body = {block.text: block.kind for block in previous.blocks if block.kind is not BlockKind.CAPTION}
        self.counts = Counter(block.text for block in previous.blocks if block.kind is not BlockKind.CAPTION)
        self.captions = {block.text for block in previous.blocks if block.kind is BlockKind.CAPTION}
        held = {block.text for block in previous.furniture if rule_of(block) in HOLDING}
        self.furniture = {block.text for block in previous.furniture} - set(self.body) - held
        self.closed_off = {block.text for block in previous.furniture if rule_of(block) == CLOSED}
        self.keepers = self.choose_keepers()
        self.moved = self.find_moved()
        self.keepers -= self.moved
        if memory is not None and _is_shared([verdicts[at].chunk for at in self.keepers], memory, url):
            self.memory = replace(memory, seen={})
        self.newcomers = Newcomers(verdicts, self.keepers, previous, self.memory, url, moved=self.moved)
        self.holders: dict[Box, set[str]] = {}
        for at in self.keepers:
            chunk = verdicts[at].chunk
            self.holders.setdefault(holder_of(chunk), set()).add(_dress(chunk))

    @cached_property
    def shapes(self) -> dict[str, set[str]]:
        """How the blocks of the last reading were wrapped, by their texts: asked where the rules cut one of them now."""
        found: dict[str, set[str]] = {}
        for block in self.previous.blocks:
            found.setdefault(block.text, set()).add(_PLACE.sub("", block.path))
        return found

    @cached_property
    def neighbours(self) -> Neighbours:
        """How the known blocks are wrapped: asked where there is a new one."""
        return Neighbours((self.given[at].chunk for at in self.keepers), self.root)

    def choose_keepers(self) -> set[int]:
        """Which of the chunks with a known text are the body's; where one stands twice, the one the rules kept."""
        places: dict[str, list[int]] = {}
        for at, verdict in enumerate(self.given):
            if verdict.chunk.text in self.body and self.may_stay(verdict):
                places.setdefault(verdict.chunk.text, []).append(at)
        keepers: set[int] = set()
        for text, found in places.items():
            found.sort(key=lambda at: (bool(self.given[at].rule), at))
            keepers.update(found[: self.counts[text]])
        return keepers

    def find_moved(self) -> set[int]:
        """Which known chunks stand in another order than before and are doubtful: promotions that are put in at random, and
        lines that stand now where another one stood that is gone.
        """
        orders = {text: order for order, text in enumerate(self.body)}
        ordered = [at for at in sorted(self.keepers) if self.counts[self.given[at].chunk.text] == 1]
        found: set[int] = set()
        last = above = -1
        for at, following in zip_longest(ordered, ordered[1:]):
            order = orders[self.given[at].chunk.text]
            below = orders[self.given[following].chunk.text] if following is not None else len(orders)
            if (order < last or order > below) and self.is_put_in(self.given[at], {above + 1, below - 1}):
                found.add(at)
            else:
                last, above = max(last, order), order
        return found

    def is_put_in(self, verdict: Verdict, places: set[int]) -> bool:
        """Whether a known chunk that moved to these places of the last reading is doubtful."""
        chunk = verdict.chunk
        if verdict.rule or is_promotional(chunk.text, chunk.linked):
            return not verdict.rule
        line = chunk.words <= LINE and verdict.kind == "paragraph"
        return line and (not places.isdisjoint(self.gone) or not places.isdisjoint(self.cleared))

    @cached_property
    def cleared(self) -> frozenset[int]:
        """The places of the last reading above which lines were cut that are not on the page."""
        there = {verdict.chunk.text for verdict in self.given}
        lines = [block for block in self.previous.furniture if rule_of(block) in LINED and block.text not in there]
        return frozenset(place_of(block) for block in lines)

    @cached_property
    def gone(self) -> frozenset[int]:
        """The places of the last reading whose texts are not on the page."""
        there = {verdict.chunk.text for verdict in self.given}
        return frozenset(order for order, text in enumerate(self.body) if text not in there)

    def may_stay(self, verdict: Verdict) -> bool:
        """Whether a known text is the body's where it stands now: a copy elsewhere must not hide that it was removed."""
        if not verdict.rule:
            return True
        return verdict.rule not in _COPIES and _shape(verdict.chunk.box) in self.shapes[verdict.chunk.text]

    def verdicts(self) -> list[Verdict]:
        return [self.verdict(at, verdict) for at, verdict in enumerate(self.given)]

    def verdict(self, at: int, verdict: Verdict) -> Verdict:
        chunk = verdict.chunk
        if at in self.keepers:
            kind = self.body[chunk.text].value
            return verdict if not verdict.rule and verdict.kind == kind else Verdict(chunk, "", kind)
        if chunk.text in self.furniture and verdict.kind not in NOTES:
            return verdict if verdict.rule or self.is_found(chunk) else Verdict(chunk, "known-furniture")
        if chunk.text in self.captions:
            return Verdict(chunk, "caption", "caption")
        if verdict.rule:
            return self.reconsidered(at, verdict)
        if verdict.kind in NOTES or (chunk.text in self.body and at not in self.moved):
            return verdict
        return Verdict(chunk, rule) if (rule := self.of_newcomer(at, verdict)) else verdict

    def is_found(self, chunk: Chunk) -> bool:
        """Whether a block was only cut for what stood above it, and is dressed as the known ones beside it."""
        return chunk.text in self.closed_off and _dress(chunk) in self.holders.get(holder_of(chunk), ())

    def of_newcomer(self, at: int, verdict: Verdict) -> str:
        """The rule that cuts a new block which the rules for pages kept; empty where it is told at once."""
        if not self.earns(verdict):
            return "newcomer"
        return self.newcomers.holds(at) if verdict.kind == "paragraph" else ""

    def reconsidered(self, at: int, verdict: Verdict) -> Verdict:
        """A block that the rules cut is kept where it is the edited form of a known one, or stands among them."""
        chunk = verdict.chunk
        if verdict.rule == "caption":
            return verdict
        among = _dress(chunk) in self.holders.get(holder_of(chunk), ()) and verdict.rule in _WEAK and chunk.good > 0
        if (among or self.newcomers.is_edited(at)) and not self.newcomers.holds(at):
            return Verdict(chunk, "", kind_of(chunk, self.root))
        return verdict

    def earns(self, verdict: Verdict) -> bool:
        """Whether a new block belongs: dressed like the known ones beside it, long, or the edited form of one."""
        chunk = verdict.chunk
        if self.memory is not None and is_furniture(self.memory, chunk.text, self.url):
            return False
        holder = holder_of(chunk)
        beside = self.holders.get(holder)
        if beside is not None and (_dress(chunk) in beside or (chunk.box.tag == "p" and chunk.good >= 12)):
            return True
        if self.neighbours.admits(chunk, verdict.kind) or (verdict.kind == "heading" and beside is not None):
            return True
        return self.newcomers.likeness(chunk) >= SIMILAR


def _shape(box: Box) -> str:
    """The path of a box without places among siblings, which furniture moves."""
    return "/" + "/".join(reversed([box.tag, *(outer.tag for outer in box.ancestors())]))


def _dress(chunk: Chunk) -> str:
    """What a block looks like beside others: its tag and class."""
    box = chunk.box
    return f"{box.tag}.{box.element.get('class') or ''}"
