"""Ranks counted from an end: equal in all their forms, facts where they differ, and words that only look like them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.compare import compare
from tracker.model import Document, Flag, FlagKind

_FACTS = (FlagKind.FACT_CHANGED, FlagKind.FACT_ADDED, FlagKind.FACT_REMOVED)


def facts(old: str, new: str, language: str = "en") -> list[Flag]:
    flags = compare(*(replace(Document.from_text(text), language=language) for text in (old, new))).flags
    return [flag for flag in flags if flag.kind in _FACTS]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It was the penultimate lap.", "It was the last lap but one."),
        ("It was the penultimate lap.", "It was the second-to-last lap."),
        ("He came second from last.", "He came last but one."),
        ("It was her third-to-last race.", "It was her last race but two."),
    ],
)
def test_a_rank_from_the_end_is_equal_in_all_its_forms(old: str, new: str) -> None:
    assert facts(old, new) == []


@pytest.mark.parametrize(
    ("language", "old", "new", "before", "after"),
    [
        ("en", "It is the last series.", "It is the last series but one.", "last", "but one"),
        ("en", "He fell on the penultimate lap.", "He fell on the final lap.", "penultimate", "final"),
        ("en", "The next stop is Mere.", "The next stop but one is Mere.", "next", "but one"),
        ("en", "He came second to last.", "He came third to last.", "second to last", "third to last"),
        ("de", "Es ist die vorletzte Folge.", "Es ist die letzte Folge.", "vorletzte", "letzte"),
        ("fr", "C’est l’avant-dernière étape.", "C’est la dernière étape.", "l’avant-dernière", "dernière"),
        ("es", "Es la penúltima etapa.", "Es la última etapa.", "penúltima", "última"),
    ],
)
def test_another_rank_from_the_end_is_a_fact(language: str, old: str, new: str, before: str, after: str) -> None:
    (flag,) = facts(old, new, language)
    assert (flag.before, flag.after, flag.sub) == (before, after, "ordinal")
    (turned,) = facts(new, old, language)
    assert (turned.before, turned.after) == (after, before)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The next day all but two left.", "All but two left the next day."),
        ("She sat next to last year's winner.", "She sat beside last year's winner."),
        ("It was the second to last only a week.", "It was the second that lasted only a week."),
        ("She came last, but one of her rivals fell.", "She was last, but one of her rivals fell."),
        ("She came last but he did not.", "She was last but he was not."),
        ("The stage was dull but one rider shone.", "The lap was dull but one rider shone."),
        ("She was at last glad, but one of them fell.", "She was glad at last, but one of them fell."),
        ("He was small but two stones lighter.", "He was small, but two stones lighter."),
    ],
)
def test_what_only_looks_like_a_rank_is_none(old: str, new: str) -> None:
    assert [flag for flag in facts(old, new) if flag.sub == "ordinal"] == []


def test_a_rank_that_only_came_is_told_as_added() -> None:
    (flag,) = facts("The lap was hard.", "The penultimate lap was hard.")
    assert flag.kind is FlagKind.FACT_ADDED
