"""A URL of the web taken apart into its one plain form, or refused with the reason. Pure.

One parser decides, here: every other parser reads the same host in what `str(parts)` gives. Whether a host may be dialled
belongs to `guard`, what names an article to `identity`; the public words stand in `urls`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from tracker.errors import UsageError
from tracker.fetch.hosts import BadHost, plain_host

# RFC 9110 §4.1 asks for 8,000 octets at least; no article needs more.
MOST_CHARACTERS = 8000

DEFAULT_PORT = {"http": 80, "https": 443}

# Of a URL in a message, so that the reason fits into 200 characters beside it.
MOST_SHOWN = 70

HINT = "Type the address as it stands in the browser, for example https://example.com/story"

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}")
_PORT_AHEAD = re.compile(r":[0-9]{1,5}(?:[/?#]|\Z)")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

# The WHATWG URL sets, §1.3: what stays as it is in a path and in a query; everything else is percent-encoded.
_PATH_SAFE = "/%!$&'()*+,;=:@[]^|~"
_QUERY_SAFE = "/%!$&'()*+,;=:@[]^|~?`{}"


@dataclass(frozen=True, slots=True)
class Parts:
    """A URL taken apart: scheme, host in plain form, port where it is not the scheme's own, path and query encoded."""

    scheme: str
    host: str
    port: int | None
    path: str
    query: str

    @property
    def netloc(self) -> str:
        """Host, and port where it is not the scheme's own."""
        return self.host if self.port is None else f"{self.host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.path}{'?' if self.query else ''}{self.query}"


def parsed(text: str) -> Parts:
    """The parts of any URL of the web, private or not, in plain form. Raises UsageError."""
    stripped = text.strip()
    if len(stripped) > MOST_CHARACTERS:
        raise refused(stripped, f"it is longer than {MOST_CHARACTERS} characters")
    return _parsed(stripped)


@lru_cache(maxsize=1_000)  # of 8 kB at most each: a check asks ten times for the parts of one address
def _parsed(text: str) -> Parts:
    _check_characters(text)
    scheme, rest = _scheme(text)
    authority, tail = _split_at(rest, "/?#")
    if "@" in authority:
        raise refused(text, "it carries a user name or password", hint="Leave out everything before the @")
    try:
        host, port = _host_and_port(authority)
    except BadHost as reason:
        raise refused(text, str(reason)) from None
    path, query = _split_at(tail.partition("#")[0], "?")
    return Parts(
        scheme=scheme,
        host=host,
        port=None if port == DEFAULT_PORT[scheme] else port,
        path=without_dots(_encoded(path, _PATH_SAFE)) or "/",
        query=_encoded(query[1:], _QUERY_SAFE),
    )


def without_dots(path: str) -> str:
    """A path with its `.` and `..` segments resolved (RFC 3986 §5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def shown(text: str) -> str:
    """A URL as it may stand in a message: short, one line, with nothing that stood before an @."""
    before, at, after = text.strip().rpartition("@")
    scheme = before.partition("://")[0].lower()
    plain = f"{f'{scheme}://' if scheme in DEFAULT_PORT else ''}{'…@' if at else ''}{after}"[: MOST_SHOWN + 1]
    plain = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in plain)
    return plain if len(plain) <= MOST_SHOWN else f"{plain[: MOST_SHOWN - 1]}…"


def _check_characters(text: str) -> None:
    if not text:
        raise UsageError("an empty text is not a URL", hint=HINT)
    if text.isascii() and text.isprintable() and " " not in text and "\\" not in text:
        return  # as nearly all are
    for character in text:
        if character == "\\":
            raise refused(text, "it contains a backslash, which programs read in different ways")
        if character.isspace():
            raise refused(text, "it contains a space or a line break", hint="Write a space as %20; one URL at a time")
        if unicodedata.category(character) in {"Cc", "Cs"}:
            raise refused(text, "it contains a control character")


def _scheme(text: str) -> tuple[str, str]:
    """The scheme, and what follows its `//`; https for a bare host."""
    head, mark, rest = text.partition("://")
    if mark and not set("/?#") & set(head):
        if head.lower() in DEFAULT_PORT:
            return head.lower(), rest
        raise _other_scheme(text)
    named = _SCHEME.match(text)
    if named and text[named.end() :].startswith(":") and not _PORT_AHEAD.match(text, named.end()):
        if named.group().lower() in DEFAULT_PORT:
            raise refused(text, "its scheme is not followed by //")
        raise _other_scheme(text)
    authority, _ = _split_at(text, "/?#")
    if not {".", ":"} & set(authority):
        raise refused(text, "it names no site")
    return "https", text


def _other_scheme(text: str) -> UsageError:
    named = None if "@" in text else _SCHEME.match(text)
    what = f"{named.group().lower()}: addresses are" if named else "what stands before its colon is"
    return refused(text, f"{what} not fetched, only http and https are")


def _host_and_port(authority: str) -> tuple[str, int | None]:
    if authority.startswith("["):
        host, bracket, port = authority.partition("]")
        host += bracket
    else:
        host, colon, port = authority.partition(":")
        port = colon + port
    if port and not port.startswith(":"):
        raise BadHost("something other than a port follows its host")
    return plain_host(host), _port(port[1:])


def _port(digits: str) -> int | None:
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 5 and 0 < int(digits) < 2**16):  # noqa: PLR2004 - 65535 has five digits
        raise BadHost("its port is not a number from 1 to 65535")
    return int(digits)


def _encoded(text: str, safe: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", text), safe=safe)


def _split_at(text: str, marks: str) -> tuple[str, str]:
    """Before the first of the marks, and from it on."""
    places = [place for place in map(text.find, marks) if place >= 0]
    cut = min(places, default=len(text))
    return text[:cut], text[cut:]


def refused(text: str, reason: str, *, hint: str = HINT) -> UsageError:
    """The error that says in at most 200 characters why this text is not fetched."""
    return UsageError(f"cannot fetch '{shown(text)}': {reason}", hint=hint)
