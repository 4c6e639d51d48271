"""What most commands ask of a Tracker, wherever it is: of the store on this machine (`local`), or of a daemon
elsewhere (`remote`). What both do alike is done here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from tracker.desk.answers import Asked, Comparison, History, Matches, Status, Why
from tracker.desk.references import parse_revision
from tracker.making import utc_now
from tracker.model import Article, Check, Document, Revision, Severity, Source, StoredFlag, Subscription
from tracker.model.blame import Blame

if TYPE_CHECKING:
    from tracker.compare.ledger import LedgerEntry
    from tracker.desk.wishing import Wish


class Desk(ABC):
    """A Tracker to ask. Everything raises UsageError for what is named and does not exist; one elsewhere also raises
    FetchError where it cannot be reached.
    """

    @property
    @abstractmethod
    def zone(self) -> tzinfo:
        """The time zone that times are typed and shown in."""

    def now(self) -> datetime:
        """The time, in UTC."""
        return utc_now()

    # Following

    @abstractmethod
    def add(self, text: str, *, source: str = "") -> tuple[Article, bool]:
        """Follow the article at a URL, as typed; gives it and whether it is new."""

    @abstractmethod
    def article(self, reference: str) -> Article:
        """The article that a number or any form of its URL means."""

    @abstractmethod
    def articles(self, *, source: str = "", after: int = 0, limit: int | None = None) -> list[Article]:
        """Every article, or those of a source, in the order they were added: with a number above `after`, at most
        `limit`.
        """

    @abstractmethod
    def pause(self, article: Article) -> None:
        """Stop checking an article."""

    @abstractmethod
    def resume(self, article: Article) -> None:
        """Check an article again."""

    @abstractmethod
    def check_soon(self, article: Article) -> None:
        """Have an article looked at as soon as its host may be asked."""

    @abstractmethod
    def remove(self, article: Article) -> None:
        """Forget an article and its record; its snapshots stay on disk."""

    @abstractmethod
    def sources(self) -> list[Source]:
        """Every address that is looked at for new articles, in the order they were added."""

    @abstractmethod
    def subscriptions(self) -> list[Subscription]:
        """All subscriptions that stand; elsewhere those that the token may see, without their secrets."""

    @abstractmethod
    def wished(self, wish: Wish) -> tuple[Subscription, bool]:
        """The subscription that was wished for, and whether it is new. One elsewhere is given without its address's secrets,
        but with the secret that a new one signs with.
        """

    @abstractmethod
    def unsubscribe(self, reference: str) -> Subscription:
        """End a subscription by its number, on the machine of the store also by its token."""

    # Reading

    @abstractmethod
    def history(self, article: Article) -> History:
        """All that is known of an article."""

    @abstractmethod
    def checks(self, article: Article, *, limit: int = 50) -> list[Check]:
        """The newest checks of an article."""

    @abstractmethod
    def revisions(self, article: Article) -> Sequence[Revision]:
        """The revisions of an article, oldest first."""

    def revision(self, article: Article, reference: str) -> Revision:
        """The revision that a number, `latest`, `previous` or a date means."""
        return self._meant(reference, self.revisions(article))

    @abstractmethod
    def document(self, revision: Revision) -> Document:
        """What a revision says."""

    def comparison(self, article: Article, old: str = "previous", new: str = "latest") -> Comparison:
        """Two revisions by reference, and the step between them as the comparer sees it today."""
        known = self.revisions(article)
        return self._compared(article, self._meant(old, known), self._meant(new, known))

    @abstractmethod
    def quotes(self, article: Article) -> tuple[LedgerEntry, ...]:
        """The quote ledger of an article: every utterance through its revisions."""

    @abstractmethod
    def blame(self, article: Article) -> Blame:
        """When each sentence of an article was born, changed, moved, taken out and put back."""

    @abstractmethod
    def flags(
        self,
        *,
        since: datetime | None = None,
        kinds: tuple[str, ...] = (),
        source: str = "",
        floor: Severity = Severity.LOW,
        limit: int = 1000,
    ) -> list[StoredFlag]:
        """Flags of all articles, newest first."""

    @abstractmethod
    def matches(self, asked: Asked, *, before: int | None = None, limit: int = 20) -> Matches:
        """Articles that have these words in any revision, those added last first. Raises ConfigError."""

    @abstractmethod
    def why(self, article: Article) -> Why:
        """Why an article is looked at next when it is."""

    @abstractmethod
    def status(self) -> Status:
        """How Tracker is doing."""

    def _compared(self, article: Article, before: Revision, after: Revision) -> Comparison:
        from tracker.compare import compare  # takes long to load, and most who read the history have no use for it

        seen_at = max(before.first_seen_at, after.first_seen_at)
        change = compare(self.document(before), self.document(after), seen_at=seen_at)
        return Comparison(article=article, old=before, new=after, change=change)

    def _meant(self, reference: str, known: Sequence[Revision]) -> Revision:
        return parse_revision(reference, now=self.now(), zone=self.zone).among(known)
