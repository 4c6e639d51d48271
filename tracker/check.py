"""One check, in the order that loses nothing: ask, keep the bytes, examine, decide, record all in one transaction."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.compare import COMPARER
from tracker.decide import Decision, Look, Standing, decide
from tracker.errors import DamagedSnapshot, OverBudget, UsageError
from tracker.examine import Finding, Job, Page, examine
from tracker.extract import SiteRules
from tracker.fetch import Fetcher, FetchRequest, retry_after
from tracker.fetch.rendering import Renderer, Unrendered
from tracker.fetch.robots import Robots
from tracker.fetch.urls import article_key, host_of
from tracker.model import (
    Capture,
    FailureKind,
    FetchFailure,
    Outcome,
    Quality,
    QualityVerdict,
    Revision,
    Validators,
)
from tracker.model.document import Document
from tracker.pool import Pool
from tracker.schedule import HostNotice, Ladder
from tracker.store import articles, history, records
from tracker.store.articles import HostTurn
from tracker.store.database import Database
from tracker.store.outbox import NameMessage
from tracker.store.records import Received, Versions, Visit
from tracker.store.snapshots import Snapshots, StoredSnapshot
from tracker.store.standing import page_of, standing_of

_LOG = logging.getLogger("tracker.check")

_UNCONDITIONAL = 1 / 12
"""Share of requests without validators: some servers answer 304 to what has changed."""

_HTML_TYPES = ("html", "xml", "text/plain")


@dataclass(frozen=True, slots=True)
class Tools:
    """What a check works with; everything that touches the world is in here."""

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


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How a check went, for whoever asked for it: the decision, the new revision if any, the alerts promised, and what
    is worth telling of the host.
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


async def check(article_id: int, turn: HostTurn, tools: Tools) -> CheckReport:
    """Check one article within its host's turn.

    The world's faults are recorded and reported. Raises LookupError for an article that is not followed (any more),
    TurnLostError when the host went to somebody else, StoreError and StoreFull from the store; then nothing was
    written, but for bytes.
    """
    standing, validators = await asyncio.to_thread(_standing, article_id, tools)
    got = await _ask(standing, validators, tools)
    seen = await _after_scripts(standing, await _see(standing, got, tools), tools)
    look = seen.look
    decision = decide(standing, look, ladder=tools.ladder, now=look.got.finished_at, chance=tools.chance())
    visit = Visit(
        standing=standing,
        got=look.got,
        snapshot=seen.snapshot,
        decision=decision,
        memory=look.finding.memory if look.finding else b"",
        received=seen.received,
    )
    return await asyncio.to_thread(_record, visit, turn, look.key, tools)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a visit saw, with the snapshot that holds it; `received` is what it was rendered from, if it was."""

    look: Look
    snapshot: StoredSnapshot | None
    received: Received | None = None


def _standing(article_id: int, tools: Tools) -> tuple[Standing, Validators]:
    with tools.database.read() as connection:
        standing = standing_of(connection, article_id)
        return standing, articles.validators_of(connection, article_id)


async def _ask(standing: Standing, validators: Validators, tools: Tools) -> Capture | FetchFailure:
    url = standing.article.url
    asked_at = tools.clock()
    if tools.robots is not None:
        verdict = await tools.robots.verdict(url)
        if not verdict.allowed:
            unreached = verdict.failure  # then nothing was said about robots: the host itself could not be had
            return FetchFailure(
                requested_url=url,
                kind=unreached.kind if unreached else FailureKind.ROBOTS,
                detail=unreached.detail if unreached else verdict.detail,
                started_at=asked_at,
                finished_at=tools.clock(),
            )
    unconditional = standing.latest is None or tools.chance() < _UNCONDITIONAL
    return await tools.fetcher.fetch(FetchRequest(url=url, validators=Validators() if unconditional else validators))


async def _see(standing: Standing, got: Capture | FetchFailure, tools: Tools) -> _Seen:
    snapshot = await asyncio.to_thread(_keep_bytes, got, tools)
    return _Seen(await _look(standing, got, snapshot, tools), snapshot)


async def _after_scripts(standing: Standing, seen: _Seen, tools: Tools) -> _Seen:
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
    return replace(await _see(standing, rendered, tools), received=received)


