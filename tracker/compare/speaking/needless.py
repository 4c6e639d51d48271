"""Tells when sources that became others say nothing of their own: a name and a calling that took turns ("Ricci denied it",
"says the actress"), a pronoun behind a person who is another one. Offices are left out: "the chairman" may be somebody else.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.sides.passage import Passage
from tracker.compare.sourcing.speech import callings
from tracker.compare.text.language import Language
from tracker.model import FactSub, Flag, FlagKind


def needless_sources(told: Sequence[Flag], parts: Sequence[Passage], words: Language) -> frozenset[int]:
    """The identities of the flags of two sources of which each became the other, one of them a calling, and of pronouns of
    whoever is told of already. `parts` are the passages that changed.
    """
    changed = [flag for flag in told if flag.kind is FlagKind.ATTRIBUTION_CHANGED]
    found = [one for one in changed if _takes_turns(one, changed, parts, words) or _follows(one, told, words)]
    return frozenset(map(id, found))


def _takes_turns(one: Flag, changed: Sequence[Flag], parts: Sequence[Passage], words: Language) -> bool:
    """Whether a name gave way to a calling, or the other way round, and the calling to the name elsewhere."""
    known = words.of("speaking", "called_alone")
    calling = next((text for text in (one.before, one.after) if known and known.issuperset(_noun(text))), "")
    if not calling:
        return False
    name = one.after if calling == one.before else one.before
    return any(_turned(one, flag) for flag in changed) or _as_often(_noun(calling)[-1], name.split()[-1], parts)


def _as_often(noun: str, name: str, parts: Sequence[Passage]) -> bool:
    """Whether the passages that changed have a calling and a name as often on one side as on the other."""
    olds, news = (
        [item for part in parts for item in part.old.items],
        [item for part in parts for item in part.new.items],
    )
    counts = [
        (sum(item.lower == noun for item in items), sum(item.text == name for item in items)) for items in (olds, news)
    ]
    return counts[0] == counts[1] and all(counts[0]) and name[:1].isupper()


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
    return said[1:] if len(said) == _ARTICLE_AND_NOUN and said[1].islower() else said


_ARTICLE_AND_NOUN = 2
