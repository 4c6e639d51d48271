"""Tells whether two speakers of one utterance, in two revisions, are one: by a longer name, by an office that got its name,
or by an age that went up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from tracker.compare.sourcing.speech import callings
from tracker.compare.speaking.antecedents import without_genitive
from tracker.compare.speaking.fullnames import same_given
from tracker.compare.speaking.speakers import Quotation
from tracker.compare.text.files import CODES
from tracker.compare.text.language import language, surname_joints
from tracker.compare.text.spelling import folded
from tracker.model import Flag, FlagKind


def one_speaker(before: str, quote: Quotation, flags: Iterable[Flag]) -> str | None:
    """The name by which a speaker `before` and that of a quotation now are called where they are one; None for two. `flags`
    are those of the step between.
    """
    now = quote.speaker
    if before == now or (before and now and _ageless(before) == _ageless(now)):
        return now
    if not before or not now or _given_to_another(quote, flags):
        return None
    left, right = _name(before), _name(now)
    if left and right:
        if left[-1] != right[-1] or (min(len(left), len(right)) > 1 and not same_given(left, right)):
            return None
        return before if len(left) > len(right) else now
    if left or right:
        return before if left else now
    return now if before.endswith(now) or now.endswith(before) else None


def in_full(speakers: Iterable[str]) -> dict[str, str]:
    """For surnames among the speakers of all revisions the one who bears them, where only one of them does."""
    named = {speaker: words for speaker in speakers if speaker and (words := _name(speaker))}
    bearers: dict[str, list[list[str]]] = defaultdict(list)
    for words in named.values():
        known = bearers[words[-1]]
        if len(words) > 1 and not any(same_given(words, other) for other in known):
            known.append(words)
    return {
        speaker: " ".join(known[0])
        for speaker, words in named.items()
        if len(words) == 1 and len(known := bearers[words[-1]]) == 1
    }


def _given_to_another(quote: Quotation, flags: Iterable[Flag]) -> bool:
    """Whether the comparison found that the source of a quotation became another one."""
    own = quote.speaker_span
    if own is None:
        return False
    spans = [flag.after_span for flag in flags if flag.kind is FlagKind.ATTRIBUTION_CHANGED]
    return any(span and span.part is own.part and span.start < own.end and own.start < span.end for span in spans)


def _ageless(speaker: str) -> str:
    """A phrase in small letters without accents and figures: "the 43-year-old actor"."""
    return "".join(char for char in folded(speaker.lower()) if not char.isdigit())


def _name(speaker: str) -> list[str]:
    """The words of a name; none of an office, a pronoun or a phrase in a script without capitals."""
    words = [without_genitive(word) for word in speaker.split()]
    if words[0].lower() in _no_names() or not words[-1][0].isupper():
        return []
    return words if words[0][0].isupper() or words[0] in surname_joints() else []


@cache
def _no_names() -> frozenset[str]:
    """What opens an office, and pronouns, of all languages."""
    known = ((callings(code), language(code).pronouns) for code in CODES)
    return frozenset(word for called, pronouns in known for word in called.definite | called.possessive | pronouns)
