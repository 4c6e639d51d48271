"""The life of an article drawn to scale: when each revision stood, between which looks it was edited, and every look. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.model import Cause, Revision

WIDTH = 1000
SPANS = 250
"""Into so many equal spans looks are counted: more of them could not be told apart."""

_NEWEST = 100
_THINNEST = 3.0
_LOOK = (43, 6)  # where the line of a look begins, and how long it is
_MISSED = (43, 12)


@dataclass(frozen=True, slots=True)
class Ends:
    """The moments at both ends of what is drawn; the second is later."""

    from_at: datetime
    until_at: datetime

    def place(self, at: datetime) -> float:
        """How far from the left a moment is, of WIDTH."""
        share = (at - self.from_at) / (self.until_at - self.from_at)
        return WIDTH * min(max(share, 0.0), 1.0)


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
    """The strips, windows last so that the thinnest lies on top, the moments at both ends, and as paths of SVG the looks
    that saw the text and those that did not.
    """

    strips: tuple[Strip, ...]
    ends: Ends
    revisions: int
    looked: str
    missed: str


def ends_of(revisions: Sequence[Revision], last_look_at: datetime | None) -> Ends | None:
    """From the first sight of the newest revisions (oldest first) to the last look; None where no time lies between."""
    edits = _drawn(revisions)
    if not edits:
        return None
    seen = [max(edit.last_seen_at, edit.first_seen_at) for edit in edits]
    until_at = max([*seen, last_look_at] if last_look_at else seen)
    return Ends(edits[0].first_seen_at, until_at) if until_at > edits[0].first_seen_at else None


def draw(revisions: Sequence[Revision], ends: Ends, looks: Sequence[tuple[int, bool]]) -> Timeline:
    """The timeline of an article's newest revisions, oldest first. `looks` are the spans, of SPANS between the ends, in
    which it was looked at, and whether one of them saw its text.

    No strip is drawn thinner than can be seen. What a newer Tracker read again is no edit and is left out.
    """
    edits = _drawn(revisions)
    stood = [_strip("stood", "even" if edit.number % 2 == 0 else "odd", edit, ends) for edit in edits]
    windows = [_strip("window", edit.severity.value, edit, ends) for edit in edits[1:]]
    return Timeline(
        strips=(*stood, *windows),
        ends=ends,
        revisions=len(edits),
        looked=_lines([span for span, saw in looks if saw], *_LOOK),
        missed=_lines([span for span, saw in looks if not saw], *_MISSED),
    )


def _drawn(revisions: Sequence[Revision]) -> list[Revision]:
    return [revision for revision in revisions if revision.cause is not Cause.RE_EXTRACTION][-_NEWEST:]


def _lines(spans: Sequence[int], top: int, length: int) -> str:
    """An upright line in the middle of each span."""
    middle = WIDTH // SPANS // 2
    return "".join(f"M{WIDTH * min(max(span, 0), SPANS - 1) // SPANS + middle} {top}v{length}" for span in spans)


def _strip(kind: str, tone: str, edit: Revision, ends: Ends) -> Strip:
    window = edit.window
    start, end = (
        (edit.first_seen_at, edit.last_seen_at)
        if kind == "stood"
        else (window.after_at or window.until_at, window.until_at)
    )
    left, right = ends.place(start), ends.place(end)
    width = max(right - left, _THINNEST)
    x = min(max(left - max(0.0, _THINNEST - (right - left)) / 2, 0.0), WIDTH - width)
    return Strip(kind=kind, tone=tone, number=edit.number, x=round(x, 1), width=round(width, 1))
