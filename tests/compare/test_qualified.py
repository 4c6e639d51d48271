"""Words beside a thing that make another thing of it, and those that only describe it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.compare import compare
from tracker.model import Document, Flag, FlagKind


def facts(old: str, new: str, language: str = "en") -> list[Flag]:
    flags = compare(*(replace(Document.from_text(text), language=language) for text in (old, new))).flags
    return [flag for flag in flags if flag.kind is FlagKind.FACT_CHANGED]


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("He got a suspended sentence of a year.", "He got a sentence of a year.", "suspended sentence", "sentence"),
        ("He got a two-year sentence.", "He got a two-year suspended sentence.", "sentence", "suspended sentence"),
        ("They signed a conditional truce.", "They signed a truce.", "conditional truce", "truce"),
        ("It won final approval.", "It won preliminary approval.", "final approval", "preliminary approval"),
        (
            "It gave approval on Monday.",
            "It gave a preliminary approval on Monday.",
            "approval",
            "preliminary approval",
        ),
        ("It was a non-binding vote.", "It was a vote.", "non-binding vote", "vote"),
        (
            "He got a suspended 18-month sentence.",
            "He got an 18-month sentence.",
            "suspended 18-month sentence",
            "18-month sentence",
        ),
    ],
)
def test_a_qualifier_that_came_or_went_is_a_fact(old: str, new: str, before: str, after: str) -> None:
    (flag,) = facts(old, new)
    assert (flag.before, flag.after, flag.rule) == (before, after, "fact.qualified")
    (turned,) = facts(new, old)
    assert (turned.before, turned.after) == (after, before)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("He got a suspended sentence.", "He got a sentence, suspended for a year."),
        ("It gave a suspended sentence. The suspended sentence was fair.", "It gave a suspended sentence. The sentence was fair."),
        ("It made a net profit of £2.", "It made a profit after tax of £2."),
        ("The final report is due.", "The report is due."),
        ("The temporary stage was sold.", "The stage was sold."),
        ("It won initial approval.", "It won preliminary approval."),
        ("She got a suspended", "She got a"),
        ("A temporary Ban River Trust office.", "A Ban River Trust office."),
        ("He got a suspended (and short) sentence.", "He got a (and short) sentence."),
    ],
)  # fmt: skip
def test_a_qualifier_that_says_nothing_new_is_none(old: str, new: str) -> None:
    assert facts(old, new) == []


@pytest.mark.parametrize(
    ("language", "old", "new", "after"),
    [
        ("fr", "Elle siège à la commission des finances.", "Elle siège à la commission des lois.", "commission des lois"),
        ("fr", "Le juge du tribunal de commerce a parlé.", "Le juge du conseil de prud’hommes a parlé.", "conseil de prud’hommes"),
        ("fr", "Il dirige le service de l’urbanisme.", "Il dirige le service de la voirie.", "service de la voirie"),
        ("es", "El caso va al juzgado de instrucción.", "El caso va al juzgado de menores.", "juzgado de menores"),
        ("it", "Va alla commissione bilancio.", "Va alla commissione giustizia.", "commissione giustizia"),
        ("pt", "Foi à secretaria de saúde.", "Foi à secretaria de obras.", "secretaria de obras"),
    ],
)  # fmt: skip
def test_a_body_in_small_letters_for_another_field_is_another_body(
    language: str, old: str, new: str, after: str
) -> None:
    (flag,) = facts(old, new, language)
    assert (flag.after, flag.sub) == (after, "org")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("La commission d’experts a siégé.", "La commission de spécialistes a siégé."),
        ("Un rapport sur la santé est paru.", "Un rapport sur la défense est paru."),
        ("Le ministère de la santé et celui de la justice.", "Le ministère de la justice et celui de la santé."),
        ("Santé et défense.", "Santé et justice."),
        ("La commission très large des finances.", "La commission très large des lois."),
    ],
)
def test_other_words_behind_a_body_and_fields_without_one_are_no_other_body(old: str, new: str) -> None:
    assert [flag for flag in facts(old, new, "fr") if flag.rule == "fact.org"] == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("The bishop retired in April.", "The bishop was retired in April.", True),
        ("The bishop was retired after a row.", "The bishop retired after a row.", True),
        ("The bishop retired and left.", "The bishop was retired and left.", False),
        ("The bishop, they say, retired.", "The bishop, they say, was retired.", False),
        ("The bishop was sleeping in April.", "The bishop sleeping in April.", False),
    ],
)
def test_the_voice_says_who_ended_an_office(old: str, new: str, *, told: bool) -> None:
    assert bool([flag for flag in facts(old, new) if flag.rule == "fact.ended"]) is told
