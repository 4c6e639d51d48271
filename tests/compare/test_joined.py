"""Sentences that were joined, parted and put in another order: what stays the same in them, and a value that is lost on the
way and comes back as another one.
"""

from __future__ import annotations

import pytest

from tests.compare.told import facts
from tracker.compare import compare
from tracker.model import Document, FlagKind

_DETAIL = {FlagKind.FACT_ADDED, FlagKind.FACT_REMOVED, FlagKind.INTENSITY_CHANGED}

SAME = [
    # Values whose unit is said of another one, a minute by its rank, a margin, shares as editors round them.
    ("Ash took 41 per cent and Birch 33.", "Ash took 41%, Birch 33%."),
    ("Mo Rudd scored on 64 minutes.", "Mo Rudd scored in the 64th minute."),
    ("The margin of error is two points.", "The margin of error is plus or minus two percentage points."),
    ("A third of the pupils walk to school.", "Of the pupils, 33% walk to school."),
    ("She has won the cup two times.", "She has won the cup twice."),
    ("He ran it in 28 minutes 40 seconds.", "He ran it in 28:40."),
    ("Two of the five missing divers were found.", "Two out of five missing divers were found."),
    ("Ida and two others were hurt.", "Three people, Ida among them, were hurt."),
    # Months, plans and denials in other words.
    ("Sales figures for May and June were cut.", "June's sales figures and those for May were cut."),
    ("A fair is planned in the park in July.", "A fair will follow in the park in July."),
    ("The court refused on Monday to hear him.", "The court declined on Monday to hear him."),
    ("It was the closest race since 1970.", "No race had been as close since 1970."),
    ("Turnout was the highest since 1990.", "Not since 1990 had turnout been so high."),
    ("Food will run out in May.", "In May there will be no food."),
    ("It is her first album in six years.", "It is six years since her last album."),
    # A state by its capital where it acts, a court with its nation.
    ("Japan and India signed the pact.", "Tokyo and Delhi signed the pact."),
    ("The Supreme Court refused his appeal.", "The US Supreme Court refused his appeal."),
]


@pytest.mark.parametrize(("old", "new"), SAME)
@pytest.mark.parametrize("turned", [False, True])
def test_the_same_in_other_words_is_silent(old: str, new: str, *, turned: bool) -> None:
    old, new = (new, old) if turned else (old, new)
    flags = compare(Document.from_text(old), Document.from_text(new)).flags
    assert [flag.kind for flag in flags if flag.kind not in _DETAIL] == []


OTHER = [
    ("Ash took 41 per cent and Birch 33.", "Ash took 41%, Birch 36%."),
    ("Mo Rudd scored on 64 minutes.", "Mo Rudd scored in the 84th minute."),
    ("He ran it in 28 minutes 40 seconds.", "He ran it in 28:04."),
    ("The Court of Appeal judges in Oxford upheld it.", "The Supreme Court judges in Oxford upheld it."),
    ("Entry costs £3; children under five get in free.", "Entry costs £5; children under 12 get in free."),
    ("The parcel weighed 12 pounds.", "The parcel weighed 12 ounces."),
]


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_what_only_looks_like_it_is_told(old: str, new: str) -> None:
    flags = compare(Document.from_text(old), Document.from_text(new)).flags
    assert {FlagKind.FACT_CHANGED, FlagKind.ATTRIBUTION_CHANGED} & {flag.kind for flag in flags}


_OLD = (
    "The town will build a library. It will cost £{}m. The roof is to be of slate. Work starts in the spring of {}. "
    "{} people signed a petition against it."
)
_NEW = (
    "Work begins in spring {} on the library that the town is building at a cost of £{}m, with a slate roof. "
    "A petition against it bore the signatures of {} people."
)


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (("2027", "4", "312"), []),
        (("2027", "9", "312"), [("£4m", "£9m")]),
        (("2029", "4", "312"), [("2027", "2029")]),
        (("2027", "4", "512"), [("312", "512")]),
    ],
)
def test_a_value_is_followed_through_joined_sentences(new: tuple[str, str, str], told: list[tuple[str, str]]) -> None:
    old = _OLD.format("4", "2027", "312")
    assert facts(old, _NEW.format(*new)) == told


def test_a_value_that_only_moved_is_not_told_as_come_or_gone_nor_as_another() -> None:
    old = "The club has 40 members. They meet on Fridays. Eleven of them are women."
    new = "The club, where 11 women are members, meets on Fridays. In all it has 40 members."
    assert facts(old, new) == []


def test_a_detail_dropped_and_another_put_in_are_no_change() -> None:
    old = "The hall was built by two brothers. It has a red door. Three oaks stand behind it."
    new = "The hall was built by two brothers. It has a red door. Nine steps lead up to it."
    assert facts(old, new) == []


def test_a_denial_that_went_with_its_sentence_is_found_where_it_went() -> None:
    old = "Names and addresses were stolen from the bank on Monday. No passwords were taken."
    new = "Names and addresses, but not passwords, were stolen from the bank on Monday."
    flags = compare(Document.from_text(old), Document.from_text(new)).flags
    assert FlagKind.NEGATION_CHANGED not in {flag.kind for flag in flags}
