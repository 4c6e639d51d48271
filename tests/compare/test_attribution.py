from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, Flag, FlagKind, Severity

LEAD = "Sheriff Cal Dunn spoke to reporters on Monday.\n\n"


def flags(old: str, new: str) -> list[Flag]:
    return list(compare(Document.from_text(old), Document.from_text(new)).flags)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("“We have a lead,” Dunn said.", "“We have a lead,” Ivy Lott said."),
        ("“We have a lead,” a friend said.", "“We have a lead,” Ivy Lott said."),
        ("The fire was set on purpose, officials said.", "The fire was set on purpose, residents said."),
        ("According to police, it rained.", "According to witnesses, it rained."),
        (
            "“It is late,” Dunn said. “We have a lead,” he said.",
            "“It is late,” Dunn said. “We have a lead,” Ivy Lott said.",
        ),
    ],
)
def test_another_source_is_one_flag(before: str, after: str) -> None:
    (flag,) = flags(LEAD + before, LEAD + after)
    assert flag.kind is FlagKind.ATTRIBUTION_CHANGED
    assert flag.severity.at_least(Severity.HIGH)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("“We have a lead,” Dunn said.", "“We have a lead,” he said."),
        ("“We have a lead,” Dunn said.", "“We have a lead,” the sheriff said."),
        ("“We have a lead,” Dunn said.", "“We have a lead,” said Cal Dunn."),
        ("“We have a lead,” Dunn said.", "Dunn said: “We have a lead.”"),
        ("“We have a lead,” Dunn said.", "“We have a lead,” Dunn added."),
    ],
)
def test_the_same_source_in_other_words_is_none(before: str, after: str) -> None:
    assert flags(LEAD + before, LEAD + after) == []


def test_a_verb_of_another_colour_is_its_own_mild_finding() -> None:
    (flag,) = flags("The plan is dead, Dunn said.", "The plan is dead, Dunn claimed.")
    assert (flag.kind, flag.severity) == (FlagKind.VERB_CHANGED, Severity.LOW)
