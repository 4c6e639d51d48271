"""Reading old captures again with today's extractor and rules. What differs because we changed is recorded as a
re-extraction, and nobody is told.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.compare import COMPARER, compare, fingerprint
from tracker.errors import OverBudget
from tracker.examining.examine import OldPage, Reread, read_again
from tracker.extract import Sheet, SiteRules, idle, rule_for
from tracker.model import Document, EditKind
from tracker.store import history, records
from tracker.store.articles import HostTurn
from tracker.store.database import Database
from tracker.store.revising import Versions
from tracker.store.snapshots import Snapshots
from tracker.store.standing import page_of, standing_of
from tracker.turn.looking import old_page
from tracker.turn.tools import Tools


class RereadOutcome(StrEnum):
    """What became of an article whose latest capture was to be read again."""

    CURRENT = "current"  # today's extractor and rules had read it already
    SAME = "same"
    OTHERWISE = "otherwise"
    UNREAD = "unread"  # no capture of it was ever believed, so there is none to read again
    UNREADABLE = "unreadable"  # today nothing can be read from it: the old reading stands


@dataclass(frozen=True, slots=True)
class RereadReport:
    """How an article's latest capture reads today; `revision` is the number of the re-extraction, if one was made."""

    article_id: int
    headline: str
    outcome: RereadOutcome
    revision: int | None = None


async def reextract(article_id: int, turn: HostTurn, tools: Tools) -> RereadReport:
    """Read the latest revision's capture again, within its host's turn; the publisher is not asked.

    Raises LookupError for an unknown article, TurnLostError when the host went to somebody else, StoreError.
    """
    with tools.database.read() as connection:
        standing = standing_of(connection, article_id)
    article, latest = standing.article, standing.latest
    if latest is None:
        return RereadReport(article_id, article.headline, RereadOutcome.UNREAD)
    page = await asyncio.to_thread(old_page, standing, tools)
    if page is None:
        return RereadReport(article_id, article.headline, RereadOutcome.UNREADABLE)
    reader = tools.rules.reader(page.url)
    if latest.extractor == reader:
        return RereadReport(article_id, article.headline, RereadOutcome.CURRENT)
    reread = await _read(OldPage(page, standing.memory, tools.rules.of(page.url)), tools)
    if reread is None:
        return RereadReport(article_id, article.headline, RereadOutcome.UNREADABLE)
    versions = Versions(extractor=reader, comparer=COMPARER)
    with tools.database.write() as connection:
        otherwise = records.record_reread(connection, standing, reread, turn=turn, versions=versions)
    if not otherwise:
        return RereadReport(article_id, article.headline, RereadOutcome.SAME)
    return RereadReport(article_id, reread.document.headline, RereadOutcome.OTHERWISE, article.revisions + 1)


async def _read(old: OldPage, tools: Tools) -> Reread | None:
    try:
        return await tools.pool.run(read_again, old)
    except OverBudget:
        return None


@dataclass(frozen=True, slots=True)
class RuleTrial:
    """How a kept revision would read by the rules of today: sentences that would be added, removed and changed; whether
    one of them holds on the day of its capture, and which of that rule's selectors find nothing on the page.
    """

    revision: int
    unreadable: bool = False
    differs: bool = False
    added: int = 0
    removed: int = 0
    changed: int = 0
    ruled: bool = False
    idle: tuple[str, ...] = ()


def try_rules(article_id: int, database: Database, snapshots: Snapshots, rules: SiteRules) -> tuple[RuleTrial, ...]:
    """Read every revision's capture by these rules and hold it against what was read then; nothing is written.

    Raises DamagedSnapshot where a capture cannot be read from disk.
    """
    trials = []
    with database.read() as connection:
        for revision in history.revisions_of(connection, article_id):
            page = page_of(connection, revision.id, snapshots.load)
            own = rules.of(page.url)
            trial = _trial(
                revision.number,
                history.document_of(connection, revision.id),
                read_again(OldPage(page, rules=own)),
            )
            rule = rule_for(page.url, own, page.day)
            content_type = Sheet(page.body, page.url, page.status, page.headers).content_type
            trials.append(
                replace(trial, ruled=rule is not None, idle=idle(page.body, content_type, rule) if rule else ())
            )
    return tuple(trials)


def _trial(number: int, old: Document, reread: Reread | None) -> RuleTrial:
    if reread is None:
        return RuleTrial(revision=number, unreadable=True, differs=True)
    kinds = [edit.kind for edit in compare(old, reread.document).edits]
    return RuleTrial(
        revision=number,
        differs=reread.fingerprint != fingerprint(old),
        added=kinds.count(EditKind.ADDED),
        removed=kinds.count(EditKind.REMOVED),
        changed=len(kinds) - kinds.count(EditKind.ADDED) - kinds.count(EditKind.REMOVED),
    )
