"""A long change cut into pages of one weight: so many flags on each, and as much of the text as there is room for.

Weights are bytes of HTML, as near as they can be told without making it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from markupsafe import escape

from tracker.render.rows import Fold, MovedAway, Paragraph, Passage, Row, Run, Tone
from tracker.render.view import ChangeView, FlagView, Section

_ROW, _REMARK, _FLAG, _SECTION = 90, 130, 420, 250
_MARKS = {Tone.KEPT: 0, Tone.DELETED: 135, Tone.INSERTED: 135, Tone.MOVED_FROM: 30, Tone.MOVED_TO: 30}
_LEAST = 12_000  # of text on a page, however much its flags weigh
_PIECE = 4_000  # what is heavier is cut, so that no page ends half empty


def paged(
    view: ChangeView, *, room: int, flags: int, beside: int = 0, side_by_side: bool = False, explain: bool = False
) -> list[ChangeView]:
    """The view as at least one page of some `room` bytes, each with the header and the disclosure. `flags` is how many
    stand on a page, `beside` what the page itself puts below each of them, in bytes. Nothing is left out.
    """
    shares = [view.flags[at : at + flags] for at in range(0, len(view.flags), flags)] or [()]
    weights = [sum(beside + _flag_weight(flag, explain=explain) for flag in share) for share in shares]
    texts = list(_filled(view.sections, [max(_LEAST, room - one) for one in weights], room, twice=side_by_side))
    pages = zip_longest(shares, texts, fillvalue=())
    return [replace(view, flags=share, sections=_without_dead_links(text)) for share, text in pages]


def page_of_passage(pages: Sequence[ChangeView], part: str, number: int) -> int:
    """Which page has this passage of a part, from 0; the first where none has."""
    starts = [
        at
        for at, view in enumerate(pages)
        for section in view.sections
        if section.part == part
        for row in section.rows
        if isinstance(row, Paragraph) and row.first <= number
    ]
    return max(starts, default=0)


def _filled(
    sections: Sequence[Section], rooms: Sequence[int], room: int, *, twice: bool
) -> Iterator[tuple[Section, ...]]:
    """The sections by the page: the first pages have these rooms, all others `room`."""
    page: list[Section] = []
    left, number = rooms[0], 0
    for section in sections:
        begun: list[Row] = []
        left -= _SECTION
        for row in _cut(section.rows, twice=twice):
            weight = _weight(row, twice=twice)
            if weight > left and (begun or page):
                yield (*page, replace(section, rows=tuple(begun))) if begun else tuple(page)
                page, begun, number = [], [], number + 1
                left = (rooms[number] if number < len(rooms) else room) - _SECTION
            begun.append(row)
            left -= weight
        page += [replace(section, rows=tuple(begun))] if begun else []
    if page:
        yield tuple(page)


def _cut(rows: Sequence[Row], *, twice: bool) -> Iterator[Row]:
    """The rows, of which none is much heavier than a piece."""
    for row in rows:
        if not isinstance(row, Paragraph) or _weight(row, twice=twice) <= _PIECE:
            yield row
            continue
        some: list[Passage] = []
        first, weight = row.first, 0
        for number, passage in enumerate(row.passages, row.first):
            for piece in _pieces(passage):
                if some and weight + _passage_weight(piece, twice=twice) > _PIECE:
                    yield replace(row, passages=tuple(some), first=first)
                    some, weight = [], 0
                first = first if some else number
                some.append(piece)
                weight += _passage_weight(piece, twice=twice)
        yield replace(row, passages=tuple(some), first=first)


def _pieces(passage: Passage) -> Iterator[Passage]:
    """A passage in pieces that are not much heavier than one should be; only the first has its note."""
    runs = [
        replace(run, text=run.text[at : at + _PIECE // 4])
        for run in passage.runs
        for at in range(0, len(run.text), _PIECE // 4)
    ]
    some: list[Run] = []
    weight = 0
    for run in runs:
        if some and weight + _run_weight(run) > _PIECE:
            yield replace(passage, runs=tuple(some))
            passage, some, weight = replace(passage, lead="", note="", move=0), [], 0
        some.append(run)
        weight += _run_weight(run)
    yield replace(passage, runs=tuple(some))


def _without_dead_links(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """What moved from or to another page is said to have, without a link to a place that is not there."""
    rows = [row for section in sections for row in section.rows]
    gone = {row.move for row in rows if isinstance(row, MovedAway)}
    here = {passage.move for row in rows if isinstance(row, Paragraph) for passage in row.passages}
    if gone == here - {0}:
        return sections
    return tuple(replace(one, rows=tuple(_linked(row, gone & here) for row in one.rows)) for one in sections)


def _linked(row: Row, moves: set[int]) -> Row:
    match row:
        case MovedAway(move):
            return row if move in moves else replace(row, move=0)
        case Paragraph(passages):
            kept = (one if one.move in moves else replace(one, move=0) for one in passages)
            return replace(row, passages=tuple(kept))
    return row


def _weight(row: Row, *, twice: bool) -> int:
    match row:
        case Fold():
            return _ROW + 2 * len(row.words) + len(row.href)
        case MovedAway():
            return _ROW + _REMARK + _bytes(row.words) + (sum(map(_run_weight, row.runs)) if twice else 0)
    return _ROW + sum(_passage_weight(passage, twice=twice) for passage in row.passages)


def _passage_weight(passage: Passage, *, twice: bool) -> int:
    """Beside each other, what both texts have stands there twice."""
    runs = [*passage.old, *passage.new] if twice else passage.runs
    return (_REMARK + _bytes(passage.note) if passage.note else 0) + sum(map(_run_weight, runs))


def _run_weight(run: Run) -> int:
    return _MARKS[run.tone] + _bytes(run.text)


def _flag_weight(flag: FlagView, *, explain: bool) -> int:
    sides = 0 if flag.told else 2 * _MARKS[Tone.DELETED] + _bytes(flag.before + flag.after)
    return _FLAG + _bytes(flag.summary + flag.kind) + sides + (_bytes(flag.why) if explain else 0)


def _bytes(text: str) -> int:
    return len(escape(text).encode("utf-8", "surrogatepass"))
