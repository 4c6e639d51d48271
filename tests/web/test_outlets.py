"""The page of the sources."""

from __future__ import annotations

from pathlib import Path

import httpx

from tests.scripted.today import begin_store
from tests.web.conftest import served, visitor
from tests.web.newsroom import SOURCE
from tests.web.test_pages import shown
from tracker.app import open_tracker
from tracker.config import load
from tracker.discovery import DEFAULT_CAP, Wanted
from tracker.sources import follow
from tracker.web import make_pages


def test_a_source_is_shown_with_shares_and_their_denominators(client: httpx.Client) -> None:
    words = shown(client.get("/sources", params={"source": SOURCE}).text)
    assert f"{SOURCE} changes · Atom , JSON Feed 5 5 within 7 days 80 % 4 of 5" in words
    assert "What the figures mean" in words
    assert "its articles were added one by one" in words


def test_there_is_a_way_on_and_nothing_where_nothing_is(client: httpx.Client, empty: httpx.Client) -> None:
    assert "There is no such source" in shown(client.get("/sources?source=Nobody").text)
    assert "Nothing is followed yet" in shown(empty.get("/sources").text)


def test_where_articles_are_looked_for_is_told_with_its_pace_in_parts(tmp_path: Path) -> None:
    begin_store(tmp_path)
    (tmp_path / "config.toml").write_text("")
    wanted = Wanted(include=(), exclude=(), cap=DEFAULT_CAP)
    with open_tracker(load(tmp_path / "config.toml")) as tracker:
        for number in range(1, 32):
            follow(tracker, f"https://paper{number}.example/feed", wanted, name="Weekly" if number == 31 else "")
        with served(make_pages(tracker)) as base, visitor(base) as client:
            first = client.get("/sources").text
            second = client.get("/sources?list_after=30").text
            one = client.get("/sources?source=Weekly").text
    words = "not known yet · https://paper1.example/feed 0 articles every 15 min not yet"
    assert f"paper1.example {words}" in shown(first)
    assert "paper31.example" not in first
    assert 'href="/sources?list_after=30#lists"' in first
    assert [text.count("/feed</span>") for text in (first, second, one)] == [30, 1, 1]
    assert all("https://paper31.example/feed" in text for text in (second, one))
