"""Lengths of time as people type them: 200ms, 90s, 15m, 3h, 2d, 1w."""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = {"ms": "milliseconds", "s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_FORM = re.compile(r"([0-9]{1,7})\s*(ms|[smhdw])", re.IGNORECASE)  # seven digits of weeks fit a timedelta


def parse_duration(text: str) -> timedelta:
    """`"15m"` → 15 minutes. Raises ValueError, naming the allowed form, for anything else."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text[:40]!r} is not a length of time; write a number and a unit: 90s, 15m, 3h, 2d or 1w")
    return timedelta(**{_UNITS[found[2].lower()]: int(found[1])})


def duration_text(length: timedelta) -> str:
    """The two largest units, for people: `2 d 3 h`, `14 min 5 s`, `0 s`."""
    seconds = max(0, round(length.total_seconds()))
    sizes = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))
    parts = []
    for unit, size in sizes:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2]) or "0 s"
