"""A host's turn: its articles one after another, never two requests at once, never closer than the host's pace.

While a turn is held nobody else asks this host, in this process or another; a turn that dies ends with its lease.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from tracker.model.duration import duration_text
from tracker.store import articles, queue
from tracker.store.articles import HostTurn, TurnLostError
from tracker.store.standing import Known, known_one
from tracker.turn.asking import Asking, HostRestsError, Manners
from tracker.turn.check import CheckReport, check
from tracker.turn.reextract import RereadReport, reextract
from tracker.turn.tools import Tools

_MOST_ARTICLES = 20  # then the host goes to the end of the queue, so that one large host does not hold a place for ever
_ASK_AGAIN_SECONDS = 0.2  # how often a person's check asks for a host that somebody else holds
_TOLD_AFTER = 10  # such questions in vain

_LOG = logging.getLogger(__name__)

OnReport = Callable[[CheckReport], None]


@dataclass(frozen=True, slots=True)
class Unasked:
    """Articles of a host that were not looked at: it wants to be left alone until `until`, or, where that is None,
    somebody else took its turn over, again and again.
    """

    host: str
    until: datetime | None
    article_ids: tuple[int, ...]


async def visit_due(
    turn: HostTurn,
    tools: Tools,
    manners: Manners,
    on_report: OnReport,
    *,
    enough: Callable[[], bool],
    known: Known | None = None,
) -> None:
    """Check what is due on this host, the most urgent first, for as long as the host may be asked without waiting and it
    is not `enough`. The host stays held. `known` is what was read of the turn's article when the host was claimed, just
    now and for longer than its pace.
    """
    is_held = known is not None
    for _ in range(_MOST_ARTICLES):
        known = known or await tools.database.ask(partial(_next_due, turn, tools.clock()))
        if known is None:
            return
        next_allowed_at = await _ask_robots(known, turn, tools, manners)
        if next_allowed_at is not None and next_allowed_at <= tools.clock():
            next_allowed_at = await _check_one(known, turn, tools, manners, on_report=on_report, is_held=is_held)
        if next_allowed_at is None or next_allowed_at > tools.clock() or enough():
            return
        known, is_held = None, False


async def check_host(
    host_id: int,
    article_ids: Sequence[int],
    tools: Tools,
    manners: Manners,
    on_report: OnReport,
    *,
    free: asyncio.Semaphore,
) -> Unasked | None:
    """Check these articles of one host now, as soon as a place is `free` and nobody else holds the host; gives what was
    left because the host wants to be left alone for longer than can be waited. A turn that is lost is asked for again as
    long as each looks at something.
    """
    async with free:

        async def take(ids: Sequence[int]) -> Unasked | None:
            turn = await _claimed(host_id, tools, manners)
            return await take_asked_turn(turn, ids, tools, manners, on_report)

        return await _again(take, article_ids)


async def reextract_host(
    host_id: int,
    article_ids: Sequence[int],
    tools: Tools,
    manners: Manners,
    on_report: Callable[[RereadReport], None],
    *,
    free: asyncio.Semaphore,
) -> Unasked | None:
    """Read the latest captures of these articles of one host again, as many at once as places are `free`. Gives what was
    left because the turn was lost; it is asked for again as long as each reads something.

    Nothing is asked of the host; holding its turn keeps checks of the same articles away.
    """

    async def take(ids: Sequence[int]) -> Unasked | None:
        turn = await _claimed(host_id, tools, manners)
        asking = tools.asking(turn, manners)

        async def is_read(article_id: int) -> bool:
            async with free:
                try:
                    await asking.hold(timedelta(0))
                    report = await reextract(article_id, turn, tools)
                except TurnLostError:
                    return False
                except LookupError:
                    return True  # forgotten meanwhile
                on_report(report)
                return True

        try:
            done = await asyncio.gather(*map(is_read, ids))
        finally:
            await tools.database.commit(partial(queue.end_turns, turns=[turn]))
        left = tuple(article_id for article_id, is_done in zip(ids, done, strict=True) if not is_done)
        return Unasked(turn.name, None, left) if left else None

    return await _again(take, article_ids)


async def take_asked_turn(
    turn: HostTurn, article_ids: Sequence[int], tools: Tools, manners: Manners, on_report: OnReport
) -> Unasked | None:
    """Check these articles of the host now, waiting between them as it asks; then give it back. Gives what was left
    because the host wants to be left alone, or because the turn was lost.
    """
    try:
        for place, article_id in enumerate(article_ids):
            known = await tools.database.ask(partial(known_one, article_id=article_id))
            if known is None:
                continue  # forgotten meanwhile
            try:
                await _look_at(known, turn, tools, manners, on_report, is_first=place == 0)
            except HostRestsError as rests:
                return Unasked(turn.name, rests.until, tuple(article_ids[place:]))
            except TurnLostError:
                return Unasked(turn.name, None, tuple(article_ids[place:]))
    finally:
        await tools.database.commit(partial(queue.end_turns, turns=[turn]))
    return None


async def _look_at(
    known: Known, turn: HostTurn, tools: Tools, manners: Manners, on_report: OnReport, *, is_first: bool
) -> None:
    """Check one article that a person asked for. Raises HostRestsError, TurnLostError."""
    asking = tools.asking(turn, manners)
    for visit in (_ask_robots, partial(_check_one, on_report=on_report)):
        await _come_to(known, asking, is_first=is_first)
        if await visit(known, turn, tools, manners) is None:
            raise TurnLostError(turn.name)


async def _again(
    take: Callable[[Sequence[int]], Awaitable[Unasked | None]], article_ids: Sequence[int]
) -> Unasked | None:
    """`take` articles in turn after turn for as long as turns are lost on the way and each came further."""
    while True:
        left = await take(article_ids)
        if left is None or left.until is not None or len(left.article_ids) == len(article_ids):
            return left
        article_ids = left.article_ids


async def _claimed(host_id: int, tools: Tools, manners: Manners) -> HostTurn:
    """The host's turn, as soon as nobody else holds it; they may be another process, so there is no event to wait for. That
    it is waited for is told: one that was killed holds the host until its lease is over.
    """
    asked = 0
    while (turn := await tools.database.commit(partial(_claim, host_id, tools, manners.lease))) is None:
        asked += 1
        if asked == _TOLD_AFTER:
            name = await tools.database.ask(partial(articles.name_of_host, host_id=host_id))
            longest = duration_text(manners.lease)
            _LOG.warning("another Tracker is at %s; it is waited for, up to %s where it was killed", name, longest)
        await asyncio.sleep(_ASK_AGAIN_SECONDS)
    return turn


async def _come_to(known: Known, asking: Asking, *, is_first: bool) -> None:
    """Wait until the host may be asked. One that we leave alone because it did not answer is tried all the same when a
    person asks for it: they see whether it does. What it said itself (Retry-After, Crawl-delay) is obeyed.

    Raises HostRestsError, TurnLostError.
    """
    if is_first and known.standing.health.stopped_at is not None:
        await asyncio.sleep(min(await asking.wait(), asking.manners.pace).total_seconds())
    else:
        await asking.until_allowed()


async def _ask_robots(known: Known, turn: HostTurn, tools: Tools, manners: Manners) -> datetime | None:
    """Ask for the host's robots.txt where it is not known: a request like any other, after which the host rests.

    Gives when the host may be asked next, None where the turn was lost.
    """
    if tools.robots is None:
        return tools.clock()
    url = known.standing.article.url
    if tools.robots.knows(url):
        return tools.clock()
    asking = tools.asking(turn, manners)
    try:
        await asking.hold(manners.pace)
    except TurnLostError:
        return None
    await tools.robots.verdict(url)
    return await _rested(url, asking)


async def _check_one(
    known: Known, turn: HostTurn, tools: Tools, manners: Manners, *, on_report: OnReport, is_held: bool = False
) -> datetime | None:
    """Check one article; gives when the host may be asked next, None where the turn was lost."""
    asking = tools.asking(turn, manners)
    try:
        if not is_held:
            await asking.hold(manners.pace)
        report = await check(known.standing.article.id, turn, tools, manners, known=known)
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


def _next_due(turn: HostTurn, now: datetime, connection: Connection) -> Known | None:
    """What is known of the article of the host that is to be looked at next, if any is due."""
    article_id = queue.next_due(connection, turn.host_id, now=now)
    return None if article_id is None else known_one(connection, article_id)
