from __future__ import annotations

import pytest

from tracker.compare import quotes
from tracker.model import Document


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("— You were there, the chairman said.", ["You were there"]),
        ("— We asked for bread, said the miller. Nobody heard us.", ["We asked for bread", "Nobody heard us."]),
        ("— Who told you? the judge asked.\n\n— My sister.", ["Who told you?", "My sister."]),
        ("– I never signed it, she said.", ["I never signed it"]),
        ("—No lo vi —dijo el testigo—. Pregunten.", ["No lo vi", "Pregunten."]),
    ],
)
def test_what_stands_behind_a_dash_is_said_without_the_narrators_words(text: str, said: list[str]) -> None:
    assert [quote.text for quote in quotes(Document.from_text(text))] == said


@pytest.mark.parametrize(
    "text",
    [
        "— The council said the bridge would close.\n\n— Buses will run hourly.",
        "— Cheaper buses.\n\n— More trees.",
        "— Rents will rise, the council said.",
        "— AP contributed to this report.",
    ],
)
def test_a_list_behind_dashes_is_no_dialogue(text: str) -> None:
    assert quotes(Document.from_text(text)) == ()
