"""What every answer has in common: which hosts it is given to, the headers that keep it harmless, and how trouble is
told. What the pages say is theirs.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode, urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.cleaning import clean_text
from tracker.errors import TrackerError, UsageError
from tracker.render.data import to_json
from tracker.render.inert import one_line
from tracker.render.serviceshapes import Problem
from tracker.turn.pushing import CALLBACK, MOST_BODY
from tracker.web.admission import FormOf, LoginNeeded, Refused, is_for_programs, named
from tracker.web.pages import Pages

PROBLEM: Final = "application/problem+json"
_FORM_ROOM = 64_000
_LONGEST_PATH = 4000
_LOG = logging.getLogger("tracker.web")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_WORDS = {
    401: "This token opens nothing.",
    403: "You may not do this.",
    404: "There is no such page.",
    405: "This cannot be done with this page.",
    413: "That is too long.",
    422: "What was asked for is not understood.",
}
_OTHER_NAME = (
    "These pages do not answer to the name they were asked for by.",
    "Who runs this Tracker sets web.public_url to the address that people use.",
)
_DOUBLE = re.compile(r"/(?:status|search|quotes|articles(?:/\d{1,18}(?:/(?:revisions|changes)/[\d.]{1,30})?)?)?")
"""Pages that the API has the same under /api/v1; / is its /changes."""
_LARGEST_BODY = 100_000  # bytes; what people and programs send us is short
_LARGEST_NOTE = MOST_BODY + 1  # what hubs send may be a whole feed; who reads it refuses what is longer


def guard(app: FastAPI, pages: Pages) -> None:
    """Let the application answer to its own names only, with these headers, and tell trouble as a page."""
    names = own_names(pages.tracker.page_url)
    app.add_middleware(_OwnNames, names=names, refusal=lambda request: _told(pages, request, 400, *_OTHER_NAME))
    app.middleware("http")(_with_headers)
    app.add_middleware(_DataForPrograms)
    app.add_middleware(_ShortBodies, refusal=lambda request: _told(pages, request, 413, _WORDS[413], headers=HEADERS))

    def missing(request: Request, error: Exception) -> Response:
        off = (
            422 if is_for_programs(request) else 404
        )  # what a person mistyped in an address is a page that is not there
        status, allow = (error.status_code, error.headers) if isinstance(error, HTTPException) else (off, None)
        words = error.detail if isinstance(error, Refused) else _WORDS.get(status, "This cannot be done.")
        hint = error.hint if isinstance(error, Refused) else ""
        return _told(pages, request, status, words, hint, headers=dict(allow or {}))

    def stranger(request: Request, _: Exception) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        wanted = f"{request.url.path}{query}" if request.method in {"GET", "HEAD"} else "/"
        return RedirectResponse(f"/login?{urlencode({'next': wanted})}", status_code=303)

    def complaint(request: Request, error: Exception) -> Response:
        hint = error.hint if isinstance(error, TrackerError) else ""
        off = 422 if is_for_programs(request) else 404
        return _told(pages, request, off if isinstance(error, UsageError) else 503, str(error), hint)

    def broken(request: Request, error: Exception) -> Response:
        _LOG.error("the page %r could not be made: %r", named(request)[1][:200], error)  # an address may hold a secret
        hint = "The log of `tracker run` says why."
        return _told(pages, request, 500, "This page could not be made.", hint, headers=HEADERS)

    app.add_exception_handler(LoginNeeded, stranger)
    app.add_exception_handler(HTTPException, missing)
    app.add_exception_handler(RequestValidationError, missing)
    app.add_exception_handler(TrackerError, complaint)
    app.add_exception_handler(Exception, broken)


def own_names(page_url: str) -> list[str]:
    """The names these pages answer to: a request for another one comes from a page elsewhere that had its own name
    resolved to this machine (DNS rebinding).
    """
    names = ["127.0.0.1", "localhost", "[::1]"]
    public = urlsplit(page_url).hostname or ""
    host = f"[{public}]" if ":" in public else public
    return names if host in names or not host else [*names, host]


async def form(request: Request, fields: FormOf) -> dict[str, str]:
    """What a form of ours says, cleaned; the last value of each field. Refuses (413) long ones."""
    if len(await request.body()) > _FORM_ROOM:
        raise HTTPException(413)
    return {name: clean_text(value) for name, value in fields.items()}


def local_path(text: str) -> str:
    """An address within these pages, or that of the first one: a form must not lead elsewhere."""
    plain = text.isascii() and text.isprintable() and "\\" not in text and len(text) < _LONGEST_PATH
    return text if plain and text.startswith("/") and not text.startswith("//") else "/"


async def _with_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if _DOUBLE.fullmatch(request.url.path):
        response.headers.setdefault("Vary", "Accept")
    return response


def _told(
    pages: Pages,
    request: Request,
    status: int,
    message: str,
    hint: str = "",
    *,
    headers: dict[str, str] | None = None,
) -> Response:
    """What went wrong: to a person as a page, to a program as problem details (RFC 9457)."""
    if is_for_programs(request):
        return Response(_problem(status, message, hint), status, media_type=PROBLEM, headers=headers)
    html = pages.render("trouble.html", message=message, hint=hint)
    return HTMLResponse(html, status_code=status, headers=headers)


def _problem(status: int, message: str, hint: str = "") -> str:
    told: Problem = {"title": HTTPStatus(status).phrase, "status": status, "detail": one_line(message)}
    return to_json({**told, "next": one_line(hint)} if hint else told)


class _OwnNames:
    """Lets in who asks for one of these names, and tells the others what is wrong."""

    def __init__(self, app: ASGIApp, names: list[str], refusal: Callable[[Request], Response]) -> None:
        self._app = app
        self._names = names
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        let_in = False

        async def pages(scope: Scope, receive: Receive, _: Send) -> None:
            nonlocal let_in
            let_in = True
            await self._app(scope, receive, send)

        async def unsaid(_: Message) -> None:
            """Starlette's own words tell nobody what to do."""

        await TrustedHostMiddleware(pages, self._names, www_redirect=False)(scope, receive, unsaid)
        if not let_in:
            await self._refusal(Request(scope))(scope, receive, send)


class _DataForPrograms:
    """Gives a program that asks for a page, and takes JSON but no HTML, the API's answer to the same question; and whoever
    asks the API for the head of an answer what they would be given, whose body the server leaves out (RFC 9110 §9.3.2).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} and _DOUBLE.fullmatch(scope["path"]):
            taken = dict(scope["headers"]).get(b"accept", b"").lower()
            if b"application/json" in taken and b"text/html" not in taken:
                path = "/api/v1" + ("/changes" if scope["path"] == "/" else scope["path"])
                scope = {**scope, "path": path, "raw_path": path.encode()}
        if scope["type"] == "http" and scope["method"] == "HEAD" and scope["path"].startswith("/api/"):
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, send)


class _ShortBodies:
    """Refuses what is longer than anybody has reason to send, before it fills the memory."""

    def __init__(self, app: ASGIApp, refusal: Callable[[Request], Response]) -> None:
        self._app = app
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = _LARGEST_NOTE if scope.get("path", "").startswith(CALLBACK) else _LARGEST_BODY
        told = dict(scope.get("headers", ())).get(b"content-length", b"0")
        if not told.isdigit() or int(told[:12]) > most:
            await self._refusal(Request(scope))(scope, receive, send)
            return
        had = 0

        async def counted() -> Message:
            nonlocal had
            message = await receive()
            had += len(message.get("body", b""))
            return message if had <= most else {"type": "http.disconnect"}

        await self._app(scope, counted, send)
