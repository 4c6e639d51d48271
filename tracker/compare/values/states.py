"""Tells when a state is called by its capital where it acts: "Japan and South Korea agreed", "Seoul and Tokyo signed"."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.naming.names import Name
from tracker.compare.sides.units import Side
from tracker.compare.sourcing.seats import metonyms
from tracker.compare.sourcing.speech import callings
from tracker.compare.text.families import bearers
from tracker.compare.text.language import Language
from tracker.compare.text.spelling import folded


def acts_for(old: Side, one: Name, new: Side, two: Name, words: Language) -> bool:
    """Whether two names are those of a state and of its capital, and neither says where something is: "in Seoul"."""
    if one.parts == two.parts or not _bodies_of(one.parts) | _bodies_of(two.parts):
        return False
    return (
        not _bodies(old, one, words).isdisjoint(_bodies(new, two, words))
        and not _says_where(old, one, words)
        and not _says_where(new, two, words)
    )


def told_in_full(side: Side, name: Name, other: Side, words: Language) -> bool:
    """Whether a name is the end of what another name of its side begins, which the other side calls by its house:
    "Presidenza della Repubblica", "Quirinale".
    """
    place = side.names.index(name)
    if not place or not 0 <= name.start - side.names[place - 1].end <= _FARTHEST:
        return False
    head = side.names[place - 1]
    mine = _bodies(side, head, words) - _bodies_of(head.parts)
    return any(not mine.isdisjoint(_bodies(other, item, words)) for item in other.names)


_FARTHEST = 12


def _bodies(side: Side, name: Name, words: Language) -> frozenset[int]:
    """The bodies that a name can be, alone or with the words behind it: "Ministério das Relações Exteriores"."""
    small = callings(words.code).small | callings(words.code).definite
    said = [part for part in name.parts if part not in small]
    found = _bodies_of(name.parts) | _bodies_of(said)
    for unit in [unit for unit in side.units if name.end <= unit.start][:_BEHIND]:
        if unit.word not in small:
            said.append(folded(unit.word))
            found |= _bodies_of(said)
    return found


_BEHIND = 4


def _bodies_of(parts: Sequence[str]) -> frozenset[int]:
    known, said = metonyms(), "_".join(parts)
    return known.get(said, frozenset()) | known.get(bearers().get(said, said), frozenset())


def _says_where(side: Side, name: Name, words: Language) -> bool:
    before = next((unit.word for unit in reversed(side.units) if unit.start < name.start), "")
    return before in words.of("values", "says_where")
