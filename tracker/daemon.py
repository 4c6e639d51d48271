"""The background daemon: ticks that ask what is due, hosts visited side by side, mail sent, the page served.

SIGTERM or Ctrl-C finishes what is in hand and ends with 0; a second one ends at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sdnotify
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Connection

from tracker.app import Tracker
from tracker.delivery.deliver import DeliveryReport, Rounds
from tracker.errors import ConfigError, StoreError, StoreFull, TrackerError, UsageError
from tracker.fetch import FetchRequest
from tracker.fetch.parts import shown
from tracker.fetch.urls import host_of
from tracker.model import Capture, FetchFailure
from tracker.processes.alone import only_one
from tracker.schedule import HostNotice
from tracker.sources import reach
from tracker.store import queue, sources
from tracker.store.articles import HostTurn
from tracker.store.sources import SourceTurn
from tracker.store.standing import Known, known_of
from tracker.turn.asking import Manners
from tracker.turn.check import CheckReport
from tracker.turn.discover import LookReport, look
from tracker.turn.pushing import Pushing, ask_hubs, can_be_told
from tracker.turn.tools import Tools
from tracker.turn.turns import visit_due

_LOG = logging.getLogger("tracker.daemon")
_DELIVER_EVERY = timedelta(seconds=5)
_ASK_HUBS_EVERY = timedelta(seconds=10)
_MAINTAIN_EVERY = timedelta(hours=6)
_WATCH_EVERY = timedelta(minutes=5)
_REST_WHEN_FULL = timedelta(seconds=60)
_SOON = 0.05  # seconds
_LONGEST_WAIT = 10.0  # seconds for a place to become free, between two signs of life
_PATIENCE = 30.0  # seconds that a stopping daemon gives to what is in hand

_Claimed = tuple[HostTurn, SourceTurn | Known | None]
"""A host that is ours, and what for: a source to look at, or an article, with what is known of it if that was read."""


class Daemon:
    """One daemon on one store. `run` returns when it was asked to stop and everything in hand is finished."""

    def __init__(
        self,
        tracker: Tracker,
        *,
        on_report: Callable[[CheckReport], None],
        on_delivery: Callable[[DeliveryReport], None],
        on_look: Callable[[LookReport], None] = lambda _: None,
    ) -> None:
        self._tracker = tracker
        self._on_report = on_report
        self._on_delivery = on_delivery
        self._on_look = on_look
        self._turns: dict[int, asyncio.Task[None]] = {}
        self._over: list[HostTurn] = []  # turns that have ended, of hosts that are still to be given back
        self._ticking: set[asyncio.Task[Any]] = set()
        self._stopping = asyncio.Event()
        self._resting_until: datetime | None = None
        self._told = ""
        self._beat_missed = False
        self._systemd = sdnotify.SystemdNotifier()

    def stop(self) -> None:
        """Finish what is in hand and let `run` return; asked twice, end at once."""
        if self._stopping.is_set():
            _LOG.warning("stopped at once; what was in hand is done again next time")
            os._exit(1)
        self._stopping.set()

    async def run(self) -> None:
        """Follow, until asked to stop; to be called within `alone`."""
        async with self._tracker.tools() as tools:
            delivery = self._tracker.delivery(tools.fetcher)
            rounds = Rounds(delivery, on_report=self._on_delivery, on_trouble=self._tell)
            scheduler = self._scheduler(tools, rounds)
            scheduler.start()
            self._systemd.notify("READY=1")
            await self._stopping.wait()
            self._systemd.notify("STOPPING=1")
            scheduler.pause()
            await self._finish(tools, rounds)
            scheduler.shutdown(wait=False)

    def alone(self) -> AbstractContextManager[None]:
        """Hold the store's lock for daemons. Raises AlreadyRunning where another has it."""
        return only_one(self._tracker.lock)

    def _scheduler(self, tools: Tools, rounds: Rounds) -> AsyncIOScheduler:
        """A handful of ticks. Late ones are run, not dropped, and never twice at once (APScheduler's own default
        drops what is a second late).
        """
        # A tick that is still in hand when the next is due is no trouble, and the library's warning says nothing else.
        logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
        scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        now = self._tracker.now()
        ticks: tuple[tuple[Callable[[Tools], Awaitable[None]], timedelta], ...] = (
            (self._dispatch, self._tracker.settings.daemon.tick),
            (partial(self._deliver, rounds), min(_DELIVER_EVERY, 5 * self._tracker.settings.daemon.tick)),
            (self._ask_hubs, _ASK_HUBS_EVERY),
            (self._maintain, _MAINTAIN_EVERY),
            (self._watch, _WATCH_EVERY),
            (self._beat, self._tracker.settings.alerts.heartbeat_every),
        )
        for tick, every in ticks:
            scheduler.add_job(
                self._tick, "interval", seconds=every.total_seconds(), args=[tick, tools], next_run_time=now
            )
        return scheduler

    async def _tick(self, tick: Callable[[Tools], Awaitable[None]], tools: Tools) -> None:
        """One tick, known to be in hand until it ends: cut off in the middle, it would keep a host that nobody visits."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - the scheduler runs ticks as tasks
        self._ticking.add(task)
        try:
            await tick(tools)
        except TrackerError as error:
            self._tell(error)
        finally:
            self._ticking.discard(task)

    def _tell(self, error: TrackerError) -> None:
        """Say in one line what is wrong, once for as long as it is the same; where the store is full, checks rest."""
        if isinstance(error, StoreFull):
            self._resting_until = self._tracker.now() + _REST_WHEN_FULL
        if str(error) != self._told:
            _LOG.error("%s: %s", error, error.hint)
        self._told = str(error)

    async def _dispatch(self, tools: Tools) -> None:
        """Give free places to hosts that are due, and places that become free to others, until no more are due."""
        settings, manners = self._tracker.settings.daemon, self._tracker.manners()
        while not self._stopping.is_set():
            self._systemd.notify("WATCHDOG=1")
            if self._resting_until and self._tracker.now() < self._resting_until:
                return
            if places := settings.hosts_at_once - len(self._turns):
                claimed = await self._exchange(tools, manners, places)
                if not claimed:
                    return
                for turn, occasion in claimed:
                    self._turns[turn.host_id] = asyncio.create_task(self._take(turn, occasion, tools, manners))
            # Where places are left, hosts that become due meanwhile do not wait for one that hangs.
            has_places = len(self._turns) < settings.hosts_at_once
            longest = settings.tick.total_seconds() if has_places else _LONGEST_WAIT
            await asyncio.wait(self._turns.values(), timeout=longest, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.sleep(_SOON)  # places that become free together are given away together

    async def _exchange(self, tools: Tools, manners: Manners, places: int) -> list[_Claimed]:
        """Give back the hosts whose turns are over, and claim others to visit: for a source that is due, because articles
        found late are missed for as long, then for the most urgent articles, with what is known of these. All in one
        transaction, and in none where there is nothing to do.
        """
        over, now = list(self._over), self._tracker.now()
        lease = manners.lease + manners.pace  # whoever claims the host after us asks no sooner than its pace

        def look_round(connection: Connection) -> tuple[bool, list[int]]:
            return sources.any_due(connection, now=now), queue.ready_hosts(connection, now=now, most=places)

        def exchange(connection: Connection) -> list[_Claimed]:
            source_due, ready = look_round(connection)
            queue.end_turns(connection, over)
            source = sources.claim_due_turn(connection, now=now, lease=lease) if source_due else None
            turns = queue.claim_due_turns(connection, ready[: places - bool(source)], now=now, lease=lease)
            visits = _with_what_is_known(connection, turns)
            return [(source.turn, source), *visits] if source else visits

        if not over and not any(await tools.database.ask(look_round)):
            return []
        claimed = await tools.database.commit(exchange)
        del self._over[: len(over)]
        return claimed

    async def _take(self, turn: HostTurn, occasion: SourceTurn | Known | None, tools: Tools, manners: Manners) -> None:
        try:
            if isinstance(occasion, SourceTurn):
                await self._look(occasion, tools, manners)
            else:
                enough = self._stopping.is_set
                await visit_due(turn, tools, manners, self._report, enough=enough, known=occasion)
        except StoreError as error:
            self._tell(error)
        except Exception:  # noqa: BLE001 - a fault in one check must not end the others; it is logged whole
            _LOG.exception("a check of %s broke; its article stays due", turn.name)
        finally:
            self._turns.pop(turn.host_id, None)
            if not isinstance(occasion, SourceTurn):
                self._over.append(turn)

    def _report(self, report: CheckReport) -> None:
        """Pass a check on, and say once what is worth telling of its host."""
        if report.notice is not None:
            _LOG.warning(notice_line(report.notice, host_of(report.url), report.detail))
        self._on_report(report)

    async def _look(self, claimed: SourceTurn, tools: Tools, manners: Manners) -> None:
        report = await look(claimed, tools, manners, reach(self._tracker.settings))
        if report is not None:
            self._on_look(report)

    async def _deliver(self, rounds: Rounds, _: Tools) -> None:
        """Send what is due. Mail settings that are only half there are told of; other channels do not wait for them."""
        if self._tracker.settings.mail.host:
            try:
                self._tracker.mail_server()
            except ConfigError as error:
                self._tell(error)
        rounds.begin()

    async def _watch(self, _: Tools) -> None:
        report = await asyncio.to_thread(self._tracker.watch)
        for one in report.begun:
            _LOG.warning("%s cannot be read (%s): %s", shown(one.name), one.what, shown(one.detail))
        for one in report.ended:
            _LOG.warning("%s can be read again", shown(one.name))

    async def _beat(self, tools: Tools) -> None:
        """Ask the address of the heartbeat while checks really go on; say once that it cannot be had."""
        url = self._tracker.settings.alerts.heartbeat
        if not url or not (await asyncio.to_thread(self._tracker.vitals)).goes_on:
            return
        got = await tools.fetcher.fetch(FetchRequest(url=url, first_bytes=1))
        missed = _missed(got)
        if missed and not self._beat_missed:
            _LOG.warning("alerts.heartbeat is not taken: %s", missed)
        self._beat_missed = bool(missed)

    async def _ask_hubs(self, tools: Tools) -> None:
        """Subscribe at hubs, renew in time, take back; where hubs can reach the page."""
        web = self._tracker.settings.web
        if web.enabled and can_be_told(self._tracker.page_url):
            await ask_hubs(Pushing(tools.database, tools.fetcher, self._tracker.page_url, self._tracker.now))

    async def _maintain(self, tools: Tools) -> None:
        await asyncio.to_thread(tools.database.tidy)
        await asyncio.to_thread(tools.snapshots.keep_reserve)

    async def _finish(self, tools: Tools, rounds: Rounds) -> None:
        """Wait for the ticks in hand, then for what they began; what takes too long stays due."""
        for begun in (lambda: self._ticking, lambda: [*self._turns.values(), *rounds.in_hand]):
            if in_hand := list(begun()):
                _, late = await asyncio.wait(in_hand, timeout=_PATIENCE)
                for task in late:
                    task.cancel()
                await asyncio.gather(*late, return_exceptions=True)
        await asyncio.to_thread(self._give_back, tools)

    def _give_back(self, tools: Tools) -> None:
        try:
            with tools.database.write() as connection:
                queue.end_turns(connection, self._over)
        except StoreError as error:
            self._tell(error)  # their leases end by themselves


def _with_what_is_known(connection: Connection, turns: Sequence[HostTurn]) -> list[_Claimed]:
    try:
        known = known_of(connection, [turn.article_id for turn in turns if turn.article_id is not None])
    except StoreError:  # what is recorded of one of them is damaged: its own visit finds that out, and no other
        known = {}
    return [(turn, known.get(turn.article_id) if turn.article_id is not None else None) for turn in turns]


def _missed(got: Capture | FetchFailure) -> str:
    """Why a heartbeat was not taken, empty where it was."""
    if isinstance(got, FetchFailure):
        return got.detail
    return f"it answers {got.status}" if got.status >= 400 else ""  # noqa: PLR2004 - RFC 9110 §15


def notice_line(notice: HostNotice, host: str, detail: str) -> str:
    """What to tell of a host, in a line."""
    if notice is HostNotice.STOPPED:
        return f"{host} does not answer ({detail}); it is left alone, and tried again from time to time"
    return f"{host} answers again"


def listen(host: str, port: int) -> socket.socket:
    """A listening socket for the page. Raises UsageError, naming the key, where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's algorithm on, and an answer on a kept connection waits 40 ms for an ACK.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(128)
    except OSError as error:
        sock.close()
        raise UsageError(
            f"{host}:{port} cannot be used: {error.strerror}", hint="set web.port to a free one"
        ) from error
    return sock


@asynccontextmanager
async def signals_to(stop: Callable[[], None]) -> AsyncIterator[None]:
    """SIGTERM and SIGINT call `stop`, for as long as the block lasts."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(ValueError):
                loop.remove_signal_handler(number)
