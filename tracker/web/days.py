"""Days as a date field gives them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from tracker.errors import UsageError


def day(text: str, zone: tzinfo, *, after: bool = False) -> datetime | None:
    """The beginning of a day that was typed as 2026-03-14, or its end; None where nothing was. Raises UsageError."""
    if not text.strip():
        return None
    try:
        found = datetime.strptime(text.strip(), "%Y-%m-%d").replace(tzinfo=zone)
        return (found + timedelta(days=int(after))).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(f"{text[:40]!r} is no day", hint="write it as 2026-03-14") from None
