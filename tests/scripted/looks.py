"""Where an article stands and what a visit saw of it, as `decide` takes them; each test names what is special."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.scripted.clock import NOON
from tests.scripted.records import URL, a_capture, a_text, an_article
from tracker.compare import compare, fingerprint
from tracker.decide import decide
from tracker.decision import Decision, Latest, Look, Standing
from tracker.examining.examine import Finding
from tracker.model import (
    Document,
    FailureKind,
    FetchFailure,
    FlagKind,
    Quality,
    QualityVerdict,
)
from tracker.schedule import Ladder, Life

QUARTER = timedelta(minutes=15)
CONFIRM = timedelta(minutes=5)
LADDER = Ladder(rungs=((timedelta(hours=3), QUARTER), (timedelta(days=365), timedelta(days=1))), jitter=0.1)
KEY = "paper.example/news/harbour"
ELSEWHERE = "https://paper.example/news/harbour-wall"

OLD = a_text("The wall will rise by two metres.", "Work starts in May.", "It costs 4m.")
NEW = a_text("The wall will rise by three metres.", "Work starts in May.", "It costs 4m.")
OTHER = a_text("Rain fell on Tuesday.", "Markets closed early.", "Schools stay open.", headline="In brief")

LATEST = Latest(
    id=7,
    number=2,
    fingerprint=fingerprint(OLD),
    extractor="1",
    document=OLD,
    last_seen_at=NOON - QUARTER,
    snapshot_sha256="a" * 64,
)


def standing(*, latest: Latest | None = LATEST, **fields: Any) -> Standing:
    """An article of two revisions that was fine when it was last seen; `fields` of it or of its article differ."""
    of_article = {name: fields.pop(name) for name in ("state", "failures", "last_changed_at") if name in fields}
    article = an_article(added_at=NOON - timedelta(hours=1), revisions=2 if latest else 0, **of_article)
    made = Standing(
        article=article,
        latest=latest,
        snapshot_sha256="a" * 64 if latest else "",
        held_fingerprint="",
        gone_looks=0,
        keys=frozenset({KEY}),
        earlier={"f1": 1, latest.fingerprint: 2} if latest else {},
        life=Life(
            added_at=article.added_at, changed_at=article.last_changed_at, changes=int(bool(article.last_changed_at))
        ),
    )
    return replace(made, **fields)


def finding(
    document: Document = NEW, verdict: QualityVerdict = QualityVerdict.OK, *, base: Document | None = OLD, **fields: Any
) -> Finding:
    change = compare(base, document) if base is not None and fingerprint(base) != fingerprint(document) else None
    made = Finding(
        document=document,
        quality=Quality(verdict, "" if verdict is QualityVerdict.OK else "because"),
        fingerprint=fingerprint(document),
        change=change,
    )
    return replace(made, **fields)


def look(found: Finding | None = None, *, status: int = 200, sha256: str = "b" * 64, **fields: Any) -> Look:
    """A look at the article, with other bytes than before."""
    got = a_capture(status, url=fields.pop("url", URL))
    return replace(Look(got=got, body_sha256=sha256, finding=found, key=KEY), **fields)


def failure(kind: FailureKind, detail: str = "no answer within 30 s") -> Look:
    return Look(got=FetchFailure(requested_url=URL, kind=kind, detail=detail, started_at=NOON, finished_at=NOON))


def decided(at: Standing, seen: Look, *, chance: float = 0.5) -> Decision:
    return decide(at, seen, ladder=LADDER, now=NOON, chance=chance)


def events(decision: Decision) -> list[FlagKind]:
    return [event.kind for event in decision.events]


def is_untouched(decision: Decision) -> bool:
    """Whether nothing of what is known of the article's text would change."""
    return not (decision.seen or decision.believed or decision.revision or decision.reread)
