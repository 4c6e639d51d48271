"""Names that have one bearer, in families of words: of places and their people, of parties, of given names, of names from
other scripts.
"""

from __future__ import annotations

from functools import cache

from tracker.compare.text.files import lines_of, rows_by_word


@cache
def bearers() -> dict[str, str]:
    """The one name for names of one bearer: "Firenze" for "Florence", "American" for "US"; folded words."""
    return _first_of_its_row("bearers.txt")


@cache
def parties() -> dict[str, str]:
    """The one name for names of one party: "Lab" for "Labour"; folded words."""
    return _first_of_its_row("parties.txt")


@cache
def given_names() -> dict[str, frozenset[int]]:
    """The families of given names that a name is of, by number: "Bob" and "Robert", "Chris" with both of its own."""
    return rows_by_word(lines_of("given_names.txt"))


@cache
def transliterated() -> dict[str, str]:
    """The one spelling for names from other scripts that have several."""
    return _first_of_its_row("transliterations.txt")


def _first_of_its_row(name: str) -> dict[str, str]:
    """For each word of a file with a family of words a line, the first of its family."""
    rows = [line.split() for line in lines_of(name)]
    return {word: row[0] for row in rows for word in row}
