"""Reads ranks counted from an end: "penultimate", "third-to-last", "the last stage but one", "the next but one"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language, language
from tracker.model import FactSub

# How the value of such a rank begins; behind it stands how many there are behind it, with an "n" if the next one counts.
FROM_END = "end-"
_LONGEST, _REACH = 4, 4
LAST, NEXT = "0", "n0"


def read_from_end(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """The rank that begins at a place, None if none does."""
    if items[place].lower in words.of("facts", "but"):
        return _behind_noun(items, place, words)
    if items[place].lower not in heads(words.code):
        return None
    texts: list[str] = []
    found: Mention | None = None
    for last in range(place, min(len(items), place + 2 * _LONGEST)):
        if items[last].text == "-":
            continue
        texts.append(_unelided(items[last].lower, words) if last == place else items[last].lower)
        value = words.from_end.get(" ".join(texts))
        if value and value not in (LAST, NEXT):
            found = mention(items, place, last + 1, FactSub.ORDINAL, FROM_END + value)
        if len(texts) == _LONGEST:
            break
    return found if found and not _goes_on(items, place, found.last, words) else None


def _goes_on(items: Sequence[Token], first: int, last: int, words: Language) -> bool:
    """As in "She finished last but one of her rivals fell", "next to last year's winner"."""
    behind = items[last].lower if last < len(items) else ""
    ends = words.of("facts", "last")
    if behind in words.of("facts", "spans") or (
        behind in words.of("facts", "lasting") and items[last - 1].lower in ends
    ):
        return True
    before = items[first - 1].lower if first else ""
    return behind in words.of("facts", "of") and items[first].lower in ends and before not in words.of("facts", "the")


def _unelided(word: str, words: Language) -> str:
    """A word without an article that lost its vowel: "l'avant-dernier"."""
    head, sign, tail = word.partition("'")
    return tail if sign and head in words.of("text", "elided") else word


def _behind_noun(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """The "but one" of "the last stage but one"."""
    count = words.map_of("facts", "but_counts").get(items[place + 1].lower) if place + 1 < len(items) else None
    if count is None or not place or items[place - 1].lower in words.of("facts", "excepting"):
        return None
    for number in range(place - 2, max(-1, place - 1 - _REACH), -1):
        if not items[number + 1].text[0].isalnum():
            break
        end = words.from_end.get(items[number].lower)
        if end in (LAST, NEXT):
            value = f"{FROM_END}{'n' if end == NEXT else ''}{count}"
            return mention(items, place, place + 2, FactSub.ORDINAL, value)
    return None


@cache
def heads(code: str) -> frozenset[str]:
    """The words such a rank can begin with in a language."""
    words = language(code)
    opening = {phrase.split()[0] for phrase in words.from_end}
    elided = {f"{article}'{word}" for article in words.of("text", "elided") for word in opening}
    return words.of("facts", "but") | opening | elided
