"""What changed of facts between two texts, for the tests of single rules."""

from __future__ import annotations

from tracker.compare import compare
from tracker.model import Document, FlagKind


def facts(old: str, new: str) -> list[tuple[str, str]]:
    flags = compare(Document.from_text(old), Document.from_text(new)).flags
    return [(flag.before, flag.after) for flag in flags if flag.kind is FlagKind.FACT_CHANGED]
