"""Tells when a state is called by its capital where it acts: "Japan and South Korea agreed", "Seoul and Tokyo signed"."""

from __future__ import annotations

from tracker.compare.naming.names import Name
from tracker.compare.sides.units import Side
from tracker.compare.sourcing.seats import metonyms
from tracker.compare.text.language import Language, bearers


def acts_for(old: Side, one: Name, new: Side, two: Name, words: Language) -> bool:
    """Whether two names are those of a state and of its capital, and neither says where something is: "in Seoul"."""
    if one.parts == two.parts:
        return False
    return (
        not _bodies(one).isdisjoint(_bodies(two))
        and not _says_where(old, one, words)
        and not _says_where(new, two, words)
    )


def _bodies(name: Name) -> frozenset[int]:
    known, said = metonyms(), "_".join(name.parts)
    return known.get(said, frozenset()) | known.get(bearers().get(said, said), frozenset())


def _says_where(side: Side, name: Name, words: Language) -> bool:
    before = next((unit.word for unit in reversed(side.units) if unit.start < name.start), "")
    return before in words.of("values", "says_where")
