"""What was learnt of a source and its sections: how often their articles change, beside what studies expect."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_PRIOR = 5.0
_BEYOND_ALL = 1e6  # no section changes so often; larger numbers only overflow
"""Changes that are to be expected before what was seen weighs as much as what was believed before."""

_SPREAD = 0.5
"""The shape of that distribution over the articles of one section."""

LEAST, MOST = 1 / 9, 9.0
"""Bounds of a learnt rate, so that pauses are at most three times as long or short."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one source or section: the looks that found a change, and how many changes the average article would have had
    in the same times (`expected_edits`). Never negative.
    """

    changes: float = 0.0
    expected: float = 0.0


def learnt_rate(source: Tally, section: Tally) -> float:
    """How many times as often as the average article those of a section change, between LEAST and MOST.

    The mean of a gamma distribution after Poisson counts: nothing seen gives 1, few observations stay near it. A
    section is believed to be like its source, and a source like the average, until enough was seen of it. `source`
    counts the section too.
    """
    like_its_source = _shrunk(section, toward=_shrunk(source, toward=1.0))
    return min(max(like_its_source, LEAST), MOST)


def own_rate(rate: float, *, changes: int, expected: float) -> float:
    """The rate of one article: that of its section, corrected by its own `changes` where `expected` ones were to come for
    the average article.

    Most articles never change and some change often: 27 % changed between two crawls (Tsoukaladelis et al.), while
    those that are visited often have 2.6 edits each (NewsEdits). So articles are spread as by a gamma distribution whose
    shape leaves 58 % of them without an edit where there is one on average.
    """
    rate = min(rate, _BEYOND_ALL)
    return min(max(rate * (_SPREAD + changes) / (_SPREAD + rate * max(0.0, expected)), LEAST), MOST)


def pace_factor(rate: float) -> float:
    """By how much a pause is divided for this rate: its square root, between 1/3 and 3.

    Looks at rates that grow with the square root of the edits give the least waiting time in all for a number of
    requests: Σ edits·pause/2 is least for a given Σ 1/pause where pause ∝ 1/√edits.
    """
    return sqrt(min(max(rate, LEAST), MOST))


def _shrunk(tally: Tally, toward: float) -> float:
    return (_PRIOR * toward + tally.changes) / (_PRIOR + tally.expected)
