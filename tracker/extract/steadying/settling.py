"""What is gone from an article and was never its own: promotions that the last reading took for text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise

from tracker.extract.body.doubtful import LONGEST, Doubt, Signs, signs_of, usual_signs
from tracker.extract.steadying.claims import is_shown_otherwise
from tracker.extract.steadying.memory import (
    BY_TURNS,
    CLOSED,
    FICKLE,
    HOLDING,
    LINED,
    PLACED,
    RESTLESS,
    UNCONFIRMED,
    HostMemory,
    came_and_went,
    fingerprint,
    furniture_path,
    headline_of,
    lined,
    place,
    place_of,
    rule_of,
    template_of,
)
from tracker.extract.steadying.newcomers import LINE, SCATTERED, lone_lines
from tracker.model import Block, BlockKind, Document

_LOOKS_AGAIN = 2  # what is shown by so many looks is told; the first of them was no sight of the old text
_LIKE = 80.0  # of 100: from here on one paragraph is the edited form of another
_MOST = 20  # new paragraphs that are compared
_LINE = 16  # words
_SPOKEN = (BlockKind.PARAGRAPH, BlockKind.QUESTION, BlockKind.ANSWER)  # a plain line among turns passes for one of them
_MOVING = (*HOLDING, "lead-in", "appeal", "only-link")


@dataclass(frozen=True, slots=True)
class Settled:
    """An older reading beside a newer: `proved` is the older one without what turned out to come and go by itself, and with
    what a line that is gone had cut off, `doubted` also without what may have, and with the newer one's links in doubtful lines that kept their words and lead
    elsewhere. The same object where there is nothing of the kind.
    """

    proved: Document
    doubted: Document


def settle(older: Document, newer: Document, memory: HostMemory | None) -> Settled:
    """The older of two readings of an article in the light of the newer one, which `memory` has seen already."""
    older = _with_found(older, newer)
    scene = _Scene(older, newer, memory)
    doubts = {at: scene.doubt(at) for at in scene.gone}
    proved = {at for at, doubt in doubts.items() if doubt is Doubt.STRONG}
    doubted = {at for at, doubt in doubts.items() if doubt}
    return Settled(_without(older, proved), _without(scene.led_anew(older, newer), doubted))


def watch_places(memory: HostMemory, older: Document, newer: Document) -> HostMemory:
    """The memory with the places where a short paragraph gave way to one that is nothing like it: where that happens a
    second time, the place is fickle; and with what is gone from the text and is proved to come and go by itself.
    """
    from rapidfuzz.fuzz import ratio

    scene = _Scene(older, newer, memory)
    fickle = dict(memory.fickle)
    _watch_headlines(fickle, scene.article, older, newer)
    for at, block in scene.replaced.items():
        words = len(block.text.split())
        if words <= LONGEST and not any(ratio(block.text, text) >= _LIKE for text in scene.unknown):
            for side, text in _spots(scene.neighbours[at]):
                key = place(scene.article, side, text)
                fickle[key] = max(fickle.pop(key), words) if key in fickle else 0
    for text in scene.scattered:
        key = _absence(scene.article, text)
        fickle[key] = len(text.split()) if key in fickle else 0
    for at, block in scene.gone.items():
        if scene.doubt(at) is Doubt.STRONG:
            spots = [place(scene.article, side, text) for side, text in _spots(scene.neighbours[at])]
            names = (template_of(block.text), *spots, *map(lined, spots), scene.article)
            came_and_went(fickle, names, len(block.text.split()))
    return memory if fickle == memory.fickle else replace(memory, fickle=fickle)


def _watch_headlines(fickle: dict[int, int], article: int, older: Document, newer: Document) -> None:
    """Learn of the shown headline that gave way to another one, and of both where it is one that gave way before."""
    if not is_shown_otherwise(older.headlines, newer.headlines):
        return
    old, new = (headline_of(article, document.headlines.h1) for document in (older, newer))
    back = int(new in fickle)
    for key in (old, new) if back else (old,):
        fickle[key] = max(fickle.pop(key, 0), back)


def is_unsettled(document: Document) -> bool:
    """Whether something was held back that one more look would decide."""
    return any(rule_of(block) == UNCONFIRMED for block in document.furniture)


def holds_back(document: Document) -> bool:
    """Whether something was held back that may become text when further looks show it too."""
    return any(rule_of(block) in (UNCONFIRMED, RESTLESS, BY_TURNS) for block in document.furniture)


def was_held(memory: HostMemory | None, older: Document, newer: Document) -> bool:
    """Whether something is text now that looks had shown which counted as sights of the older text: it was held back in
    that reading itself, or over several looks where other lines had come and gone.
    """
    held = memory.held.get(fingerprint(newer.canonical_url or newer.url), ()) if memory is not None else ()
    texts = {one.text for one in held if one.needed > _LOOKS_AGAIN}
    texts |= {fingerprint(block.text) for block in older.furniture if rule_of(block) in (*HOLDING, BY_TURNS)}
    shown = (newer.headlines.h1, *(block.text for block in newer.blocks))
    return bool(texts) and any(fingerprint(text) in texts for text in shown)


class _Scene:
    def __init__(self, older: Document, newer: Document, memory: HostMemory | None) -> None:
        self.fickle = memory.fickle if memory is not None else {}
        self.article = fingerprint(newer.canonical_url or newer.url)
        self.old = [(at, block) for at, block in enumerate(older.blocks) if block.kind is not BlockKind.CAPTION]
        new = [block.text for block in newer.blocks if block.kind is not BlockKind.CAPTION]
        there, known = set(new), {block.text for _, block in self.old}
        self.neighbours = _neighbours(self.old, there)
        self.unknown = [text for text in new if text not in known][:_MOST]
        edited = _beside(["", *new, ""], known)
        absent = {at: block for at, block in self.old if at in self.neighbours and block.kind in _SPOKEN}
        self.replaced = {at: block for at, block in absent.items() if edited.intersection(_spots(self.neighbours[at]))}
        self.gone = {at: block for at, block in absent.items() if at not in self.replaced}
        before = {block.text for block in older.furniture}
        self.kept_back = {block.text for block in newer.furniture if rule_of(block) in HOLDING}
        self.held: set[tuple[str, str]] = set()
        self.cut: set[tuple[str, str]] = set()
        self.moving = False
        for block in newer.furniture:
            if rule_of(block) in PLACED and block.text not in before:
                at = place_of(block)
                spots = _spots((new[at - 1] if at else "", new[at] if at < len(new) else ""))
                (self.held if rule_of(block) in HOLDING else self.cut).update(spots)
                self.moving = self.moving or (rule_of(block) in _MOVING and 0 < at < len(new))
        self.there = there
        self.scattered = self.find_scattered(older, newer, there)
        self.gaps = Counter(self.neighbours[at] for at in self.gone)
        gone = _gone_lines(older, newer)
        self.went = Counter(_gaps([block.text for _, block in self.old], gone, there))
        self.came = Counter(_gaps(new, _gone_lines(newer, older), known))

    def find_scattered(self, older: Document, newer: Document, there: set[str]) -> frozenset[str]:
        """The lines that are gone, one here and one there, while at least as many came elsewhere and were cut."""
        if not self.held:
            return frozenset()
        body = [block.text for _, block in self.old]
        gone = lone_lines(body, {block.text for block in self.gone.values()})
        came = Counter(_lines(newer, len(there))) - Counter(_lines(older, len(body)))
        went = Counter(_lines(older, len(body))) - Counter(_lines(newer, len(there)))
        least = 1 if self.article in self.fickle else SCATTERED
        return frozenset(gone) if least <= len(gone) <= came.total() - went.total() else frozenset()

    @cached_property
    def usual(self) -> Signs:
        """The signs that the article's own paragraphs have: looked for where one is gone."""
        return usual_signs(_signs(block) for _, block in self.old if block.text in self.there)

    def led_anew(self, older: Document, newer: Document) -> Document:
        """The older reading with the newer one's links in doubtful lines: "the full story is here" leads somewhere else."""
        links = {block.text: block.links for block in newer.blocks if block.links}
        anew = {
            at: replace(block, links=links[block.text])
            for at, block in self.old
            if block.links != links.get(block.text, block.links) and _signs(block).beside(self.usual)
        }
        return (
            replace(older, blocks=tuple(anew.get(at, block) for at, block in enumerate(older.blocks)))
            if anew
            else older
        )

    def stood(self, block: Block) -> bool:
        """Whether a block stood while lines right beside it came and went: then it is none of them."""
        return any(place(self.article, side, block.text) in self.fickle for side in ("below", "above"))

    def is_beside(self, at: int) -> bool:
        """Whether a block stood beside the lines that came and went at its place, for another one that was cut is gone from
        there, or more blocks than lines came.
        """
        gap = self.neighbours[at]
        went, came = self.went[gap], self.came[gap]
        return came - went < self.gaps[gap] and (went > 0 or self.gaps[gap] > 1)

    def doubt(self, at: int) -> Doubt:
        """STRONG where it is proved that a block that is gone came and went by itself, WEAK where it may have."""
        block = self.gone[at]
        words = len(block.text.split())
        if words > LONGEST:
            return Doubt.NONE
        doubt = _signs(block).beside(self.usual)
        if not doubt and self.is_beside(at):
            return Doubt.NONE
        if self.is_proved(at, doubtful=bool(doubt)):
            return Doubt.STRONG
        if block.text in self.kept_back or block.text in self.scattered:
            doubt = doubt or Doubt.WEAK
        spots = _spots(self.neighbours[at])
        held, cut = self.held.intersection(spots), self.cut.intersection(spots)
        if (doubt and cut and words <= _LINE) or (doubt is Doubt.STRONG and (held or self.moving)):
            return Doubt.STRONG
        return Doubt.WEAK if doubt or held or cut else Doubt.NONE

    def is_proved(self, at: int, *, doubtful: bool) -> bool:
        """Whether what is known to come and go is like a block that is gone, or stood in its place."""
        block, fickle = self.gone[at], self.fickle
        if template_of(block.text) in fickle or fickle.get(_absence(self.article, block.text), 0):
            return True
        if self.stood(block):
            return False
        words = len(block.text.split())
        places = [place(self.article, side, text) for side, text in _spots(self.neighbours[at])]
        if words <= 1.5 * max(fickle.get(one, 0) for one in places):
            return True
        lines = any(fickle.get(lined(one), 0) for one in places)
        return words <= LINE and (lines or (doubtful and self.article in fickle))


