"""Templates into pages: the words for times, states and causes that they share, and the one style sheet.

What a page is about is gathered by the modules that answer for it.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tracker.app import Tracker
from tracker.model import Article, ArticleState, Outcome
from tracker.render.inert import clip_line, one_line
from tracker.render.page import web_address
from tracker.render.style import PAGE_CSS
from tracker.render.window import duration_words, iso_utc, moment, short_moment, window_sentence
from tracker.render.wording import CAUSE_WORDS, VERDICT_WORDS, article_name, counted

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}")
_NAME_ROOM = 200
_DETAIL_ROOM = 300

STATE_WORDS: Final = {
    ArticleState.LIVE: "online",
    ArticleState.GONE: "gone",
    ArticleState.RETURNED: "back online",
    ArticleState.MOVED: "moved",
    ArticleState.BLOCKED: "blocked for us",
    ArticleState.PAUSED: "paused",
}

OUTCOME_WORDS: Final = {
    Outcome.CHANGED: "changed",
    Outcome.UNCHANGED: "unchanged",
    Outcome.NOT_MODIFIED: "unchanged, says the server",
    Outcome.BLOCKED: "blocked",
    Outcome.GONE: "gone",
    Outcome.SUSPECT: "not believed",
    Outcome.FAILED: "failed",
}


class Pages:
    """The templates, filled from one store in its time zone."""

    def __init__(self, tracker: Tracker) -> None:
        self.tracker = tracker

    def render(self, template: str, **values: object) -> str:
        """A page as HTML."""
        zone = self.tracker.zone
        return (
            _environment()
            .get_template(template)
            .render(
                time=lambda at: _time(at, moment(at, zone)),
                short_time=lambda at: _time(at, short_moment(at, zone)),
                window=lambda found: window_sentence(found, zone),
                style=f"/style.css?{stylesheet_version()}",
                **values,
            )
        )


def short_name(article: Article) -> str:
    """What an article is called, inert, on one line that no headline makes endless."""
    return clip_line(article_name(article), _NAME_ROOM)


def language_tag(text: str) -> str:
    """The language a page claims for itself if it can be one (BCP 47), else an empty string."""
    return text if _LANGUAGE.fullmatch(text) else ""


@cache
def stylesheet() -> str:
    """The style sheet of all pages: the renderer's, and what the pages add."""
    return PAGE_CSS + (files("tracker.web") / "static" / "pages.css").read_text(encoding="utf-8")


@cache
def stylesheet_version() -> str:
    """Changes with the style sheet, so that browsers may keep it for ever."""
    return hashlib.sha256(stylesheet().encode()).hexdigest()[:12]


def _time(at: datetime, words: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(iso_utc(at), words)


def _clipped(text: str) -> str:
    return clip_line(text, _DETAIL_ROOM)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tracker.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "line": one_line,
        "clipped": _clipped,
        "name": short_name,
        "web": web_address,
        "language": language_tag,
        "duration": duration_words,
        "counted": counted,
    }
    words: dict[str, Any] = {"state": STATE_WORDS, "outcome": OUTCOME_WORDS, "cause": CAUSE_WORDS}
    environment.globals |= {"words": words | {"verdict": VERDICT_WORDS}}
    return environment
