"""A date that gave way to the period named before it."""

from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, FlagKind


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Rents rose to June. Pay rose 4% in July.", "Rents rose to June. Pay rose 4% over the same period.", True),
        ("Rents rose in June. Pay rose 4% in June.", "Rents rose in June. Pay rose 4% over the same period.", False),
        ("Rents rose. Pay rose 4% on Monday.", "Rents rose. Pay rose 4% over the same period.", False),
        ("Rents rose to June. Pay rose 4% in July.", "Rents rose to June. Pay rose 4% then.", False),
        ("Rents rose. Pay rose 4% in 3 shops.", "Rents rose. Pay rose 4% over the same period.", False),
    ],
)
def test_a_month_that_gave_way_to_a_period_named_before_is_a_fact(old: str, new: str, *, told: bool) -> None:
    for one, two in ((old, new), (new, old)):
        flags = compare(*map(Document.from_text, (one, two))).flags
        assert (
            bool([flag for flag in flags if flag.rule == "fact.period" and flag.kind is FlagKind.FACT_CHANGED]) is told
        )
