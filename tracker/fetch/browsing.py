"""One page in a browser: opened, waited for until its network is quiet, read back; and what may be handed to it.

Which browser, and what is fetched for the page, is `rendering`'s.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracker.errors import UsageError
from tracker.fetch.request import MEBIBYTE
from tracker.fetch.urls import host_of
from tracker.model import Capture

if TYPE_CHECKING:
    from playwright.async_api import CDPSession, Page, Request, Route, WebSocketRoute

_PASSED_ON = frozenset({"content-type", "content-language", "content-security-policy"})
_LAST_SECONDS = 3.0  # of a rendering's time are kept for reading the page back
_LANES = 6  # requests of one page at a time: what browsers allow themselves for one host over HTTP/1.1

# Evaluated in a world of its own, where the page's scripts have changed nothing; the getter, because an element that is
# named documentElement would stand before the property (WHATWG HTML §3.1.5).
_SERIALISED = """(() => {
  const root = Object.getOwnPropertyDescriptor(Document.prototype, "documentElement").get.call(document);
  const html = root ? root.outerHTML : "";
  return html.length > %d ? null : html;
})()"""


@dataclass(frozen=True, slots=True)
class RenderLimits:
    """The bounds of one rendering: its time, and the number and bytes of what the page may ask for. A page counts as
    done when it has asked for nothing during `quiet_seconds`; `at_once` pages are rendered at the same time.
    """

    seconds: float = 15.0
    requests: int = 40
    max_bytes: int = 10 * MEBIBYTE
    max_characters: int = 10 * MEBIBYTE
    quiet_seconds: float = 1.0
    at_once: int = 2


@dataclass(frozen=True, slots=True)
class Unrendered:
    """A page could not be rendered: `detail` is a part of a line for a person."""

    detail: str


@dataclass(slots=True)
class PageVisit:
    """Where the rendering of one page stands."""

    capture: Capture
    limits: RenderLimits
    deadline: float
    opened: bool = False
    requests_left: int = field(init=False)
    bytes_left: int = field(init=False)
    busy_at: float = 0.0
    _lanes: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_LANES))
    _scopes: set[asyncio.Timeout] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.requests_left = self.limits.requests
        self.bytes_left = self.limits.max_bytes

    @property
    def seconds_left(self) -> float:
        """What is left until the page has to be read back."""
        return self.deadline - min(_LAST_SECONDS, self.limits.seconds / 2) - asyncio.get_running_loop().time()

    @contextlib.asynccontextmanager
    async def under_way(self) -> Any:
        """While the block lasts, the network is not quiet; TimeoutError leaves it when the visit ends."""
        scope = asyncio.timeout_at(self.deadline)
        self._scopes.add(scope)
        try:
            async with scope, self._lanes:
                yield
        finally:
            self._scopes.discard(scope)
            self.busy_at = asyncio.get_running_loop().time()

    async def quiet(self) -> None:
        """Wait until the page has asked for nothing for a moment, or until time is up."""
        loop = asyncio.get_running_loop()
        self.busy_at = max(self.busy_at, loop.time())
        until = loop.time() + self.seconds_left
        # A moment of quiet is no event that could be waited for.
        while loop.time() < until and (self._scopes or loop.time() < self.busy_at + self.limits.quiet_seconds):  # noqa: ASYNC110 - said above
            await asyncio.sleep(0.05)

    def end(self) -> None:
        """Stop what is still under way."""
        for scope in self._scopes:
            if not scope.expired():
                scope.reschedule(asyncio.get_running_loop().time())


async def close(opened: Page | WebSocketRoute) -> None:
    """Close what a page has opened; it may be gone already, with its context."""
    with contextlib.suppress(Exception):
        await opened.close()


async def open_page(session: CDPSession, visit: PageVisit) -> None:
    """Open the page and wait until it is parsed, or until time is up: then what is there may still be read.

    By the browser's own protocol: Playwright's way to open a page waits for whatever a script tries to go to next.
    """
    parsed = asyncio.Event()
    session.on("Page.domContentEventFired", lambda _: parsed.set())
    await session.send("Page.enable")
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(visit.seconds_left):
            await session.send("Page.navigate", {"url": visit.capture.url})
            await parsed.wait()


async def read_back(session: CDPSession, visit: PageVisit) -> str | Unrendered:
    """The page's HTML as it stands, where it is still a page of the same host and not too long."""
    frame = (await session.send("Page.getFrameTree"))["frameTree"]["frame"]
    if _host(frame["url"]) != _host(visit.capture.url):
        return Unrendered("its scripts led to another page")
    world = await session.send("Page.createIsolatedWorld", {"frameId": frame["id"]})
    expression = _SERIALISED % visit.limits.max_characters
    asked = {"expression": expression, "contextId": world["executionContextId"], "returnByValue": True}
    html = (await session.send("Runtime.evaluate", asked))["result"].get("value")
    if not isinstance(html, str):
        return Unrendered(f"its scripts made it longer than {visit.limits.max_characters} characters")
    return html


async def fulfil(route: Route, got: Capture) -> None:
    """Answer a page's request with a capture, and those of its headers that say how it is to be taken."""
    headers = {"content-type": "text/html"} if route.request.resource_type == "document" else {}
    for name, value in got.headers:
        plain = name.lower()
        if plain in _PASSED_ON or plain.startswith("access-control-"):
            headers[plain] = value
    await route.fulfill(status=got.status, headers=headers, body=got.body)


async def may_be_read(request: Request, got: Capture) -> bool:
    """Whether a page of this origin may read the answer (Fetch standard, §3.2, CORS check without credentials): what we
    can reach and the page cannot must not be read by its scripts, and a redirect must not launder it. Playwright itself
    would let both pass.
    """
    asked, came = _origin(request.url), _origin(got.url)
    origin = await request.header_value("origin")
    if not origin and (came == asked or request.resource_type == "script"):
        return True  # the browser itself knows by the address what may be read; a script is run unread
    if origin == asked == came:
        return True
    return request.resource_type != "document" and got.header("access-control-allow-origin") in {"*", origin or asked}


def _origin(url: str) -> str:
    return "/".join(url.split("/", 3)[:3])


def _host(url: str) -> str:
    try:
        return host_of(url)
    except UsageError:
        return ""
