"""Quotes: what a speaker is quoted with across all articles, with every wording that an utterance had."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from tracker.cleaning import clean_text
from tracker.store.utterances import findings_on, said_by, speakers
from tracker.web.choices import Cursor, Word
from tracker.web.pages import Pages

_UTTERANCES = 30
_SPEAKERS = 60


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/quotes."""

    @router.api_route("/quotes", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def quotes(speaker: Word = "", before: Cursor = None) -> str:
        asked = clean_text(speaker).strip()
        with pages.tracker.database.read() as connection:
            found = said_by(connection, asked, before=before, limit=_UTTERANCES + 1) if asked else []
            known = [] if found else speakers(connection, limit=_SPEAKERS)
            shown = found[:_UTTERANCES]
            findings = findings_on(connection, shown)
        own = {"speaker": asked}
        older = {**own, "before": str(shown[-1].wordings[0].life)} if len(found) > len(shown) else {}
        return pages.render(
            "quotes.html",
            speaker=asked,
            said=shown,
            findings=findings,
            known=known,
            before=before,
            newest=f"/quotes?{urlencode(own)}",
            older=f"/quotes?{urlencode(older)}" if older else "",
        )
