"""The timeline is to scale, stays inside its frame, and shows edits only."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.scripted.clock import NOON
from tests.scripted.records import a_revision
from tracker.model import Cause, EditWindow, Revision, Severity
from tracker.web.timeline import WIDTH, Strip, Timeline, draw

HOUR = timedelta(hours=1)


def seen(number: int, first: float, last: float, after: float | None = None, **fields: object) -> Revision:
    """A revision seen from `first` to `last`, edited after `after`, in hours after noon."""
    window = EditWindow(after_at=None if after is None else at(after), until_at=at(first))
    cause = Cause.FIRST if number == 1 else Cause.EDIT
    return a_revision(
        number, **{"first_seen_at": at(first), "last_seen_at": at(last), "window": window, "cause": cause} | fields
    )


def at(hours: float) -> datetime:
    return NOON + hours * HOUR


def drawn(*revisions: Revision) -> Timeline:
    timeline = draw(revisions)
    assert timeline
    return timeline


def test_strips_are_to_scale() -> None:
    timeline = drawn(seen(1, 0, 4), seen(2, 5, 10, after=4, severity=Severity.HIGH))
    assert timeline.strips == (
        Strip(kind="stood", tone="odd", number=1, x=0.0, width=400.0),
        Strip(kind="stood", tone="even", number=2, x=500.0, width=500.0),
        Strip(kind="window", tone="high", number=2, x=400.0, width=100.0),
    )
    assert (timeline.from_at, timeline.until_at, timeline.revisions) == (at(0), at(10), 2)


def test_the_tightest_window_can_still_be_seen() -> None:
    *_, window = drawn(seen(1, 0, 999), seen(2, 999.001, 1000, after=999)).strips
    assert window.width == 3.0


def test_one_revision_alone_has_no_timeline() -> None:
    assert draw([]) is None
    assert draw([seen(1, 0, 4)]) is None


def test_what_a_newer_tracker_read_again_is_no_edit() -> None:
    assert draw([seen(1, 0, 4), seen(2, 0, 4, cause=Cause.RE_EXTRACTION)]) is None


def test_a_timeline_without_length_is_none() -> None:
    assert draw([seen(1, 0, 0), seen(2, 0, 0, after=0)]) is None


def test_of_very_many_revisions_the_newest_are_drawn() -> None:
    timeline = drawn(*(seen(number, number, number + 0.5, after=number - 0.5) for number in range(1, 1001)))
    assert timeline.revisions == 100
    assert {strip.number for strip in timeline.strips} == set(range(901, 1001))


@given(st.lists(st.tuples(st.floats(0, 1e5), st.floats(0, 1e3), st.floats(0, 1e3)), min_size=2, max_size=30))
def test_no_strip_leaves_the_frame(spans: list[tuple[float, float, float]]) -> None:
    revisions = [
        seen(number, start, start + length, after=start - before)
        for number, (start, length, before) in enumerate(sorted(spans), start=1)
    ]
    timeline = draw(revisions)
    for strip in timeline.strips if timeline else ():
        assert strip.x >= 0
        assert strip.width >= 3
        assert strip.x + strip.width <= WIDTH + 0.1
