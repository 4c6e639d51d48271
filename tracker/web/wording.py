"""The words that the pages have for states, outcomes and counts; those about an edit are the renderer's."""

from __future__ import annotations

from typing import Final

from tracker.model import Article, ArticleState, Check, FailureKind, Outcome, QualityVerdict
from tracker.render.inert import clip_line
from tracker.render.wording import article_name

_NAME_ROOM = 200
_DETAIL_ROOM = 300

STATE_WORDS: Final = {
    ArticleState.LIVE: "online",
    ArticleState.GONE: "gone",
    ArticleState.RETURNED: "back online",
    ArticleState.MOVED: "moved",
    ArticleState.BLOCKED: "blocked for us",
    ArticleState.PAUSED: "paused",
    ArticleState.MERGED: "merged into another",
}

_OUTCOME_WORDS: Final = {
    Outcome.CHANGED: "changed",
    Outcome.UNCHANGED: "unchanged",
    Outcome.NOT_MODIFIED: "unchanged, says the server",
    Outcome.BLOCKED: "blocked",
    Outcome.GONE: "gone",
    Outcome.SUSPECT: "not believed",
    Outcome.FAILED: "failed",
}

_CODES: Final = {kind.value for kind in (*QualityVerdict, *FailureKind)}


def short_name(article: Article) -> str:
    """What an article is called, inert, on one line that no headline makes endless."""
    return clip_line(article_name(article), _NAME_ROOM)


def clipped(text: str) -> str:
    """Any text on one line that does not end the page."""
    return clip_line(text, _DETAIL_ROOM)


def state_words(article: Article) -> str:
    """Where its following stands; an address that never gave a text is not called online."""
    if article.state is ArticleState.LIVE and not article.revisions:
        return "not read yet"
    return STATE_WORDS[article.state]


def last_outcome_words(article: Article) -> str:
    """How its last check went, with the reason where there is one; empty before the first."""
    if article.last_outcome is None:
        return ""
    if article.awaited:
        return f"awaited for a second look: {clipped(article.last_detail)}"
    return _outcome_words(article.last_outcome, article.last_detail)


def outcome_words(check: Check) -> str:
    """How a check went, with the reason where there is one."""
    return _outcome_words(check.outcome, check.detail)


def times(number: int) -> str:
    """How often: "never", "once", "twice", "1,412 times"."""
    few = ("never", "once", "twice")
    return few[number] if number < len(few) else f"{number:,} times"


def _outcome_words(outcome: Outcome, detail: str) -> str:
    """The reason without the code that stands before it for programs."""
    code, colon, rest = detail.partition(": ")
    reason = clipped(rest if colon and code in _CODES else detail)
    if outcome is Outcome.CHANGED:
        before, first, rest = reason.partition("first look")
        doubt = rest.removeprefix("; ") if first else before
        words = first or _OUTCOME_WORDS[outcome]
        return f"{words}: {doubt}" if doubt else words
    return f"{_OUTCOME_WORDS[outcome]}: {reason}" if reason else _OUTCOME_WORDS[outcome]
