"""RSS 0.9 to 2.0 and Atom 0.3 and 1.0, mended where broken, into items.

One walk over an lxml tree in place of a feed library: docs/decisions/0007 has the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from tracker.discovery.addresses import absolute
from tracker.discovery.characters import local, plain, xml_root
from tracker.discovery.dates import claimed_at
from tracker.discovery.found import Found, Gathering, Item, Kind
from tracker.discovery.hubs import told_in_feed

_ENTRIES = frozenset({"item", "entry"})
_PUBLISHED = ("pubdate", "published", "issued", "created", "date")
_UPDATED = ("updated", "modified", "lastbuilddate")
_READ = frozenset({"title", "link", "guid", "id", "origlink", *_PUBLISHED, *_UPDATED})
_MOST_ENTRIES = 5_000  # the longest feeds of papers have a few hundred
_MOST_CHILDREN = 200  # of one entry that are looked at
_MOST_TEXT = 6_000  # characters of one field

_Fields = dict[str, list[Any]]


def read_feed(text: str, *, url: str) -> Found:
    """What a feed holds. Raises UsageError for entities of its own, and where no element can be read."""
    root = xml_root(text, base=url)
    gathering = Gathering()
    for entry in _entries(root, gathering):
        _gather(entry, url, gathering)
    items = tuple(gathering.items.values())
    return Found(
        kind=Kind.FEED, title=_title(root), items=items, told=told_in_feed(root, url=url), skipped=gathering.skipped
    )


def _entries(root: Any, gathering: Gathering) -> list[Any]:
    """The entries, the newest of them where there are too many: some feeds begin with the oldest."""
    entries = [element for element in root.iter() if local(element) in _ENTRIES]
    beyond = len(entries) - _MOST_ENTRIES
    if beyond <= 0:
        return entries
    gathering.skip(f"beyond the newest {_MOST_ENTRIES:,}", count=beyond)
    first, last = (_date(_fields(entry), (*_PUBLISHED, *_UPDATED)) for entry in (entries[0], entries[-1]))
    return entries[beyond:] if first and last and last > first else entries[:_MOST_ENTRIES]


def _gather(entry: Any, url: str, gathering: Gathering) -> None:
    fields = _fields(entry)
    title = plain(_text(fields, "title"))
    links = list(_links(fields))
    address = next((found for link, base in links if (found := absolute(link, _base(base, url)))), "")
    if not address or address == url:
        reason = "a link that leads nowhere on the web" if links else "without a link"
        gathering.skip(reason, links[0][0] if links else title)
        return
    published_at = _date(fields, _PUBLISHED)
    updated_at = _date(fields, _UPDATED)
    guid = (_text(fields, "guid") or _text(fields, "id")).strip()[:500]
    gathering.add(Item(address, title, published_at, updated_at, guid))


def _fields(entry: Any) -> _Fields:
    """The children that are read, by local name, those in the entry's own namespace first (a picture has a title too).

    Where a broken element swallowed the link, what stands deeper counts.
    """
    fields = _named(islice(entry, _MOST_CHILDREN), _namespace(entry))
    if fields.keys() & {"link", "guid", "id"}:
        return fields
    return _named(islice(entry.iter(), _MOST_CHILDREN), _namespace(entry))


def _named(elements: Iterable[Any], namespace: str) -> _Fields:
    fields: _Fields = {}
    for element in elements:
        name = local(element)
        if name in _READ:
            fields.setdefault(name, []).append(element)
    return {name: sorted(known, key=lambda one: _namespace(one) != namespace) for name, known in fields.items()}


def _namespace(element: Any) -> str:
    """Its namespace, or its prefix where that was never declared."""
    tag = str(element.tag)
    return tag.rpartition("}")[0] or tag.rpartition(":")[0]


def _links(fields: _Fields) -> Iterator[tuple[str, Any]]:
    """Where an entry may lead, best first, each with the element that says so."""
    for element in fields.get("origlink", ()):  # FeedBurner's own links lead to the article in a roundabout way
        yield _inner(element), element
    alternates = [link for link in fields.get("link", ()) if link.get("rel", "alternate") == "alternate"]
    for element in sorted(alternates, key=lambda link: "html" not in link.get("type", "html")):
        if target := (element.get("href") or _inner(element)).strip():
            yield target, element
    for element in (*fields.get("guid", ()), *fields.get("id", ())):
        text = _inner(element).strip()
        if element.get("isPermaLink", "true").lower() != "false" and text.startswith(("http://", "https://")):
            yield text, element


def _title(root: Any) -> str:
    """The title of the feed itself: the first that stands outside its entries and pictures."""
    places = [root, *(child for child in root if local(child) == "channel")]
    return next((plain(_inner(one)) for place in places for one in place if local(one) == "title"), "")


def _base(element: Any, url: str) -> str:
    """What its links are relative to: xml:base where one is set and leads to the web."""
    return absolute(element.base or "", url) or url


def _date(fields: _Fields, names: tuple[str, ...]) -> datetime | None:
    return next((at for name in names if (text := _text(fields, name)) and (at := claimed_at(text))), None)


def _text(fields: _Fields, name: str) -> str:
    return _inner(fields[name][0]) if name in fields else ""


def _inner(element: Any) -> str:
    """The text inside an element, its own and that of elements in it (Atom's xhtml titles), within bounds."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        pieces.append(str(piece)[:_MOST_TEXT])
        size += len(pieces[-1])
        if size > _MOST_TEXT:
            break
    return "".join(pieces)
