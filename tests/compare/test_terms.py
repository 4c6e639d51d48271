from __future__ import annotations

import pytest

from tracker.compare import quotes
from tracker.model import Document


@pytest.mark.parametrize(
    "text",
    [
        "Sales of what the trade calls “white goods” fell.",
        "Doctors call it “broken heart syndrome”.",
        "Engineers refer to it as “thermal runaway”.",
        "The dish is also called “poor man’s goose”.",
        "The gap is termed “the grey zone” in the guidance.",
        "The plan, dubbed “operation cuckoo” by officers, was dropped.",
        "Prices are “sticky”, as economists say.",
        "The name means “old water”.",
        "The dog, “Biscuit”, was found.",
        "C’est ce que les pêcheurs appellent « la mer blanche ».",
        "Es lo que los vecinos llaman «la curva negra».",
        "É o que os pescadores chamam de “maré de lua”.",
        "È quella che i medici chiamano «sindrome del lunedì».",
        "Fachleute sprechen vom sogenannten „toten Winkel“ im Gesetz.",
    ],
)
def test_what_something_is_called_is_nobodys_utterance(text: str) -> None:
    assert quotes(Document.from_text(text)) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The mayor called the plan “a gift to thieves”.", "a gift to thieves"),
        ("Critics call it “a licence to spy”.", "a licence to spy"),
        ("What he calls “a witch-hunt” goes on.", "a witch-hunt"),
        ("The law is called “a mess” by judges.", "a mess"),
        ("He dubbed the minister “a walking apology”, to laughter.", "a walking apology"),
        ("“We call it white gold,” said Ada Lunn.", "We call it white gold,"),
        ("Ai giornalisti ha detto «non riesco a guardare i miei errori».", "non riesco a guardare i miei errori"),
        ("Le maire a dit « la route est longue et dure » lundi.", "la route est longue et dure"),
        ("La alcaldesa dijo «no pican pero asustan» el lunes.", "no pican pero asustan"),
    ],
)
def test_what_somebody_calls_something_is_said(text: str, said: str) -> None:
    assert [quote.text for quote in quotes(Document.from_text(text))] == [said]
