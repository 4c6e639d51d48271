"""What every answer promises, over the application's own table of routes: read only, own names, inert, no cookies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import update

from tests.web.newsroom import ATTACK, HOSTILE_SOURCE, SCRIPT
from tracker.app import Tracker
from tracker.errors import StoreError
from tracker.model import Subscription
from tracker.store.schema import subscriptions
from tracker.web.guard import HEADERS, own_names

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
HOSTILE = {"{number}": "5", "{old}": "1", "{new}": "2", "{revision}": "2", "{form}": "atom", "{path}": "unknown"}
ASKED = {
    "find": "q=5",
    "search": "q=quay",
    "search.{form}": "q=the+OR+script",
    "edits.{form}": "words=the",
    "quotes": "speaker=Vasek",
}
CAPTURES = "/captures/{sha256}"
WRITES = {
    ("POST", "/unsubscribe/{token}"),
    ("POST", "/websub/{path}"),
    ("POST", "/triage"),
    ("POST", "/add"),
    ("POST", "/login"),
    ("POST", "/logout"),
    ("POST", "/account"),
    ("POST", "/alerts"),
    ("POST", "/alerts/{number}/end"),
    ("POST", "/alerts/feeds"),
    ("POST", "/alerts/feeds/{number}/end"),
    ("POST", "/users"),
    ("POST", "/users/role"),
    ("POST", "/users/password"),
    ("POST", "/users/remove"),
    ("POST", "/api/v1/articles"),
    ("POST", "/api/v1/subscriptions"),
    ("POST", "/api/v1/articles/{number}/pause"),
    ("POST", "/api/v1/articles/{number}/resume"),
    ("POST", "/api/v1/articles/{number}/check"),
    ("POST", "/api/v1/articles/{number}/revisions/{revision}/triage"),
    ("POST", "/api/v1/flags/{flag}/triage"),
    ("DELETE", "/api/v1/articles/{number}"),
    ("DELETE", "/api/v1/subscriptions/{number}"),
}


@pytest.fixture
def subscription(newsroom: Tracker) -> Iterator[Subscription]:
    """A subscription of this test's own, to an address that is itself an attack, as a store of old may hold one."""
    made, _ = newsroom.subscribe("plain@paper.example")
    attack = "<svg/onload=alert(9)>@paper.example"
    with newsroom.database.write() as connection:
        connection.execute(update(subscriptions).where(subscriptions.c.token == made.token).values(address=attack))
    yield replace(made, address=attack)
    if newsroom.subscription_by_token(made.token):
        newsroom.unsubscribe(made.token)


def table(pages: FastAPI) -> list[tuple[str, set[str]]]:
    """Every path of the application with its methods."""
    routes = [route for route in pages.routes if isinstance(route, APIRoute)]
    assert len(routes) == len(pages.routes)
    paths: dict[str, set[str]] = {}
    for route in routes:
        paths.setdefault(route.path, set()).update(route.methods or ())
    return sorted(paths.items())


def filled_in(path: str, subscription: Subscription) -> str:
    for name, value in {**HOSTILE, "{flag}": "1"}.items():
        path = path.replace(name, value)
    return path.replace("{token}", subscription.token)


def test_the_table_holds_the_pages_and_what_writes(pages: FastAPI) -> None:
    paths = table(pages)
    assert len(paths) == 72
    writing = {(method, path) for path, methods in paths for method in methods - {"GET", "HEAD"}}
    assert writing == WRITES


def test_a_method_that_is_not_listed_is_refused(
    pages: FastAPI, client: httpx.Client, subscription: Subscription
) -> None:
    for path, methods in table(pages):
        for method in METHODS - methods - ({"HEAD"} if path.startswith("/api/") and "GET" in methods else set()):
            answer = client.request(method, filled_in(path, subscription))
            assert answer.status_code == 405, (method, path)
            assert set(answer.headers["allow"].split(", ")) <= methods


