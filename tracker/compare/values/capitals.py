"""Tells when one side names a city and the other calls it a capital by its country: "in Lisbon", "in the Portuguese
capital", "in der portugiesischen Hauptstadt".
"""

from __future__ import annotations

from functools import cache

from tracker.compare.naming.names import Name
from tracker.compare.sides.units import Side
from tracker.compare.text.files import lines_of
from tracker.compare.text.language import Language
from tracker.compare.text.spelling import folded


def is_its_capital(city: Name, country: Name, side: Side, words: Language) -> bool:
    """Whether a city is called the capital of the country whose name stands on the other side."""
    stems = _capitals().get("_".join(city.parts), ())
    return bool(stems) and country.parts[0].startswith(stems) and called_capital(city, side, words)


def called_capital(city: Name, side: Side, words: Language) -> bool:
    """Whether a side says "capital" beside a word for the country that a city is the capital of."""
    stems, capital = _capitals().get("_".join(city.parts), ()), words.of("values", "capital")
    if not stems or not capital:
        return False
    said = [folded(unit.word) for unit in side.units]
    return any(
        word in capital and any(near.startswith(stems) for near in said[max(0, n - _NEAR) : n + _NEAR + 1])
        for n, word in enumerate(said)
    )


# How many words further the country may be named: "the capital of Portugal", "la capitale du Portugal".
_NEAR = 2


@cache
def _capitals() -> dict[str, tuple[str, ...]]:
    """How words for the country of a capital begin, by the names of the city."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines_of("capitals.txt"):
        cities, _, stems = line.partition("|")
        for city in cities.split():
            found[city] = (*found.get(city, ()), *stems.split())
    return found
