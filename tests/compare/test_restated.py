"""What says the same in other clothes, and what a look-alike of it says: rates, days in a row, delays, verdicts, sources."""

from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, FlagKind

_DETAIL = {FlagKind.FACT_ADDED, FlagKind.FACT_REMOVED, FlagKind.INTENSITY_CHANGED}

SAME = [
    ("Trams run every 10 minutes until midnight.", "There are six trams an hour until midnight."),
    ("The test is right 70% of the time.", "The test is right seven times out of ten."),
    ("The fair is on 9 and 10 October 2025.", "The fair is on October 9-10, 2025."),
    ("The road reopened this morning.", "The road reopened at 6am."),
    ("The pool will not open for at least a year.", "It will be at least a year before the pool opens."),
    ("The museum will not reopen until June.", "The museum will reopen in June."),
    ("Marsh was cleared of fraud but convicted of perjury.", "Marsh was convicted of perjury but cleared of fraud."),
    ("The WHO says the virus is rare.", "The World Health Organization says the virus is rare."),
    ("Mo Finch (Lab) opposed the bypass.", "Mo Finch (Labour) opposed the bypass."),
    ("A guard went on trial for smuggling phones.", "A guard accused of smuggling phones went on trial."),
    ("He left his telephone on the aeroplane.", "He left his phone on the plane."),
]
OTHER = [
    ("Trams run every 10 minutes until midnight.", "There are five trams an hour until midnight.", "fact.number"),
    ("The fair is on 9 and 10 October.", "The fair is on October 9-11.", "fact.date"),
    ("The road reopened this morning.", "The road reopened at 8pm.", "fact.time"),
    ("The pool will not open this year.", "The pool will open this year.", "negation.removed"),
    ("The court will not sit before May.", "The court will sit before May.", "negation.removed"),
    (
        "Marsh was cleared of bird theft but convicted of affray.",
        "Marsh was cleared of affray but convicted of bird theft.",
        "fact.turned",
    ),
    ("The tour is off, Holm said.", "The tour is off, Holm's mother said.", "attribution.source"),
    ("Mo Finch (Lab) opposed the bypass.", "Mo Finch (Con) opposed the bypass.", "fact.org"),
    ("A guard smuggled phones into jail.", "A guard is accused of smuggling phones into jail.", "hedge.added"),
]


def rules(old: str, new: str) -> set[str]:
    change = compare(Document.from_text(old), Document.from_text(new))
    return {flag.rule for flag in change.flags if flag.kind not in _DETAIL}


@pytest.mark.parametrize(("old", "new"), SAME)
def test_the_same_in_other_words_raises_nothing_in_either_direction(old: str, new: str) -> None:
    assert not rules(old, new)
    assert not rules(new, old)


@pytest.mark.parametrize(("old", "new", "rule"), OTHER)
def test_a_look_alike_is_told(old: str, new: str, rule: str) -> None:
    assert rule in rules(old, new)


def test_an_answer_in_the_paragraph_of_its_question_is_a_quotation() -> None:
    old = "What do you fear? Bees. I ran once.\n\nWhere do you write? In my shed, very slowly."
    assert rules(old, old.replace("very slowly", "not at all slowly")) == {"quote.changed"}


def test_what_an_open_letter_says_is_a_quotation_without_marks() -> None:
    old = "Dr Moss has written to parents:\n\nTea can scald a child for an hour. Keep it on the table. Never hold both."
    assert rules(old, old.replace("on the table", "out of reach")) == {"quote.changed"}
