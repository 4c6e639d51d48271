"""What one request gave, and how far it can be believed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

RENDERED = "x-tracker-rendered"
"""The header of a rendered capture that names the browser."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a redirect chain: what was asked, what status came, from which address."""

    url: str
    status: int
    peer: str = ""


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next request conditional (RFC 9110 §8.8): both belong to one snapshot, and only to it."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """What one request gave. `body` is decoded from its content coding; `url` is where the redirects ended;
    `peer` is the address that was dialled, and says so where a proxy dialled it; `wire_bytes` counts the body as it came
    over the wire.
    """

    requested_url: str
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    started_at: datetime
    finished_at: datetime
    hops: tuple[Hop, ...] = ()
    peer: str = ""
    http_version: str = ""
    tls_version: str = ""
    certificate_sha256: str = ""
    wire_bytes: int = 0

    def header(self, name: str) -> str:
        """The first header of that name (any case), or an empty string."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    @property
    def validators(self) -> Validators:
        """The validators that came with this capture."""
        return Validators(etag=self.header("etag"), last_modified=self.header("last-modified"))


class FailureKind(StrEnum):
    """Why a request gave nothing to keep."""

    BAD_URL = "bad_url"
    ADDRESS_REFUSED = "address_refused"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    REDIRECTS = "redirects"
    PROTOCOL = "protocol"
    ROBOTS = "robots"


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """A request that gave no capture: `detail` is one line for a person, at most 200 characters."""

    requested_url: str
    kind: FailureKind
    detail: str
    started_at: datetime
    finished_at: datetime
    hops: tuple[Hop, ...] = ()


class QualityVerdict(StrEnum):
    """What a capture is. Only `OK` may become a revision at once; the rest is kept, and looked at again."""

    OK = "ok"
    BLOCKED = "blocked"
    CONSENT = "consent"
    LOGIN = "login"
    PAYWALL = "paywall"
    SOFT_404 = "soft_404"
    ERROR_PAGE = "error_page"
    TRUNCATED = "truncated"
    PARSER_GAVE_UP = "parser_gave_up"
    LANGUAGE_SWITCHED = "language_switched"
    YIELD_COLLAPSED = "yield_collapsed"
    EMPTY = "empty"
    NOT_HTML = "not_html"


@dataclass(frozen=True, slots=True)
class Quality:
    """How far a capture can be believed, with the evidence in one line; of one that can be believed, what speaks for a part
    that was not read.
    """

    verdict: QualityVerdict
    evidence: str = ""
    vendor: str = ""

    @property
    def ok(self) -> bool:
        """Whether it may become a revision."""
        return self.verdict is QualityVerdict.OK

    @property
    def told(self) -> str:
        """It in one line, such as `blocked by Cloudflare: status 403, …`."""
        return f"{self.verdict}{f' by {self.vendor}' if self.vendor else ''}: {self.evidence}"
