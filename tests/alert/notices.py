"""Changes and notices made by hand: texts of one sentence a paragraph, so that what an alert says of them is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tracker.alert.notice import ChangeNotice, Envelope, EventNotice
from tracker.model import (
    Article,
    ArticleState,
    Cause,
    Change,
    Disclosure,
    Document,
    Edit,
    EditKind,
    EditWindow,
    Flag,
    FlagKind,
    Op,
    Part,
    Piece,
    Revision,
    Severity,
    Span,
    Verdict,
)

NOON = datetime(2026, 11, 22, 13, 17, 43, tzinfo=UTC)
WINDOW = EditWindow(NOON - timedelta(minutes=15, seconds=32), NOON)
PAPER = "https://www.harbour-gazette.example/news/ferry"

QUOTE_BEFORE = "“We will never sell the ferry,” said Mira Oduya, who runs the port."
QUOTE_AFTER = "“We will not sell the ferry this year,” said Mira Oduya, who runs the port."
AGE_BEFORE = "Oduya, 42, grew up on the quay."
AGE_AFTER = "Oduya, 43, grew up on the quay."
SENTENCES = (
    (QUOTE_BEFORE, QUOTE_AFTER),
    ("The last boat leaves at nine.", "The last boat leaves at nine."),
    (AGE_BEFORE, AGE_AFTER),
)


def flag(
    kind: FlagKind = FlagKind.QUOTE_CHANGED,
    severity: Severity = Severity.HIGH,
    before: str = "",
    after: str = "",
    **more: Any,
) -> Flag:
    summary = more.pop("summary", f"{before} → {after}")
    return Flag(kind, severity, before, after, "rule-of-the-test", "a test says so", summary, **more)


QUOTE = flag(
    before="We will never sell the ferry,",
    after="We will not sell the ferry this year,",
    summary="A quote of Mira Oduya was changed",
)
AGE = flag(FlagKind.FACT_CHANGED, Severity.MEDIUM, "42", "43", sub="age", summary="Age: 42 → 43")


def article(headline: str = "Port keeps its ferry", **more: Any) -> Article:
    facts: dict[str, Any] = {
        "id": 12,
        "url": PAPER,
        "host": "www.harbour-gazette.example",
        "source": "Harbour Gazette",
        "headline": headline,
        "state": ArticleState.LIVE,
        "added_at": NOON - timedelta(days=1),
        "next_check_at": None,
        "last_checked_at": NOON,
        "last_changed_at": NOON,
        "last_outcome": None,
        "last_detail": "",
        "failures": 0,
        "revisions": 4,
    }
    return Article(**(facts | more))


def revision(number: int, **more: Any) -> Revision:
    facts: dict[str, Any] = {
        "id": 100 + number,
        "article_id": 12,
        "number": number,
        "cause": Cause.EDIT,
        "first_seen_at": WINDOW.until_at,
        "last_seen_at": WINDOW.until_at,
        "window": WINDOW,
        "snapshot_sha256": "a" * 64,
        "text_sha256": "b" * 64,
        "extractor": "1",
        "headline": "Port keeps its ferry",
        "words": 20,
        "severity": Severity.HIGH,
        "disclosure": Verdict.SILENT,
        "note": "",
    }
    return Revision(**(facts | more))


def change(
    sentences: Sequence[tuple[str, str]] = SENTENCES,
    flags: Sequence[Flag] = (QUOTE, AGE),
    headlines: tuple[str, str] = ("Port keeps its ferry", "Port keeps its ferry"),
) -> Change:
    old = Document.from_text("\n\n".join(before for before, _ in sentences), headline=headlines[0])
    new = Document.from_text("\n\n".join(after for _, after in sentences), headline=headlines[1])
    passages, old_at, new_at = [], 0, 0
    for before, after in sentences:
        passages.append(
            Edit(
                EditKind.KEPT if before == after else EditKind.CHANGED,
                (Span(Part.BODY, old_at, old_at + len(before)),),
                (Span(Part.BODY, new_at, new_at + len(after)),),
                _pieces(before, after),
            )
        )
        old_at += len(before) + 2
        new_at += len(after) + 2
    return Change(old, new, tuple(passages), tuple(flags), Disclosure(Verdict.SILENT))


def change_notice(headline: str = "Port keeps its ferry", **more: Any) -> ChangeNotice:
    made = more.pop("change", None) or change()
    facts: dict[str, Any] = {
        "article": more.pop("article", None) or article(headline),
        "old": revision(3),
        "new": revision(4),
        "change": made,
        "flags": made.flags,
        "window": WINDOW,
        "page_url": "https://tracker.newsroom.example/articles/12/changes/3..4",
    }
    return ChangeNotice(**(facts | more))


def event_notice(kind: FlagKind = FlagKind.ARTICLE_GONE, **more: Any) -> EventNotice:
    happened = flag(kind, Severity.CRITICAL, summary="The page answers 404 since three checks")
    facts: dict[str, Any] = {"article": article(), "flag": happened, "window": WINDOW, "last_good": revision(4)}
    return EventNotice(**(facts | more))


def envelope(**more: Any) -> Envelope:
    facts: dict[str, Any] = {
        "from_address": "Desk alerts <alerts@newsroom.example>",
        "to_address": "reader@example.net",
        "message_id": "<alert-7.store@newsroom.example>",
        "created_at": NOON,
        "zone": ZoneInfo("Europe/Paris"),
        "page_url": "https://tracker.newsroom.example",
        "unsubscribe_token": "s3cret-token",
        "unsubscribe_url": "https://tracker.newsroom.example/unsubscribe/s3cret-token",
    }
    return Envelope(**(facts | more))


def _pieces(before: str, after: str) -> tuple[Piece, ...]:
    if before == after:
        return (Piece(Op.EQUAL, before),)
    olds, news = (text.split(" ") for text in (before, after))
    start = _shared(olds, news)
    end = min(_shared(olds[::-1], news[::-1]), len(olds) - start, len(news) - start)
    parts = (
        (Op.EQUAL, olds[:start]),
        (Op.DELETE, olds[start : len(olds) - end]),
        (Op.INSERT, news[start : len(news) - end]),
        (Op.EQUAL, olds[len(olds) - end :]),
    )
    return tuple(Piece(op, " ".join(words) + " ") for op, words in parts if words)


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words both begin with."""
    return next(
        (at for at, (before, after) in enumerate(zip(old, new, strict=False)) if before != after),
        min(len(old), len(new)),
    )
