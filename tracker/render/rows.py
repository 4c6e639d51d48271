"""The passages of one part of a change, laid out for reading: paragraphs with marked words, and folds for the rest."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.model import Change, Edit, EditKind, Op, Part, Piece
from tracker.render.inert import clip, clip_line, flowing
from tracker.render.passages import old_places, part_of, pieces_of, replaced, sentences
from tracker.render.wording import counted

_MOVED_WORDS_ROOM = 60
_REASON_ROOM = 100


class Tone(StrEnum):
    """How a run of words is marked."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"
    MOVED_FROM = "moved-from"
    MOVED_TO = "moved-to"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one tone, already inert."""

    tone: Tone
    text: str

    @property
    def core(self) -> str:
        """What stands between the signs: the words without the spaces round them, or the spaces where that is all."""
        return self.text.strip(" ") or self.text

    @property
    def before(self) -> str:
        """The spaces before the signs."""
        return self.text[: self.text.index(self.core)]

    @property
    def after(self) -> str:
        """The spaces after the signs."""
        return self.text[len(self.before) + len(self.core) :]


@dataclass(frozen=True, slots=True)
class Passage:
    """One aligned passage: its runs in reading order, deletions before what replaces them. `lead` is the space before
    it inside its paragraph, `note` what to know of it ("moved up, from paragraph 7 to 3"), `move` the number that it
    shares with the row at its old place.
    """

    kind: EditKind
    runs: tuple[Run, ...]
    lead: str = ""
    note: str = ""
    move: int = 0

    @property
    def old(self) -> tuple[Run, ...]:
        """The runs that the old text had at this place: none of what was moved here."""
        if self.kind is EditKind.MOVED:
            return ()
        return tuple(run for run in self.runs if run.tone in {Tone.KEPT, Tone.DELETED})

    @property
    def new(self) -> tuple[Run, ...]:
        """The runs that the new text has."""
        return tuple(run for run in self.runs if run.tone is not Tone.DELETED)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Passages that stand in one paragraph and are shown; `first` is the number of the first within its part, `ident` the
    id it has on its page.
    """

    passages: tuple[Passage, ...]
    first: int = field(default=0, compare=False)
    ident: str = ""


