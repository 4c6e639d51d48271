"""What every answer has in common: which hosts it is given to, the headers that keep it harmless, and how trouble is
told. What the pages say is theirs.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from tracker.cleaning import clean_text
from tracker.errors import TrackerError, UsageError
from tracker.web.pages import Pages

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
    404: "There is no such page.",
    405: "This page can only be read.",
    403: "This was asked for by a page elsewhere, so nothing was done.",
    413: "That is too long.",
}
LOCAL = "local"
"""Who decides where nobody logs in: whoever sits at this machine."""


def guard(app: FastAPI, pages: Pages) -> None:
    """Let the application answer to its own names only, with these headers, and tell trouble as a page."""
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=own_names(pages.tracker.page_url), www_redirect=False)
    app.middleware("http")(_with_headers)

    def missing(_: Request, error: Exception) -> Response:
        status, allow = (error.status_code, error.headers) if isinstance(error, HTTPException) else (404, None)
        words = _WORDS.get(status, "This cannot be done.")
        return _told(pages, status, words, headers=dict(allow or {}))

    def complaint(_: Request, error: Exception) -> Response:
        hint = error.hint if isinstance(error, TrackerError) else ""
        return _told(pages, 404 if isinstance(error, UsageError) else 503, str(error), hint)

    def broken(request: Request, error: Exception) -> Response:
        _LOG.error("the page %r could not be made: %r", request.url.path[:200], error)
        return _told(pages, 500, "This page could not be made.", "The log of `tracker run` says why.", headers=HEADERS)

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


def same_origin(request: Request) -> None:
    """Refuse (403) what changes something and was asked for by a page that is not ours. Browsers say with every form where
    it stood (Fetch Metadata, or Origin); a program that says neither is no browser that could be misled.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    host = request.headers.get("host", "")
    foreign = site not in {"same-origin", "none"} if site else origin is not None and urlsplit(origin).netloc != host
    if foreign:
        raise HTTPException(403)


async def form(request: Request) -> dict[str, str]:
    """What a form of ours says, once it is known to be ours; the last value of each field. Refuses (413) long ones."""
    same_origin(request)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FORM_ROOM:
            raise HTTPException(413)
    pairs = parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=50)
    return {name: clean_text(value) for name, value in pairs}


def local_path(text: str) -> str:
    """An address within these pages, or that of the first one: a form must not lead elsewhere."""
    plain = text.isascii() and text.isprintable() and "\\" not in text and len(text) < _LONGEST_PATH
    return text if plain and text.startswith("/") and not text.startswith("//") else "/"


async def _with_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _told(
    pages: Pages, status: int, message: str, hint: str = "", *, headers: dict[str, str] | None = None
) -> Response:
    html = pages.render("trouble.html", message=message, hint=hint)
    return HTMLResponse(html, status_code=status, headers=headers)
