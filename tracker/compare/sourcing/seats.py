"""Knows bodies that speak by their houses, streets, towns and countries: "Downing Street" is "No 10", "Moscow" the Kremlin."""

from __future__ import annotations

from functools import cache

from tracker.compare.sourcing.sources import Source
from tracker.compare.sourcing.speech import Callings
from tracker.compare.text.families import bearers, parties
from tracker.compare.text.files import lines_of, rows_by_word
from tracker.compare.text.spelling import folded, without_end


def by_another_name(one: Source, two: Source, known: Callings) -> bool:
    """Whether two phrases are names of one bearer, the same said of one, or what one body is called for, with or without
    who speaks for it: "l'ONU", "les Nations unies"; "one Tory MP", "one Conservative MP"; "No 10", "Downing Street".
    """
    left, right = _phrase(one, known), _phrase(two, known)
    bearer = bearers().get("_".join(left))
    if (bearer and bearer == bearers().get("_".join(right))) or [*map(_of_party, left)] == [*map(_of_party, right)]:
        return bool(left)
    both = known.spokesmen.union(left).intersection(right)  # "a No 10 source", "a Downing Street source"
    return not _bodies(left, both, known).isdisjoint(_bodies(right, both, known))


def _of_party(word: str) -> str:
    return parties().get(word) or bearers().get(word, word)


def _phrase(source: Source, known: Callings) -> list[str]:
    said = (
        without_end(folded(word.rpartition("'")[2] if word.startswith(known.elided) else word), known.owner_ends)
        for word in source.text.lower().replace(".", "").split()
    )
    return [word for word in said if word not in known.small and word not in known.definite]


def _bodies(phrase: list[str], both: frozenset[str], known: Callings) -> frozenset[int]:
    """The numbers of the bodies that a phrase can mean, also without who speaks and without what both phrases have."""
    bodies = metonyms()
    alone = [word for word in phrase if word not in known.spokesmen]
    rest = [word for word in alone if word not in both]
    return frozenset[int]().union(*(bodies.get("_".join(said), frozenset()) for said in (phrase, alone, rest)))


@cache
def metonyms() -> dict[str, frozenset[int]]:
    """What bodies are called, folded and without small words, each with the numbers of those it can be."""
    return rows_by_word(lines_of("metonyms.txt"))
