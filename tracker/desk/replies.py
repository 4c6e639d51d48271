"""The larger answers as JSON-ready dicts: what `--json` prints, and what the API gives. The nouns are in render/data.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tracker.model import AlertState, Article, Check, Document, Revision, Source, Subscription
from tracker.render.data import (
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
    from tracker.compare.ledger import LedgerEntry
    from tracker.compare.ledger import Wording as LedgerWording
    from tracker.desk.answers import Comparison, History, Match, Status, Why
    from tracker.model.blame import Blame, SentenceLife
    from tracker.render import serviceshapes, shapes
    from tracker.schedule import Pace
    from tracker.store.listing import ListedChange
    from tracker.store.outlets import Outlet
    from tracker.store.queue import HostStanding
    from tracker.store.triage import Judgement
    from tracker.store.utterances import Said
    from tracker.store.utterances import Wording as KeptWording

MOST_LISTED: Final = 200
"""Revisions and events that the API's answer with a whole history holds at most; the lists have all."""


def history_to_dict(history: History, visits: Sequence[Check] = ()) -> shapes.History:
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
        "longest_gap_seconds": gap.total_seconds() if gap is not None else None,
    }


def blame_to_dict(article: Article, found: Blame) -> shapes.Blame:
    """What became of the sentences of an article, by the revision in which it happened."""
    return {
        "article": article_to_dict(article),
        "revision": found.revision,
        "sentences": [_sentence_to_dict(life) for life in found.standing],
        "gone": [_sentence_to_dict(life) for life in found.gone],
        "forgotten": found.forgotten,
    }


def comparison_place(found: Comparison) -> shapes.ComparisonPlace:
    """Which two revisions of which article are compared, and when the edits between them happened."""
    return {
        "article": article_to_dict(found.article),
        "old": revision_to_dict(found.old),
        "new": revision_to_dict(found.new),
        "window": window_to_dict(found.window),
    }


def comparison_to_dict(found: Comparison) -> shapes.Comparison:
    """Two revisions and the step between them."""
    return {
        **comparison_place(found),
        "differs": bool(found.change.edits or found.flags),
        **to_dict(found.blamed),
        "flags": [flag_to_dict(flag) for flag in found.flags],
    }


def text_to_dict(revision: Revision, document: Document) -> shapes.Text:
    """A revision and what it says."""
    return {"revision": revision_to_dict(revision), "document": document_to_dict(document)}


def change_to_dict(change: ListedChange) -> shapes.ListedChange:
    """One entry of the list of changes."""
    return {
        "number": change.number,
        "article": article_to_dict(change.article),
        "revision": change.revision,
        "window": window_to_dict(change.window),
        "disclosure": change.disclosure,
        "flags": [flag_to_dict(flag) for flag in change.flags],
        "judgement": judgement_to_dict(change.judgement) if change.judgement else None,
    }


def judgement_to_dict(one: Judgement) -> shapes.Judgement:
    """What somebody decided about a change, or about one of its flags."""
    return {
        "state": one.state,
        "note": one.note,
        "who": one.who,
        "made_at": iso_utc(one.made_at),
        "flag": one.flag_id,
    }


def match_to_dict(match: Match) -> shapes.Hit:
    """One article that was found."""
    return {
        "article": article_to_dict(match.article),
        "revisions": list(match.revisions),
        "came": window_to_dict(match.came),
        "gone": window_to_dict(match.gone) if match.gone else None,
        "misread": match.misread,
        "passage": [{"text": run.text, "found": run.found} for run in match.passage],
    }


def said_to_dict(said: Said) -> shapes.Said:
    """One utterance of a speaker, in one article."""
    return {
        "article": article_to_dict(said.article),
        "gone": said.is_gone,
        "wordings": [_wording(one) for one in said.wordings],
    }


def _wording(one: LedgerWording | KeptWording) -> shapes.Wording:
    return {"text": one.text, "speaker": one.speaker, "verb": one.verb, "first": one.first, "last": one.last}


def outlet_to_dict(one: Outlet) -> serviceshapes.Outlet:
    """How the articles of a source behave."""
    wait = one.time_to_correct
    return {
        "name": one.name,
        "articles": one.articles,
        "read": one.read,
        "lately": one.lately,
        "looked_at": one.looked_at,
        "failing": one.failing,
        "edits": one.edits,
        "edits_per_hundred": one.edits_per_hundred,
        "to_disclose": one.to_disclose,
        "silent": one.silent,
        "corrections": one.corrections,
        "seconds_to_correct": wait.total_seconds() if wait is not None else None,
    }


def utterance_to_dict(entry: LedgerEntry) -> shapes.Utterance:
    """One utterance of the quote ledger."""
    return {
        "speaker": entry.speaker,
        "gone_in": entry.gone_in,
        "wordings": [_wording(one) for one in entry.wordings],
    }


