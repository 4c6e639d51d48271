"""An article as it was at a date (Memento, RFC 7089): each revision is a memento of the publisher's page, each article
has a time gate that leads to the one of a date, and a time map that lists all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import RedirectResponse, Response

from tracker.app import Tracker
from tracker.errors import UsageError
from tracker.model import Article, Revision
from tracker.render.inert import inert
from tracker.store import history
from tracker.web.pages import Pages

LINK_FORMAT = "application/link-format"

Date = Annotated[str, Query(max_length=100)]
AcceptDatetime = Annotated[str, Header(max_length=100)]


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/articles/N/at and /articles/N/timemap."""
    tracker = pages.tracker

    @router.api_route("/articles/{number}/at", methods=["GET", "HEAD"])
    def gate(number: int, date: Date = "", accept_datetime: AcceptDatetime = "") -> Response:
        found = tracker.article(str(number))
        chosen = revision_at(tracker, found, date, accept_datetime)
        headers = {"Vary": "Accept-Datetime", "Link": links(tracker, found)}
        return RedirectResponse(f"/articles/{found.id}/revisions/{chosen.number}", status_code=302, headers=headers)

    @router.api_route("/articles/{number}/timemap", methods=["GET", "HEAD"])
    def every(number: int) -> Response:
        found = tracker.article(str(number))
        return Response(timemap(tracker, found), media_type=LINK_FORMAT)


def revision_at(tracker: Tracker, article: Article, date: str, accept_datetime: str) -> Revision:
    """The revision that stood at the date that was typed, else at that of the header, else the latest; the first for a
    header's date before it (RFC 7089 §4.5.3). Raises UsageError.
    """
    if date or not accept_datetime:
        return tracker.revision(article, date or "latest")
    try:
        at = parsedate_to_datetime(accept_datetime)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
    except ValueError:
        raise UsageError("Accept-Datetime is no date of HTTP", hint="Tue, 03 Mar 2026 09:00:00 GMT") from None
    known = _revisions(tracker, article)
    end = at + timedelta(seconds=1)  # such a date is a whole second
    return next((revision for revision in reversed(known) if revision.first_seen_at < end), known[0])


def memento_headers(tracker: Tracker, article: Article, revision: Revision) -> dict[str, str]:
    """What says that a page is a memento, and of what."""
    return {"Memento-Datetime": _http_date(revision.first_seen_at), "Link": links(tracker, article)}


def links(tracker: Tracker, article: Article) -> str:
    """The publisher's page, its time gate and its time map, as a Link header."""
    base = f"{tracker.page_url}/articles/{article.id}"
    return (
        f'<{_uri(article.url)}>; rel="original", <{base}/at>; rel="timegate", '
        f'<{base}/timemap>; rel="timemap"; type="{LINK_FORMAT}"'
    )


def timemap(tracker: Tracker, article: Article) -> str:
    """Every memento of an article, oldest first, in the format of RFC 6690."""
    base = f"{tracker.page_url}/articles/{article.id}"
    known = _revisions(tracker, article)
    lines = [
        f'<{_uri(article.url)}>;rel="original"',
        f'<{base}/timemap>;rel="self";type="{LINK_FORMAT}"',
        f'<{base}/at>;rel="timegate"',
    ]
    for place, revision in enumerate(known):
        ends = ("first " if place == 0 else "") + ("last " if place == len(known) - 1 else "")
        at = _http_date(revision.first_seen_at)
        lines.append(f'<{base}/revisions/{revision.number}>;rel="{ends}memento";datetime="{at}"')
    return ",\n".join(lines) + "\n"


def _revisions(tracker: Tracker, article: Article) -> Sequence[Revision]:
    with tracker.database.read() as connection:
        known = history.revisions_of(connection, article.id)
    if not known:
        raise UsageError("this article has no revision yet")
    return known


def _http_date(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC).replace(microsecond=0), usegmt=True)


def _uri(url: str) -> str:
    """An address as it may stand in a header: nothing in it ends the brackets or the line."""
    safe = inert(url).replace("<", "%3C").replace(">", "%3E").replace(" ", "%20").replace('"', "%22")
    return "".join(char if char.isascii() else "".join(f"%{byte:02X}" for byte in char.encode()) for char in safe)
