"""What is asked of the fetcher, and within which bounds; how it is done stands in `client`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

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
    With `first_bytes`, the body is cut there and the rest is not read. A `method` other than GET sends `body`, and is not
    redirected: the redirect is what comes back. `page_url` is the page that this belongs to, where it is a part of one: a
    part gets what its reader has agreed with a host only on pages of that host.
    """

    url: str
    validators: Validators = NO_VALIDATORS
    headers: tuple[tuple[str, str], ...] = ()
    accept: str = HTML
    first_bytes: int = 0
    method: str = "GET"
    body: bytes = b""
    page_url: str = ""


def posted(url: str, fields: Iterable[tuple[str, str]]) -> FetchRequest:
    """The request that posts a form with these fields. Raises ValueError for one of more than MOST_FORM bytes."""
    body = urlencode(list(fields)).encode("ascii")
    if len(body) > MOST_FORM:
        raise ValueError(f"a form of {len(body)} bytes is longer than any we send")
    kind = ("Content-Type", "application/x-www-form-urlencoded")
    return FetchRequest(url, headers=(kind,), method="POST", body=body)
