"""The values that the lists can be filtered by, each with its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tracker.errors import UsageError
from tracker.model import Flag
from tracker.web.wording import STATE_WORDS

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


def is_of_kind(flag: Flag, kind: str) -> bool:
    """Whether the flag is of this kind or family; an empty one is every kind."""
    return not kind or flag.kind == kind or flag.kind.startswith(f"{kind}_")
