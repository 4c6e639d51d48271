"""Pages that their scripts write: a captured page is opened in the distribution's Chromium, and read back as it stands
when its network is quiet.

The browser itself reaches nothing. The page is the bytes that were captured; what else it asks for goes through the
fetcher, and so through the address guard. Playwright is an extra, loaded when a renderer is entered.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from tracker.errors import ConfigError, UsageError
from tracker.fetch.client import Fetcher
from tracker.fetch.request import MEBIBYTE, FetchRequest
from tracker.fetch.robots import Robots
from tracker.fetch.urls import host_of
from tracker.model import RENDERED, Capture

if TYPE_CHECKING:
    from playwright.async_api import (
        Browser,
        BrowserContext,
        CDPSession,
        Page,
        Playwright,
        Request,
        Route,
        WebSocketRoute,
    )

_LOG = logging.getLogger("tracker.fetch.rendering")

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SWITCHES = (
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no name and no address means anything to the browser
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--block-new-web-contents",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--js-flags=--max-old-space-size=512",
)
_NOWHERE = "http://proxy.invalid:9"  # all that is not answered here would go through it; RFC 6761 §6.4

_FETCHED = frozenset({"document", "script", "xhr", "fetch"})
_PASSED_ON = frozenset({"content-type", "content-language", "content-security-policy"})
# What belongs to the bytes as they came, and not to the DOM: validators of a page whose text comes from elsewhere would
# have it pass for unchanged, a length for cut short.
_OF_THE_BYTES = frozenset(
    {"content-type", "content-length", "content-encoding", "transfer-encoding", "etag", "last-modified", RENDERED}
)

_START_SECONDS = 30.0
_LEAVE_SECONDS = 3.0
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


def find_browser() -> str:
    """The path of the distribution's Chromium or of Chrome. Raises ConfigError where there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise ConfigError(
            "fetch.browser is true, but there is no Chromium on this machine",
            hint="install your distribution's package, such as `apt install chromium`, or set fetch.browser = false",
        )
    return found


