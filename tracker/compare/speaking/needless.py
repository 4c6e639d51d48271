"""Tells when sources that became others say nothing of their own: a name and a calling that took turns ("Ricci denied it",
"says the actress"), a pronoun behind a person who is another one. Offices are left out: "the chairman" may be somebody else.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.sourcing.speech import callings
from tracker.compare.text.language import Language
from tracker.model import FactSub, Flag, FlagKind


def needless_sources(told: Sequence[Flag], words: Language) -> frozenset[int]:
    """The identities of the flags of two sources of which each became the other, one of them a calling, and of pronouns of
    whoever is told of already.
    """
    callings = words.of("speaking", "called_alone")
    changed = [flag for flag in told if flag.kind is FlagKind.ATTRIBUTION_CHANGED] if callings else []
    found: set[int] = set()
    for one in changed:
        two = next((flag for flag in changed if _turned(one, flag)), None)
        if two is not None and any(callings.issuperset(_noun(text)) for text in (one.before, one.after)):
            found |= {id(one), id(two)}
    return frozenset(found) | {id(one) for one in changed if _follows(one, told, words)}


def _follows(pronoun: Flag, told: Sequence[Flag], words: Language) -> bool:
    """Whether a "he" that became "she" only goes on with another person, who is told of right before."""
    sexed = callings(words.code).sexed
    if not {pronoun.before.lower(), pronoun.after.lower()} <= sexed or pronoun.after_span is None:
        return False
    start = pronoun.after_span.start
    return any(
        other.after_span is not None
        and 0 < start - other.after_span.start < _NEAR
        and (other.sub in _PERSONS or (other.kind is FlagKind.ATTRIBUTION_CHANGED and other.after.lower() not in sexed))
        for other in told
    )


# So many characters behind somebody's name a pronoun still stands for it.
_NEAR = 400
_PERSONS = frozenset({FactSub.PERSON, FactSub.ORG})


def _turned(one: Flag, two: Flag) -> bool:
    return one.before.lower() == two.after.lower() != "" and one.after.lower() == two.before.lower()


def _noun(text: str) -> list[str]:
    """What "the actress" is called; a name itself where no such word stands before one noun."""
    said = text.split()
    return said[1:] if len(said) == len(("the", "actress")) and said[1].islower() else said
