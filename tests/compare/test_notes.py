from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.compare import compare
from tracker.model import Document, FlagKind

STORY = (
    "The ferry between Holm and Ask will stop running in October, the county has decided.\n\n"
    "It carried 41,000 passengers last year. Ingrid Vale, its captain, said she had seen it coming.\n\n"
    "A bus will take its place."
)


def notes(text: str) -> list[str]:
    flags = compare(Document.from_text(STORY), Document.from_text(text)).flags
    return [flag.after for flag in flags if flag.kind is FlagKind.CORRECTION_ADDED]


@pytest.mark.parametrize(
    "note",
    [
        "We've corrected the number of passengers.",
        "We gave the wrong month for the last crossing.",
        "We should have said that the bus is free.",
        "Sorry, we got this wrong: the ferry stops in October.",
        "An article on 3 May gave the wrong name for the captain.",
        "The caption to the picture above wrongly named the captain.",
        "The spelling of the captain's name has been corrected.",
        "Owing to a mistake by the reporter, the month was given as August.",
        "Updated on 3 May to correct the month.",
        "A correction was made on 3 May.",
        "Our report on the ferry was wrong.",
        "Captain Vale did not, as we reported, resign.",
        "Yesterday we reported that the ferry had sunk. This was incorrect.",
        "A further clarification: the bus is free.",
        "The Gazette regrets the error.",
        "REFILE-Ferry to stop in October",
        "This piece now includes a response from the county.",
        "Der Beitrag wurde entsprechend angepasst.",
        "Le titre de cet article a été modifié.",
        "Donde dice agosto debe decir octubre.",
        "Per un errore di redazione, il mese era sbagliato.",
        "Por lapso, escrevemos que a balsa parou.",
        "В предыдущей версии статьи была ошибка.",
        "本文早前版本有误，现已更正。",
        "お詫びして訂正いたします。",
        "تم تعديل هذا المقال لتصحيح الشهر.",
    ],
)
def test_a_publisher_s_word_on_its_own_page_is_a_note_wherever_it_stands(note: str) -> None:
    assert notes(f"{STORY}\n\n{note}")
    assert notes(f"{note}\n\n{STORY}")
    assert notes(STORY.replace("last year. ", f"last year. [{note}] "))


@pytest.mark.parametrize(
    "sentence",
    [
        "The Star printed a correction after it misreported the sale.",
        "Correction in markets is healthy, brokers say, after years of gains.",
        "Corrections officers at the prison went on strike on Tuesday.",
        "Clarification of the rules is expected on Monday, the ministry said.",
        "An earlier version of the bill would have closed the ferry.",
        "For the record books, it was her ninth gold medal.",
        "The story misidentified her father, the lawsuit says.",
        "We were wrong, said the minister.",
        "Ministers corrected an earlier statement that three people had died.",
        "This page is updated every hour.",
        "This interview has been edited and condensed for clarity.",
        "His name was misspelled on the ballot paper.",
        "Update for phones: the company mends a fault.",
        "Une version précédente du projet prévoyait un pont.",
        "Министр исправил свои слова во вторник.",
        "部长周二更正了他的说法。",
    ],
)
def test_a_sentence_that_only_looks_like_a_note_is_none(sentence: str) -> None:
    assert not notes(f"{STORY}\n\n{sentence}")
    assert not notes(STORY.replace("last year. ", f"last year. {sentence} "))


def test_what_a_heading_with_a_date_opens_is_one_note_with_it() -> None:
    note = "Correction: April 2\n\nThe ferry stops in October, not in August."
    assert notes(f"{STORY}\n\n{note}") == [note]


def test_a_label_over_the_story_does_not_take_the_story_in() -> None:
    assert notes(f"Correction appended\n\n{STORY}") == ["Correction appended"]


