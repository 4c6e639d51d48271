from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alert.notices import NOON, QUOTE, WINDOW, article, change, change_notice, envelope, event_notice, flag
from tracker.alert.brief import LONGEST, brief, unaddressed
from tracker.alert.compose import NothingToTell
from tracker.alert.notice import BriefNotice, Telling, TroubleNotice
from tracker.alert.payload import SCHEMA, payload
from tracker.alert.webhook import signature

DOC = Path(__file__).parents[2] / "docs" / "webhook.md"
TROUBLE = TroubleNotice("paper.example", "blocked", "it turns us away", ("Paper",), NOON, NOON)
SUMMARY = BriefNotice(article(), (QUOTE,), WINDOW, remark="Quote changed and changed back")


def told(telling: Telling) -> Any:
    return json.loads(payload(telling, envelope(), subscription_id=7))


def documented(section: str) -> set[str]:
    """The keys that a section of the page tells of."""
    text = re.search(rf"^#+ {section}\n(.*?)(?=^#|\Z)", DOC.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert text is not None
    cells = re.findall(r"^\| (`[^|]*`) \|", text[1], re.MULTILINE)
    return {key for cell in cells for key in re.findall(r"`(\w+)`", cell)}


def test_the_page_tells_of_every_key_and_of_no_other() -> None:
    assert set(told([change_notice()])) == documented("The body")
    assert set(told([change_notice()])["changes"][0]) == documented("Change")
    assert set(told(TROUBLE)["trouble"]) == documented("Trouble")
    assert f"Schema `{SCHEMA}`" in DOC.read_text(encoding="utf-8")


def test_the_pages_way_to_verify_is_ours() -> None:
    code = re.search(r"```python\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None
    names: dict[str, Any] = {}
    exec(code[1].replace("time.time()", "1795775400"), names)  # noqa: S102 - our own page
    genuine = names["is_genuine"]
    header = f"t=1795775300,v1={signature('s', 1795775300, b'{}')}"
    assert genuine("s", header, b"{}")
    assert not genuine("s", header, b"{ }")
    assert not genuine("z", header, b"{}")
    assert not genuine("s", f"t=1795770000,v1={signature('s', 1795770000, b'{}')}", b"{}")


def test_changes_events_and_summaries_are_told_apart() -> None:
    found = told([change_notice(), event_notice(), SUMMARY])
    assert {one["what"] for one in found["changes"]} == {"change", "event", "summary"}
    assert told([SUMMARY])["changes"][0]["remark"] == SUMMARY.remark


def test_a_payload_is_bounded_and_says_what_is_left_out() -> None:
    flags = [flag(before="x" * 100_000, after="y" * 100_000, summary="z" * 100_000) for _ in range(500)]
    notices = [change_notice(article=article(id=number), change=change(flags=flags)) for number in range(3)]
    body = payload(notices, envelope(), subscription_id=1)
    assert len(body) < 3 * 20 * 8_000
    assert json.loads(body)["changes"][0]["more_flags"] == 480


def test_nothing_visible_makes_no_message() -> None:
    for write in (lambda: told([change_notice(flags=())]), lambda: brief([change_notice(flags=())], envelope())):
        with pytest.raises(NothingToTell):
            write()


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_breaks_a_payload_or_a_brief(headline: str, words: str) -> None:
    notices = [change_notice(headline, change=change(flags=[flag(before=words, after="x", summary=words)]))]
    assert payload(notices, envelope(), subscription_id=1).isascii()
    title, text = brief(notices, envelope())
    assert len(text) <= LONGEST
    assert "\n" not in title
    for shown in (title, text):
        assert not re.search(r"@[\w]|<[@!#\w]|\]\(", shown)


def test_a_lone_surrogate_and_a_headline_without_end_are_told() -> None:
    for headline in ("Wall\ud800", "Wall " * 20_000):
        notices = [change_notice(headline)]
        assert len(payload(notices, envelope(), subscription_id=1)) < 20_000
        title, text = brief(notices, envelope())
        (title + text).encode()


def test_a_brief_says_what_where_and_where_to_look() -> None:
    title, text = brief([change_notice()], envelope())
    assert title == "Quote and age changed: Port keeps its ferry (Harbour Gazette)"
    assert "! high · A quote of Mira Oduya was changed" in text
    assert "Disclosure: silent" in text
    assert text.endswith("https://tracker.newsroom.example/articles/12/changes/3..4")


def test_a_brief_of_many_is_cut_and_counted() -> None:
    notices = [change_notice(f"Story {number}", article=article(f"Story {number}", id=number)) for number in range(40)]
    title, text = brief(notices, envelope())
    assert title.startswith("40 changes in 40 articles: ")
    assert "and 32 more changes" in text


def test_a_trouble_is_told_in_two_lines() -> None:
    assert brief(TROUBLE, envelope()) == (
        "Can be read again: paper.example",
        "it turns us away\nSun 22 Nov 2026 14:17:43 CET (13:17:43Z)",
    )


def test_names_are_parted_and_not_lost() -> None:
    assert unaddressed("a@b <!channel> [x](y)").replace("\u2060", "") == "a@b <!channel> [x](y)"
