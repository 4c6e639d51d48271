"""The page that searches all revisions."""

from __future__ import annotations

from urllib.parse import urlencode

import httpx
import pytest

from tests.web.test_pages import shown
from tracker.app import Tracker


def found(client: httpx.Client, **asked: str) -> str:
    answer = client.get(f"/search?{urlencode(asked)}")
    assert answer.status_code == 200
    assert len(answer.content) < 100_000
    return answer.text


def test_what_was_once_said_is_found_with_its_passage_and_windows(client: httpx.Client) -> None:
    text = found(client, q='"can write the bad"', gone="yes")
    words = shown(text)
    assert "7 things Idony Vasek told us" in words
    assert "<mark>can write the bad</mark>" in text
    assert "in revision 1 of 3" in words
    assert "There from the first look on" in words
    assert "Gone in revision 2 , edited between" in words
    assert "/changes/1..2" in text


def test_what_is_still_said_is_no_answer_to_what_no_longer_is(client: httpx.Client) -> None:
    assert "can publish the bad" in shown(found(client, q='"can publish the bad"'))
    assert "No article once said that" in shown(found(client, q='"can publish the bad"', gone="yes"))


def test_the_form_shows_what_was_asked(client: httpx.Client) -> None:
    text = found(client, q='"bad ones" OR x', gone="yes", since="2020-01-02", source="Endless")
    for part in (
        'value="&#34;bad ones&#34; OR x"',
        "checked",
        'value="2020-01-02"',
        '<option value="Endless" selected>',
    ):
        assert part in text


def test_the_empty_page_says_how_to_ask(client: httpx.Client, empty: httpx.Client) -> None:
    assert "the words next to one another" in shown(client.get("/search").text)
    assert "No revision of any article says that" in shown(empty.get("/search?q=wall").text)
    assert "There is no word in that" in shown(found(client, q='" ( * )'))


@pytest.mark.parametrize("asked", [{"since": "yesterday"}, {"until": "9999-12-31"}, {"since": "2026-02-30"}])
def test_a_day_that_is_none_is_told(client: httpx.Client, asked: dict[str, str]) -> None:
    answer = client.get(f"/search?{urlencode({'q': 'wall'} | asked)}")
    assert answer.status_code == 404
    assert "2026-03-14" in answer.text


@pytest.mark.parametrize(
    "typed", ['"', "NEAR(a b, 2)", "text:x", "a^b", "{a b}", "*", "the AND", "(" * 900, "a " * 450]
)
def test_hostile_queries_are_answered(client: httpx.Client, typed: str) -> None:
    found(client, q=typed)


def test_command_and_page_find_the_same(client: httpx.Client, newsroom: Tracker) -> None:
    from tracker.model.query import parse_query
    from tracker.store.search import Wanted

    hits, _ = newsroom.search(Wanted(parse_query("the")), limit=20)
    text = found(client, q="the")
    assert [f'href="/articles/{hit.found.article.id}"' in text for hit in hits] == [True] * len(hits)
