"""Which hub tells of a feed (WebSub §4): declared in Link headers, or in the feed itself. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tracker.discovery.addresses import absolute
from tracker.discovery.characters import local

_MOST_HEADER = 8_000  # characters of Link headers that are read
_MOST_ELEMENTS = 500  # at the head of a feed


@dataclass(frozen=True, slots=True)
class Told:
    """The hub, and the topic it knows the feed by: the address that the feed gives for itself. Empty where there is none."""

    hub: str = ""
    topic: str = ""


def told_in_headers(values: Iterable[str], *, url: str) -> Told:
    """What Link headers (RFC 8288) say."""
    links = []
    for part in ",".join(values)[:_MOST_HEADER].split("<")[1:]:
        target, _, rest = part.partition(">")
        for parameter in rest.split(";"):
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "rel":
                links += [(word, target) for word in value.strip(' ",\t').lower().split()]
    return _told(links, url)


def told_in_feed(root: Any, *, url: str) -> Told:
    """What a feed in XML says, in Atom's link elements at its head, its own or borrowed."""
    links = []
    places = [root, *(child for child in root if local(child) == "channel")]
    for place in places:
        for element in islice(place, _MOST_ELEMENTS):
            if local(element) == "link" and element.get("rel") and element.get("href"):
                links += [(word, element.get("href")) for word in element.get("rel").lower().split()]
    return _told(links, url)


def told_in_json(feed: dict[str, Any], *, url: str) -> Told:
    """What a JSON Feed says in `hubs` and `feed_url`."""
    hubs = feed.get("hubs")
    links = [
        ("hub", hub["url"])
        for hub in (hubs[:_MOST_ELEMENTS] if isinstance(hubs, list) else ())
        if isinstance(hub, dict) and str(hub.get("type", "")).lower() == "websub" and isinstance(hub.get("url"), str)
    ]
    if isinstance(feed.get("feed_url"), str):
        links.append(("self", feed["feed_url"]))
    return _told(links, url)


def _told(links: Iterable[tuple[str, str]], url: str) -> Told:
    """The first hub, and what the feed calls itself; its own address where it says nothing."""
    named: dict[str, str] = {}
    for rel, target in links:
        if rel in {"hub", "self"} and (address := absolute(target, url)):
            named.setdefault(rel, address)
    return Told(named["hub"], named.get("self", url)) if "hub" in named else Told()
