"""Any source into what it holds: tells by the bytes themselves which form they have, because servers often mislabel."""

from __future__ import annotations

import re

from tracker.discovery.characters import decoded, root_name, unpacked
from tracker.discovery.feed import read_feed
from tracker.discovery.found import Found
from tracker.discovery.jsonfeed import read_json_feed
from tracker.discovery.page import read_page
from tracker.discovery.sitemap import read_list, read_sitemap
from tracker.errors import UsageError

_HEAD = 4_000  # characters in which a form must show itself
_FEEDS = frozenset({"rss", "rdf", "feed"})
_SITEMAPS = frozenset({"urlset", "sitemapindex"})
_PAGES = frozenset({"html", "head", "body"})
_BURIED = re.compile(r"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.IGNORECASE)
_HTML_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|a|ul|table|h1)\b", re.IGNORECASE)


def read_source(body: bytes, *, url: str, content_type: str = "") -> Found:
    """What a source at `url` holds: a feed, a JSON feed, a sitemap or an index of them, or a page.

    Raises UsageError, and nothing else, for a body that is none of these or that is refused as hostile.
    """
    body = unpacked(body)
    text = decoded(body, content_type)
    head = text[:_HEAD].lstrip("\ufeff \t\r\n\x00")
    name = root_name(text)
    if head.startswith("{"):
        return read_json_feed(text, url=url)
    if name in _FEEDS:
        return read_feed(text, url=url)
    if name in _SITEMAPS:
        return read_sitemap(text, url=url)
    if name == "opml":
        raise UsageError("this is an OPML list of feeds", hint="Save it, and `tracker follow -f FILE` follows them all")
    if name not in _PAGES and (buried := _BURIED.search(head)) and not _HTML_TAG.search(head, 0, buried.start()):
        return _read_buried(text, url)
    if name in _PAGES or _HTML_TAG.search(head) or "html" in content_type.lower():
        return read_page(body, url=url, content_type=content_type)
    if head.startswith(("http://", "https://")):
        return read_list(text, url=url)
    raise UsageError(
        "the address gives neither a feed, a sitemap nor a page",
        hint="Name a feed, a sitemap, or a page that lists articles",
    )


def _read_buried(text: str, url: str) -> Found:
    """A feed or sitemap behind what a broken program wrote before it."""
    found = _BURIED.search(text)
    text = text[found.start() :] if found else text
    return read_sitemap(text, url=url) if root_name(text) in _SITEMAPS else read_feed(text, url=url)
