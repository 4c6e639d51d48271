"""Resolves a weekday against the day a page was published or seen: "on Tuesday" and "on 5 May" can be one day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tracker.model import Document, FactSub, Flag

_WEEK = timedelta(days=7)


def same_day(flag: Flag, old: Document, new: Document, seen_at: datetime | None) -> bool:
    """Whether a changed date is a weekday on one side and on the other the day that it meant, within a week of when
    that side was modified, published or seen.
    """
    if flag.sub != FactSub.DATE or flag.delta is None:
        return False
    before, after = flag.delta.before_value, flag.delta.after_value
    return _means(before, after, _when(old) or seen_at) or _means(after, before, _when(new) or seen_at)


def _when(document: Document) -> datetime | None:
    return document.modified_at or document.published_at


def _means(weekday: str, day: str, when: datetime | None) -> bool:
    """Whether a weekday's number, read at a moment, means a day given as [year|]month|day[|weekday]."""
    parts = day.split("|")
    if when is None or not (weekday.isdigit() and len(weekday) == 1) or len(parts) < len(("month", "day")):
        return False
    if not all(part.isdigit() for part in parts):
        return False
    year, month, number = (parts if len(parts[0]) == len("2026") else [str(when.year), *parts])[:3]
    try:
        meant = date(int(year), int(month), int(number))
    except ValueError:
        return False
    return meant.isoweekday() == int(weekday) and abs(meant - when.date()) <= _WEEK
