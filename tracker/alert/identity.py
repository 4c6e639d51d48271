"""Names that stay the same however often a message is tried: Message-IDs of alerts, and their list's name."""

from __future__ import annotations

import hashlib
import string
from datetime import datetime
from typing import Final

_ATOM: Final = frozenset(string.ascii_letters + string.digits + "-_")
_DOMAIN: Final = frozenset(string.ascii_letters + string.digits + "-.")
_LONGEST: Final = 64


def message_id(store_id: str, key: str, domain: str) -> str:
    """The Message-ID of one alert, `<KEY.STORE@DOMAIN>` (RFC 5322 §3.6.4), always the same for the same three.

    `key` names the alert within its store ("alert-12"), `store_id` the store, so that two installations that send to
    one mailbox never collide. Parts that could not stand in a Message-ID are replaced by their SHA-256; a domain that
    is none becomes `tracker.invalid` (RFC 2606). Raises nothing.
    """
    return f"<{_atom(key)}.{_atom(store_id)}@{_domain(domain)}>"


def trial_id(domain: str, now: datetime) -> str:
    """The Message-ID of a test message, another at every microsecond."""
    return message_id("rehearsal", f"test-{now.timestamp():.6f}".replace(".", "-"), domain)


def list_id(domain: str) -> str:
    """The List-Id that all alerts of one sending domain share (RFC 2919), for filters in mail programs."""
    return f"Tracker alerts <alerts.tracker.{_domain(domain)}>"


def _atom(text: str) -> str:
    if 0 < len(text) <= _LONGEST and _ATOM.issuperset(text):
        return text
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _domain(text: str) -> str:
    longest_name = 253
    if 0 < len(text) <= longest_name and _DOMAIN.issuperset(text) and all(text.split(".")):
        return text.lower()
    return "tracker.invalid"
