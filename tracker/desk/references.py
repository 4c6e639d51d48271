"""What people type for a revision (a number, `latest`, `previous`, or a date) and for kinds of flags. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from tracker.errors import UsageError
from tracker.model import FlagKind, Revision
from tracker.model.duration import parse_duration

_HINT = (
    "write a number, latest, previous, a date (2026-11-22 or 2026-11-22T14:30) or an age (3d); `tracker log` lists them"
)


@dataclass(frozen=True, slots=True)
class RevisionReference:
    """A parsed reference: a number, a place from the end, or the revision that stood at a time."""

    text: str
    number: int | None = None
    place: Literal["latest", "previous"] | None = None
    at: datetime | None = None

    def among(self, revisions: Sequence[Revision]) -> Revision:
        """The revision meant, among all of an article's, oldest first. Raises UsageError."""
        if not revisions:
            raise UsageError("this article has no revision yet", hint="`tracker check` looks at it now")
        match self:
            case RevisionReference(place="latest"):
                return revisions[-1]
            case RevisionReference(place="previous"):
                return revisions[max(0, len(revisions) - 2)]
            case RevisionReference(number=int(number)):
                found = [revision for revision in revisions if revision.number == number]
            case _:
                found = [revision for revision in revisions if self.at and revision.first_seen_at <= self.at][-1:]
        if not found:
            raise UsageError(f"there is no revision {self.text}: there are 1 to {len(revisions)}", hint=_HINT)
        return found[0]


def parse_revision(text: str, *, now: datetime, zone: tzinfo) -> RevisionReference:
    """What was typed. A date without a time means the end of that day in `zone`. Raises UsageError."""
    word = text.strip()
    if word in {"latest", "previous"}:
        return RevisionReference(text=word, place="latest" if word == "latest" else "previous")
    if word.isascii() and word.isdigit() and len(word) < 10:  # noqa: PLR2004 - no article has a billion revisions
        return RevisionReference(text=word, number=int(word))
    return RevisionReference(text=word, at=parse_moment(word, now=now, zone=zone, end_of_day=True))


def parse_moment(text: str, *, now: datetime, zone: tzinfo, end_of_day: bool = False) -> datetime:
    """A point in time as typed: an age (`3d`), a date, or a date and time (ISO 8601; `zone` where it names none).

    A date alone is its first moment, or its last with `end_of_day`. Raises UsageError.
    """
    word = text.strip()
    try:
        return now - parse_duration(word)
    except (ValueError, OverflowError):
        pass
    try:
        if len(word) <= len("2026-11-22"):
            day = date.fromisoformat(word)
            start = datetime.combine(day, time(), tzinfo=zone)
            return start + timedelta(days=1, microseconds=-1) if end_of_day else start
        moment = datetime.fromisoformat(word)
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        raise UsageError(f"{text[:40]!r} is neither a revision nor a time", hint=_HINT) from None


def kinds_named(typed: Sequence[str]) -> frozenset[str]:
    """The kinds meant: `quote_changed` is itself, `quote` all of its family. Raises UsageError for anything else."""
    kinds: set[str] = set()
    for word in typed:
        found = {kind.value for kind in FlagKind if kind.value == word or kind.value.startswith(f"{word}_")}
        if not found:
            raise UsageError(
                f"{word[:40]} is no kind of flag", hint=f"kinds are: {', '.join(kind.value for kind in FlagKind)}"
            )
        kinds |= found
    return frozenset(kinds)
