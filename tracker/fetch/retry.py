"""When a server wants to be asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from tracker.model import Capture

# A host that asks for more is asked once a day all the same.
LONGEST = timedelta(days=1)

_LONGEST_TEXT = 64


def retry_after(capture: Capture, now: datetime) -> datetime | None:
    """The time that the Retry-After header names (RFC 9110 §10.2.3: seconds, or an HTTP date), between `now` and a day
    from now; None where there is no such header or it cannot be read.
    """
    text = capture.header("retry-after").strip()
    if not text or len(text) > _LONGEST_TEXT:
        return None
    if text.isascii() and text.isdigit():
        wait = timedelta(seconds=min(int(text), LONGEST.total_seconds()))
        return now + wait
    try:
        named = parsedate_to_datetime(text)
        named = named.replace(tzinfo=UTC) if named.tzinfo is None else named.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(named, now), now + LONGEST)
