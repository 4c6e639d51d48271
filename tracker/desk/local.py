"""The store on this machine, asked directly: opening it, what is followed, and what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from tracker.config import Settings
from tracker.desk.answers import Asked, Comparison, History, Match, Matches, Status, Why
from tracker.desk.desk import Desk
from tracker.desk.references import parse_revision
from tracker.errors import UsageError
from tracker.fetch.urls import article_key, checked_url, host_of
from tracker.making import local_zone
from tracker.model import BELIEVED, Article, Check, Document, Revision, Severity, Source, StoredFlag, Subscription
from tracker.model.query import Query, parse_query
from tracker.processes.alone import lock_path, running_daemon
from tracker.render.marks import passage
from tracker.schedule import Ladder, learnt_rate, pace_of
from tracker.store import articles, history, outbox, queue, rates, search, sources, troubles
from tracker.store.articles import NewArticle
from tracker.store.database import Database
from tracker.store.search import Hit, SearchPage, Wanted
from tracker.store.tallies import tallied
from tracker.store.words import searched_text

if TYPE_CHECKING:
    from tracker.compare.ledger import LedgerEntry
    from tracker.model.blame import Blame
    from tracker.store.snapshots import Snapshots

_MOST_DIGITS = 18  # of an article's number; more do not fit into a database's integer

# What extracts and compares is imported where it is used, so that commands which only read what is there stay quick.


class Local(Desk):
    """A store with its settings. Opening it brings the database up to date; `close` lets it go."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.database = Database(settings.database_url)
        self.database.upgrade(now=self.now())

    @cached_property
    def snapshots(self) -> Snapshots:
        """The captures on disk."""
        from tracker.store.snapshots import Snapshots

        return Snapshots(self.settings.snapshots)

    @property
    @override
    def zone(self) -> tzinfo:
        return local_zone(self.settings)

    def close(self) -> None:
        """Let the database and the snapshots go."""
        self.database.close()
        if "snapshots" in vars(self):
            self.snapshots.close()

    # Following

    @override
    def add(self, text: str, *, source: str = "") -> tuple[Article, bool]:
        fetch = self.settings.fetch
        url = checked_url(text, allow_private=fetch.allow_private, ports=fetch.ports)
        host = host_of(url)
        new = NewArticle(url=url, key=article_key(url), host=host, source=source or host.removeprefix("www."))
        with self.database.write() as connection:
            return articles.add(connection, new, now=self.now())

    @override
    def article(self, reference: str) -> Article:
        with self.database.read() as connection:
            if reference.isascii() and reference.isdigit():
                try:
                    return articles.get(connection, int(reference[:_MOST_DIGITS]))
                except LookupError:
                    raise UsageError(f"there is no article {reference[:40]}", hint="`tracker list` shows all") from None
            known = articles.find_by_key(connection, article_key(reference))
        if known is None:
            raise UsageError(
                f"not followed: {reference[:150]}", hint="`tracker add URL` follows it; `tracker list` shows all"
            )
        return known

    @override
    def articles(self, *, source: str = "", after: int = 0, limit: int | None = None) -> list[Article]:
        with self.database.read() as connection:
            return articles.all_articles(connection, source=source, after=after, limit=limit)

    @override
    def pause(self, article: Article) -> None:
        with self.database.write() as connection:
            articles.pause(connection, article.id)

    @override
    def resume(self, article: Article) -> None:
        with self.database.write() as connection:
            articles.resume(connection, article.id, now=self.now())

    @override
    def sources(self) -> list[Source]:
        with self.database.read() as connection:
            return sources.all_sources(connection)

    @override
    def subscriptions(self) -> list[Subscription]:
        with self.database.read() as connection:
            return outbox.active_subscriptions(connection)

    def count(self) -> int:
        """How many articles are followed."""
        with self.database.read() as connection:
            return tallied(connection)["articles"].rows

    @override
    def check_soon(self, article: Article) -> None:
        with self.database.write() as connection:
            articles.check_soon(connection, article.id, now=self.now())

    @override
    def remove(self, article: Article) -> None:
        with self.database.write() as connection:
            articles.remove(connection, article.id)

    # Reading

    @override
    def history(self, article: Article) -> History:
        with self.database.read() as connection:
            return History(
                article=articles.get(connection, article.id),
                revisions=tuple(history.revisions_of(connection, article.id)),
                events=tuple(history.events_of(connection, article.id)),
                watched=history.check_summary(connection, article.id),
            )

    @override
    def checks(self, article: Article, *, limit: int = 50) -> list[Check]:
        with self.database.read() as connection:
            return history.checks_of(connection, article.id, limit=limit)

    @override
    def revisions(self, article: Article) -> Sequence[Revision]:
        with self.database.read() as connection:
            return history.revisions_of(connection, article.id)

    @override
    def revision(self, article: Article, reference: str) -> Revision:
        """A number is looked up by itself, without the others of the article."""
        meant = parse_revision(reference, now=self.now(), zone=self.zone)
        if meant.number is not None:
            with self.database.read() as connection, suppress(LookupError):
                return history.revision(connection, article.id, meant.number)
        return super().revision(article, reference)

    @override
    def comparison(self, article: Article, old: str = "previous", new: str = "latest") -> Comparison:
        return self._compared(article, self.revision(article, old), self.revision(article, new))

    @override
    def document(self, revision: Revision) -> Document:
        with self.database.read() as connection:
            return history.document_of(connection, revision.id)

    @override
    def quotes(self, article: Article) -> tuple[LedgerEntry, ...]:
        from tracker.compare.ledger import ledger

        with self.database.read() as connection:
            known = history.revisions_of(connection, article.id)
            return ledger([(one.number, history.document_of(connection, one.id)) for one in known])

    @override
    def blame(self, article: Article) -> Blame:
        from tracker.store import blames

        with self.database.read() as connection:
            found, is_kept = blames.blame_of(connection, article.id)
        if not is_kept:  # recorded by an older Tracker: folding a long life again at every look would be slow
            with self.database.write() as connection:
                blames.keep_folded(connection, article.id, found)
        return found

    @override
    def flags(
        self,
        *,
        since: datetime | None = None,
        kinds: tuple[str, ...] = (),
        source: str = "",
        floor: Severity = Severity.LOW,
        limit: int = 1000,
    ) -> list[StoredFlag]:
        with self.database.read() as connection:
            return history.flags_found(connection, since=since, kinds=kinds, source=source, floor=floor, limit=limit)

    @override
    def matches(self, asked: Asked, *, before: int | None = None, limit: int = 20) -> Matches:
        query = parse_query(asked.words)
        wanted = Wanted(query, source=asked.source, since=asked.since, until=asked.until, gone=asked.gone)
        found, page = self.search(wanted, before=before, limit=limit)
        return Matches(tuple(_match(hit, query) for hit in found), page.next_before, cut=page.cut)

    def search(self, wanted: Wanted, *, before: int | None = None, limit: int = 20) -> tuple[list[Hit], SearchPage]:
        """Articles that have these words in any revision, told in full, and how the search went on. Raises ConfigError."""
        with self.database.read() as connection:
            page = search.search(connection, wanted, before=before, limit=limit)
            return search.hits(connection, page.found), page

    @override
    def why(self, article: Article) -> Why:
        from tracker.store.standing import life_of

        now = self.now()
        with self.database.read() as connection:
            article = articles.get(connection, article.id)
            life = life_of(connection, article.id)
            source, section = rates.tallies_of(connection, article.source, life.section)
            host = queue.host_standing(connection, article.id, now=now)
        rate, ladder = learnt_rate(source, section), self.ladder()
        at = article.last_checked_at if article.last_outcome in BELIEVED and article.next_check_at else None
        return Why(
            article=article,
            life=life,
            pace=pace_of(ladder, life, rate=rate, now=at) if at else None,
            source=source,
            section=section,
            rate=rate,
            ladder=ladder,
            host=host,
            host_pace=self.settings.fetch.pace,
        )

    @override
    def status(self) -> Status:
        now = self.now()
        with self.database.read() as connection:
            lateness = queue.lateness(connection, now=now)
            return Status(
                counts=history.store_counts(connection, due=lateness.due),
                late=now - lateness.oldest_due_at if lateness.oldest_due_at else timedelta(0),
                expected_delay=lateness.expected_delay,
                stopped_hosts=tuple(queue.stopped_hosts(connection, now=now)),
                distrusted_hosts=tuple(queue.distrusted_hosts(connection, now=now)),
                troubled=tuple(history.in_trouble(connection)),
                alerts=outbox.counts(connection),
                mail_error=outbox.latest_error(connection),
                mail_ready=bool(self.settings.mail.host and self.settings.mail.sender),
                troubles=tuple(troubles.standing(connection)),
                disabled=tuple(one for one in outbox.active_subscriptions(connection) if one.disabled_at),
                goes_on=troubles.pulse(connection, now=now).goes_on(now),
                daemon=running_daemon(self.lock),
            )

    @property
    def lock(self) -> Path:
        """The file whose lock says that a daemon runs on this store."""
        return lock_path(self.database.path, self.settings.snapshots)

    def ladder(self) -> Ladder:
        """When to look again."""
        schedule = self.settings.schedule
        return Ladder(rungs=schedule.ladder, jitter=schedule.jitter, confirm_after=schedule.confirm_after)


def _match(hit: Hit, query: Query) -> Match:
    """An article that was found, with the passage of its last revision that has the words."""
    runs = passage(searched_text(hit.document), query.terms) if hit.document else ()
    return Match(hit.found.article, hit.found.revisions, hit.came, hit.gone, misread=hit.misread, passage=runs)
