from __future__ import annotations

from dataclasses import replace

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


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        (
            "sv",
            "– Vi hade tur, säger Karin Lövgren, som bor där. Ingen kom till skada.",
            ["Vi hade tur", "Ingen kom till skada."],
        ),
        ("sv", "– Var är hon? frågade ordföranden.\n\n– Hon är hemma nu.", ["Var är hon?", "Hon är hemma nu."]),
        ("da", "– Vi var heldige, siger borgmester Poul Enevold.", ["Vi var heldige"]),
        ("fi", "– Meillä oli tuuria, sanoo Liisa Ekola.", ["Meillä oli tuuria"]),
        (
            "fr",
            "– Nous avons eu de la chance, a déclaré la maire. Il faut agir.",
            ["Nous avons eu de la chance", "Il faut agir."],
        ),
        ("fr", "— Elle a vu le feu, sa maison brûlait, dit le voisin.", ["Elle a vu le feu, sa maison brûlait"]),
        ("pl", "– Mieliśmy szczęście – mówi sołtys Jan Brandecki.", ["Mieliśmy szczęście"]),
        ("ru", "– Нам повезло, – сказала Анна Новичева.", ["Нам повезло,"]),
    ],
)
def test_what_stands_behind_a_short_dash_is_said_where_a_narrator_says_who_speaks(
    code: str, text: str, said: list[str]
) -> None:
    assert [quote.text for quote in quotes(replace(Document.from_text(text), language=code))] == said


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "– Bussarna går varje timme.\n\n– Biljetten kostar 30 kronor."),
        ("sv", "Tre saker att veta:\n\n– Bussarna går varje timme, säger kommunen.\n\n– Biljetten kostar 30 kronor."),
        ("fr", "– Bus toutes les heures.\n\n– Billet à 3 euros, tarif réduit 2 euros."),
        ("fr", "– Elle a vu le feu, sa maison brûlait."),
    ],
)
def test_a_list_behind_short_dashes_is_no_dialogue(code: str, text: str) -> None:
    assert quotes(replace(Document.from_text(text), language=code)) == ()