@pytest.mark.parametrize(
    ("language", "stamp"),
    [
        ("en", "[Updated 10 p.m.]"),
        ("en", "UPDATED: 10:15 a.m. ET"),
        ("de", "[Aktualisiert um 22 Uhr]"),
        ("fr", "Mis à jour le 3 mai 2024 à 22h15"),
        ("es", "Actualizado: 3 de mayo de 2024, 22:15 h"),
        ("pt", "[Atualizado às 22h]"),
        ("it", "[Aggiornato alle 22]"),
    ],
)
@pytest.mark.parametrize("frame", ["{}\n\nX 5 Y.", "X 5 Y.\n\n{}"])
def test_a_mark_that_says_when_the_page_was_updated_is_a_note_where_it_is_new(
    language: str, stamp: str, frame: str
) -> None:
    old, new = (replace(Document.from_text(text), language=language) for text in ("X 5 Y.", frame.format(stamp)))
    found = [flag.kind for flag in compare(old, new).flags if flag.kind.value.startswith("correction")]
    assert found == [FlagKind.CORRECTION_ADDED]


@pytest.mark.parametrize("frame", ["[Updated 10 p.m.] {}", "{} (Updated at 10 p.m.)"])
def test_such_a_mark_in_brackets_can_share_its_paragraph(frame: str) -> None:
    flags = compare(
        *(Document.from_text(text) for text in ("The mill is shut.", frame.format("The mill is shut.")))
    ).flags
    assert [flag.rule for flag in flags if flag.kind is FlagKind.CORRECTION_ADDED] == ["note.stamp"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The mill is shut.", "Published 10 p.m.\n\nThe mill is shut."),
        ("The mill is shut.", "The mill is shut.\n\nLast updated: 3 May 2024, 14:20 BST"),
        ("Updated 9 p.m.\n\nThe mill is shut.", "Updated 10 p.m.\n\nThe mill is shut."),
        ("Published 9 p.m.\n\nThe mill is shut.", "Updated 10 p.m.\n\nThe mill is shut."),
    ],
)
def test_lines_of_the_page_on_when_it_was_made_are_no_notes(old: str, new: str) -> None:
    flags = compare(Document.from_text(old), Document.from_text(new)).flags
    assert not [flag for flag in flags if flag.kind.value.startswith("correction")]


@pytest.mark.parametrize(
    "slug",
    [
        "(Updates with statement from police federation)",
        "(Adds quotes, background)",
        "[Recasts, adds comment]",
        "(Removes extraneous word in third paragraph)",
        "(Ergänzt um Zitat des Bürgermeisters)",
        "(Ajoute une citation du maire)",
        "(Añade detalles en el párrafo 4)",
    ],
)
def test_what_agencies_tell_editors_in_brackets_is_a_note(slug: str) -> None:
    flags = compare(*map(Document.from_text, ("Two mills closed.", f"{slug}\n\nTwo mills closed."))).flags
    assert [flag.kind for flag in flags if flag.kind.value.startswith("correction")] == [FlagKind.CORRECTION_ADDED]


@pytest.mark.parametrize(
    "aside",
    ["(Adds up to a lot, that, doesn't it?)", "(Removes two bolts and looks up)", "(Recasts)", "(The mayor adds salt)"],
)
def test_an_aside_in_brackets_is_no_note(aside: str) -> None:
    flags = compare(*map(Document.from_text, ("Two mills closed.", f"{aside}\n\nTwo mills closed."))).flags
    assert [flag.kind for flag in flags if flag.kind.value.startswith("correction")] == []


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("Correction: it opens at 10am, not 11am.", "• Correction: it opens at 10 a.m., not 11 a.m.", False),
        ("Correction: it cost £2 million.", "Correction: It cost £2m.", False),
        ("Correction: it cost £2 million.", "Correction: it cost £3m.", True),
        ("Correction: the labour minister won.", "Correction: the labor minister won.", False),
        ("Correction: it was not closed.", "Correction: it was closed.", True),
    ],
)
def test_a_note_in_other_clothes_is_the_same(old: str, new: str, *, changed: bool) -> None:
    texts = (f"The pier opens at noon.\n\n{note}" for note in (old, new))
    flags = compare(*map(Document.from_text, texts)).flags
    assert any(flag.kind is FlagKind.CORRECTION_CHANGED for flag in flags) is changed
