"""Goes back over what stands between a name and its verb: "Smith, the director, said", "Dale Roper, aged 41, of Kiln Lane, said"."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.tokens import Token
from tracker.compare.sides.units import QUOTE
from tracker.compare.sourcing.capitals import capitals_all
from tracker.compare.sourcing.signs import LONGEST_SOURCE, inner
from tracker.compare.sourcing.speech import Saying, callings, saying
from tracker.compare.text.language import Language

_APPOSITIONS = 3


def over_apposition(items: Sequence[Token], comma: int, words: Language) -> int:
    """From a comma before the verb back to the end of the name it explains: "Smith, the director, said"; where the
    name itself is what explains, as in "the minister, Ola Brandt, said", to the end of that.
    """
    number = comma - 1
    while number >= 0 and comma - number <= _LONGEST_CLAUSE:
        if items[number].text == ",":
            if comma - number > LONGEST_SOURCE and not opens_aside(items, number + 1, words):
                break
            return _past(items, number, comma, words)
        if items[number].text == QUOTE or (items[number].text in ".;:!?" and not inner(items, number)):
            break
        number -= 1
    return comma - 1


# As in "an engineer, speaking on condition of anonymity because he was not allowed to talk to the press, said".
_LONGEST_CLAUSE = 30


def _past(items: Sequence[Token], number: int, comma: int, words: Language) -> int:
    """Where the phrase ends that speaks: before what stands between two commas or, where that is the name, in it."""
    said, aside = saying(words.code), items[number + 1 : comma]
    head = items[max(0, number - 2) : number]
    role = _is_role(items, number, words) and aside[:1] and aside[0].capital
    detail = aside[:1] and aside[0].lower in said.participles | said.places | said.relatives | said.by
    if detail or opens_aside(items, number + 1, words):
        aged = number > 1 and items[number - 1].text.isdigit() and items[number - 2].text == ","
        return number - 3 if aged else number - 1
    explains = any(item.capital for item in aside) and (role or not _named(head, words)) and _named(aside, words)
    return comma - 1 if explains else number - 1


def opens_aside(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether a clause about the name before it begins here: "who was there", "speaking by phone", "flanked by aides"."""
    said, item = saying(words.code), items[place]
    if item.capital or place + 1 >= len(items):
        return False
    if item.lower in said.relatives:
        return True
    follows = items[place + 1].lower
    small = words.stops | said.articles | said.determiners | callings(words.code).possessive | said.whereabouts
    return item.lower.endswith((*said.gerund_ends, *said.past_ends)) and follows in small


def over_details(items: Sequence[Token], number: int, said: Saying) -> int:
    """Back over further details behind a name: "Dale Roper, aged 41, of Kiln Lane, Hessle, admitted"."""
    for _ in range(_APPOSITIONS):
        comma = next((n for n in range(number, max(-1, number - _LONGEST_DETAIL), -1) if items[n].text == ","), number)
        first = items[comma + 1 : comma + 2]
        if (
            comma == number
            or not first
            or not (first[0].text.isdigit() or first[0].lower in said.places | said.details)
        ):
            break
        number = comma - 1
    return number


_LONGEST_DETAIL = 7


def _is_role(items: Sequence[Token], end: int, words: Language) -> bool:
    """Whether the phrase before a comma is a role, though names stand in it: "the leader of the Greens, Ana Moss, said"."""
    start = end
    while start > 0 and end - start < LONGEST_SOURCE and items[start - 1].text not in ',.;:!?"' + QUOTE:
        start -= 1
    phrase = items[start:end]
    said = saying(words.code)
    nouns = [item.lower for item in phrase[1:4] if not item.capital or capitals_all(words)]
    begins = len(phrase) > 1 and phrase[0].lower in said.determiners | said.articles
    return begins and any(word in words.titles or word in words.roles for word in nouns)


def _named(items: Sequence[Token], words: Language) -> bool:
    owning = callings(words.code).owner_ends
    return any(
        item.capital
        and item.lower not in words.common
        and item.lower not in words.titles
        and item.lower not in words.honorifics
        and item.lower not in words.weekdays
        and item.lower not in words.months
        and not item.lower.endswith(owning)
        for item in items
    )