def _keep_bytes(got: Capture | FetchFailure, tools: Tools) -> StoredSnapshot | None:
    """Bytes before the row that names them."""
    return tools.snapshots.save(got.body) if isinstance(got, Capture) and got.body else None


async def _look(standing: Standing, got: Capture | FetchFailure, snapshot: StoredSnapshot | None, tools: Tools) -> Look:
    if isinstance(got, FetchFailure):
        return Look(got=got)
    look = Look(
        got=got,
        body_sha256=snapshot.sha256 if snapshot else "",
        key=article_key(got.url),
        retry_after=retry_after(got, got.finished_at),
    )
    same = snapshot is not None and standing.latest is not None and snapshot.sha256 == standing.snapshot_sha256
    if same or not snapshot or got.status == 304:  # noqa: PLR2004 - nothing to read
        return look
    return replace(look, finding=await _examine(standing, got, tools))


async def _examine(standing: Standing, got: Capture, tools: Tools) -> Finding:
    kind = got.header("content-type").lower()
    if kind and not any(name in kind for name in _HTML_TYPES):
        return _unread(Quality(QualityVerdict.NOT_HTML, f"the address answers with {kind.split(';')[0][:60]}"))
    page = Page(body=got.body, url=got.url, status=got.status, headers=got.headers)
    latest, rules = standing.latest, tools.rules
    reread = None
    if latest is not None and latest.extractor != rules.reader(got.url):
        reread = await asyncio.to_thread(old_page, standing, tools)
    job = Job(
        page=page,
        latest=latest.document if latest else None,
        reread=reread,
        memory=standing.memory,
        rules=rules.of(got.url),
        seen_at=got.finished_at,
    )
    try:
        return await tools.pool.run(examine, job)
    except OverBudget as error:
        return _unread(Quality(QualityVerdict.PARSER_GAVE_UP, f"reading the page {error}"))
    except Exception as error:  # noqa: BLE001 - any fault of ours on a strange page
        # Ours to mend, but the publisher must not be asked again at once for it: the page is kept, and waits its turn.
        _LOG.exception("reading %s broke", got.url)
        return _unread(Quality(QualityVerdict.PARSER_GAVE_UP, f"reading the page broke ({type(error).__name__})"))


def _unread(quality: Quality) -> Finding:
    return Finding(document=Document(), quality=quality, fingerprint="")


def old_page(standing: Standing, tools: Tools) -> Page | None:
    """The page that the latest revision was read from; None where its bytes are damaged."""
    if standing.latest is None:
        return None
    try:
        body = tools.snapshots.load(standing.latest.snapshot_sha256)
    except DamagedSnapshot as error:
        _LOG.error("%s; its page is compared as it was read then", error)
        return None
    with tools.database.read() as connection:
        return page_of(connection, standing.latest.id, body)


def _record(visit: Visit, turn: HostTurn, key: str, tools: Tools) -> CheckReport:
    article, decision = visit.standing.article, visit.decision
    versions = Versions(extractor=tools.rules.reader(_read_at(visit)), comparer=COMPARER)
    with tools.database.write() as connection:
        promised = records.record(connection, visit, turn=turn, versions=versions, name_message=tools.name_message)
        if decision.believed:
            for alias in {key, *_canonical_key(decision, article.url)} - visit.standing.keys - {""}:
                articles.add_alias(connection, article.id, alias)
        after = articles.get(connection, article.id)
        found = history.revision(connection, article.id, after.revisions) if decision.revision else None
    return CheckReport(
        article_id=article.id,
        url=article.url,
        finished_at=visit.got.finished_at,
        outcome=decision.outcome,
        detail=decision.detail,
        headline=after.headline,
        revision=found,
        next_check_at=decision.next_check_at,
        promised=promised,
        notice=decision.notice,
    )


def _read_at(visit: Visit) -> str:
    """The address whose site rules read the page: where the redirects ended."""
    return visit.got.url if isinstance(visit.got, Capture) else visit.standing.article.url


def _canonical_key(decision: Decision, url: str) -> set[str]:
    """The page's own canonical address, believed only within its host: a page must not claim another's articles."""
    claimed = decision.revision.document.canonical_url if decision.revision else ""
    if not claimed:
        return set()
    try:
        key = article_key(claimed)
        return {key} if host_of(key) == host_of(article_key(url)) else set()
    except UsageError:
        return set()  # what the page claims is not an address
