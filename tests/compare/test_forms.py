"""Money, scores and party tags in other clothes: silent where they say the same, told where they do not."""

from __future__ import annotations

import pytest

from tests.compare.told import facts


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It paid US$40m for it.", "It paid $US40 million for it."),
        ("It paid A$1.2bn for it.", "It paid $A1.2 billion for it."),
        ("It paid A$40m for it.", "It paid 40 million Australian dollars for it."),
        ("It paid C$5m for it.", "It paid 5 million Canadian dollars for it."),
        ("It paid HK$5m for it.", "It paid 5 million Hong Kong dollars for it."),
        ("It paid NZ$5m for it.", "It paid NZD 5 million for it."),
        ("Larnby won the replay 2-1.", "Larnby won the replay by two goals to one."),
        ("Larnby won 2-1.", "Larnby won two-one."),
        ("Larnby won 1-0.", "Larnby won one-nil."),
        ("Larnby won 1-0.", "Larnby won by a goal to nil."),
        ("Larnby drew 2-2.", "Larnby drew two-all."),
        ("Senator Ann Roe, D-N.M., spoke.", "Senator Ann Roe (Democrat, New Mexico) spoke."),
        ("Rep. Ann Roe, R-Texas, spoke.", "Rep. Ann Roe, a Texas Republican, spoke."),
    ],
)
def test_the_same_in_another_form_is_no_fact(old: str, new: str) -> None:
    assert facts(old, new) == facts(new, old) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It paid US$40m for it.", "It paid $A40 million for it."),
        ("It paid A$40m for it.", "It paid C$40 million for it."),
        ("Larnby won 2-1.", "Larnby won by three goals to one."),
        ("Larnby won 2-1.", "Larnby won two-nil."),
        ("Rep. Ann Roe, R-Texas, spoke.", "Rep. Ann Roe, D-Texas, spoke."),
        ("The chief investment officer quit.", "The chief operating officer quit."),
        ("The chief marketing officer quit.", "The chief technology officer quit."),
    ],
)
def test_another_value_in_another_form_is_one(old: str, new: str) -> None:
    assert len(facts(old, new)) == len(facts(new, old)) == 1
