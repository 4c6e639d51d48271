from __future__ import annotations

import pytest

from tracker.compare.facts.tokens import tokenise
from tracker.compare.sourcing.cues import cues
from tracker.compare.text.language import language


def named(text: str, code: str) -> list[str]:
    return [text[cue.start : cue.end] for cue in cues(tokenise(text, 0, len(text)), language(code))]


@pytest.mark.parametrize(
    ("text", "code", "source"),
    [
        ("Das teilte die Bahn am Sonntag mit.", "de", "die Bahn"),
        ("Am Sonntag teilte die Bahn mit, dass der Zug ausfällt.", "de", "die Bahn"),
        ("Die Bahn teilte am Sonntag mit, dass der Zug ausfällt.", "de", "Die Bahn"),
        ("Darauf wies der Anwalt hin.", "de", "der Anwalt"),
        ("Dat deelde de gemeente maandag mee.", "nl", "de gemeente"),
    ],
)
def test_the_source_stands_behind_the_verb_where_something_else_opens_the_clause(
    text: str, code: str, source: str
) -> None:
    assert named(text, code) == [source]


def test_a_verb_whose_particle_does_not_end_the_clause_says_nothing() -> None:
    assert named("Der Wirt gab den Kuchen her.", "de") == []
