"""Tells when a negation or a hedge that came in one passage is that of a sentence near by which went, or the other way round:
sentences that were joined or parted take theirs along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tracker.compare.shifting.doubts import hedge_at
from tracker.compare.shifting.negators import negator_at
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language
from tracker.model import Flag, FlagKind

SHIFTS = frozenset({FlagKind.NEGATION_CHANGED, FlagKind.HEDGING_ADDED, FlagKind.HEDGING_REMOVED})
_SHORTEST, _STEM = 4, 4
# So many words behind a negator or a hedge tell what it bears on.
_SCOPE = 5


def came(found: Flag) -> bool:
    """Whether what a shift tells of stands on the new side."""
    return found.kind is FlagKind.HEDGING_ADDED or found.rule.endswith(".added")


def said_elsewhere(found: Flag, others: Iterable[tuple[Side, Side]], words: Language) -> bool:
    """Whether another passage lost what this one gained, of the same thing: `others` are the sides of the passages near by,
    first that which can have it, then the one where it would be gone.
    """
    reads = negator_at if found.kind is FlagKind.NEGATION_CHANGED else hedge_at
    said = (found.after if came(found) else found.before).lower().split()
    about = _stems(said, words) | _denied(said, words)
    return any(
        _count(side, reads, words) > _count(gone, reads, words) and not about.isdisjoint(_scopes(side, reads, words))
        for side, gone in others
    )


Reads = Callable[[Sequence[Unit], int, Language], str]


def _count(side: Side, reads: Reads, words: Language) -> int:
    return sum(bool(reads(side.units, place, words)) for place in range(len(side.units)))


def _scopes(side: Side, reads: Reads, words: Language) -> frozenset[str]:
    """The stems of what the negators or hedges of a side bear on."""
    near = [
        unit.word
        for place in range(len(side.units))
        if reads(side.units, place, words)
        for unit in side.units[place + 1 : place + 1 + _SCOPE]
    ]
    return _stems(near, words) | _accusations(side, words)


def _accusations(side: Side, words: Language) -> frozenset[str]:
    """The kind of a verb that denies what stood before: "He denies the charge", "He denies it"."""
    charges = words.of("shifting", "accusations")
    places = (n for n, unit in enumerate(side.units) if _denied([unit.word], words))
    return frozenset(
        kind
        for n in places
        if any(unit.word in charges for unit in side.units[n + 1 : n + 1 + _SCOPE])
        for kind in _denied([side.units[n].word], words)
    )


def _denied(said: Iterable[str], words: Language) -> frozenset[str]:
    """The kind of the verbs among words that are negators themselves: "which he denies"."""
    plain = (word.strip(".,;:!?") for word in said)
    return frozenset(f"={words.verbs[word]}" for word in plain if word in words.verbs and word in words.negators)


def _stems(said: Iterable[str], words: Language) -> frozenset[str]:
    plain = (word.strip(".,;:!?\"'()“”‘’") for word in said)
    return frozenset(
        word[:_STEM]
        for word in plain
        if len(word) >= _SHORTEST and word not in words.common and word not in words.verbs
    )
