"""How urgent a look is, in few levels that a database can index: within one level the longest wait comes first, between
levels the expected number of edits that nobody has seen yet decides.

A level holds articles whose edits per day are alike within a factor of four. So the most urgent of any number of
articles is found among the heads of these levels, without reading the others.
"""

from __future__ import annotations

from math import floor, log

_BASE = 4.0
_ONCE_A_DAY = 9

MOST_URGENT = 13
"""The level of what was never looked at: whatever is edited before the first look is lost for good."""


def urgency_of(edits_per_day: float) -> int:
    """The level, from 0 (less than one edit in centuries) to MOST_URGENT - 1, of this many expected edits a day."""
    if edits_per_day <= 0:
        return 0
    return min(max(floor(log(edits_per_day, _BASE)) + _ONCE_A_DAY, 0), MOST_URGENT - 1)


def weight_of(urgency: int) -> float:
    """The edits a day that a level stands for: the middle of what falls into it, on a scale of ratios."""
    return float(_BASE ** (urgency - _ONCE_A_DAY) * _BASE**0.5)
