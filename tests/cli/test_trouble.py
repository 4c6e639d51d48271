"""What goes wrong at the keyboard: one line, the next step, the exit code that docs/exit-codes.md promises."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.desk import Desk, desk_in

REFUSED = [
    "file:///etc/hostname",
    "FILE:/etc/hostname",
    "ftp://files.example/story",
    "data:text/html,<h1>no</h1>",
    "javascript:alert(1)",
    "view-source:http://paper.example/",
    "mailto:desk@paper.example",
    "http://0/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127\u30020\u30020\u30021/",
    "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/",
    "http://localhost/",
    "http://printer.local/",
    "http://[::]/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1%25eth0]/",
    "http://[fd00::1]/latest/",
    "http://169.254.10.10/latest/meta-data/",
    "http://192.88.99.7/",
    "http://224.0.0.5/",
    "http://198.18.0.7/",
    "http://10.1.2.3/",
    "http://100.64.0.9/",
    "http://paper.example:22/",
    "http://127.0.0.1:80\\@paper.example/",
    "http://paper.example:80:80/",
    "http://paper.example:99999/",
    "http://[::1",
    "http:///story",
    "http://",
    "//paper.example/story",
    "http://paper.example/\x00",
    "http://paper.example/\x1b]0;x\x07",
    "http://paper.example/a\nhttp://paper.example/b",
    "http://a..b/",
    "http://.example/",
    "http://xn--a-ecp.example/",
    f"http://{'a' * 64}.example/",
    f"http://paper.example/{'a' * 20_000}",
    "",
    "   ",
    "story",
    "two words",
]
FOLLOWED = [
    ("HTTP://Paper.EXAMPLE:80/a/../b?utm_source=x#frag", "http://paper.example/"),
    ("paper.example/story", "https://paper.example/story"),
    ("http://\u0440\u0430\u0440\u0435r.example/", "http://xn--"),
    ("http://paper.example/%2e%2e/%2fetc%2fhostname", "http://paper.example/"),
    ("http://paper.example/a?b=1&a=2", "http://paper.example/a?b=1&a=2"),
    ("https://paper.example/città?q=naïve", "https://paper.example/"),
]


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with the settings as they come, on which nothing is ever followed."""
    return desk_in(tmp_path_factory.mktemp("strict") / "desk", "")


@pytest.mark.parametrize("url", REFUSED, ids=ascii)
def test_an_address_that_must_not_be_fetched_is_refused_before_anything_is_kept(strict: Desk, url: str) -> None:
    ended = strict.type("add", "--", url)
    assert (ended.code, ended.out) == (2, "")
    assert 0 < len(ended.complaint) <= 250
    assert ended.complaint.isprintable()
    assert ended.next_step
    assert strict.type("list", "--json").json == []


@pytest.mark.parametrize(("typed", "begins"), FOLLOWED, ids=ascii)
def test_an_unusual_address_is_followed_in_its_plain_form(tmp_path: Path, typed: str, begins: str) -> None:
    desk = desk_in(tmp_path / "desk", "")
    assert desk.type("add", "--later", "--", typed).code == 0
    kept = desk.type("list", "--json").json[0]["url"]
    assert kept.startswith(begins)
    assert kept.isascii()
    again = desk.type("add", "--later", "--", typed)
    assert again.out.startswith("#1 is followed already")


def test_a_password_in_an_address_is_neither_kept_nor_repeated(strict: Desk) -> None:
    ended = strict.type("add", "https://reader:tulip-secret@paper.example/story")
    assert ended.code == 2
    assert "tulip-secret" not in ended.out + ended.err
    kept = b"".join(path.read_bytes() for path in strict.folder.rglob("*") if path.is_file())
    assert b"tulip-secret" not in kept


