"""Finds who is said to have said something: a source and its verb, before or after what was said, or "according to".

A cue is read from the words outside quotations of one sentence or so; whose cue it is, `attribution` decides.
"""

# ruff: noqa: PLR2004 - the few words a phrase may hold are explained where they stand

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tracker.compare.cuewords import (
    AFTER_VERB,
    ARTICLES,
    AUXILIARIES,
    BEFORE_VERB,
    BREAKS,
    DETERMINERS,
    OPENERS,
    PARTICIPLES,
    PLURAL,
    REPORTING_ALONE,
    REPORTING_OF_NAMES,
    STOPS,
    VIEWS,
)
from tracker.compare.language import Language
from tracker.compare.mentions import Token
from tracker.compare.units import QUOTE

_LONGEST_SOURCE = 12
_APPOSITIONS = 2
_SIGNS = frozenset(',.;:!?"()-')


@dataclass(frozen=True, slots=True)
class Cue:
    """A source at tokens [first, last) with its verb and the sense of that verb; `beside` says that a quotation
    stands right next to it.
    """

    source: tuple[Token, ...]
    verb: Token
    sense: str
    beside: bool

    def moved(self, by: int) -> Cue:
        """The same cue so many characters further on."""
        source = tuple(token.moved(by) for token in self.source)
        return Cue(source, self.verb.moved(by), self.sense, self.beside)

    @property
    def start(self) -> int:
        """Where the source begins, in clean characters."""
        return self.source[0].start

    @property
    def end(self) -> int:
        """Where the source ends."""
        return self.source[-1].end


def cues(items: Sequence[Token], words: Language) -> Iterator[Cue]:
    """The cues among tokens in which quotations stand as single tokens, in order."""
    done = -1
    place = 0
    heads = _heads(words)
    leads = _LEADS | heads
    while place < len(items):
        token = items[place]
        if token.lower not in words.verbs and token.lower not in leads and "'" not in token.lower:
            place += 1
            continue
        cue: Cue | None = None
        if token.lower == "according" and place + 1 < len(items) and items[place + 1].lower == "to":
            cue = _after(items, place + 2, token, "say", words)
        elif (token.lower == "per" and _clause_start(items, place) and _outlet(items, place + 1, words)) or (
            token.lower == "citing" and _clause_start(items, place)
        ):
            cue = _after(items, place + 1, token, "say", words)
        elif token.lower == "in" and _in_view_of([item.lower for item in items[place + 1 : place + 4]]):
            cue = _after(items, place + 4, token, "say", words)
        elif token.lower in heads and (end := _according(items, place, words)):
            cue = _after(items, end, token, "say", words)
        elif _verb(token, words) and place > done:
            cue = _of_verb(items, place, words)
        if cue is not None:
            yield cue
            done = max(place, _place_of(items, cue.source[-1], place))
        place += 1


def _in_view_of(following: Sequence[str]) -> bool:
    """As in "in the words of", "in the opinion of"."""
    return len(following) == len(("the", "words", "of")) and following[::2] == ["the", "of"] and following[1] in VIEWS


@cache
def _phrases(phrases: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in sorted(phrases, key=lambda phrase: -len(phrase)))


def _heads(words: Language) -> frozenset[str]:
    return _first_words(words.according) if words.code != "en" else frozenset()


@cache
def _first_words(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _phrases(phrases))


# Beside verbs, only these begin a cue; "'" may hide a verb that lost its pronoun.
_LEADS = frozenset(["according", "per", "citing", "in"])


def _according(items: Sequence[Token], place: int, words: Language) -> int:
    """Where a phrase such as "selon" or "d'après" ends, if a source follows: a name, an article, no number; else 0."""
    for phrase in _phrases(words.according):
        end = place + len(phrase)
        if tuple(item.lower for item in items[place:end]) == phrase and end < len(items):
            follows = items[end]
            return end if follows.capital or follows.lower in ARTICLES else 0
    return 0


def _place_of(items: Sequence[Token], token: Token, near: int) -> int:
    return next(
        (number for number in range(near, min(len(items), near + _LONGEST_SOURCE + 2)) if items[number] is token), near
    )


def _outlet(items: Sequence[Token], place: int, words: Language) -> bool:
    """Whether a name, an article or a count follows: not "per day"."""
    if place >= len(items):
        return False
    token = items[place]
    return token.capital or token.lower in DETERMINERS or token.lower in words.numbers


def _clause_start(items: Sequence[Token], place: int) -> bool:
    return place == 0 or items[place - 1].text in ",.;:(" or items[place - 1].text == QUOTE


