"""Checks of a scripted site with the real client, the real readers and a real store; only time and chance are set."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from tests.scripted.archive import LADDER, LEASE, Archive, name_message
from tests.scripted.site import Site
from tracker.extract import SiteRules
from tracker.fetch import Fetcher, FetchLimits
from tracker.fetch.robots import Robots
from tracker.model import Article
from tracker.processes.pool import Pool
from tracker.store import queue
from tracker.store.articles import HostTurn
from tracker.turn.asking import Manners
from tracker.turn.check import CheckReport, check
from tracker.turn.tools import Tools

_NO_RULES = SiteRules()
AT_ONCE = Manners(pace=timedelta(0), lease=LEASE)


@dataclass
class Desk:
    """An archive whose articles stand on a site that is served at `base`."""

    archive: Archive
    site: Site
    base: str
    pool: Pool

    def follow(self, path: str = "/wall") -> Article:
        return self.archive.follow(self.base + path)

    @asynccontextmanager
    async def tools(
        self, *, chance: Callable[[], float] = lambda: 0.5, robots: bool = True, rules: SiteRules = _NO_RULES
    ) -> AsyncIterator[Tools]:
        limits = FetchLimits(total_seconds=60, allow_private=True, user_agent="Tracker/test")
        async with Fetcher(limits, clock=self.archive.clock) as fetcher:
            yield Tools(
                database=self.archive.database,
                snapshots=self.archive.snapshots,
                fetcher=fetcher,
                robots=Robots(fetcher, clock=self.archive.clock) if robots else None,
                pool=self.pool,
                rules=rules,
                ladder=LADDER,
                name_message=name_message,
                clock=self.archive.clock,
                chance=chance,
            )

    async def look(
        self, article: Article, tools: Tools, turn: HostTurn | None = None, manners: Manners = AT_ONCE
    ) -> CheckReport:
        """Claim the host, check the article, give the host back."""
        mine = turn or self.archive.claim(article)
        try:
            return await check(article.id, mine, tools, manners)
        finally:
            self.archive.give_back(mine)

    def claim_due(self) -> HostTurn | None:
        with self.archive.database.write() as connection:
            return queue.claim_due_turn(connection, now=self.archive.clock(), lease=LEASE)
