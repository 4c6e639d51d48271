"""What a decision is taken from, and what it says: where an article stands, what a visit saw, what to record of it.

Pure data; `decide` makes the one of the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tracker.compare import Quotation
from tracker.examining.drafting import Draft
from tracker.examining.examine import Finding, Reread
from tracker.extract import page_count
from tracker.model import Article, ArticleState, Capture, Cause, Change, Document, FetchFailure, Flag, Outcome
from tracker.schedule import HostHealth, HostNotice, Life, Tally


@dataclass(frozen=True, slots=True)
class Latest:
    """The revision that the next capture is compared with."""

    id: int
    number: int
    fingerprint: str
    extractor: str
    document: Document
    last_seen_at: datetime
    snapshot_sha256: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the checking of an article stands. `earlier` are the fingerprints of its revisions, with their numbers;
    `keys` are the article keys that all mean this article; `snapshot_sha256` is the last capture that was believed;
    `life` is what its schedule depends on; `moved_to` is where it was last told to have moved; `memory` is what is known
    of its host, packed; `rate` is how often articles of its source and section change, by what was learnt; `health` is
    how its host answers.
    """

    article: Article
    latest: Latest | None
    snapshot_sha256: str
    held_fingerprint: str
    gone_looks: int
    keys: frozenset[str]
    earlier: Mapping[str, int]
    life: Life
    moved_to: str = ""
    memory: bytes = b""
    rate: float = 1.0
    health: HostHealth = field(default_factory=HostHealth)

    @property
    def has_several_pages(self) -> bool:
        """Whether the latest revision was read from several pages."""
        return self.latest is not None and page_count(self.latest.document) > 1


@dataclass(frozen=True, slots=True)
class Look:
    """What one visit saw. `body_sha256` is empty where no body came; `finding` is set where a page was read;
    `key` is the article key of where the redirects ended, empty where that is the article's own address.
    """

    got: Capture | FetchFailure
    body_sha256: str = ""
    finding: Finding | None = None
    key: str = ""
    retry_after: datetime | None = None
    place: str = ""
    """Which page of the article `got` is, in words, where that is a further one that could not be had."""


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A revision to record. `change` is None for the first. `belated` says that looks since the latest revision had shown
    some of it already, which was held back then.
    """

    document: Document
    fingerprint: str
    cause: Cause
    flags: tuple[Flag, ...] = ()
    change: Change | None = None
    reverts_to: int | None = None
    belated: bool = False
    quotations: tuple[Quotation, ...] | None = None
    """Who is quoted in the document with what, where that was read already."""

    draft: Draft | None = None
    """The document as it is kept, where that was made already."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to record. `seen` confirms that the latest revision still stood; `believed` makes this capture, with its
    validators, the one that the next is held against; `awaited` says that nothing is wrong with a suspect one, but for a
    paragraph that another look has to show; `host_until` keeps the whole host quiet. `life` is what the schedule knows
    from now on and `tally` what the look adds to it, if it could be believed; `health` is the host's.
    """

    outcome: Outcome
    detail: str
    state: ArticleState
    next_check_at: datetime | None
    failures: int = 0
    seen: bool = False
    believed: bool = False
    awaited: bool = False
    revision: NewRevision | None = None
    reread: Reread | None = None
    events: tuple[Flag, ...] = ()
    held_fingerprint: str = ""
    gone_looks: int = 0
    host_until: datetime | None = None
    life: Life | None = None
    tally: Tally | None = None
    health: HostHealth = field(default_factory=HostHealth)
    notice: HostNotice | None = None
