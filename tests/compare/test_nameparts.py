from __future__ import annotations

import pytest

from tests.compare.told import facts


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
