"""What editors do, in the API: follow, stop, go on, look soon, forget, decide; and what everybody may: have themselves told, and end it."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Body
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tracker.app import Tracker
from tracker.desk.replies import judgement_to_dict, subscription_to_dict
from tracker.desk.wishing import Wish
from tracker.model import Cadence, Severity, Verdict
from tracker.render import serviceshapes, shapes
from tracker.render.data import article_to_dict
from tracker.store.triage import NOTE_ROOM, target_of_finding, target_of_revision
from tracker.web.admission import Refused
from tracker.web.choices import StoredNumber
from tracker.web.owning import own_subscriptions, require_own
from tracker.web.parts import ROOT, PlainJson, article_of, told
from tracker.web.triage import decide_on

Url = Annotated[str, Body(max_length=4000, description="The article's address, in any form.")]
Name = Annotated[str, Body(max_length=300, description="Whose article it is; its host where not given.")]
State = Annotated[
    str, Body(pattern="^(unread|read|confirmed|dismissed|note)$", description="`note` leaves it as it stands.")
]
Short = Annotated[str, StringConstraints(max_length=60)]
Note = Annotated[str, Body(max_length=NOTE_ROOM)]


class AskedFor(BaseModel):
    """A subscription as it is asked for; what is left out asks for nothing. As `tracker subscribe` takes them."""

    model_config = ConfigDict(extra="forbid")

    address: str = Field(max_length=4000, description="A mail address; for an admin also https, or an Apprise URL.")
    article: str = Field("", max_length=4000, description="Only this article: its number or any form of its URL.")
    source: str = Field("", max_length=300)
    words: str = Field("", max_length=300, description="Words of a passage that is edited, near each other.")
    drops: str = Field("", max_length=300, description="Words that an edit drops, beside `words`.")
    adds: str = Field("", max_length=300, description="Words that an edit adds, beside `words`.")
    severity: Severity | None = Field(None, description="At least this severe; the usual floor where null.")
    kinds: list[Short] = Field([], max_length=100, description="Kinds (quote_changed) or families (quote).")
    disclosures: list[Verdict] = Field([], max_length=10)
    languages: list[Short] = Field([], max_length=100)
    cadence: Cadence = Cadence.AT_ONCE
    at: str = Field("", max_length=10, description="When daily and weekly digests go out: 07:30.")
    zone: str = Field("", max_length=100, description="The time zone of the hours; that of the Tracker where empty.")
    quiet: str = Field("", max_length=20, description="Hours in which only what is critical is told: 22:00-07:00.")
    troubles: bool = True


def add_routes(router: APIRouter, tracker: Tracker) -> None:
    """POST and DELETE below /api/v1."""
    for add in (_add_following, _add_deciding, _add_subscribing):
        add(router, tracker)


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
        tracker.check_soon(found)
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


def _add_subscribing(router: APIRouter, tracker: Tracker) -> None:
    @router.post(
        ROOT + "/subscriptions",
        responses=told(serviceshapes.MadeSubscription, 200, 201),
        summary="Be told of what changed: your own address, any for an admin; 201 where it is new",
    )
    def subscribe(asked: AskedFor) -> Response:
        require_own(asked.address.strip())
        made, new = tracker.wished(Wish(**asked.model_dump()))
        secret = made.secret if new else ""
        return PlainJson({**subscription_to_dict(made), "secret": secret, "new": new}, status_code=201 if new else 200)

    @router.delete(ROOT + "/subscriptions/{number}", status_code=204, summary="End a subscription of yours")
    def unsubscribe(number: int) -> None:
        if number not in {one.id for one in own_subscriptions(tracker)}:
            raise Refused(404, "You have no such subscription.")
        tracker.unsubscribe(str(number))
