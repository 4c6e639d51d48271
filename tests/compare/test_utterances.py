from __future__ import annotations

import pytest

from tracker.compare import quotes
from tracker.model import Document


def said(text: str) -> list[str]:
    return [quote.text for quote in quotes(Document.from_text(text))]


@pytest.mark.parametrize(
    "text",
    [
        "The song “Blue River” was played.",
        "The so-called “ghost train” was scrapped.",
        "The ladder was 6' 2\" high and stood there.",
        "The boys' club sold the '90s records at McDonald's.",
        "Correction: We wrote “the plan is dead” when she said “the plan is delayed”.",
    ],
)
def test_titles_scare_quotes_measures_apostrophes_and_notes_are_no_utterances(text: str) -> None:
    assert said(text) == []


def test_an_utterance_over_two_paragraphs_has_one_speaker() -> None:
    found = quotes(Document.from_text("“We must act now.\n\n“If we wait, it is too late,” said Ida Noor."))
    assert [(quote.text, quote.speaker) for quote in found] == [
        ("We must act now.", "Ida Noor"),
        ("If we wait, it is too late,", "Ida Noor"),
    ]


def test_nested_marks_belong_to_the_outer_utterance() -> None:
    assert said("“They told us ‘wait here’ and left,” she said.") == ["They told us ‘wait here’ and left,"]


def test_questions_and_answers_need_no_marks() -> None:
    assert said("What do you fear?\n\nI fear silence most of all.") == [
        "What do you fear?",
        "I fear silence most of all.",
    ]


def test_a_rhetorical_question_does_not_turn_prose_into_speech() -> None:
    assert said("So what happens next?\n\nThe court will hear the case in May.") == []


@pytest.mark.parametrize(
    ("text", "speaker", "verb"),
    [
        ("“It is over,” said Dana Cole.", "Dana Cole", "said"),
        ("“It is over,” Dana Cole told the court.", "Dana Cole", "told"),
        ("Dana Cole said: “It is over.”", "Dana Cole", "said"),
        ("“It is over,” Dana Cole, the coach, said.", "Dana Cole", "said"),
        ("“It is over,” a friend said.", "a friend", "said"),
        ("According to Dana Cole, it is “over for good now”.", "Dana Cole", "according to"),
        ("It was, in the words of Dana Cole, “a war on the coast”.", "Dana Cole", "in the words of"),
        ("Selon Dana Cole, c’était « une guerre sur la côte ».", "Dana Cole", "selon"),
        ("Dana Cole: “It is over for good now.”", "Dana Cole", ""),
        ("„Es ist vorbei“, sagte Dana Cole.", "Dana Cole", "sagte"),
    ],
)
def test_the_speaker_is_the_one_named_beside_the_words(text: str, speaker: str, verb: str) -> None:
    (found,) = quotes(Document.from_text(text))
    assert (found.speaker, found.verb) == (speaker, verb)


def test_a_pronoun_is_whoever_spoke_last() -> None:
    found = quotes(Document.from_text("“It is over,” said Dana Cole. “I am glad of that,” she added."))
    assert [quote.speaker for quote in found] == ["Dana Cole", "Dana Cole"]
