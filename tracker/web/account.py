"""A user's own account: who they are here, and another password."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracker import access
from tracker.errors import UsageError
from tracker.model.access import User
from tracker.web.admission import Refused
from tracker.web.guard import form
from tracker.web.pacing import Pacing
from tracker.web.pages import Pages
from tracker.web.visitor import VISITOR

_TRIES = (10, timedelta(minutes=5))  # of one user, as at the login


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/account."""
    tracker = pages.tracker
    pacing = Pacing(*_TRIES)

    @router.api_route("/account", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def account() -> Response:
        if _user() is None:
            return RedirectResponse("/users", status_code=303)
        return HTMLResponse(pages.render("account.html", error=None))

    @router.post("/account")
    def set_password(fields: Annotated[dict[str, str], Depends(form)]) -> Response:
        """Another password, for who knows the one before; every session ends."""
        user = _user()
        if user is None:
            raise Refused(403, "Nobody is logged in.")
        try:
            _set_password(user, fields.get("old", ""), fields.get("new", ""))
        except UsageError as error:
            return HTMLResponse(pages.render("account.html", error=error), status_code=422)
        return RedirectResponse("/login", status_code=303)

    def _set_password(user: User, old: str, new: str) -> None:
        if pacing.seconds_to_wait(user.name, tracker.now()):
            raise UsageError("too many tries", hint="wait a few minutes")
        if not access.knows_password(tracker, user, old):
            raise UsageError("that is not your password")
        access.set_password(tracker, user, new)


def _user() -> User | None:
    visitor = VISITOR.get()
    return visitor.user if visitor else None
