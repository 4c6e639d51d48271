"""The values that the lists can be filtered by, each with its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Path, Query, Request

from tracker.cleaning import clean_text
from tracker.errors import UsageError
from tracker.model import Cadence, Flag, Severity, Verdict
from tracker.model.access import Role
from tracker.store.listing import ChangeFilter
from tracker.store.triage import TriageState
from tracker.web.days import day
from tracker.web.wording import STATE_WORDS

Word = Annotated[str, Query(max_length=300)]
Words = Annotated[str, Query(max_length=1000)]
Gone = Annotated[str, Query(max_length=3)]
Cursor = Annotated[int | None, Query(ge=1, lt=2**63)]
StoredNumber = Annotated[int, Path(ge=1, lt=2**63)]
"""The number of a row, which no database counts further."""

SEVERITIES: Final = {
    "low": "low or more",
    "medium": "medium or more",
    "high": "high or more",
    "critical": "critical only",
}

KINDS: Final = {
    "": "every kind",
    "quote": "quotations",
    "attribution": "who said it",
    "fact": "facts: numbers, dates, names",
    "facts": "facts not read",
    "headline": "headlines",
    "standfirst": "standfirsts",
    "correction": "correction notes",
    "hedging": "hedges such as “allegedly”",
    "negation": "negations",
    "byline": "bylines",
    "dateline": "datelines",
    "dates": "the page's own dates",
    "caption": "captions",
    "link": "links",
    "label": "labels such as “Opinion”",
    "verb": "verbs of speech",
    "agency": "who acts",
    "intensity": "strength of words",
    "para": "paragraphs",
    "sent": "sentences",
    "reverted": "reverts",
    "article": "articles gone, returned, moved",
}

FAMILIES: Final = {name: words for name, words in KINDS.items() if name}

FLOORS: Final = {"": "the usual", "silent": "all, silent too", **SEVERITIES}

SAID: Final = {
    "silent": "silent",
    "partial": "disclosed in part",
    "late": "disclosed late",
    "disclosed": "disclosed",
    "none": "nothing that needed saying",
}

VERDICTS: Final = {
    "": "disclosed or not",
    "silent": "silent",
    "partial": "disclosed in part",
    "late": "disclosed late",
    "disclosed": "disclosed",
}

TRIAGE: Final = {
    "": "read or not",
    "unread": "unread",
    "read": "read",
    "confirmed": "confirmed",
    "dismissed": "dismissed",
}

STATES: Final = {
    "": "every state",
    "troubled": "last check in trouble",
    **{state.value: words for state, words in STATE_WORDS.items()},
}

CADENCES: Final = {
    Cadence.AT_ONCE.value: "at once",
    Cadence.HOURLY.value: "hourly",
    Cadence.DAILY.value: "daily",
    Cadence.WEEKLY.value: "weekly, on Mondays",
}

ROLES: Final = {role.value: role.value for role in Role}

FEEDS: Final = {"atom": "Atom", "json": "JSON Feed"}

VIEWS: Final = {
    "inline": "In one text",
    "side-by-side": "Side by side",
    "whole": "The whole text",
    "flags": "Only the flags",
}


def chosen_one(value: str, choices: Mapping[str, str]) -> str:
    """The value if it is one of the choices. Raises UsageError."""
    if value not in choices:
        raise UsageError(f"there is no choice {value[:40]!r}", hint=f"choose of: {', '.join(filter(None, choices))}")
    return value


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part of the list of changes: what is asked for, under which parameters, from below which number on."""

    chosen: ChangeFilter
    filters: dict[str, str]
    before: int | None = None


def wanted_changes(
    request: Request,
    *,
    severity: Word = "medium",
    kind: Word = "",
    source: Word = "",
    disclosure: Word = "",
    triage: Word = "",
    since: Word = "",
    until: Word = "",
    before: Cursor = None,
) -> Wanted:
    """The parameters that page, feed and API share; days begin in the application's time zone. Raises UsageError."""
    zone: tzinfo = request.app.state.zone
    chosen = ChangeFilter(
        floor=Severity(chosen_one(severity or "low", SEVERITIES)),
        kind=chosen_one(kind, KINDS),
        source=clean_text(source).strip(),
        disclosure=Verdict(chosen_one(disclosure, VERDICTS)) if disclosure else None,
        triage=TriageState(chosen_one(triage, TRIAGE)) if triage else None,
        since=day(since, zone),
        until=day(until, zone, after=True),
    )
    filters = {
        "severity": chosen.floor.value,
        "kind": kind,
        "disclosure": disclosure,
        "triage": triage,
        "source": chosen.source,
        "since": since,
        "until": until,
    }
    return Wanted(chosen, filters, before)


def address(path: str, filters: Mapping[str, str], before: int | None = None) -> str:
    """A list under these filters, from below the number `before` on; only what is set is named."""
    asked = {name: value for name, value in filters.items() if value} | ({"before": str(before)} if before else {})
    return f"{path}?{urlencode(asked)}" if asked else path


def is_of_kind(flag: Flag, kind: str) -> bool:
    """Whether the flag is of this kind or family; an empty one is every kind."""
    return not kind or flag.kind == kind or flag.kind.startswith(f"{kind}_")
