"""Changes as a feed: Atom (RFC 4287) and JSON Feed 1.1, from the same entries. Pure.

What comes from pages is made inert before it is written, so no character is left that XML refuses.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from tracker.render.inert import clip_line, inert
from tracker.render.window import iso_utc

_ATOM: Final = "http://www.w3.org/2005/Atom"
_JSON_FEED: Final = "https://jsonfeed.org/version/1.1"
_TITLE_ROOM: Final = 400


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One change: an id that never changes, what it is called, where it is shown, when it was found, the outlet, the
    severity and kinds, and the change itself as HTML that is safe and complete.
    """

    id: str
    title: str
    url: str
    found_at: datetime
    author: str
    tags: tuple[str, ...]
    html: str


@dataclass(frozen=True, slots=True)
class Feed:
    """Entries, newest first, with where the feed itself is, the page that shows the same, the next (older) part of it
    (RFC 5005 §3), and what is to be said of it besides; the last two are empty where there is none.
    """

    id: str
    title: str
    url: str
    page_url: str
    next_url: str
    updated_at: datetime
    entries: Sequence[FeedEntry] = field(default=())
    note: str = ""


def to_atom(feed: Feed) -> bytes:
    """The feed as an Atom document in UTF-8."""
    root = Element("feed", xmlns=_ATOM)
    _add(root, "id", feed.id)
    _add(root, "title", _title(feed.title))
    if feed.note:
        _add(root, "subtitle", _title(feed.note))
    _add(root, "updated", iso_utc(feed.updated_at))
    _add(root, "generator", "Tracker")
    for relation, href, kind in (
        ("self", feed.url, "application/atom+xml"),
        ("alternate", feed.page_url, "text/html"),
        ("next", feed.next_url, "application/atom+xml"),
    ):
        if href:
            SubElement(root, "link", rel=relation, href=inert(href), type=kind)
    for entry in feed.entries:
        _add_entry(root, entry)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def to_json_feed(feed: Feed) -> bytes:
    """The feed as a JSON Feed, in plain ASCII."""
    told: dict[str, Any] = {
        "version": _JSON_FEED,
        "title": _title(feed.title),
        "home_page_url": feed.page_url,
        "feed_url": feed.url,
    }
    if feed.note:
        told["description"] = _title(feed.note)
    if feed.next_url:
        told["next_url"] = feed.next_url
    told["items"] = [
        {
            "id": entry.id,
            "url": entry.url,
            "title": _title(entry.title),
            "content_html": inert(entry.html),
            "date_published": iso_utc(entry.found_at),
            "authors": [{"name": _title(entry.author)}],
            "tags": [_title(tag) for tag in entry.tags],
        }
        for entry in feed.entries
    ]
    return json.dumps(told, ensure_ascii=True).encode()


def _add_entry(root: Element, entry: FeedEntry) -> None:
    made = SubElement(root, "entry")
    _add(made, "id", entry.id)
    _add(made, "title", _title(entry.title))
    _add(made, "updated", iso_utc(entry.found_at))
    _add(made, "published", iso_utc(entry.found_at))
    SubElement(made, "link", rel="alternate", href=inert(entry.url), type="text/html")
    _add(SubElement(made, "author"), "name", _title(entry.author))
    for tag in entry.tags:
        SubElement(made, "category", term=_title(tag))
    _add(made, "content", inert(entry.html)).set("type", "html")


def _add(parent: Element, name: str, text: str) -> Element:
    made = SubElement(parent, name)
    made.text = text
    return made


def _title(text: str) -> str:
    return clip_line(text, _TITLE_ROOM)
