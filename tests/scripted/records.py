"""Nouns with everything filled in, so that a test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tests.scripted.clock import NOON
from tracker.model import (
    Article,
    ArticleState,
    Capture,
    Cause,
    Document,
    EditWindow,
    Flag,
    FlagKind,
    Revision,
    Severity,
    Verdict,
)

URL = "https://paper.example/news/harbour"

_REVISION = Revision(
    id=1,
    article_id=1,
    number=1,
    cause=Cause.FIRST,
    first_seen_at=NOON,
    last_seen_at=NOON,
    window=EditWindow(after_at=None, until_at=NOON),
    snapshot_sha256="0" * 64,
    text_sha256="1" * 64,
    extractor="1",
    headline="Harbour wall to rise",
    words=3,
    severity=Severity.SILENT,
    disclosure=Verdict.NONE,
    note="",
)

_ARTICLE = Article(
    id=1,
    url=URL,
    host="paper.example",
    source="paper.example",
    headline="",
    state=ArticleState.LIVE,
    added_at=NOON,
    next_check_at=NOON,
    last_checked_at=None,
    last_changed_at=None,
    last_outcome=None,
    last_detail="",
    failures=0,
    revisions=0,
)


def a_revision(number: int = 1, **fields: Any) -> Revision:
    return replace(_REVISION, id=number, number=number, **fields)


def an_article(**fields: Any) -> Article:
    return replace(_ARTICLE, **fields)


def a_capture(status: int = 200, body: bytes = b"<p>.</p>", *, at: datetime = NOON, **fields: Any) -> Capture:
    """What one request gave, two seconds after it was made."""
    made = Capture(
        requested_url=URL,
        url=URL,
        status=status,
        headers=(("content-type", "text/html; charset=utf-8"),),
        body=body,
        started_at=at,
        finished_at=at + timedelta(seconds=2),
    )
    return replace(made, **fields)


def a_flag(kind: FlagKind = FlagKind.QUOTE_CHANGED, severity: Severity = Severity.HIGH, **fields: Any) -> Flag:
    made = Flag(
        kind=kind,
        severity=severity,
        before="forty-two",
        after="forty-three",
        rule="test-rule",
        explanation="The words inside the marks differ.",
        summary="Quote changed: forty-two → forty-three",
    )
    return replace(made, **fields)


def a_text(*sentences: str, headline: str = "Harbour wall to rise") -> Document:
    return Document.from_text("\n\n".join(sentences), headline=headline)
