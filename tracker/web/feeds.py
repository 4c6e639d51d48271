"""The feeds: what changed, for feed readers; the same filters as the Changes page, the diff itself as content."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from markupsafe import Markup

from tracker import __version__, access
from tracker.alert.subject import article_phrase, flags_phrase
from tracker.app import Tracker
from tracker.desk.answers import Comparison
from tracker.errors import StoreError, UsageError
from tracker.model import Article
from tracker.model.access import Scope
from tracker.render.feed import Feed, FeedEntry, to_atom, to_json_feed
from tracker.render.inert import one_line
from tracker.render.page import flags_fragment
from tracker.render.view import flag_view
from tracker.store import history
from tracker.store.listing import ChangeFilter, ListedChange, changes
from tracker.web.choices import Cursor, Wanted, address, wanted_changes
from tracker.web.home import place_of
from tracker.web.pages import Pages
from tracker.web.sheets import Look, extract

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


class Telling:
    """How the entries of a feed are told."""

    def title(self, change: ListedChange) -> str:
        """What an entry is called."""
        return f"{flags_phrase(change.flags)}: {article_phrase(change.article)}"

    def tags(self, change: ListedChange) -> tuple[str, ...]:
        """The severity and the kinds of an entry."""
        flags = change.flags
        return tuple(dict.fromkeys([*(one.severity.value for one in flags[:1]), *(flag.kind.value for flag in flags)]))

    def content(self, tracker: Tracker, change: ListedChange) -> str:
        """The change as its page shows it, cut; what happened to an article itself is told by its flags."""
        if not change.revision or change.revision == 1:
            return f'<div class="change">{flags_fragment([flag_view(flag) for flag in change.flags[:_FLAGS]])}</div>'
        return step_content(tracker, change.article, change.revision)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a feed: what it is about in words, where it is (the path, which may hold a secret) under which parameters
    and from below which number on, the path of the page that shows the same, what it lists (one more than it holds where
    there is more, if it does not say where the next part begins) and how that is told, and what is to be said of it besides.
    """

    about: str
    path: str
    filters: Mapping[str, str]
    before: int | None
    page: str
    found: Sequence[ListedChange]
    next_before: int | None = None
    telling: Telling = field(default_factory=Telling)
    note: str = ""

    @property
    def shown(self) -> Sequence[ListedChange]:
        """What it holds."""
        return self.found[:ENTRIES]


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/feeds/changes.atom and .json, /feeds/articles/N.atom and .json, and both behind a secret of their own."""
    tracker = pages.tracker

    @router.api_route("/feeds/changes.{form}", methods=["GET", "HEAD"])
    def changed(request: Request, form: Form, wanted: WantedChanges) -> Response:
        about = wanted.filters["source"] or "all that is followed"
        return answer(tracker, request, form, _part(tracker, wanted, about, request.url.path, "/"))

    @router.api_route("/feeds/articles/{number}.{form}", methods=["GET", "HEAD"])
    def of_article(request: Request, form: Form, number: int, before: Cursor = None) -> Response:
        found = tracker.article(str(number))
        wanted = Wanted(ChangeFilter(article_id=found.id), {}, before)
        about, page = f"article {found.id}", f"/articles/{found.id}"
        return answer(tracker, request, form, _part(tracker, wanted, about, request.url.path, page))

    @router.api_route("/feeds/{token}/changes.{form}", methods=["GET", "HEAD"])
    def changed_in_private(request: Request, token: str, form: Form, wanted: WantedChanges) -> Response:
        require(tracker, token)
        return changed(request, form, wanted)

    @router.api_route("/feeds/{token}/articles/{number}.{form}", methods=["GET", "HEAD"])
    def of_article_in_private(request: Request, token: str, form: Form, number: int, before: Cursor = None) -> Response:
        require(tracker, token)
        return of_article(request, form, number, before)


def _part(tracker: Tracker, wanted: Wanted, about: str, path: str, page: str) -> Part:
    with tracker.database.read() as connection:
        found = changes(connection, wanted.chosen, before=wanted.before, limit=ENTRIES + 1)
    return Part(f"what changed, {about}", path, wanted.filters, wanted.before, page, found)


def require(tracker: Tracker, secret: str) -> None:
    """The secret in the address is all the proof there is. Raises UsageError."""
    found = access.token_of(tracker, secret)
    if found is None or found.scope is not Scope.FEED:
        raise UsageError("There is no such feed, or its address was revoked.")


def answer(tracker: Tracker, request: Request, form: Form, part: Part) -> Response:
    """The feed, or that nothing in it is new since it was read last (RFC 9110 §13)."""
    newest_at = max((change.window.until_at for change in part.shown), default=None)
    headers = {"ETag": _etag(tracker, part, form), "Cache-Control": "private, no-cache"}
    if newest_at:
        headers["Last-Modified"] = format_datetime(newest_at.astimezone(UTC).replace(microsecond=0), usegmt=True)
    if _is_known(request, headers["ETag"], newest_at):
        return Response(status_code=304, headers=headers)
    feed = _feed(tracker, part, newest_at)
    told = to_atom(feed) if form is Form.ATOM else to_json_feed(feed)
    return Response(told, media_type=form.media_type, headers=headers)


def _etag(tracker: Tracker, part: Part, form: Form) -> str:
    """Changes with everything that the feed is made of: where it is, what it lists, and how we write."""
    listed = [
        (change.number, change.revision, len(change.flags), change.disclosure.value, change.article.headline)
        for change in part.found
    ]
    where = (tracker.page_url, str(tracker.zone), form.value, part.path, part.filters, part.before)
    made_of = (__version__, *where, part.note, listed)
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


def _feed(tracker: Tracker, part: Part, newest_at: datetime | None) -> Feed:
    name, born_at = _identity(tracker)
    tag = f"tag:{name}.tracker.invalid,{born_at:%Y-%m-%d}"
    base = tracker.page_url
    following = part.shown[-1].number if len(part.found) > ENTRIES else part.next_before
    older = address(part.path, part.filters, following) if following else ""
    return Feed(
        id=f"{tag}:{address(part.page, part.filters)}",
        title=f"Tracker: {part.about}",
        url=base + address(part.path, part.filters, part.before),
        page_url=base + address(part.page, part.filters),
        next_url=older and base + older,
        updated_at=newest_at or born_at,
        note=part.note,
        entries=[_entry(tracker, part, change, tag) for change in part.shown],
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


def _entry(tracker: Tracker, part: Part, change: ListedChange, tag: str) -> FeedEntry:
    article = change.article
    of = f"revisions/{change.revision}" if change.revision else f"events/{change.number}"
    return FeedEntry(
        id=f"{tag}:/articles/{article.id}/{of}",
        title=part.telling.title(change),
        url=tracker.page_url + place_of(change),
        found_at=change.window.until_at,
        author=article.source,
        tags=part.telling.tags(change),
        html=_content(tracker, part, change),
    )


def _content(tracker: Tracker, part: Part, change: ListedChange) -> str:
    """What an entry holds; one whose record is damaged says so, and keeps no other back."""
    try:
        return part.telling.content(tracker, change)
    except StoreError as error:
        return str(Markup("<p>This change cannot be shown: {}</p>").format(one_line(str(error))))


def step_content(tracker: Tracker, article: Article, revision: int, *, silent: bool = False) -> str:
    """The step to a revision as its page shows it, cut; with the edits of style where also the `silent` are wanted."""
    with tracker.database.read() as connection:
        old = history.revision(connection, article.id, revision - 1)
        new = history.revision(connection, article.id, revision)
        step = Comparison(article, old, new, history.change_between(connection, old, new))
    ident = f"change-{article.id}-{revision}"
    look = Look(silent=silent)
    return str(extract(step, look, zone=tracker.zone, budget=_CONTENT_ROOM, level=3, ident=ident))
