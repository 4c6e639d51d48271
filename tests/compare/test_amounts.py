"""Amounts in other units: silent as near as editors round, told where the conversion is wrong."""

from __future__ import annotations

import pytest

from tests.compare.told import facts


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("""6'4" tall""", "1.93m tall"),
        ("6-foot-4 and lean", "1.93m and lean"),
        ("6 feet 4 inches tall", "1.93 m tall"),
        ("6ft 2, by his club", "1.88m, by his club"),
        ("5ft 11in tall", "1.8m tall"),
        ("28ft 4in off", "8.64m off"),
        ("100 feet away", "30 metres away"),
        ("125ft away", "38 metres away"),
        ("3 miles away", "5 km away"),
        ("200 pounds heavier", "91 kilograms heavier"),
        ("60 knots fast", "111 km/h fast"),
        ("10 acres larger", "4 hectares larger"),
        ("50 gallons full", "189 litres full"),
        ("50 gallons full", "227 litres full"),
        ("2.5 m high", "2.5 metres high"),
    ],
)
def test_an_amount_that_was_converted_is_none(old: str, new: str) -> None:
    before, after = f"The report says it is {old}.", f"The report says it is {new}."
    assert facts(before, after) == facts(after, before) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("""6'4" tall""", "1.83m tall"),
        ("""5'11" tall""", "1.89m tall"),
        ("28ft 4in off", "8.46m off"),
        ("100 feet away", "33 metres away"),
        ("10 miles away", "10 km away"),
        ("10 miles away", "6 km away"),
        ("200 pounds heavier", "98 kilograms heavier"),
        ("60 knots fast", "60 km/h fast"),
        ("10 acres larger", "10 hectares larger"),
        ("50 gallons full", "500 litres full"),
        ("2.5 m high", "3.5 m high"),
    ],
)
def test_an_amount_that_was_converted_wrongly_is_told(old: str, new: str) -> None:
    before, after = f"The report says it is {old}.", f"The report says it is {new}."
    assert len(facts(before, after)) == len(facts(after, before)) == 1