def _absence(article: int, text: str) -> int:
    """A name for a line that is gone from an article while others came elsewhere."""
    return place(article, "without", text)


def _gone_lines(older: Document, newer: Document) -> list[int]:
    """The places of what was cut in one reading as a line of its own and is not in the other one."""
    shown = {block.text for block in (*newer.blocks, *newer.furniture)}
    return [place_of(one) for one in older.furniture if rule_of(one) in LINED and one.text not in shown]


def _gaps(texts: Sequence[str], places: Iterable[int], stayed: set[str]) -> Iterator[tuple[str, str]]:
    """For each of these places in a text, what stands above and below it of what stayed."""
    above = [*accumulate(texts, lambda last, text: text if text in stayed else last, initial="")]
    below = [*accumulate(reversed(texts), lambda last, text: text if text in stayed else last, initial="")][::-1]
    return ((above[at], below[at]) for at in places if at < len(above))


def _lines(document: Document, length: int) -> list[str]:
    """What was cut among the blocks of a text that has so many, where it may stand in for one of them."""
    return [one.text for one in document.furniture if rule_of(one) in LINED and 0 < place_of(one) < length]


def _signs(block: Block) -> Signs:
    linked = sum(len(link.text) for link in block.links) / max(1, len(block.text))
    return signs_of(block.text, linked) if block.kind in _SPOKEN else Signs()


