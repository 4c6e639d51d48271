"""`--unified`: a change as a unified diff whose lines are sentences, and what `--stat` counts.

The diff is valid: applied to the sentences of the old text, one a line, it gives those of the new one. Sentences that
differ without a change of meaning stand as context in their old form, as `diff -w` does with white space.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.model import Change, Document, Edit, EditKind, Op, Severity, Span
from tracker.render.inert import one_line
from tracker.render.passages import old_places, parts, pieces_of
from tracker.render.wording import PART_LABELS, counted, severity_counts


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the whole diff before it is cut into hunks: its sign, its sentence, the part it stands in."""

    sign: str
    text: str
    label: str


def unified(
    change: Change, *, context: int = 3, old_label: str = "old", new_label: str = "new", show_silent: bool = False
) -> str:
    """A unified diff of sentences with `context` sentences round each edit; empty where no line differs.

    Parts follow one another as on a page (headline, standfirst, byline, text, captions); a hunk's header names the
    part of its first edit. A moved sentence is removed at its old place and added at its new one.
    """
    entries = list(_entries(change, show_silent=show_silent))
    hunks = "".join(_hunks(entries, context))
    return f"--- {one_line(old_label)}\n+++ {one_line(new_label)}\n{hunks}" if hunks else ""


@dataclass(frozen=True, slots=True)
class Stat:
    """What `--stat` counts. Sentences by how they were edited; `silent` are those that differ without a change of
    meaning and are not among the others; words are those inside the marks.
    """

    added: int
    removed: int
    changed: int
    moved: int
    silent: int
    words_deleted: int
    words_inserted: int
    severities: tuple[Severity, ...]


def stat(change: Change) -> Stat:
    """The counts of a change; splits and merges count as changed."""
    edits = [edit for edits in parts(change).values() for edit in edits if edit.kind is not EditKind.KEPT]
    loud = [edit for edit in edits if not edit.silent]
    kinds = [edit.kind for edit in loud]
    pieces = [piece for edit in loud for piece in pieces_of(change, edit)]
    return Stat(
        added=kinds.count(EditKind.ADDED),
        removed=kinds.count(EditKind.REMOVED),
        changed=sum(kinds.count(kind) for kind in (EditKind.CHANGED, EditKind.SPLIT, EditKind.MERGED)),
        moved=kinds.count(EditKind.MOVED),
        silent=len(edits) - len(loud),
        words_deleted=sum(len(piece.text.split()) for piece in pieces if piece.op is Op.DELETE),
        words_inserted=sum(len(piece.text.split()) for piece in pieces if piece.op is Op.INSERT),
        severities=tuple(flag.severity for flag in change.flags),
    )


def stat_text(counts: Stat) -> str:
    """The counts as two or three lines."""
    named = (
        (counts.changed, "changed"),
        (counts.added, "added"),
        (counts.removed, "removed"),
        (counts.moved, "moved"),
        (counts.silent, "without a change of meaning"),
    )
    told = ", ".join(f"{number:,} {name}" for number, name in named if number)
    lines = [
        f"sentences: {told or 'none differs'}",
        f"words: {counted(counts.words_deleted, 'word')} deleted, {counts.words_inserted:,} inserted",
        f"flags: {severity_counts(counts.severities) or 'none'}",
    ]
    return "\n".join(lines).replace(" words deleted", " deleted").replace(" word deleted", " deleted") + "\n"


def _entries(change: Change, *, show_silent: bool) -> Iterator[_Entry]:
    for part, edits in parts(change).items():
        label = PART_LABELS[part]
        places = old_places(edits)
        leaving: dict[int, list[int]] = {}
        for at in sorted(places, key=lambda at: edits[at].old[0].start):
            leaving.setdefault(places[at], []).append(at)
        for at in range(len(edits) + 1):
            for moved in leaving.get(at, ()):
                yield from _lines("-", change.old, edits[moved].old, label)
            if at < len(edits):
                yield from _edit_entries(change, edits[at], label, show_silent=show_silent)


def _edit_entries(change: Change, edit: Edit, label: str, *, show_silent: bool) -> Iterator[_Entry]:
    same_count = len(edit.old) == len(edit.new)
    if edit.kind is EditKind.KEPT or (edit.silent and same_count and edit.kind is EditKind.CHANGED and not show_silent):
        yield from _lines(" ", change.old, edit.old, label)
        return
    if edit.kind is not EditKind.MOVED:
        yield from _lines("-", change.old, edit.old, label)
    yield from _lines("+", change.new, edit.new, label)


def _lines(sign: str, document: Document, spans: Sequence[Span], label: str) -> Iterator[_Entry]:
    return (_Entry(sign, one_line(document.cut(span)), label) for span in spans)


def _ranges(entries: Sequence[_Entry], context: int) -> list[tuple[int, int]]:
    """The stretches of entries that hunks show: each edit with its context, joined where they meet."""
    found: list[tuple[int, int]] = []
    for at, entry in enumerate(entries):
        if entry.sign == " ":
            continue
        start, end = max(0, at - context), min(len(entries), at + context + 1)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _hunks(entries: Sequence[_Entry], context: int) -> Iterator[str]:
    """Each stretch under its header; a side without lines names the line before it, as GNU diff does. Deletions are not
    gathered before insertions: a sentence and what became of it stand together.
    """
    at = old_line = new_line = 0
    for start, end in _ranges(entries, context):
        skipped, lines = entries[at:start], entries[start:end]
        old_line += sum(1 for entry in skipped if entry.sign != "+")
        new_line += sum(1 for entry in skipped if entry.sign != "-")
        old_count = sum(1 for entry in lines if entry.sign != "+")
        new_count = sum(1 for entry in lines if entry.sign != "-")
        old_start, new_start = old_line + bool(old_count), new_line + bool(new_count)
        label = next(entry.label for entry in lines if entry.sign != " ")
        yield f"@@ -{old_start},{old_count} +{new_start},{new_count} @@ {label}\n"
        yield from (f"{entry.sign}{entry.text}\n" for entry in lines)
        at, old_line, new_line = end, old_line + old_count, new_line + new_count
