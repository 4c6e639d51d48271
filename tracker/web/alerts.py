"""Alerts: who is told of what, by mail and in feed readers; a visitor's own, or all of them for an admin."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracker import access
from tracker.app import Tracker
from tracker.errors import UsageError
from tracker.model import AT_ONCE, Cadence, Rhythm, Severity, Subscription
from tracker.model.access import Role, Scope, Token
from tracker.render.wishes import asked_words, rhythm_words
from tracker.store.newest import kinds_of
from tracker.web.admission import Refused
from tracker.web.api_lists import own_subscriptions
from tracker.web.choices import CADENCES, KINDS, SEVERITIES, chosen_one
from tracker.web.guard import form, local_path
from tracker.web.pages import Pages
from tracker.web.visitor import VISITOR, Visitor

_FEEDS = (Scope.FEED,)
_NAME_ROOM = 100
_SOURCE_ROOM = 300

Fields = Annotated[dict[str, str], Depends(form)]
FeedPath = Annotated[str, Query(alias="feed", max_length=4000)]


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/alerts, and what its forms do."""
    tracker = pages.tracker

    def shown(*, feed: str = "", error: UsageError | None = None, secret: str = "", told: str = "") -> str:
        own = own_subscriptions(tracker)
        return pages.render(
            "alerts.html",
            subscriptions=[(one, asked_words(one), rhythm_words(one.rhythm)) for one in own],
            all_of_them=_manages(),
            address=_address(),
            mail_ready=bool(tracker.settings.mail.host and tracker.settings.mail.sender),
            choices={"severity": SEVERITIES, "kind": KINDS, "cadence": CADENCES},
            floor=tracker.settings.alerts.floor.value,
            addresses=_own_tokens(tracker),
            feed=_feed_path(feed),
            base=tracker.page_url,
            secret=secret,
            error=error,
            told=told,
        )

    @router.api_route("/alerts", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def alerts(feed: FeedPath = "") -> str:
        return shown(feed=feed)

    @router.post("/alerts")
    def subscribe(fields: Fields) -> Response:
        """A subscription for `address` to an `article`, a `source` or everything, from a `severity` up, of a `kind`."""
        try:
            made, new = _subscribe(tracker, fields)
        except UsageError as error:
            return HTMLResponse(shown(error=error), status_code=422)
        secret = (
            f" Its messages are signed with this secret, shown this once: {made.secret}" if new and made.secret else ""
        )
        return HTMLResponse(shown(told=f"{made.address} is told of {asked_words(made)}.{secret}"))

    @router.post("/alerts/{number}/end")
    def end(number: int) -> Response:
        if number not in {one.id for one in own_subscriptions(tracker)}:
            raise Refused(404, "You have no such subscription.")
        tracker.unsubscribe(str(number))
        return RedirectResponse("/alerts", status_code=303)

    @router.post("/alerts/feeds", response_class=HTMLResponse)
    def new_feed(fields: Fields) -> str:
        """A secret address for feed readers, shown in the answer and never again."""
        name = fields.get("name", "").strip()[:_NAME_ROOM] or "feed reader"
        _, secret = access.new_token(tracker, name, Scope.FEED, user=_visitor().user)
        return shown(feed=fields.get("feed", ""), secret=secret)

    @router.post("/alerts/feeds/{number}/end")
    def end_feed(number: int) -> Response:
        if number not in {one.id for one in _own_tokens(tracker)}:
            raise Refused(404, "You have no such feed address.")
        access.revoke(tracker, number, scopes=_FEEDS)
        return RedirectResponse("/alerts#feeds", status_code=303)


def _subscribe(tracker: Tracker, fields: dict[str, str]) -> tuple[Subscription, bool]:
    address = fields.get("address", "").strip()
    if not _manages() and address.casefold() != _address().casefold():
        raise UsageError(
            "you can have your own mail address told, and no other",
            hint=f"yours is {_address() or 'not known: an admin sets it'}",
        )
    article, source = fields.get("article", "").strip(), fields.get("source", "").strip()[:_SOURCE_ROOM]
    if article and source:
        raise UsageError("an article and a source were both named", hint="an article belongs to one source already")
    kind = chosen_one(fields.get("kind", ""), KINDS)
    cadence = Cadence(chosen_one(fields.get("cadence", AT_ONCE.cadence.value), CADENCES))
    return tracker.subscribe(
        address,
        article=tracker.article(article) if article else None,
        source=source,
        floor=Severity(chosen_one(fields.get("severity", "medium"), SEVERITIES)),
        kinds=frozenset(kinds_of([kind]) or ()) if kind else frozenset(),
        rhythm=Rhythm(cadence=cadence),
    )


def _own_tokens(tracker: Tracker) -> list[Token]:
    """The feed addresses that the visitor may end: all for an admin, else their own."""
    user = _visitor().user
    known = access.tokens(tracker, scopes=_FEEDS)
    return [one for one in known if _manages() or (user is not None and one.user == user)]


def _manages() -> bool:
    return _visitor().role.may(Role.ADMIN)


def _address() -> str:
    """The visitor's own mail address, empty where nobody said."""
    user = _visitor().user
    return user.address if user else ""


def _visitor() -> Visitor:
    visitor = VISITOR.get()
    if visitor is None:
        raise Refused(403, "This is for people who came in.")
    return visitor


def _feed_path(text: str) -> str:
    """The path of a feed of ours, or that of all changes."""
    path = local_path(text)
    return path if path.startswith(("/feeds/changes.", "/feeds/articles/")) else "/feeds/changes.atom"
