from __future__ import annotations

import pytest

from tracker.compare.facts.figures import figure
from tracker.compare.facts.mentions import mentions
from tracker.compare.facts.tokens import Mention, tokenise
from tracker.compare.text.clean import clean
from tracker.compare.text.language import language
from tracker.compare.values.factdiff import same_value
from tracker.model import FactSub


def read(text: str, code: str = "en") -> list[Mention]:
    cleaned = clean(text).text
    return mentions(tokenise(cleaned, 0, len(cleaned)), language(code))


EQUAL = [
    ("five homes", "5 homes"),
    ("half of the jobs", "50% of the jobs"),
    ("three quarters of the town", "three-quarters of the town"),
    ("seven and a half years", "7.5 years"),
    ("minus 2", "-2"),
    ("60 US cents", "$0.60"),
    ("60 Australian dollars", "A$60"),
    ("9am EST", "9am Eastern Standard Time"),
    ("9am Eastern", "9am EST"),
    ("38 metres", "125ft"),
    ("four out of ten cars", "4 out of 10 cars"),
    ("a dozen eggs", "12 eggs"),
    ("twenty-seven people", "27 people"),
    ("two hundred and five men", "205 men"),
    ("half a million users", "500,000 users"),
    ("a quarter of a million users", "250,000 users"),
    ("three quarters of a million pounds", "£750,000"),
    ("$1.2bn", "$1,200 million"),
    ("US$3,400 million", "$3.4 billion"),
    ("1,500 dollars", "$1,500"),
    ("£5m", "5 million pounds"),
    ("40%", "40 per cent"),
    ("40 percent", "40 pct"),
    ("Dec. 2", "2 December"),
    ("December 2nd, 2024", "2 December 2024"),
    ("2024-12-02", "Dec. 2, 2024"),
    ("the 2nd of December", "December 2"),
    ("8.30pm", "20:30"),
    ("8:30 p.m.", "8.30pm"),
    ("9 a.m.", "9am"),
    ("the 34-year-old man", "the man, 34, who"),
    ("aged 34", "34 years old"),
    ("third", "3rd"),
    ("two-thirds of them", "2/3 of them"),
    ("between 20 and 30 shops", "20-30 shops"),
    ("40C", "40 °C"),
    ("2 kg", "two kilograms"),
    ("1,000 metres", "1 km"),
    ("60 seconds", "a minute"),
    ("in the 1930's", "in the 1930s"),
    ("6' 2\" tall", "6ft 2in tall"),
    ("five-foot-four", "5ft 4in"),
    ("six foot two", "6 feet 2 inches"),
]
OTHER = [
    ("$3m", "£3m"),
    ("5%", "5 percentage points"),
    ("12 March", "21 March"),
    ("5 mg", "5 g"),
    ("1.5 million", "15 million"),
    ("14:00 GMT", "14:00 BST"),
    ("9 a.m.", "9 p.m."),
    ("300 feet", "300 metres"),
    ("30 to 40 minutes", "30 to 45 minutes"),
    ("-40 °C", "40 °C"),
    ("D614G", "D641G"),
    ("2 March 2020", "2 March 2021"),
    ("the 1930's", "1930"),
    ("2020's floods", "the 2020s"),
    ("a 6-foot-2 man", "a 6-foot-3 man"),
    ("six foot and two men", "74 inches"),
]


@pytest.mark.parametrize(("one", "two"), EQUAL)
def test_equal_values_in_other_clothes_are_equal(one: str, two: str) -> None:
    assert same_value(read(one)[0], read(two)[0])


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_other_values_are_not(one: str, two: str) -> None:
    assert not same_value(read(one)[0], read(two)[0])


@pytest.mark.parametrize(
    "text", ["one of the men", "no one came", "they may leave", "each one", "a second thought", "twice a week"]
)
def test_these_hold_no_number(text: str) -> None:
    assert [found for found in read(text) if found.sub is not FactSub.ORDINAL] == []


def test_each_place_has_one_sort() -> None:
    found = read("On Dec. 2, 2024 at 8.30pm the 34-year-old paid $3m, or 5%, of 12 km.")
    subs = [item.sub for item in found]
    assert subs == [FactSub.DATE, FactSub.TIME, FactSub.AGE, FactSub.MONEY, FactSub.PERCENT, FactSub.NUMBER]


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1,200", ".", 1200),
        ("1.200", ",", 1200),
        ("1,5", ",", 1.5),
        ("1.5", ".", 1.5),
        ("1.234,5", ",", 1234.5),
        ("1,234.5", ".", 1234.5),
    ],
)
def test_separators_are_read_as_the_language_has_them(text: str, decimal: str, value: float) -> None:
    assert figure(text, decimal) == value


@pytest.mark.parametrize(
    ("one", "two", "code"),
    [
        ("1,5 Millionen Euro", "1.500.000 Euro", "de"),
        ("3. März 2024", "3. Mär. 2024", "de"),
        ("3,2 millions d’euros", "3.200.000 euros", "fr"),
        ("2 de mayo de 2024", "2 mayo 2024", "es"),
        ("20 por ciento", "20%", "es"),
        ("dois milhões de pessoas", "2.000.000 pessoas", "pt"),
        ("cinque chilometri", "5 km", "it"),
    ],
)
def test_other_languages_read_their_own_numbers(one: str, two: str, code: str) -> None:
    assert same_value(read(one, code)[0], read(two, code)[0])


@pytest.mark.parametrize("digits", ["፩", "9" * 4500])
@pytest.mark.parametrize(
    "text", ["143 for {}.", "at {} am", "on 2020-{}-03", "5'{}\" tall", "午後{}時5分", "5年{}月3日"]
)
def test_digits_that_are_no_readable_figure_are_neither_times_nor_dates(text: str, digits: str) -> None:
    place = text.index("{}")
    told = [item for item in read(text.replace("{}", digits)) if item.sub in (FactSub.DATE, FactSub.TIME)]
    assert not [item for item in told if item.start <= place < item.end]


@pytest.mark.parametrize(
    ("code", "text", "values"),
    [
        # A word means what it means in the language of the text: "August" is a month behind "im", no name as in English.
        ("de", "Im April und im August", ["|4||", "|8||"]),
        ("de", "sagte Jan", []),
        ("en", "said June", []),
        ("es", "el mar", []),
        # "in" makes no share in German, "do" joins days in Polish and none in Portuguese.
        ("de", "40 in 2023", ["40", "2023|||"]),
        ("en", "4 in 20", ["=0.2"]),
        ("pl", "2 do 3 maja", ["|5|2|", "|5|3|"]),
        ("pt", "2 do 3", ["2", "3"]),
        ("pt", "na segunda -", ["|||1"]),
        ("en", "seven times in", ["7"]),
        ("pl", "tuzin jaj", ["12"]),
        ("nl", "half miljoen boeken", ["500000"]),
        ("fr", "des millions", ["~millions"]),
        ("sv", "2023 km", ["2023 km"]),
        ("de", "2000 Menschen", ["2000"]),
        ("pt", "na segunda-feira", ["|||1"]),
        ("sv", "slutet av juni", ["|6|end|"]),
        ("en", "slutet of June", ["|6||"]),
        # Numerals of languages without a file are read in each.
        ("en", "двадцать пять", ["25"]),
        ("en", "34-vuotias", ["34"]),
    ],
)
def test_words_are_those_of_the_language(code: str, text: str, values: list[str]) -> None:
    assert [found.value for found in read(text, code)] == values
