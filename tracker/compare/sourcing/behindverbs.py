"""Reads past what stands between a verb of saying and its source: the day, and to whom or where it was said: "anunció el lunes
el alcalde", "a relaté à la barre le voisin".
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.tokens import Token
from tracker.compare.sourcing.speech import saying
from tracker.compare.text.language import Language


def to_source(items: Sequence[Token], place: int, words: Language) -> int:
    """Where a phrase goes on behind the day and the listeners or the place that a verb has before its source."""
    place = over_day(items, place, words)
    return over_day(items, _over_listeners(items, place, words), words)


def over_day(items: Sequence[Token], place: int, words: Language) -> int:
    """Where a phrase goes on behind the day on which something was said: "anunció el lunes el alcalde"."""
    said = saying(words.code)
    for number, token in enumerate(items[place : place + _LONGEST_DAY], start=place):
        if token.lower in words.weekdays or token.lower in words.relative:
            return number + 1
        if token.lower not in said.articles and token.lower not in words.stops:
            break
    return place


_LONGEST_DAY = 3


def _over_listeners(items: Sequence[Token], place: int, words: Language) -> int:
    """The place of the article behind such a phrase: a preposition of those that lead to listeners or to where somebody speaks, an
    article and a noun or two; the place itself where no other phrase with an article follows.
    """
    leading, articles = words.of("sourcing", "listened"), saying(words.code).articles
    head = next((size for size in (3, 2, 1) if _phrase(items, place, size) in leading), 0)
    if not head:
        return place
    start = place + head + (place + head < len(items) and items[place + head].lower in articles)
    for number in range(start + 1, min(len(items) - 1, start + _LONGEST_LISTENERS)):
        article, sign, noun = items[number].lower.partition("'")
        if items[number].lower in articles or (noun and article + sign in articles):
            spoken = noun or items[number + 1].lower
            return number if spoken[0].isalpha() and spoken not in words.units else place
        if not items[number].text[0].isalpha():
            break
    return place


def _phrase(items: Sequence[Token], place: int, size: int) -> str:
    return " ".join(item.lower for item in items[place : place + size])


_LONGEST_LISTENERS = 3
