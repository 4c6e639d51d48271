from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.compare.framing.credits import is_credit
from tracker.model import Document, FlagKind

STORY = "Two dogs that vanished from a camp site have turned up 90 miles away.\n\n"


def kinds(old: str, new: str) -> list[FlagKind]:
    return [flag.kind for flag in compare(Document.from_text(STORY + old), Document.from_text(STORY + new)).flags]


def test_another_name_in_a_line_of_credit_is_a_byline_and_no_fact() -> None:
    assert kinds("Additional reporting by Theo Marsh", "Additional reporting by Wren Salter") == [
        FlagKind.BYLINE_CHANGED
    ]


def test_the_same_names_in_other_typography_are_nothing() -> None:
    assert kinds("*Reporting by Theo Marsh; editing by Al Rey*", "Reporting by Theo Marsh; editing by Al Rey") == []


@pytest.mark.parametrize(
    "text",
    [
        "By then Theo Marsh had left the building and nobody knew where he was going that night.",
        "By Monday the water had gone.",
        "The story was written by Theo Marsh.",
        "Reporting by the police force was found to be poor?",
    ],
)
def test_sentences_are_no_credits(text: str) -> None:
    assert not is_credit(text)