def _neighbours(old: Sequence[tuple[int, Block]], there: set[str]) -> dict[int, tuple[str, str]]:
    """For each block that is gone, the texts above and below it that stayed."""
    found: dict[int, tuple[str, str]] = {}
    above = ""
    for at, block in old:
        if block.text in there:
            above = block.text
        else:
            found[at] = above, ""
    below = ""
    for at, block in reversed(old):
        if block.text in there:
            below = block.text
        else:
            found[at] = found[at][0], below
    return found


def _beside(new: Sequence[str], known: set[str]) -> set[tuple[str, str]]:
    """The places where the newer reading has text that the older had not: what is gone there was edited."""
    spots: set[tuple[str, str]] = set()
    for text, following in pairwise(new):
        if following and following not in known:
            spots.add(("below", text))
        if text and text not in known:
            spots.add(("above", following))
    return spots


def _spots(neighbours: tuple[str, str]) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("below", neighbours[0]), ("above", neighbours[1])


def _with_found(older: Document, newer: Document) -> Document:
    """The older reading with what it had cut for a line above, where the newer one has it among the same blocks."""
    cut = {block.text for block in older.furniture if rule_of(block) == CLOSED}
    found = cut.intersection(block.text for block in newer.blocks)
    if not found:
        return older
    places = {block.text: at for at, block in enumerate(older.blocks)}
    below: dict[int, list[Block]] = {}
    at = -1
    for block in newer.blocks:
        at = places.get(block.text, at)
        if block.text in found:
            below.setdefault(at, []).append(block)
    blocks = [*below.get(-1, ())]
    for at, block in enumerate(older.blocks):
        blocks += (block, *below.get(at, ()))
    furniture = tuple(block for block in older.furniture if block.text not in found)
    return replace(older, blocks=tuple(blocks), furniture=furniture)


def _without(document: Document, dropped: set[int]) -> Document:
    """The document with some of its blocks as furniture; what was furniture keeps its place among those that stay."""
    if not dropped:
        return document
    old = [at for at, block in enumerate(document.blocks) if block.kind is not BlockKind.CAPTION]
    below = [0, *accumulate(at not in dropped for at in old)]
    stayed = (_placed(block, below[min(place_of(block), len(old))]) for block in document.furniture)
    moved = (
        Block(
            BlockKind.PARAGRAPH,
            document.blocks[at].text,
            path=furniture_path(FICKLE, below[bisect_left(old, at)], "it came and went"),
        )
        for at in sorted(dropped)
    )
    blocks = tuple(block for at, block in enumerate(document.blocks) if at not in dropped)
    return replace(document, blocks=blocks, furniture=(*stayed, *moved))


def _placed(block: Block, below: int) -> Block:
    if place_of(block) == below:
        return block
    signature = block.path.partition(" of the text, ")[2]
    return replace(block, path=furniture_path(rule_of(block), below, signature))
