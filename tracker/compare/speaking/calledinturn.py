"""Tells when a name and a calling only took turns: "Ricci has denied it ... says the actress", "The actress has denied it ...
Ricci says". Callings of an office are left out: "the chairman" may be somebody else.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.text.language import Language
from tracker.model import Flag, FlagKind


def called_in_turn(told: Sequence[Flag], words: Language) -> frozenset[int]:
    """The identities of the flags of two sources of which each became the other, one of them a calling."""
    callings = words.of("speaking", "called_alone")
    changed = [flag for flag in told if flag.kind is FlagKind.ATTRIBUTION_CHANGED] if callings else []
    found: set[int] = set()
    for one in changed:
        two = next((flag for flag in changed if _turned(one, flag)), None)
        if two is not None and any(callings.issuperset(_noun(text)) for text in (one.before, one.after)):
            found |= {id(one), id(two)}
    return frozenset(found)


def _turned(one: Flag, two: Flag) -> bool:
    return one.before.lower() == two.after.lower() != "" and one.after.lower() == two.before.lower()


def _noun(text: str) -> list[str]:
    """What "the actress" is called; a name itself where no such word stands before one noun."""
    said = text.split()
    return said[1:] if len(said) == len(("the", "actress")) and said[1].islower() else said
