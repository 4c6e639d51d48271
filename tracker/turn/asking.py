"""One host's manners: asked within its turn only, robots.txt first, one request at a time, with its rest in between.

While a turn is held nobody else asks the host, in this process or another; a turn that dies ends with its lease.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from tracker.fetch import Fetcher, FetchRequest
from tracker.fetch.robots import Robots
from tracker.model import Capture, FailureKind, FetchFailure
from tracker.store import articles
from tracker.store.articles import HostTurn, TurnLostError
from tracker.store.database import Database

_LONGEST_DELAY = timedelta(hours=1)  # of a Crawl-delay that is obeyed
LONGEST_WAIT = timedelta(minutes=2)  # between two requests of one visit; a host that wants more is left alone


@dataclass(frozen=True, slots=True)
class Manners:
    """The least pause between two requests to one host, and how long a turn is held without a sign of life."""

    pace: timedelta
    lease: timedelta


class HostRestsError(Exception):
    """The host wants to be left alone for longer than can be waited: until `until`."""

    def __init__(self, name: str, until: datetime) -> None:
        super().__init__(name)
        self.until = until


@dataclass(frozen=True, slots=True)
class Asking:
    """The right to ask one host, and how to: its turn, its manners, and what reaches the network. `robots` None asks
    nobody whether a page may be had. Others on the same turn must not ask at the same time.
    """

    turn: HostTurn
    manners: Manners
    database: Database
    fetcher: Fetcher
    robots: Robots | None
    clock: Callable[[], datetime]

    async def ask(self, request: FetchRequest) -> Capture | FetchFailure:
        """What an address of the host gives, or why it may not be asked.

        Raises TurnLostError when the host went to somebody else, HostRestsError when it wants to be left alone longer
        than can be waited here.
        """
        url, robots = request.url, self.robots
        if robots is not None and not robots.knows(url):
            await self._begin()
            await robots.verdict(url)
            await self.rest(url)
        await self._begin()
        got = await fetched(request, self.fetcher, robots, self.clock)
        if isinstance(got, Capture) or got.kind is not FailureKind.ROBOTS:  # else nothing was asked
            await self.rest(url)
        return got

    async def rest(self, url: str) -> None:
        """Let the host rest after an answer, as long as it asks for. Raises TurnLostError."""
        await self.hold(await self.pause(url))

    async def pause(self, url: str) -> timedelta:
        """How long the host rests after an answer."""
        return max(self.manners.pace, await crawl_delay(url, self.robots))

    async def hold(self, pause: timedelta) -> None:
        """Keep the host for this pause and a request after it; nobody may ask it before the pause is over.

        Raises TurnLostError.
        """
        await self.database.commit(partial(self._hold, pause))

    def hold_with(self, connection: Connection, pause: timedelta) -> datetime:
        """As `hold`, within a transaction; gives when the host may be asked next. Raises TurnLostError."""
        return self._hold(pause, connection)

    async def wait(self) -> timedelta:
        """How long the host still wants to be left alone; nothing where it may be asked."""
        return max(timedelta(0), await self.database.ask(self._allowed_at) - self.clock())

    async def until_allowed(self) -> None:
        """Wait until the host may be asked, holding it. Raises HostRestsError, TurnLostError."""
        wait = await self.wait()
        if wait > LONGEST_WAIT:
            raise HostRestsError(self.turn.name, self.clock() + wait)
        if wait:
            await self.hold(wait)
            await asyncio.sleep(wait.total_seconds())

    async def _begin(self) -> None:
        """Wait for the host's pace, and hold the host for the request."""
        await self.until_allowed()
        await self.hold(self.manners.pace)

    def _allowed_at(self, connection: Connection) -> datetime:
        return articles.next_allowed_at(connection, self.turn.host_id)

    def _hold(self, pause: timedelta, connection: Connection) -> datetime:
        now = self.clock()
        until = now + pause + self.manners.lease
        allowed_at = articles.prolong_turn(connection, self.turn, until=until, not_before=now + pause)
        if allowed_at is None:
            raise TurnLostError(self.turn.name)
        return allowed_at


async def fetched(
    request: FetchRequest,
    fetcher: Fetcher,
    robots: Robots | None,
    clock: Callable[[], datetime],
    *,
    held: AsyncExitStack | None = None,
) -> Capture | FetchFailure:
    """What an address gives where robots.txt allows it; else a failure that says so, or why that could not be known.
    `held` is left when the caller is done with a capture, as in `Fetcher.fetch`.
    """
    asked_at = clock()
    verdict = await robots.verdict(request.url) if robots is not None else None
    if verdict is None or verdict.allowed:
        return await fetcher.fetch(request, held)
    unreached = verdict.failure  # then nothing was said about robots: the host itself could not be had
    return FetchFailure(
        requested_url=request.url,
        kind=unreached.kind if unreached else FailureKind.ROBOTS,
        detail=unreached.detail if unreached else verdict.detail,
        started_at=asked_at,
        finished_at=clock(),
    )


async def crawl_delay(url: str, robots: Robots | None) -> timedelta:
    """The pause that the host's robots.txt asks for, as far as it is known and obeyed."""
    if robots is None or not robots.knows(url):
        return timedelta(0)
    seconds = (await robots.verdict(url)).crawl_delay_seconds or 0.0
    return min(timedelta(seconds=seconds), _LONGEST_DELAY)
