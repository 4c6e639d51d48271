"""Dates as feeds and sitemaps write them into moments: RFC 5322 and W3C forms quickly, any other by `extract.dates`."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tracker.extract.dating.dates import moment


def claimed_at(text: str) -> datetime | None:
    """The moment a date text means: aware, UTC; None where it means none, or one before 1995 or after 2100."""
    text = text.strip()[:80]
    if text[:4].isdigit() or not text:
        return moment(text)
    try:
        value = parsedate_to_datetime(text)
        value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return moment(text)
    return value if 1995 <= value.year <= 2100 else None  # noqa: PLR2004 - as `moment` bounds them
