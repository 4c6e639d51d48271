"""Who is let in, and to what: asked for every route of the application, so that a new one is guarded before anybody
thinks of it. What asks nobody who they are is listed here, and nowhere else.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Annotated, Final
from urllib.parse import parse_qs, urlsplit

from fastapi import Depends, Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from tracker import access
from tracker.app import Tracker
from tracker.model.access import Role
from tracker.web.pacing import Pacing
from tracker.web.visitor import CSRF_FIELD, CSRF_HEADER, VISITOR, Entrance, Visitor, csrf_of

OPEN: Final = frozenset(
    {
        ("GET", "/login"),
        ("POST", "/login"),
        ("GET", "/health"),
        ("GET", "/style.css"),
        ("GET", "/icon.svg"),
        ("GET", "/unsubscribe/{token}"),
        ("POST", "/unsubscribe/{token}"),
        ("GET", "/feeds/{token}/changes.{form}"),
        ("GET", "/feeds/{token}/articles/{number}.{form}"),
        ("GET", "/feeds/{token}/search.{form}"),
        ("GET", "/feeds/{token}/edits.{form}"),
        ("GET", "/websub/{path}"),
        ("POST", "/websub/{path}"),
    }
)
"""Method and path of what answers anybody; the secret that some need stands in their address. What hubs tell is signed
besides (tracker/turn/pushing.py).
"""

FROM_ANYWHERE: Final = frozenset({("POST", "/unsubscribe/{token}")})
"""What a mail program does without ever having seen a page of ours (RFC 8058 §3.2)."""

OWN: Final = frozenset(
    {
        "/logout",
        "/account",
        "/alerts",
        "/alerts/{number}/end",
        "/alerts/feeds",
        "/alerts/feeds/{number}/end",
        "/api/v1/subscriptions",
        "/api/v1/subscriptions/{number}",
    }
)
"""What every visitor may change, since it is theirs."""

MANAGED: Final = frozenset({"/users", "/users/role", "/users/password", "/users/remove"})
"""What is for admins alone, to read too."""

_READING = {"GET", "HEAD"}
_REQUESTS = (300, timedelta(minutes=1))  # of programs, for one token or address


class LoginNeeded(Exception):
    """A page was asked for by nobody we know."""


class Refused(HTTPException):
    """Somebody may not do what they asked for; `detail` says why, in a sentence, `hint` what to do next."""

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None, *, hint: str = "") -> None:
        super().__init__(status, detail, headers)
        self.hint = hint


class Admission:
    """Decides for one store, as a dependency of every route."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker
        self._pacing = Pacing(*_REQUESTS)
        self._csrf = secrets.token_urlsafe(32)  # for the forms of pages that are open to everybody on this machine

    async def __call__(self, request: Request) -> None:
        """Let the request through, and note who it is from. Raises LoginNeeded, Refused."""
        method, path = named(request)
        if method not in _READING and (method, path) not in FROM_ANYWHERE and is_foreign(request):
            raise Refused(403, "This was asked for by a page elsewhere.")
        if (method, path) in OPEN:
            return
        if is_for_programs(request):
            self._slow_down(request)
        visitor = await run_in_threadpool(self._identify, request)
        if visitor is None:
            if "authorization" in request.headers or is_for_programs(request):
                raise Refused(401, "This needs a token, and none that is valid came.", {"WWW-Authenticate": "Bearer"})
            raise LoginNeeded
        VISITOR.set(visitor)  # who is refused something is told so on a page of their own
        if not visitor.role.may(role_needed(method, path)):
            needed = role_needed(method, path).value
            raise Refused(403, f"This needs the role {needed}; yours is {visitor.role.value}.")
        if method not in _READING:
            await _prove_own_form(request, visitor)

    def _slow_down(self, request: Request) -> None:
        """Count a request of a program, by its token or else its address. Raises Refused."""
        who = request.headers.get("authorization") or (request.client.host if request.client else "")
        wait = self._pacing.seconds_to_wait(access.hash_of(who), self._tracker.now())
        if wait:
            raise Refused(429, "Too many requests. Wait a little.", {"Retry-After": str(wait)})

    def _identify(self, request: Request) -> Visitor | None:
        """Who asks: by a token, by a session, or past the open door."""
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme:
            token = access.token_of(self._tracker, secret.strip()) if scheme.casefold() == "bearer" else None
            role = token.scope.role if token else None
            return Visitor(Entrance.TOKEN, role, token.user, "") if token and role else None
        session = request.cookies.get(cookie_name(self._tracker, request), "")
        user = access.user_of_session(self._tracker, session) if session else None
        if user is not None:
            return Visitor(Entrance.SESSION, user.role, user, csrf_of(session))
        return Visitor(Entrance.OPEN, Role.ADMIN, None, self._csrf) if access.is_open(self._tracker) else None


