"""Links as sources write them into absolute addresses of the web, and which of them belong to the same site."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

MAX_URL = 2_000
"""Characters of an address. Longer ones are no articles, and would not fit the store's keys."""

_AUTHORITY = re.compile(r"https?://([^/?#]*)")
# What needs no joining or mending, as most links: no port, no dot segment, no fragment, none but plain characters.
_PLAIN = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/(?!\.)[A-Za-z0-9_~.%+,;:=&?!$'()*-]*)*")
_STRIPPED = str.maketrans("", "", "\t\n\r\x00")
# Second levels under which registries sell names: news.co.uk is a site, co.uk is none.
_REGISTRY_LABELS = frozenset({"ac", "co", "com", "edu", "gov", "go", "ne", "net", "nom", "or", "org"})


def absolute(link: str, base: str) -> str:
    """The address that a link means on a page at `base`, without its fragment; empty where it means none of the web
    (javascript:, mailto:, a password in it, no host, too long).
    """
    link = link[: MAX_URL + 1].strip().translate(_STRIPPED)
    if not link or len(link) > MAX_URL or "\\" in link:
        return ""
    if _PLAIN.fullmatch(link):
        return link
    try:
        joined = urljoin(base, link)
        parts = urlsplit(joined)
        host = parts.hostname
        port = parts.port
    except ValueError:
        return ""  # brackets and ports that are none
    if parts.scheme not in {"http", "https"} or not host or port == 0 or "@" in parts.netloc:
        return ""
    url = joined.partition("#")[0].replace(" ", "%20")
    return url if len(url) <= MAX_URL and url.isprintable() else ""


def same_site(one: str, other: str) -> bool:
    """Whether two absolute addresses belong to one site: the same registered name, or the same bare host."""
    return _site(_authority(one)) == _site(_authority(other))


def _authority(url: str) -> str:
    """What stands between the slashes of an absolute address; the whole of what is none."""
    found = _AUTHORITY.match(url)
    return found[1] if found else url


@lru_cache(maxsize=1_000)
def _site(authority: str) -> str:
    host = authority.lower() if authority.startswith("[") else authority.partition(":")[0].rstrip(".").lower()
    labels = host.split(".")
    if labels[-1].isdigit() or host.startswith("["):
        return host  # an IP address
    sold = len(labels) > 2 and labels[-2] in _REGISTRY_LABELS and len(labels[-1]) == 2  # noqa: PLR2004 - a country's
    return ".".join(labels[-3 if sold else -2 :])
