"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1) into items."""

from __future__ import annotations

from typing import Any

from tracker.discovery.addresses import absolute
from tracker.discovery.characters import plain
from tracker.discovery.dates import claimed_at
from tracker.discovery.found import Found, Gathering, Item, Kind
from tracker.discovery.hubs import told_in_json
from tracker.errors import UsageError

_MOST_ENTRIES = 5_000  # as of a feed in XML


def read_json_feed(text: str, *, url: str) -> Found:
    """What a JSON feed holds. Raises UsageError for JSON that is none."""
    feed = _parsed(text)
    entries = feed.get("items")
    if not isinstance(entries, list) or "jsonfeed" not in _string(feed, "version"):
        raise UsageError("the address answers with JSON that is no JSON Feed")
    gathering = Gathering()
    if len(entries) > _MOST_ENTRIES:
        gathering.skip(f"beyond the newest {_MOST_ENTRIES:,}", count=len(entries) - _MOST_ENTRIES)
    for entry in entries[:_MOST_ENTRIES]:
        _gather(entry, url, gathering)
    items = tuple(gathering.items.values())
    told, title = told_in_json(feed, url=url), plain(_string(feed, "title"))
    return Found(kind=Kind.JSON_FEED, title=title, items=items, told=told, skipped=gathering.skipped)


def _parsed(text: str) -> dict[str, Any]:
    import msgspec

    try:
        feed = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise UsageError(f"the feed is not JSON: {str(error)[:120]}") from None
    return feed if isinstance(feed, dict) else {}


def _gather(entry: Any, url: str, gathering: Gathering) -> None:
    if not isinstance(entry, dict):
        gathering.skip("without a link")
        return
    title, guid = plain(_string(entry, "title")), str(entry.get("id") or "")[:500]
    links = [link for link in (_string(entry, "url"), guid if guid.startswith("http") else "") if link]
    links += [link for link in [_string(entry, "external_url")] if link]
    address = next((found for link in links if (found := absolute(link, url))), "")
    if not address or address == url:
        gathering.skip(
            "a link that leads nowhere on the web" if links else "without a link", links[0] if links else title
        )
        return
    published_at, updated_at = claimed_at(_string(entry, "date_published")), claimed_at(_string(entry, "date_modified"))
    gathering.add(Item(address, title, published_at, updated_at, guid))


def _string(entry: dict[str, Any], name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""
