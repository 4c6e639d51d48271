"""The date of change that a page claims, by its bytes alone: for a page that is not read because its text is the same."""

from __future__ import annotations

import re
from datetime import datetime

from tracker.extract.dating.dates import moment

# Both take what is at most so long, and so run in time proportional to the body's.
_LINKED = re.compile(rb'"dateModified"\s{0,9}:\s{0,9}"([^"\\]{6,40})"')
_META = re.compile(rb"<meta\s[^<>]{0,200}\b(?:article:modified_time|og:updated_time)\b[^<>]{0,200}>")
_CONTENT = re.compile(rb"""content\s{0,9}=\s{0,9}["']?([^"'>]{6,40})""")


def claimed_change_at(body: bytes) -> datetime | None:
    """When the page says that it was changed last, JSON-LD before meta elements as `dating` has it; None where it does
    not say. Rougher than a reading: the first such claim counts, whose ever it is, which is good enough for a hint.
    """
    found = _LINKED.search(body)
    if found is None and (meta := _META.search(body)) is not None:
        found = _CONTENT.search(meta[0])
    return moment(found[1].decode("ascii", "replace")) if found else None
