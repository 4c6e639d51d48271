"""Triage on the pages: who may decide, what is kept, and where one comes back to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote_plus

import httpx
import pytest

from tests.web.newsroom import INTERVIEW, only
from tests.web.test_pages import entries, shown
from tracker.app import Tracker


@pytest.fixture
def step(newsroom: Tracker, editor: httpx.Client) -> Iterator[dict[str, str]]:
    """The first change of the interview, which is unread again afterwards."""
    fields = {"article": str(only(newsroom.articles(), INTERVIEW).id), "revision": "2"}
    yield fields
    editor.post("/triage", data=fields | {"state": "unread"})


def test_a_decision_with_a_note_stands_on_both_pages(editor: httpx.Client, step: dict[str, str]) -> None:
    back = f"/articles/{step['article']}/changes/1..2"
    answer = editor.post("/triage", data=step | {"state": "confirmed", "note": "<b>called</b> the desk", "back": back})
    assert (answer.status_code, answer.headers["location"]) == (303, back)
    text = editor.get(back).text
    assert "local · confirmed : <b>called</b> the desk" in shown(text)
    (entry,) = entries(editor.get("/?triage=confirmed").text)
    assert "Confirmed by local" in shown(entry)
    assert "&lt;b&gt;called" in entry
    assert "can" not in [shown(one) for one in entries(editor.get("/?severity=low&triage=dismissed").text)]


def test_a_note_alone_leaves_the_decision_and_marks_what_was_unread_as_read(
    editor: httpx.Client, step: dict[str, str]
) -> None:
    editor.post("/triage", data=step | {"state": "note", "note": "note one"})
    assert len(entries(editor.get("/?triage=read").text)) == 1
    editor.post("/triage", data=step | {"state": "dismissed"})
    editor.post("/triage", data=step | {"state": "note", "note": "note two"})
    (entry,) = entries(editor.get("/?triage=dismissed").text)
    assert "Dismissed by local" in shown(entry)
    trail = shown(editor.get(f"/articles/{step['article']}/changes/1..2").text)
    assert trail.index("note two") < trail.index("note one")


def test_the_list_offers_a_form_for_each_change_that_leads_back_to_it(editor: httpx.Client) -> None:
    (event,) = entries(editor.get("/?kind=article&severity=low").text)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)">', event))
    assert fields["back"].startswith("/?severity=low&amp;kind=article#c")
    for state in ("read", "unread"):
        answer = editor.post("/triage", data={"flag": fields["flag"], "state": state, "back": "/?kind=article"})
        assert answer.headers["location"] == "/?kind=article"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1:1"},
    ],
)
def test_a_page_elsewhere_decides_nothing(editor: httpx.Client, step: dict[str, str], headers: dict[str, str]) -> None:
    answer = editor.post("/triage", data=step | {"state": "confirmed"}, headers=headers)
    assert answer.status_code == 403
    assert entries(editor.get("/?severity=low&triage=confirmed").text) == []


def test_a_browser_on_our_own_page_decides(editor: httpx.Client, step: dict[str, str], address: str) -> None:
    for headers in ({"origin": address}, {"sec-fetch-site": "same-origin", "origin": "null"}):
        assert editor.post("/triage", data=step | {"state": "read"}, headers=headers).status_code == 303


@pytest.mark.parametrize(
    "back",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x=y", "", "/" + "x" * 9000],
)
def test_a_decision_leads_nowhere_else(editor: httpx.Client, step: dict[str, str], back: str) -> None:
    answer = editor.post("/triage", data=step | {"state": "read", "back": back})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 404),
        ({"state": "nonsense"}, 404),
        ({"state": "note", "note": " "}, 404),
        ({"state": "read", "revision": "99"}, 404),
        ({"state": "read", "revision": "9" * 30}, 404),
        ({"state": "read", "flag": "x"}, 404),
        ({"state": "read", "note": "x" * 70_000}, 413),
    ],
)
def test_what_cannot_be_decided_is_told(
    editor: httpx.Client, step: dict[str, str], fields: dict[str, str], status: int
) -> None:
    answer = editor.post("/triage", data=step | fields)
    assert answer.status_code == status
    assert "<h1>" in answer.text


# Single findings


def findings(text: str) -> list[str]:
    """The flags of a change's page, as HTML."""
    return re.findall(r'<li class="flag[^"]*" id="flag-\d+">.*?</form>', text, re.DOTALL)


def test_one_finding_is_decided_about_and_the_others_and_the_change_are_not(
    editor: httpx.Client, step: dict[str, str]
) -> None:
    page = f"/articles/{step['article']}/changes/1..2"
    first, *others = findings(editor.get(page).text)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)">', first))
    assert fields["back"] == f"{page}?view=inline#flag-{fields['finding']}"
    answer = editor.post("/triage", data=fields | {"state": "dismissed", "note": "a slip of ours"})
    assert answer.headers["location"] == fields["back"]
    text = editor.get(page).text
    now_first, *now_others = findings(text)
    assert "Dismissed by local" in shown(now_first)
    assert "a slip of ours" in shown(now_first)
    assert [shown(one) for one in now_others] == [shown(one) for one in others]
    assert f"local · finding {fields['finding']} · dismissed : a slip of ours" in shown(text)
    assert len(entries(editor.get("/?severity=low&triage=dismissed").text)) == 0
    assert len(entries(editor.get("/?severity=low&triage=read").text)) == 1
    editor.post("/triage", data={"finding": fields["finding"], "state": "unread"})


def test_a_change_that_was_confirmed_stays_so_when_one_of_its_findings_is_dismissed(
    editor: httpx.Client, step: dict[str, str]
) -> None:
    editor.post("/triage", data=step | {"state": "confirmed"})
    page = f"/articles/{step['article']}/changes/1..2"
    number = re.search(r'id="flag-(\d+)"', editor.get(page).text)
    assert number
    editor.post("/triage", data={"finding": number[1], "state": "dismissed"})
    (entry,) = entries(editor.get("/?severity=low&triage=confirmed").text)
    assert "Confirmed by local" in shown(entry)
    editor.post("/triage", data={"finding": number[1], "state": "unread"})


def test_the_address_of_a_finding_leads_to_where_it_is_shown(client: httpx.Client, newsroom: Tracker) -> None:
    for found in newsroom.flags():
        answer = client.get(f"/flags/{found.id}")
        assert answer.status_code == 303
        landed = client.get(answer.headers["location"])
        assert landed.status_code == 200
        if found.revision and found.revision > 1:
            assert f'id="flag-{found.id}"' in landed.text
    assert client.get("/flags/999999").status_code == 404
    assert client.get(f"/flags/{2**63}").status_code == 404


def test_a_quote_that_was_edited_leads_to_its_speaker_and_back(client: httpx.Client, newsroom: Tracker) -> None:
    article = only(newsroom.articles(), INTERVIEW)
    text = client.get(f"/articles/{article.id}/changes/1..2").text
    (flag,) = (
        found for found in newsroom.flags(kinds=("quote",)) if (found.article.id, found.revision) == (article.id, 2)
    )
    assert f'href="/quotes?speaker={quote_plus(flag.flag.speaker)}"' in text
    said = client.get(f"/quotes?speaker={flag.flag.speaker}").text
    assert f'<a href="/flags/{flag.id}">' in said
