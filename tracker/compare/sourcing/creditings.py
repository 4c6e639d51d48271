"""Finds where a phrase names a source without a verb: "according to the mayor", "d'après la police", "in her own words"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from tracker.compare.facts.tokens import Token
from tracker.compare.sourcing.cuephrases import Cue, after
from tracker.compare.sourcing.speech import callings, saying
from tracker.compare.text.language import Language, language

_Phrases = tuple[tuple[str, ...], ...]
_LONGEST = 6  # words of such a phrase


@cache
def heads(code: str) -> frozenset[str]:
    """The words at which such a phrase can begin."""
    return _attributing_heads(code) | _according_heads(code) | saying(code).viewing


def attributing(items: Sequence[Token], place: int, words: Language) -> int:
    """Where a phrase such as "according to" ends, whatever follows it; 0 where none stands."""
    if items[place].lower not in _attributing_heads(words.code):
        return 0
    following = tuple(item.lower for item in items[place : place + _LONGEST])
    phrases = _attributing(words.code)
    size = next((len(phrase) for phrase in phrases if following[: len(phrase)] == phrase), 0)
    on_a_day = size and not words.weekdays.keys().isdisjoint(following[size : size + 1])
    return place + size if size and not on_a_day else 0


def according(items: Sequence[Token], place: int, words: Language) -> int:
    """Where a phrase such as "selon" or "d'après" ends, if a source follows: a name, an article, no number; else 0. Its
    last word may be one with an article, as in "a detta del".
    """
    if items[place].lower not in _according_heads(words.code):
        return 0
    known = callings(words.code)
    for phrase in _according(words.code):
        end = place + len(phrase)
        said = tuple(item.lower for item in items[place:end])
        joined = phrase[-1] in words.of("sourcing", "with_article") and said == phrase
        joined = joined or (
            phrase[-1] in known.behalf and said[:-1] == phrase[:-1] and bool(known.behalf.intersection(said[-1:]))
        )
        if (said == phrase or joined) and end < len(items):
            follows = items[end]
            if _tells(items, phrase, end, words):
                return 0  # "selon ce qu'a annoncé la maire", whose verb has the source
            if follows.lower in known.behalf and end + 1 < len(items):
                return end if items[end + 1].text == '"' else end + 1
            called = words.roles | known.documents | known.bodies | known.institutions
            named = follows.lower in saying(words.code).articles or follows.lower in called
            return end if follows.capital or named or joined or "'" in follows.text else 0
    return 0


def _tells(items: Sequence[Token], phrase: tuple[str, ...], end: int, words: Language) -> bool:
    """Whether what somebody told follows such a phrase, not somebody: "selon ce qu'a", but not "selon ce rapport"."""
    said, after_it = saying(words.code), "".join(item.lower for item in items[end + 1 : end + 2])
    opens = f"{phrase[-1]} {items[end].lower}" in said.as_told
    return opens and (after_it in said.auxiliaries_told or after_it in said.subordinate)


def in_view(items: Sequence[Token], place: int, words: Language) -> Cue | None:
    """As in "in the words of the minister" and "in the minister's opinion"."""
    said, known = saying(words.code), callings(words.code)
    following = [item.lower for item in items[place + 1 : place + 1 + _LONGEST]]
    of = following[2:3]
    if of and following[0] in said.the and following[1] in said.views and of[0] in said.of:
        return after(items, place + 4, items[place], "say", words)
    owner = next((n for n, word in enumerate(following) if word.endswith(known.owners_ends)), -1)
    if owner < 0 and following[:1] and following[0] in known.possessive:
        owner = 0  # "in her own words"
    tail = [word for word in following[owner + 1 : owner + 3] if word not in said.own]
    if owner < 0 or not tail or tail[0] not in said.views:
        return None
    return Cue(tuple(items[place + 1 : place + 2 + owner]), items[place], "say", beside=True)


@cache
def _attributing(code: str) -> _Phrases:
    return _split(saying(code).attributing)


@cache
def _attributing_heads(code: str) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _attributing(code))


@cache
def _according(code: str) -> _Phrases:
    return _split(language(code).according)


@cache
def _according_heads(code: str) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _according(code))


def _split(phrases: Iterable[str]) -> _Phrases:
    """Phrases by their words, the longest first."""
    return tuple(tuple(phrase.split()) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
