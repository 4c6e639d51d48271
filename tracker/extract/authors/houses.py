"""Which names on a page are the paper's own or an agency's, and no persons'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.extract.authors.eastern import is_eastern
from tracker.extract.authors.persons import AGENCY, OFFICE, folded
from tracker.extract.parsing.linked_data import LinkedData

_GENERIC = re.compile(
    r"^the | (?:news|online|digital|com|net|org|tv|media)$"
)  # words of a paper's name, not of its stations


@dataclass(frozen=True, slots=True)
class Houses:
    """The folded names of houses: the `own` ones of who publishes the page, those and all that are said to be
    organizations, and the word with which the paper's stations begin.
    """

    own: frozenset[str]
    named: frozenset[str]
    stem: str

    @classmethod
    def of(cls, data: LinkedData, site: str, title: str) -> Houses:
        """The houses that JSON-LD and the head name; `title` stands for the site's name where the head names none."""
        own = {folded(name) for name in (*data.publishers, site)} - {""}
        stem = _GENERIC.sub("", folded(site or next(iter(data.publishers), title)))
        return cls(frozenset(own), frozenset({*own, *map(folded, data.houses)} - {""}), stem)

    def apart_from(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The persons among the names: without houses, the paper's stations behind a person ("Ann Example, The Paper
        North") and the paper's name at the end of a person's; all names where none is left.
        """
        names = tuple(map(self._bare, names))
        persons = tuple(name for name in names if folded(name) not in self.named)
        return (*persons[:1], *(name for name in persons[1:] if not self._is_station(name))) or names

    def _bare(self, name: str) -> str:
        plain = folded(name)
        house = next((own for own in self.own if plain.endswith(f" {own}")), "")
        words = name.split()[: -len(house.split())] if house else []
        return " ".join(words) if len(words) > 1 else name  # two words: a person's name

    def _is_station(self, name: str) -> bool:
        return bool(self.stem) and f"{folded(name)} ".startswith(f"{self.stem} ")


def without_agencies(named: tuple[str, ...], people: tuple[str, ...]) -> tuple[str, ...]:
    """The persons that are claimed, without the agencies, papers and places beside them, unless readers see those among
    the names.
    """
    if len(named) < 2:  # noqa: PLR2004 -- nobody stands beside one
        return named
    seen = {folded(name) for name in people}
    told = seen & {folded(name) for name in named if " " in name}
    persons = [
        name
        for name in named
        if folded(name) in seen
        or not (OFFICE.search(name) or AGENCY.fullmatch(name) or (told and " " not in name and not is_eastern(name)))
    ]
    return tuple(persons) if any(" " in name for name in persons) else named
