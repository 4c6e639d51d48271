"""The pages of an article as the web gives them, for a command without a store: the first, and those it goes on with."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.cli.console import err
from tracker.cli.waiting import finished
from tracker.errors import FetchError, UnreadablePage
from tracker.model import RENDERED, Capture, FailureKind, FetchFailure, QualityVerdict
from tracker.render.inert import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from tracker.config import Settings
    from tracker.examining.examine import Page
    from tracker.extract import Pagination, Reading, Sheet
    from tracker.fetch import Fetcher, Robots
    from tracker.fetch.rendering import Renderer
    from tracker.model import Document
    from tracker.turn.leafing import Leaf

WITHOUT = "--one-page reads the first page alone"
_BUSY, _SERVER_ERROR = 429, 500
_HINTS = {
    FailureKind.TOO_LARGE: "fetch.max_size in config.toml allows more",
    FailureKind.PROTOCOL: "try again, or save the page and name the file",
}


def fetch_pages(settings: Settings, address: str, *, render: bool, follow: bool) -> list[Sheet]:
    """The page at an address; with `follow`, behind it those that its article goes on with, asked for as a check asks.

    Raises FetchError where one of them cannot be had, UnreadablePage where the first could not be rendered, UsageError
    where the address is refused, ConfigError.
    """
    return finished(_fetched(settings, address, render=render, follow=follow))


async def _fetched(settings: Settings, address: str, *, render: bool, follow: bool) -> list[Sheet]:
    from tracker.fetch import FetchRequest
    from tracker.fetch.urls import checked_url
    from tracker.making import make_fetcher

    url = checked_url(address, allow_private=settings.fetch.allow_private, ports=settings.fetch.ports)
    async with make_fetcher(settings) as fetcher:
        got = await fetcher.fetch(FetchRequest(url=url))
        if isinstance(got, FetchFailure):
            hint = _HINTS.get(got.kind, "check the address, or save the page and name the file")
            raise FetchError(f"{url}: {got.detail}", hint=hint)
        if render or settings.fetch.browser:
            got = await _after_scripts(got, fetcher, settings)
        first = _read(got, settings) if follow else None
        if first is None or not first.quality.ok or not first.pagination:
            return [_sheet(got)]
        leaves = await _Further(got.url, fetcher, settings, made=_is_made(got)).after(first)
    return [_sheet(got), *map(_had, leaves)]


def _had(leaf: Leaf) -> Sheet:
    """A further page that came. Raises FetchError for one that did not."""
    if leaf.page is None or not isinstance(leaf.got, Capture):
        detail = leaf.got.detail if isinstance(leaf.got, FetchFailure) else f"status {leaf.got.status}"
        where = leaf.got.requested_url
        raise FetchError(f"page {leaf.number} of the article, {where}: {detail}", hint=WITHOUT)
    return _sheet(leaf.got)


@dataclass(slots=True)
class _Further:
    """Asks for the further pages of the article at `url`: on its host, one after another at the host's pace, where its
    robots.txt allows it; in a browser where the first page was `made` in one.
    """

    url: str
    fetcher: Fetcher
    settings: Settings
    made: bool
    robots: Robots | None = None
    renderer: Renderer | None = None

    async def after(self, first: Reading) -> list[Leaf]:
        from tracker.making import make_renderer
        from tracker.turn.leafing import leaves_of

        self.robots = _robots(self.fetcher, self.settings)
        async with AsyncExitStack() as stack:
            if self.made:
                self.renderer = await stack.enter_async_context(make_renderer(self.fetcher, robots=self.robots))
            return await leaves_of(first.pagination, first.document, self._leaf, _goes_on)

    async def _leaf(self, address: str, number: int) -> Leaf:
        from tracker.examining.examine import Page
        from tracker.turn.leafing import Leaf

        with _told(f"page {number}: {one_line(address)}"):
            got = await self._got(address)
            if isinstance(got, Capture) and self.renderer is not None:
                made = await self.renderer.render(got)
                got = made if isinstance(made, Capture) else got  # and is judged as it came
        if isinstance(got, FetchFailure) or got.status == _BUSY or got.status >= _SERVER_ERROR:
            return Leaf(number, got)
        return Leaf(number, got, Page(got.body, got.url, got.status, got.headers, got.finished_at.date()))

    async def _got(self, address: str) -> Capture | FetchFailure:
        from tracker.fetch import FetchRequest
        from tracker.fetch.urls import host_of
        from tracker.making import utc_now
        from tracker.turn.asking import LONGEST_WAIT, crawl_delay, fetched
        from tracker.turn.leafing import ELSEWHERE, is_on, unasked

        if not is_on(host_of(self.url), address):
            return unasked(address, FailureKind.BAD_URL, ELSEWHERE, utc_now())
        pace: timedelta = self.settings.fetch.pace
        if self.robots is not None and not self.robots.knows(address):
            await asyncio.sleep(pace.total_seconds())
            await self.robots.verdict(address)
        pause = max(pace, await crawl_delay(address, self.robots))
        if pause > LONGEST_WAIT:
            detail = f"the host wants {pause.total_seconds():.0f} seconds between two requests, too long to wait"
            return unasked(address, FailureKind.TIMEOUT, detail, utc_now())
        await asyncio.sleep(pause.total_seconds())
        return await fetched(FetchRequest(url=address), self.fetcher, self.robots, utc_now)


async def _goes_on(page: Page, number: int, first: Document) -> Pagination:
    from tracker.examining.examine import Leafing, leaf_through

    return leaf_through(Leafing(page, number, first))


async def _after_scripts(got: Capture, fetcher: Fetcher, settings: Settings) -> Capture:
    """A page as its scripts made it, where it shows no article without them. Raises UnreadablePage, ConfigError."""
    from tracker.fetch.rendering import Unrendered
    from tracker.making import make_renderer

    quality = _read(got, settings).quality
    if quality.verdict is not QualityVerdict.EMPTY:
        return got
    async with make_renderer(fetcher, robots=_robots(fetcher, settings)) as renderer:
        rendered = await renderer.render(got)
    if isinstance(rendered, Unrendered):
        raise UnreadablePage(
            f"{got.url}: {quality.told}; rendering failed: {rendered.detail}", hint="see docs/rendering.md"
        )
    return rendered


def _robots(fetcher: Fetcher, settings: Settings) -> Robots | None:
    from tracker.fetch import Robots
    from tracker.making import utc_now

    return Robots(fetcher, clock=utc_now) if settings.fetch.robots else None


def _read(got: Capture, settings: Settings) -> Reading:
    from tracker.extract import read
    from tracker.making import site_rules

    rules, day = site_rules(settings).of(got.url), got.finished_at.date()
    return read(got.body, url=got.url, status=got.status, headers=got.headers, rules=rules, day=day)


def _sheet(got: Capture) -> Sheet:
    from tracker.extract import Sheet

    return Sheet(got.body, got.url, got.status, got.headers)


def _is_made(got: Capture) -> bool:
    return any(name.lower() == RENDERED for name, _ in got.headers)


@contextmanager
def _told(line: str) -> Iterator[None]:
    """Say on a terminal what is waited for."""
    console = err()
    if not console.is_terminal:
        yield
        return
    with console.status(line):
        yield
