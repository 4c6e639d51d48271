"""What is being followed, and how each visit went: articles, checks, revisions, subscriptions, alerts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tracker.model.change import Flag, Severity, Verdict
from tracker.model.wishes import AT_ONCE, NO_SEARCH, Rhythm, Search


class ArticleState(StrEnum):
    """Where the following of an article stands."""

    LIVE = "live"
    GONE = "gone"
    RETURNED = "returned"
    MOVED = "moved"
    BLOCKED = "blocked"
    PAUSED = "paused"
    MERGED = "merged"


REST = frozenset({ArticleState.PAUSED, ArticleState.MERGED})
"""States in which an article is not looked at, but when a person asks for it."""


class Outcome(StrEnum):
    """How a check went."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    NOT_MODIFIED = "not_modified"
    BLOCKED = "blocked"
    GONE = "gone"
    SUSPECT = "suspect"
    FAILED = "failed"


BELIEVED = frozenset({Outcome.CHANGED, Outcome.UNCHANGED, Outcome.NOT_MODIFIED})
"""Outcomes of checks that saw the article's text."""


class Cause(StrEnum):
    """Why a revision exists."""

    FIRST = "first"
    EDIT = "edit"
    REVERT = "revert"
    RE_EXTRACTION = "re-extraction"


@dataclass(frozen=True, slots=True)
class ArticleName:
    """What an article is known by: its canonical URL, the publisher it belongs to (its host, without www, where nobody
    named one), and its latest headline.
    """

    id: int
    url: str
    source: str
    headline: str


@dataclass(frozen=True, slots=True)
class Article(ArticleName):
    """An article and where its checking stands. `revisions` counts its revisions; `awaited` says that the last check could
    read it, and that only a paragraph waits for a second look.
    """

    host: str
    state: ArticleState
    added_at: datetime
    next_check_at: datetime | None
    last_checked_at: datetime | None
    last_changed_at: datetime | None
    last_outcome: Outcome | None
    last_detail: str
    failures: int
    revisions: int
    awaited: bool = False


@dataclass(frozen=True, slots=True)
class EditWindow:
    """When an edit happened, as tightly as we can prove: after `after_at` (the old text was still seen) and not later
    than `until_at` (the new text was seen). `after_at` is None where no older text was seen.
    """

    after_at: datetime | None
    until_at: datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """One text of an article: number 1…n, seen from `first_seen_at` to `last_seen_at`."""

    id: int
    article_id: int
    number: int
    cause: Cause
    first_seen_at: datetime
    last_seen_at: datetime
    window: EditWindow
    snapshot_sha256: str
    text_sha256: str
    extractor: str
    headline: str
    words: int
    severity: Severity
    disclosure: Verdict
    note: str
    flags: tuple[Flag, ...] = ()
    reverts_to: int | None = None


@dataclass(frozen=True, slots=True)
class StoredFlag:
    """A flag with where and when it was found; `revision` is None for events of the article itself (gone, returned)."""

    id: int
    article: ArticleName
    revision: int | None
    window: EditWindow
    flag: Flag
    disclosure: Verdict


@dataclass(frozen=True, slots=True)
class Check:
    """One scheduled visit and how it went."""

    id: int
    article_id: int
    started_at: datetime
    finished_at: datetime
    outcome: Outcome
    status: int | None
    detail: str
    snapshot_sha256: str


class AlertState(StrEnum):
    """Where a promised message stands."""

    PENDING = "pending"
    SENT = "sent"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who wants which flags, where, and when. At most one of `article_id` and `source` is set; neither means everything.
    Empty `kinds`, `disclosures` and `languages` mean all of them; `troubles` is whether it is told when what it follows
    cannot be read. `token` is the secret that unsubscribes.

    `address` is a mail address or, where `url` is set, what that is called where others may read it: `url` holds
    secrets. `secret` signs what is posted to a webhook. `disabled_at` says since when nothing is sent, because the
    address refused for good, `disabled_by` in which words.
    """

    id: int
    address: str
    floor: Severity
    created_at: datetime
    token: str
    article_id: int | None = None
    source: str = ""
    kinds: frozenset[str] = frozenset()
    disclosures: frozenset[Verdict] = frozenset()
    languages: frozenset[str] = frozenset()
    search: Search = NO_SEARCH
    rhythm: Rhythm = AT_ONCE
    troubles: bool = True
    url: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    disabled_at: datetime | None = None
    disabled_by: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """One promised message: an outbox row about a revision, an event's flag, or a trouble (its `recovery`, or that it
    began). `message_id` never changes, so that a double can be recognised. What is `held` waits for its time, and is
    told with whatever waits as well: in the message of the alert `told_in`, its own or another's, since `gathered_at`.
    """

    id: int
    subscription_id: int
    article_id: int | None
    revision_id: int | None
    flag_id: int | None
    trouble_id: int | None
    recovery: bool
    message_id: str
    held: bool
    told_in: int | None
    gathered_at: datetime | None
    state: AlertState
    attempts: int
    created_at: datetime
    next_attempt_at: datetime
    sent_at: datetime | None
    last_error: str
