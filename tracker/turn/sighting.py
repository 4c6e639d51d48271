"""What an address that may list articles holds, from as few requests as it takes: the one way in which a look at a
source, `tracker follow` and `tracker source test` find out.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from tracker.discovery import Choice, Found, Item, Kind, Skipped, Wanted, choose, feeds_for, read_source
from tracker.discovery.found import tally
from tracker.discovery.hubs import Told, told_in_headers
from tracker.errors import OverBudget, UsageError
from tracker.fetch import retry_after
from tracker.model import Capture, FailureKind, FetchFailure, LookOutcome, Validators
from tracker.processes.pool import Pool
from tracker.turn.asking import HostRestsError

_MOST_SITEMAPS = 5
"""Sitemaps of one index that a look reads: the newest hold what is new."""

_NOT_MODIFIED = 304
_BUSY = frozenset({429, 503})
_PASSING = frozenset({FailureKind.DNS, FailureKind.CONNECT, FailureKind.TLS, FailureKind.TIMEOUT, FailureKind.PROTOCOL})

Ask = Callable[[str, Validators], Awaitable[Capture | FetchFailure]]


@dataclass(frozen=True, slots=True)
class Job:
    """One body to read, and what is wanted of it."""

    body: bytes
    url: str
    content_type: str
    wanted: Wanted
    links: tuple[str, ...] = ()  # Link headers


@dataclass(frozen=True, slots=True)
class Listing:
    """What an address lists: its kind and title, the articles that are wanted, what was left aside, and where to read
    on: `sitemaps` of an index, `feeds` that tell of this very page. `told` is the hub that tells of a feed.
    """

    kind: Kind
    title: str = ""
    items: tuple[Item, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    told: Told = field(default_factory=Told)


@dataclass(frozen=True, slots=True)
class Sight:
    """How it went: `READ` with a listing, `NOT_MODIFIED`, or `FAILED` with the reason in `detail`. `for_now` is set where
    another try may go better.
    """

    outcome: LookOutcome
    seen_at: datetime
    detail: str = ""
    listing: Listing | None = None
    validators: Validators = field(default_factory=Validators)
    retry_at: datetime | None = None
    for_now: bool = False


async def sight(url: str, wanted: Wanted, ask: Ask, pool: Pool, validators: Validators | None = None) -> Sight:
    """What the address lists. What the world does is told in the sight; raises what `ask` raises: HostRestsError where
    nothing could be asked at all.
    """
    got = await ask(url, validators or Validators())
    seen = await _read(got, wanted, pool)
    if seen.listing is None or seen.listing.kind is not Kind.SITEMAP_INDEX:
        return seen
    return replace(seen, listing=await _with_children(seen.listing, url, wanted, ask, pool))


def read_listing(job: Job) -> Listing:
    """What a body lists. Pure, for a worker process. Raises UsageError for what lists nothing."""
    found = read_source(job.body, url=job.url, content_type=job.content_type)
    choice = choose(found, job.wanted)
    return Listing(
        kind=found.kind,
        title=found.title,
        items=choice.items,
        skipped=choice.skipped,
        sitemaps=found.links if found.kind is Kind.SITEMAP_INDEX else (),
        feeds=feeds_for(found, job.url),
        told=_told(found, job),
    )


def _told(found: Found, job: Job) -> Told:
    """The hub of a feed: headers come first (WebSub §4)."""
    if found.kind not in {Kind.FEED, Kind.JSON_FEED}:
        return Told()
    in_headers = told_in_headers(job.links, url=job.url)
    return in_headers if in_headers.hub else found.told


async def _read(got: Capture | FetchFailure, wanted: Wanted, pool: Pool) -> Sight:
    if isinstance(got, FetchFailure):
        return Sight(LookOutcome.FAILED, got.finished_at, got.detail, for_now=got.kind in _PASSING)
    if got.status == _NOT_MODIFIED:
        return Sight(LookOutcome.NOT_MODIFIED, got.finished_at)
    if not 200 <= got.status < 300:  # noqa: PLR2004 - RFC 9110 §15.3
        later = retry_after(got, got.finished_at) if got.status in _BUSY else None
        detail, for_now = f"the host answers {got.status}", got.status in _BUSY or got.status >= 500  # noqa: PLR2004
        return Sight(LookOutcome.FAILED, got.finished_at, detail, retry_at=later, for_now=for_now)
    links = tuple(value for name, value in got.headers if name.lower() == "link")
    job = Job(got.body, got.url, got.header("content-type"), wanted, links)
    try:
        listing = await pool.run(read_listing, job)
    except UsageError as error:
        return Sight(LookOutcome.FAILED, got.finished_at, str(error))
    except OverBudget as error:
        return Sight(LookOutcome.FAILED, got.finished_at, f"reading it {error}")
    return Sight(LookOutcome.READ, got.finished_at, listing=listing, validators=got.validators)


async def _with_children(index: Listing, url: str, wanted: Wanted, ask: Ask, pool: Pool) -> Listing:
    """An index with what its newest sitemaps list. Each is asked once, on the index's own host, and an index inside it
    counts like any other, so that one that names itself ends.
    """
    waiting, seen, read = list(index.sitemaps), {url}, 0
    items: list[Item] = []
    skipped: list[Iterable[Skipped]] = [index.skipped]
    while waiting and read < _MOST_SITEMAPS:
        child = waiting.pop(0)
        if child in seen:
            continue
        seen.add(child)
        if urlsplit(child).netloc != urlsplit(url).netloc:
            skipped.append([Skipped("a sitemap on another host, to be followed by itself", 1, child)])
            continue
        read += 1
        try:
            found = await _read(await ask(child, Validators()), wanted, pool)
        except HostRestsError:
            skipped.append([Skipped("a sitemap that the host had no time for", 1, child)])
            break
        if found.listing is None:
            skipped.append([Skipped(f"a sitemap that cannot be read: {found.detail}"[:150], 1, child)])
            continue
        waiting[:0] = found.listing.sitemaps
        items += found.listing.items
        skipped.append(found.listing.skipped)
    skipped.append(
        [Skipped(f"sitemaps beyond the newest {_MOST_SITEMAPS}", len(waiting), waiting[0])] if waiting else []
    )
    chosen: Choice = choose(Found(Kind.SITEMAP, items=_each_once(items)), wanted)
    return replace(index, items=chosen.items, skipped=tally(*skipped, chosen.skipped))


def _each_once(items: Iterable[Item]) -> tuple[Item, ...]:
    """Each address once, with what any of the sitemaps says of it: a news sitemap repeats what others list."""
    known: dict[str, Item] = {}
    for item in items:
        before = known.setdefault(item.url, item)
        known[item.url] = replace(
            before,
            title=before.title or item.title,
            published_at=before.published_at or item.published_at,
            updated_at=before.updated_at or item.updated_at,
        )
    return tuple(known.values())
