"""Tells when a charge became another one ("charged with reckless driving", "vehicular assault"), and when the outcomes of two
changed places: "cleared of fraud but convicted of perjury", "cleared of perjury but convicted of fraud". The words stand in
the language data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.compare.findings import told_of, word_fact
from tracker.compare.sides.passage import Passage
from tracker.compare.sides.units import Side, Unit
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


def charge_flags(passage: Passage, words: Language, told: Sequence[Flag]) -> Iterator[Flag]:
    """A flag where either side has one charge, in no word the same, and none of the facts `told` speaks of them."""
    old, new = _charges(passage.old.units, words), _charges(passage.new.units, words)
    if len(old) != 1 or len(new) != 1 or not _apart(old[0], new[0], words):
        return
    if _stays(old[0], passage.new) or _stays(new[0], passage.old):
        return
    places = (old[0][0].start, old[0][-1].end), (new[0][0].start, new[0][-1].end)
    where = passage.where(*places)
    if told_of(where, told):
        return
    yield word_fact(
        where,
        passage.cuts(*places),
        rule="fact.charge",
        sub=FactSub.OTHER,
        label="Charge",
        explanation="Somebody is charged with something else.",
        reason="offence",
    )


def _charges(units: Sequence[Unit], words: Language) -> list[Sequence[Unit]]:
    """What stands behind "charged with" and the like, without what it was done to or when."""
    known = words.of("contrasting", "charged")
    found = []
    for place, (one, two) in enumerate(pairwise(units)):
        if f"{one.word} {two.word}" in known and (charge := _charge(units, place + _PAIR, words)):
            ends = (n for n, unit in enumerate(charge) if n and unit.word in words.of("contrasting", "behind_charge"))
            found.append(charge[: next(ends, len(charge))])
    return found


def _apart(one: Sequence[Unit], two: Sequence[Unit], words: Language) -> bool:
    """Whether two charges share no word, or only the last of as many: "wire fraud", "mail fraud". What somebody is said to do
    ("killing her") can be called by its noun, and is left to the words that exclude each other.
    """
    left, right = ([unit.word[:_STEM] for unit in charge] for charge in (one, two))
    doing = words.rows_of("shifting", "doing")
    if any(charge[0].word.endswith(doing) or charge[0].word in words.pronouns for charge in (one, two) if doing):
        return False
    if left[-1] == right[-1] and len(left) == len(right) == _PAIR:
        return left[0] != right[0]
    plain = [{word for word in side if len(word) == _STEM} for side in (left, right)]
    return bool(plain[0] and plain[1]) and plain[0].isdisjoint(plain[1])


_STEM = 4


def _stays(charge: Sequence[Unit], other: Side) -> bool:
    """Whether a word of a charge stands on the other side as well: "theft and fraud", "fraud and theft"."""
    said = {word[:_STEM] for word in other.words()}
    return len(charge) == 1 and charge[0].word[:_STEM] in said


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
