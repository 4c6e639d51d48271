from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, Flag, FlagKind


def turns(old: str, new: str) -> list[Flag]:
    change = compare(Document.from_text(old), Document.from_text(new))
    return [flag for flag in change.flags if flag.kind is FlagKind.AGENCY_CHANGED]


DROPPED = [
    ("Police shot the man outside the bank.", "The man was shot outside the bank."),
    ("The army shelled the village, and hundreds fled.", "The village was shelled, and hundreds fled."),
    ("Thieves stole the painting on Monday.", "The painting was stolen on Monday."),
    ("The minister made mistakes, the report says.", "Mistakes were made, the report says."),
]


@pytest.mark.parametrize(("active", "passive"), DROPPED)
def test_a_passive_that_drops_who_did_it_is_told_both_ways(active: str, passive: str) -> None:
    dropped, named = turns(active, passive), turns(passive, active)
    assert [flag.rule for flag in dropped] == ["agency.dropped"]
    assert [flag.rule for flag in named] == ["agency.named"]
    assert dropped[0].before == named[0].after


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Police shot the man outside the bank.", "The man was shot by police outside the bank."),
        ("The driver was arrested after the crash.", "The driver was arrested after the collision."),
        ("The company closed the plant in May.", "The plant closed in May."),
        ("The man was shot and the police left.", "The man was shot. The police left."),
    ],
)
def test_mere_rephrasing_is_no_change_of_agency(old: str, new: str) -> None:
    assert turns(old, new) == turns(new, old) == []
