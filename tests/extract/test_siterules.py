"""Rules for single hosts: what they keep and cut, for which days, and what is said about wrong ones."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extract.newsroom import FERRY, page
from tracker.errors import ConfigError
from tracker.extract import Rule, extract, packaged_rules, parse_rules

_URL = "https://www.bay.example/story"
_RULES = """
[[rule]]
valid_until = 2025-12-31
keep = ["#old"]

[[rule]]
valid_from = 2026-01-01
keep = [".new"]
cut = [".fact"]
notes = [".desk p"]
"""
_PAGE = page(
    "<div id='old'><p>The text of the old design, which is long enough to be read as one.</p></div>"
    "<div class='new'><p>Kept.</p><p class='fact'>A box of facts that nobody wants to follow.</p><p>Also kept.</p></div>"
    "<div class='desk'><p>We got the year wrong.</p></div>",
    FERRY,
)


def _texts(day: date | None) -> list[str]:
    document = extract(_PAGE, url=_URL, rules=parse_rules(_RULES, "bay.example"), day=day)
    return [block.text for block in document.blocks]


def test_a_rule_keeps_and_cuts_what_it_says() -> None:
    assert _texts(None) == ["Kept.", "Also kept.", "We got the year wrong."]


def test_a_page_is_read_by_the_rule_of_its_day() -> None:
    assert _texts(date(2025, 6, 1)) == ["The text of the old design, which is long enough to be read as one."]


def test_a_rule_that_finds_nothing_is_not_obeyed() -> None:
    rules = (Rule("bay.example", keep=(".gone",)),)
    assert extract(_PAGE, url=_URL, rules=rules).blocks


def test_a_rule_is_for_its_host_only() -> None:
    other = extract(_PAGE, url="https://else.example/", rules=parse_rules(_RULES, "bay.example"))
    assert "Kept." not in [block.text for block in other.blocks] or len(other.blocks) > 2


def test_the_packaged_example_can_be_read() -> None:
    old, new = packaged_rules("example.com")
    assert old.holds_on(date(2024, 12, 31))
    assert not old.holds_on(date(2025, 1, 1))
    assert new.holds_on(None)
    assert packaged_rules("../../etc/passwd") == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[[rule", "TOML"),
        ("rule = 3", "brackets"),
        ("rule = [3]", "brackets"),
        ("[[rule]]\nkepe = ['p']", "kepe"),
        ("[[rule]]\nkeep = ['p[']", "selector"),
        ("[[rule]]\nkeep = [3]", "selector, which is a text"),
        ("cut = ['p']", "cut stands outside of a rule"),
        ("[[rules]]\ncut = ['p']", "rules stands outside of a rule"),
        ("[[rule]]\nvalid_from = 2026-05-01\nvalid_until = 2026-04-30", "never holds"),
        ("[[rule]]\nkeep = 'p'", "list"),
        ("[[rule]]\nvalid_from = 'soon'", "valid_from"),
    ],
)
def test_a_wrong_rule_is_named(text: str, word: str) -> None:
    with pytest.raises(ConfigError, match=word):
        parse_rules(text, "bay.example")
