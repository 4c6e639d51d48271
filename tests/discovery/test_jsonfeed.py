"""JSON Feed, whole and strange."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.discovery.paper import BREAD, FERRY
from tracker.discovery import Found, Item, Kind, read_source
from tracker.errors import UsageError

_URL = "https://paper.example/feed.json"


def _read(items: Any, **more: Any) -> Found:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Paper", "items": items, **more}
    return read_source(json.dumps(feed).encode(), url=_URL, content_type="application/feed+json")


def test_an_item_gives_all_that_it_says() -> None:
    dates = {"date_published": "2026-11-20T12:00:00Z", "date_modified": "2026-11-20T12:30:00Z"}
    found = _read([{"id": "17", "url": FERRY, "title": "Ferry &amp; ice", **dates}])
    noon = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    assert (found.kind, found.title) == (Kind.JSON_FEED, "The Paper")
    assert found.items == (Item(FERRY, "Ferry & ice", noon, noon.replace(minute=30), "17"),)


def test_an_id_that_is_an_address_stands_in_for_a_missing_one() -> None:
    assert [item.url for item in _read([{"id": FERRY}, {"id": 3, "external_url": BREAD}]).items] == [FERRY, BREAD]


def test_items_of_wrong_types_are_left_aside_with_the_reason() -> None:
    found = _read([7, None, [], {"url": 5}, {"url": "javascript:alert(1)"}, {"url": FERRY, "title": ["x"]}])
    assert [item.url for item in found.items] == [FERRY]
    assert {one.reason: one.count for one in found.skipped} == {
        "without a link": 4,
        "a link that leads nowhere on the web": 1,
    }


@pytest.mark.parametrize(
    "body", [b"{", b"{}", b'{"items": []}', b'{"items": 3}', b"{" * 200_000, b'{"a":' + b"[" * 200_000]
)
def test_json_that_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(UsageError):
        read_source(body, url=_URL)
