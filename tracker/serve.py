"""The daemon and its page in one process, until asked to stop. Where the page is off nothing of it is loaded: 16 MB."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Iterator
from datetime import tzinfo
from typing import TYPE_CHECKING

from tracker.app import Tracker, open_tracker
from tracker.config import Settings
from tracker.daemon import Daemon, listen, signals_to
from tracker.delivery.deliver import DeliveryReport
from tracker.processes.heap import tend_heap
from tracker.turn.check import CheckReport
from tracker.turn.discover import LookReport

if TYPE_CHECKING:
    import socket

    from tracker.web.metrics import Metrics
    from tracker.web.serving import Server

Say = Callable[[str], None]


def serve_forever(settings: Settings, *, say: Say, show_report: Callable[[CheckReport, tzinfo], None]) -> None:
    """Run the daemon and its page in the foreground. Raises AlreadyRunning, UsageError, StoreError, and
    ConfigError where others could reach the page and nobody could log in.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    with open_tracker(settings) as tracker:
        zone, metrics = tracker.zone, _metrics(tracker) if settings.web.enabled else None

        def report(found: CheckReport) -> None:
            if metrics is not None:
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


def _metrics(tracker: Tracker) -> Metrics:
    """What the page tells of this process. Raises ConfigError where others could reach it and nobody could log in."""
    from tracker.access import require_users_where_exposed
    from tracker.web.metrics import Metrics

    require_users_where_exposed(tracker)
    return Metrics(tracker)


async def _serve(tracker: Tracker, daemon: Daemon, metrics: Metrics | None, say: Say) -> None:
    web = tracker.settings.web
    sock = listen(web.host, web.port) if metrics else None
    async with signals_to(daemon.stop):
        page = _page(tracker, metrics, sock) if metrics and sock else None
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


def _page(tracker: Tracker, metrics: Metrics, sock: socket.socket) -> Server:
    from tracker.web.serving import Server

    return Server(tracker, metrics, sock)


def _greeting(tracker: Tracker, page: Server | None) -> Iterator[str]:
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
