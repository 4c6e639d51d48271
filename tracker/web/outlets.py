"""Sources: how each behaves, in figures that say what they are shares of, and the lists of articles that are looked at."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from tracker.cleaning import clean_text
from tracker.store.outlets import outlets
from tracker.store.sources import some_sources
from tracker.web.choices import Cursor
from tracker.web.pages import Pages

_SOURCES = 10
_LISTS = 30

Word = Annotated[str, Query(max_length=300)]


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/sources."""

    @router.api_route("/sources", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def sources(source: Word = "", after: Word = "", list_after: Cursor = None) -> str:
        name, behind = clean_text(source).strip(), clean_text(after)
        with pages.tracker.database.read() as connection:
            found = outlets(connection, now=pages.tracker.now(), name=name, after=behind, limit=_SOURCES + 1)
            wanted = 0 if behind else _LISTS + 1  # a further part of the figures repeats no lists
            lists = some_sources(connection, name=name, after=list_after or 0, limit=wanted)
        shown = found[:_SOURCES]
        return pages.render(
            "sources.html",
            outlets=shown,
            source=name,
            after=behind,
            further=f"/sources?{urlencode({'after': shown[-1].name})}" if len(found) > len(shown) else "",
            lists=lists[:_LISTS],
            further_lists=_further(name, lists[_LISTS - 1].id) if len(lists) > _LISTS else "",
        )


def _further(name: str, after: int) -> str:
    asked = {"source": name} if name else {}
    return f"/sources?{urlencode({**asked, 'list_after': after})}#lists"
