"""The demo's newspaper as a small web site on loopback: which edition of each article stands, and who asked for what.

What articles say is in `story.py`, what surrounds them in `furniture.py`, how they are set in `page.py`.
"""

from __future__ import annotations

import base64
import socket
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.demo.furniture import furnish
from tracker.demo.page import article_page, front_page
from tracker.demo.story import Edition, Story, load_stories
from tracker.errors import TrackerError, UsageError

ROBOTS = "User-agent: *\nDisallow: /desk/\nDisallow: /search\n"
_START_SECONDS = 20.0
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
_CHALLENGE = """<!doctype html>
<html lang="en-US"><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow">
<meta http-equiv="refresh" content="390"></head>
<body><div class="main-wrapper" role="main"><h1>merrowick-courier.example</h1>
<h2 id="challenge-running">Checking if the site connection is secure</h2>
<noscript><div id="challenge-error-text">Enable JavaScript and cookies to continue</div></noscript>
<p>merrowick-courier.example needs to review the security of your connection before proceeding.</p>
<form id="challenge-form" action="/blocked?__cf_chl_f_tk=demo" method="POST"></form>
<p>Ray ID: <code>7d3f00c0ffee0001</code></p></div>
<script src="/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1"></script></body></html>
"""
_NOTICES = """<!doctype html>
<html lang="en-GB"><head><title>Notices | The Merrowick Courier</title></head>
<body><nav><a href="/">Home</a></nav>
<ul><li><a href="/notices/births">Births</a></li><li><a href="/notices/deaths">Deaths</a></li></ul></body></html>
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request that the newspaper answered: what for, when, with which status, and who said they were asking."""

    path: str
    at: datetime
    status: int
    user_agent: str


class Newspaper:
    """A newspaper whose articles start in edition 1 and are edited by `publish`.

    `visits` are the requests in the order they were answered. An answer depends on the article, its edition, and how
    often the article was asked for, on nothing else. `publish` and `withdraw` may be called from any thread while the
    newspaper is served: each changes one value, which the next answer reads.
    """

    def __init__(self, clock: Callable[[], datetime], *, stories: Sequence[Story] | None = None) -> None:
        self.stories = tuple(load_stories() if stories is None else stories)
        self.visits: list[Visit] = []
        self._clock = clock
        self._by_slug = {story.slug: story for story in self.stories}
        self._current = dict.fromkeys(self._by_slug, 1)
        self._withdrawn: set[str] = set()
        self._requests: Counter[str] = Counter()
        self.app = self._build_app()

    def publish(self, slug: str, edition: int) -> Edition:
        """Let that edition stand (1…n, backwards too), also where the article was withdrawn; gives it back.

        Raises UsageError for an unknown article or edition.
        """
        published = self.story(slug).edition(edition)
        self._current[slug] = edition
        self._withdrawn.discard(slug)
        return published

    def withdraw(self, slug: str) -> None:
        """Take an article down: it answers 410 until it is published again. Raises UsageError where it is unknown."""
        self._withdrawn.add(self.story(slug).slug)

    def story(self, slug: str) -> Story:
        """The article of that name. Raises UsageError where there is none."""
        if slug not in self._by_slug:
            raise UsageError(f"the newspaper has no article {slug!r}", hint=f"it has {', '.join(self._by_slug)}")
        return self._by_slug[slug]

    def current(self, slug: str) -> Edition:
        """The edition that stands. Raises UsageError where there is no such article."""
        return self.story(slug).edition(self._current[slug])

    def _build_app(self) -> Starlette:
        routes = [
            Route("/", self._front),
            Route("/robots.txt", _fixed(PlainTextResponse, ROBOTS)),
            Route("/desk/draft", _fixed(HTMLResponse, "<h1>Not for robots</h1>")),
            Route("/gone", _fixed(HTMLResponse, "<h1>This article has been removed</h1>", status=410)),
            Route("/missing", _fixed(HTMLResponse, "<h1>Page not found</h1>", status=404)),
            Route("/error", _fixed(HTMLResponse, "<h1>Something went wrong</h1>", status=500)),
            Route("/blocked", _fixed(HTMLResponse, _CHALLENGE, status=403)),
            Route(
                "/busy", _fixed(HTMLResponse, "<h1>Too many readers</h1>", status=503, headers={"retry-after": "120"})
            ),
            Route("/empty", _fixed(HTMLResponse, "")),
            Route("/notices", _fixed(HTMLResponse, _NOTICES)),
            Route("/image.png", _fixed(Response, _PIXEL, media_type="image/png")),
            Route("/old/{slug}", self._moved),
            Route("/{section}/{slug}", self._article),
        ]
        return Starlette(routes=routes, middleware=[Middleware(_Log, self._record), Middleware(GZipMiddleware)])

    def _record(self, path: str, status: int, user_agent: str) -> None:
        self.visits.append(Visit(path=path, at=self._clock(), status=status, user_agent=user_agent))

    async def _front(self, request: Request) -> Response:
        standing = [
            (story, self.current(story.slug).copy) for story in self.stories if story.slug not in self._withdrawn
        ]
        return HTMLResponse(front_page(standing, furnish("/", self._count("/")), _base_url(request)))

    async def _moved(self, request: Request) -> Response:
        story = self._by_slug.get(request.path_params["slug"])
        return RedirectResponse(story.path, status_code=301) if story else _not_found()

    async def _article(self, request: Request) -> Response:
        story = self._by_slug.get(request.path_params["slug"])
        if story is None or request.url.path != story.path:
            return _not_found()
        if story.slug in self._withdrawn:
            return HTMLResponse("<h1>This article has been removed</h1>", status_code=410)
        edition, number = self.current(story.slug), self._count(story.slug)
        headers = _validators(edition) if story.etag else {"cache-control": "no-cache"}
        if story.etag and _names(request.headers.get("if-none-match", ""), headers["etag"]):
            return Response(status_code=304, headers=headers)
        page = article_page(story, edition.copy, furnish(story.slug, number), _base_url(request))
        return HTMLResponse(page, headers=headers)

    def _count(self, name: str) -> int:
        self._requests[name] += 1
        return self._requests[name]


