"""What a source holds, as values: candidate articles, further addresses to read, and what was left aside and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tracker.discovery.hubs import Told

MAX_ITEMS = 50_000
"""Of one source; also what sitemaps.org allows in one file."""

MAX_LINKS = 1_000
"""Children of a sitemap index, feeds of a page."""


class Kind(StrEnum):
    """What the bytes of a source are."""

    FEED = "feed"
    JSON_FEED = "json_feed"
    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap_index"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Item:
    """A candidate: an absolute address, with what the source says of it. `guid` is the source's own name for it, which
    stays when the address changes; empty where it gives none.
    """

    url: str
    title: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    guid: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """How many entries were left aside for one reason, in words for a person, with the first of them."""

    reason: str
    count: int
    example: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What one source holds.

    `items` look like articles, in the order of the source; `others` are links that do not look like one, so that only
    a person's pattern takes them. `links` are to be read for more: the sitemaps of an index (newest first), the feeds
    that a page declares. `told` is the hub that tells of a feed.
    """

    kind: Kind
    title: str = ""
    items: tuple[Item, ...] = ()
    others: tuple[Item, ...] = ()
    links: tuple[str, ...] = ()
    told: Told = field(default_factory=Told)
    skipped: tuple[Skipped, ...] = ()


class Gathering:
    """Items as they are read: one for each address and each guid, at most `MAX_ITEMS`, with a tally of the rest."""

    def __init__(self) -> None:
        self.items: dict[str, Item] = {}
        self._guids: set[str] = set()
        self._skipped: dict[str, tuple[int, str]] = {}

    def add(self, item: Item) -> None:
        """Take an item, unless its address or guid was there before."""
        if item.url in self.items or (item.guid and item.guid in self._guids):
            self.skip("named twice", item.url)
        elif len(self.items) >= MAX_ITEMS:
            self.skip(f"beyond the first {MAX_ITEMS:,}", item.url)
        else:
            self.items[item.url] = item
            self._guids.update({item.guid} - {""})

    def skip(self, reason: str, example: str = "", count: int = 1) -> None:
        """Count what is left aside."""
        before, first = self._skipped.get(reason, (0, example[:200]))
        self._skipped[reason] = (before + count, first)

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What was left aside, reason by reason."""
        return tuple(Skipped(reason, count, example) for reason, (count, example) in self._skipped.items())


def tally(*groups: Iterable[Skipped]) -> tuple[Skipped, ...]:
    """Several tallies as one."""
    gathering = Gathering()
    for group in groups:
        for one in group:
            gathering.skip(one.reason, one.example, one.count)
    return gathering.skipped
