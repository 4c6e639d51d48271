"""How a revision is written: what it says, how it differs, what was found in it, and what it can be found by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from tracker.cleaning import clean_text, cleaned
from tracker.codec import to_json
from tracker.compare import quotes
from tracker.compare.blame import Step
from tracker.decision import Latest, NewRevision
from tracker.examining.drafting import Draft, drafted
from tracker.examining.examine import Reread
from tracker.model import Cause, Change, Disclosure, Flag, Severity, Verdict
from tracker.store.blames import keep_blame, keep_drafted
from tracker.store.prepared import Prepared
from tracker.store.schema import flags, revisions
from tracker.store.steps import keep_step
from tracker.store.utterances import keep_utterances
from tracker.store.words import keep_words

_OF_ID = select(revisions).where(revisions.c.id == bindparam("own"))
_KEEP = Prepared(insert(revisions).returning(revisions.c.id))
_KEEP_FLAG = Prepared(insert(flags).returning(flags.c.id))


@dataclass(frozen=True, slots=True)
class Versions:
    """Which code read and compared: kept with every revision."""

    extractor: str
    comparer: str


def keep_revision(
    connection: Connection,
    revision: NewRevision,
    *,
    article_id: int,
    number: int,
    window_after_at: datetime | None,
    versions: Versions,
    **row: Any,
) -> int:
    """Write a revision with its flags, its words, who is quoted in it, and what became of its sentences; gives its number.
    `row` are the columns that say when it was seen, in which check and which snapshot.
    """
    draft = revision.draft
    document = revision.document if draft else cleaned(revision.document)  # drafts are made of clean texts
    values = document_facts(revision, draft or drafted(document)) | row
    values |= {"article_id": article_id, "number": number, "window_after_at": window_after_at}
    values |= {"extractor": versions.extractor, "comparer": versions.comparer}
    revision_id = int(_KEEP.scalar(connection, values))
    keep_words(connection, article_id, number, document)
    quoted = quotes(document) if revision.quotations is None else revision.quotations
    keep_utterances(connection, article_id, number, cleaned(quoted), revision.flags)
    step = Step(number, document, is_edit=revision.cause is not Cause.RE_EXTRACTION)
    if not draft or not keep_drafted(connection, article_id, draft, number):
        keep_blame(connection, article_id, step, revision.change)
    _keep_flags(
        connection,
        revision.flags,
        disclosure=values["disclosure"],
        article_id=article_id,
        revision_id=revision_id,
        found_at=row["first_seen_at"],
        window_after_at=window_after_at,
    )
    return revision_id


def keep_event(
    connection: Connection, article_id: int, event: Flag, *, now: datetime, window_after_at: datetime | None
) -> int:
    """Write a flag of the article itself; gives its number."""
    own = {"article_id": article_id, "revision_id": None, "found_at": now, "window_after_at": window_after_at}
    return _keep_flags(connection, [event], disclosure=Verdict.NONE, **own)[0]


def keep_reread(connection: Connection, latest: Latest, reread: Reread, number: int, versions: Versions) -> int:
    """Record that the latest revision's page reads otherwise today; 1 where that made a revision, else 0."""
    if reread.fingerprint == latest.fingerprint:
        own = revisions.c.id == latest.id
        connection.execute(update(revisions).where(own).values(extractor=versions.extractor))
        return 0
    old = connection.execute(_OF_ID, {"own": latest.id}).one()
    keep_revision(
        connection,
        NewRevision(document=reread.document, fingerprint=reread.fingerprint, cause=Cause.RE_EXTRACTION),
        article_id=old.article_id,
        number=number,
        window_after_at=None,
        versions=versions,
        first_seen_at=old.first_seen_at,
        last_seen_at=old.last_seen_at,
        check_id=old.check_id,
        snapshot_id=old.snapshot_id,
    )
    return 1


def document_facts(revision: NewRevision, draft: Draft) -> dict[str, Any]:
    """The columns of a revision that come from what it says, and how it differs."""
    change = revision.change
    disclosure = change.disclosure if change else Disclosure(verdict=Verdict.NONE)
    return {
        "cause": revision.cause,
        "fingerprint": revision.fingerprint,
        "text_sha256": draft.text_sha256,
        "document": draft.document,
        "headline": clean_text(revision.document.headline)[:2000],
        "words": draft.words,
        "severity": severity_of(change, revision.flags),
        "disclosure": disclosure.verdict,
        "note": clean_text(disclosure.note),
        "reverts_to": revision.reverts_to,
    }


def severity_of(change: Change | None, found: Sequence[Flag]) -> Severity:
    """That of the change, or of the worst flag where one is worse."""
    highest = change.severity if change else Severity.SILENT
    return max([highest, *(flag.severity for flag in found)], key=lambda severity: severity.rank)


def _keep_flags(connection: Connection, found: Sequence[Flag], *, disclosure: Verdict, **own: Any) -> list[int]:
    """Write flags, and the change that they make up in the list of changes; gives their numbers."""
    ids = []
    for flag in found:
        row = own | {"kind": flag.kind, "severity": flag.severity, "flag": to_json(cleaned(flag))}
        ids.append(int(_KEEP_FLAG.scalar(connection, row)))
    told = [(number, flag.kind, flag.severity) for number, flag in zip(ids, found, strict=True)]
    step = {name: own[name] for name in ("article_id", "revision_id", "found_at")}
    keep_step(connection, told, disclosure=disclosure, **step)
    return ids
