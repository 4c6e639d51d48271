"""The feeds: what changed, for feed readers; the same filters as the Changes page, the diff itself as content."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from tracker import __version__, access
from tracker.alert.subject import article_phrase, flags_phrase
from tracker.answers import Comparison
from tracker.app import Tracker
from tracker.errors import UsageError
from tracker.model.access import Scope
from tracker.render.feed import Feed, FeedEntry, to_atom, to_json_feed
from tracker.render.page import flags_fragment
from tracker.render.view import flag_view
from tracker.store import history
from tracker.store.listing import ChangeFilter, ListedChange, changes
from tracker.web.choices import Cursor, Wanted, address, wanted_changes
from tracker.web.home import place_of
from tracker.web.pages import Pages
from tracker.web.sheets import extract

ENTRIES = 20
_CONTENT_ROOM = 4_000  # characters of marked text in an entry; the page of the change has the rest
_FLAGS = 40

WantedChanges = Annotated[Wanted, Depends(wanted_changes)]


class Form(StrEnum):
    """The two forms of a feed."""

    ATOM = "atom"
    JSON = "json"

    @property
    def media_type(self) -> str:
        """What it is called in HTTP."""
        return "application/atom+xml; charset=utf-8" if self is Form.ATOM else "application/feed+json"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a feed: what it asks for, where it is (the path, which may hold a secret), and the path of the page
    that shows the same.
    """

    wanted: Wanted
    path: str
    page: str

    @property
    def filters(self) -> dict[str, str]:
        """The parameters of its address."""
        return self.wanted.filters


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/feeds/changes.atom and .json, /feeds/articles/N.atom and .json, and both behind a secret of their own."""
    tracker = pages.tracker

    @router.api_route("/feeds/changes.{form}", methods=["GET", "HEAD"])
    def changed(request: Request, form: Form, wanted: WantedChanges) -> Response:
        return _answer(tracker, request, form, Part(wanted, request.url.path, "/"))

    @router.api_route("/feeds/articles/{number}.{form}", methods=["GET", "HEAD"])
    def of_article(request: Request, form: Form, number: int, before: Cursor = None) -> Response:
        found = tracker.article(str(number))
        wanted = Wanted(ChangeFilter(article_id=found.id), {}, before)
        return _answer(tracker, request, form, Part(wanted, request.url.path, f"/articles/{found.id}"))

    @router.api_route("/feeds/{token}/changes.{form}", methods=["GET", "HEAD"])
    def changed_in_private(request: Request, token: str, form: Form, wanted: WantedChanges) -> Response:
        _require(tracker, token)
        return changed(request, form, wanted)

    @router.api_route("/feeds/{token}/articles/{number}.{form}", methods=["GET", "HEAD"])
    def of_article_in_private(request: Request, token: str, form: Form, number: int, before: Cursor = None) -> Response:
        _require(tracker, token)
        return of_article(request, form, number, before)


def _require(tracker: Tracker, secret: str) -> None:
    """The secret in the address is all the proof there is. Raises UsageError."""
    found = access.token_of(tracker, secret)
    if found is None or found.scope is not Scope.FEED:
        raise UsageError("There is no such feed, or its address was revoked.")


def _answer(tracker: Tracker, request: Request, form: Form, part: Part) -> Response:
    """The feed, or that nothing in it is new since it was read last (RFC 9110 §13)."""
    with tracker.database.read() as connection:
        found = changes(connection, part.wanted.chosen, before=part.wanted.before, limit=ENTRIES + 1)
    newest_at = max((change.window.until_at for change in found[:ENTRIES]), default=None)
    headers = {"ETag": _etag(tracker, part, form, found), "Cache-Control": "private, no-cache"}
    if newest_at:
        headers["Last-Modified"] = format_datetime(newest_at.astimezone(UTC).replace(microsecond=0), usegmt=True)
    if _is_known(request, headers["ETag"], newest_at):
        return Response(status_code=304, headers=headers)
    feed = _feed(tracker, part, found, newest_at)
    told = to_atom(feed) if form is Form.ATOM else to_json_feed(feed)
    return Response(told, media_type=form.media_type, headers=headers)


def _etag(tracker: Tracker, part: Part, form: Form, found: list[ListedChange]) -> str:
    """Changes with everything that the feed is made of: where it is, what it lists, and how we write."""
    listed = [
        (change.number, change.revision, len(change.flags), change.disclosure.value, change.article.headline)
        for change in found
    ]
    made_of = (__version__, tracker.page_url, str(tracker.zone), form.value, part.path, part.filters, listed)
    return f'W/"{hashlib.sha256(repr(made_of).encode(errors="replace")).hexdigest()[:32]}"'


def _is_known(request: Request, etag: str, newest_at: datetime | None) -> bool:
    known = request.headers.get("if-none-match")
    if known is not None:  # goes before the time (RFC 9110 §13.2.2)
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return etag.removeprefix("W/") in tags or "*" in tags
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
        return newest_at is not None and newest_at.replace(microsecond=0) <= since
    except (ValueError, TypeError):  # no date; or one without a zone, which is none of HTTP's
        return False


def _feed(tracker: Tracker, part: Part, found: list[ListedChange], newest_at: datetime | None) -> Feed:
    name, born_at = _identity(tracker)
    tag = f"tag:{name}.tracker.invalid,{born_at:%Y-%m-%d}"
    base = tracker.page_url
    shown = found[:ENTRIES]
    article = part.wanted.chosen.article_id
    about = f"article {article}" if article else part.filters["source"] or "all that is followed"
    older = address(part.path, part.filters, shown[-1].number) if len(found) > ENTRIES else ""
    return Feed(
        id=f"{tag}:{address(part.page, part.filters)}",
        title=f"Tracker: what changed, {about}",
        url=base + address(part.path, part.filters, part.wanted.before),
        page_url=base + address(part.page, part.filters),
        next_url=older and base + older,
        updated_at=newest_at or born_at,
        entries=[_entry(tracker, change, tag) for change in shown],
    )


def _identity(tracker: Tracker) -> tuple[str, datetime]:
    """The store's own name and birth, which go into every id: they stay whatever the settings become."""
    with tracker.database.read() as connection:
        known = history.store_identity(connection)
    if known is None:
        now = tracker.now()
        with tracker.database.write() as connection:
            history.store_name(connection, fresh=secrets.token_hex(8), now=now)
            known = history.store_identity(connection) or ("", now)
    return known


