"""Being told by hubs instead of asking (WebSub, W3C Recommendation 2018): subscribing, answering a hub's questions,
renewing, and taking back. A notification is never read: it only makes its source due, if its signature is right.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tracker.fetch import Fetcher
from tracker.fetch.request import posted
from tracker.model import FetchFailure
from tracker.store import pushes
from tracker.store.database import Database
from tracker.store.pushes import Push

CALLBACK = "/websub/"
MOST_BODY = 1024 * 1024
"""Bytes of a notification that are read to check its signature."""

_LEASE = timedelta(days=10)
_SHORTEST_LEASE, _LONGEST_LEASE = timedelta(minutes=10), timedelta(days=30)
_RENEW_AFTER = 0.75  # of the lease
_PATIENCE = timedelta(hours=1)  # for a hub to come and ask whether it was us
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=5), timedelta(days=1)
_MOST_TAKEN_BACK = 5  # attempts to tell a hub to stop; its lease ends by itself
_MOST_CHALLENGE = 1_000
# SHA-1 too, which the largest hub still signs with: forging an HMAC needs more than its broken collision resistance.
_METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})


@dataclass(frozen=True, slots=True)
class Question:
    """What a hub asks about (hub.mode, hub.topic, hub.challenge, hub.lease_seconds, hub.reason)."""

    mode: str
    topic: str
    challenge: str = ""
    lease_seconds: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pushing:
    """What asking hubs works with. `page_url` is where people and hubs reach the page."""

    database: Database
    fetcher: Fetcher
    page_url: str
    clock: Callable[[], datetime]


def can_be_told(page_url: str) -> bool:
    """Whether hubs can reach the page, and nobody between can read the secret: only over https."""
    return urlsplit(page_url).scheme == "https"


async def ask_hubs(pushing: Pushing) -> int:
    """Ask the hubs that are due, one request to each host; gives how many were asked. The world's faults are written
    down. Raises StoreError.
    """
    now = pushing.clock()
    with pushing.database.read() as connection:
        waiting = pushes.due(connection, now=now)
    by_host: dict[str, Push] = {}
    for push in waiting:
        by_host.setdefault(urlsplit(push.hub).netloc, push)
    for push in by_host.values():
        await _ask(push, pushing)
    return len(by_host)


async def _ask(push: Push, pushing: Pushing) -> None:
    if push.source_id is None and push.failures >= _MOST_TAKEN_BACK:
        await asyncio.to_thread(_give_up, push, pushing)
        return
    push = await asyncio.to_thread(_begin, push, pushing)
    form = (
        ("hub.callback", f"{pushing.page_url}{CALLBACK}{push.path}"),
        ("hub.mode", "subscribe" if push.source_id is not None else "unsubscribe"),
        ("hub.topic", push.topic),
        ("hub.secret", push.secret),
        ("hub.lease_seconds", str(int(_LEASE.total_seconds()))),
    )
    got = await pushing.fetcher.fetch(posted(push.hub, form))
    if isinstance(got, FetchFailure):
        await asyncio.to_thread(_failed, push, got.detail, pushing)
    elif not 200 <= got.status < 300:  # noqa: PLR2004 - 202 by the standard; others of its class are seen
        await asyncio.to_thread(_failed, push, f"the hub answers {got.status}", pushing)


def _begin(push: Push, pushing: Pushing) -> Push:
    now = pushing.clock()
    again_at = now + _pause(_PATIENCE, push.failures)
    path, secret = secrets.token_urlsafe(24), secrets.token_urlsafe(32)
    with pushing.database.write() as connection:
        return pushes.begin(connection, push, path=path, secret=secret, now=now, again_at=again_at)


def _failed(push: Push, detail: str, pushing: Pushing) -> None:
    with pushing.database.write() as connection:
        pushes.went_wrong(connection, push, detail, again_at=pushing.clock() + _pause(_FIRST_PAUSE, push.failures - 1))


def _give_up(push: Push, pushing: Pushing) -> None:
    with pushing.database.write() as connection:
        pushes.forget(connection, [push.id])


def _pause(first: timedelta, failures: int) -> timedelta:
    longer: timedelta = first * 2 ** min(failures, 10)
    return min(_LONGEST_PAUSE, longer)


def answer(database: Database, path: str, question: Question, *, now: datetime) -> str | None:
    """What to answer a hub that asks whether it was us: its challenge, where we asked for just that; None where not."""
    with database.write() as connection:
        push = pushes.by_path(connection, path)
        if push is None or question.topic != push.topic:
            return None
        followed = push.source_id is not None
        if question.mode == "denied":
            pushes.deny(connection, push, question.reason or "the hub declined", again_at=now + _LONGEST_PAUSE)
            return ""
        if not 0 < len(question.challenge) <= _MOST_CHALLENGE:
            return None
        if question.mode == "subscribe" and followed:
            lease = _lease(question.lease_seconds)
            pushes.verify(connection, push, lease_until=now + lease, renew_at=now + lease * _RENEW_AFTER)
            return question.challenge
        if question.mode == "unsubscribe" and not followed:
            pushes.forget(connection, [push.id])
            return question.challenge
    return None


def notified(database: Database, path: str, body: bytes, signature: str, *, now: datetime) -> bool:
    """Take a notification: whether the address is one of ours. Only one that is signed with the secret of that very
    address, within its lease, makes the source due; nobody is told which.
    """
    with database.read() as connection:
        push = pushes.by_path(connection, path)
    if push is None:
        return False
    told = push.source_id is not None and push.lease_until is not None and now < push.lease_until
    if is_signed(body, signature, push.secret) and told:
        with database.write() as connection:
            pushes.arrived(connection, push, now=now)
    return True


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether a header X-Hub-Signature (`sha256=hex`) is that of the body under the secret; compared in constant time."""
    method, _, claimed = signature.strip().partition("=")
    if method.lower() not in _METHODS or not secret:
        return False
    right = hmac.new(secret.encode(), body, getattr(hashlib, method.lower())).hexdigest()
    return hmac.compare_digest(right.encode(), claimed.strip().lower().encode("utf-8", "replace"))


def _lease(seconds: str) -> timedelta:
    """The lease that a hub grants, within reason; ours where it names none."""
    if not (seconds.isascii() and seconds.isdigit()):
        return _LEASE
    granted = timedelta(seconds=int(seconds[:9]))
    return min(max(granted, _SHORTEST_LEASE), _LONGEST_LEASE)
