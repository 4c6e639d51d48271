"""One side of an aligned passage as units for comparison: words, facts as one unit each, quotations as one unit each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from tracker.compare.facts.calendar import with_part_of_day
from tracker.compare.facts.mentions import mentions
from tracker.compare.facts.relative import resolved
from tracker.compare.facts.tokens import Mention, Token, tokenise
from tracker.compare.naming.names import Name, names
from tracker.compare.text.language import Language, language
from tracker.compare.text.spelling import folded

QUOTE = "\x02quote"
# Where phrases stand that say in several words what others are: by the place of each its end and those words.
_SaidAs = dict[int, tuple[int, list[str]]]


class Unit(NamedTuple):
    """Clean characters [start, end). `key` is equal for the same word or value; `word` is the lower-case word, empty for
    a fact or a quotation. A tuple for the same reason as `Token`.
    """

    key: str
    start: int
    end: int
    token: Token
    mention: Mention | None = None
    name: int = -1
    quoted: bool = False
    word: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """The tokens and units of one side of a passage, with the facts and names in it."""

    items: tuple[Token, ...]
    units: tuple[Unit, ...]
    mentions: tuple[Mention, ...]
    names: tuple[Name, ...]

    def words(self) -> list[str]:
        """All words outside quotations."""
        return [unit.word for unit in self.units if unit.word]


def side(
    text: str,
    bounds: tuple[int, int],
    masks: Sequence[tuple[int, int]],
    words: Language,
    *,
    lower_words: frozenset[str],
    when: date | None = None,
) -> Side:
    """The units of clean text within bounds; `masks` are ranges someone else said, in order; `when` is the day against
    which weekdays and such words as "yesterday" are read.
    """
    items = masked_tokens(text, bounds, masks)
    found = [resolved(item, when) for item in mentions(items, words)]
    same = dict(said_as(items, words))
    named = [name for name in names(items, found, words, lower_words) if not _is_within(name, same)]
    return Side(tuple(items), tuple(_units(items, found, named, same, words)), tuple(found), tuple(named))


def said_as(items: Sequence[Token], words: Language) -> Iterator[tuple[int, tuple[int, list[str]]]]:
    """Where phrases stand that say in several words what others are: "le chef de l'État", "le président"; where each ends,
    and the words it stands for.
    """
    heads = _said_heads(words.code)
    for place, token in enumerate(items if heads else ()):
        for phrase, meant in heads.get(token.lower, ()):
            end = place + len(phrase)
            part = end < len(items) and items[end].text == "-" and not items[end].spaced  # "le chef de l'État-major"
            if not part and tuple(item.lower for item in items[place:end]) == phrase:
                yield place, (end, meant)


@cache
def _said_heads(code: str) -> dict[str, list[tuple[tuple[str, ...], list[str]]]]:
    """These phrases by their first words."""
    found: dict[str, list[tuple[tuple[str, ...], list[str]]]] = {}
    for phrase, meant in language(code).map_of("sides", "said_as").items():
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append((parts, meant.split("_")))
    return found


def _is_within(name: Name, same: _SaidAs) -> bool:
    return any(place < name.last and name.first < end for place, (end, _) in same.items())


def masked_tokens(text: str, bounds: tuple[int, int], masks: Sequence[tuple[int, int]]) -> list[Token]:
    """The tokens of clean text within bounds; each masked range is one token `QUOTE`."""
    items: list[Token] = []
    stop = bounds[0]
    for start, end in masks:
        if end <= stop or start >= bounds[1]:
            continue
        items += tokenise(text, stop, max(stop, start))
        items.append(Token(start, min(end, bounds[1]), QUOTE, QUOTE, spaced=True))
        stop = min(end, bounds[1])
    return items + tokenise(text, stop, bounds[1])


def _units(items: list[Token], found: list[Mention], named: list[Name], same: _SaidAs, words: Language) -> list[Unit]:
    by_first = {mention.first: mention for mention in found}
    of_name = {number: index for index, name in enumerate(named) for number in range(name.first, name.last)}
    made: list[Unit] = []
    place = 0
    while place < len(items):
        token = items[place]
        mention = by_first.get(place)
        if mention is not None:
            part = f" {token.lower}" if with_part_of_day(token, words) else ""
            key = f"\x01{mention.sub}:{mention.value}{part}"
            made.append(Unit(key, mention.start, mention.end, token, mention=mention))
            place = mention.last
            continue
        if place in same:
            end, meant = same[place]
            made += _meant(items[place:end], meant)
            place = end
            continue
        if token.text == QUOTE:
            made.append(Unit(QUOTE, token.start, token.end, token, quoted=True))
        elif token.text[0].isalnum() or token.text in "$£€%?":
            made.append(
                Unit(_key(token, words), token.start, token.end, token, name=of_name.get(place, -1), word=token.lower)
            )
        place += 1
    return made


def _meant(items: Sequence[Token], meant: Sequence[str]) -> Iterator[Unit]:
    """The words that a phrase stands for, the last of them at all tokens that are left."""
    for number, word in enumerate(meant):
        token = items[number]
        last = items[-1] if number == len(meant) - 1 else token
        yield Unit(folded(word), token.start, last.end, token, word=word)


def _key(token: Token, words: Language) -> str:
    plain = folded(token.lower)
    return words.variants.get(token.lower, words.variants.get(plain, plain)).replace(".", "")
