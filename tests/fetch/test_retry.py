from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.fetch import retry_after
from tracker.model import Capture

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def answer(value: str | None) -> Capture:
    return Capture(
        requested_url="https://paper.example/",
        url="https://paper.example/",
        status=429,
        headers=() if value is None else (("Retry-After", value),),
        body=b"",
        started_at=NOW,
        finished_at=NOW,
    )


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("86400", 86400),
        ("86401", 86400),
        ("9" * 60, 86400),
        ("Mon, 04 May 2026 12:30:00 GMT", 1800),
        ("Monday, 04-May-26 12:30:00 GMT", 1800),
        ("Mon May  4 12:30:00 2026", 1800),
        ("Mon, 04 May 2026 14:30:00 +0200", 1800),
        ("Mon, 04 May 2026 11:00:00 GMT", 0),
        ("Wed, 21 Oct 2099 07:28:00 GMT", 86400),
    ],
)
def test_seconds_and_dates_are_read_and_kept_within_a_day(value: str, seconds: int) -> None:
    assert retry_after(answer(value), NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "value", [None, "", "soon", "-5", "1.5", "\u0661", "nan", "9" * 5000, "Mon, 99 May 2026 25:00:00 GMT"]
)
def test_what_cannot_be_read_is_no_wish(value: str | None) -> None:
    assert retry_after(answer(value), NOW) is None


@given(st.text())
def test_no_header_raises_and_no_wish_is_beyond_a_day(value: str) -> None:
    wish = retry_after(answer(value), NOW)
    assert wish is None or NOW <= wish <= NOW + timedelta(days=1)
