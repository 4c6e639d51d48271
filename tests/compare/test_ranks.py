"""Ranks in letters before a name, labels before it, and names that are written in one word or in small letters."""

from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, Flag, FlagKind


def facts(old: str, new: str) -> list[Flag]:
    flags = compare(*map(Document.from_text, (old, new))).flags
    return [flag for flag in flags if flag.kind is FlagKind.FACT_CHANGED]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Detective Sergeant Ola Pim, of Harrow Vale Police, spoke of it when the search was over.",
            "DS Ola Pim of Harrow Vale police spoke of it when the search was over.",
        ),
        (
            "Detective Chief Inspector Una Fry spoke of it when the search was over.",
            "DCI Una Fry spoke of it when the search was over.",
        ),
        (
            "Detective Constable Tim Vole spoke of it when the search was over.",
            "Det Con Tim Vole spoke of it when the search was over.",
        ),
        (
            "Brigadier Max Dray of Mere Barracks spoke of it when the search was over.",
            "Brig Max Dray of Mere Barracks spoke of it when the search was over.",
        ),
        ("Councillor Ann Moss of Mere, who chairs it, left.", "Cllr Ann Moss, of Mere, who chairs it, left."),
        ("DI Una Fry spoke of it when the search was over.", "Inspector Una Fry spoke of it when the search was over."),
        ("Dr Una Fry spoke of it when the search was over.", "DI Una Fry spoke of it when the search was over."),
    ],
)
def test_a_rank_in_letters_is_the_rank(old: str, new: str) -> None:
    assert facts(old, new) == []
    assert facts(new, old) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Detective Sergeant Ola Pim spoke of it when the search was over.",
            "DI Ola Pim spoke of it when the search was over.",
        ),
        ("DC Tim Vole spoke of it when the search was over.", "DS Tim Vole spoke of it when the search was over."),
        ("DI Una Fry spoke of it when the search was over.", "DI Una Fay spoke of it when the search was over."),
        ("DC Comics sued.", "Marvel Comics sued."),
        ("She works at the Centers for Health and Rest.", "She works at the Center for Health and Rest."),
        ("It is backed by Main Partner Orvex.", "It is backed by Main Partner Lumio."),
        ("The tool, Pod Monitor, is old.", "The tool, PodKeeper, is old."),
        ("Trains call at Mere, Holm, Varde and Lund.", "Trains call at Mere, Varde and Lund."),
    ],
)
def test_another_rank_or_name_is_a_fact(old: str, new: str) -> None:
    assert facts(old, new)
    assert facts(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It is backed by Main Partner Orvex, Lumio and Trask.", "It is backed by Main Partners Orvex, Lumio and Trask."),
        ("It is kept, as VolumeSnapshot, in a store.", "It is kept, as Volum Snapshot, in a store."),
        ("The stages are Agency Owned, Partner Led, Public Run and Free.", "The stages are agency owned, partner led, public run and free."),
        ("We sell Free Open Source Software (FOSS), Bought Software, and Rented Software.", "We sell FOSS, bought software, and rented software."),
        ("We sell Common Free Open Source Software (FOSS), Bought Goods, and Rented Goods.", "We sell Common FOSS, bought goods, and rented goods."),
    ],
)  # fmt: skip
def test_labels_and_words_in_small_letters_are_no_other_names(old: str, new: str) -> None:
    assert facts(old, new) == []
    assert facts(new, old) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("You can find previous facts about it.", "You can find facts about it.", False),
        ("The former chapel was sold.", "The chapel was sold.", True),
        ("Two former ministers spoke.", "Two ministers spoke.", True),
        ("The last board's plan fell.", "The board's plan fell.", True),
    ],
)
def test_what_was_so_before_is_told_of_offices_and_single_things(old: str, new: str, *, told: bool) -> None:
    assert bool(facts(old, new)) is told