def _of_verb(items: Sequence[Token], place: int, words: Language) -> Cue | None:
    """The source of a verb: right after it where a quotation or a comma stands before, else what stands before it."""
    verb = items[place]
    sense = words.verbs[_verb(verb, words)]
    if _is_passive(items, place):
        by = _agent(items, place) if _verb(verb, words) in _PASSIVELY else 0
        return _after(items, by, verb, sense, words) if by else None
    if not _is_verb(items, place):
        return None
    beside = _beside(items, place)
    alone = _verb(verb, words) in REPORTING_ALONE or (verb.lower in REPORTING_OF_NAMES and _reports(items, place))
    head = place - 1 if place and items[place - 1].lower in AUXILIARIES else place
    behind = _follows_clause(items, head, place)
    if not beside and not alone and not (behind and words.code != "en"):
        return None
    inverted = (
        head == 0
        or items[head - 1].text == QUOTE
        or (items[head - 1].text in ',"' and head > 1 and items[head - 2].text in (QUOTE, '"', ","))
    )
    if inverted and verb.lower.endswith("ing"):
        return None
    if inverted or behind:
        return _after(items, place + 1, verb, sense, words)
    source = _before(items, place, words)
    return Cue(tuple(source), verb, sense, beside) if source else None


def _follows_clause(items: Sequence[Token], head: int, place: int) -> bool:
    """As in "Rents will rise by a fifth, says the landlord": the clause before the comma has no other comma, so it is no
    name with an apposition, and the phrase behind the verb is short and ends the sentence.
    """
    if head < _SHORTEST_CLAUSE or items[head - 1].text != "," or place + 1 >= len(items):
        return False
    first = items[place + 1]
    if not (first.capital or first.lower in DETERMINERS or first.lower in ARTICLES):
        return False
    start = head - 1
    while start and items[start - 1].text not in '.;:!?"' and items[start - 1].text != QUOTE:
        start -= 1
        if items[start].text == ",":
            if items[start + 1].lower not in _SUBORDINATE:
                return False
            break
    end = next((n for n in range(place + 1, len(items)) if items[n].text in ".;!?"), len(items))
    return head - 1 - start >= _SHORTEST_CLAUSE and end - place <= _LONGEST_SOURCE


# What stands behind a comma and one of these is a clause, no apposition.
_SUBORDINATE = frozenset(
    ["dass", "daß", "ob", "weil", "wenn", "obwohl", "bevor", "que", "che", "perché", "omdat", "att"]
)
_SHORTEST_CLAUSE = 2


def _verb(token: Token, words: Language) -> str:
    """The verb of saying a token is, also behind a pronoun that lost its vowel ("s'insurge"); empty for none."""
    if token.lower in words.verbs:
        return token.lower
    if "'" not in token.lower:
        return ""
    tail = token.lower.partition("'")[2]
    return tail if tail in words.verbs else ""


def _is_verb(items: Sequence[Token], place: int) -> bool:
    """Whether a form that may be a noun or an infinitive says something here."""
    word, before = items[place].lower, items[place - 1] if place else None
    if word in PLURAL:
        return before is not None and _many(before)
    return word not in _NOUNS or before is None or before.lower not in _BEFORE_NOUNS


# Forms that are nouns behind an article: "some of the claims were first made".
_NOUNS = frozenset(
    ["claim", "claims", "reports", "estimate", "estimates", "notes", "states", "forecast", "calls", "remarks"]
)
_BEFORE_NOUNS = frozenset(
    ["the", "a", "an", "his", "her", "their", "its", "these", "those", "such", "any", "no", "of", "all"]
)


def _is_passive(items: Sequence[Token], place: int) -> bool:
    """As in "was confirmed", "has been described": what stands before is no source."""
    if items[place].lower.endswith(("ing", "says")) or not place:
        return False
    before = items[place - 2] if items[place - 1].lower.endswith("ly") and place > 1 else items[place - 1]
    return before.lower in _PASSIVE


def _agent(items: Sequence[Token], place: int) -> int:
    """Where the source of a verb in the passive begins: behind the "by" of its clause; 0 where there is none."""
    for number in range(place + 1, min(len(items), place + _LONGEST_SOURCE)):
        if items[number].text in ".;!?":
            break
        if items[number].lower == "by":
            return number + 1
    return 0


def _many(token: Token) -> bool:
    """Whether a word can be several who say something: "engineers insist", but not "to insist"."""
    return token.lower.endswith("s") or token.lower in ("police", "people", "men", "women", "they", "we", "critics")


# What is said, not what is done, in the passive: "was described by", but not "was found by".
_PASSIVELY = frozenset(
    [
        "told",
        "said",
        "announced",
        "confirmed",
        "reported",
        "described",
        "called",
        "dubbed",
        "denied",
        "claimed",
        "revealed",
        "disclosed",
        "stated",
        "explained",
        "warned",
        "alleged",
    ]
)
_PASSIVE = frozenset(["was", "were", "been", "is", "are", "be", "being"])


def _reports(items: Sequence[Token], place: int) -> bool:
    """As in ", Reuters reported." and "the inquiry found that"."""
    after = items[place + 1] if place + 1 < len(items) else None
    if after is not None and after.lower == "that":
        return True
    ends = after is None or after.text in ",.;" or after.lower in ("on", "in", "at", "earlier", "last", "this")
    if not ends or not place:
        return False
    commas = (number for number in range(place - 2, max(-1, place - 6), -1) if items[number].text == ",")
    comma = next(commas, None)
    return items[place - 1].capital or comma is not None


