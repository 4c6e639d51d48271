"""Asking one host for pages that are no articles, within its turn: robots.txt first, one request at a time, at its pace."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from tracker.check import Tools
from tracker.fetch import FetchRequest
from tracker.model import Capture, FailureKind, FetchFailure, Validators
from tracker.sighting import HostRestsError
from tracker.store import articles, queue
from tracker.store.articles import HostTurn
from tracker.store.records import TurnLostError
from tracker.turns import Manners

_LISTS = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,"
    "text/html;q=0.8,*/*;q=0.5"
)
_LONGEST_WAIT = timedelta(minutes=2)  # between two requests of one visit; a host that wants more is left alone


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to the host whose turn is held. Others on the same turn must not ask at the same time."""

    turn: HostTurn
    tools: Tools
    manners: Manners

    async def ask(self, url: str, validators: Validators) -> Capture | FetchFailure:
        """What an address of the host gives, or why it may not be asked.

        Raises TurnLostError when the host went to somebody else, HostRestsError when it wants to be left alone longer
        than a visit can wait.
        """
        robots, clock = self.tools.robots, self.tools.clock
        if robots is not None and not robots.knows(url):
            await self._begin()
            await robots.verdict(url)
            await self._rest(url)
        await self._begin()
        asked_at = clock()
        verdict = await robots.verdict(url) if robots is not None else None
        if verdict is not None and not verdict.allowed:
            unreached = verdict.failure
            return FetchFailure(
                requested_url=url,
                kind=unreached.kind if unreached else FailureKind.ROBOTS,
                detail=unreached.detail if unreached else verdict.detail,
                started_at=asked_at,
                finished_at=clock(),
            )
        got = await self.tools.fetcher.fetch(FetchRequest(url=url, validators=validators, accept=_LISTS))
        await self._rest(url)
        return got

    async def end(self) -> None:
        """Give the host back."""
        await asyncio.to_thread(self._give_back)

    async def _begin(self) -> None:
        """Wait for the host's pace, and hold the host for the request."""
        wait = await asyncio.to_thread(self._wait)
        if wait > _LONGEST_WAIT:
            raise HostRestsError(self.turn.name)
        if wait:
            await asyncio.to_thread(self._hold, wait)
            await asyncio.sleep(wait.total_seconds())
        await asyncio.to_thread(self._hold, self.manners.pace)

    async def _rest(self, url: str) -> None:
        """The host rests after its answer, as long as it asks for."""
        robots, delay = self.tools.robots, 0.0
        if robots is not None and robots.knows(url):
            delay = (await robots.verdict(url)).crawl_delay_seconds or 0.0
        await asyncio.to_thread(self._hold, max(self.manners.pace, timedelta(seconds=min(delay, 3600.0))))

    def _wait(self) -> timedelta:
        with self.tools.database.read() as connection:
            allowed_at = articles.next_allowed_at(connection, self.turn.host_id)
        return max(timedelta(0), allowed_at - self.tools.clock())

    def _hold(self, pace: timedelta) -> None:
        """Keep the host for this pause and a request after it; nobody else may ask it before the pause is over."""
        now = self.tools.clock()
        until = now + pace + self.manners.lease
        with self.tools.database.write() as connection:
            if not articles.prolong_turn(connection, self.turn, until=until, not_before=now + pace):
                raise TurnLostError(self.turn.name)

    def _give_back(self) -> None:
        with self.tools.database.write() as connection:
            queue.end_turns(connection, [self.turn])
