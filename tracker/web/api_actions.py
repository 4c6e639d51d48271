"""What editors do, in the API: follow, stop, go on, look soon, forget, decide; and what everybody may: unsubscribe."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Body
from fastapi.responses import Response

from tracker.app import Tracker
from tracker.render import shapes
from tracker.render.data import article_to_dict
from tracker.replies import judgement_to_dict
from tracker.store import articles
from tracker.store.triage import NOTE_ROOM, target_of_finding, target_of_revision
from tracker.web.admission import Refused
from tracker.web.api_lists import own_subscriptions
from tracker.web.choices import StoredNumber
from tracker.web.parts import ROOT, PlainJson, article_of, told
from tracker.web.triage import decide_on

Url = Annotated[str, Body(max_length=4000, description="The article's address, in any form.")]
Name = Annotated[str, Body(max_length=300, description="Whose article it is; its host where not given.")]
State = Annotated[
    str, Body(pattern="^(unread|read|confirmed|dismissed|note)$", description="`note` leaves it as it stands.")
]
Note = Annotated[str, Body(max_length=NOTE_ROOM)]


def add_routes(router: APIRouter, tracker: Tracker) -> None:
    """POST and DELETE below /api/v1."""
    _add_following(router, tracker)
    _add_deciding(router, tracker)


def _add_following(router: APIRouter, tracker: Tracker) -> None:
    @router.post(
        ROOT + "/articles",
        responses=told(shapes.AddedArticle, 200, 201),
        summary="Follow an article; 201 where it is new",
    )
    def add(url: Url, source: Name = "") -> Response:
        found, new = tracker.add(url, source=source)
        return PlainJson({**article_to_dict(found), "new": new}, status_code=201 if new else 200)

    @router.post(ROOT + "/articles/{number}/pause", responses=told(shapes.Article), summary="Stop checking an article")
    def pause(number: int) -> Response:
        tracker.pause(article_of(tracker, number))
        return PlainJson(article_to_dict(article_of(tracker, number)))

    @router.post(
        ROOT + "/articles/{number}/resume", responses=told(shapes.Article), summary="Check a paused article again"
    )
    def resume(number: int) -> Response:
        tracker.resume(article_of(tracker, number))
        return PlainJson(article_to_dict(article_of(tracker, number)))

    @router.post(
        ROOT + "/articles/{number}/check",
        responses=told(shapes.Article),
        summary="Look at an article as soon as its host may be asked",
    )
    def check(number: int) -> Response:
        found = article_of(tracker, number)
        with tracker.database.write() as connection:
            articles.check_soon(connection, found.id, now=tracker.now())
        return PlainJson(article_to_dict(article_of(tracker, number)))

    @router.delete(ROOT + "/articles/{number}", status_code=204, summary="Forget an article and its record")
    def remove(number: int) -> None:
        tracker.remove(article_of(tracker, number))


def _add_deciding(router: APIRouter, tracker: Tracker) -> None:
    @router.post(
        ROOT + "/articles/{number}/revisions/{revision}/triage",
        responses=told(shapes.Judgement),
        summary="Decide about the whole change that led to a revision",
    )
    def on_change(number: int, revision: StoredNumber, state: State, note: Note = "") -> Response:
        own = article_of(tracker, number).id
        change = partial(target_of_revision, article_id=own, number=revision)
        return PlainJson(judgement_to_dict(decide_on(tracker, change, state, note)))

    @router.post(
        ROOT + "/flags/{flag}/triage",
        responses=told(shapes.Judgement),
        summary="Decide about one finding of a change, or about an event",
    )
    def on_flag(flag: StoredNumber, state: State, note: Note = "") -> Response:
        finding = partial(target_of_finding, flag_id=flag)
        return PlainJson(judgement_to_dict(decide_on(tracker, finding, state, note)))

    @router.delete(ROOT + "/subscriptions/{number}", status_code=204, summary="End a subscription of yours")
    def unsubscribe(number: int) -> None:
        if number not in {one.id for one in own_subscriptions(tracker)}:
            raise Refused(404, "You have no such subscription.")
        tracker.unsubscribe(str(number))
