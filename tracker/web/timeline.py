"""The life of an article's text drawn to scale: when each revision stood, and between which looks it was edited. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.model import Cause, Revision

WIDTH = 1000
_NEWEST = 100
_THINNEST = 3.0


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch of time as a rectangle: `kind` is "stood" (this revision was seen from end to end) or "window" (the
    edit that made it happened in here); `tone` colours it: the severity of the edit, or odd and even revisions.
    """

    kind: str
    tone: str
    number: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """The strips, windows last so that the thinnest lies on top, and the moments at both ends."""

    strips: tuple[Strip, ...]
    from_at: datetime
    until_at: datetime
    revisions: int


def draw(revisions: Sequence[Revision]) -> Timeline | None:
    """The timeline of an article's newest revisions, oldest first; None where there is nothing to compare.

    No strip is drawn thinner than can be seen. What a newer Tracker read again is no edit and is left out.
    """
    edits = [revision for revision in revisions if revision.cause is not Cause.RE_EXTRACTION][-_NEWEST:]
    if len(edits) < 2:  # noqa: PLR2004 - one revision alone has no step
        return None
    from_at = edits[0].first_seen_at
    until_at = max(max(edit.last_seen_at, edit.first_seen_at) for edit in edits)
    if until_at <= from_at:
        return None
    stood = [_strip("stood", "even" if edit.number % 2 == 0 else "odd", edit, (from_at, until_at)) for edit in edits]
    windows = [_strip("window", edit.severity.value, edit, (from_at, until_at)) for edit in edits[1:]]
    return Timeline(strips=(*stood, *windows), from_at=from_at, until_at=until_at, revisions=len(edits))


def _strip(kind: str, tone: str, edit: Revision, ends: tuple[datetime, datetime]) -> Strip:
    window = edit.window
    start, end = (
        (edit.first_seen_at, edit.last_seen_at)
        if kind == "stood"
        else (window.after_at or window.until_at, window.until_at)
    )
    left, right = _place(start, ends), _place(end, ends)
    width = max(right - left, _THINNEST)
    x = min(max(left - max(0.0, _THINNEST - (right - left)) / 2, 0.0), WIDTH - width)
    return Strip(kind=kind, tone=tone, number=edit.number, x=round(x, 1), width=round(width, 1))


def _place(at: datetime, ends: tuple[datetime, datetime]) -> float:
    from_at, until_at = ends
    share = (at - from_at) / (until_at - from_at)
    return WIDTH * min(max(share, 0.0), 1.0)
