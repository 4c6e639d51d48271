"""Who may come in, as it is typed: user add, list, password, remove, and a daemon that others could reach."""

from __future__ import annotations

import pytest

from tests.cli.desk import Desk, desk_in

LONG = "correct horse battery"


def test_users_are_added_listed_and_removed_with_their_passwords_piped_in(desk: Desk) -> None:
    assert desk.type("user", "add", "ann", "--role", "admin", stdin=f"{LONG}\n").code == 0
    made = desk.type("user", "add", "ben", "--address", "ben@paper.example", "--json", stdin=LONG).json
    assert (made["name"], made["role"], made["address"]) == ("ben", "reader", "ben@paper.example")
    assert [one["name"] for one in desk.type("user", "list", "--json").json] == ["ann", "ben"]
    assert "admin" in desk.type("user", "list").out
    assert desk.type("user", "password", "ben", stdin=LONG[::-1]).code == 0
    assert desk.type("user", "remove", "ben").code == 0
    assert "last user" in desk.type("user", "remove", "ann").out
    assert desk.type("user", "list", "--json").json == []


@pytest.mark.parametrize(
    ("words", "password"),
    [
        (("user", "add", "ann"), "short"),
        (("user", "add", "ann"), ""),
        (("user", "add", "two words"), LONG),
        (("user", "add", "ann", "--address", "nowhere"), LONG),
        (("user", "password", "nobody"), LONG),
        (("user", "remove", "nobody"), ""),
    ],
)
def test_what_is_off_is_one_line_and_nobody_is_added(desk: Desk, words: tuple[str, ...], password: str) -> None:
    ended = desk.type(*words, stdin=password)
    assert ended.code == 2
    assert ended.complaint
    assert desk.type("user", "list", "--json").json == []


def test_a_name_is_given_once(desk: Desk) -> None:
    assert desk.type("user", "add", "ann", stdin=LONG).code == 0
    again = desk.type("user", "add", "ann", "--role", "admin", stdin=LONG)
    assert (again.code, again.next_step) == (2, "`tracker user password ann` sets another password")
    assert desk.type("user", "list", "--json").json[0]["role"] == "reader"


def test_the_password_may_come_from_the_environment(desk: Desk) -> None:
    assert desk_in(desk.folder, TRACKER_USER_PASSWORD=LONG).type("user", "add", "ann").code == 0


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('host = "192.0.2.1"', "tracker user add NAME --role admin"),
        ('host = "tracker.paper.example"', "tracker user add NAME --role admin"),
        ('host = "::"\npublic_url = "https://tracker.paper.example"', "tracker user add NAME --role admin"),
        ('login = "always"', "tracker user add NAME --role admin"),
        ('host = "0.0.0.0"', 'set web.public_url = "https://NAME", as people reach it'),
    ],
)
def test_a_daemon_that_others_could_reach_does_not_start_before_there_is_a_user(
    desk: Desk, settings: str, said: str
) -> None:
    ended = desk_in(desk.folder, f"[web]\n{settings}\n").type("run")
    assert (ended.code, ended.next_step) == (3, said)


def test_with_a_user_only_the_address_can_stop_it(desk: Desk) -> None:
    exposed = desk_in(desk.folder, '[web]\nhost = "192.0.2.1"\n')  # TEST-NET-1: no machine has this address
    assert exposed.type("user", "add", "ann", stdin=LONG).code == 0
    ended = exposed.type("run")
    assert "192.0.2.1:8380 cannot be used" in ended.complaint


def test_a_secret_address_is_shown_once_and_revoked(desk: Desk) -> None:
    made = desk.type("feed", "new", "desk reader", "--json").json
    assert made["atom"].startswith("http://127.0.0.1:8380/feeds/")
    assert made["atom"].endswith("/changes.atom")
    secret = made["atom"].split("/")[-2]
    assert len(secret) >= 40
    assert "/changes.atom" in desk.type("feed", "new", "another").out
    listed = desk.type("feed", "list")
    assert "desk reader" in listed.out
    assert secret not in listed.out + desk.type("feed", "list", "--json").out
    assert desk.type("token", "revoke", str(made["id"])).code == 2  # that is a token of a program
    assert desk.type("feed", "revoke", str(made["id"])).code == 0
    assert [one["name"] for one in desk.type("feed", "list", "--json").json] == ["another"]


def test_a_token_has_a_scope_that_its_user_may(desk: Desk) -> None:
    assert desk.type("user", "add", "ann", stdin=LONG).code == 0
    made = desk.type("token", "new", "export", "--user", "ann", "--json").json
    assert (made["scope"], made["user"]) == ("read", "ann")
    assert len(made["token"]) >= 40
    assert desk.type("token", "new", "export", "--user", "ann", "--scope", "write").code == 2
    assert desk.type("token", "new", "export", "--user", "nobody").code == 2
    assert desk.type("token", "new", "export", "--scope", "feed").next_step == "tracker feed new NAME"
    assert "Bearer" in desk.type("token", "new", "admin's", "--scope", "admin").out
    assert [one["scope"] for one in desk.type("token", "list", "--json").json] == ["read", "admin"]
    assert desk.type("user", "remove", "ann").code == 0
    assert [one["scope"] for one in desk.type("token", "list", "--json").json] == ["admin"]
    assert desk.type("token", "revoke", "99").code == 2
