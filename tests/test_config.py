from __future__ import annotations

import json
import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tracker import config
from tracker.config import Settings
from tracker.errors import ConfigError
from tracker.model import Severity

SECRET = "correct-horse-battery"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of ours is set, and the working folder holds no config.toml."""
    import os

    for name in list(os.environ):
        if name.startswith(("TRACKER_", "XDG_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def complaint(tmp_path: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        config.load(written(tmp_path, text))
    assert caught.value.hint
    assert caught.value.exit_code == 3
    message = str(caught.value)
    assert "\n" not in message
    return message


def flat(table: dict[str, Any]) -> dict[str, Any]:
    return {f"{section}.{key}": value for section, keys in table.items() for key, value in keys.items()}


def test_the_default_file_documents_every_key_and_no_other() -> None:
    text = config.default_file().read_text(encoding="utf-8")
    documented = set(flat(tomllib.loads(text)))
    section = ""
    for line in text.splitlines():
        if opened := re.match(r"\[(\w+)\]", line):
            section = opened[1]
        elif mentioned := re.match(r"# (\w+) {5,}#", line):
            documented.add(f"{section}.{mentioned[1]}")
    assert documented == set(config.keys())


def test_the_default_file_says_the_defaults_of_the_code() -> None:
    of_file = config.load(config.default_file()).model_dump()
    of_code = Settings().model_dump()
    assert of_file == of_code


def test_the_default_file_carries_no_password() -> None:
    assert "password =" not in config.default_file().read_text(encoding="utf-8")


def test_an_empty_file_means_all_defaults(tmp_path: Path) -> None:
    assert config.load(written(tmp_path, "")).model_dump() == Settings().model_dump()


def test_values_are_read_as_people_write_them(tmp_path: Path) -> None:
    settings = config.load(
        written(
            tmp_path,
            '[fetch]\ntimeout = "90s"\nmax_size = "500KB"\npace = "2m"\nports = [80, 8080]\n'
            '[schedule]\nladder = [["3h", "15m"], ["2d", "1h"]]\n[alerts]\nfloor = "high"\n',
        )
    )
    assert settings.fetch.timeout == timedelta(seconds=90)
    assert settings.fetch.max_size == 500_000
    assert settings.fetch.pace == timedelta(minutes=2)
    assert settings.fetch.ports == {80, 8080}
    assert settings.schedule.ladder[1] == (timedelta(days=2), timedelta(hours=1))
    assert settings.alerts.floor is Severity.HIGH


@pytest.mark.parametrize(
    ("text", "bytes_meant"),
    [('"1000"', 1000), ("1000", 1000), ('"1000B"', 1000), ('"10 kb"', 10_000), ('"3MB"', 3_000_000), ('"1GB"', 10**9)],
)
def test_a_size_is_a_number_with_or_without_a_unit(tmp_path: Path, text: str, bytes_meant: int) -> None:
    assert config.load(written(tmp_path, f"[fetch]\nmax_size = {text}\n")).fetch.max_size == bytes_meant


@pytest.mark.parametrize(
    ("text", "key", "value", "form"),
    [
        ('[fetch]\ntimeout = "soon"', "fetch.timeout", "soon", "90s, 15m, 3h, 2d or 1w"),
        ('[fetch]\nmax_size = "big"', "fetch.max_size", "big", "10MB"),
        ("[fetch]\nmax_size = 0", "fetch.max_size", "0", "greater than 0"),
        ('[fetch]\nports = "web"', "fetch.ports", "web", "set"),
        ('[fetch]\nrobots = "perhaps"', "fetch.robots", "perhaps", "boolean"),
        ('[fetch]\ncontact = "a\\nb"', "fetch.contact", "a", "pattern"),
        ("[schedule]\njitter = 3", "schedule.jitter", "3", "0.5"),
        ("[schedule]\nladder = []", "schedule.ladder", "[]", '[["3h", "15m"]'),
        ('[schedule]\nladder = [["2d", "1h"], ["3h", "1h"]]', "schedule.ladder", "'2d'", "growing age"),
        ('[schedule]\nladder = [["2d", "0s"]]', "schedule.ladder", "'0s'", "above zero"),
        ("[daemon]\nhosts_at_once = 0", "daemon.hosts_at_once", "0", "greater than or equal to 1"),
        ("[web]\nport = 99999", "web.port", "99999", "65535"),
        ('[web]\nlogin = "never"', "web.login", "never", "always"),
        ('[web]\npublic_url = "tracker.example"', "web.public_url", "tracker.example", "https?://"),
        ('[mail]\nsecurity = "ssl"', "mail.security", "ssl", "starttls"),
        ('[alerts]\nfloor = "loud"', "alerts.floor", "loud", "critical"),
        ('[display]\ntime_zone = "Mars/Olympus"', "display.time_zone", "Mars/Olympus", "Europe/Paris"),
        ('[display]\ntime_zone = "../../etc/passwd"', "display.time_zone", "etc/passwd", "Europe/Paris"),
        ("store = 3", "store", "store", "dictionary"),
    ],
)
def test_a_mistake_names_the_file_the_key_the_value_and_the_form(
    tmp_path: Path, text: str, key: str, value: str, form: str
) -> None:
    message = complaint(tmp_path, text)
    assert str(tmp_path / "config.toml") in message
    assert key in message
    assert value in message
    assert form in message


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    message = complaint(tmp_path, '[fetch]\ntimeout = "soon"\n[web]\nport = -1\n')
    assert "fetch.timeout" in message
    assert "web.port" in message


def test_an_endless_value_is_cut_in_the_message(tmp_path: Path) -> None:
    assert len(complaint(tmp_path, f'[fetch]\ntimeout = "{"long " * 10_000}"')) < 500


def test_an_unknown_key_suggests_the_nearest(tmp_path: Path) -> None:
    message = complaint(tmp_path, '[fetch]\ntimeot = "3s"')
    assert "fetch.timeot: unknown key; did you mean fetch.timeout?" in message


def test_an_unknown_section_suggests_the_nearest(tmp_path: Path) -> None:
    assert "shedule: unknown key; did you mean schedule?" in complaint(tmp_path, "[shedule]\njitter = 0.2")


def test_a_key_like_no_other_gets_no_suggestion(tmp_path: Path) -> None:
    message = complaint(tmp_path, "[fetch]\nxyzzy = 1")
    assert "fetch.xyzzy: unknown key" in message
    assert "did you mean" not in message


def test_what_is_not_toml_is_told_with_its_line(tmp_path: Path) -> None:
    message = complaint(tmp_path, "[fetch]\ntimeout = ?\n")
    assert "is not TOML" in message
    assert "line 2" in message


def test_what_is_not_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="is not TOML"):
        config.load(path)


def test_a_missing_file_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml: cannot be read: No such file"):
        config.load(tmp_path / "nowhere.toml")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path)


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_FETCH__PACE", "30s")
    monkeypatch.setenv("TRACKER_MAIL__PASSWORD", SECRET)
    monkeypatch.setenv("TRACKER_SCHEDULE__LADDER", '[["1h", "5m"]]')
    settings = config.load(written(tmp_path, '[fetch]\npace = "9s"\ntimeout = "8s"\n'))
    assert settings.fetch.pace == timedelta(seconds=30)
    assert settings.fetch.timeout == timedelta(seconds=8)
    assert settings.mail.password.get_secret_value() == SECRET
    assert settings.schedule.ladder == ((timedelta(hours=1), timedelta(minutes=5)),)


@pytest.mark.parametrize("key", config.keys())
def test_every_key_has_its_variable(key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    section, name = key.split(".")
    default = config.as_dict(config.load(written(tmp_path, "")))[section][name]
    monkeypatch.setenv(f"TRACKER_{section}__{name}".upper(), "{")  # a text like any other, and wrong for other kinds
    if isinstance(default, str) and name not in {"pace", "timeout", "tick", "confirm_after"}:
        try:
            settings = config.load(written(tmp_path, ""))
        except ConfigError as error:
            assert key in str(error)  # noqa: PT017 - refused by its name, or taken as text
        else:
            assert config.as_dict(settings)[section][name] != default
    else:
        with pytest.raises(ConfigError, match=section):
            config.load(written(tmp_path, ""))


def test_a_wrong_value_in_the_environment_is_told_by_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_WEB__PORT", "many")
    assert "web.port = 'many'" in complaint(tmp_path, "")


def test_a_broken_list_in_the_environment_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_FETCH__PORTS", "[80,")
    assert "fetch" in complaint(tmp_path, "").lower()


def test_an_unknown_variable_is_refused_with_the_nearest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_MAIL__PASWORD", SECRET)
    message = complaint(tmp_path, "")
    assert "TRACKER_MAIL__PASWORD: unknown; did you mean TRACKER_MAIL__PASSWORD?" in message
    assert SECRET not in message


def test_a_whole_section_in_one_variable_is_refused_without_showing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_MAIL", json.dumps({"password": SECRET}))
    message = complaint(tmp_path, "")
    assert "TRACKER_MAIL" in message
    assert SECRET not in message


@pytest.mark.parametrize(
    "text",
    [
        f'[mail]\npasword = "{SECRET}"',
        f'[mail]\npassword = ["{SECRET}"]',
        f'mail = "{SECRET}"',
        f'[mail]\npassword = "{SECRET}',
        f'[mail]\npassword = "{SECRET}"\nport = 0',
        f'password = "{SECRET}"',
    ],
)
def test_no_mistake_shows_a_secret(tmp_path: Path, text: str) -> None:
    assert SECRET not in complaint(tmp_path, text)


def test_settings_do_not_show_their_secrets(tmp_path: Path) -> None:
    settings = config.load(
        written(
            tmp_path,
            f'[store]\ndatabase = "postgresql://desk:{SECRET}@db.example/tracker"\n[mail]\npassword = "{SECRET}"\n',
        )
    )
    shown = (repr(settings), str(settings), json.dumps(config.as_dict(settings)), settings.shown_database_url)
    assert not [text for text in shown if SECRET in text]
    assert "desk:***@db.example" in settings.shown_database_url
    assert SECRET in settings.database_url


def test_relative_paths_count_from_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, '[store]\ndatabase = "sqlite:///here.db"\nsnapshots = "bytes"\n')
    monkeypatch.chdir(tmp_path)
    for named in (path, Path("config.toml"), None):
        settings = config.load(named)
        assert settings.database_url == f"sqlite:///{tmp_path}/here.db"
        assert settings.snapshots == tmp_path / "bytes"
        assert settings.file == path


def test_absolute_paths_and_other_databases_stay_as_they_are(tmp_path: Path) -> None:
    absolute = config.load(written(tmp_path, f'[store]\ndatabase = "sqlite:///{tmp_path}/a.db"\nsnapshots = "/data"\n'))
    assert absolute.database_url == f"sqlite:///{tmp_path}/a.db"
    assert absolute.snapshots == Path("/data")
    other = config.load(written(tmp_path, '[store]\ndatabase = "postgresql://db.example/tracker"\n'))
    assert other.database_url == "postgresql://db.example/tracker"


def test_the_file_named_by_the_environment_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "other.toml").write_text("[web]\nport = 9000\n")
    monkeypatch.setenv("TRACKER_CONFIG", str(tmp_path / "other.toml"))
    assert config.load().web.port == 9000
    assert config.load(written(tmp_path, "[web]\nport = 9001\n")).web.port == 9001


def test_without_any_file_the_installed_default_is_read_and_data_goes_home(tmp_path: Path) -> None:
    settings = config.load()
    assert settings.file == config.default_file()
    assert settings.home == tmp_path / "home" / ".local" / "share" / "tracker"


def test_the_users_own_file_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "home" / ".config" / "tracker"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("[web]\nport = 9002\n")
    settings = config.load()
    assert settings.web.port == 9002
    assert settings.home == tmp_path / "home" / ".local" / "share" / "tracker"


def test_the_schema_names_every_key() -> None:
    schema = config.json_schema()
    for key in config.keys():  # noqa: SIM118 - a module, not a dict
        section, name = key.split(".")
        assert name in schema["$defs"][schema["properties"][section]["$ref"].rpartition("/")[2]]["properties"]


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://u:a:{SECRET}@h/d",
        f"postgresql://u:{SECRET}@x@h/d",
        f"postgresql://h/d?user=u&password={SECRET}&a=1",
    ],
)
def test_an_odd_database_url_hides_its_password_too(url: str) -> None:
    assert SECRET not in config.as_dict(Settings(store=config.StoreSettings(database=url)))["store"]["database"]


# Hosts


def test_a_host_has_a_table_of_its_own(tmp_path: Path) -> None:
    host = config.load(
        written(
            tmp_path,
            '[hosts."paper.example"]\nheaders = { X-Key = "abc", Authorization = { env = "PAPER_AUTH" } }\n'
            'cookies = { session = { file = "session.txt" } }\nproxy = "socks5://127.0.0.1:9050"\nkeep_cookies = true\n',
        )
    ).hosts["paper.example"]
    assert host.headers["X-Key"].written == "abc"
    assert host.headers["Authorization"].env == "PAPER_AUTH"
    assert host.cookies["session"].file == "session.txt"
    assert host.keep_cookies


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (f'headers = {{ X-Key = "{SECRET}\\r\\nX-Evil: 1" }}', "control character"),
        (f'headers = {{ X-Key = "{SECRET}\\u0000" }}', "control character"),
        (f'headers = {{ Host = "{SECRET}" }}', "belongs to the connection"),
        (f'headers = {{ "X Key" = "{SECRET}" }}', "letters, digits and hyphens"),
        (f'headers = {{ Cookie = "{SECRET}" }}', "a table of their own"),
        (f'headers = {{ A = "{SECRET}", a = "{SECRET}" }}', "twice"),
        ('headers = { Host = { env = "PAPER" } }', "belongs to the connection"),
        (f'headers = "{SECRET}"', "dictionary"),
        (f'headers = {{ A = ["{SECRET}"] }}', "write a text"),
        (f'headers = {{ A = {{ env = "X", file = "{SECRET}" }} }}', "write a text"),
        (f'cookies = {{ a = "{SECRET}; b=c" }}', "semicolon"),
        (f'cookies = {{ "a b" = "{SECRET}" }}', "a cookie's name"),
        (f'proxy = "ftp://me:{SECRET}@box"', "write http://HOST:PORT"),
        (f'proxy = "socks5h://me:{SECRET}@box"', "resolved here"),
        (f'keep_cookies = "{SECRET}"', "boolean"),
        ("hedaers = {}", "did you mean headers?"),
    ],
)
def test_a_mistake_in_a_host_s_table_names_the_key_and_shows_no_secret(tmp_path: Path, table: str, said: str) -> None:
    message = complaint(tmp_path, f'[hosts."paper.example"]\n{table}\n')
    assert "hosts.paper.example." in message
    assert said in message
    assert SECRET not in message


def test_a_host_without_quotation_marks_is_told_how_to_be_written(tmp_path: Path) -> None:
    assert '[hosts."paper.example"]' in complaint(tmp_path, "[hosts.paper.example]\nkeep_cookies = true\n")


def test_a_proxy_for_all_is_checked_and_not_shown(tmp_path: Path) -> None:
    assert SECRET not in complaint(tmp_path, f'[fetch]\nproxy = "gopher://me:{SECRET}@box"\n')
    settings = config.load(written(tmp_path, f'[fetch]\nproxy = "http://me:{SECRET}@box:1"\n'))
    assert SECRET not in json.dumps(config.as_dict(settings)) + repr(settings)


def test_what_a_host_is_told_is_not_shown_among_the_settings(tmp_path: Path) -> None:
    text = (
        f'[hosts."paper.example"]\nheaders = {{ X-Key = "{SECRET}" }}\ncookies = {{ a = "{SECRET}" }}\n'
        f'proxy = "http://me:{SECRET}@box"\n[hosts."b.example"]\nheaders = {{ A = {{ env = "B_KEY" }} }}\n'
    )
    settings = config.load(written(tmp_path, text))
    shown = config.as_dict(settings)
    assert SECRET not in json.dumps(shown) + repr(settings)
    assert shown["hosts"]["b.example"]["headers"] == {"A": {"env": "B_KEY"}}


def test_a_variable_that_a_host_s_secret_stands_in_may_have_our_prefix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_PAPER_KEY", SECRET)
    assert "TRACKER_PAPER_KEY" in complaint(tmp_path, "")
    config.load(written(tmp_path, '[hosts."a.example"]\nheaders = { A = { env = "TRACKER_PAPER_KEY" } }\n'))


def test_editors_are_told_how_a_secret_is_written() -> None:
    secret = config.json_schema()["$defs"]["Secret"]
    assert [one["type"] for one in secret["anyOf"]] == ["string", "object", "object"]
