"""Takes out how few did a thing where the other side says that all but so many did its opposite: "only two of the 15 backed
it", "all but two of the 15 voted against it".
"""

from __future__ import annotations

from tracker.compare.facts.tokens import ALL_BUT, Mention
from tracker.compare.sides.units import Side
from tracker.compare.text.language import Language


def leave_minorities(side: Side, few: list[Mention], other: Side, excepted: list[Mention], words: Language) -> None:
    """Take out a count behind "only" of one side with the equal exception of the other, of which one alone opposes."""
    opposing = words.of("values", "opposing")
    if opposing.isdisjoint(side.words()) == opposing.isdisjoint(other.words()):
        return
    for rest in [item for item in excepted if item.value.startswith(ALL_BUT)]:
        number = float(rest.value.removeprefix(ALL_BUT))
        one = next((item for item in few if item.number == number and _only(side, item, words)), None)
        if one is not None and _of_how_many(side, one) == _of_how_many(other, rest) > 0:
            few.remove(one)
            excepted.remove(rest)


def _only(side: Side, item: Mention, words: Language) -> bool:
    return item.first > 0 and side.items[item.first - 1].lower in words.of("values", "just_so_many")


def _of_how_many(side: Side, item: Mention) -> float:
    """The number behind another, of which it is a part; 0 where none stands there."""
    return next((one.number or 0.0 for one in side.mentions if one.start >= item.end), 0.0)
