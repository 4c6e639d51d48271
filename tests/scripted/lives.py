"""Lives of a checking process, started and killed on request: `python -m tests.scripted.lives DATABASE SNAPSHOTS ID…`.

Each line on standard input is how many seconds a life lasts before SIGKILL; each is answered by one line. Lives are
forked from a process that has imported everything, so that they are spent checking and not importing.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn, TypeVar, cast

import tracker.examining.examine  # noqa: F401 - so that no life has to import it
from tests.scripted.archive import LADDER, name_message
from tracker.extract import SiteRules
from tracker.fetch import Fetcher, FetchLimits
from tracker.processes.pool import Pool
from tracker.store import articles, queue
from tracker.store.articles import TurnLostError
from tracker.store.database import Database
from tracker.store.snapshots import Snapshots
from tracker.turn.asking import Manners
from tracker.turn.check import check
from tracker.turn.tools import Tools

_Out = TypeVar("_Out")
_LEASE = timedelta(seconds=0.1)  # nobody else claims, so that only the next life waits for it


class _Here:
    """Reads pages in this process: what is tested is what the one that writes leaves behind."""

    async def run(self, function: Callable[[Any], _Out], argument: Any) -> _Out:
        return function(argument)


def main() -> None:
    database, snapshots, *numbers = sys.argv[1:]
    for line in sys.stdin:
        numbers = [*numbers[1:], numbers[0]]  # short lives come to their first article only
        life = os.fork()
        if not life:
            _live(database, snapshots, [int(number) for number in numbers])
        time.sleep(float(line))
        os.kill(life, signal.SIGKILL)
        _, status = os.waitpid(life, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _live(database: str, snapshots: str, numbers: list[int]) -> NoReturn:
    try:
        asyncio.run(_check_for_ever(Database(f"sqlite:///{database}"), Snapshots(Path(snapshots)), numbers))
    finally:
        os._exit(1)  # reached by an error only, which the answer then shows


async def _check_for_ever(database: Database, snapshots: Snapshots, numbers: list[int]) -> None:
    limits = FetchLimits(total_seconds=60, allow_private=True)
    async with Fetcher(limits, clock=_now) as fetcher:
        tools = Tools(
            database=database,
            snapshots=snapshots,
            fetcher=fetcher,
            robots=None,
            pool=cast("Pool", _Here()),
            rules=SiteRules(),
            ladder=LADDER,
            name_message=name_message,
            clock=_now,
            chance=lambda: 0.5,
        )
        while True:
            for number in numbers:
                await _check_once(number, tools)


async def _check_once(number: int, tools: Tools) -> None:
    with tools.database.write() as connection:
        host = articles.host_id_of(connection, number)
        turn = articles.claim_turn(connection, host, now=_now(), lease=_LEASE)
    if turn is None:
        await asyncio.sleep(0.01)  # the life before this one holds the host until its lease ends
        return
    try:
        await check(number, turn, tools, Manners(pace=timedelta(0), lease=_LEASE))
    except TurnLostError:
        return
    with tools.database.write() as connection:
        queue.end_turns(connection, [turn])


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
