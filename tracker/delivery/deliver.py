"""Delivering what was promised: lease, compose, send, then mark. A double can be recognised, a loss cannot happen.

Each channel has a round of its own beside the others: mail in one conversation, every other address by itself.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from tracker.alert.channel import is_webhook
from tracker.alert.compose import NothingToTell
from tracker.alert.identity import trial_id
from tracker.alert.line import Line, MailLine
from tracker.alert.notice import Envelope, TrialNotice
from tracker.alert.refusal import MailServer, Refused, Sending, Sent, Trouble
from tracker.alert.retry import next_attempt_at
from tracker.alert.webhook import WebhookLine
from tracker.delivery.recounting import Recounted, recount
from tracker.delivery.watching import silent_lines
from tracker.errors import StoreError
from tracker.fetch import Fetcher
from tracker.fetch.network import SystemResolver
from tracker.model import Alert, Cadence, Subscription
from tracker.render.wishes import asked_words
from tracker.store import digests, outbox
from tracker.store.database import Database
from tracker.telling import let_rest

_Message = tuple[Alert, Subscription]
_LOG = logging.getLogger("tracker.deliver")
_LONGEST_ROUND = timedelta(minutes=1)  # of one address that is not mail; the rest of what waits for it comes next time


@dataclass(frozen=True, slots=True)
class Delivery:
    """What delivering works with. `server` is None where no mail can be sent. `page_url` is where people reach the page,
    without a slash at the end; `zone` is for readers who named none. `fetcher` posts to webhooks; `allow_private` lets
    other services be in networks of our own.
    """

    database: Database
    server: MailServer | None
    page_url: str
    zone: tzinfo
    clock: Callable[[], datetime]
    chance: Callable[[], float]
    fetcher: Fetcher | None = None
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """How many messages were sent, will be tried again, and were given up."""

    sent: int = 0
    waiting: int = 0
    given_up: int = 0

    def __add__(self, other: DeliveryReport) -> DeliveryReport:
        return DeliveryReport(self.sent + other.sent, self.waiting + other.waiting, self.given_up + other.given_up)


async def deliver(delivery: Delivery) -> DeliveryReport:
    """Send every message that is due, and wait for every channel. Raises StoreError; the faults of servers are recorded
    with each alert.
    """
    reports = await asyncio.gather(*(_round(some, delivery) for some in _due(delivery).values()))
    return sum(reports, DeliveryReport())


class Rounds:
    """The rounds that are under way, at most one to a channel and so many in all: a channel that hangs keeps its own
    messages waiting and nobody else's. `on_report` is told of each that is over, `on_trouble` why one broke off.
    """

    def __init__(
        self,
        delivery: Delivery,
        *,
        on_report: Callable[[DeliveryReport], None],
        on_trouble: Callable[[StoreError], None],
    ) -> None:
        self._delivery = delivery
        self._on_report = on_report
        self._on_trouble = on_trouble
        self._by_channel: dict[str, asyncio.Task[None]] = {}

    @property
    def in_hand(self) -> list[asyncio.Task[None]]:
        """Those under way."""
        return list(self._by_channel.values())

    def begin(self) -> None:
        """Start a round for each channel for which something is due and none is under way. Raises StoreError."""
        if len(self._by_channel) < outbox.MOST_CHANNELS:
            for channel, some in _due(self._delivery, busy=self._by_channel).items():
                self._by_channel[channel] = asyncio.create_task(self._take(channel, some))

    async def _take(self, channel: str, some: Sequence[_Message]) -> None:
        try:
            report = await _round(some, self._delivery)
            if report != DeliveryReport():
                self._on_report(report)
        except StoreError as error:
            self._on_trouble(error)
        except Exception:  # noqa: BLE001 - a fault in one round must not end the others; it is logged whole
            _LOG.exception("a round to %s broke; its alerts stay due", some[0][1].address)
        finally:
            del self._by_channel[channel]


async def send_trial(subscription: Subscription, delivery: Delivery) -> Sent | Refused:
    """Send a message that is marked as a test to a subscriber's channel, at once, and say what the other side answered.

    It goes the way of every message, but nothing is promised, recorded or tried again. Raises UsageError.
    """
    now = delivery.clock()
    sender = delivery.server.from_address if delivery.server else ""
    envelope = Envelope(
        from_address=sender,
        to_address=subscription.address,
        message_id=trial_id(sender.rpartition("@")[2].strip("> "), now),
        created_at=now,
        zone=delivery.zone,
        page_url=delivery.page_url,
    )
    async with line_to(subscription, delivery) as line:
        return await line.write(TrialNotice(), envelope)()


def _due(delivery: Delivery, busy: Collection[str] = ()) -> dict[str, list[_Message]]:
    """What is due for each channel that is not busy, taken for a while. Raises StoreError."""
    now = delivery.clock()
    passed_over = set(busy) if delivery.server is not None else {*busy, ""}
    room = outbox.MOST_CHANNELS - len(busy)
    with delivery.database.write() as connection:
        leased = outbox.lease(connection, now=now, until=now + outbox.LEASE, busy=passed_over, most=room)
        return {
            channel: [(alert, outbox.get_subscription(connection, alert.subscription_id)) for alert in some]
            for channel, some in leased.items()
        }


def line_to(subscription: Subscription, delivery: Delivery) -> Line:
    """The line to a subscriber's channel, to be used as `async with`."""
    if is_webhook(subscription.url) and delivery.fetcher is not None:
        return WebhookLine(subscription, delivery.fetcher, delivery.clock)
    if subscription.url:
        from tracker.alert.apprising import AppriseLine

        return AppriseLine(subscription, allow_private=delivery.allow_private, resolve=SystemResolver())
    if delivery.server is None:
        raise ValueError(f"no mail server for {subscription.address}")
    return MailLine(delivery.server)


