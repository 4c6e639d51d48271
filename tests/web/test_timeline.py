"""The timeline is to scale, stays inside its frame, and shows edits and looks only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scripted.clock import NOON
from tests.scripted.records import a_revision
from tracker.model import Cause, EditWindow, Revision, Severity
from tracker.web.timeline import SPANS, WIDTH, Ends, Strip, Timeline, draw, ends_of

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


def drawn(*revisions: Revision, last_look: float | None = None, looks: Sequence[tuple[int, bool]] = ()) -> Timeline:
    ends = ends_of(revisions, None if last_look is None else at(last_look))
    assert ends
    return draw(revisions, ends, looks)


def test_strips_are_to_scale() -> None:
    timeline = drawn(seen(1, 0, 4), seen(2, 5, 10, after=4, severity=Severity.HIGH))
    assert timeline.strips == (
        Strip(kind="stood", tone="odd", number=1, x=0.0, width=400.0),
        Strip(kind="stood", tone="even", number=2, x=500.0, width=500.0),
        Strip(kind="window", tone="high", number=2, x=400.0, width=100.0),
    )
    assert (timeline.ends, timeline.revisions) == (Ends(at(0), at(10)), 2)


def test_looks_are_to_scale_and_those_that_saw_no_text_stand_out() -> None:
    timeline = drawn(seen(1, 0, 5), last_look=10, looks=[(0, True), (125, True), (SPANS, False)])
    assert timeline.ends == Ends(at(0), at(10))
    assert timeline.strips == (Strip(kind="stood", tone="odd", number=1, x=0.0, width=500.0),)
    assert (timeline.looked, timeline.missed) == ("M2 43v6M502 43v6", "M998 43v12")


def test_the_tightest_window_can_still_be_seen() -> None:
    *_, window = drawn(seen(1, 0, 999), seen(2, 999.001, 1000, after=999)).strips
    assert window.width == 3.0


@pytest.mark.parametrize("revisions", [[], [seen(1, 0, 0)], [seen(1, 0, 0), seen(2, 0, 0, after=0)]])
def test_what_has_no_length_is_not_drawn(revisions: list[Revision]) -> None:
    assert ends_of(revisions, None) is None


def test_what_a_newer_tracker_read_again_is_no_edit() -> None:
    timeline = drawn(seen(1, 0, 4), seen(2, 0, 9, cause=Cause.RE_EXTRACTION))
    assert (timeline.ends, timeline.revisions) == (Ends(at(0), at(4)), 1)


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
    ends = ends_of(revisions, None)
    for strip in draw(revisions, ends, ()).strips if ends else ():
        assert strip.x >= 0
        assert strip.width >= 3
        assert strip.x + strip.width <= WIDTH + 0.1
