"""Which candidates are wanted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.discovery.paper import BREAD, FERRY, MARKET
from tracker.discovery import Found, Item, Kind, Wanted, choose
from tracker.errors import UsageError

_NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
_FOUND = Found(Kind.FEED, items=(Item(FERRY), Item(BREAD), Item(MARKET)))


def _urls(found: Found, wanted: Wanted) -> list[str]:
    return [item.url for item in choose(found, wanted).items]


def test_without_patterns_all_are_wanted() -> None:
    assert _urls(_FOUND, Wanted()) == [FERRY, BREAD, MARKET]


def test_one_include_pattern_must_be_found_and_no_exclude_pattern_may_be() -> None:
    assert _urls(_FOUND, Wanted(include=("/economy/", "/City/"))) == [BREAD, MARKET]
    assert _urls(_FOUND, Wanted(include=("/economy/", "/city/"), exclude=("fish",))) == [BREAD]
    choice = choose(_FOUND, Wanted(include=("/economy/|/city/",), exclude=("fish",)))
    assert {one.reason: one.count for one in choice.skipped} == {
        "not named by an include pattern": 1,
        "named by an exclude pattern": 1,
    }


def test_an_include_pattern_takes_what_does_not_look_like_an_article() -> None:
    found = Found(Kind.PAGE, items=(Item(FERRY),), others=(Item("https://paper.example/x/bread"),))
    assert _urls(found, Wanted()) == [FERRY]
    assert _urls(found, Wanted(include=("/x/",))) == ["https://paper.example/x/bread"]
    assert [(one.reason, one.example) for one in choose(found, Wanted()).skipped] == [
        ("not shaped like an article", "https://paper.example/x/bread")
    ]


def test_the_cap_keeps_the_newest_and_tells_of_the_rest() -> None:
    items = tuple(Item(f"{FERRY}-{day}", published_at=_NOON + timedelta(days=day)) for day in range(10))
    choice = choose(Found(Kind.SITEMAP, items=(Item(BREAD), *items)), Wanted(cap=3))
    assert [item.url for item in choice.items] == [f"{FERRY}-9", f"{FERRY}-8", f"{FERRY}-7"]
    assert [(one.reason, one.count) for one in choice.skipped] == [("beyond the cap of 3", 8)]


def test_a_page_s_own_order_is_its_editors_choice() -> None:
    items = (Item(FERRY), Item(BREAD, published_at=_NOON))
    assert _urls(Found(Kind.PAGE, items=items), Wanted(cap=1)) == [FERRY]


@pytest.mark.parametrize("pattern", ["", "(", r"(a)\1", "(?<=a)b", "x" * 501, "(((a{1000}){1000}){1000})"])
def test_a_pattern_that_cannot_be_used_is_refused_when_it_is_given(pattern: str) -> None:
    with pytest.raises(UsageError):
        Wanted(include=(pattern,))
    with pytest.raises(UsageError):
        Wanted(exclude=(pattern,))


@pytest.mark.parametrize("cap", [0, -1, 5_001])
def test_a_cap_out_of_bounds_is_refused(cap: int) -> None:
    with pytest.raises(UsageError, match="from 1 to 5,000"):
        Wanted(cap=cap)
