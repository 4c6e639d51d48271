"""Tells when a name says where its bearer is from before it on one side and behind it on the other: "the Czech Hana
Zdenkova", "Hana Zdenkova of the Czech Republic".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.compare.naming.names import Name
from tracker.compare.text.families import bearers

_LONGEST_LAND, _SHORTEST = 3, 2
# So near behind a name its land stands where it is told of its bearer: ", of the ".
_NEAR = 10

Native = tuple[tuple[str, ...], str]


def from_one_land(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether two names are of one person with one land, whatever it is called and wherever it stands."""
    left = set(_natives(one))
    return bool(left) and not left.isdisjoint(_natives(two))


def from_other_lands(one: Name, two: Name) -> bool:
    """Whether two names are of one person with two lands: "the Swede Nils Berg", "Nils Berg of Norway"."""
    return any(
        person == other and land != another
        for person, land in _natives(one.parts)
        for other, another in _natives(two.parts)
    )


def parted_natives(
    names: Sequence[Name], olds: list[Name], others: Sequence[Name], news: list[Name]
) -> Iterator[tuple[Name, Name]]:
    """Take out names of a side with their lands where the other side has both apart: "Hana Zdenkova, of the Czech
    Republic"; those with another land there are given back. `olds` and `news` are those without an equal.
    """
    kept = {name.parts for name in others}
    for one in names:
        found = next(_apart(one, others), None)
        if found is None or one.parts in kept:
            continue
        person, land, same = found
        olds[:] = [name for name in olds if name is not one]
        news[:] = [name for name in news if name is not person and name is not land]
        if not same:
            yield one, land


def _apart(one: Name, others: Sequence[Name]) -> Iterator[tuple[Name, Name, bool]]:
    """The person and the land of a name as two names of the other side, and whether the land is the same."""
    for person, land in _natives(one.parts):
        for name, behind in pairwise(others):
            there = _land(behind.parts)
            if name.parts == person and there and behind.start - name.end <= _NEAR:
                yield name, behind, there == land


def _natives(parts: tuple[str, ...]) -> Iterator[Native]:
    """A person's name in several words and their land, as a name can be read."""
    for size in range(1, min(_LONGEST_LAND, len(parts) - _SHORTEST) + 1):
        if land := _land(parts[:size]):
            yield parts[size:], land
        if land := _land(parts[-size:]):
            yield parts[:-size], land


def _land(parts: tuple[str, ...]) -> str:
    """The one name of a land or people, empty for anything else."""
    return bearers().get("_".join(parts), "")
