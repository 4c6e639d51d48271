"""Tells when the outcomes of two charges changed places: "cleared of fraud but convicted of perjury", "cleared of perjury but
convicted of fraud". The words stand in the language data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.compare.findings import word_fact
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Unit
from tracker.compare.text.language import Language
from tracker.model import FactSub, Flag

# Whom a verdict is on may stand between it and the charge: "cleared the driver of fraud".
_NEAR = 4
_LONGEST_CHARGE = 6
_PAIR = 2
_NONE: frozenset[str] = frozenset()


def verdict_flags(passage: Passage, words: Language) -> Iterator[Flag]:
    """One flag where both sides have the same charges and two of them changed outcomes."""
    if not words.verdicts or not _outcome_of_any(passage.old.units, words):
        return
    old, new = _outcomes(passage.old.units, words), _outcomes(passage.new.units, words)
    before, after = ({charge: cleared for charge, cleared, _, _ in found} for found in (old, new))
    turned = [charge for charge, cleared in before.items() if after.get(charge, cleared) is not cleared]
    if before.keys() != after.keys() or len(turned) < _PAIR or len({before[charge] for charge in turned}) < _PAIR:
        return
    places = (old[0][2], old[-1][3]), (new[0][2], new[-1][3])
    yield word_fact(
        passage.where(*places),
        passage.cuts(*places),
        rule="fact.turned",
        sub=FactSub.OTHER,
        label="Fact",
        explanation="The outcomes of two charges changed places.",
    )


def _outcome_of_any(units: Sequence[Unit], words: Language) -> bool:
    return any(unit.word in words.verdicts["cleared"] | words.verdicts["denied"] for unit in units)


def _outcomes(units: Sequence[Unit], words: Language) -> list[tuple[str, bool, int, int]]:
    """Each charge with whether somebody was cleared of it or denied it, and the characters from the verdict to its end."""
    known = words.verdicts
    verdicts = known["cleared"] | known["convicted"] | known["denied"] | known["admitted"]
    found: list[tuple[str, bool, int, int]] = []
    for place, unit in enumerate(units):
        if unit.word not in verdicts:
            continue
        cleared = unit.word in known["cleared"] | known["denied"]
        if unit.word in known["convicted"] and place and units[place - 1].word in words.negators:
            cleared = True
        first = place + 1
        if unit.word in known["cleared"] | known["convicted"]:
            near = [one.word for one in units[first : first + _NEAR]]
            first += next((n + 1 for n, word in enumerate(near) if word in known["of"]), _NEAR + 1)
        charge = _charge(units, first, words)
        if charge:
            found.append((" ".join(one.key for one in charge), cleared, unit.start, charge[-1].end))
    return found


def _charge(units: Sequence[Unit], first: int, words: Language) -> Sequence[Unit]:
    """The words of a charge up to a sign or a word that ends its clause."""
    last = first
    while last < len(units) and last - first < _LONGEST_CHARGE:
        unit = units[last]
        apart = last > first and unit.start - units[last - 1].end > 1
        if not unit.word or apart or unit.word in words.verdicts["ends"] | words.verdicts["cleared"]:
            break
        last += 1
    return units[first:last]
