"""Which addresses of articles can be fetched, how they are written, and when two of them mean the same article. Pure.

What a name resolves to is judged when it is dialled, by `network`.
"""

from __future__ import annotations

from dataclasses import replace

from tracker.errors import UsageError
from tracker.fetch.guard import refusal
from tracker.fetch.hosts import address_of, is_local_name
from tracker.fetch.identity import identity, without_tracking
from tracker.fetch.parts import DEFAULT_PORT, parsed, refused, shown

WEB_PORTS = frozenset({80, 443})


class AddressRefused(UsageError):
    """A well-formed URL whose host is not on the public internet."""


def checked_url(text: str, *, allow_private: bool = False, ports: frozenset[int] = WEB_PORTS) -> str:
    """The URL in the form that is fetched: ASCII, scheme and host in lower case, without fragment and default port,
    with https:// where the text names no scheme.

    With `allow_private`, hosts on this machine and its networks are fetched too, on any port. Raises UsageError (its
    subclass AddressRefused for hosts off the public internet) for everything else; the message is one line of at most
    200 characters and never shows a password.
    """
    parts = parsed(text)
    if not allow_private:
        _judge(text, parts.host)
        port = parts.port or DEFAULT_PORT[parts.scheme]
        if port not in ports:
            raise refused(text, f"port {port} is not allowed, only {_listed(ports)} are")
    return str(parts)


def canonical_url(url: str) -> str:
    """The URL as an article's address is kept: fetchable, without fragment and tracking parameters; everything else
    as it was, the order of the query too.

    Raises UsageError where the text is not a URL of the web.
    """
    parts = parsed(url)
    return str(replace(parts, query=without_tracking(parts.query)))


def article_key(url: str) -> str:
    """One key for all the addresses of one article: http and https, with and without www, default ports, fragment,
    tracking parameters, dot segments, trailing slash, empty query, AMP, mobile and print forms. The order of the query counts.

    Equal keys mean the same article; the key of a key is that key. Raises UsageError where the text is not a URL.
    """
    return str(identity(parsed(url)))


def host_of(url: str) -> str:
    """The host of a URL in ASCII and lower case, with its port where that is not the scheme's own.

    Raises UsageError where the text is not a URL of the web.
    """
    return parsed(url).netloc


def is_less_private(url: str, than: str) -> bool:
    """Whether others on the way read what is sent to a URL, and not what is sent to the other one."""
    return than.startswith("https:") and not url.startswith("https:")


def _judge(text: str, host: str) -> None:
    """Refuse hosts that show without asking anybody that they are not on the public internet."""
    address = address_of(host)
    if address is not None:
        what = refusal(address)
        if what:
            raise _off_the_internet(text, f"{address} is not on the public internet ({what})")
    elif is_local_name(host):
        raise _off_the_internet(text, "such a name exists on a local network only")


def _listed(ports: frozenset[int]) -> str:
    return " and ".join(map(str, sorted(ports)[:8]))


def _off_the_internet(text: str, reason: str) -> AddressRefused:
    return AddressRefused(
        f"cannot fetch '{shown(text)}': {reason}",
        hint="to follow pages on your own network, set fetch.allow_private = true in config.toml",
    )
