"""Who is quoted with what, across articles."""

from __future__ import annotations

import httpx

from tests.web.newsroom import INTERVIEW, only
from tests.web.test_pages import shown
from tracker.app import Tracker


def test_an_utterance_is_shown_once_with_all_its_wordings(client: httpx.Client) -> None:
    words = shown(client.get("/quotes?speaker=Vasek").text)
    assert "Somebody else can write the bad ones." in words
    assert "became Somebody else can publish the bad ones." in words
    assert words.index("can write") < words.index("can publish")
    assert "7 things Idony Vasek told us" in words


def test_a_wording_leads_to_the_change_that_made_it(client: httpx.Client) -> None:
    text = client.get("/quotes?speaker=Vasek").text
    assert "/changes/1..2" in text


def test_without_a_name_those_quoted_lately_are_listed(client: httpx.Client) -> None:
    text = client.get("/quotes").text
    assert 'href="/quotes?speaker=Idony+Vasek"' in text
    assert 'href="/quotes?speaker=Idony+Vasek"' in client.get("/quotes?speaker=Nobody").text


def test_nobody_of_that_name_is_told(client: httpx.Client, empty: httpx.Client) -> None:
    assert "Nobody of that name" in shown(client.get("/quotes?speaker=Nobody").text)
    assert "Nobody is quoted yet" in shown(empty.get("/quotes").text)


def test_the_page_of_an_article_has_its_ledger(client: httpx.Client, newsroom: Tracker) -> None:
    number = only(newsroom.articles(), INTERVIEW).id
    words = shown(client.get(f"/articles/{number}").text)
    assert "Who is quoted with what" in words
    assert "became Somebody else can publish the bad ones." in words
    assert "Who is quoted" not in shown(client.get(f"/articles/{number}?before=3").text)
