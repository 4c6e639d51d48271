"""The page that tells of each sentence: what it links to, how it goes on, and how large it gets."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from pathlib import Path

import httpx

from tests.scripted.archive import Archive
from tests.scripted.records import a_text
from tests.scripted.today import begin_store
from tests.web.conftest import served
from tests.web.newsroom import INTERVIEW, only
from tests.web.test_pages import shown
from tracker.app import Tracker, open_tracker
from tracker.config import load
from tracker.model.blame import Event, EventKind, SentenceLife
from tracker.web import make_pages
from tracker.web.blame import fitting


def test_each_sentence_stands_beside_its_history_with_links_to_its_changes(
    client: httpx.Client, newsroom: Tracker
) -> None:
    article = only(newsroom.articles(), INTERVIEW)
    text = client.get(f"/articles/{article.id}/blame").text
    base = f"/articles/{article.id}"
    assert f'changed in <a href="{base}/changes/1..2">2</a>' in text
    assert f'since revision <a href="{base}/revisions/1">1</a>' in text
    words = shown(text)
    for life in newsroom.blame(article).standing:
        assert " ".join(life.text.split()) in words
    assert f'href="{base}/blame"' in client.get(base).text


def test_what_is_gone_is_a_page_of_its_own_and_says_where_nothing_is(client: httpx.Client, newsroom: Tracker) -> None:
    for article in newsroom.articles():
        answer = client.get(f"/articles/{article.id}/blame?gone=yes")
        assert answer.status_code == 200
        gone = newsroom.blame(article).gone
        for life in gone:
            assert f"gone in {life.events[-1].revision}" in shown(answer.text)
        if not gone and article.revisions:
            assert "No sentence was taken out" in answer.text


def test_a_page_takes_what_fits_and_at_least_one_sentence() -> None:
    def life(length: int) -> SentenceLife:
        return SentenceLife("x" * length, (Event(EventKind.BORN, 1),), 0, length)

    assert fitting([]) == 0
    assert fitting([life(90_000)]) == 1
    assert fitting([life(10_000)] * 5) == 2
    assert fitting([life(10)] * 50) == 50


def test_a_live_blog_is_told_in_parts_below_100_kilobytes(archive: Archive, tmp_path: Path) -> None:
    blog = archive.follow()
    posts = [
        f"Post {number}: the river stands at {number * 3} cm, the watch at lock {number % 7} wrote."
        for number in range(900)
    ]
    for turn in range(3):
        archive.clock.forward(timedelta(minutes=10))
        said = (post.replace("river", "water") if number % 2 and turn else post for number, post in enumerate(posts))
        archive.see(blog, a_text(*said, f"Updated at {turn} past ten by the desk."))
    begin_store(tmp_path)
    (tmp_path / "config.toml").write_text(f'[store]\ndatabase = "sqlite:///{tmp_path / "tracker.db"}"\n')
    parts: list[str] = []
    with (
        open_tracker(load(tmp_path / "config.toml")) as tracker,
        served(make_pages(tracker)) as base,
        httpx.Client(base_url=base, trust_env=False, timeout=60) as client,
    ):
        path = f"/articles/{blog.id}/blame"
        while path:
            answer = client.get(path)
            assert len(answer.content) < 100_000
            parts.append(shown(answer.text))
            further = re.search(r'href="([^"]+)" rel="next"', answer.text)
            path = html.unescape(further[1]) if further else ""
    assert len(parts) > 1
    assert all(sum(f"Post {number}: the" in part for part in parts) == 1 for number in range(900))
