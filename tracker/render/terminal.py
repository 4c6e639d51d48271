"""The terminal face: changes, flags, logs, lists and documents as things that a rich Console prints.

The Console (its width, its colours, NO_COLOR) is the caller's. Page text is never read as rich markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from io import StringIO

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from tracker.model import Article, Block, BlockKind, Document, Revision, Severity, StoredFlag
from tracker.model.blame import SentenceLife
from tracker.render import wording
from tracker.render.inert import flowing, one_line
from tracker.render.lines import (
    Line,
    Style,
    Word,
    change_lines,
    flag_lines,
    header_lines,
    meaning_lines,
    passage_words,
    row_line,
    run_word,
)
from tracker.render.lives import history_line, stretches
from tracker.render.rows import Fold, MovedAway, Passage, Row, Run
from tracker.render.view import ChangeView, flag_view
from tracker.render.window import moment, short_moment, window_sentence

_COLOURS = {
    Style.PLAIN: "",
    Style.TITLE: "bold",
    Style.LABEL: "bold",
    Style.FAINT: "dim",
    Style.DELETED: "red",
    Style.INSERTED: "green",
    Style.MOVED: "cyan",
    Style.CRITICAL: "bold red reverse",
    Style.HIGH: "bold red",
    Style.MEDIUM: "bold yellow",
    Style.LOW: "blue",
    Style.SILENT: "dim",
}

_BLOCK_SIGNS = {
    BlockKind.HEADING: (Style.TITLE, "## "),
    BlockKind.QUOTE: (Style.PLAIN, "> "),
    BlockKind.LIST_ITEM: (Style.PLAIN, "- "),
}


def terminal_change(view: ChangeView, *, side_by_side: bool = False, explain: bool = False) -> RenderableType:
    """One change: inline, or old and new beside each other; `explain` says under each flag which rule made it, and why."""
    if not side_by_side:
        return as_rich(change_lines(view, explain=explain))
    above = [*header_lines(view), Line(), *meaning_lines(view, explain=explain), Line()]
    return Group(as_rich(above), _sides(view))


def terminal_flags(found: Sequence[StoredFlag], *, zone: tzinfo) -> RenderableType:
    """Flags across articles, each with its article, revision, window and disclosure."""
    return as_rich(_joined(_stored_flag_lines(stored, zone) for stored in found))


def terminal_log(article: Article, revisions: Sequence[Revision], *, zone: tzinfo) -> RenderableType:
    """The revisions of an article in the order given, like git log: when, why, what was flagged, was it disclosed."""
    head = [
        Line((Word(Style.TITLE, one_line(wording.article_name(article))),)),
        Line((Word(Style.FAINT, one_line(f"#{article.id} · {article.source} · {article.state} · {article.url}")),)),
        Line(),
    ]
    return as_rich([*head, *_joined(_revision_lines(revision, zone) for revision in revisions)])


def terminal_articles(articles: Sequence[Article], *, zone: tzinfo) -> RenderableType:
    """What is followed, one row per article; what went wrong with it stands under its headline."""
    return _Articles(tuple(_article_row(article, zone) for article in articles))


def terminal_document(document: Document, revision: Revision | None = None, *, zone: tzinfo) -> RenderableType:
    """A document as read: headline, standfirst, byline, dates and where the page says them, what it says of itself, then
    its blocks with their role.
    """
    lines = [Line((Word(Style.TITLE, one_line(document.headline) or "(no headline)"),))]
    lines += [
        Line((Word(Style.PLAIN, one_line(text)),)) for text in (document.standfirst, document.byline) if text.strip()
    ]
    lines += [Line((Word(Style.FAINT, text),), rest=2) for text in _claims(document, zone)]
    if revision:
        seen = f"revision {revision.number}, {window_sentence(revision.window, zone)}"
        lines.append(Line((Word(Style.FAINT, seen),), rest=2))
    for block in document.blocks:
        lines += [Line(), _block_line(block)]
    return as_rich(lines)


def _claims(document: Document, zone: tzinfo) -> Iterator[str]:
    """What the page says of its dates and of its kind, a line each."""
    dates = (
        ("published", document.published_at, document.published_source),
        ("modified", document.modified_at, document.modified_source),
    )
    for name, at, source in dates:
        if at:
            yield f"{name} {moment(at, zone)}" + (f", from {one_line(source)}" if source else "")
    if document.marks:
        yield "marked " + ", ".join(mark.value.replace("_", " ") for mark in sorted(document.marks))


def terminal_blame(lives: Sequence[SentenceLife]) -> RenderableType:
    """Sentences under the history that they share with their neighbours."""
    return as_rich(_blame_lines(lives))


def to_text(renderable: RenderableType, *, width: int = 80, colour: bool = False) -> str:
    """What a Console of that width prints, as text: with ANSI colours or without. Lines carry no trailing spaces."""
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        _environ={},
    )
    console.print(renderable)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().split("\n")[:-1])


_WORD = re.compile(r"([^ ]+) *")
_COLUMNS = (("#", "right"), ("State", "left"), ("Rev", "right"), ("Changed", "left"), ("Checked", "left"))
_GAP = "  "
_LEAST = 16  # columns for a headline; a narrower list is rich's business


@dataclass(frozen=True, slots=True)
class _Wrapped:
    """A line that rich wraps to the width it has, with a hanging indent."""

    line: Line

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType | Segment]:
        width, half = options.max_width, options.max_width // 2
        first, rest = min(self.line.first, half), min(self.line.rest, half)
        plain = "".join(word.text for word in self.line.words)
        places = _breaks(plain, width - first, width - rest)
        if places is not None:
            yield from self._broken_at(places, plain, (first, rest), console)
            return
        text = Text.assemble(*((word.text, _COLOURS[word.style]) for word in self.line.words))
        head = _first_line(text, console, width - first)
        remainder = text[len(head) :]
        head.rstrip()
        yield Text(" " * first).append_text(head)
        gap = len(remainder) - len(remainder.plain.lstrip(" "))
        if gap < len(remainder):
            for part in remainder[gap:].wrap(console, width - rest, overflow="fold"):
                part.rstrip()
                yield Text(" " * rest).append_text(part)

    def _broken_at(
        self, places: Sequence[int], plain: str, indents: tuple[int, int], console: Console
    ) -> Iterator[Segment]:
        """The line, broken where these places are."""
        for number, (start, end) in enumerate(zip((0, *places), (*places, len(plain)), strict=True)):
            yield Segment(" " * indents[min(number, 1)])
            shown_to, at = start + len(plain[start:end].rstrip()), 0
            for word in self.line.words:
                shown = word.text[max(start - at, 0) : max(shown_to - at, 0)]
                at += len(word.text)
                if shown:
                    yield Segment(shown, console.get_style(_COLOURS[word.style]))
            yield Segment.line()


def _breaks(plain: str, first: int, rest: int) -> list[int] | None:
    """Where a line is broken that has so many columns at first, and so many on those that follow: at spaces, as late as
    can be. None where that is rich's business: a word is longer than a line, or a character moves the cursor. What is
    common is done here, as rich takes seven times as long.
    """
    if not plain.isprintable() or plain.startswith(" "):
        return None
    if cell_len(plain) <= first:
        return []
    places, used, room = [], 0, first
    for found in _WORD.finditer(plain):
        length, width = cell_len(found[1]), cell_len(found[0])
        if length > min(first, rest):
            return None
        if used + length > room:
            places.append(found.start())
            used, room = 0, rest
        used += width
    return places


def _first_line(text: Text, console: Console, width: int) -> Text:
    """What of the text fits on its first line; looks no further than it must."""
    lines = text[: 2 * width + 1].wrap(console, max(width, 1), overflow="fold")
    return lines[0] if lines else Text()


@dataclass(frozen=True, slots=True)
class _Articles:
    """Rows of short cells and the lines of a last column, which are wrapped to the width that is left. Written here, as
    rich's own table takes six times as long.
    """

    rows: Sequence[tuple[Sequence[str], Sequence[Line]]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType | Segment]:
        heads = [name for name, _ in _COLUMNS]
        widths = [max(map(len, column)) for column in zip(heads, *(cells for cells, _ in self.rows), strict=True)]
        indent = sum(widths) + len(_GAP) * len(widths)
        room = options.max_width - indent
        if room < _LEAST:
            yield self._as_table()
            return
        bold = console.get_style("bold")
        yield Segment(_in_columns(heads, widths) + "Article", bold)
        yield Segment.line()
        cell = options.update(width=room)
        for cells, lines in self.rows:
            lead = _in_columns(cells, widths)
            for line in lines:
                for shown in console.render_lines(_Wrapped(line), cell, pad=False):
                    yield from (Segment(lead), *shown, Segment.line())
                    lead = " " * indent

    def _as_table(self) -> Table:
        table = Table(box=None, pad_edge=False, header_style="bold", expand=False)
        for name, side in _COLUMNS:
            table.add_column(name, justify="right" if side == "right" else "left", no_wrap=True)
        table.add_column("Article", overflow="fold", ratio=1)
        for cells, lines in self.rows:
            told = (Text.assemble(*((word.text, _COLOURS[word.style]) for word in line.words)) for line in lines)
            table.add_row(*cells, Text("\n").join(told))
        return table


def _in_columns(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Short cells beside each other, each with a gap behind it."""
    return "".join(
        (cell.rjust(width) if side == "right" else cell.ljust(width)) + _GAP
        for cell, width, (_, side) in zip(cells, widths, _COLUMNS, strict=True)
    )


