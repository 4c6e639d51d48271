"""Following an article from the page."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.web.newsroom import INTERVIEW, only
from tests.web.test_pages import shown
from tracker.app import Tracker


@pytest.fixture
def forgetting(newsroom: Tracker) -> Iterator[None]:
    """What a test follows is forgotten again."""
    before = {article.id for article in newsroom.articles()}
    yield
    for article in newsroom.articles():
        if article.id not in before:
            newsroom.remove(article)


@pytest.mark.usefixtures("forgetting")
def test_a_pasted_address_is_followed_and_leads_to_its_article(editor: httpx.Client, newsroom: Tracker) -> None:
    answer = editor.post("/add", data={"url": " https://paper.example/wall?utm_source=mail ", "source": "Paper"})
    article = newsroom.article("https://paper.example/wall")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/articles/{article.id}")
    assert article.source == "Paper"
    assert "not looked at yet" in shown(editor.get(answer.headers["location"]).text)


def test_an_address_that_is_followed_leads_to_its_article(editor: httpx.Client, newsroom: Tracker) -> None:
    interview = only(newsroom.articles(), INTERVIEW)
    answer = editor.post("/add", data={"url": f"{interview.url}#top"})
    assert answer.headers["location"] == f"/articles/{interview.id}"


@pytest.mark.parametrize("typed", ["", "harbour wall", "ftp://paper.example/a", "javascript:alert(1)", "http://[x"])
def test_what_is_no_address_is_told_with_what_was_typed(editor: httpx.Client, newsroom: Tracker, typed: str) -> None:
    before = len(newsroom.articles())
    answer = editor.post("/add", data={"url": typed, "source": "<b>"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert f'value="{typed}"' in answer.text
    assert 'value="&lt;b&gt;"' in answer.text
    assert len(newsroom.articles()) == before


def test_a_page_elsewhere_follows_nothing(editor: httpx.Client, newsroom: Tracker) -> None:
    before = len(newsroom.articles())
    answer = editor.post("/add", data={"url": "https://paper.example/x"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert len(newsroom.articles()) == before


def test_the_bookmarklet_brings_the_address_and_follows_nothing(client: httpx.Client, newsroom: Tracker) -> None:
    before = len(newsroom.articles())
    text = client.get("/add?url=https%3A%2F%2Fpaper.example%2Fx").text
    assert 'value="https://paper.example/x"' in text
    assert "https://tracker.merrowick.example/add?url=" in text
    assert len(newsroom.articles()) == before
