"""Bytes of feeds, sitemaps, section pages and OPML lists into candidate articles. Pure.

`read_source` says what a source holds, `choose` which of it is wanted, `read_opml` which sources a list names, and
`feeds_for` whether a page declares a feed of its own. Fetching, and what becomes of a candidate, is left to `discover`.
"""

from __future__ import annotations

from tracker.discovery.choice import DEFAULT_CAP, Choice, Wanted, choose
from tracker.discovery.found import Found, Item, Kind, Skipped
from tracker.discovery.opml import read_opml
from tracker.discovery.page import feeds_for
from tracker.discovery.reading import read_source

__all__ = [
    "DEFAULT_CAP",
    "Choice",
    "Found",
    "Item",
    "Kind",
    "Skipped",
    "Wanted",
    "choose",
    "feeds_for",
    "read_opml",
    "read_source",
]
