"""On which terms a host is asked: the headers, cookies and proxy that its readers set for it, and what of that may not be.

Nothing here shows a secret: neither `repr` nor an error holds a header's value, a cookie's, or a proxy's password.
"""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

MOST_VALUE = 8000
"""Characters of one header or cookie: servers refuse longer ones (RFC 9110 §5.4 leaves it to them, Apache takes 8190)."""

_TOKEN = frozenset(string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~")  # RFC 9110 §5.6.2
_OF_THE_CONNECTION = frozenset(
    {
        "connection",
        "content-length",
        "expect",
        "host",
        "http2-settings",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
"""RFC 9110 §7.6.1, RFC 9112 §3.2 and §6, RFC 9113 §8.2.2"""

_OURS = {
    "user-agent": "Tracker says who it is; fetch.contact adds where you are reached",
    "accept-encoding": "only what can be unpacked within bounds is asked for",
    "if-none-match": "requests are made conditional by what is known of a page",
    "if-modified-since": "requests are made conditional by what is known of a page",
    "if-match": "requests are made conditional by what is known of a page",
    "if-unmodified-since": "requests are made conditional by what is known of a page",
    "if-range": "pages are read whole",
    "range": "pages are read whole",
    "cookie": "cookies have a table of their own",
}
_HOST = frozenset(string.ascii_lowercase + string.digits + "-_.:")
_MOST_CREDENTIAL = 255  # RFC 1929 §2
_DEFAULT_PORT = {"http": 8080, "socks5": 1080}


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that a person named: `scheme` is http or socks5. As text it is its address without its password."""

    scheme: str
    host: str
    port: int
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is sent to one host beside the request, and by which way.

    `host` is a name or address, with a port where that is not the scheme's own; `*.name` is the name with all below it.
    `proxy` None is the way that every request takes, `is_direct` past every proxy. What the host sets as cookies is sent
    back only where it `keeps_cookies`.
    """

    host: str
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    cookies: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    proxy: Proxy | None = None
    is_direct: bool = False
    keeps_cookies: bool = False


def check_header(name: str, value: str) -> None:
    """Raises ValueError, whose text tells the name at most, where this is no header that a person may add to a request."""
    check_header_name(name)
    if any((character < " " and character != "\t") or character == "\x7f" for character in value):
        raise ValueError("its value holds a line break, NUL or another control character")
    if not _is_latin(value):
        raise ValueError("its value holds characters beyond Latin-1, which headers cannot carry")
    _check_length(value)


def check_header_name(name: str) -> None:
    """Raises ValueError where no header of that name may be added to a request."""
    lower = name.lower()
    if not name or not _TOKEN.issuperset(name):
        raise ValueError("a header's name is made of letters, digits and hyphens")
    if lower in _OF_THE_CONNECTION:
        raise ValueError("this header belongs to the connection, so it cannot be set")
    if lower in _OURS:
        raise ValueError(f"this header cannot be set: {_OURS[lower]}")


def check_cookie(name: str, value: str) -> None:
    """Raises ValueError, whose text tells the name at most, where this is no cookie (RFC 6265 §4.1.1, with what browsers
    take beyond it: spaces, commas and quotation marks).
    """
    check_cookie_name(name)
    if any(character < " " or character > "~" or character == ";" for character in value):
        raise ValueError("its value holds a line break, a semicolon or a character beyond ASCII, which cookies cannot")
    _check_length(value)


def check_cookie_name(name: str) -> None:
    """Raises ValueError where no cookie has that name."""
    if not name or not _TOKEN.issuperset(name):
        raise ValueError("a cookie's name is made of letters, digits and -_.")


def parse_proxy(text: str) -> Proxy:
    """The proxy that an address means: `http://host:3128`, `socks5://user:password@host`. Raises ValueError,
    whose text never holds the address.
    """
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError("this is not the address of a proxy") from None
    if parts.scheme == "socks5h":
        raise ValueError("write socks5: names are resolved here, so that their addresses can be judged")
    if parts.scheme not in _DEFAULT_PORT:
        raise ValueError("write http://HOST:PORT or socks5://HOST:PORT")
    if not _HOST.issuperset(host) or not host or port == 0:
        raise ValueError("it names no host")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("something follows its host and port")
    username, password = unquote(parts.username or ""), unquote(parts.password or "")
    if any(len(one.encode()) > _MOST_CREDENTIAL or not one.isprintable() for one in (username, password)):
        raise ValueError(f"its user name or password is longer than {_MOST_CREDENTIAL} bytes, or holds line breaks")
    return Proxy(parts.scheme, host, port or _DEFAULT_PORT[parts.scheme], username, password)


def _is_latin(value: str) -> bool:
    return all(character <= "\xff" for character in value)


def _check_length(value: str) -> None:
    if not value.strip():
        raise ValueError("its value is empty")
    if value != value.strip():
        raise ValueError("its value begins or ends with a space")
    if len(value) > MOST_VALUE:
        raise ValueError(f"its value is longer than {MOST_VALUE} characters")
