from __future__ import annotations

import pytest

from tracker.compare import compare
from tracker.model import Document, FactDelta, FlagKind, Severity


def deltas(old: str, new: str) -> list[FactDelta | None]:
    change = compare(Document.from_text(old), Document.from_text(new))
    return [flag.delta for flag in change.flags if flag.kind is FlagKind.FACT_CHANGED]


@pytest.mark.parametrize(
    ("old", "new", "delta"),
    [
        ("The fine was £3m.", "The fine was £30m.", FactDelta("3000000", "30000000", "GBP", 10.0)),
        ("The dose is 5 mg.", "The dose is 10 mg.", FactDelta("5", "10", "mg", 2.0)),
        ("Two men were held.", "A man was held.", FactDelta("2", "1", "", 0.5)),
        ("It begins at 8.30pm.", "It begins at 9.30pm.", FactDelta("20:30", "21:30")),
        ("It is on 3 May 2026.", "It is on 13 May 2026.", FactDelta("2026-05-03", "2026-05-13")),
        ("It is on 3 May.", "It is on 13 May.", FactDelta("--05-03", "--05-13")),
        ("He met Ann Berg in Oslo.", "He met Ann Berg in Turin.", FactDelta("oslo", "turin")),
        ("He was charged with theft.", "He was charged with fraud.", FactDelta("theft", "fraud")),
        ("The finance minister left.", "The defence minister left.", FactDelta("finance", "defence")),
        ("He fell in Tuesday’s storm.", "He fell in Sunday’s storm.", FactDelta("Tuesday", "Sunday")),
        ("He fell in April’s storm.", "He fell in May’s storm.", FactDelta("--04", "--05")),
        ("It was 2019’s worst storm.", "It was 2020’s worst storm.", FactDelta("2019", "2020")),
        ("Five of the six boats sank.", "Six of the six boats sank.", FactDelta("5", "6", "", 1.2)),
        (
            "They say that Rudolph fell as Garrett stayed.",
            "They say that Garrett fell as Garrett stayed.",
            FactDelta("rudolph", "garrett"),
        ),
        ("She is a former judge.", "She is a serving judge.", FactDelta("former", "serving")),
        ("It died in ~~18~~ 22 homes.", "It died in 30 homes.", FactDelta("22", "30", "", 1.363636)),
    ],
)
def test_a_changed_fact_is_told_as_data_once(old: str, new: str, delta: FactDelta) -> None:
    assert deltas(old, new) == [delta]


def test_a_day_beside_a_longer_time_is_told_though_it_may_lie_in_it() -> None:
    told = deltas(
        "The count doubled last week to 1,310.\n\nSchools have been ordered to close until Monday.",
        "The count rose last week to 1,965.\n\nSchools were ordered to close until Wednesday.",
    )
    assert FactDelta("Monday", "Wednesday") in told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It is worn by Denmark’s Mads Kjær.", "It is worn by the Dane Mads Kjær."),
        ("The ship, registered in Panama, was empty.", "The ship, under the Panamanian flag, was empty."),
        ("The bank next decides on 12 September.", "The bank decides again on 12 September."),
        ("Nineteen signed up, and one was turned away.", "Nineteen put their names down, and one was turned away."),
        ("It was 31 degrees Celsius there.", "It was 31C there."),
        ("Trask and Daughters, Ltd. builds it.", "Trask & Daughters Ltd builds it."),
        ("They sang at Saint Bride’s on Mount Holm.", "They sang at St Bride’s on Mt Holm."),
        ("Born in Concord, N.H., she left.", "Born in Concord, New Hampshire, she left."),
        (
            "Rep. Ida Moss, D-Vt., and Sen. Rolf Quist, R-Wyo., wrote it.",
            "Representative Ida Moss (D-Vermont) and Senator Rolf Quist (R-Wyoming) wrote it.",
        ),
    ],
)
def test_the_same_fact_in_other_words_is_not_told(old: str, new: str) -> None:
    assert deltas(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "sub"),
    [
        ("A coach overturned, injuring 14 passengers.", "A coach overturned, injuring 15 passengers.", "casualty"),
        ("Elf Menschen kamen ins Krankenhaus.", "Zwölf Menschen kamen ins Krankenhaus.", "casualty"),
        ("Three firefighters were slightly hurt.", "Five firefighters were slightly hurt.", "casualty"),
        ("The storm claimed 12 lives.", "The storm claimed 17 lives.", "casualty"),
        ("Fire destroyed 14 homes and killed a man.", "Fire destroyed 16 homes and killed a man.", "number"),
        ("Of the 60 passengers, nine were hurt.", "Of the 80 passengers, nine were hurt.", "number"),
        ("She lives there with six cousins.", "She lives there with five cousins.", "number"),
    ],
)
def test_a_number_counts_casualties_only_where_it_counts_who_was_harmed(old: str, new: str, sub: str) -> None:
    (found,) = [f for f in compare(Document.from_text(old), Document.from_text(new)).flags if f.rule.startswith("fact")]
    assert found.sub == sub
    assert found.severity is (Severity.CRITICAL if sub == "casualty" else Severity.HIGH)
