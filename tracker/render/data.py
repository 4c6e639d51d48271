"""The nouns as JSON-ready dicts for `--json` and the API: stable key names, texts verbatim, times ISO 8601 in UTC.

Nothing is made inert here: `before` and `after` must stay the characters of the documents. `to_json` escapes everything
outside ASCII, so what it prints cannot steer a terminal, and lone surrogates survive.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.model import (
    Article,
    Block,
    Change,
    Check,
    Disclosure,
    Document,
    Edit,
    EditWindow,
    Flag,
    Revision,
    Span,
    StoredFlag,
)
from tracker.render.window import iso_utc

if TYPE_CHECKING:
    from tracker.render import shapes

Json = Mapping[str, object]


def to_json(data: Json | Sequence[Json], *, indent: int | None = None) -> str:
    """The data as JSON in plain ASCII, on one line unless indented."""
    return json.dumps(data, ensure_ascii=True, indent=indent)


def to_dict(change: Change) -> shapes.Change:
    """A change: `severity`, `flags`, `disclosure`, and `passages`, which are all aligned passages in reading order
    with `kind`, `old` and `new` spans, `silent`, and `pieces` as [op, text]; either text can be rebuilt from them.
    """
    return {
        "severity": change.severity,
        "flags": [flag_to_dict(flag) for flag in change.flags],
        "disclosure": disclosure_to_dict(change.disclosure),
        "passages": [_edit(edit) for edit in change.passages],
    }


def flag_to_dict(flag: Flag) -> shapes.Flag:
    """A flag: `kind`, `sub`, `severity`, `before`, `after`, `before_span` and `after_span` ({part, start, end} or
    null), `rule`, `explanation`, `summary`, `speaker`, `delta` ({before_value, after_value, unit, factor} or null).
    """
    delta = flag.delta
    return {
        "kind": flag.kind,
        "sub": str(flag.sub),
        "severity": flag.severity,
        "before": flag.before,
        "after": flag.after,
        "before_span": _span(flag.before_span),
        "after_span": _span(flag.after_span),
        "rule": flag.rule,
        "explanation": flag.explanation,
        "summary": flag.summary,
        "speaker": flag.speaker,
        "delta": {
            "before_value": delta.before_value,
            "after_value": delta.after_value,
            "unit": delta.unit,
            "factor": delta.factor,
        }
        if delta
        else None,
    }


def disclosure_to_dict(disclosure: Disclosure) -> shapes.Disclosure:
    """A disclosure: `verdict`, `note`, `note_span`, `modified_moved`, `reasons`."""
    return {
        "verdict": disclosure.verdict,
        "note": disclosure.note,
        "note_span": _span(disclosure.note_span),
        "modified_moved": disclosure.modified_moved,
        "reasons": list(disclosure.reasons),
    }


def window_to_dict(window: EditWindow) -> shapes.EditWindow:
    """An edit window: `after_at` (null for a first sight) and `until_at`."""
    return {"after_at": _time(window.after_at), "until_at": iso_utc(window.until_at)}


def article_to_dict(article: Article) -> shapes.Article:
    """An article, key for key as in the model."""
    return {
        "id": article.id,
        "url": article.url,
        "host": article.host,
        "source": article.source,
        "headline": article.headline,
        "state": article.state,
        "added_at": iso_utc(article.added_at),
        "next_check_at": _time(article.next_check_at),
        "last_checked_at": _time(article.last_checked_at),
        "last_changed_at": _time(article.last_changed_at),
        "last_outcome": article.last_outcome,
        "last_detail": article.last_detail,
        "failures": article.failures,
        "revisions": article.revisions,
        "awaited": article.awaited,
    }


def revision_to_dict(revision: Revision) -> shapes.Revision:
    """A revision, key for key as in the model; its flags as by `flag_to_dict`."""
    return {
        "id": revision.id,
        "article_id": revision.article_id,
        "number": revision.number,
        "cause": revision.cause,
        "first_seen_at": iso_utc(revision.first_seen_at),
        "last_seen_at": iso_utc(revision.last_seen_at),
        "window": window_to_dict(revision.window),
        "snapshot_sha256": revision.snapshot_sha256,
        "text_sha256": revision.text_sha256,
        "extractor": revision.extractor,
        "headline": revision.headline,
        "words": revision.words,
        "severity": revision.severity,
        "disclosure": revision.disclosure,
        "note": revision.note,
        "flags": [flag_to_dict(flag) for flag in revision.flags],
        "reverts_to": revision.reverts_to,
    }


def check_to_dict(check: Check) -> shapes.Check:
    """A check, key for key as in the model."""
    return {
        "id": check.id,
        "article_id": check.article_id,
        "started_at": iso_utc(check.started_at),
        "finished_at": iso_utc(check.finished_at),
        "outcome": check.outcome,
        "status": check.status,
        "detail": check.detail,
        "snapshot_sha256": check.snapshot_sha256,
    }


def stored_flag_to_dict(stored: StoredFlag) -> shapes.StoredFlag:
    """A flag with where and when: `id`, `article` ({id, url, source, headline}), `revision`, `window`, `disclosure`, and
    the keys of the flag itself.
    """
    article = stored.article
    return {
        "id": stored.id,
        "article": {"id": article.id, "url": article.url, "source": article.source, "headline": article.headline},
        "revision": stored.revision,
        "window": window_to_dict(stored.window),
        "disclosure": stored.disclosure,
        **flag_to_dict(stored.flag),
    }


def document_to_dict(document: Document) -> shapes.Document:
    """A document, key for key as in the model, with `text` (the body as read) as well."""
    headlines = document.headlines
    return {
        "headline": document.headline,
        "headlines": {
            "h1": headlines.h1,
            "title": headlines.title,
            "og": headlines.og,
            "json_ld": headlines.json_ld,
            "feed": headlines.feed,
        },
        "standfirst": document.standfirst,
        "byline": document.byline,
        "authors": list(document.authors),
        "section": document.section,
        "language": document.language,
        "url": document.url,
        "canonical_url": document.canonical_url,
        "published_at": _time(document.published_at),
        "published_source": document.published_source,
        "modified_at": _time(document.modified_at),
        "modified_source": document.modified_source,
        "marks": sorted(document.marks),
        "text": document.text,
        "blocks": [_block(block) for block in document.blocks],
        "furniture": [_block(block) for block in document.furniture],
    }


def _edit(edit: Edit) -> shapes.Edit:
    return {
        "kind": edit.kind,
        "old": [_place(span) for span in edit.old],
        "new": [_place(span) for span in edit.new],
        "silent": edit.silent,
        "pieces": [(piece.op, piece.text) for piece in edit.pieces],
    }


def _block(block: Block) -> shapes.Block:
    return {
        "kind": block.kind,
        "text": block.text,
        "links": [{"text": link.text, "href": link.href} for link in block.links],
        "path": block.path,
    }


def _span(span: Span | None) -> shapes.Span | None:
    return _place(span) if span else None


def _place(span: Span) -> shapes.Span:
    return {"part": span.part, "start": span.start, "end": span.end}


def _time(at: datetime | None) -> str | None:
    return iso_utc(at) if at else None
