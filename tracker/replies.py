"""The larger answers as JSON-ready dicts: what `--json` prints, and what the API gives. The nouns are in render/data.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.model import AlertState, Article, Check, Document, Revision, Source, Subscription
from tracker.render.data import (
    Json,
    article_to_dict,
    check_to_dict,
    document_to_dict,
    flag_to_dict,
    revision_to_dict,
    stored_flag_to_dict,
    to_dict,
    window_to_dict,
)
from tracker.render.window import iso_utc
from tracker.render.wishes import clock_words

if TYPE_CHECKING:
    from tracker.answers import Comparison, History, Status
    from tracker.compare.ledger import LedgerEntry
    from tracker.model.blame import Blame, SentenceLife
    from tracker.store.listing import ListedChange
    from tracker.store.queue import HostStanding


def history_to_dict(history: History, visits: Sequence[Check] = ()) -> Json:
    """All that is known of an article, its revisions newest first, and those checks that were asked for."""
    gap = history.watched.longest_gap
    return {
        "article": article_to_dict(history.article),
        "revisions": [revision_to_dict(revision) for revision in reversed(history.revisions)],
        "events": [stored_flag_to_dict(event) for event in history.events],
        "explained": [
            {"note_in": one.note_revision, "revision": one.revision, "flag": flag_to_dict(one.flag)}
            for one in history.explained
        ],
        "checks": [check_to_dict(visit) for visit in visits],
        "check_count": history.watched.checks,
        "sightings": history.watched.sightings,
        "longest_gap_seconds": gap and gap.total_seconds(),
    }


def blame_to_dict(article: Article, found: Blame) -> Json:
    """What became of the sentences of an article, by the revision in which it happened."""
    return {
        "article": article_to_dict(article),
        "revision": found.revision,
        "sentences": [_sentence_to_dict(life) for life in found.standing],
        "gone": [_sentence_to_dict(life) for life in found.gone],
        "forgotten": found.forgotten,
    }


def comparison_place(found: Comparison) -> Json:
    """Which two revisions of which article are compared, and when the edits between them happened."""
    return {
        "article": article_to_dict(found.article),
        "old": revision_to_dict(found.old),
        "new": revision_to_dict(found.new),
        "window": window_to_dict(found.window),
    }


def comparison_to_dict(found: Comparison) -> Json:
    """Two revisions and the step between them."""
    return {
        **comparison_place(found),
        "differs": bool(found.change.edits or found.flags),
        **to_dict(found.change),
        "flags": [flag_to_dict(flag) for flag in found.flags],
    }


def text_to_dict(revision: Revision, document: Document) -> Json:
    """A revision and what it says."""
    return {"revision": revision_to_dict(revision), "document": document_to_dict(document)}


def change_to_dict(change: ListedChange) -> Json:
    """One entry of the list of changes."""
    return {
        "number": change.number,
        "article": article_to_dict(change.article),
        "revision": change.revision,
        "window": window_to_dict(change.window),
        "disclosure": change.disclosure.value,
        "flags": [flag_to_dict(flag) for flag in change.flags],
    }


def utterance_to_dict(entry: LedgerEntry) -> Json:
    """One utterance of the quote ledger."""
    return {
        "speaker": entry.speaker,
        "gone_in": entry.gone_in,
        "wordings": [
            {"text": w.text, "speaker": w.speaker, "verb": w.verb, "first": w.first, "last": w.last}
            for w in entry.wordings
        ],
    }


def source_to_dict(one: Source) -> Json:
    """A source."""
    return {
        "id": one.id,
        "name": one.name,
        "url": one.url,
        "asked_url": one.asked_url,
        "kind": one.kind,
        "include": list(one.include),
        "exclude": list(one.exclude),
        "cap": one.cap,
        "articles": one.articles,
        "added_at": iso_utc(one.added_at),
        "last_looked_at": iso_utc(one.last_looked_at) if one.last_looked_at else None,
        "next_look_at": iso_utc(one.next_look_at),
        "pause_seconds": one.pause.total_seconds(),
        "outcome": one.last_outcome.value if one.last_outcome else None,
        "detail": one.last_detail,
        "failures": one.failures,
        "pushed_until": iso_utc(one.pushed_until) if one.pushed_until else None,
        "last_push_at": iso_utc(one.last_push_at) if one.last_push_at else None,
    }


def subscription_to_dict(one: Subscription) -> Json:
    """A subscription; its secrets are told by nobody."""
    rhythm, search = one.rhythm, one.search
    return {
        "id": one.id,
        "address": one.address,
        "article": one.article_id,
        "source": one.source,
        "words": search.words,
        "drops": search.drops,
        "adds": search.adds,
        "severity": one.floor.value,
        "kinds": sorted(one.kinds),
        "disclosures": sorted(one.disclosures),
        "languages": sorted(one.languages),
        "cadence": rhythm.cadence.value,
        "at": clock_words(rhythm.digest_minute),
        "zone": rhythm.zone,
        "quiet": f"{clock_words(rhythm.quiet.start)}-{clock_words(rhythm.quiet.end)}" if rhythm.quiet else "",
        "troubles": one.troubles,
        "created_at": iso_utc(one.created_at),
        "disabled_at": iso_utc(one.disabled_at) if one.disabled_at else None,
        "disabled_by": one.disabled_by,
    }


def host_to_dict(host: HostStanding) -> Json:
    """How a host stands."""
    return {
        "name": host.name,
        "next_allowed_at": iso_utc(host.next_allowed_at),
        "is_held": host.is_held,
        "failures": host.failures,
        "stopped_at": iso_utc(host.stopped_at) if host.stopped_at else None,
        "due": host.due,
    }


def status_to_dict(status: Status, daemon: int | None, sources: Sequence[Source]) -> Json:
    """How Tracker is doing; `daemon` is the process that follows the store, if one does."""
    counts = status.counts
    troubled = [source for source in sources if source.failures]
    return {
        "daemon": daemon,
        "late_seconds": status.late.total_seconds(),
        "expected_delay_seconds": status.expected_delay.total_seconds() if status.expected_delay is not None else None,
        "stopped_hosts": [host_to_dict(host) for host in status.stopped_hosts],
        **{name: getattr(counts, name) for name in counts.__slots__},
        "alerts": {state.value: status.alerts.get(state, 0) for state in AlertState},
        "mail_ready": status.mail_ready,
        "mail_error": status.mail_error,
        "checks_go_on": status.goes_on,
        "troubles": [
            {"name": one.name, "what": one.what.value, "detail": one.detail, "found_at": iso_utc(one.found_at)}
            for one in status.troubles
        ],
        "disabled_subscriptions": [one.id for one in status.disabled],
        "troubled": [article_to_dict(article) for article in status.troubled],
        "sources": len(sources),
        "troubled_sources": [source_to_dict(source) for source in troubled],
    }


def _sentence_to_dict(life: SentenceLife) -> Json:
    return {
        "text": life.text,
        "start": life.start,
        "end": life.end,
        "events": [{"kind": event.kind.value, "revision": event.revision} for event in life.events],
        "omitted": life.omitted,
    }
