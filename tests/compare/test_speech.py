from __future__ import annotations

from dataclasses import fields
from importlib import resources

import pytest

from tracker.compare.sourcing.speech import Callings, Saying, callings, saying
from tracker.compare.text.files import CODES, speech_file
from tracker.compare.text.spelling import without_end


@pytest.mark.parametrize("code", CODES)
def test_every_language_says_how_it_names_speakers(code: str) -> None:
    assert (resources.files("tracker.compare") / "languages" / f"{code}_speech.toml").is_file()
    assert saying(code).alone
    assert callings(code).spokesmen


@pytest.mark.parametrize("code", CODES)
def test_every_word_list_of_a_speech_file_is_one_that_is_read(code: str) -> None:
    named = {"phrases": Saying, "sources": Callings}
    assert speech_file(code).keys() == named.keys()
    for table, read in named.items():
        assert speech_file(code)[table].keys() <= {field.name for field in fields(read)}


def test_what_stands_before_a_verb_is_its_subject_in_english_alone() -> None:
    assert [code for code in CODES if saying(code).subject_first] == ["en"]


def test_a_word_loses_one_ending() -> None:
    assert [without_end(word, ("'s", "s")) for word in ("holm's", "boats", "boss", "mill")] == [
        "holm",
        "boat",
        "bos",
        "mill",
    ]


def test_a_kind_holds_the_plurals_of_its_nouns() -> None:
    general, particular = next(kind for kind in callings("en").kinds if "company" in kind[0])
    assert {"company", "firms"} <= general
    assert {"airline", "banks"} <= particular
    assert general | particular <= callings("en").nouns


def test_a_phrase_is_written_with_underscores() -> None:
    assert "plus tard" in saying("fr").after_verb
