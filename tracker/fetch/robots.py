"""What a site's robots.txt asks of us (RFC 9309): may this page be fetched, and how fast. Parsing is protego's.

The file is fetched through the same gate as pages. Keeping the pace is the daemon's business.
"""

from __future__ import annotations

import asyncio
import zlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from protego import Protego

from tracker.fetch.parts import parsed
from tracker.fetch.request import FetchRequest
from tracker.model import Capture, FetchFailure

# RFC 9309 §2.5: at least 500 KiB are parsed; what comes after is not read.
MOST_BYTES = 500 * 1024
# RFC 9309 §2.4: not more than 24 hours.
KEPT = timedelta(hours=24)
# While the file cannot be had, it is asked for again after this.
KEPT_UNREACHABLE = timedelta(minutes=30)
# A host that did not answer at all is asked again with the next check, which comes five minutes after a first failure.
KEPT_UNREACHED = timedelta(minutes=4)
LONGEST_DELAY = 24 * 60 * 60.0

# What is remembered: hosts, the bytes of their files (compressed), and the characters of those also kept parsed. A host
# that falls out is asked again.
MOST_HOSTS = 20_000
MOST_REMEMBERED = 16 * 1024 * 1024
MOST_PARSED = 2 * 1024 * 1024

_TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class RobotsVerdict:
    """Whether a page may be fetched, the seconds its host wants between two requests (None where it says nothing),
    and why, in a line for a person. `failure` is set where the host could not be reached at all, so that nothing was
    said about robots.
    """

    allowed: bool
    crawl_delay_seconds: float | None
    detail: str
    failure: FetchFailure | None = None


class Fetches(Protocol):
    """What robots needs of a fetcher."""

    def fetch(self, request: FetchRequest) -> Awaitable[Capture | FetchFailure]:
        """What one request gave."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one robots.txt said, and until when that holds. `packed` is None where the file could not be had."""

    packed: bytes | None
    detail: str
    until_at: datetime
    failure: FetchFailure | None = None

    @property
    def size(self) -> int:
        return len(self.packed or b"")

    @property
    def text(self) -> str:
        return zlib.decompress(self.packed).decode() if self.packed else ""


class Robots:
    """Asks each host once a day. `agent` is our product token, the word before the slash in the user agent."""

    def __init__(self, fetcher: Fetches, *, clock: Callable[[], datetime], agent: str = "Tracker") -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._agent = agent
        self._rules: OrderedDict[str, _Rules] = OrderedDict()
        self._remembered = 0
        self._parsed: OrderedDict[str, tuple[Protego, int]] = OrderedDict()
        self._parsed_size = 0
        self._asking: dict[str, asyncio.Future[_Rules]] = {}

    async def verdict(self, url: str) -> RobotsVerdict:
        """Whether this page may be fetched now. Raises UsageError where the text is not a URL."""
        parts = parsed(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        rules = await self._current(origin)
        if rules.packed is None:
            return RobotsVerdict(allowed=False, crawl_delay_seconds=None, detail=rules.detail, failure=rules.failure)
        if not rules.packed:
            return RobotsVerdict(allowed=True, crawl_delay_seconds=None, detail=rules.detail)
        robots = self._read(origin, rules)
        allowed = robots.can_fetch(str(parts), self._agent)
        return RobotsVerdict(
            allowed=allowed,
            crawl_delay_seconds=_delay(robots.crawl_delay(self._agent)),
            detail=f"{origin}/robots.txt {'allows' if allowed else 'forbids'} it",
        )

    def knows(self, url: str) -> bool:
        """Whether the next verdict on this page needs no request. Raises UsageError where the text is not a URL."""
        parts = parsed(url)
        known = self._rules.get(f"{parts.scheme}://{parts.netloc}")
        return known is not None and self._clock() < known.until_at

    async def _current(self, origin: str) -> _Rules:
        """The rules that hold now; callers who ask at once share one request."""
        known = self._rules.get(origin)
        if known is not None and self._clock() < known.until_at:
            self._rules.move_to_end(origin)
            return known
        asking = self._asking.get(origin)
        if asking is None:
            asking = self._asking[origin] = asyncio.ensure_future(self._asked(origin, known))
            asking.add_done_callback(lambda _: self._asking.pop(origin, None))
        return await asyncio.shield(asking)

    async def _asked(self, origin: str, known: _Rules | None) -> _Rules:
        answer = await self._fetcher.fetch(
            FetchRequest(url=f"{origin}/robots.txt", accept="text/plain,*/*;q=0.5", first_bytes=MOST_BYTES)
        )
        rules = _rules(origin, answer, self._clock())
        if rules.packed is None and known is not None and known.packed is not None:
            # RFC 9309 §2.4: what was known before still holds while the file is unreachable.
            rules = _Rules(packed=known.packed, detail=known.detail, until_at=rules.until_at)
        self._remember(origin, rules)
        return rules

    def _remember(self, origin: str, rules: _Rules) -> None:
        self._forget(origin)
        self._rules[origin] = rules
        self._remembered += rules.size
        while len(self._rules) > MOST_HOSTS or self._remembered > MOST_REMEMBERED:
            self._forget(next(iter(self._rules)))

    def _forget(self, origin: str) -> None:
        known = self._rules.pop(origin, None)
        self._remembered -= known.size if known else 0
        _, size = self._parsed.pop(origin, (None, 0))
        self._parsed_size -= size

    def _read(self, origin: str, rules: _Rules) -> Protego:
        if origin not in self._parsed:
            text = rules.text
            self._parsed[origin] = (Protego.parse(text), len(text))
            self._parsed_size += len(text)
            while self._parsed_size > MOST_PARSED:
                _, (_, size) = self._parsed.popitem(last=False)
                self._parsed_size -= size
        self._parsed.move_to_end(origin)
        return self._parsed[origin][0]


def _rules(origin: str, answer: Capture | FetchFailure, now: datetime) -> _Rules:
    """RFC 9309 §2.3.1: a file is obeyed, an absent one allows everything, an unreachable one nothing. As Google does,
    429 counts as unreachable: a host that is overrun has not given leave.
    """
    where = f"{origin}/robots.txt"
    match answer:
        case FetchFailure(detail=detail):
            told = f"{where} cannot be had, so nothing is fetched for now: {detail}"[:200]
            return _Rules(None, told, now + KEPT_UNREACHED, failure=answer)
        case Capture(status=status, body=body) if 200 <= status < 300:  # noqa: PLR2004 - RFC 9110 §15.3, success
            return _Rules(_packed(body), f"{where} allows it", now + KEPT)
        case Capture(status=status) if 400 <= status < 500 and status != _TOO_MANY_REQUESTS:  # noqa: PLR2004 - RFC 9110 §15.5
            return _Rules(b"", f"{where} does not exist ({status}), so everything is allowed", now + KEPT)
        case Capture(status=status):
            return _Rules(None, f"{where} answers {status}, so nothing is fetched for now", now + KEPT_UNREACHABLE)


def _packed(body: bytes) -> bytes:
    """Whole lines of the file; the last one of a cut file would say something else than its author."""
    if len(body) >= MOST_BYTES:
        body = body[: body.rfind(b"\n") + 1]
    text = body.decode("utf-8", "replace").removeprefix("\ufeff").strip()
    return zlib.compress(text.encode()) if text else b""


def _delay(seconds: float | None) -> float | None:
    return None if seconds is None else min(max(seconds, 0.0), LONGEST_DELAY)
