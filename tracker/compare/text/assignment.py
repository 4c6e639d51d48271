"""Two small optimisations alignment rests on: the best one-to-one pairs by score, and the heaviest rising sequence."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

# Components with more pairs on one side than this are solved greedily: the optimal method is cubic.
_OPTIMAL_UP_TO = 24


def best_pairs(scores: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """One-to-one pairs of the highest total score; ties fall to the lower numbers. Sparse: absent pairs never pair."""
    chosen: list[tuple[int, int]] = []
    for component in _components(scores):
        lefts = sorted({left for left, _ in component})
        rights = sorted({right for _, right in component})
        if max(len(lefts), len(rights)) <= _OPTIMAL_UP_TO:
            chosen += _optimal(lefts, rights, scores)
        else:
            chosen += _greedy(component, scores)
    return sorted(chosen)


def heaviest_rising(values: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Indices of the strictly rising subsequence of the greatest total weight, in O(n log n) (Fenwick tree of maxima). All of
    them where the values rise from one to the next, as where nothing moved; weights are above nought.
    """
    if all(one < other for one, other in pairwise(values)):
        return list(range(len(values)))
    ranks = sorted(set(values))
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    for index, value in enumerate(values):
        rank = bisect_left(ranks, value)
        best = (0, -1)
        place = rank
        while place > 0:
            best = max(best, tree[place], key=lambda entry: entry[0])
            place -= place & -place
        before.append(best[1])
        entry = (best[0] + weights[index], index)
        place = rank + 1
        while place <= len(ranks):
            tree[place] = max(tree[place], entry, key=lambda item: item[0])
            place += place & -place
    index = max(tree, key=lambda entry: entry[0])[1]
    chosen: list[int] = []
    while index >= 0:
        chosen.append(index)
        index = before[index]
    return chosen[::-1]


def _components(scores: dict[tuple[int, int], float]) -> list[list[tuple[int, int]]]:
    """The pairs of each connected component."""
    lefts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rights: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in sorted(scores):
        lefts[pair[0]].append(pair)
        rights[pair[1]].append(pair)
    seen: set[tuple[int, int]] = set()
    found: list[list[tuple[int, int]]] = []
    for start in sorted(scores):
        if start in seen:
            continue
        seen.add(start)
        component, waiting = [], [start]
        while waiting:
            pair = waiting.pop()
            component.append(pair)
            for other in (*lefts.pop(pair[0], ()), *rights.pop(pair[1], ())):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        found.append(sorted(component))
    return found


def _greedy(pairs: list[tuple[int, int]], scores: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    chosen: list[tuple[int, int]] = []
    for left, right in sorted(pairs, key=lambda pair: (-scores[pair], pair)):
        if left not in taken_left and right not in taken_right:
            taken_left.add(left)
            taken_right.add(right)
            chosen.append((left, right))
    return chosen


def _optimal(lefts: list[int], rights: list[int], scores: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The assignment of the highest total score by shortest augmenting paths (Kuhn 1955, Jonker and Volgenant 1987)."""
    flipped = len(lefts) > len(rights)
    rows, columns = (rights, lefts) if flipped else (lefts, rights)
    cost = [[-scores.get((column, row) if flipped else (row, column), 0.0) for column in columns] for row in rows]
    owner = _assign(cost, len(rows), len(columns))
    chosen = []
    for column, row in enumerate(owner):
        if row >= 0 and cost[row][column] < 0:
            pair = (columns[column], rows[row]) if flipped else (rows[row], columns[column])
            chosen.append(pair)
    return chosen


def _assign(cost: list[list[float]], rows: int, columns: int) -> list[int]:
    """For each column the row it is given to, or -1; `rows` is at most `columns`."""
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], column = row, 0
        slack, done = [float("inf")] * (columns + 1), [False] * (columns + 1)
        while owner[column]:
            done[column] = True
            current, delta, following = owner[column], float("inf"), 0
            for other in range(1, columns + 1):
                if done[other]:
                    continue
                reduced = cost[current - 1][other - 1] - row_price[current] - column_price[other]
                if reduced < slack[other]:
                    slack[other], way[other] = reduced, column
                if slack[other] < delta:
                    delta, following = slack[other], other
            for other in range(columns + 1):
                if done[other]:
                    row_price[owner[other]] += delta
                    column_price[other] -= delta
                else:
                    slack[other] -= delta
            column = following
        while column:
            owner[column] = owner[way[column]]
            column = way[column]
    return [row - 1 for row in owner[1:]]
