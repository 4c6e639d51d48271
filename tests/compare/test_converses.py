from __future__ import annotations

import pytest

from tests.compare.told import facts


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Corvex bought the depot last year from a rival.", "A rival sold the depot to Corvex last year."),
        ("He bought the van from a neighbour.", "A neighbour sold him the van."),
        ("A collector bought the watch from a dealer.", "A dealer sold the watch to a collector."),
        ("Pia Lund is the mother of Jon Lund.", "Jon Lund is the son of Pia Lund."),
        ("Karl Berg is the husband of Ida Berg.", "Ida Berg is the wife of Karl Berg."),
        ("Ivo Grant married Nora Fitch in June.", "Nora Fitch married Ivo Grant in June."),
    ],
)
def test_a_deed_told_from_its_other_end_is_the_same(old: str, new: str) -> None:
    assert facts(old, new) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Corvex bought the depot from a rival.", "Corvex sold the depot to a rival."),
        ("Corvex bought the depot from a rival.", "A rival bought the depot from Corvex."),
        ("Two brothers bought the farm from a widow.", "A widow bought the farm from two brothers."),
        ("Pia Lund is the mother of Jon Lund.", "Jon Lund is the mother of Pia Lund."),
        ("The council leases the field from the church.", "The council leases the field to the church."),
    ],
)
def test_roles_that_really_turn_are_told(old: str, new: str) -> None:
    assert len(facts(old, new)) == 1
