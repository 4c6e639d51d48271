from __future__ import annotations

from importlib import resources

import pytest

from tracker.compare.text.detection import detected
from tracker.compare.text.files import CODES
from tracker.compare.text.language import language


@pytest.mark.parametrize("code", CODES)
def test_every_class_of_opposites_has_two_senses_or_more(code: str) -> None:
    thin = [name for name, senses in language(code).contrasts.items() if "/" in name and len(set(senses.values())) < 2]
    assert thin == []


@pytest.mark.parametrize("code", ["en", "fr", "de", "es", "pt", "it"])
def test_no_line_of_opposites_is_lost_to_another_of_the_same_name(code: str) -> None:
    file = resources.files("tracker.compare") / "languages" / f"{code}_opposites.txt"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    senses = language(code).senses
    for line in lines:
        first = line.split("|")[0].split()[0].replace("_", " ").replace("-", " ")
        assert first in senses
    assert sum("/" in name for name in language(code).contrasts) == len(lines)


SHORT = [
    ("de", "Der Umsatz stieg auf zwei Millionen Euro."),
    ("fr", "Le chiffre d’affaires a progressé."),
    ("es", "“Estamos preparados”, afirmó el alcalde."),
    ("pt", "Três pessoas ficaram feridas."),
    ("it", "Il premier ha annunciato un aumento delle tasse."),
    ("nl", "De minister noemde het plan onhaalbaar."),
    ("sv", "Ministern sade att förslaget är dött."),
    ("pl", "Strażacy gasili pożar przez siedem godzin."),
    ("en", "Patients took 5 mg a day."),
    ("en", "The café’s owner, José Núñez, said no."),
]


@pytest.mark.parametrize(("code", "text"), SHORT)
def test_the_language_of_a_sentence_is_told(code: str, text: str) -> None:
    assert detected(text) == code
