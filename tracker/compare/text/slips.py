"""Slips of the pen that are words themselves, told by the words beside them: "would of" for "would have", "no affect"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tracker.compare.text.language import language


@dataclass(frozen=True, slots=True)
class _Slip:
    """A slip needs one of the words `before` or `after` it, "*" being any; `never` are words before it where each of the
    two is meant.
    """

    before: frozenset[str]
    after: frozenset[str]
    never: frozenset[str]
    endings: tuple[str, ...]
    behind: tuple[str, ...]


def is_mixed_up(old: Sequence[str], new: Sequence[str], place: int, code: str) -> bool:
    """Whether the words at a place of two quotations of as many words, all in lower case and without apostrophes, are
    mixed up in writing, by the words beside them that are the same on both sides.
    """
    known = _slips(code)
    rows = known.get(frozenset((old[place], new[place])), ()) or _by_ending(old[place], new[place], known)
    if not rows:
        return False
    before, after = (old[n] if 0 <= n < len(old) and old[n] == new[n] else "" for n in (place - 1, place + 1))
    return any(
        before in row.before
        or (bool(after) and not row.after.isdisjoint((after, "*")))
        or (bool(after) and after.endswith(row.behind or "\0"))
        or (before.endswith(row.endings) if row.endings and before else False)
        or (bool(row.never) and bool(before) and before not in row.never)
        for row in rows
    )


def _by_ending(one: str, two: str, known: dict[frozenset[str], tuple[_Slip, ...]]) -> tuple[_Slip, ...]:
    """The rows of two endings of one stem: "manger", "mangé"."""
    length = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    if length < _SHORTEST_STEM:
        return ()
    return known.get(frozenset((f"-{one[length:]}", f"-{two[length:]}")), ())


_SHORTEST_STEM = 3


@cache
def _slips(code: str) -> dict[frozenset[str], tuple[_Slip, ...]]:
    """The rows of a language by the two words: "of have | could would |"; "-er" is an ending in what stands beside,
    and "!they" before it a word behind which each of the two is meant.
    """
    found: dict[frozenset[str], tuple[_Slip, ...]] = {}
    for row in language(code).slips:
        pair, before, after = (part.split() for part in f"{row} | | ".split("|")[:3])
        slip = _Slip(
            frozenset(word for word in before if word[0] not in "-!"),
            frozenset(word for word in after if word[0] != "-"),
            frozenset(word[1:] for word in before if word[0] == "!"),
            tuple(word[1:] for word in before if word[0] == "-"),
            tuple(word[1:] for word in after if word[0] == "-"),
        )
        found[frozenset(pair)] = (*found.get(frozenset(pair), ()), slip)
    return found
