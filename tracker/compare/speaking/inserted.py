"""Tells when a quotation only has within its marks who says it: « Je pars, a dit Line Aubry, et je ne reviendrai pas. »"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tracker.compare.quoting.utterances import Utterance, key_of
from tracker.compare.text.language import speech_verbs

# The clause reaches to the next sign, or past the points of letters: ", a dit M. Aubry".
_INSERTED = re.compile(r"(?=, ([^,\"]{4,80}?)(?=[,.!?]|$))(?=, ([^,\"]{4,80})(?=[,.!?]|$))")
_VERB_WITHIN = 3


def has_its_speaker(text: str, quote: Utterance, other_text: str, other: Utterance) -> bool:
    """Whether one of two utterances is the other with its speaker put in, who stands beside the other's marks."""
    said = text[quote.start : quote.end]
    for match in _INSERTED.finditer(said):
        for group in (1, 2):
            if speech_verbs().isdisjoint(_verbs(match.group(group))):
                continue
            if key_of(f"{said[: match.start()]} {said[match.end(group) :]}") == other.key:
                first, last = other_text.rfind("\n", 0, other.start) + 1, other_text.find("\n", other.end)
                around = f"{other_text[first : other.start]} {other_text[other.end : last if last > 0 else None]}"
                return f" {key_of(match.group(group))} " in f" {key_of(around)} "
    return False


def parted_by_speaker(text: str, quote: Utterance, other_text: str, others: Sequence[Utterance]) -> Sequence[Utterance]:
    """The utterances of the other side, two behind each other, that one with its speaker put in becomes: « Rien n'est perdu,
    tempère le préfet. Il faut attendre. », and « Rien n'est perdu », tempère le préfet. « Il faut attendre. »
    """
    said = text[quote.start : quote.end]
    for match in _INSERTED.finditer(said) if others else ():
        for group in (1, 2):
            clause, key = match.group(group), key_of(f"{said[: match.start()]} {said[match.end(group) :]}")
            if speech_verbs().isdisjoint(_verbs(clause)):
                continue
            for one, two in pairwise(others):
                between = f" {key_of(other_text[one.end : two.start])} "
                if f"{one.key} {two.key}" == key and between.strip() == key_of(clause):
                    return one, two
    return ()


def _verbs(clause: str) -> list[str]:
    """The words at the head of a clause, without a pronoun that lost its vowel: "s'agace la maire"."""
    return [part for word in clause.lower().split()[:_VERB_WITHIN] for part in {word, word.rpartition("'")[2]}]
