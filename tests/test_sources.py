from __future__ import annotations

from datetime import UTC, datetime

from tracker.config import Settings
from tracker.discovery import Item, Kind
from tracker.model import LookOutcome
from tracker.sources import to_be_followed
from tracker.turn.sighting import Listing, Sight


def test_what_is_tried_out_leaves_aside_what_would_not_be_followed() -> None:
    urls = ("https://paper.example/news/baths-reopen", "http://10.0.0.1/news/a", "https://paper.example:22/news/b")
    listing = Listing(Kind.FEED, items=tuple(map(Item, urls)))
    seen = to_be_followed(Sight(LookOutcome.READ, datetime(2026, 5, 4, tzinfo=UTC), listing=listing), Settings())
    assert seen.listing is not None
    assert [item.url for item in seen.listing.items] == ["https://paper.example/news/baths-reopen"]
    assert [(one.reason, one.count, one.example) for one in seen.listing.skipped] == [
        ("at an address that may not be asked", 2, "http://10.0.0.1/news/a")
    ]


def test_what_may_be_followed_stays_as_it_was_seen() -> None:
    failed = Sight(LookOutcome.FAILED, datetime(2026, 5, 4, tzinfo=UTC), "no answer")
    listing = Listing(Kind.FEED, items=(Item("https://paper.example/news/baths-reopen"),))
    read = Sight(LookOutcome.READ, datetime(2026, 5, 4, tzinfo=UTC), listing=listing)
    assert to_be_followed(failed, Settings()) is failed
    assert to_be_followed(read, Settings()) is read
