"""One check, in the order that loses nothing: ask, keep the bytes, examine, decide, record all in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from tracker.compare import COMPARER
from tracker.decide import decide
from tracker.decision import Look, Standing
from tracker.errors import UsageError
from tracker.examining.examine import Finding
from tracker.fetch import FetchRequest, retry_after
from tracker.fetch.rendering import Unrendered
from tracker.fetch.urls import article_key, host_of
from tracker.model import (
    Capture,
    FetchFailure,
    Outcome,
    QualityVerdict,
    Revision,
    Validators,
)
from tracker.schedule import HostNotice, asks_for_all
from tracker.store import articles, history, records
from tracker.store.articles import HostTurn, TurnLostError
from tracker.store.captured import FurtherPage, Received
from tracker.store.merging import merge
from tracker.store.records import Visit
from tracker.store.revising import Versions
from tracker.store.snapshots import StoredSnapshot
from tracker.store.standing import Known, known_one
from tracker.turn.asking import Asking, Manners, fetched
from tracker.turn.denying import denies
from tracker.turn.leafing import Leaf, Leafer
from tracker.turn.looking import examined, keep_bytes, look_at
from tracker.turn.tools import Tools

_LOG = logging.getLogger("tracker.check")


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How a check went, for whoever asked for it: the decision, the new revision if any, the alerts promised, and what
    is worth telling of the host. `awaited` is whether the page could be read, and only a paragraph waits for another look;
    `glanced` whether a sketch told that only its furniture moved, so that nothing was extracted.
    """

    article_id: int
    url: str
    finished_at: datetime
    outcome: Outcome
    detail: str
    headline: str
    revision: Revision | None
    next_check_at: datetime | None
    promised: int
    notice: HostNotice | None = None
    next_allowed_at: datetime | None = None  # when its host may be asked again
    awaited: bool = False
    glanced: bool = False


async def check(
    article_id: int, turn: HostTurn, tools: Tools, manners: Manners, *, known: Known | None = None
) -> CheckReport:
    """Check one article within its host's turn; where it is printed on several pages, at the host's pace between them.
    `known` is what was read of it when the turn was claimed; else it is read now.

    The world's faults are recorded and reported. Raises LookupError for an article that is not followed (any more),
    TurnLostError when the host went to somebody else, StoreError and StoreFull from the store; then nothing was
    written, but for bytes.
    """
    async with AsyncExitStack() as held:
        return await _check(article_id, turn, tools, manners, known=known, held=held)


async def _check(
    article_id: int, turn: HostTurn, tools: Tools, manners: Manners, *, known: Known | None, held: AsyncExitStack
) -> CheckReport:
    asking = tools.asking(turn, manners)
    if known is None:
        known = await tools.database.ask(partial(_known, article_id, turn))
    standing = known.standing
    unconditional = asks_for_all(known.lied_at, now=tools.clock(), chance=tools.chance())
    got = await _ask(known, tools, held, unconditional=unconditional)
    seen = await _after_scripts(known, await _see(known, got, tools), tools)
    leafer = Leafer(
        asking=asking,
        snapshots=tools.snapshots,
        pool=tools.pool,
        known=known.further,
        unconditional=lambda: asks_for_all(known.lied_at, now=tools.clock(), chance=tools.chance()),
        first_sha256=seen.snapshot.sha256 if seen.snapshot else standing.snapshot_sha256,
        renderer=tools.renderer if seen.received else None,
    )
    seen = await _to_the_end(known, seen, leafer, tools)
    look = seen.look
    decision = decide(standing, look, ladder=tools.ladder, now=look.got.finished_at, chance=tools.chance())
    visit = Visit(
        standing=standing,
        got=seen.got,
        snapshot=seen.snapshot,
        decision=decision,
        memory=look.finding.memory if look.finding else b"",
        sketch=look.finding.sketch if look.finding else None,
        glanced=look.finding is not None and look.finding.glanced,
        received=seen.received,
        further=seen.further,
        lied=unconditional and await denies(known, got, decision, asking),
    )
    if visit.lied:
        _LOG.warning(
            "%s answered 304 to what had changed; asked without conditions for a while", known.standing.article.url
        )
    pause = await asking.pause(standing.article.url)
    return await tools.database.commit(partial(_record, visit, asking, tools, key=look.key, pause=pause))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a visit saw, with the article's (first) page and the snapshot that holds it; `received` is what it was
    rendered from, if it was.
    """

    look: Look
    got: Capture | FetchFailure
    snapshot: StoredSnapshot | None
    received: Received | None = None
    further: tuple[FurtherPage, ...] = ()


def _known(article_id: int, turn: HostTurn, connection: Connection) -> Known:
    if not articles.holds(connection, turn):
        raise TurnLostError(turn.name)
    known = known_one(connection, article_id)
    if known is None:
        raise LookupError(article_id)
    return known


async def _ask(known: Known, tools: Tools, held: AsyncExitStack, *, unconditional: bool) -> Capture | FetchFailure:
    standing = known.standing
    whole = unconditional or standing.latest is None
    request = FetchRequest(url=standing.article.url, validators=Validators() if whole else known.validators)
    return await fetched(request, tools.fetcher, tools.robots, tools.clock, held=held)


async def _see(known: Known, got: Capture | FetchFailure, tools: Tools, *, anew: bool = False) -> _Seen:
    """What was got, kept and looked at; bytes that are known are only read again where `anew` says so."""
    snapshot = await keep_bytes(known.standing, got, tools)
    return _Seen(await look_at(known, got, snapshot, tools, anew=anew), got, snapshot)


async def _after_scripts(known: Known, seen: _Seen, tools: Tools) -> _Seen:
    """What is seen once the page's scripts have run, where it shows no article without them and a browser is at hand."""
    got, finding = seen.look.got, seen.look.finding
    if tools.renderer is None or finding is None or seen.snapshot is None or not isinstance(got, Capture):
        return seen
    if finding.quality.verdict is not QualityVerdict.EMPTY:
        return seen
    rendered = await tools.renderer.render(got)
    if isinstance(rendered, Unrendered):
        evidence = f"{finding.quality.evidence}; rendering failed: {rendered.detail}"
        failed = replace(finding, quality=replace(finding.quality, evidence=evidence))
        return replace(seen, look=replace(seen.look, finding=failed))
    received = Received(snapshot=seen.snapshot, headers=got.headers)
    return replace(await _see(known, rendered, tools), received=received)


