"""Logging in and out."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tracker import access
from tracker.web.admission import FormOf, cookie_name, is_https
from tracker.web.pacing import Pacing
from tracker.web.pages import Pages

_WRONG = "Name or password are wrong."
_BY_ADDRESS = (10, timedelta(minutes=5))  # tries of one address, whatever the name
_BY_NAME = (30, timedelta(minutes=5))  # tries of one name from wherever: who guesses from many addresses is slowed too


def add_routes(router: APIRouter, pages: Pages) -> None:
    """/login and /logout."""
    tracker = pages.tracker
    by_address, by_name = Pacing(*_BY_ADDRESS), Pacing(*_BY_NAME)

    @router.api_route("/login", methods=["GET", "HEAD"], response_class=HTMLResponse)
    def login(wanted: Annotated[str, Query(alias="next", max_length=4000)] = "/") -> str:
        return pages.render("login.html", next=within(wanted), name="", trouble="")

    @router.post("/login")
    def log_in(request: Request, form: FormOf) -> Response:
        name, wanted, now = form.get("name", "").strip(), within(form.get("next", "")), tracker.now()
        wait = by_address.seconds_to_wait(address_of(request), now) or by_name.seconds_to_wait(name[:100], now)
        if wait:
            told = pages.render("login.html", next=wanted, name=name, trouble="Too many tries. Wait a few minutes.")
            return HTMLResponse(told, status_code=429, headers={"Retry-After": str(wait)})
        secret = access.log_in(tracker, name, form.get("password", ""))
        if secret is None:
            return HTMLResponse(pages.render("login.html", next=wanted, name=name, trouble=_WRONG), status_code=403)
        answer = RedirectResponse(wanted, status_code=303)
        answer.set_cookie(
            cookie_name(tracker, request),
            secret,
            max_age=int(access.SESSION_LIFE.total_seconds()),
            path="/",
            httponly=True,
            samesite="lax",  # links in mails lead to pages that need the session
            secure=is_https(tracker, request),
        )
        return answer

    @router.post("/logout")
    def log_out(request: Request) -> Response:
        cookie = cookie_name(tracker, request)
        access.log_out(tracker, request.cookies.get(cookie, ""))
        answer = RedirectResponse("/login", status_code=303)
        answer.delete_cookie(cookie, path="/", httponly=True, samesite="lax", secure=is_https(tracker, request))
        return answer


def address_of(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else ""


def within(address: str) -> str:
    """The address if it is a path of ours, else the first page: nobody is sent elsewhere by logging in."""
    inside = address.startswith("/") and address[1:2] not in {"/", "\\"} and address.isprintable() and address.isascii()
    return address if inside else "/"
