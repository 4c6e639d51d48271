"""Tells when a denial with its end is the time it took: "will not be able to return for two weeks", "it will be two weeks
before they can return"; "will not reopen until June", "will reopen in June". The words stand in the language data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.compare.shifting.negators import negator_at
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language

_LEAD, _IT_IS, _BEHIND = 3, 6, 5
_NONE: frozenset[str] = frozenset()


def is_delay(negated: Side, without: Side, words: Language) -> bool:
    """Whether what one side denies up to a time the other says to come at that time, or after so long."""
    known = words.delays
    if not known:
        return False
    ends = list(_denied(negated, words))
    for place, unit in enumerate(without.units):
        leads = {lead for lead, time in ends if time == _time(without.units, place, words)}
        near = _before(without.units, place)
        if leads and known.get("until", _NONE).isdisjoint(near):
            behind = (one.word for one in without.units[place + 1 : place + 1 + _BEHIND])
            waited = not known.get("waited", _NONE).isdisjoint(behind) and _it_is(without.units, place, words)
            then = not known.get("then", _NONE).isdisjoint(near) and bool(leads & known.get("until", _NONE))
            if waited or (then and unit.mention):
                return True
    return False


def _denied(side: Side, words: Language) -> Iterator[tuple[str, str]]:
    """The times up to which something is denied, with the word before each: "until", "for"."""
    leads = words.delays.get("until", _NONE) | words.delays.get("for", _NONE)
    denied = False
    for place in range(len(side.units)):
        denied = denied or bool(negator_at(side.units, place, words))
        time = _time(side.units, place, words) if denied else ""
        if time:
            yield from ((word, time) for word in _before(side.units, place) if word in leads)


def _time(units: Sequence[Unit], place: int, words: Language) -> str:
    """What is equal for the same time: a value, a month or a feast by its name, "some time"; empty where none stands."""
    unit = units[place]
    named = place > 0 and unit.token.capital and unit.token.lower not in words.weekdays
    if named or unit.token.lower in words.delays.get("vague", _NONE):
        return unit.token.lower
    return unit.key if unit.mention else ""


def _before(units: Sequence[Unit], place: int) -> list[str]:
    """The words right before a time, up to another value."""
    near: list[str] = []
    for unit in reversed(units[max(0, place - _LEAD) : place]):
        if not unit.word:
            break
        near.append(unit.word)
    return near


def _it_is(units: Sequence[Unit], place: int, words: Language) -> bool:
    """As in "it will be at least two weeks": an "it" with a form of "be" before the time."""
    near = [unit.word for unit in units[max(0, place - _IT_IS) : place]]
    first = next((n for n, word in enumerate(near) if word in words.of("shifting", "it")), len(near))
    return not words.of("shifting", "be").isdisjoint(near[first:])
