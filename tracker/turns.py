"""A host's turn: its articles one after another, never two requests at once, never closer than the host's pace.

While a turn is held nobody else asks this host, in this process or another; a turn that dies ends with its lease.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from tracker.asking import Asking, Manners
from tracker.check import CheckReport, Tools, check
from tracker.reextract import RereadReport, reextract
from tracker.store import articles, queue
from tracker.store.articles import HostTurn, TurnLostError

_MOST_ARTICLES = 20  # then the host goes to the end of the queue, so that one large host does not hold a place for ever
_ASK_AGAIN_SECONDS = 0.2  # how often a person's check asks for a host that somebody else holds

OnReport = Callable[[CheckReport], None]


async def take_due_turn(
    turn: HostTurn, tools: Tools, manners: Manners, on_report: OnReport, *, enough: Callable[[], bool]
) -> None:
    """Check what is due on this host as `visit_due` does, then give it back."""
    try:
        await visit_due(turn, tools, manners, on_report, enough=enough)
    finally:
        await tools.database.commit(partial(queue.end_turns, turns=[turn]))


async def visit_due(
    turn: HostTurn, tools: Tools, manners: Manners, on_report: OnReport, *, enough: Callable[[], bool]
) -> None:
    """Check what is due on this host, the most urgent first, for as long as the host may be asked without waiting and it
    is not `enough`. The host stays held.
    """
    article_id = turn.article_id
    for number in range(_MOST_ARTICLES):
        if article_id is None:
            article_id = await tools.database.ask(partial(queue.next_due, host_id=turn.host_id, now=tools.clock()))
        if article_id is None:
            return
        next_allowed_at = await _ask_robots(article_id, turn, tools, manners)
        if next_allowed_at is not None and next_allowed_at <= tools.clock():
            is_held = number == 0 and turn.article_id is not None  # claimed just now, for longer than its pace
            next_allowed_at = await _check_one(article_id, turn, tools, manners, on_report=on_report, is_held=is_held)
        if next_allowed_at is None or next_allowed_at > tools.clock() or enough():
            return
        article_id = None


async def check_host(
    host_id: int,
    article_ids: Sequence[int],
    tools: Tools,
    manners: Manners,
    on_report: OnReport,
    *,
    free: asyncio.Semaphore,
) -> None:
    """Check these articles of one host now, as soon as a place is `free` and nobody else holds the host."""
    async with free:
        turn = await _claimed(host_id, tools, manners)
        await take_asked_turn(turn, article_ids, tools, manners, on_report)


async def reextract_host(
    host_id: int,
    article_ids: Sequence[int],
    tools: Tools,
    manners: Manners,
    on_report: Callable[[RereadReport], None],
    *,
    free: asyncio.Semaphore,
) -> None:
    """Read the latest captures of these articles of one host again, as many at once as places are `free`.

    Nothing is asked of the host; holding its turn keeps checks of the same articles away.
    """
    turn = await _claimed(host_id, tools, manners)
    asking = tools.asking(turn, manners)

    async def one(article_id: int) -> None:
        async with free:
            try:
                await asking.hold(timedelta(0))
            except TurnLostError:
                return
            on_report(await reextract(article_id, turn, tools))

    try:
        await asyncio.gather(*(one(article_id) for article_id in article_ids))
    finally:
        await tools.database.commit(partial(queue.end_turns, turns=[turn]))


async def take_asked_turn(
    turn: HostTurn, article_ids: Sequence[int], tools: Tools, manners: Manners, on_report: OnReport
) -> None:
    """Check these articles of the host now, waiting between them as its pace asks; then give it back."""
    asking = tools.asking(turn, manners)
    try:
        for article_id in article_ids:
            for visit in (_ask_robots, partial(_check_one, on_report=on_report)):
                await asyncio.sleep(await _wait(asking))
                if await visit(article_id, turn, tools, manners) is None:
                    return
    finally:
        await tools.database.commit(partial(queue.end_turns, turns=[turn]))


async def _claimed(host_id: int, tools: Tools, manners: Manners) -> HostTurn:
    """The host's turn, as soon as nobody else holds it; they may be another process, so there is no event to wait for."""
    while (turn := await tools.database.commit(partial(_claim, host_id, tools, manners.lease))) is None:  # noqa: ASYNC110
        await asyncio.sleep(_ASK_AGAIN_SECONDS)
    return turn


async def _wait(asking: Asking) -> float:
    """Seconds to wait for the pace. A host that is to be left alone for longer (Retry-After) is asked all the same when
    a person asks for it: they see the answer, and decide.
    """
    return min(await asking.wait(), asking.manners.pace).total_seconds()


async def _ask_robots(article_id: int, turn: HostTurn, tools: Tools, manners: Manners) -> datetime | None:
    """Ask for the host's robots.txt where it is not known: a request like any other, after which the host rests.

    Gives when the host may be asked next, None where the turn was lost.
    """
    if tools.robots is None:
        return tools.clock()
    url = await tools.database.ask(partial(_url_of, article_id))
    if url is None or tools.robots.knows(url):
        return tools.clock()
    asking = tools.asking(turn, manners)
    try:
        await asking.hold(manners.pace)
    except TurnLostError:
        return None
    await tools.robots.verdict(url)
    return await _rested(url, asking)


async def _check_one(
    article_id: int, turn: HostTurn, tools: Tools, manners: Manners, *, on_report: OnReport, is_held: bool = False
) -> datetime | None:
    """Check one article; gives when the host may be asked next, None where the turn was lost."""
    asking = tools.asking(turn, manners)
    try:
        if not is_held:
            await asking.hold(manners.pace)
        report = await check(article_id, turn, tools, manners)
    except LookupError:
        return tools.clock()  # forgotten meanwhile: nothing was asked
    except TurnLostError:
        return None
    on_report(report)
    return report.next_allowed_at


async def _rested(url: str, asking: Asking) -> datetime | None:
    """Let the host rest after an answer; gives when it may be asked next, None where the turn was lost."""
    try:
        await asking.rest(url)
    except TurnLostError:
        return None
    return asking.clock() + await asking.wait()


def _claim(host_id: int, tools: Tools, lease: timedelta, connection: Connection) -> HostTurn | None:
    return articles.claim_turn(connection, host_id, now=tools.clock(), lease=lease)


def _url_of(article_id: int, connection: Connection) -> str | None:
    try:
        return articles.get(connection, article_id).url
    except LookupError:
        return None