def source_to_dict(one: Source) -> serviceshapes.Source:
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
        "outcome": one.last_outcome,
        "detail": one.last_detail,
        "failures": one.failures,
        "pushed_until": iso_utc(one.pushed_until) if one.pushed_until else None,
        "last_push_at": iso_utc(one.last_push_at) if one.last_push_at else None,
    }


def subscription_to_dict(one: Subscription) -> serviceshapes.Subscription:
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
        "severity": one.floor,
        "kinds": sorted(one.kinds),
        "disclosures": sorted(one.disclosures),
        "languages": sorted(one.languages),
        "cadence": rhythm.cadence,
        "at": clock_words(rhythm.digest_minute),
        "zone": rhythm.zone,
        "quiet": f"{clock_words(rhythm.quiet.start)}-{clock_words(rhythm.quiet.end)}" if rhythm.quiet else "",
        "troubles": one.troubles,
        "created_at": iso_utc(one.created_at),
        "disabled_at": iso_utc(one.disabled_at) if one.disabled_at else None,
        "disabled_by": one.disabled_by,
    }


def host_to_dict(host: HostStanding) -> serviceshapes.Host:
    """How a host stands."""
    return {
        "name": host.name,
        "next_allowed_at": iso_utc(host.next_allowed_at),
        "is_held": host.is_held,
        "failures": host.failures,
        "stopped_at": iso_utc(host.stopped_at) if host.stopped_at else None,
        "due": host.due,
        "distrusted_until": iso_utc(host.distrusted_until) if host.distrusted_until else None,
    }


def why_to_dict(found: Why) -> serviceshapes.Why:
    """Why an article is looked at next when it is."""
    life = found.life
    return {
        "article": article_to_dict(found.article),
        "born_at": iso_utc(life.born_at) if life.born_at else None,
        "section": life.section,
        "changes": life.changes,
        "hint": life.hint or "",
        "idle_hints": life.idle_hints,
        "urgency": life.urgency,
        "pace": _pace(found, found.pace) if found.pace else None,
        "learnt_rate": found.rate,
        "source_tally": {"changes": found.source.changes, "expected": found.source.expected},
        "section_tally": {"changes": found.section.changes, "expected": found.section.expected},
        "jitter": found.ladder.jitter,
        "ladder": [(until.total_seconds(), pause.total_seconds()) for until, pause in found.ladder.rungs],
        "host": {**host_to_dict(found.host), "pace_seconds": found.host_pace.total_seconds()},
    }


def _pace(found: Why, pace: Pace) -> serviceshapes.Pace:
    until, pause = found.ladder.rungs[pace.rung]
    return {
        "age_seconds": pace.age.total_seconds(),
        "rung": pace.rung,
        "rung_until_seconds": until.total_seconds(),
        "rung_pause_seconds": pause.total_seconds(),
        "place": pace.place,
        "place_pause_seconds": pace.rung_pause.total_seconds(),
        "rate": pace.rate,
        "is_cut": pace.is_cut,
        "pause_seconds": pace.pause.total_seconds(),
    }


def status_to_dict(status: Status, sources: Sequence[Source]) -> serviceshapes.Status:
    """How Tracker is doing."""
    counts = status.counts
    troubled = [source for source in sources if source.failures]
    return {
        "daemon": status.daemon,
        "late_seconds": status.late.total_seconds(),
        "expected_delay_seconds": status.expected_delay.total_seconds() if status.expected_delay is not None else None,
        "stopped_hosts": [host_to_dict(host) for host in status.stopped_hosts],
        "distrusted_hosts": [host_to_dict(host) for host in status.distrusted_hosts],
        "articles": counts.articles,
        "due": counts.due,
        "in_trouble": counts.in_trouble,
        "checks": counts.checks,
        "revisions": counts.revisions,
        "flags": counts.flags,
        "snapshots": counts.snapshots,
        "captured_bytes": counts.captured_bytes,
        "stored_bytes": counts.stored_bytes,
        "alerts": {state: status.alerts.get(state, 0) for state in AlertState},
        "mail_ready": status.mail_ready,
        "mail_error": status.mail_error,
        "checks_go_on": status.goes_on,
        "troubles": [
            {"name": one.name, "what": one.what, "detail": one.detail, "found_at": iso_utc(one.found_at)}
            for one in status.troubles
        ],
        "disabled_subscriptions": [one.id for one in status.disabled],
        "troubled": [article_to_dict(article) for article in status.troubled],
        "sources": len(sources),
        "troubled_sources": [source_to_dict(source) for source in troubled],
    }


def _sentence_to_dict(life: SentenceLife) -> shapes.Sentence:
    return {
        "text": life.text,
        "start": life.start,
        "end": life.end,
        "events": [{"kind": event.kind, "revision": event.revision} for event in life.events],
        "omitted": life.omitted,
    }
