"""The only place that builds things, and the one small API that command line, page and daemon share."""

from __future__ import annotations

import asyncio
import os
import random
import secrets
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from tracker.config import Settings
from tracker.desk.answers import Vitals
from tracker.desk.local import Local
from tracker.errors import ConfigError, UsageError
from tracker.making import make_fetcher, make_renderer, site_rules
from tracker.model import (
    AT_ONCE,
    NO_SEARCH,
    Article,
    Rhythm,
    Search,
    Severity,
    Subscription,
    Verdict,
)
from tracker.store import articles, history, outbox, queue, troubles
from tracker.store.reserve import Reserve
from tracker.store.tallies import tallied

if TYPE_CHECKING:
    from tracker.alert.refusal import MailServer, Refused, Sent
    from tracker.delivery.deliver import Delivery
    from tracker.delivery.watching import WatchReport
    from tracker.desk.wishing import Wish
    from tracker.examining.examine import OldPage
    from tracker.fetch import Fetcher
    from tracker.store.batching import Progress
    from tracker.store.space import Storage
    from tracker.turn.asking import Manners
    from tracker.turn.check import CheckReport
    from tracker.turn.reextract import RereadReport, RuleTrial
    from tracker.turn.tools import Tools
    from tracker.turn.turns import Unasked
    from tracker.upkeep.gc import GcReport
    from tracker.upkeep.verify import VerifyReport


# What only some need (the HTTP client, the worker pool, the mail library, what extracts and compares) is imported where
# it is used, so that commands which only read what is there stay quick.


