"""Aligns long texts: paragraphs that stand unchanged in both, amid others that do, are told apart first, and only what is
left is aligned. A live blog of thousands of sentences is laid out in a quarter of the time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from tracker.compare.alignment.aligned import aligned
from tracker.compare.alignment.passages import passages
from tracker.compare.reading import Reading, cut_up
from tracker.compare.text.assignment import heaviest_rising
from tracker.compare.text.clean import clean
from tracker.compare.text.language import Language
from tracker.compare.text.sentences import places
from tracker.model import Block, BlockKind, Document, Edit, EditKind, Op, Part, Piece, Span

LONG = 20_000
"""Characters from which a text is long: three times the usual article, which is aligned as a whole."""


@dataclass(frozen=True, slots=True)
class _Side:
    """The blocks of one body, where each begins, and the numbers of those that are left to align."""

    document: Document
    blocks: Sequence[Block]
    starts: Sequence[int]
    left: Sequence[int]

    def rest(self) -> Document:
        """The document with nothing but what is left."""
        return replace(self.document, blocks=tuple(self.blocks[number] for number in self.left))

    def back(self, spans: tuple[Span, ...], starts: Sequence[int]) -> tuple[Span, ...]:
        """Places in the rest, whose blocks begin at `starts`, as places in the whole."""
        return tuple(self._back(span, bisect_right(starts, span.start) - 1, starts) for span in spans)

    def _back(self, span: Span, at: int, starts: Sequence[int]) -> Span:
        shift = self.starts[self.left[at]] - starts[at]
        return Span(span.part, span.start + shift, span.end + shift)


def lay_out(old: Document, new: Document, words: Language, *, long: int = LONG) -> tuple[Edit, ...]:
    """The aligned passages of two documents in reading order, as `passages` gives them: of those that are longer
    than `long` characters with what stands unchanged amid unchanged paragraphs set aside. What is left may then be paired otherwise than beside the rest, where
    that depends on how rare a word is.
    """
    one, two = _body(old), _body(new)
    anchors = _anchors(one, two) if max(len(old.text), len(new.text)) > long else set()
    aside = {pair for pair in anchors if _is_amid(pair, anchors, (len(one), len(two)))}
    before = _Side(old, one, _starts(one), _others(len(one), {left for left, _ in aside}))
    after = _Side(new, two, _starts(two), _others(len(two), {right for _, right in aside}))
    first = cut_up(before.rest() if aside else old, words)
    second = cut_up(after.rest() if aside else new, words, first)
    if not aside:
        return passages(aligned(first, second))
    steady = _in_blocks(second, after, {right for _, right in anchors})
    starts = [_starts([side.blocks[number] for number in side.left]) for side in (before, after)]
    found = [
        replace(edit, old=before.back(edit.old, starts[0]), new=after.back(edit.new, starts[1]))
        for edit in passages(aligned(first, second, steady))
    ]
    return tuple(_merged(found, _kept(sorted(aside), before, after, words)))


def _body(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind is not BlockKind.CAPTION]


def _starts(blocks: Sequence[Block]) -> list[int]:
    """Where each block begins in the text that they make together."""
    return list(accumulate((len(block.text) + 2 for block in blocks[:-1]), initial=0))


def _anchors(one: Sequence[Block], two: Sequence[Block]) -> set[tuple[int, int]]:
    """Pairs of blocks that read the same, are the only ones on their side that do, and come in the same order."""
    seen, others = Counter(block.text for block in one), Counter(block.text for block in two)
    place = {block.text: number for number, block in enumerate(two)}
    pairs = [
        (number, place[block.text])
        for number, block in enumerate(one)
        if seen[block.text] == 1 == others[block.text] and block.text.strip()
    ]
    still = heaviest_rising([right for _, right in pairs], [len(one[left].text) for left, _ in pairs])
    return {pairs[number] for number in still}


def _is_amid(pair: tuple[int, int], anchors: set[tuple[int, int]], counts: tuple[int, int]) -> bool:
    """Whether the blocks before and behind a pair are pairs as well, or it stands at the same end of both."""
    (left, right), (lefts, rights) = pair, counts
    before = (left - 1, right - 1) in anchors or left == right == 0
    behind = (left + 1, right + 1) in anchors or (left + 1, right + 1) == (lefts, rights)
    return before and behind


def _others(count: int, without: set[int]) -> list[int]:
    return [number for number in range(count) if number not in without]


def _in_blocks(reading: Reading, side: _Side, wanted: set[int]) -> frozenset[int]:
    """The numbers of the sentences of a rest that stand in these blocks of the whole."""
    starts = _starts([side.blocks[number] for number in side.left])
    return frozenset(
        number
        for number, sentence in enumerate(reading.sentences)
        if side.left[bisect_right(starts, reading.body.place(sentence.start)) - 1] in wanted
    )


def _kept(aside: Sequence[tuple[int, int]], before: _Side, after: _Side, words: Language) -> Iterator[Edit]:
    """The sentences of blocks that were set aside, in order."""
    for left, right in aside:
        text = clean(after.blocks[right].text)
        for start, end in places(text, words):
            span = text.span(start, end)
            old, new = (
                Span(Part.BODY, at + span.start, at + span.end) for at in (before.starts[left], after.starts[right])
            )
            told = text.original[span.start : span.end]
            yield Edit(EditKind.KEPT, (old,), (new,), (Piece(Op.EQUAL, told),))


def _merged(found: Sequence[Edit], kept: Iterator[Edit]) -> Iterator[Edit]:
    """Both in the reading order of the new text; what was removed stays behind what it stood behind."""
    waiting = next(kept, None)
    for edit in found:
        while waiting and edit.new and waiting.new[0].start < edit.new[0].start:
            yield waiting
            waiting = next(kept, None)
        yield edit
    if waiting:
        yield waiting
    yield from kept
