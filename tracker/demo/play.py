"""The demo: the newspaper edits its articles, the real daemon follows them, a real mail server takes the alerts."""

from __future__ import annotations

import asyncio
import email
import email.policy
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope

from tracker.app import Tracker, open_tracker
from tracker.config import load
from tracker.daemon import Daemon, signals_to
from tracker.delivery.deliver import DeliveryReport
from tracker.demo.newspaper import Newspaper, serve
from tracker.demo.story import Edition, Story
from tracker.model import AlertState, Article, Outcome, Revision, Severity
from tracker.turn.check import CheckReport

READER = "newsroom@merrowick.example"
_SENDER = "Tracker <tracker@merrowick.example>"
_PATIENCE = 20.0  # seconds for one edition to be seen; usually one or two

_CONFIG = """\
# Written by `tracker demo`: a store of its own, beside which nothing of yours is touched.
[fetch]
allow_private = true
pace = "100ms"

[schedule]
ladder = [["365d", "1s"]]
confirm_after = "1s"

[daemon]
tick = "100ms"

[web]
port = 8381

[mail]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "{sender}"

[alerts]
floor = "low"
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One edition that was published and what the daemon made of it; `revision` is None where it saw nothing."""

    story: Story
    edition: Edition
    article: Article
    revision: Revision | None

    @property
    def loud(self) -> list[tuple[str, str]]:
        """(severity, summary) of its flags, the most severe first, without those that mean nothing."""
        flags = sorted(self.revision.flags if self.revision else (), key=lambda flag: -flag.severity.rank)
        return [(str(flag.severity), flag.summary) for flag in flags if flag.severity is not Severity.SILENT]

    @property
    def complaints(self) -> tuple[str, ...]:
        """What a reader of the edit would find wrong with the flags; empty where all is as it should be."""
        if self.revision is None:
            return ("the edit was not seen",)
        return self.edition.expectation.complaints_about(self.revision.flags)


@dataclass(frozen=True, slots=True)
class Performance:
    """How the demo went. `quiet_checks` are those in which only the furniture of the page had changed."""

    steps: tuple[Step, ...]
    mails: tuple[EmailMessage, ...]
    quiet_checks: int
    seconds: float
    config: Path
    page_url: str


@dataclass(slots=True)
class Mailbox:
    """What the demo's mail server took, in order; also kept as .eml files in `folder`."""

    folder: Path
    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a message."""
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        self.mails.append(email.message_from_bytes(content, policy=email.policy.default))
        (self.folder / f"{len(self.mails):02}.eml").write_bytes(content)
        return "250 kept"


OnStep = Callable[[Step], None]
OnPublish = Callable[[Story, Edition], None]


def perform(folder: Path, *, on_publish: OnPublish, on_step: OnStep, editions: int | None = None) -> Performance:
    """Play the demo in an empty folder: every edition of every story, or only the first so many.

    Calls `on_publish` when an edition goes on line and `on_step` when it was seen, or not seen in time.
    """
    return asyncio.run(_perform(folder, on_publish, on_step, editions or 1000))


async def _perform(folder: Path, on_publish: OnPublish, on_step: OnStep, editions: int) -> Performance:
    newspaper = Newspaper(lambda: datetime.now(UTC))
    async with _mail_server(folder) as (mailbox, port):
        with serve(newspaper) as site:
            config = folder / "config.toml"
            config.write_text(_CONFIG.format(port=port, sender=_SENDER), encoding="utf-8")
            with open_tracker(load(config)) as tracker:
                tracker.subscribe(READER)
                stage = _Stage(newspaper, tracker, mailbox, config)
                return await stage.play(site, on_publish, on_step, editions)


class _Stage:
    """The daemon at work on the newspaper, and what it has reported so far."""

    def __init__(self, newspaper: Newspaper, tracker: Tracker, mailbox: Mailbox, config: Path) -> None:
        self._newspaper = newspaper
        self._tracker = tracker
        self._mailbox = mailbox
        self._config = config
        self._revisions: dict[int, Revision] = {}
        self._quiet = 0
        self._news = asyncio.Condition()

    async def play(self, site: str, on_publish: OnPublish, on_step: OnStep, editions: int) -> Performance:
        followed = {
            story.slug: self._tracker.add(f"{site}{story.path}", source="Merrowick Courier")[0]
            for story in self._newspaper.stories
        }
        steps: list[Step] = []
        started_at = self._tracker.now()
        async with self._daemon():
            for article in followed.values():
                await self._revision(article, 1)
            for number in range(2, 1 + min(editions, max(len(story.editions) for story in self._newspaper.stories))):
                steps += await self._round(number, followed, on_publish, on_step)
            await self._post()
        return Performance(
            steps=tuple(steps),
            mails=tuple(self._mailbox.mails),
            quiet_checks=self._quiet,
            seconds=(self._tracker.now() - started_at).total_seconds(),
            config=self._config,
            page_url=self._tracker.page_url,
        )

    async def _round(
        self, number: int, followed: dict[str, Article], on_publish: OnPublish, on_step: OnStep
    ) -> list[Step]:
        """Publish the next edition of every story that has one, and wait until each was seen."""
        stories = [story for story in self._newspaper.stories if len(story.editions) >= number]
        for story in stories:
            on_publish(story, self._newspaper.publish(story.slug, number))
        steps = []
        for story in stories:
            article = followed[story.slug]
            revision = await self._revision(article, number)
            steps.append(Step(story=story, edition=story.edition(number), article=article, revision=revision))
            on_step(steps[-1])
        return steps

    async def _revision(self, article: Article, number: int) -> Revision | None:
        """The revision of that number, as soon as the daemon reports it; None where it does not come in time."""

        def seen() -> bool:
            known = self._revisions.get(article.id)
            return known is not None and known.number >= number

        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(seen), _PATIENCE)
            except TimeoutError:
                return None
            return self._revisions[article.id]

    async def _post(self) -> None:
        """Wait until every promised alert was sent."""
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(self._nothing_waits), _PATIENCE)

    def _nothing_waits(self) -> bool:
        return not self._tracker.status().alerts.get(AlertState.PENDING)

    @asynccontextmanager
    async def _daemon(self) -> AsyncIterator[None]:
        """The real daemon, running beside the play."""
        daemon = Daemon(self._tracker, on_report=self._on_report, on_delivery=self._on_delivery)
        with daemon.alone():
            async with signals_to(daemon.stop):
                running = asyncio.create_task(daemon.run())
                try:
                    yield
                finally:
                    daemon.stop()
                    await running

    def _on_report(self, report: CheckReport) -> None:
        if report.revision is not None:
            self._revisions[report.article_id] = report.revision
        elif report.outcome is Outcome.UNCHANGED:
            self._quiet += 1
        self._wake()

    def _on_delivery(self, _: DeliveryReport) -> None:
        self._wake()

    def _wake(self) -> None:
        async def tell() -> None:
            async with self._news:
                self._news.notify_all()

        self._told = asyncio.ensure_future(tell())


@asynccontextmanager
async def _mail_server(folder: Path) -> AsyncIterator[tuple[Mailbox, int]]:
    """A real SMTP server on a free loopback port that keeps what it takes in `folder`/mail."""
    (folder / "mail").mkdir(parents=True)
    mailbox = Mailbox(folder / "mail")
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(mailbox, hostname="demo.merrowick.example"), "127.0.0.1", 0)
    async with server:
        yield mailbox, server.sockets[0].getsockname()[1]