def named(request: Request) -> tuple[str, str]:
    """The method, a HEAD being a GET, and the path of the route that answers, its parts in braces."""
    route = request.scope.get("route")
    path = route.path if isinstance(route, APIRoute) else request.url.path
    return "GET" if request.method == "HEAD" else request.method, path


def role_needed(method: str, path: str) -> Role:
    """The least role: to read (and to change one's own), to add and sort, to remove and manage."""
    if path in MANAGED:
        return Role.ADMIN
    if method in _READING or path in OWN:
        return Role.READER
    return Role.ADMIN if method == "DELETE" else Role.EDITOR


def is_for_programs(request: Request) -> bool:
    """Whether a program asks: it is told of trouble as data, and not sent to a page where people log in."""
    return request.url.path.startswith("/api/")


def is_foreign(request: Request) -> bool:
    """Whether the browser says that a page elsewhere asks (Fetch Metadata, or the Origin header of older ones)."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site not in {"same-origin", "none"}
    return origin is not None and not _is_ours(origin, request)


def same_origin(request: Request) -> bool:
    """Whether the browser says that a page of ours asks."""
    told = request.headers.get("sec-fetch-site") == "same-origin" or "origin" in request.headers
    return told and not is_foreign(request)


def cookie_name(tracker: Tracker, request: Request) -> str:
    """The session's cookie; where the pages are reached by https, one that browsers take from the host itself alone."""
    return "__Host-tracker" if is_https(tracker, request) else "tracker"


def is_https(tracker: Tracker, request: Request) -> bool:
    """Whether people reach the pages by https, here or at a proxy in front."""
    return request.url.scheme == "https" or (
        tracker.page_url.startswith("https:") and request.url.hostname == urlsplit(tracker.page_url).hostname
    )


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form as browsers send it; the last of those that have one name."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return {}
    text = (await request.body()).decode("ascii", errors="replace")
    try:
        fields = parse_qs(text, keep_blank_values=True, max_num_fields=100, errors="replace")
    except ValueError:
        return {}
    return {name: values[-1] for name, values in fields.items()}


async def _prove_own_form(request: Request, visitor: Visitor) -> None:
    """A change must come from a form that we gave to this visitor. A browser sends no token by itself, so with one that
    is proven; at the open door, the browser's own word that it shows our page is as good, and so is a program's.
    """
    if visitor.entrance is Entrance.TOKEN:
        return
    if visitor.entrance is Entrance.OPEN and (same_origin(request) or is_for_programs(request)):
        return
    sent = request.headers.get(CSRF_HEADER) or (await form_of(request)).get(CSRF_FIELD, "")
    if not visitor.sent(sent):
        raise Refused(403, "The form has expired. Go back, load the page again, and send it once more.")


def _is_ours(origin: str, request: Request) -> bool:
    """Whether an origin is the host that was asked, which is one of our own names; schemes differ behind a proxy."""
    try:
        return bool(origin) and urlsplit(origin).netloc == request.headers.get("host", "")
    except ValueError:
        return False


FormOf = Annotated[dict[str, str], Depends(form_of)]
