"""Which paragraphs are doubtful: the signs that speak for a promotion, and what never has any."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import STORIES
from tracker.extract.body.doubtful import Doubt, Signs, is_promotional, signs_of, usual_signs
from tracker.model import BlockKind

_PROMOTIONS = [
    ("Handball: Why the third coach left after nine days", 0.9),
    ("Related: Storm leaves two villages without power", 0.0),
    ("OUR CRITIC – The pier café gets two stars", 0.0),
    ("» Museum finds a lost letter behind a cupboard", 1.0),
    ("Support our newsroom: become a member for 3 euros a month.", 0.0),
    ("Get our evening newsletter and be ahead of your neighbours.", 0.2),
    ("Museum finds a lost letter behind a cupboard: the full story is here.", 0.05),
    ("Buy tickets for our reading night before they are sold out!", 0.0),
]
_TEXT = [
    ("The council voted for the plan by nine votes to four.", 0.0),
    ("“Subscribe to that? Never,” said the mayor about our reporters’ list.", 0.0),
    ("LONDON – Two ferries will stay in port until the storm has passed, the operator said.", 0.0),
    ("The subscription for a season costs £40.", 0.0),
    ("The full report of the auditors can be read here.", 0.1),
    ("She joined the club in 1998 and won two cups.", 0.3),
]


_CALLS = [
    "Poll: Should the ferry be free of charge at weekends? Vote now.",
    "What do you think? Have your say in the comments below.",
    "Do you take this boat to work? Tell us at letters@paper.example.",
    "Braucht die Insel eine Brücke? Jetzt abstimmen!",
    "Et vous, qu’en pensez-vous ? Donnez votre avis.",
    "¿Usas el transbordador? Danos tu opinión.",
    "Serve un ponte? Dicci la tua.",
    "Czy wyspa potrzebuje mostu? Weź udział w naszej ankiecie.",
    "Нужен ли острову мост? Примите участие в опросе.",
    "This introductory price is for new readers. Terms apply.",
]
_QUESTIONS = [
    "Tell us about the first night on the island.",
    "What do you think of the bridge?",
    "Residents have a say in the plan until the spring.",
    "The members voted now and then by show of hands.",
    "“Have your say,” the mayor told the hall.",
]


@pytest.mark.parametrize("text", _CALLS)
def test_what_asks_readers_to_answer_or_names_terms_waits_for_a_second_look(text: str) -> None:
    assert signs_of(text, 0.0).beside(Signs()) is not Doubt.NONE


@pytest.mark.parametrize("text", _QUESTIONS)
def test_what_is_asked_in_an_interview_or_told_of_a_vote_does_not(text: str) -> None:
    assert signs_of(text, 0.0).beside(Signs()) is Doubt.NONE


def test_an_offer_with_its_terms_is_promotional() -> None:
    assert is_promotional("Half-price offer: twelve weeks of the paper for £6. Offer ends on Sunday.", 0.0)


@pytest.mark.parametrize(("text", "linked"), _PROMOTIONS)
def test_two_signs_make_a_paragraph_promotional(text: str, linked: float) -> None:
    assert is_promotional(text, linked)


@pytest.mark.parametrize(("text", "linked"), _TEXT)
def test_reporting_has_no_two_signs(text: str, linked: float) -> None:
    assert not is_promotional(text, linked)


def test_no_paragraph_of_the_stories_is_doubtful() -> None:
    paragraphs = [text for story in STORIES for kind, text in story.pieces if kind is BlockKind.PARAGRAPH]
    assert [text for text in paragraphs if any(signs_of(text, 0.0))] == []


def test_what_is_long_is_told_at_once() -> None:
    assert signs_of("Sign up for our newsletter and read on. " * 12, 1.0) == Signs()


def test_what_an_articles_own_paragraphs_have_is_no_sign_in_it() -> None:
    usual = usual_signs(signs_of(f"Recipe {number}: flour, milk and {number} eggs", 0.0) for number in range(4))
    assert signs_of("Recipe 9: flour, milk and salt", 0.0).beside(usual) is Doubt.NONE
    assert signs_of("Recipe 9: flour, milk and salt", 0.0).beside(Signs()) is Doubt.STRONG
    assert usual_signs([Signs(2, 2)] * 2) == Signs()


def test_a_sign_that_few_of_an_articles_own_paragraphs_have_is_one_of_doubt() -> None:
    lines = [signs_of(f"Name {number}: flour, milk and salt", 0.0) for number in range(4)]
    plain = [signs_of("The council voted for the plan.", 0.0)] * 60
    assert signs_of("From the archive: the lost letter", 0.0).beside(usual_signs(lines)) is Doubt.NONE
    assert signs_of("From the archive: the lost letter", 0.0).beside(usual_signs(lines + plain)) is Doubt.WEAK
    assert signs_of("MUST READ – Storm leaves two villages dark", 0.0).beside(usual_signs(lines)) is Doubt.WEAK


def test_a_line_that_points_elsewhere_waits_only_where_it_links_there() -> None:
    assert signs_of("They have lived here.", 0.0) == Signs()
    assert signs_of("The minutes of the meeting are here.", 0.1).beside(Signs()) is Doubt.WEAK
