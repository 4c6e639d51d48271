"""The lists: what changed, newest first, and the articles that are followed; with their filters, saved in the URL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from tracker.cleaning import clean_text
from tracker.model import ArticleState, Severity
from tracker.render.page import flags_fragment
from tracker.render.view import short_flag
from tracker.store.listing import ListedChange, articles_listed, changes_at_once, sources
from tracker.web.choices import (
    FEEDS,
    KINDS,
    SEVERITIES,
    STATES,
    TRIAGE,
    VERDICTS,
    Cursor,
    Wanted,
    Word,
    address,
    chosen_one,
    is_of_kind,
    wanted_changes,
)
from tracker.web.pages import Pages

_CHANGES = 20
_ARTICLES = 100
_SOURCES = 300
_FLAGS = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One change in the list: its most severe flags as HTML, and how many more there are."""

    change: ListedChange
    flags: Markup
    more: int

    @property
    def href(self) -> str:
        """Where it is shown in full."""
        return place_of(self.change)


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/ and /articles."""

    @router.api_route("/", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def home(wanted: Annotated[Wanted, Depends(wanted_changes)]) -> str:
        chosen, filters, before = wanted.chosen, wanted.filters, wanted.before
        with pages.tracker.database.read() as connection:
            found, down_to = changes_at_once(connection, chosen, before=before, limit=_CHANGES + 1)
            known = sources(connection, limit=_SOURCES)
            followed = bool(articles_listed(connection, limit=1))
        return pages.render(
            "home.html",
            entries=[_entry(change, chosen.kind) for change in found[:_CHANGES]],
            filters=filters,
            filtered=any(value for name, value in filters.items() if name != "severity")
            or chosen.floor is not Severity.MEDIUM,
            choices={"severity": SEVERITIES, "kind": KINDS, "disclosure": VERDICTS, "triage": TRIAGE},
            here_address=address("/", filters, before),
            sources=known,
            followed=followed,
            before=before,
            feeds=[(words, address(f"/feeds/changes.{form}", filters)) for form, words in FEEDS.items()],
            newest=address("/", filters),
            older=address("/", filters, found[_CHANGES - 1].number) if len(found) > _CHANGES else "",
            further=address("/", filters, down_to) if down_to else "",
        )

    @router.api_route("/articles", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def articles(source: Word = "", state: Word = "", before: Cursor = None) -> str:
        chosen = chosen_one(state, STATES)
        with pages.tracker.database.read() as connection:
            found = articles_listed(
                connection,
                source=clean_text(source).strip(),
                state=ArticleState(chosen) if chosen and chosen != "troubled" else None,
                troubled=chosen == "troubled",
                before=before,
                limit=_ARTICLES + 1,
            )
            known = sources(connection, limit=_SOURCES)
        filters = {"source": clean_text(source).strip(), "state": chosen}
        return pages.render(
            "articles.html",
            articles=found[:_ARTICLES],
            filters=filters,
            choices={"state": STATES},
            sources=known,
            before=before,
            newest=address("/articles", filters),
            older=address("/articles", filters, found[_ARTICLES - 1].id) if len(found) > _ARTICLES else "",
        )


def place_of(change: ListedChange) -> str:
    """Where a change is shown: as the step it is, or on its article's page."""
    article, revision = f"/articles/{change.article.id}", change.revision
    return f"{article}/changes/{revision - 1}..{revision}" if revision and revision > 1 else article


def _entry(change: ListedChange, kind: str) -> Entry:
    """The entry with its most severe flags, among them those of the kind that was asked for."""
    asked_first = sorted(change.flags, key=lambda flag: not is_of_kind(flag, kind))
    shown = sorted(asked_first[:_FLAGS], key=lambda flag: -flag.severity.rank)
    return Entry(
        change=change, flags=flags_fragment([short_flag(flag) for flag in shown]), more=len(change.flags[_FLAGS:])
    )
