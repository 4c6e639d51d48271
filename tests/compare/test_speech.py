from __future__ import annotations

from importlib import resources

import pytest

from tracker.compare.sourcing.speech import callings, saying
from tracker.compare.text.files import CODES


@pytest.mark.parametrize("code", CODES)
def test_every_language_says_how_it_names_speakers(code: str) -> None:
    assert (resources.files("tracker.compare") / "languages" / f"{code}_speech.toml").is_file()
    assert saying(code).alone
    assert callings(code).spokesmen


def test_a_kind_holds_the_plurals_of_its_nouns() -> None:
    general, particular = next(kind for kind in callings("en").kinds if "company" in kind[0])
    assert {"company", "firms"} <= general
    assert {"airline", "banks"} <= particular
    assert general | particular <= callings("en").nouns


def test_a_phrase_is_written_with_underscores() -> None:
    assert "plus tard" in saying("fr").after_verb
