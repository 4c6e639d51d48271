"""The newspaper is served over real sockets and asked with a real client."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import lxml.html
import pytest

from tracker.demo.newspaper import Newspaper, serve
from tracker.errors import UsageError

FIRE = "tanyard-quay-flats-fire"
INTERVIEW = "idony-vasek-burned-novel-interview"


@pytest.fixture
def newspaper() -> Newspaper:
    return Newspaper(Ticking())


@pytest.fixture
def client(newspaper: Newspaper) -> Iterator[httpx.Client]:
    with serve(newspaper) as url, httpx.Client(base_url=url, trust_env=False, timeout=20) as client:
        yield client


class Ticking:
    """A clock that goes on by one second each time it is read."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def test_every_article_can_be_reached_from_the_front_page(newspaper: Newspaper, client: httpx.Client) -> None:
    links = lxml.html.fromstring(client.get("/").content).xpath("//article//h2/a/@href")
    assert len(links) == len(newspaper.stories)
    for link in links:
        page = client.get(link)
        assert page.status_code == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"


def test_what_is_published_stands_on_the_page(newspaper: Newspaper, client: httpx.Client) -> None:
    path = newspaper.story(FIRE).path
    assert _headline(client.get(path)) == "Three dead after fire in flats at Tanyard Quay"
    published = newspaper.publish(FIRE, 2)
    assert published == newspaper.current(FIRE)
    assert _headline(client.get(path)) == "Four dead after fire in flats at Tanyard Quay"
    newspaper.publish(FIRE, 1)
    assert _headline(client.get(path)) == "Three dead after fire in flats at Tanyard Quay"


def test_the_same_article_is_never_served_twice_in_the_same_bytes(newspaper: Newspaper, client: httpx.Client) -> None:
    path = newspaper.story(FIRE).path
    assert client.get(path).content != client.get(path).content


def test_a_newspaper_asked_the_same_way_answers_the_same_way(newspaper: Newspaper, client: httpx.Client) -> None:
    path, url = newspaper.story(FIRE).path, str(client.base_url).rstrip("/")
    first = [client.get(path).text for _ in range(3)]
    with serve(Newspaper(Ticking())) as other:
        second = [httpx.get(other + path, trust_env=False, timeout=60).text.replace(other, url) for _ in range(3)]
    assert first == second


def test_an_unchanged_article_answers_304_and_a_changed_one_does_not(
    newspaper: Newspaper, client: httpx.Client
) -> None:
    path = newspaper.story(INTERVIEW).path
    first = client.get(path)
    conditional = {"If-None-Match": first.headers["etag"]}
    again = client.get(path, headers=conditional)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    newspaper.publish(INTERVIEW, 2)
    changed = client.get(path, headers=conditional)
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]
    assert changed.headers["last-modified"] == first.headers["last-modified"], "a silent edit moves no date"


@pytest.mark.parametrize("tags", ['"edition-1"', '"x", W/"edition-1"', "*"])
def test_tags_are_compared_weakly_and_in_lists(newspaper: Newspaper, client: httpx.Client, tags: str) -> None:
    assert client.get(newspaper.story(INTERVIEW).path, headers={"If-None-Match": tags}).status_code == 304


def test_only_one_article_has_an_etag(newspaper: Newspaper, client: httpx.Client) -> None:
    tagged = [story.slug for story in newspaper.stories if "etag" in client.get(story.path).headers]
    assert tagged == [INTERVIEW]


def test_pages_are_compressed_for_those_who_ask(newspaper: Newspaper, client: httpx.Client) -> None:
    path = newspaper.story(FIRE).path
    assert client.get(path, headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get(path, headers={"Accept-Encoding": "identity"}).headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/gone", 410),
        ("/missing", 404),
        ("/error", 500),
        ("/blocked", 403),
        ("/busy", 503),
        ("/empty", 200),
        ("/notices", 200),
        ("/image.png", 200),
        ("/nowhere/at-all", 404),
        (f"/sport/{FIRE}", 404),
        ("/old/nothing", 404),
    ],
)
def test_broken_pages_are_broken_in_their_own_way(client: httpx.Client, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_an_empty_page_is_empty_and_an_image_is_an_image(client: httpx.Client) -> None:
    assert client.get("/empty").content == b""
    image = client.get("/image.png")
    assert image.headers["content-type"] == "image/png"
    assert image.content.startswith(b"\x89PNG")


def test_a_busy_server_says_when_to_come_back(client: httpx.Client) -> None:
    assert client.get("/busy").headers["retry-after"] == "120"


def test_an_old_address_leads_to_the_article(newspaper: Newspaper, client: httpx.Client) -> None:
    answer = client.get(f"/old/{FIRE}")
    assert answer.status_code == 301
    assert answer.headers["location"] == newspaper.story(FIRE).path


def test_robots_are_told_where_not_to_go(client: httpx.Client) -> None:
    assert "Disallow: /desk/" in client.get("/robots.txt").text
    assert client.get("/desk/draft").status_code == 200


def test_a_withdrawn_article_is_gone_until_it_is_published_again(newspaper: Newspaper, client: httpx.Client) -> None:
    path = newspaper.story(FIRE).path
    newspaper.withdraw(FIRE)
    assert client.get(path).status_code == 410
    assert path not in client.get("/").text
    newspaper.publish(FIRE, 3)
    assert client.get(path).status_code == 200


def test_visits_are_kept_with_path_time_and_status(newspaper: Newspaper, client: httpx.Client) -> None:
    for path in ("/", "/gone", "/robots.txt"):
        client.get(path, headers={"User-Agent": "reader/1"})
    assert [(visit.path, visit.status, visit.user_agent) for visit in newspaper.visits] == [
        ("/", 200, "reader/1"),
        ("/gone", 410, "reader/1"),
        ("/robots.txt", 200, "reader/1"),
    ]
    assert [visit.at.second for visit in newspaper.visits] == [1, 2, 3]


def test_a_newspaper_can_be_started_again_on_the_same_port_and_remembers(newspaper: Newspaper) -> None:
    newspaper.publish(FIRE, 2)
    with serve(newspaper) as url:
        httpx.get(f"{url}/gone", trust_env=False, timeout=60)
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/gone", trust_env=False, timeout=60)
    with serve(newspaper, port=int(url.rsplit(":", 1)[1])) as again:
        assert again == url
        assert _headline(httpx.get(again + newspaper.story(FIRE).path, trust_env=False, timeout=60)).startswith("Four")
    assert len(newspaper.visits) == 2


def test_a_client_that_keeps_its_connection_open_does_not_hold_up_the_end(newspaper: Newspaper) -> None:
    with httpx.Client(trust_env=False, timeout=60) as client:
        with serve(newspaper) as url:
            client.get(url)
        with pytest.raises(httpx.TransportError):
            client.get(url)


def test_a_port_that_is_taken_is_said_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"127.0.0.1:{port}"), serve(Newspaper(Ticking()), port=port):
            pass


def test_unknown_articles_and_editions_are_refused(newspaper: Newspaper) -> None:
    with pytest.raises(UsageError, match="no article 'weather'"):
        newspaper.publish("weather", 1)
    with pytest.raises(UsageError, match="has editions 1 to 6, not 9"):
        newspaper.publish(FIRE, 9)
    with pytest.raises(UsageError, match="no article"):
        newspaper.withdraw("weather")


def _headline(answer: httpx.Response) -> str:
    return str(lxml.html.fromstring(answer.content).xpath("string(//h1)"))
