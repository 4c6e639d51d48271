"""What the reading commands ask of a Tracker, wherever it is: of the store on this machine, or of a daemon elsewhere."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Protocol

from tracker.answers import Comparison, History, Status
from tracker.compare.ledger import LedgerEntry
from tracker.model import Article, Check, Document, Revision, Severity, StoredFlag
from tracker.model.blame import Blame


class Desk(Protocol):
    """The part of `tracker.app.Tracker` that a remote one has too, with the same meaning and the same errors."""

    @property
    def zone(self) -> tzinfo: ...  # noqa: D102 - all as in Tracker

    def now(self) -> datetime: ...  # noqa: D102

    def add(self, text: str, *, source: str = "") -> tuple[Article, bool]: ...  # noqa: D102

    def article(self, reference: str) -> Article: ...  # noqa: D102

    def articles(self, *, source: str = "", after: int = 0, limit: int | None = None) -> list[Article]: ...  # noqa: D102

    def pause(self, article: Article) -> None: ...  # noqa: D102

    def resume(self, article: Article) -> None: ...  # noqa: D102

    def history(self, article: Article) -> History: ...  # noqa: D102

    def checks(self, article: Article, *, limit: int = 50) -> list[Check]: ...  # noqa: D102

    def comparison(self, article: Article, old: str = "previous", new: str = "latest") -> Comparison: ...  # noqa: D102

    def revision(self, article: Article, reference: str) -> Revision: ...  # noqa: D102

    def document(self, revision: Revision) -> Document: ...  # noqa: D102

    def quotes(self, article: Article) -> tuple[LedgerEntry, ...]: ...  # noqa: D102

    def blame(self, article: Article) -> Blame: ...  # noqa: D102

    def flags(  # noqa: D102
        self,
        *,
        since: datetime | None = None,
        kinds: tuple[str, ...] = (),
        source: str = "",
        floor: Severity = Severity.LOW,
        limit: int = 1000,
    ) -> list[StoredFlag]: ...

    def status(self) -> Status: ...  # noqa: D102
