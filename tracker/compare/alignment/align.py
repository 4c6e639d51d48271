"""Pairs the sentences of two versions: exact ones first, then the most alike, then halves of split and merged ones.

Equal sentences are found by their words, changed ones by the weight of the rare words they share (inverse document
frequency, Dice coefficient), assigned optimally within small components and greedily in large ones. Work is bounded:
candidates come from the rarest words of a sentence, so cost stays near-linear on any input.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log
from operator import eq

from tracker.compare.text.assignment import best_pairs, heaviest_rising
from tracker.compare.text.sentences import Sentence

# Dice at which two sentences count as one sentence changed: flat between .30 and .45 on hand-aligned news pairs
# (design notes, SEMANTICS §5); a neighbouring position is worth `_NEAR`.
ALIKE = 0.38
_NEAR = 0.05
_CONTAINED = 0.55
_IN_PLACE = 0.2
_IN_PLACE_SHORT = 0.12
_IN_GAP = 0.22
_SMALL_GAP = 36
_SHORT = 8
_RARE_WORDS = 8
_COMMON_AT = 16
_CANDIDATES = 8
# Where more sentences than these are left to pair, so many are weighed of each: no article has a tenth of them.
_MANY, _CANDIDATES_OF_MANY = 5_000, 3
_FEW = 2500
# A sentence is cut into no more than so many, or so many are joined to one.
_HALVES = 3
_STEADY = 10**9  # words: more than anything that moves has


@dataclass(slots=True)  # not frozen: as sentences, they are made by the hundred
class Group:
    """Sentence numbers that belong together, [start, end) on both sides; either side may be empty."""

    old: tuple[int, int]
    new: tuple[int, int]
    moved: bool = False


def align(old: Sequence[Sentence], new: Sequence[Sentence], steady: frozenset[int] = frozenset()) -> tuple[Group, ...]:
    """Group all sentences of both sides: every one stands in exactly one group, in the reading order of `new` with
    removed sentences where they stood. Rather than one of the `steady` of the new side, any other is taken to have moved.
    """
    if _read_alike(old, new):
        return tuple(_same_words(old, new))
    # Ties fall the same way whichever text is the old one: exchanged, the two give the same groups mirrored.
    turned = [sentence.words for sentence in old] > [sentence.words for sentence in new]
    state = _State(new, old) if turned else _State(old, new)
    state.pair_equal()
    state.pair_alike()
    state.pair_in_place()
    state.attach_halves()
    state.hold_still(steady, turned=turned)
    return tuple(_ordered(state.mirrored() if turned else state))


def _read_alike(old: Sequence[Sentence], new: Sequence[Sentence]) -> bool:
    """Whether two texts have the same words, however they are cut into sentences."""
    if sum(len(sentence.words) for sentence in old) != sum(len(sentence.words) for sentence in new):
        return False
    olds, news = (chain.from_iterable(sentence.words for sentence in side) for side in (old, new))
    return all(map(eq, olds, news))


def _same_words(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[Group]:
    """The groups of two texts that read the same and are at most cut or wrapped elsewhere."""
    left = right = old_words = new_words = 0
    while left < len(old) or right < len(new):
        start = (left, right)
        while left == start[0] or right == start[1] or old_words != new_words:
            if (old_words <= new_words and left < len(old)) or right == len(new):
                old_words += len(old[left].words)
                left += 1
            else:
                new_words += len(new[right].words)
                right += 1
        yield Group((start[0], left), (start[1], right))


@dataclass(frozen=True, slots=True)
class _Bag:
    """The words of a sentence with their number, and their weight together."""

    counts: Counter[str]
    weight: float


@dataclass(slots=True)
class _State:
    old: Sequence[Sentence]
    new: Sequence[Sentence]
    pairs: dict[int, int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    old_extra: dict[int, int] = field(default_factory=dict)
    new_extra: dict[int, int] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    old_bags: dict[int, _Bag] = field(default_factory=dict)
    new_bags: dict[int, _Bag] = field(default_factory=dict)
    steady: set[tuple[int, int]] = field(default_factory=set)

    def pair_equal(self) -> None:
        """Pair equal sentences, the k-th occurrence of each with its k-th: linear, also when all are equal."""
        places: dict[tuple[str, ...], list[int]] = {}
        for number in range(len(self.new) - 1, -1, -1):
            places.setdefault(self.new[number].words, []).append(number)
        for number, sentence in enumerate(self.old):
            if waiting := places.get(sentence.words):
                self._pair(number, waiting.pop())

    def pair_alike(self) -> None:
        """Pair what is left by shared weight of words, each sentence at most once, best total first."""
        olds, news = self._left_old(), self._left_new()
        if not olds or not news:
            return
        self._weigh()
        scores = self._scores(olds, news)
        for left, right in best_pairs(scores):
            self._pair(left, right)

    def pair_in_place(self) -> None:
        """Pair lone sentences with lone ones that stand between the same neighbours, if they are a bit alike."""
        for olds, news in _gaps(self):
            if len(olds) == len(news) == 1:
                left, right = olds[0], news[0]
                short = max(len(self.old[left].words), len(self.new[right].words)) <= _SHORT
                if self._dice(left, right) >= (_IN_PLACE_SHORT if short else _IN_PLACE):
                    self._pair(left, right)
            elif len(olds) * len(news) <= _SMALL_GAP:
                scores = {(left, right): self._dice(left, right) for left in olds for right in news}
                for left, right in best_pairs({pair: score for pair, score in scores.items() if score >= _IN_GAP}):
                    self._pair(left, right)

    def attach_halves(self) -> None:
        """Give a sentence left alone to its neighbour's pair if that pair's other side holds most of its words."""
        inverse = {right: left for left, right in self.pairs.items()}
        for number in self._left_new():
            for anchor in _anchors(number, inverse, self.new_extra):
                if self._holds(self.new[number], self.old[inverse[anchor]], self.new[anchor]):
                    self.new_extra[number] = anchor
                    break
        for number in self._left_old():
            for anchor in _anchors(number, self.pairs, self.old_extra):
                if self._holds(self.old[number], self.new[self.pairs[anchor]], self.old[anchor]):
                    self.old_extra[number] = anchor
                    break

    def hold_still(self, steady: frozenset[int], *, turned: bool) -> None:
        """Find the pairs that did not move: those on the heaviest rising sequence, the `steady` of the text's new side,
        which is the old one here if `turned`, before all others.
        """
        ordered = sorted(self.pairs.items())
        weights = [
            len(self.old[left].words)
            + len(self.new[right].words)
            + 2
            + (_STEADY if (left if turned else right) in steady else 0)
            for left, right in ordered
        ]
        still = heaviest_rising([right for _, right in ordered], weights)
        self.steady = {ordered[index] for index in still}

    def mirrored(self) -> _State:
        """What was found, with the two sides exchanged."""
        return _State(
            self.new,
            self.old,
            pairs={right: left for left, right in self.pairs.items()},
            old_extra=self.new_extra,
            new_extra=self.old_extra,
            steady={(right, left) for left, right in self.steady},
        )

    def _pair(self, left: int, right: int) -> None:
        self.pairs[left] = right
        self.taken.add(right)

    def _left_old(self) -> list[int]:
        return [number for number in range(len(self.old)) if number not in self.pairs]

    def _left_new(self) -> list[int]:
        return [number for number in range(len(self.new)) if number not in self.taken]

    def _weigh(self) -> None:
        """Weigh the words of the sentences that are left, which are all that will be asked for."""
        asked = {
            "#",
            *(word for number in self._left_old() for word in self.old[number].words),
            *(word for number in self._left_new() for word in self.new[number].words),
        }
        seen = Counter(
            chain.from_iterable(
                asked.intersection(sentence.words) for side in (self.old, self.new) for sentence in side
            )
        )
        total = len(self.old) + len(self.new)
        self.weights = {
            word: log(1 + total / count) * (1.0 if word[0].isalnum() else 0.1) for word, count in seen.items()
        }

    def _scores(self, olds: list[int], news: list[int]) -> dict[tuple[int, int], float]:
        """Scores of the pairs worth a look: those that share one of the rarest words of the old sentence."""
        holders: dict[str, list[int]] = defaultdict(list)
        for number in news:
            for word in set(self.new[number].words):
                holders[word].append(number)
        small = len(olds) * len(news) <= _FEW
        most = _CANDIDATES if len(olds) <= _MANY else _CANDIDATES_OF_MANY
        scores: dict[tuple[int, int], float] = {}
        for left in olds:
            candidates = set(news) if small else self._candidates(left, holders, most)
            for right in sorted(candidates):
                score = self._dice(left, right)
                if score >= ALIKE:
                    scores[left, right] = score + self._nearness(left, right)
        return scores

    def _candidates(self, left: int, holders: dict[str, list[int]], most: int) -> set[int]:
        """The new sentences that share most of the rarest words of an old one."""
        shared = [word for word in sorted(set(self.old[left].words)) if word in holders]
        rare = sorted(shared, key=lambda word: len(holders[word]))[:_RARE_WORDS]
        votes = Counter(number for word in rare for number in _nearest(holders[word], left))
        return set(sorted(votes, key=votes.__getitem__, reverse=True)[:most])

    def _nearness(self, left: int, right: int) -> float:
        before = self.pairs.get(left - 1) == right - 1 if left and right else left == right
        after = self.pairs.get(left + 1) == right + 1
        return _NEAR * (before + after)

    def _dice(self, left: int, right: int) -> float:
        if not self.weights:
            self._weigh()
        one = self.old_bags.get(left) or self._bag(left, self.old, self.old_bags)
        two = self.new_bags.get(right) or self._bag(right, self.new, self.new_bags)
        if len(one.counts) > len(two.counts):
            one, two = two, one
        both, weights, others = 0.0, self.weights, two.counts
        for word, count in one.counts.items():
            if word in others:
                both += weights[word] if count == 1 else weights[word] * min(count, others[word])
        total = one.weight + two.weight
        return 2 * both / total if total else 0.0

    def _bag(self, number: int, side: Sequence[Sentence], bags: dict[int, _Bag]) -> _Bag:
        counts = Counter(side[number].words)
        bag = bags[number] = _Bag(counts, sum(self.weights[word] * count for word, count in counts.items()))
        return bag

    def _holds(self, half: Sentence, whole: Sentence, other: Sentence) -> bool:
        """Whether `whole` holds most of `half` beyond what the `other` half already accounts for."""
        if not self.weights:
            self._weigh()
        rest = _figureless(whole) - _figureless(other)
        wanted = _figureless(half)
        total = sum(self.weights.get(word, 1.0) * count for word, count in wanted.items())
        both = sum(self.weights.get(word, 1.0) * count for word, count in (rest & wanted).items())
        return total > 0 and both / total >= _CONTAINED


def _figureless(sentence: Sentence) -> Counter[str]:
    """The words of a sentence, any figure for any other: a half whose figure was corrected is still that half."""
    return Counter("#" if word[0].isdigit() else word for word in sentence.words)


def _anchors(number: int, paired: Mapping[int, int], extra: Mapping[int, int]) -> Iterator[int]:
    """The paired sentences next to a lone one, also over a few that were given to the same pair already or are lone."""
    for step in (-1, 1):
        place = number + step
        for _ in range(_HALVES):
            if place in paired:
                yield place
                break
            if place not in extra:
                break
            place += step


def _nearest(places: list[int], position: int) -> list[int]:
    """At most `_COMMON_AT` of ascending places, those round a position."""
    if len(places) <= _COMMON_AT:
        return places
    middle = bisect_left(places, position)
    first = max(0, min(middle - _COMMON_AT // 2, len(places) - _COMMON_AT))
    return places[first : first + _COMMON_AT]


def _gaps(state: _State) -> Iterator[tuple[list[int], list[int]]]:
    """Runs of sentences left alone between the same two paired neighbours."""
    inverse = {right: left for left, right in state.pairs.items()}
    number = 0
    while number < len(state.old):
        if number in state.pairs:
            number += 1
            continue
        olds = [number]
        while olds[-1] + 1 < len(state.old) and olds[-1] + 1 not in state.pairs:
            olds.append(olds[-1] + 1)
        start = state.pairs[number - 1] + 1 if number else 0
        news = []
        while start < len(state.new) and start not in inverse:
            news.append(start)
            start += 1
        following = state.pairs.get(olds[-1] + 1)
        if news and (following == start or (following is None and start == len(state.new))):
            yield olds, news
        number = olds[-1] + 1


def _ordered(state: _State) -> Iterator[Group]:
    """Groups in the reading order of the new side; pairs off the heaviest rising sequence have moved."""
    groups = {
        right: _grown(state, left, right, moved=(left, right) not in state.steady)
        for left, right in state.pairs.items()
    }
    anchors: dict[int, list[int]] = defaultdict(list)
    anchor = -1
    for left in range(len(state.old)):
        if left in state.pairs:
            if (left, state.pairs[left]) in state.steady:
                anchor = state.pairs[left]
        elif left not in state.old_extra:
            anchors[anchor].append(left)
    yield from _removed(anchors[-1])
    for right in range(len(state.new)):
        if right in groups:
            yield groups[right]
        elif right not in state.new_extra:
            yield Group((0, 0), (right, right + 1))
        yield from _removed(anchors[right])


def _removed(lefts: list[int]) -> Iterator[Group]:
    for left in lefts:
        yield Group((left, left + 1), (0, 0))


def _grown(state: _State, left: int, right: int, *, moved: bool) -> Group:
    """A pair with the halves that were attached to it."""
    olds, news = _run(left, state.old_extra), _run(right, state.new_extra)
    return Group(olds, news, moved=moved)


def _run(anchor: int, extra: Mapping[int, int]) -> tuple[int, int]:
    """From the first to behind the last sentence that belongs to a paired one."""
    if not extra:
        return anchor, anchor + 1
    first, end = anchor, anchor + 1
    while extra.get(first - 1) == anchor:
        first -= 1
    while extra.get(end) == anchor:
        end += 1
    return first, end
