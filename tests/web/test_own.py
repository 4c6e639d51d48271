"""What is a visitor's own: alerts, feed addresses, the account; and the users, who are an admin's."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.scripted.today import begin_store
from tests.web.conftest import served, visitor
from tests.web.test_pages import shown
from tracker import access
from tracker.app import Tracker, open_tracker
from tracker.config import load
from tracker.desk.replies import subscription_to_dict
from tracker.errors import UsageError
from tracker.model import Severity
from tracker.model.access import Role, Scope
from tracker.web import make_pages

PASSWORD = "correct horse battery"
OTHER = "another horse battery"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Tracker]:
    begin_store(tmp_path)
    (tmp_path / "config.toml").write_text("")
    with open_tracker(load(tmp_path / "config.toml")) as tracker:
        yield tracker


@pytest.fixture
def base(desk: Tracker) -> Iterator[str]:
    with served(make_pages(desk)) as base:
        yield base


@contextmanager
def logged_in(desk: Tracker, base: str, name: str, role: Role) -> Iterator[httpx.Client]:
    """A browser of a new user, which sends the token of its forms."""
    access.add_user(desk, name, PASSWORD, role=role, address=f"{name}@paper.example")
    cookies = {"tracker": str(access.log_in(desk, name, PASSWORD))}
    with visitor(base, cookies=cookies) as client:
        client.headers["x-csrf-token"] = (
            client.get("/alerts").text.partition('name="csrf" value="')[2].partition('"')[0]
        )
        yield client


# Alerts


def test_a_reader_sets_up_and_ends_alerts_to_their_own_address_and_no_other(desk: Tracker, base: str) -> None:
    desk.subscribe("boss@paper.example")
    with logged_in(desk, base, "ann", Role.READER) as ann:
        refused = ann.post("/alerts", data={"address": "boss@paper.example", "severity": "low"})
        assert refused.status_code == 422
        assert "no other" in refused.text
        told = ann.post(
            "/alerts",
            data={"address": "Ann@paper.example", "severity": "high", "kind-quote": "yes", "cadence": "daily"},
        )
        assert "is told of everything, from severity high up, only quote_added" in shown(told.text)
        words = shown(ann.get("/alerts").text)
        assert "daily at 08:00" in words
        assert "boss@" not in words
        boss, own = (one.id for one in desk.subscriptions())
        assert ann.post(f"/alerts/{boss}/end").status_code == 404
        assert ann.post(f"/alerts/{own}/end").status_code == 303
        assert [one.id for one in desk.subscriptions()] == [boss]


def test_an_admin_sees_and_ends_everybodys(desk: Tracker, base: str) -> None:
    made, _ = desk.subscribe("boss@paper.example")
    with logged_in(desk, base, "root", Role.ADMIN) as root:
        assert "boss@paper.example" in root.get("/alerts").text
        root.post(f"/alerts/{made.id}/end")
        told = root.post("/alerts", data={"address": "law@paper.example", "source": "Courier", "severity": "low"})
        assert "law@paper.example is told of Courier, from severity low up." in shown(told.text)
        assert [one.address for one in desk.subscriptions()] == ["law@paper.example"]


@pytest.mark.parametrize(
    ("fields", "why", "wrong"),
    [
        ({"address": "nobody"}, "not a mail address", "address"),
        ({"address": "a@paper.example", "article": "7"}, "there is no article 7", "article"),
        ({"address": "a@paper.example", "article": "7", "source": "X"}, "both named", "article"),
        ({"address": "a@paper.example", "kinds": "nonsense"}, "no kind of flag", "kinds"),
        ({"address": "a@paper.example", "severity": "loud"}, "no choice", ""),
        ({"address": "a@paper.example", "languages": "english, please!"}, "not the tag of a language", "languages"),
        ({"address": "a@paper.example", "drops": "…"}, "no words to look for", "drops"),
        ({"address": "a@paper.example", "cadence": "daily", "at": "25:00"}, "not a time of day", "at"),
        ({"address": "a@paper.example", "at": "7:30"}, "not what is told at once", "at"),
        ({"address": "a@paper.example", "zone": "Europe/Pariss"}, "did you mean Europe/Paris", "zone"),
        ({"address": "a@paper.example", "quiet": "22:00"}, "not a span of hours", "quiet"),
        ({"address": "a@paper.example", "cadence": "yearly"}, "no choice", ""),
    ],
)
def test_what_cannot_be_subscribed_is_told_beside_the_form(
    desk: Tracker, base: str, fields: dict[str, str], why: str, wrong: str
) -> None:
    with visitor(base, headers={"origin": base}) as client:
        answer = client.post("/alerts", data=fields)
    assert answer.status_code == 422
    assert why in shown(answer.text)
    (focused,) = LexborHTMLParser(answer.text).css("[autofocus]")  # where a screen reader begins to read
    if wrong:
        own = focused.attributes
        assert (own["id"], own["aria-invalid"], own["aria-describedby"]) == (f"f-{wrong}", "true", "why")
    else:
        assert (focused.attributes["role"], focused.attributes["tabindex"]) == ("alert", "-1")
    assert desk.subscriptions() == []


FILLED = {
    "address": "ann@paper.example",
    "source": "Courier",
    "words": "Ida Crane",
    "drops": "alleged",
    "adds": "convicted",
    "severity": "high",
    "kind-quote": "yes",
    "kinds": "para_moved",
    "disclosure-silent": "yes",
    "disclosure-late": "yes",
    "languages": "en, pt-BR",
    "cadence": "weekly",
    "at": "7:30",
    "zone": "Europe/Paris",
    "quiet": "22:00-07:00",
}
ASKED = {
    "address": "ann@paper.example",
    "source": "Courier",
    "words": "Ida Crane",
    "drops": "alleged",
    "adds": "convicted",
    "severity": "high",
    "kinds": ["para_moved", "quote_added", "quote_changed", "quote_removed"],
    "disclosures": ["late", "silent"],
    "languages": ["en", "pt-br"],
    "cadence": "weekly",
    "at": "07:30",
    "zone": "Europe/Paris",
    "quiet": "22:00-07:00",
    "troubles": False,
}


def test_all_that_can_be_asked_for_can_be_asked_for_in_the_page_and_changed_there(desk: Tracker, base: str) -> None:
    with logged_in(desk, base, "ann", Role.READER) as ann:
        assert ann.post("/alerts", data=FILLED).status_code == 200
        (made,) = desk.subscriptions()
        told: dict[str, object] = {**subscription_to_dict(made)}
        assert {name: told[name] for name in ASKED} == ASKED
        page = ann.get(f"/alerts?change={made.id}").text
        again = fields_in(page)
        assert again == FILLED | {"at": "07:30", "languages": "en, pt-br", "csrf": again["csrf"], "article": ""}
        assert ann.post("/alerts", data=again | {"severity": "low"}).status_code == 200
        (changed,) = desk.subscriptions()
        assert changed == dataclasses.replace(made, floor=Severity.LOW)


def test_nothing_that_was_filled_in_is_lost_on_a_bad_entry(desk: Tracker, base: str) -> None:
    with logged_in(desk, base, "ann", Role.READER) as ann:
        typed = FILLED | {"quiet": "late <at> night", "article": "", "troubles": "yes"}
        answer = ann.post("/alerts", data=typed)
        assert answer.status_code == 422
        back = fields_in(answer.text)
        assert {name: back[name] for name in typed} == typed


def fields_in(page: str) -> dict[str, str]:
    """What a browser would send of the form for alerts."""
    form = LexborHTMLParser(page).css_first("form.wish")
    assert form
    found = {
        str(one.attributes["name"]): one.attributes.get("value") or "" for one in form.css("input:not([type=checkbox])")
    }
    found |= {str(one.attributes["name"]): "yes" for one in form.css("input[checked]")}
    for one in form.css("select"):
        chosen = one.css_first("option[selected]")
        assert chosen
        found[str(one.attributes["name"])] = chosen.attributes["value"] or ""
    return found


@pytest.mark.parametrize("role", [Role.READER, Role.ADMIN])
def test_programs_subscribe_too_but_only_their_own_address_unless_an_admins(
    desk: Tracker, base: str, role: Role
) -> None:
    path = "/api/v1/subscriptions"
    with logged_in(desk, base, "ann", role) as ann:
        made = ann.post(path, json=ASKED)
        assert made.status_code == 201
        assert made.json() == subscription_to_dict(desk.subscriptions()[0]) | {
            "created_at": made.json()["created_at"],
            "secret": "",
            "new": True,
        }
        assert {name: made.json()[name] for name in ASKED} == ASKED
        again = ann.post(path, json=ASKED | {"severity": "critical"})
        assert (again.status_code, again.json()["id"], again.json()["new"]) == (200, made.json()["id"], False)
        other = ann.post(path, json={"address": "https://hooks.paper.example/x"})
        assert other.status_code == (201 if role is Role.ADMIN else 422)
        assert bool(other.json().get("secret")) == (role is Role.ADMIN)
        for wrong in (
            {"quiet": "22"},
            {"kinds": ["nonsense"]},
            {"severity": "loud"},
            {"drop": "typo"},
            {"at": "25:61"},
        ):
            refused = ann.post(path, json={"address": "ann@paper.example"} | wrong)
            assert (refused.status_code, refused.headers["content-type"]) == (422, "application/problem+json")
        assert ann.delete(f"{path}/{made.json()['id']}").status_code == 204


# Feeds


def test_a_feed_address_is_shown_once_and_opens_the_feeds_until_it_is_ended(desk: Tracker, base: str) -> None:
    with (
        logged_in(desk, base, "ann", Role.READER) as ann,
        visitor(base) as reader,
    ):
        made = ann.post("/alerts/feeds", data={"name": "my reader", "feed": "/feeds/changes.atom?severity=high"}).text
        address = re.search(r'value="http://[^"/]+(/feeds/[^"]+\.atom\?severity=high)"', made)
        assert address
        assert reader.get(address[1]).status_code == 200
        assert reader.get(address[1].replace(".atom", ".json")).status_code == 200
        page = ann.get("/alerts").text
        assert "my reader" in page
        assert address[1].split("/")[2] not in page
        (token,) = access.tokens(desk, scopes=(Scope.FEED,))
        assert token.user
        assert token.user.name == "ann"
        with logged_in(desk, base, "bob", Role.EDITOR) as bob:
            assert "my reader" not in bob.get("/alerts").text
            assert bob.post(f"/alerts/feeds/{token.id}/end").status_code == 404
        assert ann.post(f"/alerts/feeds/{token.id}/end").status_code == 303
        assert reader.get(address[1]).status_code == 404


def test_a_search_leads_to_a_private_feed_of_where_its_words_come_and_go(desk: Tracker, base: str) -> None:
    with logged_in(desk, base, "ann", Role.READER) as ann, visitor(base) as reader:
        page = ann.get("/search", params={"q": '"été.json" OR .atom/feeds/', "gone": "yes"}).text
        (link,) = LexborHTMLParser(page).css(".feeds a")
        (feed,) = LexborHTMLParser(ann.get(str(link.attributes["href"])).text).css('form [name="feed"]')
        made = ann.post("/alerts/feeds", data={"feed": str(feed.attributes["value"])}).text
        atom, json = (str(one.attributes["value"]) for one in LexborHTMLParser(made).css("#f-atom, #f-json"))
        assert "/search.atom?q=%22%C3%A9t%C3%A9.json%22+OR+.atom%2Ffeeds%2F&gone=yes" in atom
        assert reader.get("/feeds/" + atom.partition("/feeds/")[2]).status_code == 200
        told = reader.get("/feeds/" + json.partition("/feeds/")[2]).json()
        assert told["title"] == 'Tracker: where "été.json" OR .atom/feeds/ goes'


@pytest.mark.parametrize("feed", ["https://evil.example/", "//evil.example", "/status", "/feeds/changes.atom\nX: y"])
def test_an_address_is_made_of_our_own_feeds_only(desk: Tracker, base: str, feed: str) -> None:
    with logged_in(desk, base, "ann", Role.READER) as ann:
        text = ann.post("/alerts/feeds", data={"feed": feed}).text
        assert "evil" not in text
        assert re.search(r'value="http://[^"]+/feeds/[^"/]+/changes\.atom"', text)


# Users


def test_the_first_user_is_an_admin_and_from_then_on_everybody_logs_in(desk: Tracker, base: str) -> None:
    fields = {"name": "ann", "role": "reader", "password": PASSWORD}
    with visitor(base, headers={"origin": base}) as client:
        assert "open to whoever sits at this machine" in client.get("/users").text
        refused = client.post("/users", data=fields)
        assert refused.status_code == 422
        assert "the first user must be an admin" in refused.text
        assert client.post("/users", data=fields | {"role": "admin", "password": "short"}).status_code == 422
        assert client.post("/users", data=fields | {"role": "admin", "address": "no address"}).status_code == 422
        assert client.post("/users", data=fields | {"role": "admin"}).status_code == 303
        assert client.get("/users").headers["location"].startswith("/login")
    assert [(one.name, one.role) for one in access.users(desk)] == [("ann", Role.ADMIN)]


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR])
def test_users_are_for_admins_alone(desk: Tracker, base: str, role: Role) -> None:
    with logged_in(desk, base, "bob", role) as bob:
        refused = bob.get("/users")
        assert refused.status_code == 403
        assert "Log out" in refused.text
        assert ('href="/add"' in refused.text) == role.may(Role.EDITOR)
        for path in ("/users", "/users/role", "/users/password", "/users/remove"):
            answer = bob.post(path, data={"name": "bob", "role": "admin", "password": PASSWORD})
            assert answer.status_code == 403
        assert 'href="/users"' not in bob.get("/").text
    assert [one.role for one in access.users(desk)] == [role]


def test_an_admin_gives_roles_and_passwords_and_removes_others_but_never_the_last_admin(
    desk: Tracker, base: str
) -> None:
    with logged_in(desk, base, "root", Role.ADMIN) as root, logged_in(desk, base, "bob", Role.EDITOR) as bob:
        access.new_token(desk, "script", Scope.WRITE, user=access.find_user(desk, "bob"))
        access.new_token(desk, "feed", Scope.FEED, user=access.find_user(desk, "bob"))
        root.post("/users/role", data={"name": "bob", "role": "reader"})
        assert access.find_user(desk, "bob").role is Role.READER
        assert [one.scope for one in access.tokens(desk, scopes=tuple(Scope))] == [Scope.FEED]
        root.post("/users/password", data={"name": "bob", "password": OTHER})
        assert access.log_in(desk, "bob", PASSWORD) is None
        assert access.log_in(desk, "bob", OTHER)
        assert bob.get("/").status_code == 303
        for path, more in (("role", {"role": "editor"}), ("remove", {})):
            answer = root.post(f"/users/{path}", data={"name": "root"} | more)
            assert answer.status_code == 422
        assert root.post("/users/remove", data={"name": "bob"}).status_code == 303
        assert root.post("/users/remove", data={"name": "bob"}).status_code == 422
    assert [one.name for one in access.users(desk)] == ["root"]


def test_no_password_is_ever_shown(desk: Tracker, base: str) -> None:
    with logged_in(desk, base, "root", Role.ADMIN) as root:
        for answer in (
            root.post("/users", data={"name": "no such name!", "role": "reader", "password": OTHER}),
            root.post("/account", data={"old": OTHER, "new": OTHER}),
        ):
            assert answer.status_code == 422
            assert OTHER not in answer.text


# The account


def test_a_user_sets_another_password_who_knows_the_one_before(desk: Tracker, base: str) -> None:
    with logged_in(desk, base, "ann", Role.READER) as ann:
        assert "ann@paper.example" in ann.get("/account").text
        assert ann.post("/account", data={"old": "wrong", "new": OTHER}).status_code == 422
        assert ann.post("/account", data={"old": PASSWORD, "new": "short"}).status_code == 422
        assert ann.post("/account", data={"old": PASSWORD, "new": OTHER}).headers["location"] == "/login"
        assert ann.get("/").headers["location"].startswith("/login")
    assert access.log_in(desk, "ann", OTHER)


def test_passwords_are_not_guessed_at_the_account_either(desk: Tracker, base: str) -> None:
    with logged_in(desk, base, "ann", Role.READER) as ann:
        answers = [ann.post("/account", data={"old": f"guess {number}", "new": OTHER}).text for number in range(11)]
    assert "that is not your password" in answers[9]
    assert "too many tries" in answers[10]
    with pytest.raises(UsageError):
        access.find_user(desk, "nobody")


def test_where_nobody_logs_in_there_is_no_account(base: str) -> None:
    with visitor(base, headers={"origin": base}) as client:
        assert client.get("/account").headers["location"] == "/users"
        assert client.post("/account", data={}).status_code == 403
