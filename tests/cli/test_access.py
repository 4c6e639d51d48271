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
