"""Sources: how each behaves, in figures that say what they are shares of."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from tracker.cleaning import clean_text
from tracker.store.outlets import outlets
from tracker.web.pages import Pages

_SOURCES = 10

Word = Annotated[str, Query(max_length=300)]


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/sources."""

    @router.api_route("/sources", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def sources(source: Word = "", after: Word = "") -> str:
        name, behind = clean_text(source).strip(), clean_text(after)
        with pages.tracker.database.read() as connection:
            found = outlets(connection, now=pages.tracker.now(), name=name, after=behind, limit=_SOURCES + 1)
        shown = found[:_SOURCES]
        return pages.render(
            "sources.html",
            outlets=shown,
            source=name,
            after=behind,
            further=f"/sources?{urlencode({'after': shown[-1].name})}" if len(found) > len(shown) else "",
        )
