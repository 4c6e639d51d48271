"""The API: what the pages show, as data, and what editors do; the same JSON that `--json` prints."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Body, Depends, FastAPI, Query
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel

from tracker import __version__
from tracker.app import Tracker
from tracker.errors import UsageError
from tracker.model import Article, ArticleState, Check, Revision, Severity, Subscription
from tracker.model.access import Role
from tracker.references import parse_moment
from tracker.render.data import (
    Json,
    article_to_dict,
    check_to_dict,
    revision_to_dict,
    stored_flag_to_dict,
    to_json,
)
from tracker.replies import (
    change_to_dict,
    comparison_to_dict,
    history_to_dict,
    source_to_dict,
    status_to_dict,
    subscription_to_dict,
    text_to_dict,
    utterance_to_dict,
)
from tracker.sources import followed
from tracker.store import articles, history
from tracker.store.listing import articles_listed, changes
from tracker.web.admission import Refused
from tracker.web.choices import STATES, Cursor, Wanted, Word, chosen_one, wanted_changes
from tracker.web.memento import AcceptDatetime, Date, memento_headers, revision_at
from tracker.web.visitor import VISITOR, Entrance

ROOT = "/api/v1"
_MOST = 200

Noun = TypeVar("Noun")

Limit = Annotated[int, Query(ge=1, le=_MOST, description="At most so many in one part.")]
After = Annotated[int | None, Query(ge=0, lt=2**63, description="Only those with a number above this one, by number.")]
Reference = Annotated[str, Query(max_length=4000)]


class PlainJson(JSONResponse):
    """JSON in plain ASCII, as `--json` prints it: lone surrogates of a text survive."""

    def render(self, content: Any) -> bytes:
        """The content as bytes."""
        return to_json(content).encode()


class Part(BaseModel, Generic[Noun]):
    """A part of a list, as the description tells it."""

    items: list[Noun]
    next: str | None


def add_routes(app: FastAPI, tracker: Tracker) -> None:
    """/api/v1/… and its description at /api/openapi.json."""
    for add in (_add_lists, _add_article, _add_texts, _add_actions, _add_service):
        add(app.router, tracker)

    @app.router.api_route("/api/openapi.json", methods=["GET", "HEAD"], include_in_schema=False)
    def description() -> Response:
        own = [route for route in app.routes if isinstance(route, APIRoute) and route.path.startswith(ROOT)]
        return PlainJson(get_openapi(title="Tracker", version=__version__, routes=own))


def _add_lists(router: APIRouter, tracker: Tracker) -> None:
    @router.get(
        ROOT + "/articles",
        responses=_told(Part[Article]),
        summary="The articles that are followed, those added last first; with `after`, those added first",
    )
    def listed(
        *,
        source: Word = "",
        state: Annotated[str, Query(max_length=20)] = "",
        before: Cursor = None,
        after: After = None,
        limit: Limit = 100,
    ) -> Response:
        chosen = chosen_one(state, STATES)
        if after is not None:
            if chosen or before is not None:
                raise UsageError("`after` goes with neither `state` nor `before`", hint="leave one of them out")
            found = tracker.articles(source=source, after=after, limit=limit + 1)
            return _part([article_to_dict(one) for one in found], limit, [one.id for one in found])
        with tracker.database.read() as connection:
            found = articles_listed(
                connection,
                source=source,
                state=ArticleState(chosen) if chosen and chosen != "troubled" else None,
                troubled=chosen == "troubled",
                before=before,
                limit=limit + 1,
            )
        return _part([article_to_dict(one) for one in found], limit, [one.id for one in found])

    @router.get(ROOT + "/changes", summary="What changed, newest first, under the filters of the Changes page")
    def changed(wanted: Annotated[Wanted, Depends(wanted_changes)], limit: Limit = 20) -> Response:
        with tracker.database.read() as connection:
            found = changes(connection, wanted.chosen, before=wanted.before, limit=limit + 1)
        return _part([change_to_dict(one) for one in found], limit, [one.number for one in found])

    @router.get(ROOT + "/flags", summary="What was flagged in all articles, newest first")
    def flagged(
        *,
        since: Annotated[str, Query(max_length=60, description="An age (3d) or a date.")] = "",
        kind: Annotated[tuple[str, ...], Query(max_length=50)] = (),
        source: Word = "",
        severity: Severity = Severity.LOW,
        before: Cursor = None,
        limit: Limit = 100,
    ) -> Response:
        moment = parse_moment(since, now=tracker.now(), zone=tracker.zone) if since else None
        with tracker.database.read() as connection:
            found = history.flags_found(
                connection,
                since=moment,
                kinds=kind,
                source=source,
                floor=severity,
                limit=limit + 1,
                before=before,
            )
        found.sort(key=lambda one: one.id, reverse=True)  # the order of places
        return _part([stored_flag_to_dict(one) for one in found], limit, [one.id for one in found])


def _add_article(router: APIRouter, tracker: Tracker) -> None:
    @router.get(
        ROOT + "/find", responses=_told(Article), summary="The article that a number or any form of its URL means"
    )
    def find(q: Reference) -> Response:
        try:
            return PlainJson(article_to_dict(tracker.article(q)))
        except UsageError as error:
            raise Refused(404, str(error)) from None

    @router.get(ROOT + "/articles/{number}", responses=_told(Article), summary="One article")
    def article(number: int) -> Response:
        return PlainJson(article_to_dict(_article(tracker, number)))

    @router.get(
        ROOT + "/articles/{number}/history", summary="All that is known of an article, as `tracker log --json` tells it"
    )
    def whole(number: int) -> Response:
        return PlainJson(history_to_dict(tracker.history(_article(tracker, number))))

    @router.get(
        ROOT + "/articles/{number}/revisions",
        responses=_told(Part[Revision]),
        summary="The revisions of an article, newest first",
    )
    def revisions(number: int, before: Cursor = None, limit: Limit = 50) -> Response:
        known = tracker.history(_article(tracker, number)).revisions
        found = [one for one in reversed(known) if before is None or one.number < before][: limit + 1]
        return _part([revision_to_dict(one) for one in found], limit, [one.number for one in found])

    @router.get(
        ROOT + "/articles/{number}/checks",
        responses=_told(Part[Check]),
        summary="The checks of an article, newest first",
    )
    def checks(number: int, before: Cursor = None, limit: Limit = 50) -> Response:
        found_article = _article(tracker, number)
        with tracker.database.read() as connection:
            found = history.checks_of(connection, found_article.id, limit=limit + 1, before=before)
        return _part([check_to_dict(one) for one in found], limit, [one.id for one in found])

    @router.get(ROOT + "/articles/{number}/quotes", summary="The quote ledger: every utterance through the revisions")
    def quotes(number: int) -> Response:
        return _part([utterance_to_dict(one) for one in tracker.quotes(_article(tracker, number))])


def _add_texts(router: APIRouter, tracker: Tracker) -> None:
    @router.get(ROOT + "/articles/{number}/revisions/{revision}", summary="A revision and what it says")
    def text(number: int, revision: str) -> Response:
        found = _article(tracker, number)
        chosen = tracker.revision(found, revision)
        told = text_to_dict(chosen, tracker.document(chosen))
        return PlainJson(told, headers=memento_headers(tracker, found, chosen))

    @router.get(
        ROOT + "/articles/{number}/at", summary="The revision that stood at a date (`date`, or Accept-Datetime)"
    )
    def at(number: int, date: Date = "", accept_datetime: AcceptDatetime = "") -> Response:
        found = _article(tracker, number)
        chosen = revision_at(tracker, found, date, accept_datetime)
        headers = memento_headers(tracker, found, chosen) | {"Vary": "Accept-Datetime"}
        return PlainJson(text_to_dict(chosen, tracker.document(chosen)), headers=headers)

    @router.get(ROOT + "/articles/{number}/changes/{old}..{new}", summary="The step between two revisions")
    def change(number: int, old: str, new: str) -> Response:
        return PlainJson(comparison_to_dict(tracker.comparison(_article(tracker, number), old, new)))


def _add_actions(router: APIRouter, tracker: Tracker) -> None:
    @router.post(ROOT + "/articles", summary="Follow an article; 201 where it is new (write)")
    def add(url: Annotated[str, Body(max_length=4000)], source: Annotated[str, Body(max_length=300)] = "") -> Response:
        found, new = tracker.add(url, source=source)
        return PlainJson({**article_to_dict(found), "new": new}, status_code=201 if new else 200)

    @router.post(
        ROOT + "/articles/{number}/pause", responses=_told(Article), summary="Stop checking an article (write)"
    )
    def pause(number: int) -> Response:
        tracker.pause(_article(tracker, number))
        return PlainJson(article_to_dict(_article(tracker, number)))

    @router.post(
        ROOT + "/articles/{number}/resume", responses=_told(Article), summary="Check a paused article again (write)"
    )
    def resume(number: int) -> Response:
        tracker.resume(_article(tracker, number))
        return PlainJson(article_to_dict(_article(tracker, number)))

    @router.post(
        ROOT + "/articles/{number}/check",
        responses=_told(Article),
        summary="Look at an article as soon as its host may be asked (write)",
    )
    def check(number: int) -> Response:
        found = _article(tracker, number)
        with tracker.database.write() as connection:
            articles.check_soon(connection, found.id, now=tracker.now())
        return PlainJson(article_to_dict(_article(tracker, number)))

    @router.delete(ROOT + "/articles/{number}", status_code=204, summary="Forget an article and its record (admin)")
    def remove(number: int) -> None:
        tracker.remove(_article(tracker, number))


def _add_service(router: APIRouter, tracker: Tracker) -> None:
    @router.get(ROOT + "/sources", summary="The sources that are followed")
    def sources() -> Response:
        return _part([source_to_dict(one) for one in followed(tracker)])

    @router.get(ROOT + "/subscriptions", summary="Your subscriptions: those of your address; all for an admin")
    def subscriptions() -> Response:
        return _part([subscription_to_dict(one) for one in _own(tracker)])

    @router.delete(ROOT + "/subscriptions/{number}", status_code=204, summary="End a subscription of yours")
    def unsubscribe(number: int) -> None:
        if number not in {one.id for one in _own(tracker)}:
            raise Refused(404, "You have no such subscription.")
        tracker.unsubscribe(str(number))

    @router.get(ROOT + "/status", summary="How Tracker is doing, as `tracker status --json` tells it")
    def status() -> Response:
        # pages are served by the daemon's own process
        return PlainJson(status_to_dict(tracker.status(), os.getpid(), followed(tracker)))


def _told(kind: Any) -> dict[int | str, dict[str, Any]]:
    """The description of what a route answers with: a noun, key for key as in the model."""
    return {200: {"model": kind}}


def _article(tracker: Tracker, number: int) -> Article:
    """The article of that number. Raises Refused."""
    try:
        return tracker.article(str(number))
    except UsageError as error:
        raise Refused(404, str(error)) from None


def _own(tracker: Tracker) -> list[Subscription]:
    """The subscriptions that the visitor may see: those of their address, or all."""
    visitor = VISITOR.get()
    if visitor is None:
        return []
    known = tracker.subscriptions()
    if visitor.entrance is Entrance.OPEN or visitor.role.may(Role.ADMIN):
        return known
    address = visitor.user.address.casefold() if visitor.user else ""
    return [one for one in known if address and one.address.casefold() == address]


def _part(items: Sequence[Json], limit: int | None = None, places: Sequence[object] = ()) -> Response:
    """A part of a list, and the place where the next one begins (null where there is none)."""
    more = limit is not None and len(items) > limit
    return PlainJson({"items": list(items[:limit]), "next": str(places[limit - 1]) if more and limit else None})