def _article_row(article: Article, zone: tzinfo) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    below = [Word(Style.FAINT, one_line(article.source))]
    if article.awaited:
        told = f" · {one_line(article.last_detail)}, so it is awaited for a second look"
        below.append(Word(Style.MOVED, told))
    elif article.failures:
        told = f" · {wording.counted(article.failures, 'failure')}: {one_line(article.last_detail)}"
        below.append(Word(Style.DELETED, told))
    times = (article.last_changed_at, article.last_checked_at)
    shown = (short_moment(at, zone) if at else "never" for at in times)
    cells = (str(article.id), article.state.value, str(article.revisions), *shown)
    return cells, (Line((Word(Style.PLAIN, one_line(wording.article_name(article))),)), Line(tuple(below)))


def as_rich(lines: Iterable[Line]) -> Group:
    """Lines as a Console prints them."""
    return Group(*(_Wrapped(line) for line in lines))


def _joined(groups: Iterable[Iterable[Line]]) -> Iterator[Line]:
    """Groups of lines with an empty line between them."""
    for number, group in enumerate(groups):
        if number:
            yield Line()
        yield from group


def _blame_lines(lives: Sequence[SentenceLife]) -> Iterator[Line]:
    for stretch in stretches(lives):
        yield Line((Word(Style.LABEL if len(stretch.events) > 1 else Style.FAINT, history_line(stretch)),), rest=2)
        for paragraph in stretch.paragraphs:
            told = " ".join(one_line(life.text) for life in paragraph)
            yield Line((Word(Style.PLAIN, told),), 2, 2)
        yield Line()


