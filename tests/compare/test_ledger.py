from __future__ import annotations

import pytest

from tracker.compare import quotes
from tracker.compare.ledger import ledger
from tracker.model import Document

FIRST = Document.from_text(
    "“The bridge will hold through the winter,” said Dr Hanne Lindqvist.\n\n"
    "The council disagreed. “We have seen the cracks ourselves,” said Peter Oyelaran, its chairman."
)
REWORDED = Document.from_text(
    "“The bridge will hold through the summer,” said Dr Hanne Lindqvist.\n\n"
    "The council disagreed. “We have seen the cracks ourselves,” said Peter Oyelaran, its chairman."
)
DROPPED = Document.from_text(
    "“The bridge will hold through the summer,” said Dr Hanne Lindqvist.\n\nThe council disagreed."
)


def test_an_utterance_keeps_its_entry_through_another_wording() -> None:
    bridge, cracks = ledger([(1, FIRST), (2, REWORDED)])
    assert [(w.text.rstrip(","), w.first, w.last) for w in bridge.wordings] == [
        ("The bridge will hold through the winter", 1, 1),
        ("The bridge will hold through the summer", 2, 2),
    ]
    assert [(w.first, w.last) for w in cracks.wordings] == [(1, 2)]
    assert bridge.gone_in is cracks.gone_in is None


def test_who_says_it_stands_with_it() -> None:
    bridge, cracks = ledger([(1, FIRST)])
    assert "Lindqvist" in bridge.speaker
    assert "Oyelaran" in cracks.speaker
    assert cracks.wordings[0].verb == "said"


@pytest.mark.parametrize(
    "text",
    [
        "“The seals went quiet first,” said the warden, Ola Brandt.",
        "“The seals went quiet first,” the warden, Ola Brandt, said.",
        "“The seals went quiet first,” his deputy, Ola Brandt, said on Friday.",
        "“The seals went quiet first,” said Ola Brandt, the warden.",
        "« Les phoques se sont tus », a dit la gardienne, Ola Brandt.",
        "«Le foche hanno taciuto per prime», ha detto Ola Brandt.",
        "«Las focas han callado», ha dicho la guardiana, Ola Brandt.",
        "„Die Robben wurden zuerst still“, sagte die Wärterin, Ola Brandt.",
        "„Die Robben wurden zuerst still“, sagte Wärterin Ola Brandt.",
        "„Die Robben wurden zuerst still“, sagte die 34-jährige Wärterin Ola Brandt.",
        "„Die Robben wurden zuerst still“, sagte SPD-Politikerin Ola Brandt.",
        "Die Leiterin des Zoos, Ola Brandt, sagte: „Die Robben wurden zuerst still.“",
        "„Alle warten“, so Einsatzleiterin Ola Brandt.",
    ],
)
def test_who_is_named_beside_a_calling_says_it(text: str) -> None:
    (said,) = quotes(Document.from_text(text))
    assert said.speaker == "Ola Brandt"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("„Niemand hörte uns“, sagte die Wärterin am Freitag.", "die Wärterin"),
        ("„Niemand hörte uns“, sagte die Wärterin, Mutter zweier Söhne.", "die Wärterin"),
        ("„Niemand hörte uns“, sagte Trainer Fischer.", "Fischer"),
        ("„Niemand hörte uns“, sagte Karin Anna Voss.", "Karin Anna Voss"),
        ("„Niemand hörte uns“, sagte Staatsanwältin Lena von Falk.", "Lena von Falk"),
        ("„Niemand hörte uns“, sagte Eva Meyer-Lund.", "Eva Meyer-Lund"),
    ],
)
def test_a_calling_without_a_name_stays_and_a_name_that_looks_like_one_is_a_name(text: str, speaker: str) -> None:
    (said,) = quotes(Document.from_text(text))
    assert said.speaker == speaker


