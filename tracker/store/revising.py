"""How a revision is written: what it says, how it differs, what was found in it, and what it can be found by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from tracker.cleaning import clean_text, cleaned
from tracker.compare import quotes
from tracker.decision import Latest, NewRevision
from tracker.examine import Reread, text_sha256
from tracker.model import Cause, Change, Disclosure, Document, Flag, Severity, Verdict
from tracker.store.codec import pack_document, to_json
from tracker.store.schema import flags, revisions
from tracker.store.utterances import keep_utterances
from tracker.store.words import keep_words

_OF_ID = select(revisions).where(revisions.c.id == bindparam("own"))
_KEEP = insert(revisions).returning(revisions.c.id)
_KEEP_FLAGS = insert(flags)
_KEEP_FLAG = insert(flags).returning(flags.c.id)


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
    """Write a revision with its flags, its words, and who is quoted in it; gives its number. `row` are the columns that
    say when it was seen, in which check and which snapshot.
    """
    document = cleaned(revision.document)
    values = document_facts(revision, document) | row
    values |= {"article_id": article_id, "number": number, "window_after_at": window_after_at}
    values |= {"extractor": versions.extractor, "comparer": versions.comparer}
    revision_id = int(connection.execute(_KEEP, values).scalar_one())
    keep_words(connection, article_id, number, document)
    quoted = quotes(document) if revision.quotations is None else revision.quotations
    keep_utterances(connection, article_id, number, cleaned(quoted), revision.flags)
    found = [_flag_row(flag, article_id, revision_id, row["first_seen_at"], window_after_at) for flag in revision.flags]
    if found:
        connection.execute(_KEEP_FLAGS, found)
    return revision_id


def keep_event(
    connection: Connection, article_id: int, event: Flag, *, now: datetime, window_after_at: datetime | None
) -> int:
    """Write a flag of the article itself; gives its number."""
    row = _flag_row(event, article_id, None, now, window_after_at)
    return int(connection.execute(_KEEP_FLAG, row).scalar_one())


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


def document_facts(revision: NewRevision, document: Document) -> dict[str, Any]:
    """The columns of a revision that come from what it says, in clean texts, and how it differs."""
    change = revision.change
    disclosure = change.disclosure if change else Disclosure(verdict=Verdict.NONE)
    text = document.text
    return {
        "cause": revision.cause,
        "fingerprint": revision.fingerprint,
        "text_sha256": text_sha256(document),
        "document": pack_document(document),
        "headline": document.headline[:2000],
        "words": len(text.split()),
        "severity": severity_of(change, revision.flags),
        "disclosure": disclosure.verdict,
        "note": clean_text(disclosure.note),
        "reverts_to": revision.reverts_to,
    }


def severity_of(change: Change | None, found: Sequence[Flag]) -> Severity:
    """That of the change, or of the worst flag where one is worse."""
    highest = change.severity if change else Severity.SILENT
    return max([highest, *(flag.severity for flag in found)], key=lambda severity: severity.rank)


def _flag_row(
    flag: Flag, article_id: int, revision_id: int | None, found_at: datetime, window_after_at: datetime | None
) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "revision_id": revision_id,
        "found_at": found_at,
        "window_after_at": window_after_at,
        "kind": flag.kind,
        "severity": flag.severity,
        "flag": to_json(cleaned(flag)),
    }
