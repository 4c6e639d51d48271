"""Templates into pages: the filters that they share, and the one style sheet.

What a page is about is gathered by the modules that answer for it.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tracker.app import Tracker
from tracker.model.access import Role
from tracker.render.inert import one_line
from tracker.render.page import web_address
from tracker.render.style import PAGE_CSS
from tracker.render.window import duration_words, iso_utc, moment, short_moment, window_sentence
from tracker.render.wording import CAUSE_WORDS, VERDICT_WORDS, counted, kind_words, listing_kind_words
from tracker.web.visitor import CSRF_FIELD, VISITOR
from tracker.web.wording import clipped, last_outcome_words, outcome_words, short_name, state_words, times

_POSTING_FORM = re.compile(r'<form\b[^<>]*\bmethod="post"[^<>]*>')  # text of pages is escaped: it makes no form
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}")


class Pages:
    """The templates, filled from one store in its time zone."""

    def __init__(self, tracker: Tracker) -> None:
        self.tracker = tracker

    def render(self, template: str, **values: object) -> str:
        """A page as HTML for whoever asked; each of its forms that post carries the visitor's token, whoever wrote the
        template.
        """
        visitor = VISITOR.get()
        field = f'<input type="hidden" name="{CSRF_FIELD}" value="{visitor.csrf}">' if visitor else ""
        return _POSTING_FORM.sub(lambda form: form[0] + field, self.part(template, **values))

    def part(self, template: str, **values: object) -> Markup:
        """What stands within a page, which gives its forms their token."""
        zone, visitor = self.tracker.zone, VISITOR.get()
        html = (
            _environment()
            .get_template(template)
            .render(
                time=lambda at: _time(at, moment(at, zone)),
                short_time=lambda at: _time(at, short_moment(at, zone)),
                window=lambda found: window_sentence(found, zone),
                style=f"/style.css?{stylesheet_version()}",
                visitor=visitor,
                may=lambda role: visitor is not None and visitor.role.may(Role(role)),
                **values,
            )
        )
        return Markup(html)  # noqa: S704 - the template has escaped its values


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
        "clipped": clipped,
        "name": short_name,
        "web": web_address,
        "language": language_tag,
        "duration": duration_words,
        "counted": counted,
        "kind": lambda flag: one_line(kind_words(flag)),
        "listing_kind": listing_kind_words,
        "times": times,
        "state": state_words,
        "last_outcome": last_outcome_words,
        "outcome": outcome_words,
    }
    environment.globals |= {"words": {"cause": CAUSE_WORDS, "verdict": VERDICT_WORDS}}
    return environment
