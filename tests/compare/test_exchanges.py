"""Things exchanged for others: by the lexicon, by the words before them, and what is left alone."""

from __future__ import annotations

import pytest

from tests.compare.told import facts
from tracker.compare import compare
from tracker.compare.contrasting.exchanges import things
from tracker.model import Document, Flag, FlagKind, Severity

EXCHANGED = [
    ("She grew up above a shop that sold prams.", "She grew up above a shop that sold wigs.", "prams", "wigs"),
    ("The lorry was carrying milk to Ely.", "The lorry was carrying cooking oil to Ely.", "milk", "cooking oil"),
    ("Their blood sugar was lower in May.", "Their blood pressure was lower in May.", "sugar", "pressure"),
    ("It was found by a schoolgirl in Wick.", "It was found by a postman in Wick.", "schoolgirl", "postman"),
    ("He trained as a saddler in Leek.", "He trained as a cartwright in Leek.", "saddler", "cartwright"),
]
ALONE = [
    ("He rode home on a motorbike.", "He rode home on a motorcycle."),
    ("A collie slept by the fire.", "A dog slept by the fire."),
    ("The ferries are back in port.", "The ships are back in port."),
    ("The pilgrim was late again on Sunday.", "The beekeeper was late again on Sunday."),
    ("The bag held bread and cheese.", "The bag held cheese and bread."),
    ("They plan to fish there in June.", "They plan to ring there in June."),
    ("The van was loaded with goods for Ely.", "The van was loaded with freight for Ely."),
]


@pytest.mark.parametrize(("old", "new", "before", "after"), EXCHANGED)
def test_one_thing_for_another_is_a_fact(old: str, new: str, before: str, after: str) -> None:
    found = _facts(old, new)
    assert [(flag.before, flag.after, flag.rule) for flag in found] == [(before, after, "fact.exchanged")]
    assert found[0].severity is Severity.MEDIUM
    assert found[0].delta is not None
    assert (found[0].delta.before_value, found[0].delta.after_value) == (before, after)


@pytest.mark.parametrize(("old", "new"), ALONE)
def test_another_word_for_the_same_thing_is_no_fact(old: str, new: str) -> None:
    assert _facts(old, new) == []


def test_a_fact_that_is_told_already_is_not_told_twice() -> None:
    found = _facts("He kept an oak in the garden.", "He kept an elm in the garden.")
    assert [flag.rule.startswith("fact.contrast.") for flag in found] == [True]


def test_a_language_without_a_lexicon_exchanges_nothing() -> None:
    assert things("fr") == {}
    assert not things("en")["collie"].isdisjoint(things("en")["dog"])


def _facts(old: str, new: str) -> list[Flag]:
    flags = compare(Document.from_text(old), Document.from_text(new)).flags
    return [flag for flag in flags if flag.kind is FlagKind.FACT_CHANGED]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Her manager paid for the flowers.", "Her sister paid for the flowers."),
        ("His coach drove him home.", "His father drove him home."),
        ("The bride fainted.", "The groom fainted."),
        ("The ropes, which were new, broke.", "The ropes, which were old, broke."),
        ("The council paid for the repairs.", "The church paid for the repairs."),
        ("Investigators searched the house.", "Journalists searched the house."),
        ("The state prosecutor opened an inquiry.", "The federal prosecutor opened an inquiry."),
        ("A county court fined him.", "A crown court fined him."),
    ],
)
def test_people_and_bodies_of_other_kinds_are_told(old: str, new: str) -> None:
    assert len(facts(old, new)) == len(facts(new, old)) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Investigators searched the house.", "Detectives searched the house."),
        ("Officers searched the house.", "Police searched the house."),
        ("Her manager paid for the flowers.", "Her boss paid for the flowers."),
        ("The town council bought the mill.", "The council bought the mill."),
        ("The factory was brand new.", "The factory was new."),
        ("A new bridge will replace the old one.", "The old bridge will be replaced."),
    ],
)
def test_people_and_bodies_called_otherwise_are_not(old: str, new: str) -> None:
    assert facts(old, new) == facts(new, old) == []
