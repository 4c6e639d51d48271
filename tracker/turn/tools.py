"""What is worked with in a host's turn: everything that touches the world, passed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tracker.extract import SiteRules
from tracker.fetch import Fetcher
from tracker.fetch.rendering import Renderer
from tracker.fetch.robots import Robots
from tracker.processes.pool import Pool
from tracker.schedule import Ladder
from tracker.store.articles import HostTurn
from tracker.store.database import Database
from tracker.store.outbox import NameMessage
from tracker.store.snapshots import Snapshots
from tracker.turn.asking import Asking, Manners


@dataclass(frozen=True, slots=True)
class Tools:
    """What a check, a look at a source and a re-reading work with."""

    database: Database
    snapshots: Snapshots
    fetcher: Fetcher
    robots: Robots | None
    pool: Pool
    rules: SiteRules
    ladder: Ladder
    name_message: NameMessage
    clock: Callable[[], datetime]
    chance: Callable[[], float]
    renderer: Renderer | None = None
    """For pages that show nothing without their scripts; None reads pages as they come only."""

    def asking(self, turn: HostTurn, manners: Manners) -> Asking:
        """The right to ask the host of that turn."""
        return Asking(turn, manners, self.database, self.fetcher, self.robots, self.clock)
