"""The OpenAPI description against the API itself: every route is in it, and every real answer is of the shape it tells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from jsonschema import Draft202012Validator, FormatChecker

from tests.scripted.today import begin_store
from tests.web.conftest import served
from tests.web.newsroom import INTERVIEW, only
from tracker import access
from tracker.app import Tracker, open_tracker
from tracker.config import load
from tracker.model.access import Role, Scope
from tracker.web import make_pages

API = "/api/v1"
FORMATS = FormatChecker(())
FORMATS.checks("date-time", raises=ValueError)(lambda told: isinstance(told, str) and _is_moment(told))


def _is_moment(told: str) -> bool:
    return datetime.fromisoformat(told).tzinfo is not None and re.fullmatch(r"[\d-]{10}T[\d:.]+Z", told) is not None


class Description:
    """The document as a program would use it: what stands under a path, and whether something is of a shape."""

    def __init__(self, told: Any) -> None:
        self.told = told

    def operations(self) -> Iterator[tuple[str, str, Any]]:
        """Method, path and operation of each."""
        for path, methods in self.told["paths"].items():
            for method, operation in methods.items():
                yield method.upper(), path, operation

    def resolved(self, one: Any) -> Any:
        """What a reference leads to."""
        while "$ref" in one:
            found = self.told
            for name in one["$ref"].removeprefix("#/").split("/"):
                found = found[name]
            one = found
        return one

    def complaints(self, value: Any, schema: Any) -> list[str]:
        """Why a value is not of the shape; keys that the shape does not tell of are a fault too."""
        root = {**_closed(schema), "components": _closed(self.told["components"])}
        found = Draft202012Validator(root, format_checker=FORMATS).iter_errors(value)
        return [f"{error.json_path}: {error.message[:300]}" for error in found]

    def check(self, method: str, path: str, answer: httpx.Response) -> None:
        """Fails where an answer is not told of, or not of the shape that is."""
        operation = self.told["paths"][path][method.lower()]
        status = str(answer.status_code)
        assert status in operation["responses"], (method, path, status)
        response = self.resolved(operation["responses"][status])
        for name in response.get("headers", {}):
            assert name.lower() in answer.headers, (path, name)
        if not response.get("content"):
            assert answer.content == b"", path
            return
        ((media, content),) = response["content"].items()
        assert answer.headers["content-type"].partition(";")[0] == media, path
        value = answer.json() if "json" in media else answer.text
        assert self.complaints(value, content["schema"]) == [], path


def _closed(schema: Any) -> Any:
    """The shape without room for keys that it does not name."""
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, Mapping):
        return schema
    closed = {name: _closed(one) for name, one in schema.items()}
    if closed.get("type") == "object" and "properties" in closed:
        closed.setdefault("additionalProperties", False)
    return closed


@pytest.fixture
def description(client: httpx.Client) -> Description:
    return Description(client.get("/api/openapi.json").json())


def test_every_route_is_described_and_nothing_else(description: Description, pages: FastAPI) -> None:
    routes = [route for route in pages.routes if isinstance(route, APIRoute) and route.path.startswith(API)]
    found = {(method, path) for method, path, _ in description.operations()}
    assert found == {(method, route.path) for route in routes for method in route.methods or ()}
    assert len(found) == 33
    assert description.told["openapi"].startswith("3.1")


def test_everything_of_every_route_has_a_shape(description: Description) -> None:
    for method, path, operation in description.operations():
        assert operation["summary"]
        for parameter in operation.get("parameters", ()):
            assert _says_something(parameter["schema"]), (path, parameter["name"])
        if method == "POST" and "requestBody" in operation:
            (body,) = operation["requestBody"]["content"].values()
            shape = description.resolved(body["schema"])
            assert all(_says_something(one) for one in shape["properties"].values()), path
        for status, told in operation["responses"].items():
            response = description.resolved(told)
            assert response["description"]
            for content in response.get("content", {}).values():
                assert _says_something(description.resolved(content["schema"])), (path, status)
            assert response.get("content") or status == "204", (path, status)


def _says_something(schema: Any) -> bool:
    return bool({"type", "anyOf", "enum", "$ref"} & set(schema))


def test_every_reference_in_the_description_leads_somewhere(description: Description) -> None:
    references = set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(description.told)))
    assert len(references) > 40
    for reference in references:
        assert description.resolved({"$ref": reference})
    for name, schema in description.told["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert schema.get("description") or name.startswith(("Body_", "Part_", "SearchPart_")), name


# Real answers


@pytest.fixture
def asked(newsroom: Tracker) -> dict[str, list[str]]:
    """For each path with a GET, addresses that ask for ordinary and for hostile articles."""
    interview = only(newsroom.articles(), INTERVIEW).id
    flag = newsroom.flags()[0].id
    captured = newsroom.revision(newsroom.article("5"), "1").snapshot_sha256
    return {
        "/find": ["/find?q=5", f"/find?q={newsroom.article('1').url}"],
        "/search": ["/search?q=quay OR the&limit=2", "/search?q=the&gone=yes", "/search?q=nowhere-to-be-found"],
        "/quotes": ["/quotes?speaker=Vasek&limit=3", "/quotes?speaker=Nobody"],
        "/articles": ["/articles?limit=2", "/articles?after=2&limit=2"],
        "/outlets": ["/outlets?limit=1", "/outlets"],
        "/speakers": ["/speakers?limit=2", "/speakers?after=2&limit=2"],
        "/captures/{sha256}": [f"/captures/{captured}"],
        "/flags/{flag}/triage": [f"/flags/{flag}/triage"],
        "/articles/{number}/revisions/{revision}": [f"/articles/{one}/revisions/1" for one in (1, 5, interview)],
        "/articles/{number}/at": [f"/articles/{interview}/at", f"/articles/{interview}/at?date=latest"],
        "/articles/{number}/changes/{old}..{new}": [f"/articles/{one}/changes/1..2" for one in (5, interview)],
        "/articles/{number}/revisions/{revision}/triage": [f"/articles/{interview}/revisions/2/triage"],
    }


def test_every_answer_is_of_the_shape_that_is_told(
    client: httpx.Client, description: Description, asked: dict[str, list[str]], newsroom: Tracker
) -> None:
    known = [article.id for article in newsroom.articles()]
    for method, path, _ in description.operations():
        if method != "GET":
            continue
        short = path.removeprefix(API)
        each = asked.get(short) or [short.replace("{number}", str(number)) for number in known]
        for address in each:
            answer = client.get(API + address)
            assert answer.status_code == 200, answer.text
            description.check("GET", path, answer)


def test_the_lists_that_were_checked_were_not_empty(client: httpx.Client, asked: dict[str, list[str]]) -> None:
    for path in ("/search", "/quotes", "/articles", "/outlets", "/speakers"):
        assert client.get(API + asked[path][0]).json()["items"], path


@pytest.mark.parametrize("key", ["number", "new", "revision"])
@pytest.mark.parametrize("value", ["x", "-1", "999999"])
def test_every_complaint_is_of_the_shape_that_is_told(
    client: httpx.Client, description: Description, key: str, value: str
) -> None:
    place = {"number": "1", "revision": "1", "old": "1", "new": "2", "flag": "999999", "sha256": "0" * 64} | {
        key: value
    }
    complaints = 0
    for method, path, _ in description.operations():
        if method != "GET":
            continue
        answer = client.get(re.sub(r"{(\w+)}", lambda found: place[found[1]], path))
        description.check(method, path, answer)
        complaints += answer.status_code >= 400
    assert complaints >= 3


def test_a_shape_refuses_what_is_not_of_it(client: httpx.Client, description: Description) -> None:
    """The checks above can fail: one key more, one less, one of another kind, a time without its zone."""
    schema = {"$ref": "#/components/schemas/Article"}
    told = client.get(f"{API}/articles/1").json()
    assert description.complaints(told, schema) == []
    for wrong in (
        {**told, "more": 1},
        {key: value for key, value in told.items() if key != "headline"},
        {**told, "state": "lost"},
        {**told, "added_at": "2026-03-04T10:00:00"},
        {**told, "failures": "none"},
    ):
        assert description.complaints(wrong, schema), wrong


# Who may what


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """Where a store with users is served, and a token of each scope."""
    folder = tmp_path_factory.mktemp("guarded")
    begin_store(folder)
    (folder / "config.toml").write_text("")
    with open_tracker(load(folder / "config.toml")) as tracker, served(make_pages(tracker)) as base:
        access.add_user(tracker, "ann", "correct horse battery", role=Role.ADMIN)
        tokens = {scope.value: access.new_token(tracker, scope.value, scope)[1] for scope in Scope}
        yield base, tokens


def test_the_scope_that_is_told_is_the_least_that_opens_a_route(
    guarded: tuple[str, dict[str, str]], description: Description
) -> None:
    base, tokens = guarded
    scopes = ["feed", "read", "write", "admin"]
    for method, path, operation in description.operations():
        (told,) = operation["security"][0]["token"]
        for scope in scopes:
            address = base + re.sub(r"{\w+}", "7", path)
            headers = {"authorization": f"Bearer {tokens[scope]}"}
            answer = httpx.request(method, address, headers=headers, trust_env=False, timeout=60)
            refused = answer.status_code in {401, 403}
            assert refused == (scopes.index(scope) < scopes.index(told)), (method, path, scope, answer.text)
            description.check(method, path, answer)
        answer = httpx.request(method, address, trust_env=False, timeout=60)
        assert answer.status_code == 401
        description.check(method, path, answer)


def test_writing_answers_in_the_shapes_that_are_told(
    guarded: tuple[str, dict[str, str]], description: Description
) -> None:
    base, tokens = guarded
    headers = {"authorization": f"Bearer {tokens['admin']}"}

    def send(method: str, path: str, status: int, json: Any = None, **place: str) -> Any:
        answer = httpx.request(
            method, base + API + path.format(**place), json=json, headers=headers, trust_env=False, timeout=30
        )
        assert answer.status_code == status, answer.text
        description.check(method, API + path, answer)
        return answer.json() if answer.content else None

    url = {"url": "https://paper.example/a", "source": "Paper"}
    number = str(send("POST", "/articles", 201, url)["id"])
    send("POST", "/articles", 200, url)
    send("POST", "/articles", 422, {"url": "javascript:alert(1)"})
    send("POST", "/articles", 422, {"url": 7})
    send("POST", "/articles", 422, {})
    send("POST", "/articles", 413, {"url": "x" * 200_000})
    for action in ("pause", "resume", "check"):
        send("POST", f"/articles/{{number}}/{action}", 200, number=number)
        send("POST", f"/articles/{{number}}/{action}", 404, number="99")
    send("DELETE", "/articles/{number}", 204, number=number)
    send("DELETE", "/articles/{number}", 404, number=number)
    send("DELETE", "/subscriptions/{number}", 404, number="9")


def test_deciding_answers_in_the_shapes_that_are_told(
    client: httpx.Client, description: Description, newsroom: Tracker
) -> None:
    interview = only(newsroom.articles(), INTERVIEW)
    change = f"{API}/articles/{interview.id}/revisions/3/triage"
    template = f"{API}/articles/{{number}}/revisions/{{revision}}/triage"
    made = client.post(change, json={"state": "confirmed", "note": "Asked the desk."})
    description.check("POST", template, made)
    assert (made.json()["state"], made.json()["who"]) == ("confirmed", "local")
    client.post(change, json={"state": "note", "note": "They say so."})
    trail = client.get(change, params={"limit": 1})
    description.check("GET", template, trail)
    assert ([one["note"] for one in trail.json()["items"]], trail.json()["next"]) == (["They say so."], "1")
    (older,) = client.get(change, params={"limit": 1, "after": "1"}).json()["items"]
    assert older["note"] == "Asked the desk."
    listed = client.get(f"{API}/changes", params={"severity": "low", "triage": "confirmed", "limit": 200}).json()[
        "items"
    ]
    (decided,) = [one for one in listed if (one["article"]["id"], one["revision"]) == (interview.id, 3)]
    assert decided["judgement"]["note"] == "They say so."
    event = client.post(f"{API}/flags/{newsroom.flags()[0].id}/triage", json={"state": "read"})
    description.check("POST", f"{API}/flags/{{flag}}/triage", event)
    for wrong in ({"state": "lost"}, {}, {"state": "note", "note": " "}):
        refused = client.post(change, json=wrong)
        assert refused.status_code == 422
        description.check("POST", template, refused)
    for decided_on in (change, f"{API}/flags/{newsroom.flags()[0].id}/triage"):  # others read this newsroom, too
        client.post(decided_on, json={"state": "unread"})


def test_the_api_decides_about_one_finding_as_the_page_does(
    client: httpx.Client, description: Description, newsroom: Tracker
) -> None:
    article = only(newsroom.articles(), INTERVIEW)
    found = [one.id for one in newsroom.flags() if (one.article.id, one.revision) == (article.id, 2)]
    flag, change = f"{API}/flags/{found[0]}/triage", f"{API}/articles/{article.id}/revisions/2/triage"
    before = client.get(change).json()["items"]
    made = client.post(flag, json={"state": "dismissed", "note": "a slip of ours"})
    description.check("POST", f"{API}/flags/{{flag}}/triage", made)
    assert (made.json()["state"], made.json()["flag"]) == ("dismissed", found[0])
    own = client.get(flag)
    description.check("GET", f"{API}/flags/{{flag}}/triage", own)
    assert own.json()["items"][0] == made.json()
    assert {one["flag"] for one in own.json()["items"]} == {found[0]}
    read, of_flag = client.get(change).json()["items"][: -len(before) or None]
    assert (read["state"], read["flag"], of_flag) == ("read", None, made.json())  # who judges a flag has read it
    assert "Dismissed by local" in client.get(f"/articles/{article.id}/changes/1..2").text.replace("</strong>", "")
    for decided_on in (flag, change):
        client.post(decided_on, json={"state": "unread"})


# What the pages show


def test_what_articles_once_said_is_found_part_by_part(client: httpx.Client, newsroom: Tracker) -> None:
    found: list[Any] = []
    before: dict[str, str] = {}
    while True:
        part = client.get(f"{API}/search", params={"q": "the OR a", "limit": "1"} | before).json()
        found += part["items"]
        if part["next"] is None:
            break
        before = {"before": part["next"]}
    at_once = client.get(f"{API}/search", params={"q": "the OR a", "limit": 200}).json()["items"]
    assert found == at_once
    assert len(found) > 2
    gone = client.get(f"{API}/search", params={"q": "burned", "gone": "yes"}).json()["items"]
    for one in gone:
        assert one["gone"]
        assert one["revisions"][-1] < one["article"]["revisions"]
    page = client.get("/search", params={"q": "burned"}, headers={"accept": "application/json"})
    assert page.json()["items"] == client.get(f"{API}/search", params={"q": "burned"}).json()["items"]


def test_what_a_speaker_said_and_the_ledger_come_in_parts(client: httpx.Client, newsroom: Tracker) -> None:
    interview = only(newsroom.articles(), INTERVIEW).id
    lists: list[tuple[str, dict[str, str], str]] = [
        ("/quotes", {"speaker": "Vasek"}, "before"),
        (f"/articles/{interview}/quotes", {}, "after"),
        ("/speakers", {}, "after"),
        ("/outlets", {}, "after"),
    ]
    for path, asked, place in lists:
        found: list[Any] = []
        further: dict[str, str] = {}
        while True:
            part = client.get(API + path, params=asked | further | {"limit": "2"}).json()
            found += part["items"]
            if part["next"] is None:
                break
            further = {place: part["next"]}
        whole = client.get(API + path, params=asked | {"limit": "200"}).json()
        assert (found, whole["next"]) == (whole["items"], None), path
        assert len(found) > 2, path
