"""Finds values that changed places in a sentence that was told anew, by what each is of: "two protesters died and 14 were
injured when the wall came down", "fourteen protesters died and two were injured as the wall collapsed".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from tracker.compare.facts.tokens import Mention
from tracker.compare.sides.units import Side
from tracker.compare.text.language import Language

# The word that tells what is counted stands so near behind a value.
_WITHIN = 3
_SHORTEST, _STEM = 4, 4


def exchanged(
    old: Side, new: Side, same: Callable[[Mention, Mention], bool], words: Language
) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of one value and what stands in its place, where two of one sort have the other's words behind them."""
    before, after = _counted(old, words), _counted(new, words)
    for one, two in combinations(before.keys() & after.keys(), 2):
        was, is_now = (before[one], before[two]), (after[one], after[two])
        alike = was[0].sub is was[1].sub is is_now[0].sub is is_now[1].sub
        if alike and not same(*was) and same(was[0], is_now[1]) and same(was[1], is_now[0]):
            first = min((0, 1), key=lambda place: was[place].start)
            yield was[first], is_now[first]
            return


def _counted(side: Side, words: Language) -> dict[str, Mention]:
    """The values of a side by the stem of what stands behind them; what stands behind several tells none."""
    found: dict[str, list[Mention]] = {}
    small = words.of("shifting", "be") | words.of("shifting", "have") | words.negators | words.stops
    for place, unit in enumerate(side.units):
        if unit.mention is None or unit.mention.number is None:
            continue
        for other in side.units[place + 1 : place + 1 + _WITHIN]:
            if other.mention is not None:
                break
            if len(other.word) >= _SHORTEST and other.word not in small:
                found.setdefault(other.word[:_STEM], []).append(unit.mention)
                break
    return {stem: values[0] for stem, values in found.items() if len(values) == 1}


def same_roll(old: Side, new: Side) -> bool:
    """Whether both sides give the same people the same figures, in whatever order: "Haines had 19 points, Tate 11"."""
    one, two = _roll(old), _roll(new)
    return len(one) >= _FEWEST and sorted(one) == sorted(two)


_FEWEST = 2


def _roll(side: Side) -> list[tuple[str, str]]:
    """Each name with the figure that follows it; empty where one stands without the other."""
    found: list[tuple[str, str]] = []
    name = counted = ""
    for unit in side.units:
        if unit.name >= 0:
            name = name or unit.key
        elif unit.mention is not None and unit.mention.number is not None:
            if not name:
                return []
            counted = unit.mention.unit or counted  # "19 points, Dubois 14"
            found.append((name, f"{unit.mention.value.partition(' ')[0]} {counted}"))
            name = ""
    return [] if name else found
