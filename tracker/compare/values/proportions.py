"""Takes out a percentage or a share that the other side gives by two figures in words: "20% of voters", "a fifth",
"one voter in five"; "10 per cent", "£1 in every £10"; and one that it gives by a verb: "cut by 50%", "halved".
"""

from __future__ import annotations

from itertools import pairwise

from tracker.compare.facts.tokens import Mention
from tracker.compare.sides.units import Side
from tracker.compare.text.language import Language
from tracker.model import FactSub

# So many words may stand between the figures: "one child in every 20".
_NEAR, _NEAR_ENOUGH = 4, 1e-6


def leave_proportions(
    side: Side, percents: list[Mention], other: Side, figures: list[Mention], words: Language
) -> None:
    """Take out percentages of one side with the two figures, or for the verb, of the other that say the same."""
    for item in [item for item in percents if item.number and (item.unit == "%" or _is_part(item))]:
        pair = next(
            (
                (one, two)
                for one, two in pairwise(figures)
                if _shared(other, one, two, words) and _is_share(item, one, two)
            ),
            None,
        )
        if pair is not None:
            percents.remove(item)
            figures.remove(pair[0])
            figures.remove(pair[1])
        elif _by_verb(item, side, other, words):
            percents.remove(item)


def _is_part(item: Mention) -> bool:
    """Whether a value is a share of something: "a fifth"."""
    return item.sub is FactSub.NUMBER and not item.unit and 0 < (item.number or 0) < 1


def _shared(side: Side, one: Mention, two: Mention, words: Language) -> bool:
    """Whether the words between two figures say that the one is a share of the other: "in", "voter in every"."""
    between = [token.lower for token in side.items[one.last : two.first]]
    while between and between[-1] in words.every:
        between.pop()
    return bool(between) and len(between) <= _NEAR and between[-1] in words.of("facts", "in")


def _is_share(item: Mention, one: Mention, two: Mention) -> bool:
    if not item.number or not one.number or not two.number or one.unit not in ("", two.unit):
        return False
    whole = 100 if item.unit == "%" else 1
    return abs(one.number / two.number * whole - item.number) < _NEAR_ENOUGH


def _by_verb(item: Mention, side: Side, other: Side, words: Language) -> bool:
    """Whether the other side alone says by how much with a verb: "halved", "doubled"."""
    verbs = words.map_of("values", "changes_by")
    own = set(side.words())
    return any(word in verbs and float(verbs[word]) == item.number and word not in own for word in other.words())