class Tracker(Local):
    """The store on this machine with all that works on it: what checks, tells, keeps and verifies."""

    @property
    def page_url(self) -> str:
        """Where people reach the page."""
        web = self.settings.web
        host = f"[{web.host}]" if ":" in web.host else web.host
        return (web.public_url or f"http://{host}:{web.port}").rstrip("/")

    def vitals(self) -> Vitals:
        """Whether Tracker is well."""
        now = self.now()
        with self.database.read() as connection:
            pulse, lateness = troubles.pulse(connection, now=now), queue.lateness(connection, now=now)
            return Vitals(
                articles=tallied(connection)["articles"].rows,
                due=lateness.due,
                late=now - lateness.oldest_due_at if lateness.oldest_due_at else timedelta(0),
                check_age=now - pulse.checked_at if pulse.checked_at else None,
                goes_on=pulse.goes_on(now),
                alerts=outbox.counts(connection),
                troubles=tuple(troubles.standing(connection)),
            )

    def watch(self) -> WatchReport:
        """Look whether a host or a source broke or recovered, and promise that it is told."""
        from tracker.delivery.watching import watch

        return watch(self.database, name_message=self._name_message(), now=self.now())

    # Keeping house

    def storage(self) -> Storage:
        """How much room the captures take."""
        from tracker.store.space import measure

        return measure(self.database, self.snapshots)

    def gc(self, progress: Progress, *, dry_run: bool = False, all_orphans: bool = False) -> GcReport:
        """Give back the space of what is not needed, or say what would be. Raises StoreError, StoreFull."""
        from tracker.upkeep import gc

        keep = [gc.Rung(*rung) for rung in self.settings.store.keep]
        store = gc.Store(self.database, self.snapshots, keep)
        if dry_run:
            return gc.plan(store, now=self.now(), all_orphans=all_orphans)
        return gc.collect(store, now=self.now(), progress=progress, all_orphans=all_orphans)

    def verify(self, progress: Progress, *, share: float = 1) -> VerifyReport:
        """Hold the store against itself: all of it, or a share of its captures and revisions."""
        from tracker.upkeep.verify import verify

        return verify(self.database, self.snapshots, share=share, chance=random.random, progress=progress)

    # Telling

    def subscribe(
        self,
        address: str,
        *,
        article: Article | None = None,
        source: str = "",
        search: Search = NO_SEARCH,
        floor: Severity | None = None,
        kinds: frozenset[str] = frozenset(),
        disclosures: frozenset[Verdict] = frozenset(),
        languages: frozenset[str] = frozenset(),
        rhythm: Rhythm = AT_ONCE,
        told_of_troubles: bool = True,
    ) -> tuple[Subscription, bool]:
        """Promise an address (of mail, https or Apprise) messages about what it asks for; gives the subscription and
        whether it is new. A rhythm without a zone is meant in the zone that times are shown in. Raises UsageError.
        """
        from tracker.alert.channel import channel_typed

        fetch = self.settings.fetch
        channel = channel_typed(address, allow_private=fetch.allow_private, ports=fetch.ports)
        usual = Severity.LOW if search else self.settings.alerts.floor  # words were named: any edit of them is meant
        with self.database.write() as connection:
            return outbox.subscribe(
                connection,
                address=channel.address,
                url=channel.url,
                secret=secrets.token_urlsafe(32) if channel.is_webhook else "",
                floor=floor or usual,
                token=secrets.token_urlsafe(18),
                now=self.now(),
                article_id=article.id if article else None,
                source=source,
                search=search,
                kinds=kinds,
                disclosures=disclosures,
                languages=languages,
                rhythm=replace(rhythm, zone=rhythm.zone or getattr(self.zone, "key", "UTC")),
                troubles=told_of_troubles,
            )

    def subscription_by_token(self, token: str) -> Subscription | None:
        """The subscription that a secret token belongs to."""
        with self.database.read() as connection:
            return outbox.find_by_token(connection, token)

    @override
    def wished(self, wish: Wish) -> tuple[Subscription, bool]:
        """Raises Mistyped."""
        from tracker.desk.references import kinds_named
        from tracker.desk.wishing import about, languages_typed, rhythm_typed, search_typed

        with about("article"):
            if wish.article and wish.source:
                hint = "an article belongs to one source already; name one"
                raise UsageError("an article and a source were both named", hint=hint)
            article = self.article(wish.article) if wish.article else None
        with about("kinds"):
            kinds = kinds_named(wish.kinds)
        languages = languages_typed(wish.languages)
        search = search_typed(wish.words, wish.drops, wish.adds)
        rhythm = rhythm_typed(wish.cadence, wish.at, wish.zone, wish.quiet)
        with about("address"):
            return self.subscribe(
                wish.address,
                article=article,
                source=wish.source,
                search=search,
                floor=wish.severity,
                kinds=kinds,
                disclosures=frozenset(wish.disclosures),
                languages=languages,
                rhythm=rhythm,
                told_of_troubles=wish.troubles,
            )

    @override
    def unsubscribe(self, reference: str) -> Subscription:
        with self.database.write() as connection:
            found = outbox.find_by_token(connection, reference)
            if found is None and reference.isascii() and reference.isdigit():
                known = outbox.active_subscriptions(connection)
                found = next((one for one in known if str(one.id) == reference), None)
            if found is None:
                raise UsageError("there is no such subscription", hint="`tracker subscriptions` shows all")
            outbox.end_subscription(connection, found.id, now=self.now())
            return found

    def channel(self, name: str) -> Subscription:
        """The subscription of that number or address, also a disabled one; for an address that nothing is sent to, one
        that stands nowhere (number 0). Raises UsageError.
        """
        from tracker.alert.channel import channel_typed

        known = self.subscriptions()
        found = next((one for one in known if name in {str(one.id), one.address}), None)
        if found is None and name.isascii() and name.isdigit():
            raise UsageError(f"there is no subscription {name[:20]}", hint="`tracker subscriptions` shows all")
        if found is not None:
            return found
        fetch = self.settings.fetch
        channel = channel_typed(name, allow_private=fetch.allow_private, ports=fetch.ports)
        for one in known:
            if one.address == channel.address:
                return one
        secret = secrets.token_urlsafe(32) if channel.is_webhook else ""
        return Subscription(0, channel.address, Severity.LOW, self.now(), "", url=channel.url, secret=secret)

    async def try_channel(self, subscription: Subscription) -> Sent | Refused:
        """Send a test to a subscription's channel at once; what the other side answered. Raises ConfigError, UsageError."""
        from tracker.delivery.deliver import send_trial

        if not subscription.url:
            self.mail_server()
        async with make_fetcher(self.settings) as fetcher:
            return await send_trial(subscription, self.delivery(fetcher))

    def delivery(self, fetcher: Fetcher | None = None) -> Delivery:
        """What delivering works with; to mail addresses only where a mail server is set, to webhooks only with a fetcher."""
        from tracker.delivery.deliver import Delivery

        return Delivery(
            database=self.database,
            server=self.mail_server() if self.settings.mail.host and self.settings.mail.sender else None,
            page_url=self.page_url,
            zone=self.zone,
            clock=self.now,
            chance=random.random,
            fetcher=fetcher,
            allow_private=self.settings.fetch.allow_private,
        )

    def mail_server(self) -> MailServer:
        """The mail server of the settings. Raises ConfigError where none is set."""
        from tracker.alert.refusal import MailServer

        mail = self.settings.mail
        if not mail.host or not mail.sender:
            missing = "mail.host" if not mail.host else "mail.sender"
            raise ConfigError(f"{missing} is not set, so no mail can be sent", hint=f"set it in {self.settings.file}")
        return MailServer(
            host=mail.host,
            port=mail.port,
            security=mail.security,
            username=mail.username,
            password=mail.password.get_secret_value(),
            from_address=mail.sender,
            timeout_seconds=mail.timeout.total_seconds(),
            ca_file=mail.ca_file,
        )

    # Checking

    async def check_now(
        self, chosen: Sequence[Article], on_report: Callable[[CheckReport], None]
    ) -> tuple[Unasked, ...]:
        """Check these articles at once, each host at its pace, beside a running daemon if there is one; gives what was
        left because its host wants to be left alone for longer than can be waited.
        """
        from tracker.turn.turns import check_host

        hosts = self._by_host(chosen)
        free = asyncio.Semaphore(self.settings.daemon.hosts_at_once)
        async with self.tools() as tools:
            left = await asyncio.gather(
                *(check_host(host, ids, tools, self.manners(), on_report, free=free) for host, ids in hosts.items())
            )
        return tuple(one for one in left if one is not None)

    async def reextract(
        self, chosen: Sequence[Article], on_report: Callable[[RereadReport], None]
    ) -> tuple[Unasked, ...]:
        """Read the latest captures of these articles again with today's extractor and rules; nothing is fetched. Gives
        what was left because another process took their hosts over.
        """
        from tracker.turn.turns import reextract_host

        readers = max(self.settings.daemon.readers, os.cpu_count() or 1)
        free = asyncio.Semaphore(readers)
        async with self.tools(readers=readers) as tools:
            left = [
                await reextract_host(host_id, ids, tools, self.manners(), on_report, free=free)
                for host_id, ids in self._by_host(chosen).items()
            ]
        return tuple(one for one in left if one is not None)

    def capture_of(self, article: Article, reference: str = "latest") -> OldPage:
        """The page that a revision of an article was read from, with what is known of its host today and the user's rules
        for it. Raises UsageError where there is no such revision, DamagedSnapshot where its bytes cannot be read.
        """
        from tracker.examining.examine import OldPage
        from tracker.store.standing import page_of, standing_of

        revision = self.revision(article, reference)
        with self.database.read() as connection:
            page = page_of(connection, revision.id, self.snapshots.load)
            memory = standing_of(connection, article.id).memory
        return OldPage(page, memory, site_rules(self.settings).of(page.url))

    def try_rules(self, article: Article) -> tuple[RuleTrial, ...]:
        """How each kept revision of an article would read by the rules of today; nothing is changed."""
        from tracker.turn.reextract import try_rules

        return try_rules(article.id, self.database, self.snapshots, site_rules(self.settings))

    def _by_host(self, chosen: Sequence[Article]) -> dict[int, list[int]]:
        hosts: dict[int, list[int]] = {}
        with self.database.read() as connection:
            for article in chosen:
                hosts.setdefault(articles.host_id_of(connection, article.id), []).append(article.id)
        return hosts

    def manners(self) -> Manners:
        """The pace of requests, and how long a host's turn is held."""
        from tracker.turn.asking import Manners

        fetch = self.settings.fetch
        rendering = timedelta(minutes=2 if fetch.browser else 0)  # with the wait for pages that are rendered before
        return Manners(pace=fetch.pace, lease=2 * fetch.timeout + timedelta(minutes=1) + rendering)

    @asynccontextmanager
    async def tools(self, *, readers: int | None = None) -> AsyncIterator[Tools]:
        """What checks work with: one HTTP client and a pool of readers, for as long as the block lasts."""
        from tracker.examining.examine import warm_up
        from tracker.fetch.robots import Robots
        from tracker.processes.pool import Pool
        from tracker.turn.tools import Tools

        settings = self.settings
        async with make_fetcher(settings) as fetcher, AsyncExitStack() as stack:
            robots = Robots(fetcher, clock=self.now) if settings.fetch.robots else None
            renderer = make_renderer(fetcher, robots=robots) if settings.fetch.browser else None
            if renderer:
                await stack.enter_async_context(renderer)
            with Pool(workers=readers or settings.daemon.readers, prepare=warm_up) as pool:
                yield Tools(
                    database=self.database,
                    snapshots=self.snapshots,
                    fetcher=fetcher,
                    robots=robots,
                    pool=pool,
                    rules=site_rules(settings),
                    ladder=self.ladder(),
                    name_message=self._name_message(),
                    clock=self.now,
                    chance=random.random,
                    renderer=renderer,
                )

    def _name_message(self) -> outbox.NameMessage:
        sender = self.settings.mail.sender
        domain = sender.rpartition("@")[2].strip("> ") or "tracker.invalid"
        with self.database.write() as connection:
            name = history.store_name(connection, fresh=secrets.token_hex(8), now=self.now())
        return partial(_named, name, domain)


def _named(store: str, domain: str, key: str) -> str:
    from tracker.alert.identity import message_id

    return message_id(store, key, domain)


@contextmanager
def open_tracker(settings: Settings, *, from_reserve: bool = False) -> Iterator[Tracker]:
    """A Tracker for as long as the block lasts; where the disk is full, out of the reserve if that is asked for (even
    opening a database takes some room).
    """
    with Reserve(settings.snapshots).spent() if from_reserve else nullcontext():
        tracker = Tracker(settings)
        try:
            yield tracker
        finally:
            tracker.close()
