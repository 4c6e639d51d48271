"""Titles of works keep their capitals where their marks go or come: that is typography, no quotation turned into paraphrase."""

from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document


def rules_of(old: str, new: str) -> list[str]:
    return [flag.rule for flag in compare(Document.from_text(old), Document.from_text(new)).flags]


@pytest.mark.parametrize(
    "text",
    [
        "He wrote “The Lamplighter” in nine days and hated every page.",
        "She wrote “A House by Water” for her mother.",
        "Il a écrit « La Digue » en neuf jours.",
    ],
)
def test_a_title_is_silent_with_and_without_marks(text: str) -> None:
    bare = text.translate({ord(mark): None for mark in "“”«»"}).replace("  ", " ")
    assert rules_of(text, bare) == rules_of(bare, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "He wrote: “The Lamplighter is dead.”",
        "He wrote “STOP THE COUNT” that night.",
        "„Große Angst“, sagte sie nach dem Sturm.",
    ],
)
def test_words_of_somebody_are_told_when_their_marks_go(text: str) -> None:
    bare = text.translate({ord(mark): None for mark in "“”„"})
    assert "quote.marks_dropped" in rules_of(text, bare)
