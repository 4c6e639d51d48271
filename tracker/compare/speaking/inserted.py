"""Tells when a quotation only has within its marks who says it: « Je pars, a dit Line Aubry, et je ne reviendrai pas. »"""

from __future__ import annotations

import re

from tracker.compare.quoting.utterances import Utterance, key_of
from tracker.compare.text.language import speech_verbs

_INSERTED = re.compile(r", ([^,\"]{4,80})(?=[,.!?]|$)")
_VERB_WITHIN = 3


def has_its_speaker(text: str, quote: Utterance, other_text: str, other: Utterance) -> bool:
    """Whether one of two utterances is the other with its speaker put in, who stands beside the other's marks."""
    said = text[quote.start : quote.end]
    for match in _INSERTED.finditer(said):
        words = match.group(1).lower().split()
        if speech_verbs().isdisjoint(words[:_VERB_WITHIN]):
            continue
        if key_of(f"{said[: match.start()]} {said[match.end() :]}") == other.key:
            first, last = other_text.rfind("\n", 0, other.start) + 1, other_text.find("\n", other.end)
            around = f"{other_text[first : other.start]} {other_text[other.end : last if last > 0 else None]}"
            return f" {key_of(match.group(1))} " in f" {key_of(around)} "
    return False
