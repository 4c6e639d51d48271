"""Tells when a quotation only has within its marks who says it: « Je pars, a dit Line Aubry, et je ne reviendrai pas. »"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.compare.quoting.utterances import Utterance, key_of
from tracker.compare.text.language import speech_verbs

_OPENS, _SIGNS = re.compile(r", | - "), re.compile(r"[,.!?]| -|$")
_NO_SIGNS = str.maketrans("", "", ",.!?")
_VERB_WITHIN = 3
_SHORTEST, _LONGEST, _LONGEST_QUOTE = 4, 80, 5_000


def has_its_speaker(text: str, quote: Utterance, other_text: str, other: Utterance) -> bool:
    """Whether one of two utterances is the other with its speaker put in, who stands beside the other's marks."""
    for clause, key in _without_clause(text[quote.start : quote.end]):
        if key == other.key:
            first, last = other_text.rfind("\n", 0, other.start) + 1, other_text.find("\n", other.end)
            around = f"{other_text[first : other.start]} {other_text[other.end : last if last > 0 else None]}"
            return f" {key_of(clause)} " in f" {key_of(around)} "
    return False


def parted_by_speaker(text: str, quote: Utterance, other_text: str, others: Sequence[Utterance]) -> Sequence[Utterance]:
    """The utterances of the other side, two behind each other, that one with its speaker put in becomes: « Rien n'est perdu,
    tempère le préfet. Il faut attendre. », and « Rien n'est perdu », tempère le préfet. « Il faut attendre. »
    """
    for clause, key in _without_clause(text[quote.start : quote.end]) if others else ():
        for one, two in pairwise(others):
            between = key_of(other_text[one.end : two.start])
            if f"{one.key} {two.key}" == key and between == key_of(clause):
                return one, two
    return ()


def _without_clause(said: str) -> Iterator[tuple[str, str]]:
    """Each clause behind a comma or a dash that can name who speaks, up to any of the next signs, as a point may belong to
    letters ("explique M. Roux"), and the key of what is said without it.
    """
    for opening in _OPENS.finditer(said) if len(said) <= _LONGEST_QUOTE else ():
        start = opening.end()
        if not speech_verbs().isdisjoint(_verbs(said[start : start + _LONGEST])):
            for sign in _SIGNS.finditer(said, start + _SHORTEST, min(len(said), start + _LONGEST)):
                yield said[start : sign.start()], key_of(f"{said[: opening.start()]} {said[sign.start() :]}")


def _verbs(clause: str) -> list[str]:
    """The words at the head of a clause, without a pronoun that lost its vowel: "s'agace la maire"."""
    return [
        part
        for word in clause.lower().translate(_NO_SIGNS).split()[:_VERB_WITHIN]
        for part in {word, word.rpartition("'")[2]}
    ]