@dataclass(frozen=True, slots=True)
class MovedAway:
    """The old place of passages that are shown where they stand now, under the same number `move`."""

    move: int
    down: bool
    words: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Passages that are counted instead of shown: "12 sentences unchanged". `first` is the number of the first within its
    part, `href` where they are shown.
    """

    sentences: int
    words: str
    first: int = field(default=0, compare=False)
    href: str = ""


Row = Paragraph | MovedAway | Fold


@dataclass(frozen=True, slots=True)
class _Layout:
    """What is known of the passages of one part before they are laid out; lists run parallel to `edits`."""

    change: Change
    edits: Sequence[Edit]
    keys: list[tuple[str, int]]
    old_paragraphs: list[int]
    new_paragraphs: list[int]
    slots: dict[int, int]
    moves: dict[int, int]
    show_silent: bool


def rows(change: Change, edits: Sequence[Edit], *, context: int | None, show_silent: bool) -> tuple[Row, ...]:
    """The rows of passages that all lie in one part of the change.

    `context` unchanged sentences are kept round each edit (None: all of them). A passage whose edit is silent counts
    as unchanged unless `show_silent`, but is counted apart in the folds.
    """
    layout = _layout(change, edits, show_silent=show_silent)
    shown = _shown(edits, context, show_silent=show_silent)
    away = _moves_by_slot(layout)
    found: list[Row] = []
    folded: list[Edit] = []
    open_key: tuple[str, int] | None = None
    paragraph: list[Passage] = []
    behind = 0

    def close() -> None:
        nonlocal open_key
        if folded:
            found.append(_fold(folded, behind - len(folded)))
            folded.clear()
        if paragraph:
            found.append(Paragraph(tuple(paragraph), behind - len(paragraph)))
            paragraph.clear()
        open_key = None

    for at, edit in enumerate(edits):
        behind = at
        if at in away:
            close()
            found.extend(_moved_away(layout, group) for group in away[at])
        if not shown[at]:
            if paragraph:
                close()
            folded.append(edit)
            continue
        if folded or layout.keys[at] != open_key:
            close()
            open_key = layout.keys[at]
        paragraph.append(_passage(layout, at, lead=_lead(edits, at) if paragraph else ""))
    behind = len(edits)
    close()
    found.extend(_moved_away(layout, group) for group in away.get(len(edits), ()))
    return tuple(found)


def _shown(edits: Sequence[Edit], context: int | None, *, show_silent: bool) -> list[bool]:
    """Which passages are shown: the edits that may mean something, and `context` passages on either side."""
    if context is None:
        return [True] * len(edits)
    news = [edit.kind is not EditKind.KEPT and (show_silent or not edit.silent) for edit in edits]
    reach = [False] * len(edits)
    for order in (range(len(edits)), range(len(edits) - 1, -1, -1)):
        distance = context + 1
        for at in order:
            distance = 0 if news[at] else distance + 1
            reach[at] = reach[at] or distance <= context
    return reach


def _fold(edits: Sequence[Edit], first: int) -> Fold:
    """What stands for passages that are not shown: how many are unchanged, how many differ without meaning and why."""
    reasons = Counter(
        clip_line(edit.silent, _REASON_ROOM) for edit in edits if edit.silent and edit.kind is not EditKind.KEPT
    )
    silent = sum(reasons.values())
    words = []
    if len(edits) > silent:
        words.append(f"{counted(len(edits) - silent, 'sentence')} unchanged")
    if silent:
        why = ", ".join(reason for reason, _ in reasons.most_common(3))
        verb = "differs" if silent == 1 else "differ"
        words.append(f"{counted(silent, 'sentence')} {verb} without a change of meaning ({why})")
    return Fold(len(edits), "; ".join(words), first)


def _passage(layout: _Layout, at: int, *, lead: str) -> Passage:
    """The passage as it is shown in its place."""
    edit = layout.edits[at]
    kept = Tone.MOVED_TO if edit.kind is EditKind.MOVED else Tone.KEPT
    tones = {Op.DELETE: Tone.DELETED, Op.INSERT: Tone.INSERTED}
    return Passage(
        kind=edit.kind,
        runs=tuple(
            Run(tones.get(piece.op, kept), flowing(piece.text)) for piece in _pieces(layout, edit) if piece.text
        ),
        lead=lead,
        note=_note(layout, at),
        move=layout.moves.get(at, 0),
    )


def _pieces(layout: _Layout, edit: Edit) -> tuple[Piece, ...]:
    """The pieces to show. A silent edit has no marks, unless they were asked for: then its characters are compared."""
    if not edit.silent or edit.kind is EditKind.MOVED:
        return pieces_of(layout.change, edit)
    new = sentences(layout.change.new, edit.new)
    if not layout.show_silent:
        return (Piece(Op.EQUAL, new),)
    marked = any(piece.op is not Op.EQUAL for piece in edit.pieces)
    return edit.pieces if marked else replaced(sentences(layout.change.old, edit.old), new)


def _note(layout: _Layout, at: int) -> str:
    """What a reader cannot see from the marks: a move, a split, a merge, a silent edit."""
    edit = layout.edits[at]
    match edit.kind:
        case EditKind.MOVED if at == 0 or layout.moves.get(at) != layout.moves.get(at - 1):
            before, after = layout.old_paragraphs[at] + 1, layout.new_paragraphs[at] + 1
            where = f"within paragraph {after}" if before == after else f"from paragraph {before} to {after}"
            return f"moved {'down' if layout.slots[at] <= at else 'up'} {where}"
        case EditKind.SPLIT:
            return f"split into {counted(len(edit.new), 'sentence')}"
        case EditKind.MERGED:
            return f"{counted(len(edit.old), 'sentence')} merged"
        case EditKind.CHANGED if edit.silent:
            return f"no change of meaning: {clip_line(edit.silent, _REASON_ROOM)}"
    return ""


def _lead(edits: Sequence[Edit], at: int) -> str:
    """The space between a passage and the one before it: none where the document has none (as in Chinese)."""
    before, here = edits[at - 1], edits[at]
    for last, first in ((before.new, here.new), (before.old, here.old)):
        if last and first and last[-1].end == first[0].start:
            return ""
    return " "


def _layout(change: Change, edits: Sequence[Edit], *, show_silent: bool) -> _Layout:
    """Paragraph numbers, the key of the paragraph that each passage is shown in, and the old places of what moved."""
    part = part_of(edits[0]) if edits else Part.BODY
    old_number, new_number = _numbering(change.old.part(part)), _numbering(change.new.part(part))
    old_paragraphs = [old_number(edit.old[0].start) if edit.old else -1 for edit in edits]
    new_paragraphs = [new_number(edit.new[0].start) if edit.new else -1 for edit in edits]
    slots = old_places(edits)
    keys = _keys(edits, old_paragraphs, new_paragraphs)
    return _Layout(change, edits, keys, old_paragraphs, new_paragraphs, slots, _move_numbers(edits, slots), show_silent)


def _numbering(text: str) -> Callable[[int], int]:
    """A function from a character's place to the number of its paragraph, from 0."""
    breaks: list[int] = []
    at = text.find("\n\n")
    while at >= 0:
        breaks.append(at)
        at = text.find("\n\n", at + 2)
    return lambda place: bisect_right(breaks, place)


