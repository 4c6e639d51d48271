"""One look at a source, in the order that loses nothing: ask, read, then follow what is new and set the next look, all
in one transaction.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.discovery import Kind, Wanted
from tracker.discovery.hubs import Told
from tracker.discovery.pace import PUSHED_PAUSE, next_pause
from tracker.errors import UsageError
from tracker.fetch.urls import article_key, checked_url, host_of
from tracker.model import Article, LookOutcome, Source, Validators
from tracker.schedule import jittered, retry_at
from tracker.store import sources
from tracker.store.articles import HostTurn, NewArticle, TurnLostError
from tracker.store.sources import Candidate, Looked, SourceTurn
from tracker.turn.asking import HostRestsError, Manners
from tracker.turn.sighting import Listing, Sight, sight
from tracker.turn.tools import Tools
from tracker.turn.visiting import Visit

_LOG = logging.getLogger("tracker.discover")
_UNCONDITIONAL = 1 / 12
"""Share of looks without validators: some servers answer 304 to what has changed."""

_LATELY = timedelta(
    days=2
)  # a hub that was quiet for longer may have lost us, so looking goes on as if there were none

_PATIENCE = 3
"""Failures in passing (a timeout, 503) that a feed declared by a page may have before the page is read in its place."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Which addresses may be followed: on private networks too, and on which ports of public hosts."""

    allow_private: bool
    ports: frozenset[int]


@dataclass(frozen=True, slots=True)
class LookReport:
    """How a look went: the source as it stands after it, what it lists, and the articles that are new. `for_now` is set
    where it failed and another look may go better.
    """

    source: Source
    outcome: LookOutcome
    detail: str
    listing: Listing | None
    new: tuple[Article, ...]
    for_now: bool = False


async def look(claimed: SourceTurn, tools: Tools, manners: Manners, reach: Reach) -> LookReport | None:
    """Look at a source within its host's turn, then give the host back; None where the source was forgotten or the host
    went to somebody else, and nothing was written.

    The world's faults are recorded and reported. Raises StoreError and StoreFull; then too nothing was written.
    """
    visit = Visit(claimed.turn, tools, manners)
    try:
        return await _look(claimed.source_id, visit, reach)
    except (LookupError, TurnLostError):
        return None
    finally:
        await visit.end()


async def _look(source_id: int, visit: Visit, reach: Reach) -> LookReport:
    tools = visit.tools
    source, validators = await asyncio.to_thread(_standing, source_id, tools)
    wanted = Wanted(include=source.include, exclude=source.exclude, cap=source.cap)
    known = None if tools.chance() < _UNCONDITIONAL or source.kind == Kind.SITEMAP_INDEX else validators
    try:
        seen = await sight(source.url, wanted, visit.ask, tools.pool, known)
    except HostRestsError:
        seen = Sight(LookOutcome.FAILED, tools.clock(), "the host wants to be left alone for longer", for_now=True)
    except TurnLostError:
        raise
    except Exception as error:  # noqa: BLE001 - any fault of ours on a strange source
        # Ours to mend, but the publisher must not be asked again at once for it: the source waits its turn.
        _LOG.exception("reading %s broke", source.url)
        seen = Sight(LookOutcome.FAILED, tools.clock(), f"reading it broke ({type(error).__name__})", for_now=True)
    return await asyncio.to_thread(_record, source, seen, visit.turn, tools, reach)


def _standing(source_id: int, tools: Tools) -> tuple[Source, Validators]:
    with tools.database.read() as connection:
        return sources.get(connection, source_id), sources.validators_of(connection, source_id)


def _record(source: Source, seen: Sight, turn: HostTurn, tools: Tools, reach: Reach) -> LookReport:
    candidates = _candidates(source, seen.listing, reach)
    with tools.database.write() as connection:
        elsewhere = _elsewhere(source, seen, reach)
        if elsewhere and (other := sources.find(connection, elsewhere)) is not None and other.id != source.id:
            elsewhere = ""  # that feed is followed by itself
        new: list[Article] = []
        if elsewhere:
            looked = _moved(source, seen, elsewhere)
        elif _is_disguise(source, seen.listing):
            looked = _failed(source, seen, f"a page came in place of the {source.kind.replace('_', ' ')}", tools)
        elif seen.outcome is LookOutcome.FAILED:
            looked = _failed(source, seen, seen.detail, tools)
        else:
            new = sources.adopt(connection, source, candidates, turn=turn, now=seen.seen_at)
            looked = _went_well(source, seen, len(new), tools, reach)
        sources.record(connection, source, looked, turn=turn)
        after = sources.get(connection, source.id)
    return LookReport(after, looked.outcome, looked.detail, seen.listing, tuple(new), for_now=seen.for_now)


