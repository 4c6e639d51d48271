"""Takes out tallies and shares of one side that the other gives in other figures: "two out of five", "two of the five"."""

from __future__ import annotations

from itertools import pairwise

from tracker.compare.facts.tokens import Mention
from tracker.compare.sides.units import Side
from tracker.compare.text.language import Language
from tracker.model import FactSub


def leave_tallies(side: Side, one: list[Mention], other: Side, two: list[Mention], words: Language) -> bool:
    """Take out the tallies, leads and shares of one side with the figures of the other that say the same; whether any was."""
    if not one:
        return False
    many = len(one)
    _leave_both_ends(one, two)
    if words.of("values", "lead"):
        _leave_leads(one, other, two, words)
    _leave_shares(one, two)
    # What has no figure on the other side: else the one may have become the other.
    if all(item.number is None or any(is_beside_tally(part, item) for part in one) for item in two):
        _leave_said(side, one, other, words)
    return len(one) < many


def _leave_both_ends(ranges: list[Mention], singles: list[Mention]) -> None:
    """Take out a tally that the other side gives in two figures: "61 votes to 38", "61 in favour and 38 against"."""
    for item, low, high in _scores(ranges):
        lows, highs = ([one for one in singles if one.value.split(" ")[0] == end] for end in (low, high))
        if lows and (
            rest := [one for one in highs if one is not lows[0]]
        ):  # "Harbour 0, Dunmore 0" has the same one twice
            ranges.remove(item)
            singles.remove(lows[0])
            singles.remove(rest[0])


def _scores(items: list[Mention]) -> list[tuple[Mention, str, str]]:
    """Those of some values that have two ends, with these."""
    ends = ((item, item.value.partition(" ")[0].partition("..")) for item in items)
    return [(item, low, high) for item, (low, between, high) in ends if between]


def _leave_leads(scores: list[Mention], side: Side, counts: list[Mention], words: Language) -> None:
    """Take out a score that the other side gives by its lead: "2-0 down", "two goals down"."""
    led = [unit.mention for unit, behind in pairwise(side.units) if behind.word in words.of("values", "lead")]
    for item, low, high in _scores(scores):
        if not (low.isdigit() and high.isdigit()):
            continue
        lead = next((one for one in counts if one in led and one.number == abs(int(low) - int(high))), None)
        if lead is not None:
            scores.remove(item)
            counts.remove(lead)


def _leave_shares(shares: list[Mention], singles: list[Mention]) -> None:
    """Take out a share that the other side gives in two figures: "two out of five", "two of the five"."""
    for item in [item for item in shares if item.value.startswith("=") and item.number]:
        pair = next(
            (
                (one, two)
                for one in singles
                for two in singles
                if is_count(one) and is_count(two) and one.number and two.number and item.number
                if abs(one.number / two.number - item.number) < _NEAR_ENOUGH
            ),
            None,
        )
        if pair is not None:
            shares.remove(item)
            singles.remove(pair[0])
            singles.remove(pair[1])


_NEAR_ENOUGH = 1e-5


def _leave_said(side: Side, items: list[Mention], other: Side, words: Language) -> None:
    """Take out two that the other side tells as both, and one of a unit that it tells as that one: "a day after the vote",
    "the day after the vote".
    """
    if not words.of("values", "pair").isdisjoint(other.words()):
        items[:] = [item for item in items if not (is_count(item) and item.number == _TWO)]
    found = [unit for unit in side.units if unit.mention in items and unit.mention.number == 1]
    said, the = set(pairwise(other.words())) if found else set(), words.of("values", "the")
    for unit in found:
        word = unit.mention.unit if unit.mention else ""
        if any((article, word) in said for article in the):
            items.remove(unit.mention)  # type: ignore[arg-type]  # a unit of those has one


_TWO = 2


def is_beside_tally(count: Mention, tally: Mention) -> bool:
    """Whether a count is far too small to be an end of a tally, so that neither became the other: "two members", "61-58"."""
    ends = [int(end) for end in tally.value.partition(" ")[0].split("..") if end.isdecimal()]
    plain = is_count(count) and ".." not in count.value and count.number is not None
    return plain and len(ends) > 1 and not tally.unit and ends[0] > ends[1] > _FAR * (count.number or 0)


_FAR = 4


def is_count(item: Mention) -> bool:
    """Whether a value is a plain count, without a unit and exact."""
    return item.sub is FactSub.NUMBER and not item.unit and not item.vague and item.number is not None
