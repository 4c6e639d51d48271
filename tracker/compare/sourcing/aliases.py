"""Reads which roles an article gives to which names, so that "the minister" and her surname are known for one source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from tracker.compare.text.language import Language, language
from tracker.compare.text.spelling import folded


@dataclass(frozen=True, slots=True)
class Aliases:
    """Which descriptions an article gives to which names: pairs of a noun and a word of a name seen side by side, the
    names that were introduced at all, and the nouns that were given to one of them; `words` are those that stand in the
    text, `in_both` those that stand in both texts, and `described` the words of the pairs' names.
    """

    pairs: frozenset[tuple[str, str]]
    names: frozenset[str]
    taken: frozenset[str]
    words: frozenset[str] = frozenset()
    in_both: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()

    def says(self, nouns: frozenset[str], name: tuple[str, ...]) -> bool:
        """Whether the article gives one of the nouns to the name."""
        return any((noun, word) in self.pairs for noun in nouns for word in name)

    def can_be(self, nouns: frozenset[str], name: tuple[str, ...]) -> bool:
        """Whether a role can stand for a name: the article says so, or says it of nobody and knows the name already."""
        return self.says(nouns, name) or (name[-1] in self.names and not nouns & self.taken)


_WORDS = re.compile(r"[^\W\d_]+")
# What is no letter, for a plain text: spaces in its place are quicker than the pattern.
_BLANKED = {code: " " for code in range(128) if not chr(code).isalpha()}
_BEFORE, _BEHIND = 3, 5


def aliases_of(text: str, words: Language) -> Aliases:
    """Read an article's descriptions in a clean text: roles and titles within a few words of a name."""
    pairs: set[tuple[str, str]] = set()
    known: set[str] = set()
    described, owning = described_by(words.code), words.of("sourcing", "owning")
    items = text.translate(_BLANKED).split() if text.isascii() else _WORDS.findall(text)
    lower = list(map(str.lower, items))
    # Each word is looked at once, however often it stands there.
    written = Counter(items)
    named = {word for word in written if word[0].isupper() and word.lower() not in words.common}
    counts: Counter[str] = Counter()
    for word in named:
        counts[folded(word)] += written[word]
    for place in [place for place, word in enumerate(lower) if word in described]:
        beside = items[max(0, place - _BEHIND + 1) : place + _BEFORE + 1]
        if named.isdisjoint(beside) or not owning.isdisjoint(lower[place + 1 : place + 2]):
            continue
        before = _unspoken(lower[max(0, place - _BEHIND + 1) : place][::-1], words)
        behind = _unspoken(lower[place + 1 : place + _BEFORE + 1], words)
        near = (*range(place - len(before), place), *range(place + 1, place + 1 + len(behind)))
        pairs.update((folded(lower[place]), folded(lower[other])) for other in near if items[other] in named)
    known.update(word for word, count in counts.items() if count > 1)
    return _aliases(pairs, known, frozenset((*lower, *counts)))


@cache
def described_by(code: str) -> frozenset[str]:
    """The nouns that say what a person is."""
    words = language(code)
    return words.roles | words.titles | words.contrasts.get("title", {}).keys()


def both(one: Aliases, two: Aliases) -> Aliases:
    """What two texts say together."""
    return _aliases(one.pairs | two.pairs, one.names | two.names, one.words | two.words, one.words & two.words)


def _aliases(
    pairs: AbstractSet[tuple[str, str]],
    known: AbstractSet[str],
    words: frozenset[str],
    in_both: frozenset[str] = frozenset(),
) -> Aliases:
    taken = frozenset(noun for noun, word in pairs if word in known)
    described = frozenset(word for _, word in pairs)
    return Aliases(frozenset(pairs), frozenset(known), taken, words, in_both, described)


def _unspoken(near: Sequence[str], words: Language) -> Sequence[str]:
    """Words up to a verb of saying or a word that begins another phrase: behind it stands someone else."""
    apart = words.of("sourcing", "apart")
    ends = (place for place, word in enumerate(near) if word in words.verbs or word in apart)
    return near[: next(ends, len(near))]