def _keys(edits: Sequence[Edit], old: Sequence[int], new: Sequence[int]) -> list[tuple[str, int]]:
    """Which paragraph each passage is shown in. A removed one stays with the rest of its old paragraph, where any of
    that is left; else it makes a paragraph of its own.
    """
    stays: dict[int, int] = {}
    for at, edit in enumerate(edits):
        if edit.old and edit.new and edit.kind is not EditKind.MOVED:
            stays.setdefault(old[at], new[at])
    keys: list[tuple[str, int]] = []
    last_stay = dict.fromkeys(stays, -1)
    for at, edit in enumerate(edits):
        if edit.new:
            keys.append(("new", new[at]))
            if edit.old and edit.kind is not EditKind.MOVED:
                last_stay[old[at]] = new[at]
        elif old[at] in stays:
            keys.append(("new", last_stay[old[at]] if last_stay[old[at]] >= 0 else stays[old[at]]))
        else:
            keys.append(("old", old[at]))
    return keys


def _move_numbers(edits: Sequence[Edit], slots: dict[int, int]) -> dict[int, int]:
    """A number for each moved passage; neighbours that were neighbours before share one."""
    numbers: dict[int, int] = {}
    number = 0
    for at, slot in slots.items():
        joins = at - 1 in numbers and slots[at - 1] == slot
        if not joins or edits[at - 1].old[0].start > edits[at].old[0].start:
            number += 1
        numbers[at] = number
    return numbers


def _moves_by_slot(layout: _Layout) -> dict[int, list[list[int]]]:
    """For each place, the groups of passages that stood there and were moved, in their old order."""
    groups: dict[int, list[int]] = {}
    for at, move in layout.moves.items():
        groups.setdefault(move, []).append(at)
    by_slot: dict[int, list[list[int]]] = {}
    for group in sorted(groups.values(), key=lambda group: layout.edits[group[0]].old[0].start):
        by_slot.setdefault(layout.slots[group[0]], []).append(group)
    return by_slot


def _moved_away(layout: _Layout, group: Sequence[int]) -> MovedAway:
    """The row at the old place of passages that moved together."""
    edits = [layout.edits[at] for at in group]
    text = flowing(" ".join(sentences(layout.change.old, edit.old) for edit in edits))
    down = layout.slots[group[0]] <= group[0]
    what = counted(len(group), "sentence")
    words = f"{what} moved {'down' if down else 'up'}: “{clip(text, _MOVED_WORDS_ROOM)}”"
    return MovedAway(layout.moves[group[0]], down, words, (Run(Tone.MOVED_FROM, text),))
