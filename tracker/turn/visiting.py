"""Asking one host for pages that are no articles, within its turn and at its pace."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from tracker.fetch import FetchRequest
from tracker.model import Capture, FetchFailure, Validators
from tracker.store import queue
from tracker.store.articles import HostTurn
from tracker.turn.asking import Asking, Manners
from tracker.turn.tools import Tools

_LISTS = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,"
    "text/html;q=0.8,*/*;q=0.5"
)


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
        asking: Asking = self.tools.asking(self.turn, self.manners)
        return await asking.ask(FetchRequest(url=url, validators=validators, accept=_LISTS))

    async def end(self) -> None:
        """Give the host back."""
        await asyncio.to_thread(self._give_back)

    def _give_back(self) -> None:
        with self.tools.database.write() as connection:
            queue.end_turns(connection, [self.turn])
