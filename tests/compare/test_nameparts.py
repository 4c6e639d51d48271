from __future__ import annotations

import pytest

from tests.compare.told import facts
from tracker.compare import compare
from tracker.model import Document, FlagKind


@pytest.mark.parametrize("old", ["Deputy mayor", "Vice president", "Shadow minister", "Former governor"])
def test_an_office_that_opens_a_sentence_is_told_with_its_rank(old: str) -> None:
    new = old.split()[1].capitalize()
    cut = "Silke Ahrens cut the ribbon of the new bridge."
    assert facts(f"{old} {cut}", f"{new} {cut}") == [(old, "")]


@pytest.mark.parametrize(
    ("old", "new"),
    [("Kim Jong-un", "Kim Jong Un"), ("Chiang Kai-shek", "Chiang Kaishek"), ("Mao Tse-tung", "Mao Zedong")],
)
def test_a_second_syllable_belongs_to_the_name(old: str, new: str) -> None:
    assert facts(f"The envoy met {old} twice.", f"The envoy met {new} twice.") == []


def test_another_second_syllable_is_another_name() -> None:
    assert facts("The envoy met Kim Jong-un.", "The envoy met Kim Jong-il.") == [("Kim Jong-un", "Kim Jong-il")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Jhulan Sen", "Ayesha Sen"),
        ("Aaron Judge", "Alan Judge"),
        ("Carl Bishop", "Carl Major"),
        ("Ann Baker", "Ann Butler"),
        ("Anna King", "Anna Queen"),
        ("Tim Constable", "Tim Porter"),
    ],
)
def test_a_title_behind_a_given_name_is_a_surname(old: str, new: str) -> None:
    flags = compare(*(Document.from_text(f"{name} won the medal.") for name in (old, new))).flags
    assert [flag.sub for flag in flags if flag.kind is FlagKind.FACT_CHANGED] == ["person"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Sen. Ann Voss", "Rep. Ann Voss"),
        ("The Crown Prince", "The King"),
    ],
)
def test_a_title_before_a_name_is_one(old: str, new: str) -> None:
    flags = compare(*(Document.from_text(f"{name} won the medal.") for name in (old, new))).flags
    assert [flag.sub for flag in flags if flag.kind is FlagKind.FACT_CHANGED] == ["title"]
