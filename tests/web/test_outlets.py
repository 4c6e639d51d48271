"""The page of the sources."""

from __future__ import annotations

import httpx

from tests.web.newsroom import SOURCE
from tests.web.test_pages import shown


def test_a_source_is_shown_with_shares_and_their_denominators(client: httpx.Client) -> None:
    words = shown(client.get("/sources", params={"source": SOURCE}).text)
    assert f"{SOURCE} changes · Atom , JSON Feed 5 5 within 7 days 80 % 4 of 5" in words
    assert "What the figures mean" in words


def test_there_is_a_way_on_and_nothing_where_nothing_is(client: httpx.Client, empty: httpx.Client) -> None:
    assert "There is no such source" in shown(client.get("/sources?source=Nobody").text)
    assert "Nothing is followed yet" in shown(empty.get("/sources").text)