def _stored_flag_lines(stored: StoredFlag, zone: tzinfo) -> Iterator[Line]:
    article = stored.article
    where = one_line(f"#{article.id} · {article.source}")
    which = f" · revision {stored.revision}" if stored.revision is not None else ""
    yield from flag_lines(flag_view(stored.flag), indent=0)
    yield Line(
        (Word(Style.PLAIN, one_line(wording.article_name(article))), Word(Style.FAINT, f" · {where}{which}")), 4, 4
    )
    yield Line((Word(Style.FAINT, f"{window_sentence(stored.window, zone)} · {stored.disclosure}"),), 4, 4)


def _revision_lines(revision: Revision, zone: tzinfo) -> Iterator[Line]:
    symbol = wording.SYMBOLS[revision.severity]
    yield Line(
        (
            Word(Style.TITLE, f"revision {revision.number}"),
            Word(Style.PLAIN, f" · {_cause(revision)} · {wording.counted(revision.words, 'word')}"),
            *((Word(Style(revision.severity), f" · {symbol} {revision.severity}"),) if revision.flags else ()),
        )
    )
    if revision.window.after_at is None:
        yield _field("First seen", moment(revision.first_seen_at, zone))
    else:
        yield _field("Edited", window_sentence(revision.window, zone))
    yield _field("Last seen", moment(max(revision.last_seen_at, revision.first_seen_at), zone))
    if revision.window.after_at is not None:
        yield _field("Disclosure", wording.VERDICT_WORDS[revision.disclosure])
    if revision.note.strip():
        yield _field("Note", f"“{one_line(revision.note)}”")
    for flag in sorted(revision.flags, key=lambda flag: -flag.severity.rank):
        if flag.severity is not Severity.SILENT:
            shown = flag_view(flag)
            words = (Word(Style(flag.severity), f"{shown.symbol:<2} "), Word(Style.PLAIN, shown.summary or shown.kind))
            yield Line(words, 4, 7)


def _cause(revision: Revision) -> str:
    words = wording.CAUSE_WORDS[revision.cause]
    return f"{words} to revision {revision.reverts_to}" if revision.reverts_to else words


def _field(name: str, text: str) -> Line:
    return Line((Word(Style.FAINT, f"{name + ':':<12}"), Word(Style.PLAIN, text)), 0, 12)


def _block_line(block: Block) -> Line:
    text = flowing(block.text)
    if block.kind in wording.BLOCK_LABELS:
        return Line((Word(Style.LABEL, f"[{wording.BLOCK_LABELS[block.kind]}] "), Word(Style.PLAIN, text)), 0, 2)
    style, sign = _BLOCK_SIGNS.get(block.kind, (Style.PLAIN, ""))
    return Line((Word(style, sign + text.removeprefix(sign)),), 0, len(sign))


def _sides(view: ChangeView) -> Table:
    """Old and new beside each other, one row per paragraph; folds and moves stand in both columns."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), expand=True, header_style="bold")
    table.add_column(Text(view.header.old_label), overflow="fold", ratio=1)
    table.add_column(Text(view.header.new_label), overflow="fold", ratio=1)
    for section in view.sections:
        table.add_row(Text(section.label, style="bold"), "")
        for row in section.rows:
            table.add_row(*_side_row(row))
    return table


def _side_row(row: Row) -> tuple[RenderableType, RenderableType]:
    match row:
        case Fold():
            return _Wrapped(row_line(row)), Text("…", style="dim")
        case MovedAway(_, _, _, runs):
            return _run_text(runs), _Wrapped(row_line(row))
    old, new = Text(), Text()
    for passage in row.passages:
        if passage.old:
            old.append(passage.lead if old else "").append_text(_run_text(passage.old))
        if any(run.text for run in passage.new):
            words = Text.assemble(*((word.text, _COLOURS[word.style]) for word in _new_words(passage)))
            new.append(passage.lead if new else "").append_text(words)
    return old, new


def _new_words(passage: Passage) -> Iterator[Word]:
    return passage_words(replace(passage, runs=passage.new, lead=""))


def _run_text(runs: Sequence[Run]) -> Text:
    return Text.assemble(*((word.text, _COLOURS[word.style]) for word in map(run_word, runs)))
