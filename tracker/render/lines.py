"""A change as lines of styled words: the one script that the terminal colours and the plain mail part wraps.

Every style has its symbol in the words themselves ([-deleted-], {+inserted+}, !! critical), so that colour only helps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.render.rows import Fold, MovedAway, Paragraph, Passage, Run, Tone
from tracker.render.view import ChangeView, FlagView

_FLAG_COLUMN = 4


class Style(StrEnum):
    """What a word is, for a medium that has colours."""

    PLAIN = "plain"
    TITLE = "title"
    LABEL = "label"
    FAINT = "faint"
    DELETED = "deleted"
    INSERTED = "inserted"
    MOVED = "moved"
    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Word:
    """Text of one style; any length, without line breaks."""

    style: Style
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line before it is wrapped: `first` columns of indent, `rest` on the lines it runs over to. No words: an
    empty line.
    """

    words: tuple[Word, ...] = ()
    first: int = 0
    rest: int = 0


def change_lines(view: ChangeView, *, explain: bool = False) -> Iterator[Line]:
    """The whole change: header, what changed in meaning, disclosure, sections."""
    yield from header_lines(view)
    yield Line()
    yield from meaning_lines(view, explain=explain)
    for section in view.sections:
        yield Line()
        yield Line((Word(Style.LABEL, section.label),))
        for before, row in zip((None, *section.rows), section.rows, strict=False):
            if before is not None and not isinstance(before, Fold) and not isinstance(row, Fold):
                yield Line()
            yield row_line(row)


def header_lines(view: ChangeView) -> Iterator[Line]:
    """What is compared and when the edit happened."""
    header = view.header
    if header.title:
        yield Line((Word(Style.TITLE, header.title),))
    where = " · ".join(text for text in (header.source, header.url) if text)
    if where:
        yield Line((Word(Style.FAINT, where),))
    yield Line((Word(Style.PLAIN, f"{header.old_label} → {header.new_label}"),))
    if header.when:
        yield Line((Word(Style.PLAIN, header.when),), rest=2)


def meaning_lines(view: ChangeView, *, explain: bool = False) -> Iterator[Line]:
    """The flags, worst first, and whether the publisher said so."""
    yield Line((Word(Style.LABEL, "What changed"), Word(Style.PLAIN, f": {view.counts}" if view.counts else "")))
    for flag in view.flags:
        yield from flag_lines(flag, explain=explain)
    if view.verdict_line:
        yield Line((Word(Style.PLAIN, view.verdict_line),), 2, 2)
    if view.silent_flags:
        yield Line((Word(Style.FAINT, f"= {view.silent_flags}"),), 2, 4)
    yield from disclosure_lines(view)


def flag_lines(flag: FlagView, *, indent: int = 2, explain: bool = False) -> Iterator[Line]:
    """One flag: symbol, severity, kind and summary; then before and after where the summary does not hold them; then,
    if asked for, why it was raised.
    """
    style = Style(flag.severity)
    deep = indent + _FLAG_COLUMN
    head = (Word(style, f"{flag.symbol:<2} {flag.severity}"), Word(Style.PLAIN, f" · {flag.kind} · "))
    yield Line((*head, Word(Style.TITLE, flag.summary or flag.kind)), indent, deep)
    if not flag.told:
        yield from _side_lines(flag, deep)
    if explain:
        yield Line((Word(Style.FAINT, flag.why),), deep, deep + 2)


def _side_lines(flag: FlagView, indent: int) -> Iterator[Line]:
    if flag.before:
        yield Line((Word(Style.DELETED, f"[-{flag.before}-]"),), indent, indent + 2)
    if flag.after:
        yield Line((Word(Style.INSERTED, f"{{+{flag.after}+}}"),), indent, indent + 2)


def disclosure_lines(view: ChangeView) -> Iterator[Line]:
    """The verdict with its note and reasons."""
    said = view.disclosure
    yield Line((Word(Style.LABEL, "Disclosure"), Word(Style.PLAIN, f": {said.words}")), rest=2)
    if said.note:
        yield Line((Word(Style.PLAIN, f"“{said.note}”"),), 2, 2)
    for reason in said.reasons:
        yield Line((Word(Style.FAINT, f"- {reason}"),), 2, 4)


def row_line(row: Paragraph | MovedAway | Fold) -> Line:
    """One row of a section as a line."""
    match row:
        case Fold(_, words):
            return Line((Word(Style.FAINT, f"… {words} …"),), 2, 4)
        case MovedAway(move, down, words, _):
            return Line((Word(Style.MOVED, f"{'↓' if down else '↑'} {words} (move {move})"),), 2, 4)
    return Line(tuple(word for passage in row.passages for word in passage_words(passage)), 2, 2)


def passage_words(passage: Passage) -> Iterator[Word]:
    """A passage with its marks, and its note before it."""
    if passage.lead:
        yield Word(Style.PLAIN, passage.lead)
    if passage.note:
        number = f", move {passage.move}" if passage.move else ""
        yield Word(Style.FAINT, f"({passage.note}{number}) ")
    for run in passage.runs:
        yield run_word(run)


def run_word(run: Run) -> Word:
    """A run between its signs."""
    match run.tone:
        case Tone.DELETED:
            return Word(Style.DELETED, f"{run.before}[-{run.core}-]{run.after}")
        case Tone.INSERTED:
            return Word(Style.INSERTED, f"{run.before}{{+{run.core}+}}{run.after}")
        case Tone.MOVED_TO | Tone.MOVED_FROM:
            return Word(Style.MOVED, run.text)
    return Word(Style.PLAIN, run.text)
