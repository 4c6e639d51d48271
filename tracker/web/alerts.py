"""Alerts: who is told of what, by mail and in feed readers; a visitor's own, or all of them for an admin."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracker import access
from tracker.app import Tracker
from tracker.desk.wishing import Mistyped, about
from tracker.errors import UsageError
from tracker.model.access import Scope, Token
from tracker.render.wishes import asked_words, rhythm_words
from tracker.web.admission import Refused
from tracker.web.choices import CADENCES, FAMILIES, FEEDS, FLOORS, SAID, Cursor
from tracker.web.guard import form, local_path
from tracker.web.owning import manages, own_address, own_subscriptions, require_own, the_visitor
from tracker.web.pages import Pages
from tracker.web.wishform import fields_of, fresh_fields, wish_of

_FEEDS = (Scope.FEED,)
_FEED_PATHS = ("/feeds/changes.", "/feeds/articles/", "/feeds/search.", "/feeds/edits.")
_NAME_ROOM = 100

Fields = Annotated[dict[str, str], Depends(form)]
FeedPath = Annotated[str, Query(alias="feed", max_length=4000)]


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/alerts, and what its forms do."""
    tracker = pages.tracker

    def shown(
        *,
        feed: str = "",
        error: UsageError | None = None,
        secret: str = "",
        told: str = "",
        fields: dict[str, str] | None = None,
    ) -> str:
        own = own_subscriptions(tracker)
        entered = fresh_fields(own_address()) if fields is None else fields
        return pages.render(
            "alerts.html",
            subscriptions=[(one, asked_words(one), rhythm_words(one.rhythm)) for one in own],
            all_of_them=manages(),
            address=own_address(),
            mail_ready=bool(tracker.settings.mail.host and tracker.settings.mail.sender),
            choices={"severity": FLOORS, "kind": FAMILIES, "disclosure": SAID, "cadence": CADENCES},
            entered=defaultdict(str, entered),
            kinds_chosen=any(value for name, value in entered.items() if name.startswith("kind")),
            zone=tracker.zone,
            addresses=_own_tokens(tracker),
            feed=_feed_path(feed),
            secret=_private(tracker.page_url, _feed_path(feed), secret) if secret else (),
            error=error,
            wrong=error.field if isinstance(error, Mistyped) and (manages() or own_address()) else "",
            told=told,
        )

    @router.api_route("/alerts", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def alerts(feed: FeedPath = "", change: Cursor = None) -> str:
        """`change` names a subscription that the form is to begin with."""
        known = next((one for one in own_subscriptions(tracker) if one.id == change), None)
        return shown(feed=feed, fields=fields_of(known) if known else None)

    @router.post("/alerts")
    def subscribe(fields: Fields) -> Response:
        """What the fields ask for; where they cannot be understood, the form comes back as it was filled in."""
        try:
            wish = wish_of(fields)
            with about("address"):
                require_own(wish.address)
            made, new = tracker.wished(wish)
        except UsageError as error:
            return HTMLResponse(shown(error=error, fields=fields), status_code=422)
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
        _, secret = access.new_token(tracker, name, Scope.FEED, user=the_visitor().user)
        return shown(feed=fields.get("feed", ""), secret=secret)

    @router.post("/alerts/feeds/{number}/end")
    def end_feed(number: int) -> Response:
        if number not in {one.id for one in _own_tokens(tracker)}:
            raise Refused(404, "You have no such feed address.")
        access.revoke(tracker, number, scopes=_FEEDS)
        return RedirectResponse("/alerts#feeds", status_code=303)


def _own_tokens(tracker: Tracker) -> list[Token]:
    """The feed addresses that the visitor may end: all for an admin, else their own."""
    user = the_visitor().user
    known = access.tokens(tracker, scopes=_FEEDS)
    return [one for one in known if manages() or (user is not None and one.user == user)]


def _private(base: str, path: str, secret: str) -> list[tuple[str, str, str]]:
    """The addresses of a feed behind a secret: each form, its name, and the address."""
    public, _, question = path.partition("?")
    stem = (public.rpartition(".")[0] or public).replace("/feeds/", f"/feeds/{secret}/", 1)
    asked = f"?{question}" if question else ""
    return [(form, words, f"{base}{stem}.{form}{asked}") for form, words in FEEDS.items()]


def _feed_path(text: str) -> str:
    """The path of a feed of ours, or that of all changes."""
    path = local_path(text)
    return path if path.startswith(_FEED_PATHS) else "/feeds/changes.atom"