async def _round(some: Sequence[_Message], delivery: Delivery) -> DeliveryReport:
    """Everything for one channel, one message after another."""
    report = DeliveryReport()
    rest = list(some)
    enough_at = delivery.clock() + (_LONGEST_ROUND if some[0][1].url else outbox.LEASE * 0.8)
    async with line_to(some[0][1], delivery) as line:
        while rest and delivery.clock() < enough_at:
            report += await _deliver_one(*rest.pop(0), line, delivery)
    if rest:
        with delivery.database.write() as connection:
            outbox.release(connection, [alert for alert, _ in rest])
    return report


async def _deliver_one(alert: Alert, subscription: Subscription, line: Line, delivery: Delivery) -> DeliveryReport:
    with delivery.database.read() as connection:
        if not outbox.is_promised(connection, alert):
            return DeliveryReport()
    try:
        send = await asyncio.to_thread(_written, alert, subscription, line, delivery)
    except _NotNow:
        return DeliveryReport()
    except NothingToTell as error:
        return _failed(alert, str(error), delivery, permanent=True)
    except Exception as error:  # noqa: BLE001 - one poisonous alert must not stop the queue; it is kept, and says why
        return _failed(alert, f"cannot be composed: {error}", delivery, permanent=False)
    outcome = await send()
    if isinstance(outcome, Refused):
        return _refused(alert, subscription, outcome, delivery)
    with delivery.database.write() as connection:
        outbox.mark_sent(connection, alert, now=delivery.clock())
    return DeliveryReport(sent=1)


def _refused(alert: Alert, subscription: Subscription, refusal: Refused, delivery: Delivery) -> DeliveryReport:
    report = _failed(alert, refusal.detail, delivery, permanent=refusal.permanent)
    never_taken = bool(subscription.url) and report.given_up > 0
    if refusal.trouble is Trouble.RECIPIENT or never_taken:
        with delivery.database.write() as connection:
            disabled = outbox.note_refusal(connection, alert, error=refusal.detail[:500], now=delivery.clock())
        if disabled:
            _LOG.warning(
                "nothing more is sent to %s (subscription %d), which refused %d messages: %s",
                subscription.address,
                subscription.id,
                outbox.MOST_REFUSALS,
                refusal.detail,
            )
    return report


def _failed(alert: Alert, error: str, delivery: Delivery, *, permanent: bool) -> DeliveryReport:
    now = delivery.clock()
    at = None if permanent else next_attempt_at(alert.attempts + 1, now, delivery.chance())
    with delivery.database.write() as connection:
        outbox.mark_failed(connection, alert, error=error[:500], next_attempt_at=at)
    return DeliveryReport(given_up=1) if at is None else DeliveryReport(waiting=1)


def _written(alert: Alert, subscription: Subscription, line: Line, delivery: Delivery) -> Sending:
    """The message, written. Raises _NotNow where it came, late or again, into quiet hours: it waits for their end."""
    told, envelope = recounted(alert, delivery)
    now = delivery.clock()
    at = let_rest(subscription.rhythm, told.severity, now)
    if at > now:
        with delivery.database.write() as connection:
            outbox.postpone(connection, alert, until=at)
        raise _NotNow
    return line.write(told.trouble or told.notices, envelope)


class _NotNow(Exception):
    """The alert was put off: its reader is to be left alone, or it cannot be told and its digest goes without it."""


def _set_apart(alert: Alert, broken: Sequence[Alert], delivery: Delivery) -> None:
    if not broken:
        return
    with delivery.database.write() as connection:
        if any(one.id == alert.id for one in broken):
            digests.dissolve(connection, alert)
        for one in broken:
            digests.tell_apart(connection, one)
    if any(one.id == alert.id for one in broken):
        raise _NotNow


def recounted(alert: Alert, delivery: Delivery) -> tuple[Recounted, Envelope]:
    """What was promised, read from what is stored, and its envelope: the same alert gives the same. A change among many
    that cannot be told is taken out of its digest first, to fail by itself.
    """
    with delivery.database.read() as connection:
        subscription = outbox.get_subscription(connection, alert.subscription_id)
        thread_id = outbox.thread_of(connection, alert)
        told = recount(connection, alert, subscription, delivery.page_url)
        at = alert.gathered_at or alert.created_at
        weekly = alert.held and subscription.rhythm.cadence is Cadence.WEEKLY
        closing = tuple(silent_lines(connection, source=subscription.source, now=at)) if weekly else ()
    _set_apart(alert, told.broken, delivery)
    from_address = delivery.server.from_address if delivery.server else ""
    zone = ZoneInfo(subscription.rhythm.zone) if subscription.rhythm.zone else delivery.zone
    envelope = Envelope(
        from_address=from_address,
        to_address=subscription.address,
        message_id=alert.message_id,
        created_at=at,
        zone=zone,
        thread_id=thread_id,
        page_url=delivery.page_url,
        unsubscribe_token=subscription.token,
        unsubscribe_url=f"{delivery.page_url}/unsubscribe/{subscription.token}",
        unsubscribe_mailto=from_address,
        closing=closing,
        asked=asked_words(subscription),
    )
    return told, envelope
