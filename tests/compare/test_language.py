from __future__ import annotations

from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from tracker.compare import compare
from tracker.compare.text.detection import detected
from tracker.compare.text.files import CODES, language_file
from tracker.compare.text.language import language
from tracker.model import Document, FlagKind


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


@pytest.mark.parametrize("code", CODES)
def test_every_word_list_of_a_package_is_asked_for_by_the_code(code: str) -> None:
    folder = Path(str(resources.files("tracker.compare")))
    sources = [path.read_text(encoding="utf-8") for path in folder.rglob("*.py")]
    for package, table in language_file(code)["words"].items():
        assert (folder / package).is_dir()
        asking = "".join(source for source in sources if f'"{package}"' in source)
        assert [name for name in table if f'"{name}"' not in asking] == []


# What has a meaning in another language: "d'" is an article in French, "un…en" denies in English.
OF_ANOTHER = [
    ("en", "The ambassador left on Friday.", "The chargé d’affaires left on Friday.", FlagKind.FACT_CHANGED),
    (
        "de",
        "Firmen haben den Verkauf nicht bestätigt.",
        "Unternehmen haben den Verkauf bestätigt.",
        FlagKind.NEGATION_CHANGED,
    ),
]


@pytest.mark.parametrize(("code", "old", "new", "kind"), OF_ANOTHER)
def test_words_of_another_language_hide_nothing(code: str, old: str, new: str, kind: FlagKind) -> None:
    (flag,) = compare(*(replace(Document.from_text(text), language=code) for text in (old, new))).flags
    assert flag.kind is kind


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
