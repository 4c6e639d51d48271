"""What is asked of the fetcher, and within which bounds; how it is done stands in `client`."""

from __future__ import annotations

from dataclasses import dataclass

from tracker import __version__
from tracker.fetch.urls import WEB_PORTS
from tracker.model import Validators

MEBIBYTE = 1024 * 1024
NO_VALIDATORS = Validators()
MOST_FORM = 16 * 1024
HTML = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """The bounds of one fetch, redirects included.

    `max_bytes` counts the body after decoding, `max_wire_bytes` as it comes over the wire. `allow_private` permits
    addresses that are not on the public internet, and any port; otherwise only `ports`.
    """

    total_seconds: float = 30.0
    connect_seconds: float = 10.0
    max_bytes: int = 10 * MEBIBYTE
    max_wire_bytes: int = 10 * MEBIBYTE
    max_redirects: int = 5
    allow_private: bool = False
    ports: frozenset[int] = WEB_PORTS
    user_agent: str = f"Tracker/{__version__}"


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """One page to fetch.

    `validators` make the request conditional. `headers` are sent to the host of `url` only, not to where it redirects.
    With `first_bytes`, the body is cut there and the rest is not read. With a `form`, its fields are posted, of at most
    MOST_FORM bytes; then no redirect is followed, as what it says is meant for that address alone.
    """

    url: str
    validators: Validators = NO_VALIDATORS
    headers: tuple[tuple[str, str], ...] = ()
    accept: str = HTML
    first_bytes: int = 0
    form: tuple[tuple[str, str], ...] = ()