def test_an_address_that_looks_like_an_option_is_no_option(strict: Desk) -> None:
    ended = strict.type("add", "-http://paper.example/")
    assert ended.code == 2
    assert "no such option" in ended.complaint
    assert ended.next_step == "`tracker add --help` shows how it is used"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("lst",), "no such command"),
        (("diff",), "missing argument 'ARTICLE'"),
        (("list", "more"), "unexpected extra argument"),
        (("--colour", "list"), "no such option"),
        (("diff", "1", "--context", "-3"), "invalid value for '--context'"),
        (("diff", "1", "--context", "some"), "invalid value for '--context'"),
        (("log",), "missing argument"),
        (("mail", "send"), "no such command"),
    ],
)
def test_misspelt_words_are_one_line_and_the_way_to_the_help(strict: Desk, words: tuple[str, ...], said: str) -> None:
    ended = strict.type(*words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.complaint.lower() or said in ended.complaint
    assert "--help" in ended.next_step
    assert len(ended.err.splitlines()) == 2


def test_a_group_without_its_command_shows_what_there_is(strict: Desk) -> None:
    ended = strict.type("mail")
    assert ended.code == 2
    assert "test" in ended.out + ended.err


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("[fetch]\npacee = '5s'\n", "did you mean fetch.pace?"),
        ("[fetsch]\npace = '5s'\n", "did you mean fetch?"),
        ("[fetch]\npace = '5 parsecs'\n", "fetch.pace = '5 parsecs'"),
        ("[fetch]\nmax_size = 'big'\n", "write a size as 10MB"),
        ("[web]\nport = 99999\n", "web.port = 99999"),
        ("[web]\nhost = 'http://0.0.0.0'\n", "write 127.0.0.1"),
        ("[mail]\nsecurity = 'ssl'\n", "mail.security = 'ssl'"),
        ("[alerts]\nfloor = 'loud'\n", "alerts.floor = 'loud'"),
        ("[display]\ntime_zone = 'Mars/Olympus'\n", "Europe/Paris"),
        ("[schedule]\nladder = [['2d', '1h'], ['3h', '15m']]\n", "growing age"),
        ("[fetch\n", "is not TOML"),
        ("pace: 5s\n", "is not TOML"),
    ],
)
def test_a_typing_error_in_the_settings_is_named_with_its_key(tmp_path: Path, settings: str, said: str) -> None:
    desk = desk_in(tmp_path / "desk", settings)
    for words in (("config", "check"), ("list",), ("run",)):
        ended = desk.type(*words)
        assert (ended.code, ended.out) == (3, "")
        assert said in ended.complaint
        assert str(desk.config) in ended.complaint
        assert ended.next_step
    assert [path.name for path in desk.folder.iterdir()] == ["config.toml"]


def test_settings_that_are_no_text_or_not_there_are_named(tmp_path: Path) -> None:
    desk = desk_in(tmp_path / "desk")
    desk.config.write_bytes("[fetch]\n".encode("utf-16"))
    for path in (desk.config, tmp_path, tmp_path / "none.toml"):
        ended = desk.type("--config", str(path), "list")
        assert ended.code == 3
        assert str(path) in ended.complaint


def test_an_empty_file_of_settings_is_all_defaults(tmp_path: Path) -> None:
    assert desk_in(tmp_path / "desk", "").type("config", "check").code == 0


def test_a_misspelt_variable_of_the_environment_is_named(tmp_path: Path) -> None:
    desk = desk_in(tmp_path / "desk", "", TRACKER_MAIL__PASWORD="tulip-secret")
    ended = desk.type("list")
    assert ended.code == 3
    assert "TRACKER_MAIL__PASSWORD" in ended.complaint
    assert "tulip-secret" not in ended.err


def test_a_password_of_the_settings_is_never_shown(tmp_path: Path) -> None:
    desk = desk_in(tmp_path / "desk", "", TRACKER_MAIL__PASSWORD="tulip-secret")
    for words in (("config", "check"), ("config", "check", "--json")):
        ended = desk.type(*words)
        assert ended.code == 0
        assert "tulip-secret" not in ended.out + ended.err


@pytest.mark.parametrize("url", ["oracle://nowhere/x", "sqlite:///config.toml/tracker.db", "not a url"])
def test_a_database_that_cannot_be_opened_is_one_line(tmp_path: Path, url: str) -> None:
    ended = desk_in(tmp_path / "desk", f'[store]\ndatabase = "{url}"\n').type("list")
    assert ended.code in {3, 4}
    assert ended.complaint
    assert ended.next_step


def test_a_file_that_is_no_database_is_left_as_it_is(desk: Desk) -> None:
    file = desk.folder / "tracker.db"
    file.write_bytes(b"Dear diary, this is no database. " * 100)
    before = file.read_bytes()
    ended = desk.type("list")
    assert ended.code == 4
    assert "tracker.db" in ended.complaint + ended.next_step
    assert file.read_bytes() == before


def test_the_database_of_a_newer_tracker_is_not_touched(desk: Desk) -> None:
    desk.type("add", "--later", "https://paper.example/a")
    file = desk.folder / "tracker.db"
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = file.read_bytes()
    for words in (("list",), ("db", "upgrade"), ("add", "--later", "https://paper.example/b")):
        ended = desk.type(*words)
        assert ended.code == 4
        assert "newer" in ended.complaint
        assert ended.next_step
    assert file.read_bytes() == before
