"""Finds the source of a verb of saying whose particle ends its clause, "Das teilte die Bahn am Sonntag mit", or that two
words make together: "a fait savoir".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from tracker.compare.facts.tokens import Token
from tracker.compare.sides.units import QUOTE
from tracker.compare.sourcing.cuephrases import Cue, after, before
from tracker.compare.sourcing.signs import SIGNS
from tracker.compare.sourcing.speech import saying
from tracker.compare.text.language import Language, language

_LONGEST_BRACKET = 18


def split_heads(code: str) -> frozenset[str]:
    """The verbs of a language that stand before their particle, and the second words of those that two words make."""
    return frozenset(_particles(code)) | language(code).of("sourcing", "known")


def split_verb(items: Sequence[Token], place: int, words: Language) -> Cue | None:
    """The cue of such a verb; None where its particle does not follow. The source stands behind the verb where the
    clause opens with the verb, with what was said, or with a place or a time.
    """
    if items[place].lower in words.of("sourcing", "known"):
        return _made_known(items, place, words)
    particles, end = _particles(words.code).get(items[place].lower, frozenset()), place + 1
    while end < len(items) and end - place <= _LONGEST_BRACKET and not _ends(items, end):
        end += 1
    if not particles or items[end - 1].lower not in particles:
        return None
    verb, whole = items[place], f"{items[place].lower} {items[end - 1].lower}"
    sense = words.verbs.get(whole, words.verbs.get(verb.lower, "say"))
    if is_fronted(items, place, words):
        return after(items[: end - 1], place + 1, verb, sense, words)
    source = before(items, place, words)
    return Cue(tuple(source), verb, sense, beside=False) if source else None


def _made_known(items: Sequence[Token], place: int, words: Language) -> Cue | None:
    """As in "Le parquet a fait savoir que", ", ha reso noto la procura": the source stands behind where a sign stands before."""
    said, head = saying(words.code), place - 1
    if head < 0 or items[head].lower not in words.of("sourcing", "making_known"):
        return None
    while head > 0 and items[head - 1].lower in said.auxiliaries:
        head -= 1
    if not head or _ends(items, head - 1) or items[head - 1].lower in said.as_told:  # "Lo ha reso noto la procura"
        return after(items, place + 1, items[place], "say", words)
    source = before(items, head, words)
    return Cue(tuple(source), items[place], "say", beside=False) if source else None


def is_fronted(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether something else than the subject stands before a verb in its clause, or nothing: "Das", "Am Sonntag"."""
    start, said = place, saying(words.code)
    while start and place - start < _LONGEST_BRACKET and not _ends(items, start - 1):
        start -= 1
    lead = [item.lower for item in items[start:place]]
    return not lead or lead[0] in said.fronting or (len(lead) == 1 and lead[0] in said.articles)


def _ends(items: Sequence[Token], place: int) -> bool:
    return items[place].text == QUOTE or (items[place].text in SIGNS and items[place].text != "-")


@cache
def _particles(code: str) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for pair in saying(code).split:
        verb, _, particle = pair.partition(" ")
        found[verb].add(particle)
    return {verb: frozenset(particles) for verb, particles in found.items()}
