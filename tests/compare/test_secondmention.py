from __future__ import annotations

import pytest

from tracker.compare.naming.secondmention import second_mention

ONE = "Dame Harriet Pole chaired the panel. Sir Rufus Penn sat beside her."


@pytest.mark.parametrize(("one", "two"), [("Dame Harriet", "Pole"), ("Pole", "Dame Harriet"), ("Sir Rufus", "Penn")])
def test_a_given_name_stands_for_the_surname_of_one_person(one: str, two: str) -> None:
    assert second_mention(one, two, (ONE, ONE))


@pytest.mark.parametrize(
    ("one", "two", "text"),
    [
        ("Dame Harriet", "Penn", ONE),
        ("Harriet", "Poles", ONE),
        ("Harriet", "Pole", "They met, Neil Pole and Harriet Pole."),
    ],
)
def test_another_bearer_or_name_is_another_person(one: str, two: str, text: str) -> None:
    assert not second_mention(one, two, (text, text))


def test_both_texts_have_to_name_the_person_in_full() -> None:
    assert not second_mention("Dame Harriet", "Pole", (ONE, "Dame Harriet sat."))


def test_a_surname_that_fills_the_text_is_nobodys() -> None:
    text = "Dame Harriet Pole sat." + " The pole Pole stood." * 300
    assert not second_mention("Dame Harriet", "Pole", (text, text))
