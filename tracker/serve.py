"""The daemon and its page in one process, until asked to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from collections.abc import Callable, Iterator
from datetime import tzinfo
from typing import TYPE_CHECKING

import uvicorn

from tracker.access import require_users_where_exposed
from tracker.app import Tracker, open_tracker
from tracker.check import CheckReport
from tracker.config import Settings
from tracker.daemon import Daemon, listen, signals_to
from tracker.deliver import DeliveryReport
from tracker.discover import LookReport
from tracker.heap import tend_heap
from tracker.web import make_pages
from tracker.web.metrics import Metrics

if TYPE_CHECKING:
    import socket

Say = Callable[[str], None]


def serve_forever(settings: Settings, *, say: Say, show_report: Callable[[CheckReport, tzinfo], None]) -> None:
    """Run the daemon and its page in the foreground. Raises AlreadyRunning, UsageError, StoreError, and
    ConfigError where others could reach the page and nobody could log in.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    with open_tracker(settings) as tracker:
        if settings.web.enabled:
            require_users_where_exposed(tracker)
        zone, metrics = tracker.zone, Metrics(tracker)

        def report(found: CheckReport) -> None:
            metrics.count(found)
            show_report(found, zone)

        daemon = Daemon(
            tracker,
            on_report=report,
            on_delivery=lambda report: say(delivery_line(report)),
            on_look=lambda report: say(look_line(report)) if report.new or report.source.failures == 1 else None,
        )
        asyncio.run(_serve(tracker, daemon, metrics, say))
    say("Stopped; nothing is lost.")


async def _serve(tracker: Tracker, daemon: Daemon, metrics: Metrics, say: Say) -> None:
    web = tracker.settings.web
    sock = listen(web.host, web.port) if web.enabled else None
    async with signals_to(daemon.stop):
        page = _Page(tracker, metrics, sock) if sock else None
        with daemon.alone():
            for line in _greeting(tracker, page):
                say(line)
            serving = asyncio.create_task(page.serve(sockets=[sock])) if page and sock else None
            tend_heap()
            try:
                await daemon.run()
            finally:
                if page and serving:
                    page.should_exit = True
                    await serving


class _Page(uvicorn.Server):
    """The page, leaving signals to the daemon."""

    def __init__(self, tracker: Tracker, metrics: Metrics, sock: socket.socket) -> None:
        host, port = sock.getsockname()[:2]
        self.url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        super().__init__(
            uvicorn.Config(
                make_pages(tracker, metrics),
                log_level="warning",
                lifespan="off",
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=5,
            )
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the daemon's."""
        yield


def _greeting(tracker: Tracker, page: _Page | None) -> Iterator[str]:
    """What is running, and what to type next."""
    followed = tracker.count()
    yield f"Tracker follows {followed:,} article{'' if followed == 1 else 's'}. Ctrl-C stops it."
    if page:
        yield f"  page       {page.url}"
    yield f"  database   {tracker.settings.shown_database_url}"
    yield f"  snapshots  {tracker.settings.snapshots}"
    if not tracker.settings.mail.host:
        yield f"  mail       no server set: mail.host and mail.sender in {tracker.settings.file}"
    if not followed:
        yield "Next, in another terminal: tracker add URL        follow an article (in a checkout: .venv/bin/tracker)"
        yield "                           tracker follow URL     follow all that a paper's page or feed lists"
        yield "                           tracker subscribe you@example.org"


def look_line(report: LookReport) -> str:
    """What a look at a source brought."""
    one = report.source
    if one.failures:
        return f"source {one.id} cannot be read: {one.last_detail} ({one.url})"
    return f"source {one.id} {one.name}: {len(report.new)} new article{'' if len(report.new) == 1 else 's'} ({one.url})"


def delivery_line(report: DeliveryReport) -> str:
    """What became of the alerts that were due."""
    parts = [(report.sent, "sent"), (report.waiting, "to be tried again"), (report.given_up, "given up")]
    return "alerts: " + ", ".join(f"{number} {word}" for number, word in parts if number)
