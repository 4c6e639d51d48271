"""Finds the source in a clause that gives what is told to somebody: "según informó ayer el banco", "wie die Polizei mitteilte"."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.tokens import Token
from tracker.compare.sides.units import QUOTE
from tracker.compare.sourcing.behindverbs import to_source
from tracker.compare.sourcing.cuephrases import may_be_source
from tracker.compare.sourcing.signs import LONGEST_SOURCE, SIGNS, inner
from tracker.compare.sourcing.speech import saying
from tracker.compare.text.language import Language


def as_told(items: Sequence[Token], place: int, words: Language) -> int:
    """Where the source of a verb begins right before which a word such as "según" stands, so that it follows: "según informó
    ayer el banco", "comme l'a annoncé le maire", "secondo quanto riferito dalla questura"; 0 where none does.
    """
    said = saying(words.code)
    head = place - 1 if place and items[place - 1].lower in said.auxiliaries | said.auxiliaries_told else place
    near = [item.lower for item in items[max(0, head - 2) : head]]
    if not near or not (near[-1] in words.according or {near[-1], " ".join(near)} & said.as_told):
        return 0
    start = to_source(items, place + 1, words)
    if start < len(items) and items[start].lower in said.by:
        return start + 1
    return start if may_be_source(items, start, words) else 0


def closes_told(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether a verb ends a clause that gives what is told to somebody: "wie der Sender am Dienstag meldete"."""
    if place + 1 < len(items) and items[place + 1].text not in SIGNS:
        return False
    opening = saying(words.code).told_last
    for number in range(place - 1, max(-1, place - LONGEST_SOURCE), -1) if opening else ():
        if items[number].lower in opening:
            return number == 0 or items[number - 1].text in SIGNS or items[number - 1].text == QUOTE
        if items[number].text in SIGNS and not inner(items, number):
            break
    return False
