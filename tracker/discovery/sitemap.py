"""Sitemaps, news sitemaps, index files and plain lists of addresses (sitemaps.org 0.9) into items and links."""

from __future__ import annotations

from itertools import islice
from typing import Any

from tracker.discovery.addresses import absolute, same_site
from tracker.discovery.characters import local, plain, xml_root
from tracker.discovery.dates import claimed_at
from tracker.discovery.found import MAX_ITEMS, MAX_LINKS, Found, Gathering, Item, Kind
from tracker.discovery.shape import could_be_article

_MOST_FIELDS = 300  # of one address that are looked at: its own, those of its news, pictures and translations
_OFF_SITE = "on another site than its sitemap"
_NOWHERE = "a link that leads nowhere on the web"

_Fields = dict[str, str]


def read_sitemap(text: str, *, url: str) -> Found:
    """What a sitemap or an index of sitemaps holds. Raises UsageError for entities of its own, and where no element can
    be read. As the protocol demands, only addresses of the sitemap's own site count.
    """
    root = xml_root(text)
    return _index(root, url) if local(root) == "sitemapindex" else _addresses(root, url)


def read_list(text: str, *, url: str) -> Found:
    """What a sitemap in its plain form holds: one address on each line."""
    gathering, others = Gathering(), Gathering()
    for line in text.split("\n", MAX_ITEMS)[:MAX_ITEMS]:
        if line.strip():
            _gather({"loc": line.strip()}, url, gathering, others)
    return _found(gathering, others)


def _index(root: Any, url: str) -> Found:
    gathering = Gathering()
    for element in root:
        if local(element) == "sitemap":
            fields = _fields(element)
            address = absolute(fields.get("loc", ""), url)
            if not address or not same_site(address, url):
                gathering.skip(_OFF_SITE if address else _NOWHERE, fields.get("loc", ""))
            elif address != url:
                gathering.add(Item(address, updated_at=claimed_at(fields.get("lastmod", ""))))
    children = sorted(gathering.items.values(), key=_newest_first)
    if len(children) > MAX_LINKS:
        gathering.skip(f"sitemaps beyond the newest {MAX_LINKS:,}", count=len(children) - MAX_LINKS)
    links = tuple(child.url for child in children[:MAX_LINKS])
    return Found(kind=Kind.SITEMAP_INDEX, links=links, skipped=gathering.skipped)


def _addresses(root: Any, url: str) -> Found:
    gathering, others = Gathering(), Gathering()
    for element in root:
        if local(element) == "url":
            _gather(_fields(element), url, gathering, others)
    return _found(gathering, others)


def _gather(fields: _Fields, url: str, gathering: Gathering, others: Gathering) -> None:
    address = absolute(fields.get("loc", ""), url)
    if not address or not same_site(address, url):
        gathering.skip(_OFF_SITE if address else _NOWHERE, fields.get("loc", ""))
        return
    is_news = "publication_date" in fields
    item = Item(
        address,
        plain(fields.get("title", "")),
        claimed_at(fields.get("publication_date", "")),
        claimed_at(fields.get("lastmod", "")),
    )
    (gathering if is_news or could_be_article(address) else others).add(item)


def _found(gathering: Gathering, others: Gathering) -> Found:
    return Found(
        kind=Kind.SITEMAP,
        items=tuple(gathering.items.values()),
        others=tuple(others.items.values()),
        skipped=gathering.skipped,
    )


def _fields(element: Any) -> _Fields:
    """The text of what stands in an entry, news included; a picture's `loc` and `title` are not the entry's."""
    fields: _Fields = {}
    for child in islice(element.iter(), _MOST_FIELDS):
        name, parent = local(child), local(child.getparent())
        if parent in {"url", "sitemap", "news"} and child.text:
            fields.setdefault(name, child.text[:4_000].strip())
    return fields


def _newest_first(child: Item) -> tuple[bool, bool, float]:
    """Sitemaps of news before others, dated before undated, the newest before older ones."""
    at = child.updated_at
    return "news" not in child.url.lower(), at is None, -at.timestamp() if at else 0.0