@contextmanager
def serve(newspaper: Newspaper, *, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """Serve the newspaper from a thread while the block runs; yields its base URL, without a slash at the end.

    Port 0 takes any free one. Raises UsageError where the port is taken.
    """
    listening = _listen(host, port)
    config = uvicorn.Config(
        newspaper.app, log_config=None, access_log=False, lifespan="off", ws="none", timeout_graceful_shutdown=2
    )
    server = _Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="newspaper", daemon=True)
    thread.start()
    try:
        if not server.ready.wait(_START_SECONDS):
            raise TrackerError(f"the demo newspaper did not start within {_START_SECONDS:.0f} seconds")
        yield f"http://{host}:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


class _Server(uvicorn.Server):
    """Tells when it answers, so that nobody has to ask again and again."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


class _Log:
    """Outermost layer of the application: reports each answer once its status is known."""

    def __init__(self, app: ASGIApp, record: Callable[[str, int, str], None]) -> None:
        self._app = app
        self._record = record

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)

        async def send_and_record(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._record(request.url.path, message["status"], request.headers.get("user-agent", ""))
            await send(message)

        await self._app(scope, receive, send_and_record)


def _listen(host: str, port: int) -> socket.socket:
    listening = socket.socket(proto=socket.IPPROTO_TCP)  # see tracker.daemon.listen
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise UsageError(
            f"cannot listen on {host}:{port}: {error.strerror}", hint="use port 0 for any free one"
        ) from None
    return listening


def _fixed(
    kind: type[Response],
    content: str | bytes,
    *,
    status: int = 200,
    media_type: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_: Request) -> Response:
        return kind(content, status_code=status, media_type=media_type, headers=headers)

    return answer


def _not_found() -> Response:
    return HTMLResponse("<h1>Page not found</h1>", status_code=404)


def _validators(edition: Edition) -> dict[str, str]:
    """An ETag that stands for the article and not for the furniture; RFC 9110 §8.8.1 has weak validators for that.

    Last-Modified is the publisher's claim: a silent edit does not move it, as on real sites.
    """
    return {
        "etag": f'W/"edition-{edition.number}"',
        "last-modified": format_datetime(edition.copy.modified_at, usegmt=True),
        "cache-control": "no-cache",
    }


def _names(if_none_match: str, etag: str) -> bool:
    """Weak comparison with each listed tag (RFC 9110 §13.1.2); ours hold no comma."""
    opaque = etag.removeprefix("W/")
    return any(tag.strip().removeprefix("W/") == opaque or tag.strip() == "*" for tag in if_none_match.split(","))


def _base_url(request: Request) -> str:
    return str(request.base_url).rstrip("/")
