"""Phrases of manner, custody and leaving that exclude each other, and what only looks like a denial or a source."""

from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, Flag, FlagKind

_TOLD = (FlagKind.FACT_CHANGED, FlagKind.NEGATION_CHANGED, FlagKind.ATTRIBUTION_CHANGED)


def told(old: str, new: str) -> list[Flag]:
    return [flag for flag in compare(*map(Document.from_text, (old, new))).flags if flag.kind in _TOLD]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("She was released on bail on Friday.", "She was released without charge on Friday."),
        ("He was released pending further inquiries.", "He was released without further action."),
        ("He joined Holm on loan.", "He joined Holm on a free transfer."),
        ("Guests paid in cash.", "Guests paid by card."),
        ("It was announced by post.", "It was announced by e-mail."),
        ("The coach has been dismissed.", "The coach has left her post."),
        ("He was thrown out of the club.", "He left the club."),
    ],
)
def test_phrases_that_exclude_each_other_are_one_fact(old: str, new: str) -> None:
    for one, two in ((old, new), (new, old)):
        assert [flag.kind for flag in told(one, two)] == [FlagKind.FACT_CHANGED]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("They came by bus and by train.", "They came by train and by bus."),
        ("The cargo came by ship.", "The cargo came by sea."),
        ("The coach was sacked.", "The coach was dismissed."),
        ("He was released without charge.", "He was freed without charge."),
        ("She spoke calmly of it.", "She spoke without fuss of it."),
        ("It was announced by post.", "It was announced by the post."),
    ],
)
def test_the_same_manner_in_other_words_is_silent(old: str, new: str) -> None:
    assert told(old, new) == []


def test_without_denies_what_the_other_side_has() -> None:
    assert [flag.kind for flag in told("He spoke from notes.", "He spoke without notes.")] == [
        FlagKind.NEGATION_CHANGED
    ]