def test_an_utterance_that_was_dropped_says_when_it_was_gone() -> None:
    entries = ledger([(1, FIRST), (2, REWORDED), (3, DROPPED)])
    assert [entry.gone_in for entry in entries] == [None, 3]


def test_an_utterance_that_came_later_says_when_it_came() -> None:
    entries = ledger([(1, DROPPED), (2, REWORDED)])
    assert [entry.wordings[0].first for entry in entries] == [1, 2]


def test_other_quotation_marks_are_no_other_wording() -> None:
    straight = Document.from_text(FIRST.text.replace("“", '"').replace("”", '"'))
    assert [len(entry.wordings) for entry in ledger([(1, FIRST), (2, straight)])] == [1, 1]


def test_an_article_without_quotations_has_an_empty_ledger() -> None:
    assert ledger([(1, Document.from_text("The council met on Monday and went home."))]) == ()
    assert ledger([]) == ()


def test_she_is_the_one_person_that_the_text_named_before_and_nobody_where_there_are_two() -> None:
    said = "“I turned round because the sea told me to,” she told the paper."
    one = "When the storm came, Orla Venn was alone.\n\nVenn, 58, runs the harbour."
    two = "When the storm came, Orla Venn met Tom Hale.\n\nVenn and Hale run the harbour."
    assert [quote.speaker for quote in quotes(Document.from_text(f"{one}\n\n{said}"))] == ["Orla Venn"]
    assert [quote.speaker for quote in quotes(Document.from_text(f"{two}\n\n{said}"))] == ["she"]


@pytest.mark.parametrize(
    ("between", "speaker"),
    [
        ("Brandt married the composer Jon Reth in 2019. They have two children.", "Ola Brandt"),
        ("Brandt, 42, was born in Bergen.", "Ola Brandt"),
        ("Ms Brandt was born in Bergen.", "Ola Brandt"),
        ("Brandt's mother was born in Bergen.", "Per Stowell"),
        ("The town has a warden, whom Brandt knows.", "Per Stowell"),
        ("Bergen has had rain.", "Per Stowell"),
    ],
)
def test_she_is_the_one_of_those_who_spoke_whom_the_text_is_about_since_then(between: str, speaker: str) -> None:
    text = (
        "“The seals went quiet,” Ola Brandt said.\n\n“The happiest winter,” Per Stowell told reporters.\n\n"
        f"{between}\n\nAsked about the rain, she laughed. “Never say never,” she said."
    )
    *_, said = quotes(Document.from_text(text))
    assert said.speaker == speaker


def test_a_name_in_short_is_no_other_speaker_and_a_label_of_an_interview_is_one() -> None:
    first = Document.from_text("According to Ivo Cole, it was “a miracle with a budget”.")
    second = Document.from_text("According to Cole, it was “a miracle with a budget”.")
    (entry,) = ledger([(1, first), (2, second)])
    assert [(w.speaker, w.verb, w.first, w.last) for w in entry.wordings] == [("Ivo Cole", "according to", 1, 2)]
    asked = "Who cooks?\n\nLena: I do, every day.\n\nOscar: I order.\n\nWho washes up?\n\nOscar: The dog."
    assert [quote.speaker for quote in quotes(Document.from_text(asked))] == ["", "Lena", "Oscar", "", "Oscar"]


@pytest.mark.parametrize(
    ("told", "pronoun"),
    [
        ("Corwin Hale, 34, said he had warned the council.", "he"),
        ("Corwin Hale, who runs the kiosk, argued he had told the council in the summer.", "he"),
        ("Orla Hale, a clerk, said she warned of it.", "she"),
        ("Orla Hale, a clerk, says they have warned of it.", "they"),
    ],
)
def test_what_somebody_said_that_they_had_said_names_nobody_else(told: str, pronoun: str) -> None:
    (quoted,) = quotes(Document.from_text(f"{told} “I told them that the pier leaned,” {pronoun} said."))
    assert quoted.speaker.split()[-1] == "Hale"
