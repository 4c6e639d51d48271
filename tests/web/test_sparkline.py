"""The sparkline counts edits where they were seen, to scale, and nothing that is no edit."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.web.test_timeline import at, seen
from tracker.model import Cause, Severity
from tracker.web.sparkline import BARS, HEIGHT, Bar, spark


def test_edits_fall_where_they_were_seen_and_the_fullest_span_is_the_highest() -> None:
    found = spark(
        [
            seen(1, 0, 10),
            seen(2, 10, 29, after=9, severity=Severity.LOW),
            seen(3, 30, 30, after=29, severity=Severity.HIGH),
            seen(4, 30.5, 60, after=30, severity=Severity.LOW),
        ],
        until_at=at(60),
    )
    assert found
    assert found.bars == (Bar(10, 1, HEIGHT / 2, "low"), Bar(30, 2, HEIGHT, "high"))
    assert (found.edits, found.most, found.span) == (3, 2, timedelta(hours=1))


def test_an_article_that_was_never_edited_has_none() -> None:
    assert spark([], until_at=at(1)) is None
    assert spark([seen(1, 0, 4), seen(2, 0, 4, cause=Cause.RE_EXTRACTION)], until_at=at(9)) is None


@given(st.lists(st.floats(-100, 1e6), min_size=2, max_size=50), st.floats(-1e3, 1e6))
def test_no_bar_leaves_the_frame_and_every_edit_is_counted(starts: list[float], end: float) -> None:
    revisions = [seen(number, start, start) for number, start in enumerate(starts, start=1)]
    found = spark(revisions, until_at=at(end))
    assert found
    assert sum(bar.edits for bar in found.bars) == found.edits == len(starts) - 1
    assert all(0 <= bar.place < BARS and 0 < bar.height <= HEIGHT for bar in found.bars)
