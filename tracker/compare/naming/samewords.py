"""Tells what may differ between two names of one bearer because a language has other words or forms for it: another word for
a calling ("Torhüterin", "Torfrau"), academic degrees, the cases of names.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations

from tracker.compare.facts.tokens import Token
from tracker.compare.text.files import rows_by_word
from tracker.compare.text.language import Language, language
from tracker.compare.text.spelling import folded


def synonymous(one: str, two: str, words: Language) -> bool:
    """Whether two folded nouns are in one row of those that say the same."""
    known = _synonyms(words.code)
    return not known.get(one, _NONE).isdisjoint(known.get(two, _NONE))


_NONE: frozenset[int] = frozenset()


@cache
def _synonyms(code: str) -> dict[str, frozenset[int]]:
    return rows_by_word(map(folded, language(code).rows_of("naming", "synonyms")))


def without_degrees(parts: tuple[str, ...], words: Language) -> tuple[str, ...]:
    """The words of a name without academic degrees and what else is polite, unless nothing else is left."""
    degrees = words.of("naming", "degrees")
    if not degrees:
        return parts
    rest = tuple(part for part in parts if part not in degrees and not degrees.issuperset(part.split("-")))
    return rest or parts


def degree_end(items: Sequence[Token], number: int, words: Language) -> int:
    """Where a degree ends whose field in small letters, or behind a hyphen, stands behind it at a place: "Dr. [med.] Holt",
    "Dr.[-Ing.] Holt"; the place itself where none does.
    """
    degrees = words.of("naming", "degrees")
    if items[number - 1].lower not in degrees:
        return number
    place = number + (items[number].text == ".")
    hyphen = place < len(items) and items[place].text == "-" and not items[place].spaced
    place += hyphen
    if place == number or place >= len(items) or items[place].lower not in degrees:
        return number
    if items[place].capital and not hyphen:
        return number
    place += 1
    while place < len(items) and (items[place].text == "." or items[place].lower in degrees):
        place += 1
    return place if place < len(items) and items[place].text[0].isupper() else number


def same_owner(one: tuple[str, ...], two: tuple[str, ...], words: Language) -> bool:
    """Whether what belongs to somebody stands before the owner in one name and behind in the other: "Sohn von Ina Holt",
    "Ina Holts Sohn"; "Stadtwerke Lohr", "Lohrs Stadtwerke".
    """
    endings, small = words.of("naming", "owner_ends"), words.of("naming", "before_place")
    if not endings or len(two) < 2 or two[-1] != one[0]:  # noqa: PLR2004 - an owner and what belongs to them
        return False
    owner = tuple(part for part in one[1:] if part not in small)
    owned = two[:-1]
    return owner[:-1] == owned[:-1] and owned[-1] in {last + end for last in owner[-1:] for end in endings}


def in_other_case(one: tuple[str, ...], two: tuple[str, ...], words: Language) -> bool:
    """Whether two names of as many words are one in two cases: "Marii Kowalskiej", "Maria Kowalska". Where only one of two
    words has an ending that the other name lacks, they are a man and a woman: "Jan Nowak", "Jana Nowak".
    """
    if not words.rows_of("naming", "cases") or len(one) != len(two):
        return False
    pairs = list(zip(one, two, strict=True))
    if any(a == b for a, b in pairs) and any(a != b and (a.startswith(b) or b.startswith(a)) for a, b in pairs):
        return False
    return all(same_in_cases(a, b, words) for a, b in pairs)


def same_in_cases(one: str, two: str, words: Language) -> bool:
    """Whether two words of a name have one stem and the endings of one row of those that cases have."""
    if one == two:
        return True
    if not _of_two(words.code).isdisjoint((one, two)):
        return False
    return any(
        len(stem) >= _SHORTEST_STEM and stem == two.removesuffix(other) and two.endswith(other)
        for ending, other in _endings(words.code)
        if one.endswith(ending)
        for stem in (one.removesuffix(ending),)
    )


_SHORTEST_STEM = 2


@cache
def _of_two(code: str) -> frozenset[str]:
    """Given names of a man whose genitive is a woman's."""
    return frozenset(map(folded, language(code).of("naming", "of_two")))


@cache
def _endings(code: str) -> tuple[tuple[str, str], ...]:
    """The pairs of endings that two cases of one word may have, both ways round; "-" stands for none."""
    found: dict[tuple[str, str], None] = {}
    for row in language(code).rows_of("naming", "cases"):
        for one, two in combinations([folded(ending.strip("-")) for ending in row.split()], 2):
            found[one, two] = found[two, one] = None
    return tuple(found)
