"""Bylines that only an attribute for tests names (data-testid="byline"), on pages whose classes are hashes."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from tracker.extract.authors.persons import BY, is_name, persons_in, trimmed
from tracker.extract.authors.signatures import NAME
from tracker.extract.parsing.naming import label_of
from tracker.extract.parsing.near import ELSEWHERE
from tracker.extract.parsing.segment import TESTS
from tracker.extract.parsing.shown import shown_text

_TELLS = re.compile(r"byline|author|contributor|writer", re.IGNORECASE)
_FULL_NAME = re.compile(NAME)
_MOST = 400  # elements with such an attribute
_MOST_BYLINES = 12
_MOST_WITHIN = 60
_LINE = 200  # characters


def tested_bylines(tested: list[Any]) -> list[Any]:
    """The elements that an attribute for tests names for the author, in the order of the page."""
    found = (element for element in tested[:_MOST] if _tells_author(element))
    return list(islice(found, _MOST_BYLINES))


def names_in(element: Any) -> tuple[str, ...]:
    """The names in such an element: the first of each row of a name and an office, else what its line says."""
    rows = tuple(name for row in islice(element.iter("div", "li", "span", "p"), _MOST_WITHIN) if (name := _of_row(row)))
    if rows:
        return rows
    lines = (shown_text(one, _LINE, glue=" ") for one in islice(element.iter("p", "span", "div"), _MOST_WITHIN))
    signed = next((line for line in lines if (by := BY.match(line)) and _FULL_NAME.fullmatch(line[by.end() :])), "")
    line = trimmed(signed or shown_text(element, _LINE, glue=" "))
    named = is_name(line) and (" " in line or not line.isascii())
    return tuple(persons_in(line)) if named else ()


def _tells_author(element: Any) -> bool:
    values = [value for name in TESTS if (value := element.get(name))]
    told = any(
        _TELLS.search(value[:80]) and label_of("div", {"class": value[:80]}) in ("byline", "bio") for value in values
    )
    return told and label_of(element.tag, element.attrib) not in ELSEWHERE


def _of_row(row: Any) -> str:
    """The name in an element that holds it and an office, each in an element of its own."""
    inner = [one for one in islice(row, 4) if isinstance(one.tag, str)]
    if len(inner) < 2 or (row.text or "").strip():  # noqa: PLR2004 -- a name and an office
        return ""
    if len(inner[0]) > 1 or (inner[0].tail or "").strip(" \n\t,|·•–-"):
        return ""  # names in a line
    if inner[0].tag == inner[1].tag == "a":
        return ""
    name, office = (shown_text(one, 80, glue=" ") for one in inner[:2])
    fits = _FULL_NAME.fullmatch(name) is not None and is_name(name) and trimmed(name) == name
    return name if fits and office and next(inner[0].iter("time"), None) is None else ""
