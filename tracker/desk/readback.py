"""The values that the API's JSON stands for: the way back of `replies`. What a newer server tells besides is passed over.

Everything raises ValueError, KeyError or TypeError for what is not of that shape.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from tracker.desk.answers import Match, Status, Why
from tracker.model import (
    AlertState,
    Article,
    ArticleName,
    Cadence,
    EditWindow,
    Flag,
    LookOutcome,
    Quiet,
    Rhythm,
    Search,
    Severity,
    Source,
    StoredFlag,
    Subscription,
    Verdict,
)
from tracker.model.trouble import StandingTrouble, TroubleKind
from tracker.render.marks import Run
from tracker.schedule import Ladder, Life, Pace, Tally
from tracker.schedule.life import HintKind
from tracker.store.history import StoreCounts
from tracker.store.queue import HostStanding

Value = TypeVar("Value")


def value(told: Any, kind: type[Value]) -> Value:
    """A value whose JSON has its own keys."""
    return msgspec.convert(told, kind)


def article(told: Any) -> Article:
    """An article."""
    return value(told, Article)


def stored_flag(told: Any) -> StoredFlag:
    """A flag with where and when."""
    return StoredFlag(
        id=told["id"],
        article=value(told["article"], ArticleName),
        revision=told["revision"],
        window=value(told["window"], EditWindow),
        flag=value(told, Flag),
        disclosure=Verdict(told["disclosure"]),
    )


def match(told: Any) -> Match:
    """An article that was found."""
    return Match(
        article=article(told["article"]),
        revisions=tuple(told["revisions"]),
        came=value(told["came"], EditWindow),
        gone=told["gone"] and value(told["gone"], EditWindow),
        misread=told["misread"],
        passage=value(told["passage"], tuple[Run, ...]),
    )


def source(told: Any) -> Source:
    """An address that lists articles."""
    return Source(
        **{name: told[name] for name in ("id", "url", "asked_url", "name", "kind", "cap", "failures", "articles")},
        host=urlsplit(told["url"]).netloc,
        include=tuple(told["include"]),
        exclude=tuple(told["exclude"]),
        added_at=_at(told["added_at"]),
        next_look_at=_at(told["next_look_at"]),
        last_looked_at=_at_or_none(told["last_looked_at"]),
        last_outcome=LookOutcome(told["outcome"]) if told["outcome"] else None,
        last_detail=told["detail"],
        pause=_seconds(told["pause_seconds"]),
        pushed_until=_at_or_none(told["pushed_until"]),
        last_push_at=_at_or_none(told["last_push_at"]),
    )


def subscription(told: Any) -> Subscription:
    """A subscription, without its secrets."""
    start, _, end = told["quiet"].partition("-")
    return Subscription(
        id=told["id"],
        address=told["address"],
        floor=Severity(told["severity"]),
        created_at=_at(told["created_at"]),
        token="",
        article_id=told["article"],
        source=told["source"],
        kinds=frozenset(told["kinds"]),
        disclosures=frozenset(map(Verdict, told["disclosures"])),
        languages=frozenset(told["languages"]),
        search=Search(told["words"], told["drops"], told["adds"]),
        rhythm=Rhythm(
            cadence=Cadence(told["cadence"]),
            zone=told["zone"],
            digest_minute=_minute(told["at"]),
            quiet=Quiet(_minute(start), _minute(end)) if end else None,
        ),
        troubles=told["troubles"],
        disabled_at=_at_or_none(told["disabled_at"]),
        disabled_by=told["disabled_by"],
    )


def status(told: Any, disabled: tuple[Subscription, ...]) -> Status:
    """How a Tracker is doing; `disabled` are those of its disabled subscriptions that may be known."""
    delay = told["expected_delay_seconds"]
    return Status(
        counts=value(told, StoreCounts),
        late=_seconds(told["late_seconds"]),
        troubled=value(told["troubled"], tuple[Article, ...]),
        alerts={AlertState(state): number for state, number in told["alerts"].items()},
        mail_error=told["mail_error"],
        mail_ready=told["mail_ready"],
        expected_delay=None if delay is None else _seconds(delay),
        stopped_hosts=value(told["stopped_hosts"], tuple[HostStanding, ...]),
        distrusted_hosts=value(told["distrusted_hosts"], tuple[HostStanding, ...]),
        troubles=tuple(map(_trouble, told["troubles"])),
        disabled=disabled,
        goes_on=told["checks_go_on"],
        daemon=told["daemon"],
    )


def why(told: Any) -> Why:
    """Why an article is looked at next when it is."""
    found = article(told["article"])
    return Why(
        article=found,
        life=Life(
            added_at=found.added_at,
            born_at=_at_or_none(told["born_at"]),
            changed_at=found.last_changed_at,
            changes=told["changes"],
            section=told["section"],
            hint=HintKind(told["hint"]) if told["hint"] else None,
            idle_hints=told["idle_hints"],
            urgency=told["urgency"],
        ),
        pace=_pace(told["pace"]) if told["pace"] else None,
        source=value(told["source_tally"], Tally),
        section=value(told["section_tally"], Tally),
        rate=told["learnt_rate"],
        ladder=Ladder(tuple((_seconds(age), _seconds(pause)) for age, pause in told["ladder"]), jitter=told["jitter"]),
        host=value(told["host"], HostStanding),
        host_pace=_seconds(told["host"]["pace_seconds"]),
    )


def _pace(told: Any) -> Pace:
    return Pace(
        age=_seconds(told["age_seconds"]),
        rung=told["rung"],
        place=told["place"],
        rung_pause=_seconds(told["place_pause_seconds"]),
        rate=told["rate"],
        is_cut=told["is_cut"],
        pause=_seconds(told["pause_seconds"]),
    )


def _trouble(told: Any) -> StandingTrouble:
    return StandingTrouble(0, told["name"], TroubleKind(told["what"]), told["detail"], (), _at(told["found_at"]), None)


def _at(told: str) -> datetime:
    return datetime.fromisoformat(told)


def _at_or_none(told: str | None) -> datetime | None:
    return None if told is None else _at(told)


def _seconds(told: float) -> timedelta:
    return timedelta(seconds=told)


def _minute(told: str) -> int:
    hours, _, minutes = told.partition(":")
    return 60 * int(hours) + int(minutes)
