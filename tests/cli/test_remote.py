"""The commands through a server: they print what they print on its machine, and say so where they cannot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import update
from typer.main import get_command

from tests.cli.conftest import Followed
from tests.cli.desk import Desk, desk_in
from tests.scripted.today import begin_store
from tests.web.conftest import patient_pages, served
from tracker import access
from tracker.app import open_tracker
from tracker.cli import ANYWHERE, WITHOUT_STORE, app
from tracker.config import load
from tracker.desk import remote
from tracker.model.access import Role, Scope
from tracker.model.trouble import TroubleKind
from tracker.store import schema, troubles
from tracker.telling.troubles import Verdict
from tracker.web import api_article, make_pages


def beside(desk: Desk) -> Desk:
    """Another desk, with an empty store, which the first may ask as its server."""
    begin_store(desk.folder / "server")
    return desk_in(desk.folder / "server")


@pytest.fixture(scope="module")
def server(followed: Followed) -> Iterator[str]:
    """The followed store, served on this machine."""
    with open_tracker(load(followed.desk.config)) as tracker, served(patient_pages(tracker)) as base:
        yield base


READS = {
    "list": (
        "list",
        "list --json",
        "list --source Courier",
        "list --source Nobody",
        "list --limit 2",
        "list --after 1 --limit 1 --json",
        "list --after 1 --source Courier",
        "list --after 9",
    ),
    "log": ("log 1", "log 1 --json", "log 1 --checks --json", "log 3", "log https://paper.example/nobody"),
    "show": ("show 1", "show 1@1 --json", "show 1 --text", "show 1@9"),
    "diff": (
        "diff 1",
        "diff 1 1 3 --side-by-side",
        "diff 1 1 2 --json",
        "diff 1 2 1 --unified",
        "diff 1 1 3 --stat",
        "diff 1 1 3 --html",
        "diff 1 0d --json",
        "diff 2",
        "diff 9",
    ),
    "blame": ("blame 1", "blame 1 --gone", "blame 1 --json", "blame 9"),
    "explain": ("explain 1", "explain 1 --json", "explain 1 2 --json"),
    "flags": (
        "flags",
        "flags --json --limit 3",
        "flags --kind quote --severity high --json",
        "flags --since 1d",
        "flags --since never",
    ),
    "quotes": ("quotes 1", "quotes 1 --json", "quotes 1 --speaker Vasek --json"),
    "search": (
        "search the",
        "search the --json",
        "search the --limit 1",
        "search burned --gone --json",
        "search the --source Courier --since 1d --json",
        "search the --until 2020-01-01",
        "search nowhere-to-be-found --json",
        "search the --since never",
        'search "',
    ),
    "sources": ("sources", "sources --json"),
    "subscriptions": ("subscriptions", "subscriptions --json"),
    "why": ("why 1 --json", "why 3 --json", "why 9"),
}
"""What is typed of each command that reads; `status` has a test of its own, as it tells of this moment."""
EDITS = {"add", "check", "pause", "resume", "rm", "subscribe", "unsubscribe"}


@pytest.mark.parametrize("typed", [typed for each in READS.values() for typed in each])
def test_a_command_prints_the_same_through_a_server(followed: Followed, server: str, desk: Desk, typed: str) -> None:
    here = followed.desk.type(*typed.split())
    there = desk.type("--server", server, *typed.split())
    assert (there.code, there.out) == (here.code, here.out)
    if here.code > 1:
        assert there.complaint == here.complaint
        assert there.next_step == here.next_step


def test_every_command_reads_the_same_or_edits_or_says_that_it_cannot(desk: Desk) -> None:
    """Over the table of commands itself: a new one cannot be forgotten."""
    assert {*READS, *EDITS, "status"} == ANYWHERE
    root: Any = get_command(app)
    for name, command in root.commands.items():
        if name in ANYWHERE | WITHOUT_STORE:
            continue
        below = [*getattr(command, "commands", {})][:1]
        ended = desk.type("--server", "http://127.0.0.1:1", name, *below)
        assert ended.code == 2, name
        assert f"tracker {name} works on the machine of the store" in ended.complaint
        assert "through a server work add, blame, check" in ended.next_step


def test_sources_and_subscriptions_are_told_through_a_server_as_they_stand(desk: Desk) -> None:
    home = beside(desk)
    with open_tracker(load(home.config)) as tracker, served(make_pages(tracker)) as base:
        for number in range(3):
            home.type("follow", f"https://paper.example/feed-{number}", "--name", "Paper", "--include", "/a", "--later")
        home.type("subscribe", "ada@paper.example", "--cadence", "weekly", "--at", "07:30", "--quiet", "22:00-07:00")
        home.type("subscribe", "ben@paper.example", "--words", "Ida Crane", "--drops", "alleged", "--language", "pt-BR")
        home.type("subscribe", "cyd@paper.example", "--kind", "quote", "--disclosure", "silent", "--no-troubles")
        with tracker.database.write() as connection:
            connection.execute(
                update(schema.subscriptions)
                .where(schema.subscriptions.c.id == 3)
                .values(disabled_at=tracker.now(), disabled_by="it is full")
            )
        for typed in (["sources"], ["sources", "--json"], ["subscriptions"], ["subscriptions", "--json"]):
            here, there = home.type(*typed), desk.type("--server", base, *typed)
            assert (there.code, there.out) == (here.code, here.out)
            assert "paper.example" in here.out


def test_lists_longer_than_a_part_come_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_PART", 2)
    home = beside(desk)
    with open_tracker(load(home.config)) as tracker, served(make_pages(tracker)) as base:
        for number in range(5):
            home.type("follow", f"https://paper.example/feed-{number}", "--later")
            home.type("subscribe", f"reader-{number}@paper.example")
            home.type("add", f"https://paper.example/{number}", "--later")
        for typed in (["list", "--json"], ["sources", "--json"], ["subscriptions", "--json"]):
            there = desk.type("--server", base, *typed).json
            assert there == home.type(*typed).json
            assert len(there) == 5


def test_a_history_longer_than_the_answer_comes_whole(
    followed: Followed, server: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (api_article, remote):
        monkeypatch.setattr(module, "MOST_LISTED", 2)
    assert followed.desk.type("list", "--json").json[0]["revisions"] == 3
    for typed in (["log", "1", "--json"], ["log", "3", "--json"], ["log", "1"]):
        assert desk.type("--server", server, *typed).out == followed.desk.type(*typed).out


def test_why_is_told_in_words_through_a_server_too(followed: Followed, server: str, desk: Desk) -> None:
    here, there = followed.desk.type("why", "1"), desk.type("--server", server, "why", "1")
    assert there.code == 0
    assert [line[:10] for line in there.out.splitlines()] == [line[:10] for line in here.out.splitlines()]
    changing = ("Next look", "Host", "Because")
    assert [one for one in there.out.splitlines() if not one.startswith(changing)] == [
        one for one in here.out.splitlines() if not one.startswith(changing)
    ]


def test_an_article_is_named_by_any_form_of_its_url(followed: Followed, server: str, desk: Desk) -> None:
    url = followed.desk.type("list", "--json").json[0]["url"]
    assert desk.type("--server", f"{server}/", "log", f"{url}?utm_source=x#top", "--json").json["article"]["id"] == 1


def test_status_is_that_of_the_server(followed: Followed, server: str, desk: Desk) -> None:
    here, there = (
        one.json for one in (followed.desk.type("status", "--json"), desk.type("--server", server, "status", "--json"))
    )
    assert there["daemon"]  # the process that serves; nothing follows the store here
    changing = {"daemon", "late_seconds", "due"}
    assert {key: there[key] for key in there if key not in changing} == {
        key: here[key] for key in here if key not in changing
    }
    assert "Articles   3 followed" in desk.type("--server", server, "status").out


def test_what_stands_still_is_told_of_the_server_too(desk: Desk) -> None:
    home = beside(desk)
    with open_tracker(load(home.config)) as tracker, served(make_pages(tracker)) as base:
        tracker.add("https://paper.example/a")
        ended, _ = tracker.subscribe("ann@paper.example")
        trouble = Verdict("paper.example", TroubleKind.BLOCKED, "it turns us away", ("Paper",))
        with tracker.database.write() as connection:
            troubles.begin(connection, trouble, name_message=str, now=tracker.now())
            connection.execute(
                update(schema.subscriptions).values(disabled_at=tracker.now(), disabled_by="no such mailbox")
            )
            connection.execute(update(schema.hosts).values(stopped_at=tracker.now() - timedelta(hours=1), failures=9))
        here, there = home.type("status").out, desk.type("--server", base, "status").out
        assert [line for line in here.splitlines() if line.startswith(("Trouble", "Disabled"))] == [
            line
            for line in there.splitlines()
            if line.startswith(("Trouble", "Disabled")) and "have stopped" not in line
        ]
        assert here.count("Trouble  ") >= 2
        assert f"subscription {ended.id}, ann@paper.example: no such mailbox" in there
        told = desk.type("--server", base, "status", "--json").json
        assert told["stopped_hosts"] == home.type("status", "--json").json["stopped_hosts"] != []


def test_what_needs_no_store_needs_no_server(desk: Desk) -> None:
    assert desk_in(desk.folder, TRACKER_SERVER="http://127.0.0.1:1").type("config", "check").code == 0


@pytest.mark.parametrize("server", ["paper.example", "ftp://paper.example", "https://", "127.0.0.1:8380"])
def test_an_address_that_is_none_is_refused(desk: Desk, server: str) -> None:
    assert desk.type("--server", server, "list").code == 2


def test_a_token_is_never_sent_where_others_can_read_it(desk: Desk) -> None:
    ended = desk_in(desk.folder, TRACKER_TOKEN="secret").type("--server", "http://192.0.2.1:8380", "list")
    assert ended.code == 2
    assert "where others can read it" in ended.complaint


def test_a_server_that_is_not_there_is_one_line(desk: Desk) -> None:
    ended = desk.type("--server", "http://127.0.0.1:1", "list")
    assert ended.code == 7
    assert "cannot be reached" in ended.complaint


@contextmanager
def answering(status: int, body: bytes) -> Iterator[str]:
    """A server that answers everything so."""

    class Stranger(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("content-length") or 0))
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Not into the test's output."""

    stranger = HTTPServer(("127.0.0.1", 0), Stranger)
    Thread(target=stranger.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{stranger.server_port}"
    stranger.shutdown()
    stranger.server_close()


@pytest.mark.parametrize(
    ("status", "body"), [(200, b"<html>"), (200, b'{"items": [{"id": 1}], "next": null}'), (500, b"x")]
)
def test_a_server_that_is_no_tracker_is_one_line(desk: Desk, status: int, body: bytes) -> None:
    with answering(status, body) as base:
        ended = desk.type("--server", base, "list")
    assert ended.code == 7
    assert "does not answer as a Tracker" in ended.complaint


@pytest.mark.parametrize(
    ("status", "said"), [(405, "This cannot be done with this page."), (404, "There is no such page.")]
)
def test_a_server_too_old_for_what_is_asked_is_said_to_be_so(desk: Desk, status: int, said: str) -> None:
    with answering(status, json.dumps({"title": "x", "status": status, "detail": said}).encode()) as base:
        ended = desk.type("--server", base, "subscribe", "ann@paper.example")
    assert ended.code == 7
    assert "is an older one" in ended.complaint
    assert "update it" in ended.next_step


def test_editing_through_a_server_needs_a_token_whose_scope_is_enough(desk: Desk) -> None:
    home = beside(desk)
    with open_tracker(load(home.config)) as tracker, served(make_pages(tracker)) as base:
        access.add_user(tracker, "ann", "correct horse battery", role=Role.ADMIN)
        _, read = access.new_token(tracker, "test", Scope.READ)
        _, write = access.new_token(tracker, "test", Scope.WRITE)

        def typing(token: str) -> Desk:
            return desk_in(desk.folder, TRACKER_SERVER=base, **({"TRACKER_TOKEN": token} if token else {}))

        for token, said in (("", "token"), ("guessed", "token"), (read, "editor")):
            refused = typing(token).type("add", "https://paper.example/a")
            assert refused.code == 2
            assert said in refused.complaint
            assert "TRACKER_TOKEN" in refused.next_step
        refused = typing(read).type("check", "1")
        assert (refused.code, "there is no article 1" in refused.complaint) == (2, True)
        added = typing(write).type("add", "https://paper.example/a", "--source", "Paper", "--json").json
        assert (added["articles"][0]["new"], added["checks"]) == (True, [])
        assert "editor" in typing(read).type("check", "1").complaint
        with tracker.database.write() as connection:
            connection.execute(update(schema.articles).values(next_check_at=tracker.now() + timedelta(days=1)))
        assert "#1 is looked at as soon as" in typing(write).type("check", "1").out
        due_at = tracker.article("1").next_check_at
        assert due_at is not None
        assert due_at <= tracker.now()
        assert typing(write).type("check", "1", "--json").json == []
        nothing = typing(write).type("check")
        assert (nothing.code, nothing.complaint) == (2, "no article was named")
        assert typing(write).type("pause", "1").out.startswith("#1 paused")
        assert tracker.article("1").state.value == "paused"
        assert typing(write).type("resume", "https://paper.example/a").out.startswith("#1 is checked again")
        assert tracker.article("1").source == "Paper"
        assert typing(write).type("add", "nonsense").code == 2
        assert typing(read).type("list", "--json").json[0]["id"] == 1


SUBSCRIBE = (
    "subscribe ann@paper.example --json",
    "subscribe ann@paper.example --severity high --json",
    "subscribe ann@paper.example --words Crane --drops alleged --adds convicted --kind quote --disclosure silent --json",
    "subscribe ann@paper.example --article 1 --cadence weekly --at 7:30 --zone Europe/Paris --quiet 22:00-07:00 --no-troubles",
    "subscribe ann@paper.example --source Courier --language pt-BR --cadence daily",
    "subscribe nobody",
    "subscribe ann@paper.example --article 9",
    "subscribe ann@paper.example --kind nonsense",
    "subscribe ann@paper.example --at 7:30",
    "unsubscribe 1",
    "unsubscribe 1",
    "unsubscribe 2",
    "subscriptions --json",
    "rm 1 --yes",
    "rm 1 --yes",
    "list --json",
)


def test_subscribing_and_removing_do_the_same_through_a_server(desk: Desk) -> None:
    home = beside(desk)
    with open_tracker(load(home.config)) as tracker, served(make_pages(tracker)) as base:
        for each in (home, desk):
            each.type("add", "https://paper.example/a", "--source", "Courier", "--later")
        for typed in SUBSCRIBE:
            here, there = desk.type(*typed.split()), desk.type("--server", base, *typed.split())
            assert there.code == here.code, typed
            if here.code:
                assert there.complaint == here.complaint, typed
                continue
            if typed.endswith("--json"):
                assert without_times(there.json) == without_times(here.json), typed
            else:
                assert there.out.partition("No mail server")[0] == here.out.partition("No mail server")[0], typed
        assert tracker.articles() == []
        assert "mail.sender in config.toml there" in desk.type("--server", base, "subscribe", "bo@paper.example").out


def without_times(told: Any) -> Any:
    if isinstance(told, list):
        return list(map(without_times, told))
    return {key: value for key, value in told.items() if not key.endswith("_at")}


def test_a_webhook_is_given_its_secret_once_through_a_server_too(desk: Desk) -> None:
    home = beside(desk)
    with open_tracker(load(home.config)) as tracker, served(make_pages(tracker)) as base:
        told = desk.type("--server", base, "subscribe", "https://192.0.2.7/hook").out
        (made,) = tracker.subscriptions()
        assert f"signed with this secret, which is not shown again: {made.secret}" in told
        assert "mail" not in told
        assert made.secret not in desk.type("--server", base, "subscribe", "https://192.0.2.7/hook").out


def test_a_token_has_the_address_of_its_user_told_and_no_other(desk: Desk) -> None:
    home = beside(desk)
    with open_tracker(load(home.config)) as tracker, served(make_pages(tracker)) as base:
        access.add_user(tracker, "root", "correct horse battery", role=Role.ADMIN)
        ann = access.add_user(tracker, "ann", "correct horse battery", role=Role.READER, address="ann@paper.example")
        _, own = access.new_token(tracker, "ann's", Scope.READ, user=ann)
        _, nobodys = access.new_token(tracker, "script", Scope.WRITE)
        _, admin = access.new_token(tracker, "root's", Scope.ADMIN)
        tracker.add("https://paper.example/a")

        def typing(token: str) -> Desk:
            return desk_in(desk.folder, TRACKER_SERVER=base, TRACKER_TOKEN=token)

        assert typing(own).type("subscribe", "ann@paper.example").code == 0
        assert typing(admin).type("subscribe", "law@paper.example").code == 0
        for token, said in ((own, "yours is ann@paper.example"), (nobodys, "--user NAME")):
            refused = typing(token).type("subscribe", "law@paper.example")
            assert (refused.code, "no other" in refused.complaint) == (2, True)
            assert said in refused.next_step
        assert typing(own).type("unsubscribe", "2").code == 2
        assert typing(own).type("unsubscribe", "1").out.startswith("ann@paper.example is no longer told")
        assert typing("").type("unsubscribe", "2").code == 2
        refused = typing(own).type("rm", "1", "--yes")
        assert (refused.code, "admin" in refused.complaint, "TRACKER_TOKEN" in refused.next_step) == (2, True, True)
        assert typing(admin).type("rm", "1", "--yes").out == "#1 is forgotten.\n"
