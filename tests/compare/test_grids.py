"""Small edits by kind and language, in `grids/`: each line is one edit, told, silent or noted: told mildly, in the lowest
severity alone; "¶" stands between paragraphs. A language is complete when its grid says so.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tracker.compare import compare
from tracker.model import Document, Severity

GRIDS = Path(__file__).parent / "grids"


def lines() -> list[tuple[str, str, str, str]]:
    found: list[tuple[str, str, str, str]] = []
    for grid in sorted(GRIDS.glob("*.txt")):
        part, code = "", grid.stem.partition("-")[0]
        for line in grid.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                part = line.removeprefix("# ").partition(":")[0].lower()
            elif line:
                old, arrow, new = line.partition(" => ")
                assert arrow, f"{grid.name}: {line}"
                found.append((code, part, old, new))
    return found


@pytest.mark.parametrize(("code", "part", "old", "new"), lines())
def test_an_edit_of_a_grid_is_told_or_silent(code: str, part: str, old: str, new: str) -> None:
    one, two = (replace(Document.from_text(text.replace(" ¶ ", "\n\n")), language=code) for text in (old, new))
    found = {flag.severity for flag in compare(one, two).flags} - {Severity.SILENT}
    assert bool(found - {Severity.LOW}) is (part == "told")
    assert bool(found) is (part != "silent")