def _entry(tracker: Tracker, change: ListedChange, tag: str) -> FeedEntry:
    article, flags = change.article, change.flags
    of = f"revisions/{change.revision}" if change.revision else f"events/{change.number}"
    return FeedEntry(
        id=f"{tag}:/articles/{article.id}/{of}",
        title=f"{flags_phrase(flags)}: {article_phrase(article)}",
        url=tracker.page_url + place_of(change),
        found_at=change.window.until_at,
        author=article.source,
        tags=tuple(dict.fromkeys([flags[0].severity.value, *(flag.kind.value for flag in flags)])),
        html=_html(tracker, change),
    )


def _html(tracker: Tracker, change: ListedChange) -> str:
    """The change as its page shows it, cut; what happened to an article itself is told by its flags."""
    if not change.revision or change.revision == 1:
        return f'<div class="change">{flags_fragment([flag_view(flag) for flag in change.flags[:_FLAGS]])}</div>'
    with tracker.database.read() as connection:
        old = history.revision(connection, change.article.id, change.revision - 1)
        new = history.revision(connection, change.article.id, change.revision)
        step = Comparison(change.article, old, new, history.change_between(connection, old, new))
    ident = f"change-{change.article.id}-{change.revision}"
    return str(extract(step, zone=tracker.zone, budget=_CONTENT_ROOM, level=3, ident=ident))