def test_every_page_of_hostile_articles_is_inert_and_guarded(
    pages: FastAPI, client: httpx.Client, subscription: Subscription
) -> None:
    for path, methods in table(pages):
        if "GET" not in methods or path.endswith(CAPTURES):  # which is proven below
            continue
        answer = client.get(filled_in(path, subscription), params=ASKED.get(path.rpartition("/")[2], ""))
        wanted = {404} if path.startswith(("/feeds/{token}", "/websub/")) else {200, 302, 303}
        assert answer.status_code in wanted, path
        assert_guarded(answer.headers)
        if path.startswith("/api/"):  # texts are verbatim there, and nothing that a browser would run
            assert answer.headers["content-type"] == "application/json"
            assert answer.content.isascii()
            continue
        for attack in (SCRIPT, "<script", "<img", "onload=alert(9)>@", "\u202e", "\u2028", "\x1b", "\x85", "\ud800"):
            assert attack not in answer.text, (path, attack)


@pytest.mark.parametrize("root", ["", "/api/v1"])
def test_captured_bytes_are_a_file_to_keep_and_never_a_page(client: httpx.Client, newsroom: Tracker, root: str) -> None:
    revision = newsroom.revision(newsroom.article("5"), "1")
    answer = client.get(f"{root}/captures/{revision.snapshot_sha256}")
    assert hashlib.sha256(answer.content).hexdigest() == revision.snapshot_sha256
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "A" * 64, "x", "0" * 5000])
def test_a_capture_that_is_not_kept_is_told(client: httpx.Client, name: str) -> None:
    assert client.get(f"/captures/{name}").status_code == 404


def test_hostile_words_are_shown_as_they_are(client: httpx.Client) -> None:
    text = client.get("/articles/5/revisions/1").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "{{7*7}} ${7*7} {% raise %}" in text
    assert "‹U+202E›gnissim‹U+202C›" in text


@pytest.mark.parametrize(
    "path",
    [
        "/find?q={}",
        "/search?q={}",
        "/search?q=the&source={}",
        "/search?since={}",
        "/feeds/search.atom?q={}",
        "/?source={}",
        "/?kind={}",
        "/articles?source={}",
        "/{}",
        "/unsubscribe/{}",
    ],
)
@pytest.mark.parametrize(
    "words", [ATTACK, HOSTILE_SOURCE, "\r\nSet-Cookie: a=b", "%00", "%ED%A0%80", "../../etc/passwd", "x" * 3000]
)
def test_what_is_put_into_an_address_comes_back_inert(client: httpx.Client, path: str, words: str) -> None:
    answer = client.get(path.format(words if words.startswith("%") else quote(words, safe="")))
    assert answer.status_code in {200, 404}
    assert_guarded(answer.headers)
    for attack in ("<script>", "<img", "\u202e", "\u2028", "\x00"):
        assert attack not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "[::2]:8380", "2130706433"]
)
def test_a_request_for_another_name_is_refused(client: httpx.Client, host: str) -> None:
    for path in ("/", "/health", "/articles/1", "/nowhere"):
        answer = client.get(path, headers={"host": host})
        assert answer.status_code == 400
        assert "do not answer to the name" in answer.text
        assert "web.public_url" in answer.text
        assert_guarded(answer.headers)
        assert "Merrowick" not in answer.text


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8380", "localhost:8380", "[::1]:8380", "LOCALHOST", "tracker.merrowick.example"]
)
def test_its_own_names_are_answered(client: httpx.Client, host: str) -> None:
    assert client.get("/style.css", headers={"host": host}).status_code == 200


def test_the_public_name_is_one_of_its_own_once() -> None:
    assert own_names("https://tracker.paper.example:444/x") == [*own_names(""), "tracker.paper.example"]
    assert own_names("http://[::1]:8380") == own_names("")


