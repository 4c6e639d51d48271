"""By which name a speaker is told: the fullest that the article has for them, and never that of another of the name."""

from __future__ import annotations

import pytest

from tracker.compare import quotes
from tracker.compare.ledger import ledger
from tracker.model import Document


def said_by(text: str, headline: str = "") -> list[str]:
    return [quote.speaker for quote in quotes(Document.from_text(text, headline=headline or None))]


@pytest.mark.parametrize(
    "text",
    [
        "Maren Oakley was late. “I missed it,” Oakley said.",
        "“I missed it,” Oakley said.\n\nMaren Oakley is a diver.",
        "Maren Oakley was late. “I missed it,” Ms Oakley said.",
        "Maren Oakley was late. “I missed it,” Maren said.",
        "Actor Maren Oakley was late. “I missed it,” said Oakley.",
        "The prize went to Maren Oakley's team. “We missed it,” Oakley said.",
        "The actor Maren Oakley was late. “I missed it,” said the actor.",
        "Maren Oakley war spät dran. „Ich habe ihn verpasst“, sagte Oakley.",
        "Maren Oakley était en retard. « Je l'ai raté », a dit Oakley.",
        "Maren Oakley llegó tarde. «Lo perdí», dijo Oakley.",
        "Maren Oakley chegou tarde. “Perdi-o”, disse Oakley.",
        "Maren Oakley arrivò tardi. «L'ho perso», ha detto Oakley.",
    ],
)
def test_whom_the_article_names_in_full_anywhere_is_told_by_that_name(text: str) -> None:
    assert said_by(text) == ["Maren Oakley"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # Two of one surname: the one whom the paragraph named, the one who is nobody's relative, else what is written.
        ("Ann Cole was late. “I missed it,” Cole said.\n\nRob Cole was not.", ["Ann Cole"]),
        ("Ann Cole drives. Her brother, Rob Cole, walks.\n\n“I missed it,” Cole said.", ["Ann Cole"]),
        ("Ann Cole met Rob Cole.\n\n“I missed it,” Cole said.", ["Cole"]),
        ("Ann and Rob Cole met in 1990.\n\n“I missed it,” Cole said.\n\n“So did I,” Ann said.", ["Cole", "Ann Cole"]),
        (
            "“It rained,” Mr Hale said.\n\n“It snowed,” Mrs Hale said.\n\n“It did,” said Hale.",
            ["Mr Hale", "Mrs Hale", "Hale"],
        ),
        ("Mrs Jane Hale sings. Sir Tom Hale does not.\n\n“It snowed,” Mrs Hale said.", ["Jane Hale"]),
        # One person in several forms.
        ("“We lost,” said Bob Cole.\n\nRobert J. Cole is 40.\n\n“We won,” said Cole.", ["Robert J. Cole"] * 2),
        ("Jan van der Berg ist Lotse. „Es war kalt“, sagte van der Berg.", ["Jan van der Berg"]),
        ("Lucía de la Torre llegó tarde. «No lo sabía», dijo De la Torre.", ["Lucía de la Torre"]),
        # A body is nobody's surname, and a word that opens a sentence no given name.
        ("Yesterday Oakley fell. “I missed it,” Oakley said.", ["Oakley"]),
        ("The Oakley Council met. “We missed it,” the council said.", ["the council"]),
    ],
)
def test_two_of_one_surname_are_two(text: str, speakers: list[str]) -> None:
    assert said_by(text) == speakers


def test_before_anybody_spoke_an_office_is_the_one_whom_the_headline_names() -> None:
    text = "“I am scared,” the actor said on Friday.\n\nSand, 43, was in Leeds, where Mira Sand grew up."
    assert said_by(text, "Mira Sand on fear") == ["Mira Sand"]
    assert said_by(text) == ["the actor"]


def test_a_quotation_that_ends_its_sentence_is_not_that_of_who_speaks_in_the_next() -> None:
    text = "“It was empty,” Ann Cole said. “I was told so.” That is why, when it fell, he wondered about it."
    assert [(quote.speaker, quote.verb) for quote in quotes(Document.from_text(text))] == [("Ann Cole", "said")] * 2


@pytest.mark.parametrize(
    ("texts", "wordings"),
    [
        (
            ["“I missed it,” Oakley said.", "“I missed it,” Oakley said.\n\nMaren Oakley is 40."],
            [("Maren Oakley", 1, 2)],
        ),
        (
            ["“I missed it,” Oakley said.", "“I missed the bus,” Oakley said.\n\nMaren Oakley is 40."],
            [("Maren Oakley", 1, 1), ("Maren Oakley", 2, 2)],
        ),
        (["“I missed it,” the mayor said.", "“I missed it,” said the mayor, Ann Dew."], [("Ann Dew", 1, 2)]),
        (
            ["“I missed it,” the 43-year-old actor said.", "“I missed it,” the 44-year-old actor said."],
            [("the 44-year-old actor", 1, 2)],
        ),
        (["“I missed it,” Ann Cole said.", "“I missed it,” Rob Cole said."], [("Ann Cole", 1, 1), ("Rob Cole", 2, 2)]),
        (
            ["“I missed it,” the mayor said.", "“I missed it,” the judge said."],
            [("the mayor", 1, 1), ("the judge", 2, 2)],
        ),
    ],
)
def test_a_speaker_stays_one_through_revisions(texts: list[str], wordings: list[tuple[str, int, int]]) -> None:
    entry, *others = ledger([(number, Document.from_text(text)) for number, text in enumerate(texts, start=1)])
    assert not others
    assert [(one.speaker, one.first, one.last) for one in entry.wordings] == wordings


def test_who_was_gone_before_the_whole_name_came_has_it_too() -> None:
    first = Document.from_text("“I missed it,” Oakley said. It rained all day in the valley, and nobody came.")
    second = Document.from_text("It rained all day in the valley, and nobody came. “Never again,” Maren Oakley said.")
    assert [entry.speaker for entry in ledger([(1, first), (2, second)])] == ["Maren Oakley"] * 2
