"""Two readings with their sentences aligned: which group any place belongs to, and where every group stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.compare.alignment.align import Group, align
from tracker.compare.reading import Reading


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """Both readings, the groups, and for each sentence of either side the number of its group."""

    old: Reading
    new: Reading
    groups: tuple[Group, ...]
    old_groups: tuple[int, ...]
    new_groups: tuple[int, ...]

    def old_group(self, position: int) -> int:
        """The group of a clean position of the old body; -1 where there is no sentence."""
        return _group_at(self.old, self.old_groups, position)

    def new_group(self, position: int) -> int:
        """The group of a clean position of the new body; -1 where there is no sentence."""
        return _group_at(self.new, self.new_groups, position)

    def same_words(self, group: Group) -> bool:
        """Whether both sides of a group read the same."""
        old = [word for number in range(*group.old) for word in self.old.sentences[number].words]
        new = [word for number in range(*group.new) for word in self.new.sentences[number].words]
        return old == new


def aligned(old: Reading, new: Reading, steady: frozenset[int] = frozenset()) -> Aligned:
    """Align two readings; `steady` are sentences of the new one that are known not to have moved."""
    groups = align(old.sentences, new.sentences, steady)
    old_groups, new_groups = [0] * len(old.sentences), [0] * len(new.sentences)
    for number, group in enumerate(groups):
        for sentence in range(*group.old):
            old_groups[sentence] = number
        for sentence in range(*group.new):
            new_groups[sentence] = number
    return Aligned(old, new, groups, tuple(old_groups), tuple(new_groups))


def places_of(aligned: Aligned) -> list[float]:
    """Where each group stands, between its places on both sides; a sentence that is on one side alone stands on the other
    behind what is before it. Exchanged texts give the same places.
    """
    paired = [group for group in aligned.groups if group.old[0] < group.old[1] and group.new[0] < group.new[1]]
    by_old, by_new = (
        sorted((getattr(group, one)[1], getattr(group, two)[1]) for group in paired) for one, two in _SIDES
    )
    places = []
    for group in aligned.groups:
        (old, old_end), (new, new_end) = group.old, group.new
        if old == old_end:
            old = _behind(by_new, new)
        elif new == new_end:
            new = _behind(by_old, old)
        places.append((old + new) / 2)
    return places


_SIDES = (("old", "new"), ("new", "old"))


def _behind(ends: Sequence[tuple[int, int]], start: int) -> int:
    """Where the other side ends of the last passage that ends before a sentence."""
    number = bisect_right(ends, start, key=lambda pair: pair[0])
    return ends[number - 1][1] if number else 0


def _group_at(reading: Reading, groups: tuple[int, ...], position: int) -> int:
    index = bisect_right(reading.sentences, position, key=lambda sentence: sentence.start) - 1
    return groups[index] if index >= 0 else -1
