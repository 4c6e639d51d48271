"""What a copy desk says otherwise raises no flag, and what it changes does: the pairs of `polished.txt`, both ways round."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.compare import compare
from tracker.model import Document

PAIRS = [
    line.rstrip("\n")
    for line in (Path(__file__).parent / "polished.txt").read_text(encoding="utf-8").splitlines()
    if line[:2] in ("= ", "! ")
]


def _flags(old: str, new: str) -> list[str]:
    found = compare(*(Document.from_text(text.replace("\\n", "\n")) for text in (old, new))).flags
    return [f"{flag.rule}: {flag.before} -> {flag.after}" for flag in found]


@pytest.mark.parametrize("line", PAIRS)
def test_only_what_changed_is_told(line: str) -> None:
    old, _, new = line[2:].partition(" ||| ")
    told = _flags(old, new)
    assert (told == []) == line.startswith("="), told
    if line.startswith("="):
        assert _flags(new, old) == []
