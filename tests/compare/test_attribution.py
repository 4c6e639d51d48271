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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Dunn: “We have a lead in the case.”", "Ivy Lott: “We have a lead in the case.”"),
        ("“We have a lead in the case” - Dunn", "“We have a lead in the case” - Lott"),
        ("As Dunn put it: “We have a lead in the case.”", "As Lott put it: “We have a lead in the case.”"),
        ("“We have a lead,” was Dunn's reply.", "“We have a lead,” was Lott's reply."),
        ("A report by the army found the gate had been open.", "A report by the union found the gate had been open."),
        ("Phone records show that he was at home.", "Bank records show that he was at home."),
        ("Claims by residents that it leaked are wrong.", "Claims by inspectors that it leaked are wrong."),
        ("Lott said her brother had told her of it.", "Lott said her lawyer had told her of it."),
        ("The agency quoted a doctor as saying it rained.", "The agency quoted a soldier as saying it rained."),
        ("It was Dunn who said the gate was open.", "It was Lott who said the gate was open."),
        ("The gate was open, a leaflet advised on Monday.", "The gate was open, the caretaker advised on Monday."),
        ("It leaked, said two people close to the firm.", "It leaked, said two people close to the regulator."),
    ],
)
def test_a_source_without_a_plain_verb_of_saying_is_read(before: str, after: str) -> None:
    kinds = [flag.kind for flag in flags(LEAD + before, LEAD + after)]
    assert FlagKind.ATTRIBUTION_CHANGED in kinds
    assert set(kinds) <= {FlagKind.ATTRIBUTION_CHANGED, FlagKind.VERB_CHANGED}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Officials said it leaked.", "The authorities said it leaked."),
        ("The company, which makes pumps, said it leaked.", "The pump maker said it leaked."),
        ("The Ministry of Defence said it leaked.", "The MoD said it leaked."),
        ("The PM said it leaked.", "The prime minister said it leaked."),
        ("The coast guard said it leaked.", "The coastguard said it leaked."),
        ("The actress, 71, says it leaked.", "The soap legend, 71, says it leaked."),
        ("It leaked, Halvers said. The company makes pumps.", "It leaked, the company said. Halvers makes pumps."),
        ("Mott, 44, of Hexley, said it leaked.", "It leaked, said Mott, 44, of Hexley."),
        ("Nobody says it leaked.", "No one says it leaked."),
    ],
)
def test_a_source_called_otherwise_is_none(before: str, after: str) -> None:
    found = flags(before, after)
    assert {flag.kind for flag in found} <= {FlagKind.FACT_ADDED, FlagKind.FACT_REMOVED}


def test_words_are_given_to_whoever_he_looks_back_to() -> None:
    old = "Hodges was delighted. “We were lucky to get away with a point,” he said."
    found = flags(old, old.replace("Hodges", "Ferrante"))
    assert {flag.kind for flag in found} == {FlagKind.ATTRIBUTION_CHANGED, FlagKind.FACT_CHANGED}
    (told,) = [flag for flag in found if flag.kind is FlagKind.ATTRIBUTION_CHANGED]
    assert (told.rule, told.before, told.after) == ("attribution.understood", "Hodges", "Ferrante")


def test_her_teacher_is_not_she() -> None:
    lead = "Thelma Garrick tuned organs for half a century.\n\n"
    (flag,) = flags(
        lead + "“A pipe tells you when it is happy,” she used to say.",
        lead + "“A pipe tells you when it is happy,” her teacher, Abel Stott, used to say.",
    )
    assert flag.kind is FlagKind.ATTRIBUTION_CHANGED


def test_he_is_not_a_woman() -> None:
    lead = "Ilse Grau spoke, and Tom Beck listened.\n\n"
    (flag,) = flags(lead + "“It is not silting up,” he said.", lead + "“It is not silting up,” Ms Grau said.")
    assert flag.kind is FlagKind.ATTRIBUTION_CHANGED


def test_what_is_said_of_another_source_is_told_with_it() -> None:
    (flag,) = flags(
        "“It is as if they heard the moon,” says Ines Calder, a zoologist.",
        "“It is as if they heard the moon,” says Piotr Wolny, who was not involved in the study.",
    )
    assert flag.kind is FlagKind.ATTRIBUTION_CHANGED


def test_a_source_among_more_of_them_is_found_by_its_words() -> None:
    found = flags(
        "The gate had been left open overnight, the caretaker said.",
        "The gate had been left open overnight, the mayor said, and the warden claimed it was new.",
    )
    assert [flag.after for flag in found if flag.kind is FlagKind.ATTRIBUTION_CHANGED] == ["the mayor"]


def test_answers_that_changed_places_between_two_who_are_named_are_another_speakers() -> None:
    asked = "Who cooks?\n\n{0}: I do, every day.\n\n{1}: I order.\n\nWho washes up?\n\nOscar: The dog."
    found = flags(asked.format("Lena", "Oscar"), asked.format("Oscar", "Lena"))
    moved = [(flag.before, flag.after) for flag in found if flag.kind is FlagKind.ATTRIBUTION_CHANGED]
    assert moved == [("Lena", "Oscar"), ("Oscar", "Lena")]


def test_two_who_are_named_behind_their_callings_and_change_places_are_told() -> None:
    old = "“The deal is clear,” said the lawyer, Ann Roe. “The deal is a maze,” said the builder, Jack Boss."
    new = "“The deal is clear,” said the builder, Jack Boss. “The deal is a maze,” said the lawyer, Ann Roe."
    told = [found for found in flags(old, new) if found.kind is FlagKind.ATTRIBUTION_CHANGED]
    assert [(found.before, found.after, found.severity) for found in told] == [
        ("Ann Roe", "Jack Boss", Severity.CRITICAL),
        ("Jack Boss", "Ann Roe", Severity.CRITICAL),
    ]


def test_his_captain_with_her_name_is_not_he() -> None:
    old = "“We blinked,” said coach Dario Pinelli. “They never blink,” said Ama Sarpong, his captain."
    new = "“We blinked,” coach Dario Pinelli said. “They never blink,” his captain, Ama Sarpong, said."
    assert flags(old, new) == []


def test_a_calling_in_american_spelling_is_the_same_source() -> None:
    told = flags(
        "The pier is safe, according to the harbourmaster.", "The pier is safe, according to the harbormaster."
    )
    assert told == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("foreign ministry confirmed the flight", "defence ministry confirmed the flight"),
        ("health minister denied the charge", "education minister denied the charge"),
        ("transport department announced the closure", "works department announced the closure"),
        ("city's works department painted the line", "city's parks department painted the line"),
    ],
)
def test_another_office_that_acts_is_a_fact(old: str, new: str) -> None:
    (flag,) = flags(f"The {old}.", f"The {new}.")
    assert flag.kind is FlagKind.FACT_CHANGED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The foreign ministry said it was late.", "The defence ministry said it was late."),
        ("The foreign ministry confirmed the flight was late.", "The defence ministry confirmed the flight was late."),
        ("It is shut, according to the transport department.", "It is shut, according to the works department."),
        ("“It is shut,” said the works department.", "“It is shut,” said the parks department."),
    ],
)
def test_another_office_that_speaks_is_a_source(old: str, new: str) -> None:
    (flag,) = flags(old, new)
    assert flag.kind is FlagKind.ATTRIBUTION_CHANGED
