"""How often an article was edited over time, as small bars: how many edits fell into each of equal spans. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.model import Cause, Revision, Severity

BARS = 60
HEIGHT = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """The edits of one span: from the left, as a whole number of spans; `height` is of HEIGHT, `tone` the worst severity."""

    place: int
    edits: int
    height: float
    tone: str


@dataclass(frozen=True, slots=True)
class Sparkline:
    """The bars of spans with edits, how long a span is, how many edits there are and the most in one span."""

    bars: tuple[Bar, ...]
    span: timedelta
    edits: int
    most: int


def spark(revisions: Sequence[Revision], *, until_at: datetime) -> Sparkline | None:
    """The edits of an article from its first sight to `until_at`, the last look; None where it was never edited.

    An edit counts where it was seen first. What a newer Tracker read again is none.
    """
    edits = [one for one in revisions[1:] if one.cause is not Cause.RE_EXTRACTION]
    if not edits:
        return None
    from_at = revisions[0].first_seen_at
    until_at = max(until_at, *(one.first_seen_at for one in edits))
    length = until_at - from_at
    spans: dict[int, list[Severity]] = {}
    for one in edits:
        share = (one.first_seen_at - from_at) / length if length > timedelta(0) else 1.0
        spans.setdefault(min(max(int(BARS * share), 0), BARS - 1), []).append(one.severity)
    most = max(map(len, spans.values()))
    bars = tuple(
        Bar(place, len(found), round(HEIGHT * len(found) / most, 1), max(found, key=lambda one: one.rank).value)
        for place, found in sorted(spans.items())
    )
    return Sparkline(bars, length / BARS, len(edits), most)
