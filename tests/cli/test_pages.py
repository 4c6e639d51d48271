"""The keys that `--json` prints against the keys that each command's page promises."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.cli.conftest import Followed
from tests.cli.desk import ROOT, Desk

PAGES = ROOT / "docs" / "commands"


def promised(page: str) -> list[str]:
    """The keys in the first table under "JSON" on a page."""
    section = (PAGES / f"{page}.md").read_text(encoding="utf-8").partition("## JSON\n")[2]
    table = next(part for part in section.split("\n\n") if part.strip().startswith("| key |"))
    cells = re.findall(r"^\| (`[^|]*)\|", table, re.MULTILINE)
    return [key for cell in cells for key in re.findall(r"`([^`]+)`", cell)]


def one(printed: Any) -> dict[str, Any]:
    """The object printed, or the first of a list of them."""
    found = printed[0] if isinstance(printed, list) else printed
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("diff", ("diff", "1")),
        ("log", ("log", "1", "--checks")),
        ("show", ("show", "1")),
        ("status", ("status",)),
        ("why", ("why", "1")),
        ("quotes", ("quotes", "1")),
        ("blame", ("blame", "1")),
        ("explain", ("explain", "1")),
        ("db-upgrade", ("db", "upgrade")),
    ],
)
def test_a_command_prints_the_keys_that_its_page_promises(
    followed: Followed, page: str, words: tuple[str, ...]
) -> None:
    printed = one(followed.desk.type(*words, "--json").json)
    assert set(printed) == set(promised(page))


def test_add_and_subscribe_print_the_keys_that_their_pages_promise(desk: Desk) -> None:
    added = desk.type("add", "--later", "https://paper.example/a", "--json").json
    assert list(added) == promised("add")
    assert list(desk.type("subscribe", "ada@paper.example", "--json").json) == promised("subscribe")


def test_compare_prints_the_keys_that_its_page_promises(desk: Desk) -> None:
    (desk.folder / "old.txt").write_text("She is 41.", encoding="utf-8")
    printed = desk.type("compare", str(desk.folder / "old.txt"), "-", "--json", stdin="She is 42.").json
    assert set(printed) == set(promised("compare"))
    line = desk.type("compare", "--jsonl", stdin='{"id": 1, "old": "She is 41.", "new": "She is 42."}').json
    assert set(line) == {"id", *promised("compare")} - {"passages"}
