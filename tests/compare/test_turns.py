"""Interviews in all layouts: bold questions, labels, turns in one paragraph, remarks that are no questions."""

from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, Flag, FlagKind, Severity

LAID_OUT_OTHERWISE = [
    (
        "**Do exams still matter?**\n\nThey do, but less than we pretend.\n\n**Would you abolish them?**\n\nNot before we have something better.",
        "Do exams still matter?\nThey do, but less than we pretend.\n\nWould you abolish them?\nNot before we have something better.",
    ),
    (
        "**Do exams still matter?**\n\nThey do, but less than we pretend.\n\n**Would you abolish them?**\n\nNot before we have something better.",
        "Do exams still matter? They do, but less than we pretend.\n\nWould you abolish them? Not before we have something better.",
    ),
    (
        "**Why now?**\n\nBecause the roof leaks and the council will not pay.\n\n**And after that?**\n\nThen the walls, one by one.",
        "Why now?\n\nBecause the roof leaks and the council will not pay.\n\nAnd after that?\n\nThen the walls, one by one.",
    ),
    (
        "Q: Where did it begin?\n\nA: In a shed behind the chip shop.\n\nQ: Who paid?\n\nA: Nobody, for two years.",
        "Where did it begin? In a shed behind the chip shop.\n\nWho paid? Nobody, for two years.",
    ),
    ("**What scares you?**\n\nHorses. And silence on the phone.", "What scares you? Horses. And silence on the phone."),
    (
        "Favourite meal?\n\nLentils, cold, from the pan.\n\nWorst habit?\n\nI never close a drawer.",
        "**Favourite meal?** Lentils, cold, from the pan.\n\n**Worst habit?** I never close a drawer.",
    ),
    (
        "You said once that you would never live in London again.\n\nI did say that. I was thirty and very pleased with myself.",
        "You said once that you would never live in London again. I did say that. I was thirty and very pleased with myself.",
    ),
    (
        "Where do you park?\n\nThe car park on Mill Lane has 40 spaces and opens at eight.",
        "Where do you park?\n\nMill Lane car park has 40 spaces and opens at eight.",
    ),
    ("Are you still angry?\n\nLess than before.", "Are you still angry?\n\nLess than before!"),
    (
        "Who wrote the bridge?\n\nDara Quill: I did, on a train, in about ten minutes.\n\nAnd the title?\n\nMoss Avery: That came from my gran.",
        "Who wrote the bridge?\n\nQuill: I did, on a train, in about 10 minutes.\n\nAnd the title?\n\nAvery: That came from my gran.",
    ),
    (
        "You have 14 days to appeal.\n\nThe form is on the council’s site.",
        "You have 14 days to appeal.\n\nThe form can be found on the council’s site.",
    ),
]
ANSWERED_OTHERWISE = [
    (
        "**Do exams still matter?**\n\nThey do, but less than we pretend.\n\n**Would you abolish them?**\n\nNot before we have something better.",
        "Do exams still matter?\nThey do, but more than we pretend.\n\nWould you abolish them?\nNot before we have something better.",
    ),
    (
        "**What scares you?**\n\nHorses. And silence on the phone.",
        "What scares you? Spiders. And silence on the phone.",
    ),
    (
        "You said once that you would never live in London again.\n\nI did say that. I was thirty and very pleased with myself. Now I have a flat in Peckham and I complain about the bins.",
        "You said once that you would never live in London again.\n\nI did say that. I was thirty and very sure of myself. Now I have a flat in Peckham and I complain about the bins.",
    ),
    (
        "People say you were hard on the younger players.\n\nI was. I had been treated worse and thought it was normal.",
        "People say you were hard on the younger players.\n\nI was. I had been treated well and thought it was normal.",
    ),
    (
        "You left school at fifteen.\n\nMy father was ill and somebody had to milk. I did not miss it.",
        "You left school at fifteen.\n\nMy father was ill and somebody had to milk. I missed it badly.",
    ),
    (
        "Your last record sold very little.\n\nIt sold nothing, and I love it more than the others.",
        "Your last record sold very little.\n\nIt sold nothing, and I like it less than the others.",
    ),
    (
        "Your critics call the film cold.\n\nThey may be right. I was cold when I made it.",
        "Your critics call the film cold.\n\nThey may be right. I was tired when I made it.",
    ),
    (
        "What would you tell your younger self?\n\nBuy the flat. Don’t marry the drummer. And learn to drive.",
        "What would you tell your younger self?\n\nBuy the flat. And learn to drive.",
    ),
    (
        "Where were you when the news came?\n\nOn a bus to Leeds.",
        "Where were you when the news came?\n\nOn a train to Leeds.",
    ),
    (
        "Did you ever meet your grandfather?\n\nOnce, at a station. He gave me a pear.",
        "Did you ever meet your grandfather?\n\nTwice, at a station. He gave me a pear.",
    ),
    ("Are you still angry?\n\nLess than before.", "Are you still angry?\n\nMore than before."),
]
RELABELLED = [
    (
        "Who wrote the bridge?\n\nDara Quill: I did, on a train, in about ten minutes.\n\nAnd the title?\n\nMoss Avery: That came from my gran.",
        "Who wrote the bridge?\n\nMoss Avery: I did, on a train, in about 10 minutes.\n\nAnd the title?\n\nMoss Avery: That came from my gran.",
    ),
    (
        "Moderator: Who signed it?\n\nHale: I did, in May.\n\nModerator: And who read it?\n\nRees: Nobody, I fear.",
        "Moderator: Who signed it?\n\nRees: I did, in May.\n\nModerator: And who read it?\n\nRees: Nobody, I fear.",
    ),
    (
        "Where did you meet?\n\nAna Moss: In a lift.\n\nWho spoke first?\n\nIan Dow: She did.",
        "Where did you meet?\n\nIan Dow: In a lift.\n\nWho spoke first?\n\nIan Dow: She did.",
    ),
    (
        "Who drove?\n\nQuill: Me. I had the licence.\n\nWho paid?\n\nAvery: The label, in the end.",
        "Who drove?\n\nAvery: Me. I had the licence.\n\nWho paid?\n\nAvery: The label, in the end.",
    ),
]
OF_OCCASIONS = [
    ("“It is over,” Hale said in a statement.", "“It is over,” Hale said in an interview.", "attribution.medium"),
    ("Hale told reporters the levy would go.", "Hale said in a letter that the levy would go.", "attribution.medium"),
    ("“It was dark,” Hale told the Bend Tribune.", "“It was dark,” Hale told KLBX radio.", "fact.outlet"),
    ("“Fair enough,” he told 2GB.", "“Fair enough,” he told 3AW.", "fact.outlet"),
]


