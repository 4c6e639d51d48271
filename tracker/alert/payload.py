"""What a message says for programs: the JSON of a webhook, in the schema that docs/webhook.md tells of. Pure."""

from __future__ import annotations

import json
from typing import Any, Final

from tracker.alert.compose import NothingToTell, is_visible
from tracker.alert.notice import (
    BriefNotice,
    ChangeNotice,
    Envelope,
    EventNotice,
    Notice,
    Telling,
    TrialNotice,
    TroubleNotice,
)
from tracker.alert.subject import TRIAL, asked_for, in_order, subject, trouble_subject
from tracker.model import Article, Flag, Severity, Verdict
from tracker.render.data import flag_to_dict, window_to_dict
from tracker.render.window import iso_utc

SCHEMA: Final = "tracker.alert/1"
_MOST_FLAGS: Final = 20
_LONGEST_TEXT: Final = 2_000


def payload(telling: Telling, envelope: Envelope, *, subscription_id: int) -> bytes:
    """The body of a POST: JSON in plain ASCII, the same each time for the same. Raises NothingToTell where nothing can be
    seen of it.
    """
    head: dict[str, Any] = {
        "schema": SCHEMA,
        "id": envelope.message_id,
        "thread": envelope.thread_id or envelope.message_id,
        "subscription": subscription_id,
        "created_at": iso_utc(envelope.created_at),
        "test": isinstance(telling, TrialNotice),
    }
    told: dict[str, Any]
    if isinstance(telling, TrialNotice):
        told = {"subject": TRIAL, "changes": [], "trouble": None}
    elif isinstance(telling, TroubleNotice):
        told = {"subject": trouble_subject(telling), "changes": [], "trouble": _trouble(telling)}
    else:
        visible = in_order([notice for notice in telling if is_visible(notice)])
        if not visible:
            raise NothingToTell("an alert without a visible change is not sent")
        told = {"subject": subject(visible), "changes": [_change(notice) for notice in visible], "trouble": None}
    tail = {"remarks": list(envelope.closing), "unsubscribe_url": envelope.unsubscribe_url}
    return json.dumps(head | told | tail, ensure_ascii=True).encode("ascii")


def _change(notice: Notice) -> dict[str, Any]:
    flags = sorted(asked_for(notice), key=lambda flag: -flag.severity.rank)
    worst = flags[0].severity if flags else Severity.SILENT
    brief = isinstance(notice, BriefNotice)
    old, new, verdict = None, None, Verdict.NONE
    if isinstance(notice, ChangeNotice):
        old, new = notice.old.number if notice.old else None, notice.new.number
        verdict = notice.new.disclosure
    return {
        "what": "event" if isinstance(notice, EventNotice) else "summary" if brief else "change",
        "article": _article(notice.article),
        "from_revision": old,
        "to_revision": new,
        "window": window_to_dict(notice.window),
        "severity": worst.value,
        "disclosure": verdict.value,
        "flags": [_brief_flag(flag) if brief else _flag(flag) for flag in flags[:_MOST_FLAGS]],
        "more_flags": max(len(flags) - _MOST_FLAGS, 0),
        "remark": notice.remark if isinstance(notice, BriefNotice) else "",
        "url": notice.page_url,
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "url": article.url,
        "source": article.source,
        "headline": article.headline[:_LONGEST_TEXT],
    }


def _flag(flag: Flag) -> dict[str, Any]:
    """A flag as everywhere, with texts that are cut where they are very long."""
    found = flag_to_dict(flag)
    cut = {name: found[name][:_LONGEST_TEXT] for name in ("before", "after", "explanation", "summary", "speaker")}
    return found | cut


def _brief_flag(flag: Flag) -> dict[str, Any]:
    return {"kind": flag.kind.value, "severity": flag.severity.value, "summary": flag.summary[:_LONGEST_TEXT]}


def _trouble(notice: TroubleNotice) -> dict[str, Any]:
    return {
        "name": notice.name,
        "what": notice.what,
        "detail": notice.detail,
        "sources": list(notice.sources),
        "found_at": iso_utc(notice.found_at),
        "ended_at": iso_utc(notice.ended_at) if notice.ended_at else None,
        "url": notice.page_url,
    }
