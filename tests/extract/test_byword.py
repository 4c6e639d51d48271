"""Bylines that open with the "by" of the page's own language, which means something else in others; and Urdu ones."""

from __future__ import annotations

import pytest

from tests.extract.newsroom import FERRY, page, plain
from tracker.extract import extract

_BYLINES = [
    ("ro", "De Ana Exemplu", "Ana Exemplu"),
    ("ro", "De Ana Exemplu și Ion Model", "Ana Exemplu, Ion Model"),
    ("ca", "Per Anna Exemple", "Anna Exemple"),
    ("ca", "De Anna Exemple i Jordi Mostra", "Anna Exemple, Jordi Mostra"),
    ("gl", "De Ana Exemplo", "Ana Exemplo"),
    ("id", "Oleh Sari Contoh", "Sari Contoh"),
    ("id", "Oleh: Sari Contoh dan Budi Misal", "Sari Contoh, Budi Misal"),
    ("ms", "Oleh Aminah binti Contoh", "Aminah binti Contoh"),
    ("fil", "Ni Maria Halimbawa", "Maria Halimbawa"),
    ("tl", "Nina Maria Halimbawa at Jose Ramos", "Maria Halimbawa, Jose Ramos"),
    ("vi", "Bởi Nguyễn Văn An", "Nguyễn Văn An"),
    ("sw", "Na Amina Mfano", "Amina Mfano"),
    ("so", "Qore: Amina Tusaale", "Amina Tusaale"),
    ("ha", "Daga Amina Misali", "Amina Misali"),
    ("sq", "Nga Ana Shembulli dhe Ben Modeli", "Ana Shembulli, Ben Modeli"),
    ("mt", "Minn Anna Eżempju", "Anna Eżempju"),
    ("ht", "Pa Anna Egzanp", "Anna Egzanp"),
    ("ga", "Le Áine Sampla", "Áine Sampla"),
    ("cy", "Gan Anna Esiampl", "Anna Esiampl"),
    ("is", "Eftir Önnu Dæmi", "Önnu Dæmi"),
    ("af", "Deur Anna van der Voorbeeld", "Anna van der Voorbeeld"),
    ("fi", "Kirjoittanut Anna Esimerkki", "Anna Esimerkki"),
    ("lt", "Parengė Ona Pavyzdytė", "Ona Pavyzdytė"),
    ("cs", "Napsala Anna Příkladová", "Anna Příkladová"),
    ("hr", "Piše Ana Primjer", "Ana Primjer"),
    ("sr", "Пише Ана Пример", "Ана Пример"),
    ("mk", "Пишува: Ана Пример", "Ана Пример"),
    ("bg", "От Анна Примерова", "Анна Примерова"),
    ("el", "Από τη Μαρία Παράδειγμα", "Μαρία Παράδειγμα"),
    ("hy", "Հեղինակ՝ Անի Օրինակ", "Անի Օրինակ"),
    ("he", "מאת דנה דוגמה", "דנה דוגמה"),
    ("fa", "به قلم لیلا نمونه", "لیلا نمونه"),
    ("ur", "از عائشہ مثال", "عائشہ مثال"),
    ("ur", "تحریر: عائشہ مثال", "عائشہ مثال"),
    ("ur", "رپورٹ: عائشہ مثال", "عائشہ مثال"),
    ("ur", "عائشہ مثال، نامہ نگار", "عائشہ مثال"),
    ("ur", "عائشہ مثال نمائندہ خصوصی، کراچی", "عائشہ مثال"),
    ("nl", "DOOR Anna Voorbeeld", "Anna Voorbeeld"),
    ("nl", "Door Anna Voorbeeld", "Anna Voorbeeld"),
    ("de", "Von Anna Beispiel", "Anna Beispiel"),
    ("it", "Di Anna Esempio", "Anna Esempio"),
    ("es", "Por Ana Ejemplo", "Ana Ejemplo"),
    ("sv", "Av Anna Exempel", "Anna Exempel"),
    ("da", "Af Anna Eksempel", "Anna Eksempel"),
]
_LINES = {
    "a line": "<p>{}</p>",
    "beside its date": "<p><span>{}</span> <span>| 4.3.2026</span></p>",
    "named": "<div class='byline'>{}</div>",
    "behind a hash": "<div class='css-1x2y3z'><span>{}</span></div>",
}


def _authors(top: str, language: str, head: str = "") -> tuple[str, ...]:
    body = f"<article><h1>{FERRY.headline}</h1>{top}<div class='t'>{plain(FERRY)}</div></article>"
    whole = page(body, FERRY, head).replace("lang='en'", f"lang='{language}'")
    return extract(whole, url="https://paper.example/story").authors


@pytest.mark.parametrize("line", _LINES)
@pytest.mark.parametrize(("language", "byline", "names"), _BYLINES)
def test_a_byline_opens_with_the_word_of_its_language(language: str, byline: str, names: str, line: str) -> None:
    assert ", ".join(_authors(_LINES[line].format(byline), language)) == names


def test_a_word_that_the_head_leaves_before_the_name_is_cut() -> None:
    head = "<meta name='author' content='Oleh Sari Contoh'>"
    assert _authors("", "id", head) == ("Sari Contoh",)


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Oleh Bondar"),
        ("uk", "Oleh Bondar"),
        ("nl", "De Wever Bart"),
        ("nb", "Per Olav Hansen"),
        ("en", "Ni Komang Ayu"),
        ("vi", "Le Van Anh"),
        ("en", "Nina Maria Holt"),
        ("it", "Di Marco Luca"),
    ],
)
def test_in_other_languages_it_is_a_part_of_the_name(language: str, name: str) -> None:
    told = _authors(f"<div class='byline'><a rel='author' href='/a'>{name}</a></div>", language)
    assert told in ((name,), (name.removeprefix("Di "),))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ro", "De Paști vor veni mulți turiști"),
        ("ro", "De la București la Cluj"),
        ("ca", "De Barcelona a Girona"),
        ("id", "Oleh Tim Redaksi"),
        ("id", "Oleh karena itu"),
        ("fil", "Ni hindi nila alam"),
        ("el", "Της ΕΕ και του ΝΑΤΟ"),
        ("bg", "От Пловдив до Варна"),
        ("bg", "От редакцията"),
        ("sw", "Na hii ndiyo habari"),
        ("hr", "Piše se godina 2026"),
        ("fi", "Kirjoittanut toimitus"),
        ("ur", "از کراچی تا لاہور سفر"),
        ("ur", "اپ ڈیٹ 04 مارچ 2026ء"),
    ],
)
def test_a_line_that_only_begins_so_names_nobody(language: str, line: str) -> None:
    assert _authors(f"<p>{line}</p>", language) == ()
