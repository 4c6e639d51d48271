from __future__ import annotations

import pytest

from tracker.cli.meaning import reasons_of
from tracker.compare import compare
from tracker.compare.values.samevalues import same_values
from tracker.model import Document


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ("It rang at 8.30pm.", "It rang at 20:30.", (("8.30pm", "20:30"),)),
        ("It cost $1.2bn.", "It cost $1,200 million.", (("$1.2bn", "$1,200 million"),)),
        ("A dozen came on Dec. 2.", "12 came on 2 December.", (("A dozen", "12"), ("Dec. 2", "2 December"))),
        ("Twelve came.", "Thirteen came.", ()),
        ("Twelve came in.", "Twelve came out.", ()),
    ],
)
def test_values_in_other_clothes_are_named(old: str, new: str, pairs: tuple[tuple[str, str], ...]) -> None:
    change = compare(Document.from_text(old), Document.from_text(new))
    (edit,) = change.edits
    assert same_values(change, edit) == pairs


def test_a_flag_on_two_sentences_is_a_reason_for_both() -> None:
    old = Document.from_text("The ship sank on Monday.")
    new = Document.from_text(
        "The ship sank on Monday.\n\nCorrection: This article said 28 people died. At least 38 did."
    )
    reasons = list(reasons_of(compare(old, new)))
    assert [[flag.rule for flag in flags] for _, flags in reasons] == [["note.added"], ["note.added"]]
