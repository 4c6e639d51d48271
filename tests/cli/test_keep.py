from __future__ import annotations

from pathlib import Path

from tests.cli.desk import Desk, desk_in
from tracker.config import keys


def test_a_database_is_made_once_and_is_then_up_to_date(new_desk: Desk) -> None:
    first = new_desk.type("db", "upgrade")
    assert first.code == 0
    assert "was empty" in first.out
    second = new_desk.type("db", "upgrade")
    assert second.code == 0
    assert "already" in second.out
    versions = new_desk.type("db", "upgrade", "--json").json
    assert versions["before"] == versions["after"]


def test_good_settings_are_told_with_where_things_are(desk: Desk) -> None:
    ended = desk.type("config", "check")
    assert ended.code == 0
    assert f"{desk.config} is good." in ended.out
    assert str(desk.folder / "tracker.db") in ended.out
    assert str(desk.folder / "snapshots") in ended.out


def test_settings_as_json_hold_every_key(desk: Desk) -> None:
    found = desk.type("config", "check", "--json").json
    assert {f"{section}.{key}" for section, table in found.items() if section != "file" for key in table} == set(keys())


def test_the_schema_for_editors_describes_every_section(desk: Desk) -> None:
    schema = desk.type("config", "check", "--schema").json
    assert {key.split(".")[0] for key in keys()} <= set(schema["properties"])


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    desk = desk_in(tmp_path / "desk", "[web]\nport = 9000\n", TRACKER_WEB__PORT="9001")
    assert desk.type("config", "check", "--json").json["web"]["port"] == 9001


def test_settings_can_be_named_on_the_command_line(desk: Desk, tmp_path: Path) -> None:
    other = desk_in(tmp_path / "other", "[web]\nport = 9002\n")
    assert desk.type("--config", str(other.config), "config", "check", "--json").json["web"]["port"] == 9002
