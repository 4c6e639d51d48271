"""What the renderers ask of a change's passages: which part they are in, their words, where moved ones stood before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from tracker.model import Change, Document, Edit, EditKind, Op, Part, Piece, Span
from tracker.render.wording import PART_LABELS


def parts(change: Change) -> dict[Part, list[Edit]]:
    """The passages of each part, in the order of a page. A part that differs although no passage covers it comes as
    one edit, so that it cannot go unseen.
    """
    found: dict[Part, list[Edit]] = {part: [] for part in PART_LABELS}
    for edit in change.passages:
        found[part_of(edit)].append(edit)
    return {part: edits or _whole(change, part) for part, edits in found.items()}


def part_of(edit: Edit) -> Part:
    """The part that an edit is shown in: that of its new place, of its old one where it has no new one."""
    spans = edit.new or edit.old
    return spans[0].part if spans else Part.BODY


def pieces_of(change: Change, edit: Edit) -> tuple[Piece, ...]:
    """The pieces of an edit; where it brings none, its sentences as a whole."""
    if edit.pieces:
        return edit.pieces
    old, new = sentences(change.old, edit.old), sentences(change.new, edit.new)
    if edit.kind in {EditKind.KEPT, EditKind.MOVED}:
        return (Piece(Op.EQUAL, new),)
    return replaced(old, new)


def replaced(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts as pieces: the words that both begin and end with, and what differs between those. For texts that
    nobody has aligned; linear in their length.
    """
    before, after = old.split(), new.split()
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    left = shorter - start
    end = next((at for at in range(left) if before[-1 - at] != after[-1 - at]), left)
    inner = ((Op.DELETE, before[start : len(before) - end]), (Op.INSERT, after[start : len(after) - end]))
    pieces = [Piece(Op.EQUAL, _joined(after[:start], more=len(before) + len(after) > 2 * start))]
    pieces += [Piece(op, _joined(words, more=end > 0)) for op, words in inner]
    pieces += [Piece(Op.EQUAL, " ".join(after[len(after) - end :]))]
    return tuple(piece for piece in pieces if piece.text)


def _joined(words: Sequence[str], *, more: bool) -> str:
    """Words in one text, with a space behind them where more words follow."""
    return " ".join(words) + (" " if more and words else "")


def sentences(document: Document, spans: Sequence[Span]) -> str:
    """The sentences that an edit covers on one side."""
    return " ".join(document.cut(span) for span in spans)


def old_places(edits: Sequence[Edit]) -> dict[int, int]:
    """Where moved passages stood: their index to the index of the passage that they stood before (len(edits): at the
    end), which is right after the unmoved passage that preceded them. All edits lie in one part.
    """
    unmoved = sorted(
        (edit.old[0].start, at) for at, edit in enumerate(edits) if edit.old and edit.kind is not EditKind.MOVED
    )
    starts = [start for start, _ in unmoved]
    places: dict[int, int] = {}
    for at, edit in enumerate(edits):
        if edit.kind is EditKind.MOVED and edit.old:
            before = bisect_right(starts, edit.old[0].start)
            places[at] = unmoved[before - 1][1] + 1 if before else 0
    return places


def _whole(change: Change, part: Part) -> list[Edit]:
    """A part without passages as one edit, none where both texts of it say the same."""
    old, new = change.old.part(part), change.new.part(part)
    if old.split() == new.split():
        return []
    spans = [(Span(part, 0, len(text)),) if text else () for text in (old, new)]
    kind = EditKind.CHANGED if old and new else EditKind.REMOVED if old else EditKind.ADDED
    return [Edit(kind, spans[0], spans[1], ())]