def _candidates(source: Source, listing: Listing | None, reach: Reach) -> tuple[Candidate, ...]:
    """What may be followed of a listing; what is no public address is left out."""
    found = []
    for item in listing.items if listing else ():
        try:
            url = checked_url(item.url, allow_private=reach.allow_private, ports=reach.ports)
            published_at = item.published_at or item.updated_at  # it is not younger than its last update
            new = NewArticle(url, article_key(url), host_of(url), source.name, published_at=published_at)
        except UsageError:
            continue
        found.append(Candidate(new, item.guid or new.key, item.updated_at))
    return tuple(found)


def _elsewhere(source: Source, seen: Sight, reach: Reach) -> str:
    """Where the source is to be read from now on: at the feed that a page declares when it is first seen; back at the
    page where that feed cannot be read. Empty where it stays.
    """
    if source.kind:
        return ""
    if source.url != source.asked_url:
        is_feed = seen.listing is not None and seen.listing.kind is not Kind.PAGE
        is_patient = seen.for_now and source.failures < _PATIENCE
        return "" if is_feed or is_patient or seen.outcome is LookOutcome.NOT_MODIFIED else source.asked_url
    if seen.listing is None or source.last_outcome is LookOutcome.MOVED:
        return ""
    for feed in seen.listing.feeds:
        try:
            return checked_url(feed, allow_private=reach.allow_private, ports=reach.ports)
        except UsageError:
            continue
    return ""


def _is_disguise(source: Source, listing: Listing | None) -> bool:
    """Whether a page came where a feed or sitemap has been read: a challenge, a login, an error page."""
    return listing is not None and listing.kind is Kind.PAGE and source.kind not in {"", Kind.PAGE}


def _moved(source: Source, seen: Sight, url: str) -> Looked:
    back = url == source.asked_url
    why = seen.detail or "it is no feed"
    detail = f"the feed cannot be read ({why}), so the page is: {url}" if back else f"the page declares a feed: {url}"
    return Looked(
        outcome=LookOutcome.MOVED,
        detail=detail,
        looked_at=seen.seen_at,
        next_look_at=seen.seen_at,
        pause=source.pause,
        url=url,
        host=host_of(url),
        host_until=seen.retry_at,
    )


def _failed(source: Source, seen: Sight, detail: str, tools: Tools) -> Looked:
    failures = source.failures + 1
    now = seen.seen_at
    again_at = retry_at(tools.ladder, now=now, failures=failures, retry_after=seen.retry_at, chance=tools.chance())
    return Looked(
        outcome=LookOutcome.FAILED,
        detail=detail,
        looked_at=now,
        next_look_at=again_at,
        pause=source.pause,
        failures=failures,
        kind=source.kind,
        host_until=seen.retry_at,
    )


def _went_well(source: Source, seen: Sight, new: int, tools: Tools, reach: Reach) -> Looked:
    pause = next_pause(source.pause, new=new)
    listing = seen.listing
    wait = max(pause, _told_for(source, seen.seen_at))
    return Looked(
        outcome=seen.outcome,
        detail="" if listing is None or listing.items else "it lists no articles",
        looked_at=seen.seen_at,
        next_look_at=seen.seen_at + jittered(wait, tools.ladder.jitter, tools.chance()),
        pause=pause,
        kind=listing.kind if listing else source.kind,
        validators=seen.validators,
        told=_reachable(listing.told, reach) if listing else None,
    )


def _told_for(source: Source, now: datetime) -> timedelta:
    """How long a hub can be relied on that has shown lately that it tells of the source: not beyond what it promised."""
    if source.pushed_until is None or source.last_push_at is None or now - source.last_push_at >= _LATELY:
        return timedelta(0)
    return min(PUSHED_PAUSE, source.pushed_until - now)


def _reachable(told: Told, reach: Reach) -> Told:
    """The hub as it is asked; none where it is on no address that may be."""
    try:
        return Told(checked_url(told.hub, allow_private=reach.allow_private, ports=reach.ports), told.topic)
    except UsageError:
        return Told()
