"""Which of many phrases stand word for word in a text: all are sought at once, in one pass over its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def standing(phrases: Iterable[str], texts: Iterable[Sequence[str]]) -> frozenset[str]:
    """The phrases, words with a space between, all whose words stand in a row in one of the texts, which are words as well.

    The method is that of Aho and Corasick (1975) with words for letters: cost grows with the words of both, however many
    phrases there are and however alike, where a search for each would read the whole text for each.
    """
    steps: list[dict[str, int]] = [{}]
    ends: dict[str, int] = {}
    for phrase in phrases:
        if phrase not in ends:
            ends[phrase] = _learned(phrase.split(" "), steps)
    if not ends:
        return frozenset()
    order, back = _shorter(steps)
    met = _met(texts, steps, back)
    for place in reversed(order):  # who was met with all of a phrase was met with how it ends, too
        if place in met:
            met.add(back[place])
    return frozenset(phrase for phrase, end in ends.items() if end in met)


def _learned(words: Sequence[str], steps: list[dict[str, int]]) -> int:
    """The place that words lead to from the first, made where nothing led to it so far."""
    place = 0
    for word in words:
        following = steps[place].get(word)
        if following is None:
            following = steps[place][word] = len(steps)
            steps.append({})
        place = following
    return place


def _shorter(steps: Sequence[dict[str, int]]) -> tuple[list[int], list[int]]:
    """All places but the first, nearer ones before others, and for each place that of the longest end of its words that
    begins a phrase, too.
    """
    back = [0] * len(steps)
    order = list(steps[0].values())
    for place in order:
        for word, following in steps[place].items():
            other = back[place]
            while other and word not in steps[other]:
                other = back[other]
            back[following] = steps[other].get(word, 0)
            order.append(following)
    return order, back


def _met(texts: Iterable[Sequence[str]], steps: Sequence[dict[str, int]], back: Sequence[int]) -> set[int]:
    """The places that the words of the texts lead to."""
    met: set[int] = set()
    for words in texts:
        place = 0
        for word in words:
            while place and word not in steps[place]:
                place = back[place]
            place = steps[place].get(word, 0)
            met.add(place)
    return met
