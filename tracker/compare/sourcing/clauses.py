"""Tells a clause that somebody says from a name with an apposition: "Rents will rise by a fifth, says the landlord"."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.tokens import Token
from tracker.compare.sides.units import QUOTE
from tracker.compare.sourcing.behindverbs import to_source
from tracker.compare.sourcing.cuephrases import may_be_source
from tracker.compare.sourcing.signs import LONGEST_SOURCE, SIGNS, inner
from tracker.compare.sourcing.speech import callings, saying
from tracker.compare.text.language import Language


def follows_clause(items: Sequence[Token], head: int, place: int, words: Language) -> bool:
    """As in "Rents will rise by a fifth, says the landlord": the clause before the comma has no other comma, so it is no
    name with an apposition, and the phrase behind the verb is short and ends the sentence.
    """
    if head < _SHORTEST_CLAUSE or items[head - 1].text != ",":
        return False
    source = to_source(items, place + 1, words)
    several = source < len(items) and saying(words.code).subject_first and _are_several(items[source], words)
    if not (several or may_be_source(items, source, words) or is_calling_alone(items, source, words)):
        return False
    start = head - 1
    while start and items[start - 1].text != QUOTE:
        if items[start - 1].text in '.;:!?"' and not inner(items, start - 1):
            break
        start -= 1
        if items[start].text == ",":
            if items[start + 1].lower in saying(words.code).subordinate or _is_fronted(items, start, words):
                break
            if _is_clause(items, start, words) and _names_alone(items, source, words):
                return True
            return is_calling_alone(items, source, words) and _is_statement(items, start, words)
    end = next((n for n in range(place + 1, len(items)) if items[n].text in ".;!?"), len(items))
    return head - 1 - start >= _SHORTEST_CLAUSE and end - place <= LONGEST_SOURCE


_SHORTEST_CLAUSE = 2


def _is_fronted(items: Sequence[Token], comma: int, words: Language) -> bool:
    """Whether nothing but when or where something is stands before a comma: "On Thursday night, frost is likely"."""
    start = comma
    while start and items[start - 1].text not in SIGNS and items[start - 1].text != QUOTE:
        start -= 1
    said = saying(words.code)
    opens = start == 0 or (items[start - 1].text in '.;:!?"' + QUOTE and not inner(items, start - 1))
    fronting = said.fronting | said.when | said.openers | said.by
    return opens and comma - start <= _LONGEST_FRONTED and items[start].lower in fronting


_LONGEST_FRONTED = 6


def _are_several(token: Token, words: Language) -> bool:
    """Whether those who speak can be several: "said parents at the clinic"."""
    return (
        token.text.isalpha() and token.lower.endswith(saying(words.code).plural_ends) and token.lower not in words.stops
    )


def _is_clause(items: Sequence[Token], comma: int, words: Language) -> bool:
    """Whether a sentence with several commas opens as a clause does: "When the traffic stops, at night, the birds sing"."""
    start = comma
    while start and items[start - 1].text not in '.;:!?"' + QUOTE:
        start -= 1
    return comma - start > _SHORTEST_CLAUSE and items[start].lower in saying(words.code).subordinate


def _is_statement(items: Sequence[Token], comma: int, words: Language) -> bool:
    """Whether what stands before the first comma of a sentence has a verb of its own, and so is no name."""
    start = comma
    while (
        start and items[start - 1].text not in '.;:!?"' + QUOTE and not (items[start - 1].text == "," and start < comma)
    ):
        start -= 1
    clause = [item.lower for item in items[start:comma]]
    said = saying(words.code)
    if len(clause) <= _SHORTEST_CLAUSE or not said.relatives.isdisjoint(clause):
        return False
    past = (item for item in items[start + 1 : comma] if not item.capital and item.lower.endswith(said.past_ends))
    return not said.finite.isdisjoint(clause) or (clause[0] in words.pronouns and any(past))


def is_calling_alone(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether nothing but who somebody is follows up to the end of the sentence or to a place: "doctors", "la préfecture",
    "farmers at the gathering".
    """
    places, known = saying(words.code).places, callings(words.code)
    end = next((n for n in range(place, len(items)) if items[n].text in ".;!?" or items[n].lower in places), len(items))
    phrase = [item.lower for item in items[place:end]]
    if not 0 < len(phrase) <= _LONGEST_CALLING or "," in phrase:
        return False
    last = phrase[-1]
    one = last.removesuffix(known.noun_ends[0]) if known.noun_ends and known.noun_ends[0] else last
    called = words.roles | words.titles | known.bodies | known.institutions | known.general | known.nouns
    return bool(called & {last, one})


_LONGEST_CALLING = 3


def _names_alone(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether nothing but a name, without a verb, follows up to the next sign."""
    end = next((n for n in range(place, len(items)) if items[n].text in ",.;!?"), len(items))
    finite = saying(words.code).finite
    return items[place].capital and not any(item.lower in finite for item in items[place:end])
