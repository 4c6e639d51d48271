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
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Self

from tracker.errors import ConfigError
from tracker.fetch.browsing import (
    PageVisit,
    RenderLimits,
    Unrendered,
    close,
    fulfil,
    may_be_read,
    open_page,
    read_back,
)
from tracker.fetch.client import Fetcher
from tracker.fetch.request import FetchRequest
from tracker.fetch.robots import Robots
from tracker.model import RENDERED, Capture

if TYPE_CHECKING:
    from playwright.async_api import (
        Browser,
        BrowserContext,
        Playwright,
        Request,
        Route,
    )

__all__ = ["RenderLimits", "Renderer", "Unrendered", "find_browser"]

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
# What belongs to the bytes as they came, and not to the DOM: validators of a page whose text comes from elsewhere would
# have it pass for unchanged, a length for cut short.
_OF_THE_BYTES = frozenset(
    {"content-type", "content-length", "content-encoding", "transfer-encoding", "etag", "last-modified", RENDERED}
)

_START_SECONDS = 30.0
_LEAVE_SECONDS = 3.0


def find_browser() -> str:
    """The path of the distribution's Chromium or of Chrome. Raises ConfigError where there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise ConfigError(
            "pages cannot be drawn: there is no Chromium on this machine",
            hint="install your distribution's package, such as `apt install chromium`, or do without (fetch.browser = false)",
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
                "pages cannot be drawn: Playwright is not installed",
                hint="`pip install 'tracker[browser]'`, or do without (fetch.browser = false)",
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
        visit = PageVisit(capture, self._limits, asyncio.get_running_loop().time() + self._limits.seconds)
        context: BrowserContext | None = None
        try:
            async with asyncio.timeout_at(visit.deadline):
                context = await browser.new_context(service_workers="block", accept_downloads=False)
                await context.route("**/*", partial(self._answer, visit))
                await context.route_web_socket("**/*", close)
                page = await context.new_page()
                context.on("page", close)
                session = await context.new_cdp_session(page)
                await open_page(session, visit)
                await visit.quiet()
                return await read_back(session, visit)
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

    async def _answer(self, visit: PageVisit, route: Route) -> None:
        """Answer one request of the page; where the page has gone meanwhile, hand the request back."""
        from playwright.async_api import Error

        try:
            await self._decided(visit, route)
        except Error:
            # A route that nobody answers keeps a task of Playwright's waiting for ever. What is handed back goes
            # nowhere: neither is there a page to ask, nor a network.
            with contextlib.suppress(Error):
                await route.fallback()

    async def _decided(self, visit: PageVisit, route: Route) -> None:
        """Answer one request: with the capture, with what the fetcher brings, or not at all."""
        request = route.request
        navigates = request.is_navigation_request() and request.frame.parent_frame is None
        if navigates and not visit.opened:
            visit.opened = True
            await fulfil(route, visit.capture)
        elif request.resource_type == "stylesheet":
            # Scripts wait for their styles and give up without them; an empty one is as good.
            await route.fulfill(status=200, content_type="text/css", body="")
        elif navigates:
            await route.abort("aborted")  # which leaves the page where it is
        elif request.method != "GET" or request.resource_type not in _FETCHED:
            await route.abort()
        elif got := await self._fetched(request, visit):
            await fulfil(route, got)
        else:
            await route.abort()

    async def _fetched(self, request: Request, visit: PageVisit) -> Capture | None:
        """What the fetcher brings for a request, within the page's bounds; None where the page does not get it."""
        if visit.requests_left <= 0 or visit.bytes_left <= 0:
            return None
        visit.requests_left -= 1
        try:
            async with visit.under_way():
                if self._robots is not None and not (await self._robots.verdict(request.url)).allowed:
                    return None
                got = await self._fetcher.fetch(
                    FetchRequest(
                        request.url,
                        accept="*/*",
                        first_bytes=max(visit.bytes_left, 0) + 1,
                        page_url=visit.capture.url,
                    )
                )
        except TimeoutError:
            return None
        if not isinstance(got, Capture):
            return None
        visit.bytes_left -= len(got.body)
        return got if visit.bytes_left >= 0 and await may_be_read(request, got) else None


def _first_line(error: Exception) -> str:
    said = (str(error).splitlines() or [""])[0] or type(error).__name__
    return "".join(character for character in said if character.isprintable())[:120]
