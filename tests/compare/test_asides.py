from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, Flag, FlagKind


def sources(old: str, new: str) -> list[Flag]:
    change = compare(Document.from_text(old), Document.from_text(new))
    return [flag for flag in change.flags if flag.kind is FlagKind.ATTRIBUTION_CHANGED]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "“He putted,” said its sponsor, Senator Ruth Abel.",
            "“He putted,” said Senator Ruth Abel, the bill’s sponsor.",
        ),
        (
            "The beach is clean, according to the mayor of Sant Pol, Mireia Font.",
            "The beach is clean, according to Mireia Font, the mayor of Sant Pol.",
        ),
    ],
)
def test_a_role_and_its_name_that_change_places_are_one_source(old: str, new: str) -> None:
    assert sources(old, new) == []


def test_a_role_with_a_name_behind_it_is_told_with_the_name() -> None:
    (flag,) = sources(
        "“He putted,” said its sponsor, Senator Ruth Abel.", "“He putted,” said its opponent, Senator Carl Voss."
    )
    assert (flag.before, flag.after) == ("its sponsor, Senator Ruth Abel", "its opponent, Senator Carl Voss")


def test_a_name_given_as_somebodys_owner_is_no_ministry() -> None:
    behind = " Maritex has six ships."
    assert sources(
        f"The ship is safe, the navy said. Maritex owns it.{behind}",
        f"The ship is safe, its owner, Maritex, said.{behind}",
    )


def test_a_weekday_behind_a_comma_is_no_apposition() -> None:
    assert sources("“It leaks,” said the owner, Monday.", "“It leaks,” the owner said, on Monday.") == []
