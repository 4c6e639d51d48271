from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.desk import SETTINGS, Desk
from tests.cli.site import Site

_PARAGRAPHS = (
    "The ferry will stop at the old pier again from the first of June, the harbour board said on Monday evening.",
    "“We have waited nine years for this,” said Rosa Lindqvist, who runs the café beside the landing stage.",
    "Repairs to the pier cost two million pounds, of which the board paid half and the county the other half.",
    "The first boat leaves at seven in the morning, and the last one comes back at half past eight at night.",
)
_PAGE = (
    "<!doctype html><html lang=en><head><title>Ferry to stop again</title></head><body><article><h1>Ferry to stop again"
    f"</h1>{''.join(f'<p>{text}</p>' for text in _PARAGRAPHS[:3])}<p class=times>{_PARAGRAPHS[3]}</p></article></body></html>"
)


def follow(desk: Desk, site: Site) -> None:
    """Follow one page of the site, then write a rule for its host that cuts the last paragraph."""
    site.pages["/ferry"] = _PAGE
    assert desk.type("add", f"{site.url}/ferry").code == 0
    (desk.folder / "rules").mkdir()
    rule = desk.folder / "rules" / f"{urlsplit(site.url).netloc}.toml"
    rule.write_text('[[rule]]\ncut = ["p.times"]\n', encoding="utf-8")
    desk.config.write_text(SETTINGS + '\n[extract]\nrules = "rules"\n', encoding="utf-8")


def test_a_rule_is_tried_then_applied_and_then_everything_is_current(desk: Desk, site: Site) -> None:
    follow(desk, site)
    trial = desk.type("rules", "test", "1")
    assert trial.code == 0
    assert "revision 1: differently, sentences 1 removed" in trial.out
    assert "1 of 1 revision would read differently" in trial.out
    assert "#1 reads otherwise: Ferry to stop again; next: tracker diff 1" in desk.type("reextract").out
    assert "1 current" in desk.type("reextract").out
    log = desk.type("log", "1", "--json").json
    assert [revision["cause"] for revision in log["revisions"]] == ["re-extraction", "first"]
    assert _PARAGRAPHS[3] not in desk.type("show", "1", "--text").out


def test_what_reads_otherwise_is_no_edit_and_no_silence_of_the_publishers(desk: Desk, site: Site) -> None:
    follow(desk, site)
    desk.type("reextract")
    shown = desk.type("diff", "1").out
    assert "revision 1 → revision 2, read again by a newer Tracker or other rules, not an edit\n" in shown
    assert "edited between" not in shown
    assert "the publisher does not say so" not in shown
    assert desk.type("diff", "1", "--json").json["disclosure"]["verdict"] == "none"


def test_a_rule_that_is_wrong_names_its_file(desk: Desk, site: Site) -> None:
    follow(desk, site)
    (rule,) = (desk.folder / "rules").iterdir()
    rule.write_text('[[rule]]\ncut = ["p..times"]\n', encoding="utf-8")
    ended = desk.type("rules", "test", "1")
    assert ended.code == 3
    assert str(rule) in ended.complaint
    assert "'p..times' is no CSS selector" in ended.complaint


def test_programs_are_told_the_same(desk: Desk, site: Site) -> None:
    follow(desk, site)
    (trial,) = desk.type("rules", "test", "1", "--json").json
    assert trial == {
        "revision": 1,
        "differs": True,
        "unreadable": False,
        "added": 0,
        "removed": 1,
        "changed": 0,
        "ruled": True,
        "idle": [],
    }
    (report,) = desk.type("reextract", "1", "--json").json
    assert report == {"article": 1, "headline": "Ferry to stop again", "outcome": "otherwise", "revision": 2}


def test_what_a_rule_does_not_find_and_when_none_holds_is_told(desk: Desk, site: Site) -> None:
    follow(desk, site)
    file = next((desk.folder / "rules").iterdir())
    file.write_text('[[rule]]\nkeep = ["div.story p"]\ncut = ["p.times"]\n', encoding="utf-8")
    assert "sentences 1 removed; nothing on the page is div.story p" in desk.type("rules", "test", "1").out
    assert desk.type("rules", "test", "1", "--json").json[0]["idle"] == ["keep div.story p"]
    file.write_text('[[rule]]\ncut = ["p.times"]\nvalid_until = 2020-01-01\n', encoding="utf-8")
    ended = desk.type("rules", "test", "1")
    assert "No rule holds for 127.0.0.1 on the days of these captures" in ended.out
    assert "revision 1: the same" in ended.out


def test_a_rule_named_for_the_host_alone_holds_on_every_port_and_for_saved_pages(desk: Desk, site: Site) -> None:
    follow(desk, site)
    file = next((desk.folder / "rules").iterdir())
    file.rename(file.with_name("127.0.0.1.toml"))
    assert "sentences 1 removed" in desk.type("rules", "test", "1").out
    assert _PARAGRAPHS[3] not in desk.type("extract", f"{site.url}/ferry", "--text").out
    assert "- site-rule" in desk.type("extract", f"{site.url}/ferry", "--explain").out


@pytest.mark.parametrize("name", ["127.0.0.1.TOML", "WWW.127.0.0.1.toml"])
def test_the_letters_of_a_files_name_do_not_matter(desk: Desk, site: Site, name: str) -> None:
    follow(desk, site)
    file = next((desk.folder / "rules").iterdir())
    file.rename(file.with_name(name))
    assert "sentences 1 removed" in desk.type("rules", "test", "1").out