async def _to_the_end(known: Known, seen: _Seen, leafer: Leafer, tools: Tools) -> _Seen:
    """What is seen of all pages of an article that is printed on several; of any other, what was seen."""
    standing = known.standing
    if seen.look.finding is None:
        if not standing.has_several_pages or not _stands(standing, seen.look):
            return seen
        leaves = await leafer.again()
        if leaves and (leaves[-1].same or leaves[-1].page is None):
            return _with_leaves(seen, leaves, None)
        seen = await _first_page_anew(known, seen, leafer, tools)
    begun, got = seen.look.finding, seen.got
    if begun is None or begun.goes_on is None or not isinstance(got, Capture):
        return seen
    leaves = await leafer.to_the_end(begun.goes_on, begun.document)
    pages = tuple(leaf.page for leaf in leaves if leaf.page is not None)
    whole = await examined(known, got, tools, pages) if len(pages) == len(leaves) else None
    return _with_leaves(seen, leaves, whole)


def _stands(standing: Standing, look: Look) -> bool:
    """Whether the first page is the one that was believed last, by its bytes or by the host's word."""
    not_modified = isinstance(look.got, Capture) and look.got.status == 304  # noqa: PLR2004 - nothing to read
    return not_modified or (bool(look.body_sha256) and look.body_sha256 == standing.snapshot_sha256)


async def _first_page_anew(known: Known, seen: _Seen, leafer: Leafer, tools: Tools) -> _Seen:
    """The first page read again beside further ones that changed; asked for again where its bytes did not come."""
    got = seen.got
    if isinstance(got, Capture) and not got.body:
        got = await leafer.ask(known.standing.article.url)
    return await _see(known, got, tools, anew=True)


def _with_leaves(seen: _Seen, leaves: Sequence[Leaf], finding: Finding | None) -> _Seen:
    """A look at several pages: it lasted until the last of them had come. One that could not be had decides alone."""
    last = leaves[-1]
    finished_at = last.got.finished_at
    look = replace(seen.look, got=replace(seen.look.got, finished_at=finished_at), finding=finding)
    if last.page is None:
        later = retry_after(last.got, finished_at) if isinstance(last.got, Capture) else None
        look = Look(got=last.got, retry_after=later, place=f"page {last.number}")
    further = tuple(leaf.kept for leaf in leaves if leaf.kept is not None)
    return replace(seen, look=look, got=replace(seen.got, finished_at=finished_at), further=further)


def _record(
    visit: Visit, asking: Asking, tools: Tools, connection: Connection, *, key: str, pause: timedelta
) -> CheckReport:
    """Write down the visit, let the host rest, and say how it went."""
    article, decision = visit.standing.article, visit.decision
    versions = Versions(extractor=tools.rules.reader(_read_at(visit)), comparer=COMPARER)
    promised = records.record(connection, visit, turn=asking.turn, versions=versions, name_message=tools.name_message)
    if decision.believed:
        _know_by(connection, visit, key)
    found = history.newest_revision(connection, article.id) if decision.revision else None
    return CheckReport(
        article_id=article.id,
        url=article.url,
        finished_at=visit.got.finished_at,
        outcome=decision.outcome,
        detail=decision.detail,
        headline=found.headline if found else article.headline,
        revision=found,
        next_check_at=decision.next_check_at,
        promised=promised,
        next_allowed_at=asking.hold_with(connection, pause),
        notice=decision.notice,
        awaited=decision.awaited,
        glanced=visit.glanced,
    )


def _know_by(connection: Connection, visit: Visit, key: str) -> None:
    """Let the addresses that the visit showed mean this article. One that means another makes the two one, where the page
    names it, or leads there for the second time at least; `store.merging` judges the texts.
    """
    article, said = visit.standing.article, _canonical_key(visit)
    told = {article_key(visit.standing.moved_to)} if visit.standing.moved_to else set[str]()
    for alias in {key, *said} - visit.standing.keys - {""}:
        owner = articles.add_alias(connection, article.id, alias)
        if owner != article.id and alias in said | told and _on_one_host(article.url, alias):
            merge(connection, article.id, owner, now=visit.got.finished_at)


def _read_at(visit: Visit) -> str:
    """The address whose site rules read the page: where the redirects ended."""
    return visit.got.url if isinstance(visit.got, Capture) else visit.standing.article.url


def _canonical_key(visit: Visit) -> set[str]:
    """The page's own canonical address, believed only within its host: a page must not claim another's articles."""
    said = visit.decision.revision or visit.standing.latest
    claimed = said.document.canonical_url if said else ""
    if not claimed or claimed == visit.standing.article.url:
        return set()
    try:
        key = article_key(claimed)
    except UsageError:
        return set()  # what the page claims is not an address
    return {key} if _on_one_host(visit.standing.article.url, key) else set()


def _on_one_host(url: str, other: str) -> bool:
    return host_of(article_key(url)) == host_of(article_key(other))
