"""How much of a change is shown where room is short, as in a mail: the first characters, and a count of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.model import EditKind
from tracker.render.rows import Fold, Paragraph, Passage, Row, Run, Tone
from tracker.render.wording import counted

_KEPT = 200  # characters of unchanged words that are shown on either side of what is left out between them


def within(rows: Sequence[Row], room: int) -> tuple[tuple[Row, ...], int, int]:
    """The rows as far as `room` characters go, the room that is left, and how many edited passages were left out.

    A passage that is begun is cut inside, with an ellipsis; folds take no room.
    """
    found: list[Row] = []
    dropped = 0
    for row in rows:
        if isinstance(row, Fold):
            found.append(row)
        elif isinstance(row, Paragraph):
            shown, room = _passages_within(row.passages, room)
            found += [replace(row, passages=shown)] if shown else []
            dropped += _edited(row.passages[len(shown) :])
        elif room > 0:
            found.append(row)
            room -= len(row.words)
    return tuple(found), room, dropped


def rest(dropped: int) -> Fold:
    """The fold that says how many edited passages were left out."""
    return Fold(dropped, f"{counted(dropped, 'more edited sentence')} not shown here")


def _passages_within(passages: Sequence[Passage], room: int) -> tuple[tuple[Passage, ...], int]:
    shown: list[Passage] = []
    for passage in passages:
        if room <= 0:
            break
        kept, room = _runs_within(passage.runs, room)
        shown.append(replace(passage, runs=kept))
    return tuple(shown), room


def _runs_within(runs: Sequence[Run], room: int) -> tuple[tuple[Run, ...], int]:
    shown: list[Run] = []
    for run in map(_shortened, runs):
        if room <= 0:
            break
        shown.append(run if len(run.text) <= room else replace(run, text=run.text[:room] + "…"))
        room -= len(run.text)
    return tuple(shown), room


def _shortened(run: Run) -> Run:
    """A long stretch of unchanged words within a passage without its middle, so that the edit beside it stays in sight."""
    if run.tone is not Tone.KEPT or len(run.text) <= 3 * _KEPT:
        return run
    return replace(run, text=f"{run.text[:_KEPT].rstrip()} … {run.text[-_KEPT:].lstrip()}")


def _edited(passages: Sequence[Passage]) -> int:
    return sum(1 for passage in passages if passage.kind is not EditKind.KEPT)