def test_a_rule_holds_on_its_days_and_on_no_others(desk: Desk, site: Site) -> None:
    follow(desk, site)
    file = next((desk.folder / "rules").iterdir())
    now = datetime.now(UTC).date()
    for days, holds in (
        (f"valid_from = {now + timedelta(2)}", False),
        (f"valid_until = {now - timedelta(2)}", False),
        (f"valid_from = {now - timedelta(2)}\nvalid_until = {now + timedelta(2)}", True),
    ):
        file.write_text(f'[[rule]]\ncut = ["p.times"]\n{days}\n', encoding="utf-8")
        assert ("- site-rule" in desk.type("extract", f"{site.url}/ferry", "--explain").out) is holds
        assert (_PARAGRAPHS[3] not in desk.type("extract", f"{site.url}/ferry", "--text").out) is holds
        assert ("sentences 1 removed" in desk.type("rules", "test", "1").out) is holds
    site.pages["/ferry"] = _PAGE.replace("two million", "three million")
    desk.type("check", "1")
    assert _PARAGRAPHS[3] not in desk.type("show", "1", "--text").out


def test_rules_are_checked_with_the_settings(desk: Desk, site: Site) -> None:
    follow(desk, site)
    assert "\nrules      127.0.0.1:" in desk.type("config", "check").out
    file = next((desk.folder / "rules").iterdir())
    file.write_text('[[rule]]\ncut = ["p..times"]\n', encoding="utf-8")
    ended = desk.type("config", "check")
    assert ended.code == 3
    assert str(file) in ended.complaint


def test_a_rule_with_a_mistake_names_its_host_and_the_mistake(desk: Desk, site: Site) -> None:
    follow(desk, site)
    next((desk.folder / "rules").iterdir()).write_text('[[rule]]\ncutt = ["p"]\n', encoding="utf-8")
    ended = desk.type("reextract")
    assert ended.code == 3
    assert "cutt" in ended.complaint


def test_a_folder_of_rules_that_is_not_there_is_named(desk: Desk) -> None:
    desk.config.write_text(SETTINGS + '\n[extract]\nrules = "nowhere"\n', encoding="utf-8")
    assert desk.type("add", "--later", "http://127.0.0.1:9/a").code == 0
    ended = desk.type("check")
    assert ended.code == 3
    assert "nowhere" in ended.complaint


def test_nothing_to_read_again_names_the_next_step(desk: Desk) -> None:
    assert "tracker add URL" in desk.type("reextract").out


def test_what_was_never_read_is_not_counted_as_unreadable(desk: Desk, site: Site) -> None:
    follow(desk, site)
    site.pages["/pier"] = "<!doctype html><html><body><nav><a href='/'>Home</a></nav></body></html>"
    desk.type("add", f"{site.url}/pier")
    ended = desk.type("reextract")
    assert "1 article read again: 1 otherwise.\n1 article could never be read so far" in ended.out
    outcomes = {one["article"]: one["outcome"] for one in desk.type("reextract", "--json").json}
    assert outcomes == {1: "current", 2: "unread"}
    assert "No article was read again.\n1 article could never" in desk.type("reextract", "2").out


def test_why_the_blocks_of_an_article_were_kept_is_told_from_its_captures(desk: Desk, site: Site) -> None:
    follow(desk, site)
    site.pages["/ferry"] = _PAGE.replace("two million", "three million")
    desk.type("check", "1")
    site.pages.clear()  # nothing is asked of anybody
    latest, first = desk.type("extract", "1", "--explain"), desk.type("extract", "1@1", "--explain")
    assert latest.code == first.code == 0
    assert "three million" in latest.out
    assert "two million" in first.out
    assert f"- site-rule                {_PARAGRAPHS[3][:40]}" in first.out
    assert f"+ kept                     {_PARAGRAPHS[0][:40]}" in first.out
    for name in ("#1@previous", f"{site.url}/ferry@1"):
        assert desk.type("extract", name, "--explain").out == first.out
    blocks = desk.type("extract", "1@1", "--explain", "--json").json
    assert [one["rule"] for one in blocks if one["text"] in _PARAGRAPHS] == ["kept", "kept", "kept", "site-rule"]


def test_a_capture_is_read_as_the_document_that_it_would_be_today(desk: Desk, site: Site) -> None:
    follow(desk, site)
    assert desk.type("extract", "1", "--text").out.rstrip().split("\n\n") == list(_PARAGRAPHS[:3])
    assert desk.type("extract", "1", "--json").json["quality"]["verdict"] == "ok"


def test_an_article_or_a_revision_that_is_not_there_is_named(desk: Desk, site: Site) -> None:
    follow(desk, site)
    assert desk.type("extract", "7", "--explain").complaint == "there is no article 7"
    assert "revision" in desk.type("extract", "1@9", "--explain").complaint
    assert desk.type("extract", "1", "2").code == 2
    assert desk.type("extract", "1", "--render").code == 2
    site.pages["/pier"] = "<!doctype html><html><body><nav><a href='/'>Home</a></nav></body></html>"
    desk.type("add", f"{site.url}/pier")
    assert desk.type("extract", "2", "--explain").complaint == "article 2 was never read"


def test_a_file_with_a_number_for_a_name_is_a_file(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    follow(desk, site)
    (tmp_path / "1").write_text(_PAGE.replace("two million", "nine million"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "nine million" in desk.type("extract", "1", "--text").out
    site.pages["/@3"] = _PAGE
    assert "two million" in desk.type("extract", f"{site.url}/@3", "--text").out
