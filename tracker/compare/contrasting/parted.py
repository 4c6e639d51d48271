"""Contrasts of verbs whose particle ends their clause: "sprach den Mann frei", "verurteilte den Mann"; "baut Stellen ab", "baut
Stellen auf". Which verbs exclude each other stands in the lists of opposites, as "sprach_frei".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from tracker.compare.contrasting.contrasts import Contrast
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language

_LONGEST_BRACKET, _LONGEST_SENTENCE = 18, 60


class _Verb(NamedTuple):
    """A verb, in one word or with its particle behind it, at the unit it begins with."""

    text: str
    unit: Unit
    senses: tuple[tuple[str, str], ...]
    parted: bool = False


def parted_contrasts(old: Side, new: Side, words: Language) -> Iterator[Contrast]:
    """The first reversal in which one verb at least is parted; none where one side denies what it says."""
    particles = words.of("contrasting", "verb_particles")
    if not particles or max(len(old.units), len(new.units)) > _LONGEST_SENTENCE:
        return
    left, right = (list(_parted(side.units, particles, words)) for side in (old, new))
    if not (left or right) or any(not words.negators.isdisjoint(side.words()) for side in (old, new)):
        return
    before, after = (_said(side, verbs, words) for side, verbs in ((old, left), (new, right)))
    for one, two in product(before, after):
        group = _excluding(one, two, before, after) if one.parted or two.parted else ""
        if group:
            yield Contrast(group, (one.unit.start, one.unit.end), (two.unit.start, two.unit.end))
            return


def _parted(units: Sequence[Unit], particles: frozenset[str], words: Language) -> Iterator[_Verb]:
    """The verbs that the lists know together with the particle at the end of their clause."""
    for last, unit in enumerate(units):
        if unit.word not in particles or (last + 1 < len(units) and units[last + 1].start - unit.end == 1):
            continue
        for place in range(last - 1, max(-1, last - _LONGEST_BRACKET), -1):
            text = f"{units[place].word} {unit.word}"
            if senses := words.senses.get(text):
                yield _Verb(text, units[place], senses, parted=True)
                break


def _said(side: Side, parted: Sequence[_Verb], words: Language) -> list[_Verb]:
    """The parted verbs of a side and its other words that have a sense."""
    heads = {verb.unit.start for verb in parted}
    single = (unit for unit in side.units if unit.word and unit.start not in heads and unit.name < 0)
    return [*parted, *(_Verb(unit.word, unit, words.senses.get(unit.word, ())) for unit in single)]


def _excluding(one: _Verb, two: _Verb, before: Sequence[_Verb], after: Sequence[_Verb]) -> str:
    """The class in which two verbs exclude each other, where neither sense stands on the other side as well."""
    others = dict(two.senses)
    for group, sense in one.senses:
        other = others.get(group, sense)
        if other == sense:
            continue
        kept = any((group, sense) in verb.senses for verb in after) or any(
            (group, other) in verb.senses for verb in before
        )
        if not kept:
            return group
    return ""