class Renderer:
    """Renders captured pages, within limits. To be used as `async with`; the browser is started by the first page.

    `executable` is the browser's path; `robots` is asked before anything is fetched for a page, None asks nobody.
    Entering it raises ConfigError where Playwright is not installed.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        executable: str,
        clock: Callable[[], datetime],
        limits: RenderLimits | None = None,
        robots: Robots | None = None,
    ) -> None:
        self._fetcher = fetcher
        self._executable = executable
        self._clock = clock
        self._limits = limits or RenderLimits()
        self._robots = robots
        self._free = asyncio.Semaphore(self._limits.at_once)
        self._starting = asyncio.Lock()
        self._closed = False
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    async def __aenter__(self) -> Self:
        try:
            import playwright.async_api  # noqa: F401 - whether it is there
        except ImportError:
            raise ConfigError(
                "fetch.browser is true, but Playwright is not installed",
                hint="`pip install 'tracker[browser]'`, or set fetch.browser = false",
            ) from None
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    @property
    def started(self) -> bool:
        """Whether a browser runs."""
        return self._browser is not None and self._browser.is_connected()

    async def aclose(self) -> None:
        """End the browser; nothing is rendered any more."""
        self._closed = True
        await self._end()

    async def _end(self) -> None:
        browser, driver = self._browser, self._playwright
        self._browser = self._playwright = None
        for ended in (browser and browser.close, driver and driver.stop):
            if ended:
                with contextlib.suppress(Exception):  # it may have gone already, by whatever way
                    async with asyncio.timeout(_LEAVE_SECONDS):
                        await ended()

    async def render(self, capture: Capture) -> Capture | Unrendered:
        """The capture with the page's DOM as its body, in UTF-8, and a header that names the browser; its time ends
        when the DOM was read. Raises nothing for what a page or the browser does; cancellation passes through.
        """
        browser: Browser | None = None
        async with self._free:
            try:
                async with asyncio.timeout(_START_SECONDS):
                    browser = await self._running()
                html = await self._shown(browser, capture)
            except TimeoutError:
                if browser is None:
                    return Unrendered("the browser did not start")
                return Unrendered(f"its scripts did not come to an end within {self._limits.seconds:g} s")
            except Exception as error:  # noqa: BLE001 - Playwright raises bare ones where its driver breaks
                _LOG.info("rendering %s: %s", capture.url, error)
                return Unrendered(f"the browser says: {_first_line(error)}")
        if not isinstance(html, str):
            return html
        kept = tuple((name, value) for name, value in capture.headers if name.lower() not in _OF_THE_BYTES)
        made = (("content-type", "text/html; charset=utf-8"), (RENDERED, f"Chromium {browser.version}"))
        body = f"<!doctype html>{html}".encode("utf-8", "replace")
        return replace(capture, headers=(*kept, *made), body=body, finished_at=self._clock())

    async def _running(self) -> Browser:
        async with self._starting:
            if self._browser is not None and self._browser.is_connected():
                return self._browser
            await self._end()
            if self._closed:
                raise OSError("it has been closed")
            from playwright.async_api import async_playwright

            self._playwright = await async_playwright().start()
            self._browser = await self._playwright.chromium.launch(
                executable_path=self._executable,
                args=_SWITCHES,
                proxy={"server": _NOWHERE},
                chromium_sandbox=os.geteuid() != 0,  # Chromium refuses to be root inside its sandbox
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
                env={name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")},
            )
            return self._browser

    async def _shown(self, browser: Browser, capture: Capture) -> str | Unrendered:
        """The page's HTML once it is quiet. Raises TimeoutError, and Playwright's errors."""
        visit = _Visit(capture, self._limits, asyncio.get_running_loop().time() + self._limits.seconds)
        context: BrowserContext | None = None
        try:
            async with asyncio.timeout_at(visit.deadline):
                context = await browser.new_context(service_workers="block", accept_downloads=False)
                await context.route("**/*", partial(self._answer, visit))
                await context.route_web_socket("**/*", _close)
                page = await context.new_page()
                context.on("page", _close)
                session = await context.new_cdp_session(page)
                await _open(session, visit)
                await visit.quiet()
                return await _read_back(session, visit)
        finally:
            visit.end()
            await self._leave(context)

    async def _leave(self, context: BrowserContext | None) -> None:
        """Close a page's context; a browser that does not obey is ended, and the next page starts another."""
        if context is None:
            return
        try:
            async with asyncio.timeout(_LEAVE_SECONDS):
                await context.close()
        except Exception:  # noqa: BLE001 - whatever it is, this browser is not used again
            await self._end()

    async def _answer(self, visit: _Visit, route: Route) -> None:
        """Answer one request of the page: with the capture, with what the fetcher brings, or not at all."""
        from playwright.async_api import Error

        with contextlib.suppress(Error):  # the page has gone meanwhile
            request = route.request
            navigates = request.is_navigation_request() and request.frame.parent_frame is None
            if navigates and not visit.opened:
                visit.opened = True
                await _fulfil(route, visit.capture)
            elif request.resource_type == "stylesheet":
                # Scripts wait for their styles and give up without them; an empty one is as good.
                await route.fulfill(status=200, content_type="text/css", body="")
            elif navigates:
                await route.abort("aborted")  # which leaves the page where it is
            elif request.method != "GET" or request.resource_type not in _FETCHED:
                await route.abort()
            elif got := await self._fetched(request, visit):
                await _fulfil(route, got)
            else:
                await route.abort()

    async def _fetched(self, request: Request, visit: _Visit) -> Capture | None:
        """What the fetcher brings for a request, within the page's bounds; None where the page does not get it."""
        if visit.requests_left <= 0 or visit.bytes_left <= 0:
            return None
        visit.requests_left -= 1
        try:
            async with visit.under_way():
                if self._robots is not None and not (await self._robots.verdict(request.url)).allowed:
                    return None
                got = await self._fetcher.fetch(
                    FetchRequest(request.url, accept="*/*", first_bytes=max(visit.bytes_left, 0) + 1)
                )
        except TimeoutError:
            return None
        if not isinstance(got, Capture):
            return None
        visit.bytes_left -= len(got.body)
        return got if visit.bytes_left >= 0 and await _may_be_read(request, got) else None


@dataclass(slots=True)
class _Visit:
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


async def _close(opened: Page | WebSocketRoute) -> None:
    """Close what a page has opened; it may be gone already, with its context."""
    with contextlib.suppress(Exception):
        await opened.close()


async def _open(session: CDPSession, visit: _Visit) -> None:
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


async def _read_back(session: CDPSession, visit: _Visit) -> str | Unrendered:
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


async def _fulfil(route: Route, got: Capture) -> None:
    headers = {"content-type": "text/html"} if route.request.resource_type == "document" else {}
    for name, value in got.headers:
        plain = name.lower()
        if plain in _PASSED_ON or plain.startswith("access-control-"):
            headers[plain] = value
    await route.fulfill(status=got.status, headers=headers, body=got.body)


async def _may_be_read(request: Request, got: Capture) -> bool:
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


def _first_line(error: Exception) -> str:
    said = (str(error).splitlines() or [""])[0] or type(error).__name__
    return "".join(character for character in said if character.isprintable())[:120]
