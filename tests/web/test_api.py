"""The API over a full store: the JSON of the command line, part by part; what each scope may; trouble as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from tests.scripted.today import begin_store
from tests.web.conftest import served, visitor
from tests.web.newsroom import HOSTILE_SOURCE, INTERVIEW, only
from tests.web.test_description import Description
from tracker import access
from tracker.app import Tracker
from tracker.desk.replies import comparison_to_dict, history_to_dict, text_to_dict, utterance_to_dict
from tracker.model.access import Role, Scope
from tracker.render.data import article_to_dict, stored_flag_to_dict, to_json
from tracker.store.queue import ready_hosts
from tracker.web import make_pages

API = "/api/v1"


@pytest.fixture
def interview(newsroom: Tracker) -> int:
    return only(newsroom.articles(), INTERVIEW).id


def whole(client: httpx.Client, path: str, **params: Any) -> list[Any]:
    """Every item of a list, in parts."""
    items: list[Any] = []
    before: str | None = ""
    while before is not None:
        given = params | ({"before": before} if before else {})
        answer = client.get(API + path, params=given)
        assert answer.status_code == 200, answer.text
        part = answer.json()
        assert len(part["items"]) <= params.get("limit", 200)
        items += part["items"]
        before = part["next"]
    return items


def test_articles_are_those_of_the_store_in_parts(client: httpx.Client, newsroom: Tracker) -> None:
    told = [article_to_dict(one) for one in reversed(newsroom.articles())]
    assert whole(client, "/articles", limit=2) == told
    assert whole(client, "/articles", limit=200) == told
    assert [one["id"] for one in whole(client, "/articles", source=HOSTILE_SOURCE)] == [5]
    above = client.get(f"{API}/articles", params={"after": 2, "limit": 2}).json()
    assert ([one["id"] for one in above["items"]], above["next"]) == ([3, 4], "4")
    assert client.get(f"{API}/articles/1").json() == article_to_dict(newsroom.article("1"))
    assert client.get(f"{API}/find", params={"q": newsroom.article("1").url + "?utm_source=x"}).json()["id"] == 1


def test_flags_in_parts_are_all_flags_once(client: httpx.Client, newsroom: Tracker) -> None:
    def told(*kinds: str) -> list[Any]:
        found = newsroom.flags(kinds=kinds, limit=10_000)
        return [stored_flag_to_dict(one) for one in sorted(found, key=lambda one: -one.id)]

    assert len(told()) > 7
    assert whole(client, "/flags", limit=7) == told()
    assert whole(client, "/flags", limit=7, kind=["quote", "headline"]) == told("quote", "headline")


def test_changes_in_parts_are_the_list_of_the_page(client: httpx.Client) -> None:
    parts = whole(client, "/changes", limit=3, severity="low")
    assert parts == whole(client, "/changes", limit=200, severity="low")
    assert len({one["number"] for one in parts}) == len(parts) > 3
    assert client.get("/", headers={"accept": "application/json"}).json() == client.get(f"{API}/changes").json()


def test_an_article_is_told_as_the_command_line_tells_it(
    client: httpx.Client, newsroom: Tracker, interview: int
) -> None:
    article = newsroom.article(str(interview))
    base = f"{API}/articles/{interview}"
    history = newsroom.history(article)
    assert client.get(f"{base}/history").json() == history_to_dict(history)
    assert whole(client, f"/articles/{interview}/revisions", limit=1) == history_to_dict(history)["revisions"]
    step = json.loads(to_json(comparison_to_dict(newsroom.comparison(article, "1", "2"))))
    assert client.get(f"{base}/changes/1..2").json() == step
    latest = history.revisions[-1]
    assert client.get(f"{base}/revisions/latest").json() == text_to_dict(latest, newsroom.document(latest))
    assert client.get(f"{base}/quotes").json()["items"] == [utterance_to_dict(one) for one in newsroom.quotes(article)]
    checks = whole(client, f"/articles/{interview}/checks", limit=2)
    assert [one["id"] for one in checks] == [one.id for one in newsroom.checks(article, limit=1000)]


@pytest.mark.parametrize("path", ["/articles/1", "/articles/1/revisions/1", "/articles", "/status"])
def test_a_page_gives_data_to_who_takes_no_html(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"accept": "application/json"})
    assert answer.headers["content-type"] == "application/json"
    if path != "/status":
        assert answer.json() == client.get(API + path).json()
    page = client.get(path, headers={"accept": "text/html,application/json;q=0.9"})
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/articles/999", 404),
        ("/articles/x", 422),
        ("/articles/1/revisions/99", 422),
        ("/articles/1/revisions/yesterday", 422),
        ("/articles?state=lost", 422),
        ("/articles?limit=0", 422),
        ("/articles?limit=201", 422),
        ("/changes?severity=loud", 422),
        ("/flags?before=yesterday", 422),
        ("/flags?before=99999999999999999999", 422),
        ("/flags?before=9999999999999999", 200),
        ("/changes?since=yesterday", 422),
        ("/changes?triage=lost", 422),
        ("/articles?after=1&before=2", 422),
        ("/articles?after=-1", 422),
        ("/flags?since=never", 422),
        ("/find?q=https://nobody.example/", 404),
        ("/search", 422),
        ("/search?q=%22%22", 422),
        ("/search?q=quay&since=never", 422),
        ("/search?q=quay&gone=no", 422),
        ("/quotes", 422),
        ("/speakers?after=-1", 422),
        (f"/speakers?after={2**63 - 1}", 200),
        (f"/flags/1/triage?after={2**63 - 1}", 200),
        (f"/articles/1/revisions/2/triage?after={2**63 - 1}", 200),
        (f"/articles/1/quotes?after={2**63 - 1}", 200),
        (f"/articles/1/checks?before={2**63 - 1}", 200),
        (f"/articles?after={2**63 - 1}", 200),
        (f"/sources?after={2**63 - 1}", 200),
        ("/captures/../../etc/passwd", 404),
        (f"/captures/{'0' * 64}", 404),
        ("/articles/999/why", 404),
        ("/articles/1/revisions/99/triage", 422),
        ("/flags/999999/triage", 422),
        (f"/flags/{2**64}/triage", 422),
        (f"/articles/1/revisions/{2**64}/triage", 422),
        (f"/articles/{2**64}/triage", 404),
        (f"/articles/{2**64}", 404),
        (f"/articles/1/revisions/{2**64}", 422),
        (f"/articles/1/changes/1..{2**64}", 422),
        ("/nothing", 404),
    ],
)
def test_trouble_is_told_as_data(client: httpx.Client, path: str, status: int) -> None:
    answer = client.get(API + path)
    assert answer.status_code == status
    if status != 200:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status
        assert set(answer.json()) <= {"title", "status", "detail", "next"}


def test_texts_of_hostile_pages_are_plain_ascii(client: httpx.Client) -> None:
    for path in ("/articles/5", "/articles/5/history", "/articles/5/revisions/1", "/articles/5/changes/1..2", "/flags"):
        answer = client.get(API + path)
        assert answer.status_code == 200
        assert answer.content.isascii()
        assert answer.headers["x-content-type-options"] == "nosniff"


# A date


def test_a_date_leads_to_the_revision_that_stood_then(client: httpx.Client, newsroom: Tracker, interview: int) -> None:
    known = newsroom.history(newsroom.article(str(interview))).revisions
    base = f"{API}/articles/{interview}"
    for revision in known:
        at = revision.first_seen_at
        assert client.get(f"{base}/at", params={"date": at.isoformat()}).json()["revision"]["number"] == revision.number
        gate = client.get(f"/articles/{interview}/at", params={"date": at.isoformat()})
        assert (gate.status_code, gate.headers["vary"]) == (302, "Accept-Datetime")
        assert gate.headers["location"] == f"/articles/{interview}/revisions/{revision.number}"
        memento = client.get(gate.headers["location"])
        assert memento.headers["memento-datetime"] == format_datetime(
            at.astimezone(UTC).replace(microsecond=0), usegmt=True
        )
        for relation in ("original", "timegate", "timemap"):
            assert f'rel="{relation}"' in memento.headers["link"]


def test_an_accepted_date_is_answered_as_memento_asks(client: httpx.Client, newsroom: Tracker, interview: int) -> None:
    known = newsroom.history(newsroom.article(str(interview))).revisions
    gate = f"/articles/{interview}/at"

    def number_at(at: datetime) -> int:
        answer = client.get(gate, headers={"accept-datetime": format_datetime(at, usegmt=True)})
        return int(answer.headers["location"].rpartition("/")[2])

    assert number_at(datetime(1995, 1, 1, tzinfo=UTC)) == 1  # before the first: the first (RFC 7089 §4.5.3)
    assert number_at(datetime.now(UTC) + timedelta(days=1)) == known[-1].number
    assert client.get(gate).headers["location"].endswith(f"/{known[-1].number}")
    assert client.get(gate, headers={"accept-datetime": "yesterday"}).status_code == 404
    assert client.get(API + gate, headers={"accept-datetime": "yesterday"}).status_code == 422


def test_a_time_map_lists_every_revision(client: httpx.Client, newsroom: Tracker, interview: int) -> None:
    known = newsroom.history(newsroom.article(str(interview))).revisions
    answer = client.get(f"/articles/{interview}/timemap")
    assert answer.headers["content-type"] == "application/link-format"
    lines = answer.text.strip().split(",\n")
    assert sum("memento" in line for line in lines) == len(known)
    assert sum('rel="first memento"' in line for line in lines) == 1
    assert sum('rel="last memento"' in line for line in lines) == 1
    assert "\n" not in client.get("/articles/5/revisions/1").headers["link"]


# Writing, by scope


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Tracker, str]]:
    """A store with users, and where its API is served."""
    from tracker.app import open_tracker
    from tracker.config import load

    folder = tmp_path_factory.mktemp("api")
    begin_store(folder)
    (folder / "config.toml").write_text("")
    with open_tracker(load(folder / "config.toml")) as tracker, served(make_pages(tracker)) as base:
        access.add_user(tracker, "ann", "correct horse battery", role=Role.ADMIN, address="ann@paper.example")
        access.add_user(tracker, "ben", "correct horse battery", role=Role.READER, address="ben@paper.example")
        yield tracker, base


def program(desk: tuple[Tracker, str], scope: Scope, user: str = "") -> httpx.Client:
    tracker, base = desk
    _, secret = access.new_token(tracker, "test", scope, user=access.find_user(tracker, user) if user else None)
    return visitor(base + API, headers={"authorization": f"Bearer {secret}"})


def test_each_scope_may_what_it_says(desk: tuple[Tracker, str]) -> None:
    with program(desk, Scope.READ) as reader, program(desk, Scope.WRITE) as writer, program(desk, Scope.ADMIN) as admin:
        url = {"url": "https://paper.example/a"}
        assert reader.post("/articles", json=url).status_code == 403
        made = writer.post("/articles", json=url)
        assert (made.status_code, made.json()["new"], made.json()["source"]) == (201, True, "paper.example")
        assert (writer.post("/articles", json=url).status_code, reader.get("/articles/1").status_code) == (200, 200)
        assert writer.post("/articles", json={"url": "javascript:alert(1)"}).status_code == 422
        assert writer.post("/articles", json={"url": "http://127.0.0.1/"}).status_code == 422
        assert writer.post("/articles", content=b"{").status_code == 422
        assert writer.post("/articles/1/pause").json()["state"] == "paused"
        assert writer.post("/articles/1/check").json()["next_check_at"] is None  # paused stays paused
        assert writer.post("/articles/1/resume").json()["state"] == "live"
        for client in (reader, writer):
            assert client.delete("/articles/1").status_code == 403
        assert reader.post("/articles/1/pause").status_code == 403
        assert admin.delete("/articles/1").status_code == 204
        assert reader.get("/articles/1").status_code == 404


def test_check_soon_makes_an_article_due(desk: tuple[Tracker, str]) -> None:
    tracker, _ = desk
    article, _ = tracker.add("https://paper.example/a")
    with tracker.database.write() as connection:
        connection.exec_driver_sql("UPDATE articles SET next_check_at = 4102444800000000")
        connection.exec_driver_sql("UPDATE hosts SET ready_at = 4102444800000000")
    with program(desk, Scope.WRITE) as writer:
        assert writer.post(f"/articles/{article.id}/check").status_code == 200
    with tracker.database.read() as connection:
        assert ready_hosts(connection, now=tracker.now(), most=1)
    due = tracker.article(str(article.id)).next_check_at
    assert due
    assert due <= tracker.now()


def test_everybody_sees_and_ends_their_own_subscriptions(desk: tuple[Tracker, str]) -> None:
    tracker, _ = desk
    mine, _ = tracker.subscribe("ben@paper.example")
    theirs, _ = tracker.subscribe("ann@paper.example")
    with (
        program(desk, Scope.READ, "ben") as ben,
        program(desk, Scope.READ) as nobody,
        program(desk, Scope.ADMIN, "ann") as ann,
    ):
        assert [one["id"] for one in ben.get("/subscriptions").json()["items"]] == [mine.id]
        assert nobody.get("/subscriptions").json()["items"] == []
        assert len(ann.get("/subscriptions").json()["items"]) == 2
        assert "token" not in ann.get("/subscriptions").json()["items"][0]
        assert ben.delete(f"/subscriptions/{theirs.id}").status_code == 404
        assert ben.delete(f"/subscriptions/{mine.id}").status_code == 204
        assert ben.get("/subscriptions").json()["items"] == []


def test_who_asks_too_often_is_told_when_to_come_back_and_is_let_in_then(
    desk: tuple[Tracker, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = desk[0].now()
    monkeypatch.setattr(desk[0], "now", lambda: moment)
    with program(desk, Scope.READ) as client, program(desk, Scope.READ) as other:
        answers = [client.get("/articles") for _ in range(303)]
        assert {answer.status_code for answer in answers[:300]} == {200}
        refused = answers[-1]
        wait = int(refused.headers["retry-after"])
        assert (refused.status_code, refused.json()["status"], wait) == (429, 429, 1)
        told = Description(other.get(f"{desk[1]}/api/openapi.json").json())
        told.check("GET", f"{API}/articles", refused)
        assert other.get("/articles").status_code == 200
        moment += timedelta(seconds=wait)
        assert client.get("/articles").status_code == 200
        moment += timedelta(minutes=1)
        assert {client.get("/articles").status_code for _ in range(300)} == {200}
        assert client.get("/articles").status_code == 429


def test_a_session_reads_the_api_and_writes_with_its_token(desk: tuple[Tracker, str]) -> None:
    tracker, base = desk
    secret = access.log_in(tracker, "ann", "correct horse battery")
    assert secret
    with visitor(base, cookies={"tracker": secret}) as client:
        assert client.get(f"{API}/articles").status_code == 200
        url = {"url": "https://paper.example/b"}
        assert client.post(f"{API}/articles", json=url).status_code == 403
        token = client.get("/").text.partition('name="csrf" value="')[2].partition('"')[0]
        assert client.post(f"{API}/articles", json=url, headers={"x-csrf-token": token}).status_code == 201
