"""The shape of what is told of the service itself: sources, subscriptions, hosts, how it is doing and why it waits; and
of what is wrong. The nouns are in `shapes`.
"""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from tracker.model import AlertState, Cadence, LookOutcome, Severity, Verdict
from tracker.model.trouble import TroubleKind
from tracker.render.shapes import Article, Moment


class Source(TypedDict):
    """An address that lists articles."""

    id: int
    name: str
    url: str
    asked_url: str
    kind: str
    include: list[str]
    exclude: list[str]
    cap: int
    articles: int
    added_at: Moment
    last_looked_at: Moment | None
    next_look_at: Moment
    pause_seconds: float
    outcome: LookOutcome | None
    detail: str
    failures: int
    pushed_until: Moment | None
    last_push_at: Moment | None


class Outlet(TypedDict):
    """How the articles of a source behave: every share beside what it is a share of."""

    name: str
    articles: int
    read: int
    lately: int
    looked_at: int
    failing: int
    edits: int
    edits_per_hundred: float | None
    to_disclose: int
    silent: int
    corrections: int
    seconds_to_correct: float | None


class Subscription(TypedDict):
    """Who is told of what, and when; its secrets are told by nobody."""

    id: int
    address: str
    article: int | None
    source: str
    words: str
    drops: str
    adds: str
    severity: Severity
    kinds: list[str]
    disclosures: list[Verdict]
    languages: list[str]
    cadence: Cadence
    at: str
    zone: str
    quiet: str
    troubles: bool
    created_at: Moment
    disabled_at: Moment | None
    disabled_by: str


class MadeSubscription(Subscription):
    """A subscription that was asked for; `secret` signs what a new webhook gets, and is told this once."""

    secret: str
    new: bool


class Host(TypedDict):
    """How a host stands."""

    name: str
    next_allowed_at: Moment
    is_held: bool
    failures: int
    stopped_at: Moment | None
    due: int
    distrusted_until: Moment | None


class Trouble(TypedDict):
    """A host or a source that cannot be read."""

    name: str
    what: TroubleKind
    detail: str
    found_at: Moment


class Status(TypedDict):
    """How Tracker is doing; `daemon` is the process that follows the store, if one does."""

    daemon: int | None
    late_seconds: float
    expected_delay_seconds: float | None
    stopped_hosts: list[Host]
    distrusted_hosts: list[Host]
    articles: int
    due: int
    in_trouble: int
    checks: int
    revisions: int
    flags: int
    snapshots: int
    captured_bytes: int
    stored_bytes: int
    alerts: dict[AlertState, int]
    mail_ready: bool
    mail_error: str
    checks_go_on: bool
    troubles: list[Trouble]
    disabled_subscriptions: list[int]
    troubled: list[Article]
    sources: int
    troubled_sources: list[Source]


class Tally(TypedDict):
    """How many changes were seen, and how many were expected."""

    changes: float
    expected: float


class Pace(TypedDict):
    """How the pause since the last look came about."""

    age_seconds: float
    rung: int
    rung_until_seconds: float
    rung_pause_seconds: float
    place: int
    place_pause_seconds: float
    rate: float
    is_cut: bool
    pause_seconds: float


class PacedHost(Host):
    """How a host stands, and the least pause between two requests to it."""

    pace_seconds: float


class Why(TypedDict):
    """Why an article is looked at next when it is; `ladder` is [until this age, a look every], in seconds."""

    article: Article
    born_at: Moment | None
    section: str
    changes: int
    hint: str
    idle_hints: int
    urgency: int
    pace: Pace | None
    learnt_rate: float
    source_tally: Tally
    section_tally: Tally
    jitter: float
    ladder: list[tuple[float, float]]
    host: PacedHost


class Problem(TypedDict):
    """What is wrong (RFC 9457), and what to do next where that is known."""

    title: str
    status: int
    detail: str
    next: NotRequired[str]
