"""The shape of every JSON object, key for key: what `--json` and the API give is checked against it when the program is
checked, and told to others as it stands (OpenAPI).
"""

from __future__ import annotations

from typing import Annotated, Any

from typing_extensions import TypedDict

from tracker.model import (
    ArticleState,
    BlockKind,
    Cause,
    EditKind,
    FlagKind,
    Mark,
    Op,
    Outcome,
    Part,
    Severity,
    Verdict,
)
from tracker.model.blame import EventKind


class _Moment:
    """Says in a schema that a text is a time, as RFC 3339 writes it."""

    def __get_pydantic_json_schema__(self, core: Any, told: Any) -> dict[str, Any]:
        return {**told(core), "format": "date-time"}


Moment = Annotated[str, _Moment()]


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
    awaited: bool


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
    """What somebody decided about a change (`flag` is null) or about one flag: unread, read, confirmed or dismissed, with
    a note.
    """

    state: str
    note: str
    who: str
    made_at: Moment
    flag: int | None


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


class SentenceEvent(TypedDict):
    """Something that happened to a sentence in the step that led to a revision."""

    kind: EventKind
    revision: int


class Sentence(TypedDict):
    """One sentence in its latest words, its birth first; `omitted` counts events that are not told any more."""

    text: str
    start: int
    end: int
    events: list[SentenceEvent]
    omitted: int


class Blame(TypedDict):
    """What became of the sentences of an article: those that stand in the revision, and those that are gone."""

    article: Article
    revision: int
    sentences: list[Sentence]
    gone: list[Sentence]
    forgotten: int


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
