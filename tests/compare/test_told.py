"""What a flag says in words and as data: the right name, unit, factor and weight, as a standards editor reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tracker.compare import compare
from tracker.model import Document, FactDelta, Flag, FlagKind, Severity


def flags_of(old: str, new: str, language: str = "en") -> tuple[Flag, ...]:
    return compare(*(replace(Document.from_text(text), language=language) for text in (old, new))).flags


def told(old: str, new: str, language: str = "en") -> list[str]:
    return [flag.summary for flag in flags_of(old, new, language)]


def only(old: str, new: str, language: str = "en") -> Flag:
    (flag,) = flags_of(old, new, language)
    return flag


@pytest.mark.parametrize(
    ("old", "new", "delta"),
    [
        ("He got 12 years in prison.", "He got 12 months in prison.", ("12 year", "12 month", "", 0.083333)),
        ("It fell 10 kilometres away.", "It fell 10 miles away.", ("10 km", "10 mile", "", 1.609344)),
        ("It cost $1.2 million.", "It cost €1.2 million.", ("1200000 USD", "1200000 EUR", "", None)),
        ("It rose 0.4 percentage points.", "It rose 0.4 percent.", ("0.4 points", "0.4 %", "", None)),
        ("It made $1.2 billion.", "It made $1.2 trillion.", ("1200000000", "1200000000000", "USD", 1000.0)),
        ("Between 500 and 700 jobs went.", "Between 500 and 900 jobs went.", ("500..700", "500..900", "", None)),
        ("United won 3-1 on Saturday.", "United won 3-2 on Saturday.", ("3-1", "3-2", "", None)),
        ("She was 42.", "She was 43.", ("42", "43", "year", 1.02381)),
        ("Call 555-0142 for help.", "Call 555-0124 for help.", ("555..142", "555..124", "", None)),
    ],
)
def test_values_of_two_units_carry_them_and_ranges_have_no_factor(
    old: str, new: str, delta: tuple[str, str, str, float | None]
) -> None:
    assert only(old, new).delta == FactDelta(*delta)


@pytest.mark.parametrize(
    ("old", "new", "summary"),
    [
        ("It cost $1.2 million.", "It cost $12 million.", "Amount: $1.2 million → $12 million (×10)"),
        ("It cost £40,000.", "It cost £400.", "Amount: £40,000 → £400 (÷100)"),
        ("It cost £40,000.", "It cost £45,000.", "Amount: £40,000 → £45,000"),
        ("It fell to -5C overnight.", "It fell to 5C overnight.", "Number: -5C → 5C"),
        ("It fell to minus 5 degrees.", "It fell to minus 9 degrees.", "Number: minus 5 → minus 9"),
        ("United beat Town 1-3.", "United beat Town 2-3.", "Score: 1-3 → 2-3"),
        ("About 20-30 jobs went.", "About 20-40 jobs went.", "Number of jobs: 20-30 → 20-40"),
        ("He pleaded not guilty.", "He pleaded guilty.", "Plea: not guilty → guilty"),
        ("A jury found him not guilty.", "A jury found him guilty.", "Verdict: not guilty → guilty"),
    ],
)
def test_a_value_is_told_with_its_sign_its_kind_and_a_slip_of_a_digit(old: str, new: str, summary: str) -> None:
    assert told(old, new)[0] == summary


@pytest.mark.parametrize(
    ("old", "new", "language", "summary"),
    [
        ("He died at home. He was 88.", "He died at home. He was 89.", "en", "Age: 88 → 89"),
        ("His father died when he was six.", "His father died when he was seven.", "en", "Age: six → seven"),
        ("The singer died at 88 in Bristol.", "The singer died at 89 in Bristol.", "en", "Age: 88 → 89"),
        ("Ann Moss, a baker, 61, left.", "Ann Moss, a baker, 16, left.", "en", "Age of Ann Moss: 61 → 16"),
        (
            "Inés Duarte, de 47 años, dimitió.",
            "Inés Duarte, de 74 años, dimitió.",
            "es",
            "Age of Inés Duarte: 47 años → 74 años",
        ),
        ("Elle est partie. Elle avait 34 ans.", "Elle est partie. Elle avait 43 ans.", "fr", "Age: 34 ans → 43 ans"),
        (
            "Una vecina de Cádiz, de 34 años, murió.",
            "Una vecina de Cádiz, de 43 años, murió.",
            "es",
            "Age: 34 años → 43 años",
        ),
        (
            "The star, 33, proposed to his girlfriend Mimi Lark.",
            "The star, 39, proposed to his girlfriend Mimi Lark.",
            "en",
            "Age of the star: 33 → 39",
        ),
    ],
)
def test_an_age_is_told_as_one_and_of_whom_where_that_is_sure(old: str, new: str, language: str, summary: str) -> None:
    assert summary in told(old, new, language)
    assert not any(flag.sub == "casualty" for flag in flags_of(old, new, language))


def test_the_strength_of_a_quake_is_no_count_of_casualties() -> None:
    flag = only("A quake of magnitude 6.4 killed 28 people.", "A quake of magnitude 7.4 killed 28 people.")
    assert (flag.summary, flag.severity) == ("Number: 6.4 → 7.4", Severity.HIGH)


def test_a_rate_moved_by_points_to_a_percentage_is_no_range() -> None:
    flag = only("It rose by 25 basis points to 3.75 per cent.", "It rose by 50 basis points to 3.75 per cent.")
    assert (flag.summary, flag.delta) == (
        "Percentage: 25 basis points → 50 basis points",
        FactDelta("0.25", "0.5", "points", 2.0),
    )


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        ("Das Spiel begann um 20.30 Uhr.", "Das Spiel begann um 20:30 Uhr.", "de"),
        ("Er kam um 20.30 Uhr Ortszeit.", "Er kam um 20:30 Uhr Ortszeit.", "de"),
    ],
)
def test_a_time_in_other_clothes_adds_no_name(old: str, new: str, language: str) -> None:
    assert flags_of(old, new, language) == ()


def test_points_written_in_one_word_are_not_percent() -> None:
    flag = only("Die Quote stieg um 3,5 Prozent.", "Die Quote stieg um 3,5 Prozentpunkte.", "de")
    assert flag.summary == "Percentage: 3,5 Prozent → 3,5 Prozentpunkte"


@pytest.mark.parametrize("nobody", ["No one", "Nobody"])
def test_nobody_who_became_one_is_a_reversal(nobody: str) -> None:
    found = flags_of(f"{nobody} was hurt in the fire.", "One man was hurt in the fire.")
    assert found[0].kind is FlagKind.NEGATION_CHANGED


@pytest.mark.parametrize(
    ("old", "new", "summary", "severity"),
    [
        ("“We are a gentle people.”", "“We are a gentle giant.”", "changed", Severity.HIGH),
        ("“One went, and one stayed here.”", "“They went, and one stayed here.”", "changed", Severity.HIGH),
        ("“We can’t go on like this.”", "“We can go on like this.”", "changed", Severity.CRITICAL),
        ("“I did,” he wrote to her.", "“I did not,” he wrote to her.", "changed", Severity.CRITICAL),
        ("“It was like a war.”", "“It was like a war, and nobody came.”", "extended", Severity.MEDIUM),
        ("“We sold it all, and we are glad.”", "“We sold it all.”", "cut short", Severity.MEDIUM),
        ("“It is a fair account of our mistakes.”", "“It is a fair account of our mistake.”", "changed", Severity.HIGH),
    ],
)
def test_a_quotation_is_told_as_changed_extended_or_cut_short(
    old: str, new: str, summary: str, severity: Severity
) -> None:
    flag = only(f"Ana Berg spoke. {old}", f"Ana Berg spoke. {new}")
    assert flag.summary.partition(":")[0].endswith(summary)
    assert flag.severity is severity


@pytest.mark.parametrize("question", ["Who decided?", "Tell me about it."])
def test_a_question_before_an_answer_is_nobodys_name(question: str) -> None:
    flag = only(f"Q: {question} A: “The board did it alone.”", f"Q: {question} A: “We did it together.”")
    assert flag.summary.startswith("Quote changed: ")
    assert flag.speaker == ""


@pytest.mark.parametrize(
    ("old", "new", "summary"),
    [
        ("It killed 28 and injured 140.", "It killed 140 and injured 28.", "Casualties changed places: 28 ↔ 140"),
        ("It paid £3m of the £5m.", "It paid £5m of the £3m.", "Amounts changed places: £3m ↔ £5m"),
        (
            "Hale United beat Selby Town.",
            "Selby Town beat Hale United.",
            "Names changed places: Hale United ↔ Selby Town",
        ),
        (
            "Ruiz beat Halvorsen on Sunday.",
            "Ruiz lost to Halvorsen on Sunday.",
            "Roles reversed: Ruiz beat Halvorsen → Ruiz lost to Halvorsen",
        ),
    ],
)
def test_values_and_names_that_changed_places_are_told_as_that(old: str, new: str, summary: str) -> None:
    assert told(old, new)[0] == summary


@pytest.mark.parametrize(
    ("old", "new", "summary"),
    [
        ("He died before the fire.", "He died after the fire.", "Fact: before the fire → after the fire"),
        ("It saw more patients in May.", "It saw fewer patients in May.", "Fact: more patients → fewer patients"),
        ("It is north of the city.", "It is south of the city.", "Direction: north → south"),
        ("He was convicted of manslaughter.", "He was convicted of murder.", "Offence: manslaughter → murder"),
        ("He is survived by a son.", "He is survived by a daughter.", "Relation: son → daughter"),
    ],
)
def test_words_that_exclude_each_other_are_told_by_their_class_or_with_what_they_bear_on(
    old: str, new: str, summary: str
) -> None:
    assert told(old, new) == [summary]


@pytest.mark.parametrize(
    ("old", "new", "summary"),
    [
        (
            "Renn told the Financial Courier.",
            "Renn told the Daily Observer.",
            "Name: Financial Courier → Daily Observer",
        ),
        ("He won the Halden Prize in May.", "He won the Nobel Prize in May.", "Name: Halden Prize → Nobel Prize"),
        (
            "Priya Raman and Tom Hale came. She then met Raman.",
            "Priya Raman and Tom Hale came. She then met Hale.",
            "Person: Raman → Hale",
        ),
        ("They then flew on to Italy.", "They then flew on to Spain.", "Place: Italy → Spain"),
    ],
)
def test_a_name_is_told_as_what_it_names(old: str, new: str, summary: str) -> None:
    assert told(old, new) == [summary]


@pytest.mark.parametrize(
    ("before", "said", "speaker"),
    [
        ("Ed Pryke was there. Judge Ann Stow jailed Pryke.", "she said", "Judge Ann Stow"),
        ("“No,” said Lena Ortiz.\n\nPer NBC News, the heater had smoked.", "she said", "Lena Ortiz"),
        ("Ilse Marten has baked here since 1989.\n\n", "she said", "Ilse Marten"),
        ("“No,” said Lena Ortiz.\n\nIlse Marten had asked.\n\n", "she said", "Lena Ortiz"),
        ("“No,” said Suki Varga. The engineer, Paul Esteve, warned that it would fall.", "he said", "Paul Esteve"),
        ("Chief executive Paula Renn said the firm would close.", "she added", "Paula Renn"),
    ],
)
def test_a_pronoun_stands_for_the_person_spoken_of_last_and_for_no_body(before: str, said: str, speaker: str) -> None:
    flag = only(f"{before} “It was needless,” {said}.", f"{before} “It was needful,” {said}.")
    assert flag.speaker == speaker


def test_a_pronoun_that_may_mean_another_one_whom_the_text_names_is_no_other_speaker() -> None:
    text = "Odile Marchetti spoke. “No,” Marchetti said.\n\nThe driver, Karl Voss, said the bus smoked.\n\n“It was a war,” {} said."
    assert flags_of(text.format("she"), text.format("Marchetti")) == ()
    assert flags_of(text.format("Voss"), text.format("Marchetti"))[0].kind is FlagKind.ATTRIBUTION_CHANGED


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("Berg said “we slept”. “No one came.”", "Berg said “we slept”. “No one came.” “All left.”", ["quote_added"]),
        ("She was “completely broken” by it.", "She was devastated by it.", ["quote_removed"]),
    ],
)
def test_what_a_quotation_says_is_told_once(old: str, new: str, kinds: list[str]) -> None:
    assert [flag.kind.value for flag in flags_of(old, new)] == kinds


def test_a_name_that_gave_way_to_the_role_it_was_given_is_no_name_removed() -> None:
    text = "Captain Owen Strand survived. The crowd cheered as {} left the harbour."
    assert told(text.format("Strand"), text.format("the captain")) == []
    assert told(text.format("Strand"), text.format("the singer")) == ["Name removed: Strand"]
    assert told("The captain left early.", "The captain, Owen Strand, left early.") == ["Person added: Owen Strand"]


def test_an_agent_dropped_from_a_passive_is_told_and_a_day_is_none() -> None:
    assert told("It was paid by the council to him.", "It was paid to him.") == [
        "Who did it is no longer said: the council"
    ]
    assert told("It was paid by Friday.", "It was paid.") == ["Date removed: Friday"]


def test_a_term_that_became_life_is_another_sentence() -> None:
    flag = only("He was sentenced to 12 years in prison.", "He was sentenced to life in prison.")
    assert (flag.summary, flag.severity) == ("Sentence: 12 years → life", Severity.HIGH)


def test_according_to_is_told_with_its_small_word() -> None:
    found = told("According to Marchetti, the label paid.", "Marchetti denied that the label paid.")
    assert found[-1] == "Verb of saying: according to → denied"


def test_a_decimal_comma_of_a_language_without_a_file_is_one() -> None:
    flag = only("Сумата е 1,2 млн лева.", "Сумата е 12 млн лева.", "bg")
    assert flag.delta == FactDelta("1.2", "12", "", 10.0)


def test_a_scale_of_russian_is_part_of_the_amount() -> None:
    flag = only("Сумма составила 1,2 млн рублей.", "Сумма составила 12 млн рублей.", "ru")
    assert flag.delta == FactDelta("1200000", "12000000", "RUB", 10.0)


def test_a_figure_of_the_standfirst_is_told_unless_the_text_tells_it() -> None:
    old = replace(Document.from_text("Nine people are missing."), standfirst="Divers seek nine people.", language="en")
    new = replace(old, standfirst="Divers seek six people.")
    both = replace(Document.from_text("Six people are missing."), standfirst="Divers seek six people.", language="en")
    assert [(flag.kind, flag.sub) for flag in compare(old, new).flags] == [
        (FlagKind.FACT_CHANGED, "number"),
        (FlagKind.STANDFIRST_CHANGED, ""),
    ]
    assert [flag.summary for flag in compare(old, both).flags if flag.kind is FlagKind.FACT_CHANGED] == [
        "Casualties: Nine → Six"
    ]


def test_the_same_words_are_told_of_once() -> None:
    assert told("The CEO, Paula Renn, resigned.", "The CFO, Paula Renn, resigned.") == ["Title: CEO → CFO"]


def test_names_that_changed_places_with_their_articles_are_told() -> None:
    old = "The bill is backed by Labour and opposed by the Greens."
    new = "The bill is backed by the Greens and opposed by Labour."
    assert told(old, new) == ["Names changed places: Labour ↔ Greens"]


def test_a_weekday_that_became_another_is_a_day_next_to_it() -> None:
    old, new = (Document.from_text(f"It opens on {day}.") for day in ("Saturday", "Sunday"))
    (flag,) = compare(old, new, seen_at=datetime(2026, 11, 25, tzinfo=UTC)).flags
    assert flag.delta == FactDelta("2026-11-28", "2026-11-29")


@pytest.mark.parametrize(
    ("old", "new", "summary"),
    [
        ("There were 412 cases.", "There were 142 cases.", "Number of cases: 412 → 142"),
        ("It saw 412 new patients.", "It saw 142 new patients.", "Number of new patients: 412 → 142"),
        ("It employs 900 people.", "It employs 90 people.", "Number of people: 900 → 90 (÷10)"),
        ("The number of cases was 412.", "The number of cases was 142.", "Number of cases: 412 → 142"),
        ("The number of cases rose to 412.", "The number of cases rose to 142.", "Number of cases: 412 → 142"),
        ("Room 412 is closed.", "Room 142 is closed.", "Number: 412 → 142"),
        ("The figure was 412.", "The figure was 142.", "Number: 412 → 142"),
        ("It sold 12 of the 40 ships.", "It sold 21 of the 40 ships.", "Number: 12 → 21"),
        ("The baker, who is 61, left.", "The baker, who is 16, left.", "Age of the baker: 61 → 16"),
        ("The old baker, 61, left.", "The old baker, 16, left.", "Age of the old baker: 61 → 16"),
        ("The 42-year-old actor left.", "The 43-year-old actor left.", "Age of the actor: 42-year-old → 43-year-old"),
        ("A 42-year-old man left.", "A 43-year-old man left.", "Age: 42-year-old → 43-year-old"),
        ("A woman in the village, 61, left.", "A woman in the village, 16, left.", "Age: 61 → 16"),
    ],
)
def test_a_number_is_told_with_what_it_counts_and_an_age_with_whose_it_is(old: str, new: str, summary: str) -> None:
    assert told(old, new) == [summary]
