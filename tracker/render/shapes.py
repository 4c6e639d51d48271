"""The shape of every JSON object, key for key: what `--json` and the API give is checked against it when the program is
checked, and told to others as it stands (OpenAPI).
"""

from __future__ import annotations

from typing import Annotated, Any, Final, NotRequired

from typing_extensions import TypedDict

from tracker.model import (
    AlertState,
    ArticleState,
    BlockKind,
    Cadence,
    Cause,
    EditKind,
    FlagKind,
    LookOutcome,
    Mark,
    Op,
    Outcome,
    Part,
    Severity,
    Verdict,
)
from tracker.model.trouble import TroubleKind


class _Moment:
    """Says in a schema that a text is a time, as RFC 3339 writes it."""

    def __get_pydantic_json_schema__(self, core: Any, told: Any) -> dict[str, Any]:
        return {**told(core), "format": "date-time"}


Moment = Annotated[str, _Moment()]
MOST_LISTED: Final = 200
"""Revisions and events that the answer with the whole history holds at most; the lists have all."""


class Span(TypedDict):
    """Characters of a part of a document, from `start` to before `end`."""

    part: Part
    start: int
    end: int


class EditWindow(TypedDict):
    """When an edit happened: after the first moment (null for a first sight), and at the second at the latest."""

    after_at: Moment | None
    until_at: Moment


class Delta(TypedDict):
    """By how much a number changed."""

    before_value: str
    after_value: str
    unit: str
    factor: float | None


class Flag(TypedDict):
    """A finding about an edit."""

    kind: FlagKind
    sub: str
    severity: Severity
    before: str
    after: str
    before_span: Span | None
    after_span: Span | None
    rule: str
    explanation: str
    summary: str
    speaker: str
    delta: Delta | None


class ArticleName(TypedDict):
    """An article by what it is known by."""

    id: int
    url: str
    source: str
    headline: str


class StoredFlag(Flag):
    """A finding with where and when; `revision` is null where something happened to the article itself."""

    id: int
    article: ArticleName
    revision: int | None
    window: EditWindow
    disclosure: Verdict


class Article(ArticleName):
    """An article that is followed."""

    host: str
    state: ArticleState
    added_at: Moment
    next_check_at: Moment | None
    last_checked_at: Moment | None
    last_changed_at: Moment | None
    last_outcome: Outcome | None
    last_detail: str
    failures: int
    revisions: int


class AddedArticle(Article):
    """An article, and whether it was not followed before."""

    new: bool


class Revision(TypedDict):
    """A text of an article that differed from the one before."""

    id: int
    article_id: int
    number: int
    cause: Cause
    first_seen_at: Moment
    last_seen_at: Moment
    window: EditWindow
    snapshot_sha256: str
    text_sha256: str
    extractor: str
    headline: str
    words: int
    severity: Severity
    disclosure: Verdict
    note: str
    flags: list[Flag]
    reverts_to: int | None


class Check(TypedDict):
    """One visit and its outcome."""

    id: int
    article_id: int
    started_at: Moment
    finished_at: Moment
    outcome: Outcome
    status: int | None
    detail: str
    snapshot_sha256: str


class Link(TypedDict):
    """A link in a text."""

    text: str
    href: str


class Block(TypedDict):
    """A paragraph, a heading, a caption: one piece of a document."""

    kind: BlockKind
    text: str
    links: list[Link]
    path: str


class Headlines(TypedDict):
    """The headlines that a page gives itself; empty where it gives none."""

    h1: str
    title: str
    og: str
    json_ld: str
    feed: str


class Document(TypedDict):
    """What a reader reads."""

    headline: str
    headlines: Headlines
    standfirst: str
    byline: str
    authors: list[str]
    section: str
    language: str
    url: str
    canonical_url: str
    published_at: Moment | None
    published_source: str
    modified_at: Moment | None
    modified_source: str
    marks: list[Mark]
    text: str
    blocks: list[Block]
    furniture: list[Block]


class Text(TypedDict):
    """A revision and what it says."""

    revision: Revision
    document: Document


class Disclosure(TypedDict):
    """Whether the publisher said so."""

    verdict: Verdict
    note: str
    note_span: Span | None
    modified_moved: bool
    reasons: list[str]


class Edit(TypedDict):
    """An aligned passage with the word-level operations inside, each as its kind and its text."""

    kind: EditKind
    old: list[Span]
    new: list[Span]
    silent: str
    pieces: list[tuple[Op, str]]


class Change(TypedDict):
    """The step from one text to another."""

    severity: Severity
    flags: list[Flag]
    disclosure: Disclosure
    passages: list[Edit]


class ComparisonPlace(TypedDict):
    """Which two revisions of which article are compared."""

    article: Article
    old: Revision
    new: Revision
    window: EditWindow


class Comparison(ComparisonPlace, Change):
    """Two revisions and the step between them."""

    differs: bool


class Explanation(TypedDict):
    """A correction note that speaks of an edit of an earlier revision."""

    note_in: int
    revision: int
    flag: Flag


class History(TypedDict):
    """All that is known of an article, its revisions newest first."""

    article: Article
    revisions: list[Revision]
    events: list[StoredFlag]
    explained: list[Explanation]
    checks: list[Check]
    check_count: int
    sightings: int
    longest_gap_seconds: float | None


class Judgement(TypedDict):
    """What somebody decided about a change: unread, read, confirmed or dismissed, with a note."""

    state: str
    note: str
    who: str
    made_at: Moment


class ListedChange(TypedDict):
    """One step of an article with all that was found in it; `revision` is null where something happened to the article."""

    number: int
    article: Article
    revision: int | None
    window: EditWindow
    disclosure: Verdict
    flags: list[Flag]
    judgement: Judgement | None


class Wording(TypedDict):
    """One form of an utterance, and the first and last revision it stood in."""

    text: str
    speaker: str
    verb: str
    first: int
    last: int


class Utterance(TypedDict):
    """One utterance of an article through its revisions."""

    speaker: str
    gone_in: int | None
    wordings: list[Wording]


class Said(TypedDict):
    """One utterance with the article it stands in; `gone` where the latest revision does not have it."""

    article: Article
    gone: bool
    wordings: list[Wording]


class Speaker(TypedDict):
    """Somebody who was quoted lately, and with how many wordings of the newest."""

    speaker: str
    wordings: int


class Run(TypedDict):
    """Words of a passage, and whether they were searched for."""

    text: str
    found: bool


class Hit(TypedDict):
    """An article with the numbers of its revisions that have the words, and a passage of the last."""

    article: Article
    revisions: list[int]
    came: EditWindow
    gone: EditWindow | None
    misread: bool
    passage: list[Run]


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


class Host(TypedDict):
    """How a host stands."""

    name: str
    next_allowed_at: Moment
    is_held: bool
    failures: int
    stopped_at: Moment | None
    due: int


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
