"""Doubts and denials that came into a headline or went from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.compare import compare
from tracker.model import Document, FlagKind

_SHIFTS = {FlagKind.HEDGING_ADDED, FlagKind.HEDGING_REMOVED, FlagKind.NEGATION_CHANGED}


def shifts(old: str, new: str) -> set[FlagKind]:
    body = Document.from_text("The plant has 9,000 workers.")
    one, two = (replace(body, language="en", headline=text) for text in (old, new))
    return {flag.kind for flag in compare(one, two).flags} & _SHIFTS


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Maker could cut 2,000 jobs", "Maker will cut 2,000 jobs", FlagKind.HEDGING_REMOVED),
        ("Council to sell golf course", "Council may sell golf course", FlagKind.HEDGING_ADDED),
        ("Suspected arsonist held in Leeds", "Arsonist held in Leeds", FlagKind.HEDGING_REMOVED),
        ("Ferry firm will pay the fine", "Ferry firm will not pay the fine", FlagKind.NEGATION_CHANGED),
        ("No one hurt in mill blaze", "One hurt in mill blaze", FlagKind.NEGATION_CHANGED),
    ],
)
def test_a_doubt_or_a_denial_of_a_headline_is_told(old: str, new: str, kind: FlagKind) -> None:
    assert shifts(old, new) == {kind}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Players may be told to train alone", "Players might be told to train alone"),
        ("Ferry firm will pay the fine", "Why the ferry firm may never pay"),
        ("Surgeon cleared of selling kidneys", "Surgeon charged with selling kidneys"),
        ("Pool will close, council confirms", "Pool will close, the council has confirmed"),
    ],
)
def test_a_headline_with_the_same_doubt_or_told_anew_has_none(old: str, new: str) -> None:
    assert not shifts(old, new)
