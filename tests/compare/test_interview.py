"""One interview and the edits a newsroom might make to it: each gives its own flags and nothing else."""

from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, FlagKind, Severity, Verdict

HEADLINE = "7 things we learned from Mara Velt’s first interview since the fire"
INTERVIEW = """Mara Velt was rehearsing at the Lyric Theatre on Nov. 3 when the fire broke out. It killed 38-year-old stagehand Tom Arden and injured 51-year-old director Ines Roque. Last week 44-year-old Velt spoke about it for the first time.

In the interview, which was shown on Dec. 9, Velt told reporter Jonas Lind that she “didn’t smell anything” before the curtain went up. “I would never have walked out there, never,” she said. “Someone left a heater on, a heater that wasn’t even supposed to be in the building.”

“I hardly knew him,” Velt said when asked about Arden. “He was kind to everyone who came through that door.” The actor continued, adding that she was “very sorry for his family.”

Everyone in the hall waited outside for 20 to 25 minutes before help came. Roque’s lawyer suggested that the doors were locked. “The doors were open,” Velt said. “I opened one myself.”

Per the Evening Ledger, the theatre passed its last safety check. “Every single door is tested on a Monday,” manager Curt Adler said. He doesn’t believe that the alarm failed."""


def changed(old: str, new: str) -> list[tuple[FlagKind, str, str]]:
    assert old in INTERVIEW
    after = INTERVIEW.replace(old, new, 1)
    flags = compare(
        Document.from_text(INTERVIEW, headline=HEADLINE), Document.from_text(after, headline=HEADLINE)
    ).flags
    return [(flag.kind, flag.before, flag.after) for flag in flags]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("hardly knew", "never knew", FlagKind.QUOTE_CHANGED),
        ("didn’t smell", "didn’t hear", FlagKind.QUOTE_CHANGED),
        ("wasn’t even", "was even", FlagKind.QUOTE_CHANGED),
        ("very sorry", "truly sorry", FlagKind.QUOTE_CHANGED),
        ("“The doors were open,” Velt said", "“The doors were open,” Roque said", FlagKind.ATTRIBUTION_CHANGED),
        ("manager Curt Adler said", "usher Lena Moss said", FlagKind.ATTRIBUTION_CHANGED),
        ("Per the Evening Ledger", "Per the Morning Post", FlagKind.ATTRIBUTION_CHANGED),
        ("shown on Dec. 9", "shown on Dec. 12", FlagKind.FACT_CHANGED),
        ("on Nov. 3", "on Nov. 13", FlagKind.FACT_CHANGED),
        ("38-year-old", "39-year-old", FlagKind.FACT_CHANGED),
        ("20 to 25 minutes", "40 to 45 minutes", FlagKind.FACT_CHANGED),
        ("Tom Arden and", "Tim Arden and", FlagKind.FACT_CHANGED),
        ("Lyric Theatre", "Grand Theatre", FlagKind.FACT_CHANGED),
        ("the doors were locked", "the doors were allegedly locked", FlagKind.HEDGING_ADDED),
        ("doesn’t believe", "does believe", FlagKind.NEGATION_CHANGED),
    ],
)
def test_one_edit_is_one_flag(old: str, new: str, kind: FlagKind) -> None:
    assert [found[0] for found in changed(old, new)] == [kind]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("on Dec. 9", "on December 9"),
        ("20 to 25 minutes", "20-25 minutes"),
        ("Velt said when", "she said when"),
        ("The actor continued", "Velt continued"),
        ("before help came", "until help came"),
        ("Last week 44-year-old Velt", "Last week Velt, 44,"),
    ],
)
def test_the_same_in_other_clothes_is_none(old: str, new: str) -> None:
    assert changed(old, new) == []


def test_straight_marks_are_silent() -> None:
    straight = INTERVIEW.translate(str.maketrans("“”’", '""\''))
    change = compare(Document.from_text(INTERVIEW), Document.from_text(straight))
    assert change.flags == ()
    assert {edit.silent for edit in change.edits} == {"typography"}


def test_the_number_of_a_list_in_the_headline_is_the_headline_only() -> None:
    old, new = (Document.from_text(INTERVIEW, headline=text) for text in (HEADLINE, HEADLINE.replace("7", "6")))
    assert [flag.kind for flag in compare(old, new).flags] == [FlagKind.HEADLINE_CHANGED]


def test_two_swapped_paragraphs_moved() -> None:
    parts = INTERVIEW.split("\n\n")
    parts[2], parts[3] = parts[3], parts[2]
    flags = compare(Document.from_text(INTERVIEW), Document.from_text("\n\n".join(parts))).flags
    assert {flag.kind for flag in flags} == {FlagKind.PARA_MOVED}


def test_a_paragraph_that_goes_takes_its_quotations_along() -> None:
    parts = INTERVIEW.split("\n\n")
    del parts[2]
    flags = compare(Document.from_text(INTERVIEW), Document.from_text("\n\n".join(parts))).flags
    assert sorted(flag.kind for flag in flags) == [FlagKind.PARA_REMOVED] + [FlagKind.QUOTE_REMOVED] * 3
    assert all(flag.severity.at_least(Severity.MEDIUM) for flag in flags)


def test_a_correction_note_is_told_and_weighed() -> None:
    note = "Correction: An earlier version of this article misstated the age of Tom Arden. He was 39."
    after = INTERVIEW.replace("38-year-old", "39-year-old") + f"\n\n{note}"
    change = compare(Document.from_text(INTERVIEW), Document.from_text(after))
    assert {flag.kind for flag in change.flags} == {FlagKind.CORRECTION_ADDED, FlagKind.FACT_CHANGED}
    assert (change.disclosure.verdict, change.disclosure.note) == (Verdict.DISCLOSED, note)


def test_summaries_name_whom_they_are_about() -> None:
    edited = INTERVIEW.replace("hardly knew", "never knew").replace("38-year-old", "39-year-old")
    summaries = {flag.summary for flag in compare(Document.from_text(INTERVIEW), Document.from_text(edited)).flags}
    assert "Quote by Mara Velt changed: “I hardly knew him,” → “I never knew him,”" in summaries or any(
        summary.startswith("Quote by Velt changed") for summary in summaries
    )
    assert "Age of Tom Arden: 38-year-old → 39-year-old" in summaries


def test_words_behind_the_name_of_another_one_are_another_voice() -> None:
    rest = "\n\nSol Reyes: I only played what I was given."
    flags = compare(
        *(Document.from_text(f"{name}: I wrote it on a ferry.{rest}") for name in ("Edda Moor", "Sol Reyes"))
    ).flags
    assert [(flag.kind, flag.before, flag.after) for flag in flags] == [
        (FlagKind.ATTRIBUTION_CHANGED, "Edda Moor", "Sol Reyes")
    ]


def test_a_heading_before_a_colon_is_nobody_who_speaks() -> None:
    flags = compare(*(Document.from_text(f"{name}: three dead, ten hurt.") for name in ("Leeds", "York"))).flags
    assert not [flag for flag in flags if flag.kind is FlagKind.ATTRIBUTION_CHANGED]
