"""Finds sources without a verb of saying: the name before a colon or behind a dash, "a warning from the coastguard", "the
minister's claim that", "as she put it".
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.tokens import Token
from tracker.compare.sides.units import QUOTE
from tracker.compare.sourcing.cuephrases import Cue, after, before, may_be_source
from tracker.compare.sourcing.signs import LONGEST_SOURCE, SIGNS
from tracker.compare.sourcing.speech import callings, saying
from tracker.compare.text.language import Language, of_all

_LONGEST_CLAUSE = 24
_LONGEST_ROLE = 5
_BETWEEN = 3
_NEAR = 5


def by_sign(items: Sequence[Token], place: int, words: Language, *, told: int) -> Cue | None:
    """Who stands before a colon that leads to a quotation, or behind a dash that follows one; `told` is where the verb
    of the last cue stands: a clause that has one needs no other.
    """
    if items[place].text == ":":
        return _before_colon(items, place, words, told)
    return _behind_dash(items, place, words)


def _before_colon(items: Sequence[Token], place: int, words: Language, told: int) -> Cue | None:
    if not any(item.text == QUOTE for item in items[place + 1 : place + 3]):
        return None
    start = place
    while start and place - start < _LONGEST_CLAUSE and items[start - 1].text not in '.;:!?"' + QUOTE:
        start -= 1
    if start == place or told >= items[start].start or (start == place - 1 and is_turn_label(items[start].text)):
        return None
    source = _subject(items[start:place], words)
    return Cue(tuple(source), items[place], "say", beside=True) if source else None


def is_turn_label(text: str) -> bool:
    """Whether a word before a colon labels the turns of an interview and names nobody: "Q", "A", "Frage", "Antwort"."""
    return len(text) == 1 or text in of_all("quoting", "asking_letters") | of_all("quoting", "answering_letters")


def _subject(clause: Sequence[Token], words: Language) -> list[Token]:
    """The name, the office or the owner that a clause begins with, behind a phrase that a comma ends."""
    starts = [0, *(n + 1 for n, token in enumerate(clause) if token.text == ",")]
    found = (_leading(clause[start:], words) for start in starts if start < len(clause))
    return next((source for source in found if source), [])


def _leading(clause: Sequence[Token], words: Language) -> list[Token]:
    said, known = saying(words.code), callings(words.code)
    owner = next((n for n, item in enumerate(clause[:_LONGEST_ROLE]) if item.lower.endswith(known.owners_ends)), -1)
    if owner >= 0:
        return list(clause[: owner + 1])
    first = clause[0]
    if len(clause) == 1 or first.lower in words.pronouns:
        return [first] if first.lower in words.pronouns or (first.capital and first.lower not in words.starters) else []
    run = next((n for n, item in enumerate(clause) if not item.capital and item.text not in ".-"), len(clause))
    if first.lower not in said.articles | said.determiners and first.lower not in words.common:
        return list(clause[:run])
    if first.lower not in said.articles | known.possessive | known.definite:
        return []
    ends = [
        n
        for n, item in enumerate(clause[:_LONGEST_ROLE])
        if item.lower in words.roles or item.lower in words.titles or item.lower in known.bodies
    ]
    return list(clause[: ends[-1] + 1]) if ends else []


def _behind_dash(items: Sequence[Token], place: int, words: Language) -> Cue | None:
    """As in “We were lucky” - Tom Hodges, where nothing but the name follows."""
    if not items[place].spaced or not place or QUOTE not in (items[place - 1].text, items[max(0, place - 2)].text):
        return None
    source = list(items[place + 1 : place + 1 + LONGEST_SOURCE])
    named = bool(source) and source[0].capital and source[0].lower not in words.common and len(source) <= _LONGEST_ROLE
    return Cue(tuple(source), items[place], "say", beside=True) if named else None


def put(items: Sequence[Token], place: int, words: Language) -> Cue | None:
    """As in "as the minister put it" and "police put the figure at 900"."""
    said = saying(words.code)
    if any(item.lower in said.counted for item in items[place + 1 : place + 1 + _BETWEEN]):
        counting = before(items, place, words)
        return Cue(tuple(counting), items[place], "say", beside=False) if counting else None
    if place + 1 >= len(items) or items[place + 1].lower not in said.it:
        return None
    source = before(items, place, words)
    near = range(max(0, place - 2 * LONGEST_SOURCE), place)
    lead = next((n for n in near if source and items[n] is source[0]), 0)
    return (
        Cue(tuple(source), items[place], "say", beside=True) if lead and items[lead - 1].lower in said.put_as else None
    )


def by_noun(items: Sequence[Token], place: int, words: Language) -> Cue | None:
    """As in "a warning from the coastguard", "claims made by residents"."""
    said = saying(words.code)
    number = place + 1
    while number < len(items) and number - place < _BETWEEN and items[number].lower in said.made | said.passive:
        number += 1
    quoted = any(item.text == QUOTE for item in items[max(0, place - _NEAR) : place])
    agents = said.agents | said.agents_quoted if quoted else said.agents
    if number >= len(items) or items[number].lower not in agents or not _somebody(items, number + 1, words):
        return None
    cue = after(items, number + 1, items[place], "say", words)
    if cue is None:
        return None
    verb = next((n for n, token in enumerate(cue.source) if n and token.lower in words.verbs), len(cue.source))
    return Cue(cue.source[:verb], items[place], "say", cue.beside)


def _somebody(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether those who said something can be named here: "claims by residents"."""
    said = saying(words.code)
    several = place < len(items) and items[place - 1].lower in said.by and items[place].lower.endswith(said.plural_ends)
    return several or may_be_source(items, place, words)


def by_owner(items: Sequence[Token], place: int, words: Language) -> Cue | None:
    """As in "the minister's claim that the bank was sound" and “...,” was the minister's reply."""
    quoted = any(item.text == QUOTE for item in items[max(0, place - _NEAR) : place])
    said = saying(words.code)
    if not quoted and (place + 1 >= len(items) or items[place + 1].lower not in said.that):
        return None
    if not place or not items[place - 1].lower.endswith(callings(words.code).owners_ends):
        return None
    start, articles = place - 1, said.articles
    while start and place - start < _LONGEST_ROLE and items[start].lower not in articles:
        if items[start - 1].text in SIGNS or not (items[start - 1].capital or items[start - 1].lower in articles):
            break
        start -= 1
    return Cue(tuple(items[start:place]), items[place], "say", beside=True)
