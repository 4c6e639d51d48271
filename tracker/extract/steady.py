"""What a tracker knows and a single reading does not: with the last reading of the same article, and with what stands
on the host's other articles, verdicts on blocks stay as they were, and a new block has to earn its place.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections import Counter

from tracker.extract.furniture import NOTES, Verdict, kind_of
from tracker.extract.memory import HostMemory, is_furniture
from tracker.extract.neighbours import Neighbours
from tracker.extract.region import holder_of
from tracker.extract.segment import Box, Chunk
from tracker.model import BlockKind, Document

_TRUSTED = 0.3  # share of the last body that must still be there, word for word, for its verdicts to hold
_SIMILAR = 60.0  # of 100, by RapidFuzz's ratio: from here on a block is the edited form of another
_MAX_COMPARISONS = 1_500
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
    if previous is not None and previous.blocks and _still_there(verdicts, previous) >= _TRUSTED:
        return _Steadier(verdicts, root, previous, memory, url).verdicts()
    if memory is None:
        return verdicts
    if _is_shared([verdict.chunk for verdict in verdicts if not verdict.rule], memory, url):
        return verdicts
    return [_by_host(verdict, memory, url) for verdict in verdicts]


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
    if not verdict.rule and verdict.kind not in NOTES and is_furniture(memory, verdict.chunk.text, url):
        return Verdict(verdict.chunk, "host-furniture")
    return verdict


class _Steadier:
    """One page's verdicts beside the last reading."""

    def __init__(
        self, verdicts: list[Verdict], root: Box, previous: Document, memory: HostMemory | None, url: str
    ) -> None:
        self.given = verdicts
        self.root = root
        self.memory = memory
        self.url = url
        self.body = {block.text: block.kind for block in previous.blocks if block.kind is not BlockKind.CAPTION}
        self.counts = Counter(block.text for block in previous.blocks if block.kind is not BlockKind.CAPTION)
        self.shapes: dict[str, set[str]] = {}
        for block in previous.blocks:
            self.shapes.setdefault(block.text, set()).add(_PLACE.sub("", block.path))
        self.captions = {block.text for block in previous.blocks if block.kind is BlockKind.CAPTION}
        self.furniture = {block.text for block in previous.furniture} - set(self.body)
        texts = {verdict.chunk.text for verdict in verdicts}
        self.missing = [text for text in self.body if text not in texts]
        self.comparisons = 0
        self.keepers = self.choose_keepers()
        if memory is not None and _is_shared([verdicts[at].chunk for at in self.keepers], memory, url):
            self.memory = None
        self.neighbours = Neighbours((verdicts[at].chunk for at in self.keepers), root)
        self.holders: dict[Box, set[str]] = {}
        for at in self.keepers:
            chunk = verdicts[at].chunk
            self.holders.setdefault(holder_of(chunk), set()).add(_dress(chunk))

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
            return Verdict(chunk, "", self.body[chunk.text].value)
        if chunk.text in self.furniture and verdict.kind not in NOTES:
            return verdict if verdict.rule else Verdict(chunk, "known-furniture")
        if chunk.text in self.captions:
            return Verdict(chunk, "caption", "caption")
        if verdict.rule:
            return self.reconsidered(verdict)
        if verdict.kind in NOTES or chunk.text in self.body or self.earns(verdict):
            return verdict
        return Verdict(chunk, "newcomer")

    def reconsidered(self, verdict: Verdict) -> Verdict:
        """A block that the rules cut is kept where it is the edited form of a known one, or stands among them."""
        chunk = verdict.chunk
        if verdict.rule == "caption":
            return verdict
        among = _dress(chunk) in self.holders.get(holder_of(chunk), ()) and verdict.rule in _WEAK and chunk.good > 0
        if among or (chunk.words >= 4 and self.is_edited(chunk)):
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
        return self.is_edited(chunk)

    def is_edited(self, chunk: Chunk) -> bool:
        """Whether a chunk is close to a block of the last reading that is gone from the page."""
        from rapidfuzz.fuzz import ratio

        for text in self.missing:
            shorter, longer = sorted((len(text), len(chunk.text)))
            if 2 * shorter < longer:
                continue
            self.comparisons += 1
            if self.comparisons > _MAX_COMPARISONS:
                return False
            if ratio(text[:1500], chunk.text[:1500], score_cutoff=_SIMILAR):
                return True
        return False


def _shape(box: Box) -> str:
    """The path of a box without places among siblings, which furniture moves."""
    return "/" + "/".join(reversed([box.tag, *(outer.tag for outer in box.ancestors())]))


def _dress(chunk: Chunk) -> str:
    """What a block looks like beside others: its tag and class."""
    box = chunk.box
    return f"{box.tag}.{box.element.get('class') or ''}"
