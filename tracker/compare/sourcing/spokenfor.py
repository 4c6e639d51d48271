"""Tells apart those for whom sources speak: "a lawyer for the driver", "a lawyer for the driver's employer"."""

from __future__ import annotations

from tracker.compare.sourcing.sources import Source
from tracker.compare.sourcing.speech import Callings
from tracker.compare.text.spelling import folded, without_end


def for_somebody_elses(one: Source, two: Source, known: Callings) -> bool:
    """Whether one speaks for somebody of whom the other speaks for: "a lawyer for the driver", "a lawyer for the driver's
    employer".
    """
    left, right = _spoken_for(one, known), _spoken_for(two, known)
    if not left or not right or left[-1] == right[-1] or not (one.nouns | two.nouns).isdisjoint(known.documents):
        return False
    return (left[-1] in right and right[-1] not in left) or (right[-1] in left and left[-1] not in right)


def _spoken_for(source: Source, known: Callings) -> list[str]:
    """Whose somebody the one is for whom a source speaks, and at last that one: "the driver's employer"."""
    said = [folded(word) for word in source.text.lower().split()]
    place = next((n for n, word in enumerate(said) if n and word in known.behalf), -1)
    if place < 0:
        return [without_end(word, known.owner_ends) for word in said if word.endswith(known.owner_ends)]
    behind = said[place + 1 :]
    if not behind or not known.behalf.isdisjoint(behind):
        return []
    return [without_end(word, known.owner_ends) for word in behind if word.endswith(known.owner_ends)] + behind[-1:]
