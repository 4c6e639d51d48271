"""Add: following an article from any form of its URL, pasted or sent by a bookmarklet."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracker.errors import UsageError
from tracker.web.guard import form
from tracker.web.pages import Pages

_SOURCE_ROOM = 300

Url = Annotated[str, Query(max_length=4000)]


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/add."""
    tracker = pages.tracker
    bookmarklet = f"javascript:location.href='{tracker.page_url}/add?url='+encodeURIComponent(location.href)"

    def shown(url: str, source: str = "", error: UsageError | None = None) -> str:
        return pages.render("add.html", url=url, source=source, error=error, bookmarklet=bookmarklet)

    @router.api_route("/add", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def ask(url: Url = "") -> str:
        """The form, filled in where a bookmarklet sent the address; following is left to the button."""
        return shown(url)

    @router.post("/add")
    def add(fields: Annotated[dict[str, str], Depends(form)]) -> Response:
        url, source = fields.get("url", "").strip(), fields.get("source", "").strip()[:_SOURCE_ROOM]
        try:
            article, _ = tracker.add(url, source=source)
        except UsageError as error:
            return HTMLResponse(shown(url, source, error), status_code=422)
        return RedirectResponse(f"/articles/{article.id}", status_code=303)