def _beside(items: Sequence[Token], place: int) -> bool:
    """Whether a quotation stands near the verb on either side, in the same sentence."""
    for step in (-1, 1):
        number = place + step
        seen = 0
        while 0 <= number < len(items) and seen < 30:
            if items[number].text == QUOTE:
                return True
            if items[number].text in ".!?" and items[number].text != '"':
                break
            number += step
            seen += 1
    return False


def _after(items: Sequence[Token], place: int, verb: Token, sense: str, words: Language) -> Cue | None:
    """The source after a verb: up to a sign or a word that begins another phrase."""
    source: list[Token] = []
    while place < len(items) and items[place].lower in AFTER_VERB:
        place += 1
    while place < len(items) and len(source) < _LONGEST_SOURCE:
        token = items[place]
        if token.text == QUOTE or token.lower in STOPS or (source and token.lower in words.stops):
            break
        if token.text in _SIGNS and not _inner(items, place):
            break
        source.append(token)
        place += 1
    while source and source[-1].text in _SIGNS:
        source.pop()
    return Cue(tuple(source), verb, sense, beside=True) if source and source[0].text[0].isalnum() else None


def _before(items: Sequence[Token], place: int, words: Language) -> list[Token]:
    """The source before a verb: back to a sign or a word that begins another phrase, over an apposition."""
    number = place - 1
    while number >= 0 and items[number].lower in BEFORE_VERB:
        number -= 1
    for _ in range(_APPOSITIONS):
        if number < 0 or items[number].text != ",":
            break
        number = _over_apposition(items, number, words)
    last = number + 1
    while number >= 0 and last - number <= _LONGEST_SOURCE:
        token = items[number]
        if token.text == QUOTE or (token.lower in BREAKS and not _names_around(items, number)):
            break
        if token.text in _SIGNS and not _inner(items, number):
            break
        number -= 1
    source = list(items[number + 1 : last])
    while source and (source[0].lower in OPENERS or source[0].text in _SIGNS):
        source = source[1:]
    cut = next((n for n, token in enumerate(source) if n and token.lower in words.verbs), None)
    if cut is not None or not source or not source[0].text[0].isalnum():
        return []
    return source


def _over_apposition(items: Sequence[Token], comma: int, words: Language) -> int:
    """From a comma before the verb back to the end of the name it explains: "Smith, the director, said"; where the
    name itself is what explains, as in "the minister, Ola Brandt, said", to the end of that.
    """
    number = comma - 1
    while number >= 0 and comma - number <= _LONGEST_SOURCE:
        if items[number].text == ",":
            inner = items[number + 1 : comma]
            head = items[max(0, number - 2) : number]
            role = _is_role(items, number, words) and inner[:1] and inner[0].capital
            if inner[:1] and inner[0].lower in PARTICIPLES:
                return number - 1
            explains = (
                any(item.capital for item in inner) and (role or not _named(head, words)) and _named(inner, words)
            )
            return comma - 1 if explains else number - 1
        if items[number].text in ".;:!?" or items[number].text == QUOTE:
            break
        number -= 1
    return comma - 1


def _is_role(items: Sequence[Token], end: int, words: Language) -> bool:
    """Whether the phrase before a comma is a role, though names stand in it: "the leader of the Greens, Ana Moss, said"."""
    start = end
    while start > 0 and end - start < _LONGEST_SOURCE and items[start - 1].text not in ',.;:!?"' + QUOTE:
        start -= 1
    phrase = items[start:end]
    return (
        len(phrase) > 1
        and phrase[0].lower in DETERMINERS
        and any(item.lower in words.titles or item.lower in words.roles for item in phrase[1:4] if not item.capital)
    )


def _named(items: Sequence[Token], words: Language) -> bool:
    return any(
        item.capital
        and item.lower not in words.common
        and item.lower not in words.titles
        and item.lower not in words.honorifics
        and not item.lower.endswith("'s")
        for item in items
    )


def _inner(items: Sequence[Token], place: int) -> bool:
    """A sign inside a name: a hyphen between letters, a point after an initial or an honorific."""
    token = items[place]
    if token.text == "-":
        return not token.spaced and place + 1 < len(items) and not items[place + 1].spaced
    if token.text == "." and place and place + 1 < len(items):
        return (
            items[place - 1].capital
            and len(items[place - 1].text) <= 4
            and items[place + 1].capital
            and not token.spaced
        )
    return False


def _names_around(items: Sequence[Token], place: int) -> bool:
    """As in "and" between two names: both speak."""
    return (
        items[place].lower == "and"
        and 0 < place < len(items) - 1
        and items[place - 1].capital
        and items[place + 1].capital
    )
