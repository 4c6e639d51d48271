"""The pages a person reads: articles, one article's revisions, one change with its flags.

Rendered on the server, readable without any script. Nothing of a captured page is ever served as HTML of ours; all
its text is made inert and escaped.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader, select_autoescape
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from tracker.app import Tracker
from tracker.errors import TrackerError, UsageError
from tracker.model import Article, Revision, Severity
from tracker.render.inert import one_line
from tracker.render.page import change_fragment, flags_fragment, web_address
from tracker.render.style import PAGE_CSS
from tracker.render.view import Header, change_view, flag_view
from tracker.render.window import iso_utc, short_moment, window_sentence, window_words
from tracker.render.wording import article_name

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_NEWEST = 50


def make_pages(tracker: Tracker) -> FastAPI:
    """The pages of one store, as an ASGI application."""
    pages = FastAPI(title="Tracker", docs_url=None, redoc_url=None, openapi_url=None)
    pages.add_middleware(TrustedHostMiddleware, allowed_hosts=_own_names(tracker))
    pages.middleware("http")(_with_headers)
    pages.add_exception_handler(HTTPException, _missing)
    pages.add_exception_handler(TrackerError, _complaint)
    pages.mount("/static", StaticFiles(directory=Path(str(files("tracker.web") / "static"))), name="static")

    @pages.get("/", response_class=HTMLResponse)
    def home(request: Request) -> str:
        found = tracker.flags(floor=Severity.MEDIUM, limit=_NEWEST)
        return _page(
            tracker,
            "home.html",
            request,
            articles=tracker.articles(),
            found=[(stored, flags_fragment([flag_view(stored.flag)])) for stored in found],
            status=tracker.status(),
        )

    @pages.get("/articles/{number}", response_class=HTMLResponse)
    def article(request: Request, number: int) -> str:
        history = tracker.history(_article(tracker, number))
        steps = [(revision, _flags(revision)) for revision in reversed(history.revisions)]
        return _page(tracker, "article.html", request, history=history, steps=steps)

    @pages.get("/articles/{number}/changes/{old}..{new}", response_class=HTMLResponse)
    def change(request: Request, number: int, old: int, new: int, view: str = "inline") -> str:
        found = tracker.comparison(_article(tracker, number), str(old), str(new))
        header = Header(
            title=article_name(found.article),
            source=found.article.source,
            url=found.article.url,
            old_label=f"revision {found.old.number}",
            new_label=f"revision {found.new.number}",
            window=window_words(found.window, tracker.zone),
        )
        side = view == "side-by-side"
        fragment = change_fragment(change_view(found.change, header, flags=found.flags), level=1, side_by_side=side)
        return _page(tracker, "change.html", request, comparison=found, fragment=fragment, side=side)

    @pages.get("/articles/{number}/revisions/{revision}", response_class=HTMLResponse)
    def text(request: Request, number: int, revision: int) -> str:
        found = _article(tracker, number)
        chosen = tracker.revision(found, str(revision))
        return _page(tracker, "text.html", request, article=found, revision=chosen, document=tracker.document(chosen))

    @pages.get("/find")
    def find(q: str = "") -> Response:
        return RedirectResponse(f"/articles/{tracker.article(q.strip()).id}", status_code=303)

    @pages.get("/unsubscribe/{token}", response_class=HTMLResponse)
    def unsubscribe(request: Request, token: str) -> str:
        return _page(
            tracker, "unsubscribe.html", request, subscription=tracker.subscription_by_token(token), done=False
        )

    @pages.post("/unsubscribe/{token}", response_class=HTMLResponse)
    def unsubscribed(request: Request, token: str) -> str:
        return _page(tracker, "unsubscribe.html", request, subscription=tracker.unsubscribe(token), done=True)

    @pages.get("/style.css")
    def style() -> Response:
        return Response(PAGE_CSS + _own_css(), media_type="text/css", headers={"Cache-Control": "max-age=300"})

    @pages.get("/health", response_class=PlainTextResponse)
    def health() -> str:
        tracker.status()
        return "ok\n"

    pages.state.tracker = tracker
    return pages


def _article(tracker: Tracker, number: int) -> Article:
    return tracker.article(str(number))


def _flags(revision: Revision) -> Any:
    loud = [flag for flag in revision.flags if flag.severity is not Severity.SILENT]
    return flags_fragment([flag_view(flag) for flag in sorted(loud, key=lambda flag: -flag.severity.rank)])


def _page(tracker: Tracker, template: str, request: Request, **values: object) -> str:
    zone = tracker.zone
    return (
        _environment()
        .get_template(template)
        .render(
            path=request.url.path,
            moment=lambda at: short_moment(at, zone) if at else "never",
            iso=iso_utc,
            window=lambda found: window_sentence(found, zone),
            **values,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tracker.web"),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"line": one_line, "name": article_name, "web": web_address}
    return environment


@cache
def _own_css() -> str:
    return (files("tracker.web") / "static" / "pages.css").read_text(encoding="utf-8")


def _own_names(tracker: Tracker) -> list[str]:
    """The names this page answers to: another name is a page elsewhere that had itself resolved to this machine."""
    public = urlsplit(tracker.page_url).hostname
    return [name for name in ("127.0.0.1", "localhost", "[::1]", public) if name]


async def _with_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _missing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _told(request, status, "There is no such page." if status == 404 else "This cannot be done.", "")  # noqa: PLR2004


def _complaint(request: Request, error: Exception) -> Response:
    hint = error.hint if isinstance(error, TrackerError) else ""
    return _told(request, 404 if isinstance(error, UsageError) else 503, str(error), hint)


def _told(request: Request, status: int, message: str, hint: str) -> Response:
    html = _page(request.app.state.tracker, "trouble.html", request, message=message, hint=hint)
    return HTMLResponse(html, status_code=status)
