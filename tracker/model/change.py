"""What an edit is and means: edits of aligned sentences, flags on quotes and facts, disclosure, and the Change of both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.model.document import Document, Span


class EditKind(StrEnum):
    """How one aligned passage of the new text relates to the old one."""

    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"


class Op(StrEnum):
    """What a piece of a passage is: in both texts, only in the old one, only in the new one."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Piece:
    """Word-level part of a passage. Where both texts say the same in other characters, `text` is the new form."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One aligned passage. `old` and `new` are the sentences it covers in either document, empty on one side where
    it was added or removed; `pieces` are the words, deletions before the insertions that replace them. `silent` is
    the reason why a changed passage means nothing (typography, spelling), empty where it may mean something.
    """

    kind: EditKind
    old: tuple[Span, ...]
    new: tuple[Span, ...]
    pieces: tuple[Piece, ...]
    silent: str = ""


class Severity(StrEnum):
    """How much a finding matters, from `SILENT` to `CRITICAL`."""

    SILENT = "silent"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for silent … 4 for critical."""
        return list(Severity).index(self)

    def at_least(self, floor: Severity) -> bool:
        """Whether this is as severe as `floor` or more."""
        return self.rank >= floor.rank


class FlagKind(StrEnum):
    """What a flag says happened. The first group alerts by default, the second informs."""

    QUOTE_CHANGED = "quote_changed"
    QUOTE_ADDED = "quote_added"
    QUOTE_REMOVED = "quote_removed"
    ATTRIBUTION_CHANGED = "attribution_changed"
    FACT_CHANGED = "fact_changed"
    HEADLINE_CHANGED = "headline_changed"
    CORRECTION_ADDED = "correction_added"
    CORRECTION_CHANGED = "correction_changed"
    CORRECTION_REMOVED = "correction_removed"
    BYLINE_CHANGED = "byline_changed"
    DATELINE_CHANGED = "dateline_changed"
    HEDGING_ADDED = "hedging_added"
    HEDGING_REMOVED = "hedging_removed"
    NEGATION_CHANGED = "negation_changed"

    FACT_ADDED = "fact_added"
    FACT_REMOVED = "fact_removed"
    PARA_ADDED = "para_added"
    PARA_REMOVED = "para_removed"
    PARA_MOVED = "para_moved"
    SENT_ADDED = "sent_added"
    SENT_REMOVED = "sent_removed"
    STANDFIRST_CHANGED = "standfirst_changed"
    CAPTION_CHANGED = "caption_changed"
    LINK_CHANGED = "link_changed"
    DATES_CHANGED = "dates_changed"
    LABEL_CHANGED = "label_changed"
    VERB_CHANGED = "verb_changed"
    AGENCY_CHANGED = "agency_changed"
    INTENSITY_CHANGED = "intensity_changed"
    FACTS_UNREAD = "facts_unread"
    STYLE = "style"

    REVERTED = "reverted"
    ARTICLE_GONE = "article_gone"
    ARTICLE_RETURNED = "article_returned"
    ARTICLE_MOVED = "article_moved"


class FactSub(StrEnum):
    """What kind of fact a fact flag is about."""

    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    AGE = "age"
    ORDINAL = "ordinal"
    CASUALTY = "casualty"
    PERSON = "person"
    ORG = "org"
    PLACE = "place"
    TITLE = "title"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FactDelta:
    """A changed fact as data: normalised values, their unit, and the factor new / old where both are numbers of comparable
    units. Values of two units have theirs behind them, and `unit` is empty.
    """

    before_value: str
    after_value: str
    unit: str = ""
    factor: float | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A typed, explained finding.

    `before` and `after` are verbatim characters of the old and the new document (empty where nothing stands on that
    side), `before_span` and `after_span` say where. `rule` names the rule that made the flag, `explanation` says why
    in a sentence, `summary` says what happened in words for a person ("Age: 42 → 43"). `speaker` is whose words a
    quote flag is about. `delta` is set on fact flags.
    """

    kind: FlagKind
    severity: Severity
    before: str
    after: str
    rule: str
    explanation: str
    summary: str
    sub: str = ""
    before_span: Span | None = None
    after_span: Span | None = None
    speaker: str = ""
    delta: FactDelta | None = None


class Verdict(StrEnum):
    """Did the publisher say so? `NONE` where nothing was changed that would need saying."""

    NONE = "none"
    DISCLOSED = "disclosed"
    PARTIAL = "partial"
    LATE = "late"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Whether the publisher disclosed the change, with the note that says so (verbatim, from the new document)."""

    verdict: Verdict
    note: str = ""
    note_span: Span | None = None
    modified_moved: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """The step from one document to another.

    `passages` are all aligned passages in reading order, the kept ones too, so that either text can be shown or
    rebuilt from them; `edits` are those that differ.
    """

    old: Document
    new: Document
    passages: tuple[Edit, ...]
    flags: tuple[Flag, ...]
    disclosure: Disclosure

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The passages that differ."""
        return tuple(edit for edit in self.passages if edit.kind is not EditKind.KEPT)

    @property
    def severity(self) -> Severity:
        """The highest severity among the flags."""
        return max((flag.severity for flag in self.flags), key=lambda severity: severity.rank, default=Severity.SILENT)
