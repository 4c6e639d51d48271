"""The part of the API that is about sources: following them, looking at them now, and trying an address out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.app import Tracker
from tracker.config import Settings
from tracker.discovery import Skipped, Wanted
from tracker.discovery.found import tally
from tracker.discovery.pace import FIRST_PAUSE
from tracker.errors import UsageError
from tracker.fetch import FetchRequest
from tracker.fetch.urls import checked_url, host_of
from tracker.making import make_fetcher, utc_now
from tracker.model import FailureKind, FetchFailure, LookOutcome, Source
from tracker.store import articles, sources
from tracker.store.sources import NewSource, SourceTurn

if TYPE_CHECKING:
    from tracker.fetch import Fetcher
    from tracker.fetch.robots import Robots
    from tracker.model import Capture, Validators
    from tracker.turn.discover import LookReport, Reach
    from tracker.turn.sighting import Sight
    from tracker.turn.tools import Tools

_MOST_DIGITS = 18  # of a source's number; more do not fit into a database's integer
_ASK_AGAIN_SECONDS = 0.2  # how often a person's look asks for a host that somebody else holds
_MOST_LOOKS = 3  # of one source now: at a page, at the feed it declares, and back where that cannot be read

OnLook = Callable[["LookReport"], None]


@dataclass(frozen=True, slots=True)
class Trial:
    """What one address that was tried out holds."""

    url: str
    sight: Sight


def follow(tracker: Tracker, text: str, wanted: Wanted, *, name: str = "") -> tuple[Source, bool]:
    """Follow the source at an address, as typed; gives it and whether it is new. One that is followed already keeps its
    name where none is given. Raises UsageError.
    """
    fetch = tracker.settings.fetch
    url = checked_url(text, allow_private=fetch.allow_private, ports=fetch.ports)
    host = host_of(url)
    with tracker.database.write() as connection:
        known = sources.find(connection, url)
        new = NewSource(
            url=url,
            host=host,
            name=name[:300] or (known.name if known else host.removeprefix("www.")),
            include=wanted.include,
            exclude=wanted.exclude,
            cap=wanted.cap,
            pause=FIRST_PAUSE,
        )
        return sources.add(connection, new, now=tracker.now())


def find(tracker: Tracker, reference: str) -> Source:
    """The source that a number or an address means. Raises UsageError."""
    with tracker.database.read() as connection:
        if reference.isascii() and reference.isdigit():
            try:
                return sources.get(connection, int(reference[:_MOST_DIGITS]))
            except LookupError:
                raise UsageError(f"there is no source {reference[:40]}", hint="`tracker sources` shows all") from None
        known = sources.find(connection, checked_url(reference, allow_private=True))
    if known is None:
        raise UsageError(
            f"this source is not followed: {reference[:150]}", hint="`tracker sources` shows those that are"
        )
    return known


def unfollow(tracker: Tracker, source: Source) -> None:
    """Forget a source; the articles it led to stay followed."""
    with tracker.database.write() as connection:
        sources.remove(connection, source.id)


def reach(settings: Settings) -> Reach:
    """Which addresses a source may lead to."""
    from tracker.turn.discover import Reach

    return Reach(allow_private=settings.fetch.allow_private, ports=settings.fetch.ports)


async def look_now(tracker: Tracker, chosen: Sequence[Source], on_look: OnLook) -> None:
    """Look at these sources at once, each host at its pace, beside a running daemon if there is one. `on_look` is told
    of each source's last look.
    """
    free = asyncio.Semaphore(tracker.settings.daemon.hosts_at_once)
    async with tracker.tools() as tools:
        await asyncio.gather(*(_look_at(source, tracker, tools, on_look, free) for source in chosen))


async def try_out(settings: Settings, text: str, wanted: Wanted) -> tuple[Trial, ...]:
    """What following an address would find: of the address itself, and of the first feed that it declares and that may be
    asked. Nothing is stored.

    Raises UsageError for what is no address.
    """
    from tracker.fetch.robots import Robots
    from tracker.processes.pool import Pool
    from tracker.turn.sighting import sight

    url = checked_url(text, allow_private=settings.fetch.allow_private, ports=settings.fetch.ports)
    async with make_fetcher(settings) as fetcher:
        stranger = _Stranger(fetcher, Robots(fetcher, clock=utc_now), settings)
        with Pool(workers=1) as pool:
            trials = [Trial(url, await sight(url, wanted, stranger.ask, pool))]
            listing = trials[0].sight.listing
            feed = next((one for one in listing.feeds if _may_be_asked(one, settings)), "") if listing else ""
            if feed:
                trials.append(Trial(feed, await sight(feed, wanted, stranger.ask, pool)))
    return tuple(replace(trial, sight=to_be_followed(trial.sight, settings)) for trial in trials)


def to_be_followed(seen: Sight, settings: Settings) -> Sight:
    """The sight without articles that would not be followed, because their addresses may not be asked."""
    listing = seen.listing
    if listing is None:
        return seen
    may = [_may_be_asked(item.url, settings) for item in listing.items]
    refused = [item for item, asked in zip(listing.items, may, strict=True) if not asked]
    if not refused:
        return seen
    skipped = tally(listing.skipped, [Skipped("at an address that may not be asked", len(refused), refused[0].url)])
    kept = tuple(item for item, asked in zip(listing.items, may, strict=True) if asked)
    return replace(seen, listing=replace(listing, items=kept, skipped=skipped))


def _may_be_asked(url: str, settings: Settings) -> bool:
    try:
        checked_url(url, allow_private=settings.fetch.allow_private, ports=settings.fetch.ports)
    except UsageError:
        return False
    return True


class _Stranger:
    """Asks without a store: obeys robots.txt, and waits the pace before every request but the first."""

    def __init__(self, fetcher: Fetcher, robots: Robots, settings: Settings) -> None:
        self._fetcher = fetcher
        self._robots = robots
        self._settings = settings
        self._asked = False

    async def ask(self, url: str, validators: Validators) -> Capture | FetchFailure:
        """What the address gives, or why it may not be asked."""
        if self._settings.fetch.robots:
            if not self._robots.knows(url):
                await self._pause()
            verdict = await self._robots.verdict(url)
            if not verdict.allowed:
                kind = verdict.failure.kind if verdict.failure else FailureKind.ROBOTS
                now = utc_now()
                return FetchFailure(url, kind, verdict.detail, started_at=now, finished_at=now)
        await self._pause()
        return await self._fetcher.fetch(FetchRequest(url=url, validators=validators))

    async def _pause(self) -> None:
        await asyncio.sleep(self._settings.fetch.pace.total_seconds() if self._asked else 0)
        self._asked = True


async def _look_at(source: Source, tracker: Tracker, tools: Tools, on_look: OnLook, free: asyncio.Semaphore) -> None:
    from tracker.turn.discover import look

    for number in range(_MOST_LOOKS):
        async with free:
            claimed = await _claimed(source, tracker, tools)
            if claimed is None:
                return
            report = await look(claimed, tools, tracker.manners(), reach(tracker.settings))
        if report is None:
            return
        if report.outcome is not LookOutcome.MOVED or number == _MOST_LOOKS - 1:
            on_look(report)
            return


async def _claimed(source: Source, tracker: Tracker, tools: Tools) -> SourceTurn | None:
    """The turn of the source's host, as soon as nobody else holds it, in this process or another; None where the source
    was forgotten.
    """

    def claim() -> SourceTurn | None:
        with tools.database.write() as connection:
            host = sources.host_id_of(connection, source.id)
            turn = articles.claim_turn(connection, host, now=tools.clock(), lease=tracker.manners().lease)
        return SourceTurn(source.id, turn) if turn else None

    try:
        while (claimed := await asyncio.to_thread(claim)) is None:  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(_ASK_AGAIN_SECONDS)
    except LookupError:
        return None
    return claimed