@pytest.mark.parametrize("path", ["/", "/nowhere", "/style.css", "/icon.svg", "/health", "/articles/x"])
def test_every_answer_carries_the_headers(client: httpx.Client, path: str) -> None:
    assert_guarded(client.get(path).headers)
    assert_guarded(client.head(path).headers)
    assert_guarded(client.delete(path).headers)


def test_a_store_that_cannot_be_read_is_told_with_503_and_health_says_so(
    client: httpx.Client, newsroom: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise StoreError("the database cannot be read", hint="look at the disk")

    monkeypatch.setattr(newsroom.database, "read", broken)
    for path in ("/", "/health", "/articles/1"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "look at the disk" in answer.text


def test_our_own_fault_is_a_guarded_page_that_gives_nothing_away(
    client: httpx.Client, newsroom: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(newsroom.database, "read", broken)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert_guarded(answer.headers)


@pytest.mark.parametrize(("size", "status"), [(0, 404), (150_000, 404), (1024 * 1024 + 1, 413), (3_000_000, 413)])
def test_what_hubs_send_may_be_a_whole_feed_and_no_more(client: httpx.Client, size: int, status: int) -> None:
    answer = client.post("/websub/unknown", content=b"x" * size)
    assert answer.status_code == status
    assert_guarded(answer.headers)


@pytest.mark.parametrize(
    ("path", "accept"), [("/api/v1/articles", "*/*"), ("/api/v1/articles/99", "*/*"), ("/", "application/json")]
)
def test_the_head_of_an_answer_is_that_of_the_whole_one(client: httpx.Client, path: str, accept: str) -> None:
    head, whole = (client.request(method, path, headers={"accept": accept}) for method in ("HEAD", "GET"))
    assert head.content == b""
    assert head.status_code == whole.status_code
    for name in ("content-type", "content-length", "vary"):
        assert head.headers.get(name) == whole.headers.get(name)


def test_what_is_too_long_is_told_a_person_as_a_page_and_a_program_as_data(client: httpx.Client) -> None:
    page, data = (client.post(path, content=b"x" * 150_000) for path in ("/add", "/api/v1/articles"))
    assert (page.status_code, data.status_code) == (413, 413)
    assert "<h1>That is too long.</h1>" in page.text
    assert data.json()["detail"] == "That is too long."
    assert_guarded(page.headers)
    assert_guarded(data.headers)


# Unsubscribing


def test_looking_at_the_unsubscribe_page_changes_nothing(
    client: httpx.Client, newsroom: Tracker, subscription: Subscription
) -> None:
    for method in ("GET", "HEAD"):
        assert client.request(method, f"/unsubscribe/{subscription.token}").status_code == 200
    assert newsroom.subscription_by_token(subscription.token) == subscription


@pytest.mark.parametrize("origin", [None, "https://mail.example", "null"])
def test_one_click_unsubscribes_without_a_cookie_from_anywhere(
    client: httpx.Client, newsroom: Tracker, subscription: Subscription, origin: str | None
) -> None:
    answer = client.post(
        f"/unsubscribe/{subscription.token}",
        data={"List-Unsubscribe": "One-Click"},
        headers={"origin": origin} if origin else {},
    )
    assert answer.status_code == 200
    assert newsroom.subscription_by_token(subscription.token) is None
    assert client.post(f"/unsubscribe/{subscription.token}").status_code == 404


def test_neither_an_unknown_token_nor_a_number_unsubscribes(
    client: httpx.Client, newsroom: Tracker, subscription: Subscription
) -> None:
    for token in ("unknown", str(subscription.id), subscription.token[:-1], subscription.token + "x"):
        assert client.get(f"/unsubscribe/{token}").status_code == 404
        assert client.post(f"/unsubscribe/{token}").status_code == 404
    assert newsroom.subscription_by_token(subscription.token) == subscription


def assert_guarded(headers: httpx.Headers) -> None:
    assert "set-cookie" not in headers
    for name, value in HEADERS.items():
        if name != "Cache-Control":  # what pages load may be kept
            assert headers[name] == value
