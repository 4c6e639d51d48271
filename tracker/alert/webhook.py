"""Signed JSON to an address of the reader's own, through the guarded fetcher."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final, Self

from tracker.alert.notice import Envelope, Telling
from tracker.alert.payload import payload
from tracker.alert.refusal import Refused, Sending, Sent, Trouble
from tracker.fetch import Fetcher, FetchRequest
from tracker.model import Capture, FetchFailure, Subscription

_GONE: Final = frozenset({404, 410})  # RFC 9110 §15.5.5, §15.5.11: nobody listens there (any more)
_ANSWER: Final = 1  # bytes of an answer that are read


class WebhookLine:
    """One address, for one round. After a refusal that may pass the rest of the round gets the same at once."""

    def __init__(self, subscription: Subscription, fetcher: Fetcher, clock: Callable[[], datetime]) -> None:
        self._subscription = subscription
        self._fetcher = fetcher
        self._clock = clock
        self._round_over: Refused | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing is held: connections are the fetcher's."""

    def write(self, telling: Telling, envelope: Envelope) -> Sending:
        """One POST."""
        body = payload(telling, envelope, subscription_id=self._subscription.id)
        return partial(self._post, body, envelope.message_id)

    async def _post(self, body: bytes, message_id: str) -> Sent | Refused:
        if self._round_over is not None:
            return self._round_over
        at = int(self._clock().timestamp())
        headers = (
            ("content-type", "application/json"),
            ("idempotency-key", message_id),
            ("tracker-signature", f"t={at},v1={signature(self._subscription.secret, at, body)}"),
        )
        request = FetchRequest(
            self._subscription.url, headers=headers, accept="*/*", first_bytes=_ANSWER, method="POST", body=body
        )
        outcome = judge(await self._fetcher.fetch(request))
        if isinstance(outcome, Refused) and not outcome.permanent:
            self._round_over = outcome
        return outcome


def signature(secret: str, at: int, body: bytes) -> str:
    """HMAC-SHA256 (RFC 2104) in hexadecimal, of the time in seconds since 1970, a full stop, and the body."""
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def judge(got: Capture | FetchFailure) -> Sent | Refused:
    """What an answer means: any 2xx takes the message, 404 and 410 refuse for good, everything else may pass."""
    if isinstance(got, FetchFailure):
        return Refused(permanent=False, code=None, detail=got.detail[:200], trouble=Trouble.TRY_LATER)
    if 200 <= got.status < 300:  # noqa: PLR2004 - RFC 9110 §15.3
        return Sent(f"it answers {got.status}")
    gone = got.status in _GONE
    detail = f"it answers {got.status}"
    if 300 <= got.status < 400:  # noqa: PLR2004 - RFC 9110 §15.4
        detail += "; a webhook is not followed to another address"
    return Refused(gone, got.status, detail, Trouble.RECIPIENT if gone else Trouble.TRY_LATER)