def told(old: str, new: str) -> list[Flag]:
    flags = compare(Document.from_text(old), Document.from_text(new)).flags
    return [flag for flag in flags if flag.severity not in (Severity.SILENT, Severity.LOW)]


@pytest.mark.parametrize(("old", "new"), LAID_OUT_OTHERWISE)
def test_the_same_turns_laid_out_otherwise_are_silent(old: str, new: str) -> None:
    assert told(old, new) == []
    assert told(new, old) == []


@pytest.mark.parametrize(("old", "new"), ANSWERED_OTHERWISE)
def test_another_answer_is_another_quotation(old: str, new: str) -> None:
    assert {FlagKind.QUOTE_CHANGED, FlagKind.QUOTE_REMOVED} & {flag.kind for flag in told(old, new)}


@pytest.mark.parametrize(("old", "new"), RELABELLED)
def test_an_answer_behind_another_name_is_told(old: str, new: str) -> None:
    assert [flag.kind for flag in told(old, new)] == [FlagKind.ATTRIBUTION_CHANGED]


@pytest.mark.parametrize(("old", "new", "rule"), OF_OCCASIONS)
def test_another_occasion_and_another_paper_are_told(old: str, new: str, rule: str) -> None:
    flags = compare(Document.from_text(old), Document.from_text(new)).flags
    assert rule in [flag.rule for flag in flags]
    assert {flag.rule for flag in told(old, new)} <= {rule}
