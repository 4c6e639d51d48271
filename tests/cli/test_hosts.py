"""A host with headers and cookies of its own, from the settings to the site, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.desk import SETTINGS, Desk, desk_in
from tests.cli.site import Site

KEY, SESSION, SET = "correct-horse-battery", "staple-of-the-reader", "renewed-by-the-host"
HOST = """
[hosts."{host}"]
headers = {{ X-Key = {{ env = "PAPER_KEY" }}, Accept-Language = "de" }}
cookies = {{ session = {{ file = "session.txt" }} }}
"""
TEXT = "The council will vote on the baths on Tuesday, after a debate that lasted until two in the morning."


@pytest.fixture
def told(tmp_path: Path, site: Site) -> Desk:
    """A desk that has an arrangement with the site."""
    settings = SETTINGS + HOST.format(host=site.url.removeprefix("http://"))
    desk = desk_in(tmp_path / "desk", settings, PAPER_KEY=KEY)
    (desk.folder / "session.txt").write_text(f"{SESSION}\n")
    return desk


def test_a_host_is_told_what_its_table_says_and_no_face_shows_it(told: Desk, site: Site) -> None:
    site.sets = f"session={SET}; Path=/"
    url = site.article("/news/baths-vote", "Council to vote on the baths", TEXT, TEXT.replace("baths", "library"))
    shown = [told.type(*words) for words in (("add", url), ("check", "1", "--json"), ("log", "1", "--json"), ("config", "check", "--json"), ("source", "test", url, "--json"), ("status", "--json"))]  # fmt: skip
    assert [ended.code for ended in shown] == [0, 0, 0, 0, shown[4].code, 0]
    articles = [headers for path, headers in zip(site.asked, site.told, strict=True) if path == "/news/baths-vote"]
    assert len(articles) >= 2
    for headers in articles:
        assert (headers["x-key"], headers["accept-language"], headers["cookie"]) == (KEY, "de", f"session={SESSION}")
    everything = [path.read_bytes() for path in told.folder.rglob("*") if path.is_file() and path.name != "session.txt"]
    for secret in (KEY, SESSION, SET):
        assert all(secret not in ended.out + ended.err for ended in shown)
        assert all(secret.encode() not in data for data in everything)


def test_a_secret_that_is_missing_stops_what_would_ask_and_nothing_else(told: Desk, site: Site) -> None:
    url = site.article("/news/baths-vote", "Council to vote on the baths", TEXT)
    without = Desk(told.folder)
    ended = without.type("add", url)
    assert ended.code == 3
    assert "PAPER_KEY is not set" in ended.complaint
    assert site.asked == []
    assert without.type("follow", url).code == 3
    assert (without.type("list", "--json").json, without.type("sources", "--json").json) == ([], [])
    assert without.type("config", "check").code == 3
